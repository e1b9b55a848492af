//! What employers need and nobody teaches here.

use passerelle_api::{
    Code, Reason,
    account::{Language, Role},
    need::{ListNeeds, Needs, NeedsQuery},
};
use passerelle_server::store::bulk::{self, NewJob};

use crate::{
    fit::sql,
    fixture::{self, codes},
    support::{Person, START_MS, Server},
};

/// The world of work, where only `html` is taught, with ads that need other skills.
async fn start() -> (Server, Person) {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let ad = |slug: &str, employer: &str, place: &str, must: &[&str]| NewJob {
        employer: employer.into(),
        place: place.into(),
        must: codes(must),
        nice: codes(&["design"]),
        rome: Some("D1102".into()),
        ..fixture::job(slug, 1)
    };
    bulk::put_place(&mut tx, ["lyon", r#"{"en":"Lyon"}"#, "Rhône", "FR"], 45.76, 4.83).await.unwrap();
    let ads = [
        ad("one", "alpha", "rennes", &["sql", "css"]),
        ad("two", "alpha", "rennes", &["sql", "spreadsheets"]),
        ad("three", "beta", "lyon", &["sql", "css"]),
        ad("four", "alpha", "lyon", &["spreadsheets"]),
        ad("five", "alpha", "lyon", &["spreadsheets"]),
        // Nobody can apply for it any more.
        NewJob { posted_ms: START_MS - 200 * fixture::DAY_MS, ..ad("old", "beta", "lyon", &["spreadsheets"]) },
    ];
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    for (slug, published, skill) in [("pages", 1, "html"), ("unpublished", 0, "sql")] {
        let text = "INSERT INTO courses (slug, published, topic, level, author, minutes, chapters, videos, languages, captions, \
             descriptions, skills, search, position) VALUES ($1, $2, 'web', 'beginner', '', 10, 0, 0, '[\"en\"]', '[]', '[]', '[]', '', 1)";
        sqlx::query(text).bind(slug).bind(published).execute(&mut *tx).await.unwrap();
        let text = "INSERT INTO taught_skills (skill, course, chapter, position) VALUES ($1, $2, NULL, 1)";
        sqlx::query(text).bind(skill).bind(slug).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mentor = server.person("mentor", Role::Mentor).await;
    (server, mentor)
}

async fn needs(server: &Server, who: &Person, query: &NeedsQuery) -> Needs {
    server.ok(who, ListNeeds {}, query, &()).await
}

fn named(needs: &Needs) -> Vec<(&str, u32, u32, u32)> {
    needs.needs.iter().map(|need| (need.skill.name.as_str(), need.must, need.nice, need.employers)).collect()
}

#[tokio::test]
async fn what_is_needed_and_not_taught_is_listed() {
    let (server, mentor) = start().await;
    let all = needs(&server, &mentor, &NeedsQuery::default()).await;
    // Spreadsheets are one organisation's, CSS is needed by two ads alone, HTML is taught, and design is only welcome.
    assert_eq!((all.ads, named(&all), all.few), (10, vec![("Queries", 3, 0, 2)], 2));
    let regions: Vec<_> = all.regions.iter().map(|region| (region.region.as_str(), region.count)).collect();
    assert_eq!(regions, [("Region", 7), ("Rhône", 3)]);
    let occupations: Vec<_> =
        all.occupations.iter().map(|count| (count.occupation.code.as_str(), count.count)).collect();
    assert_eq!(occupations, [("D1102", 5), ("M1805", 5)]);

    let french = NeedsQuery { lang: Some(Language::French), ..NeedsQuery::default() };
    assert_eq!(needs(&server, &mentor, &french).await.needs[0].skill.name, "Requêtes");
    let lyon = NeedsQuery { region: Some("Rhône".into()), ..NeedsQuery::default() };
    let lyon = needs(&server, &mentor, &lyon).await;
    assert_eq!((lyon.ads, named(&lyon), lyon.few, lyon.regions.len()), (3, vec![], 3, 2), "too few in one region");
    let other = NeedsQuery { occupation: Some("m1805".into()), ..NeedsQuery::default() };
    let other = needs(&server, &mentor, &other).await;
    assert_eq!((other.ads, named(&other), other.few, other.occupations.len()), (5, vec![], 0, 2));
    let nowhere = NeedsQuery { region: Some("Nowhere".into()), ..NeedsQuery::default() };
    assert_eq!(needs(&server, &mentor, &nowhere).await.ads, 0);
}

#[tokio::test]
async fn only_those_who_teach_read_it_and_odd_questions_are_refused() {
    let (server, mentor) = start().await;
    let learner = server.person("learner", Role::Learner).await;
    let all = NeedsQuery::default();
    for (who, code) in [(&learner, Code::Forbidden), (&server.nobody(), Code::SignInNeeded)] {
        assert_eq!(server.refused(who, ListNeeds {}, &all, &()).await.code, code);
    }
    for (field, reason, query) in [
        ("region", Reason::TooLong, NeedsQuery { region: Some("x".repeat(101)), ..all.clone() }),
        ("occupation", Reason::NotKnown, NeedsQuery { occupation: Some("baker".into()), ..all.clone() }),
    ] {
        let problem = server.refused(&mentor, ListNeeds {}, &query, &()).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
}

#[tokio::test]
async fn ads_of_a_town_whose_region_is_not_known_count_for_no_region() {
    let (server, mentor) = start().await;
    // As towns of feeds come without one.
    sql(&server, "UPDATE places SET region = '' WHERE slug = 'lyon'").await;
    let all = needs(&server, &mentor, &NeedsQuery::default()).await;
    let regions: Vec<_> = all.regions.iter().map(|region| (region.region.as_str(), region.count)).collect();
    assert_eq!((all.ads, regions), (10, vec![("Region", 7)]));
}
