//! Finding ads by occupation, by rhythm and by what the organisation says of its workplace.

use std::path::{Path, PathBuf};

use passerelle_api::{
    account::Language,
    job::{Contract, JobQuery, ListJobPlaces, ListJobStarts, ListJobs, ShowJob},
    occupation::{ListOccupations, OccupationChoice, OccupationFacet},
    reference::InLanguage,
};
use passerelle_server::{
    content::rome,
    store::{
        bulk::{self, NewJob},
        occupation,
        reference::Names,
    },
};

use crate::{
    fixture,
    support::{START_MS, Server},
};

fn names(pairs: &[(&str, &str)]) -> Names {
    pairs.iter().map(|(lang, name)| ((*lang).to_owned(), (*name).to_owned())).collect()
}

/// The world of work, with three occupations: one named in two languages, one in French alone, one not at all.
async fn start() -> Server {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let known = [
        ("M1805".to_owned(), names(&[("en", "Programming"), ("fr", "Développeur / Développeuse informatique")])),
        ("D1102".to_owned(), names(&[("fr", "Boulanger / Boulangère")])),
    ];
    occupation::put(&mut tx, &known).await.unwrap();
    let baker = |slug, rome: Option<&str>| NewJob { rome: rome.map(str::to_owned), ..fixture::job(slug, 1) };
    let ads = [baker("bread", Some("D1102")), baker("mystery", Some("Z9999")), baker("unsaid", None)];
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    server
}

fn asking(change: impl FnOnce(&mut JobQuery)) -> JobQuery {
    let mut query = JobQuery::default();
    change(&mut query);
    query
}

async fn found(server: &Server, change: impl FnOnce(&mut JobQuery)) -> Vec<String> {
    let list = server.ok(&server.nobody(), ListJobs {}, &asking(change), &()).await;
    let mut slugs: Vec<String> = list.items.into_iter().map(|card| card.slug.0).collect();
    assert_eq!(slugs.len() as u64, list.total);
    slugs.sort();
    slugs
}

#[tokio::test]
async fn ads_are_found_by_occupation_and_counted_whatever_is_chosen() {
    let server = start().await;
    assert_eq!(found(&server, |query| query.occupation = Some("d1102".into())).await, ["bread"]);
    assert!(found(&server, |query| query.occupation = Some("A1101".into())).await.is_empty());

    let list = async |query: &JobQuery| {
        let OccupationFacet { without, occupations } =
            server.ok(&server.nobody(), ListOccupations {}, query, &()).await;
        let total =
            server.ok(&server.nobody(), ListJobs {}, &JobQuery { occupation: None, ..query.clone() }, &()).await.total;
        assert_eq!(without, total, "what a choice is compared with has the ads without an occupation as well");
        occupations.into_iter().map(|item| (item.occupation.name, item.occupation.lang, item.count)).collect::<Vec<_>>()
    };
    let all = list(&JobQuery::default()).await;
    let expected = [
        ("Boulanger / Boulangère".to_owned(), Language::French, 1),
        ("Programming".to_owned(), Language::English, 5),
        ("Z9999".to_owned(), Language::English, 1),
    ];
    assert_eq!(all, expected, "by name, each with its language; an ad that says no occupation is in none");
    let chosen = asking(|query| query.occupation = Some("D1102".into()));
    assert_eq!(list(&chosen).await, all, "its own choice is left out of account");
    let narrowed = asking(|query| (query.place, query.radius) = (Some("paris".into()), Some(30)));
    assert_eq!(list(&narrowed).await, [("Programming".to_owned(), Language::English, 1)], "and the others' are not");

    let named = server.ok(&server.nobody(), ListJobs {}, &chosen, &()).await.occupation.unwrap();
    assert_eq!((named.code.as_str(), named.name.as_str()), ("D1102", "Boulanger / Boulangère"));
    for wrong in ["", "M18", "bread"] {
        let query = asking(|query| query.occupation = Some(wrong.into()));
        let problem = server.refused(&server.nobody(), ListJobs {}, &query, &()).await;
        assert_eq!((problem.status, problem.errors[0].field.as_str()), (422, "occupation"));
        server.refused(&server.nobody(), ListOccupations {}, &asking(|query| query.training_days = Some(0)), &()).await;
    }
}

/// Rennes has no conductor within the usual distance: one is in Fougères, and as many as Rennes has ads of all kinds are in Paris.
#[tokio::test]
async fn an_occupation_that_is_not_nearby_counts_where_a_search_would_find_it() {
    let server = start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let far = |slug: &str, place: &str, rome: &str| NewJob {
        place: place.into(),
        rome: Some(rome.into()),
        ..fixture::job(slug, 1)
    };
    let ads: Vec<NewJob> = (0..5).map(|number| far(&format!("grower-{number}"), "paris", "A1414")).collect();
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    let ads = [far("tractor", "fougeres", "A1101"), far("tractor-far", "paris", "A1101")];
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let list = async |query: &JobQuery| server.ok(&server.nobody(), ListOccupations {}, query, &()).await;
    let rennes = asking(|query| query.place = Some("rennes".into()));
    let OccupationFacet { without, occupations } = list(&rennes).await;
    let told: Vec<_> =
        occupations.iter().map(|item| (item.occupation.code.as_str(), item.count, item.widened_km)).collect();
    let expected =
        [("D1102", 1, None), ("M1805", 2, None), ("Z9999", 1, None), ("A1101", 1, Some(50)), ("A1414", 5, Some(500))];
    assert_eq!((without, told), (5, expected.to_vec()), "the nearest first");
    let near = list(&JobQuery { radius: Some(30), ..rennes.clone() }).await;
    assert_eq!(near.occupations.len(), 3, "a distance that was chosen stays");

    for base in [
        rennes.clone(),
        JobQuery { contract: Some(Contract::Internship), ..rennes.clone() },
        JobQuery { q: Some("poste".into()), ..rennes.clone() },
        JobQuery { place: Some("paris".into()), ..JobQuery::default() },
        JobQuery { place: Some("london".into()), ..JobQuery::default() },
        JobQuery::default(),
    ] {
        let OccupationFacet { occupations, .. } = list(&base).await;
        assert!(!occupations.is_empty(), "{base:?}");
        let plain = server.ok(&server.nobody(), ListJobs {}, &base, &()).await.widened_km;
        for OccupationChoice { occupation, count, widened_km } in occupations {
            let chosen = JobQuery { occupation: Some(occupation.code), ..base.clone() };
            let found = server.ok(&server.nobody(), ListJobs {}, &chosen, &()).await;
            assert_eq!((found.total, found.widened_km), (count, widened_km.or(plain)), "{chosen:?}");
        }
    }
    let nothing = JobQuery { q: Some("zzzz".into()), ..rennes };
    assert_eq!(list(&nothing).await, OccupationFacet { without: 0, occupations: Vec::new() });
}

#[tokio::test]
async fn more_occupations_far_away_than_a_statement_takes_values_are_counted() {
    const ROWS: &str = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 33000)";
    let server = start().await;
    let grower =
        NewJob { place: "paris".into(), rome: Some("A1414".into()), must: Vec::new(), ..fixture::job("grower", 1) };
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &[grower], START_MS).await.unwrap();
    let jobs = format!(
        "{ROWS} INSERT INTO jobs (slug, employer, lang, title, summary, contract, remote, place, posted_at, search) \
         SELECT 'grower-' || n.i, j.employer, j.lang, j.title, j.summary, j.contract, j.remote, j.place, j.posted_at, \
         j.search FROM n, jobs j WHERE j.slug = 'grower'"
    );
    let details = format!(
        "{ROWS} INSERT INTO job_details (job, html, must, nice, languages, rome, openings) \
         SELECT 'grower-' || n.i, '', '[]', '[]', '[]', 'Y' || n.i, 1 FROM n"
    );
    for rows in [jobs, details] {
        sqlx::query(sqlx::AssertSqlSafe(rows)).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let rennes = asking(|query| query.place = Some("rennes".into()));
    let reply = server.call(&server.nobody(), ListOccupations {}, &rennes, &()).await;
    let OccupationFacet { occupations, .. } = reply.json();
    let far = occupations.iter().filter(|choice| choice.widened_km == Some(500) && choice.count == 1);
    assert_eq!((occupations.len(), far.count()), (33_004, 33_001), "three are nearby");
}

#[tokio::test]
async fn the_places_of_a_search_are_counted_with_where_they_are() {
    let server = start().await;
    let list = async |change: fn(&mut JobQuery)| {
        let list = server.ok(&server.nobody(), ListJobPlaces {}, &asking(change), &()).await;
        list.into_iter().map(|item| (item.place.name, item.lat, item.lon, item.count)).collect::<Vec<_>>()
    };
    let all = list(|query| query.lang = Some(Language::French)).await;
    assert_eq!(all[0], ("Rennes".to_owned(), 4812, -168, 5));
    assert_eq!(all[1..].iter().map(|place| place.0.as_str()).collect::<Vec<_>>(), ["Fougères", "Londres", "Paris"]);
    assert_eq!(all.iter().map(|place| place.3).sum::<u64>(), 8, "every ad is somewhere");
    assert_eq!(list(|query| query.occupation = Some("D1102".into())).await, [("Rennes".to_owned(), 4812, -168, 1)]);
    assert_eq!(list(|query| query.place = Some("paris".into())).await.len(), 1);
    assert!(list(|query| query.q = Some("boulangerie".into())).await.is_empty());
    server.refused(&server.nobody(), ListJobPlaces {}, &asking(|query| query.radius = Some(900)), &()).await;
}

#[tokio::test]
async fn an_ad_names_its_occupation_for_people_and_for_machines() {
    let server = start().await;
    let page = async |slug: &str, lang| {
        server.ok(&server.nobody(), ShowJob { job: slug.into() }, &InLanguage { lang: Some(lang) }, &()).await
    };
    let job = page("web", Language::French).await;
    assert_eq!(job.occupation.unwrap().name, "Développeur / Développeuse informatique");
    assert!(job.json_ld.contains("\"codeValue\":\"M1805\""), "{}", job.json_ld);
    assert_eq!(page("web", Language::Arabic).await.occupation.unwrap().lang, Language::English);
    let mystery = page("mystery", Language::French).await;
    assert_eq!((mystery.occupation, mystery.rome.as_deref()), (None, Some("Z9999")));
}

#[tokio::test]
async fn ads_are_found_by_rhythm_and_by_what_the_organisation_says() {
    let server = start().await;
    assert_eq!(found(&server, |query| query.training_days = Some(1)).await, ["web"]);
    assert!(found(&server, |query| query.training_days = Some(2)).await.is_empty());
    let list = server.ok(&server.nobody(), ListJobs {}, &asking(|query| query.training_days = Some(2)), &()).await;
    let facets = list.facets.unwrap();
    let rhythm = facets.iter().find(|facet| facet.filter == "training_days").unwrap();
    let rhythms: Vec<_> = rhythm.choices.iter().map(|choice| (choice.value.as_str(), choice.count)).collect();
    assert_eq!(rhythms, [("1", 1)], "its own choice is left out of account");
    assert!(list.relax.iter().any(|relax| relax.filter == "training_days"));

    let mut tx = server.app.store.begin().await.unwrap();
    let closed = bulk::NewEmployer {
        slug: "gamma".into(),
        name: "gamma works".into(),
        sector: "{}".into(),
        about: String::new(),
        lang: Language::English,
        size: 4,
        place: "rennes".into(),
        website: String::new(),
        accessible_workplace: false,
        disability_confident: true,
    };
    bulk::put_employers(&mut tx, &[closed]).await.unwrap();
    let ad = NewJob { employer: "gamma".into(), ..fixture::job("stairs", 1) };
    bulk::put_jobs(&mut tx, &[ad], START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let accessible = found(&server, |query| query.accessible = Some(true)).await;
    assert!(accessible.len() == 8 && !accessible.contains(&"stairs".to_owned()), "{accessible:?}");
    assert_eq!(found(&server, |query| query.disability_confident = Some(true)).await, ["stairs"]);
    let both = |query: &mut JobQuery| (query.accessible, query.disability_confident) = (Some(true), Some(true));
    assert!(found(&server, both).await.is_empty());
    assert_eq!(found(&server, |query| query.accessible = Some(false)).await.len(), 9, "that is no filter");
}

#[tokio::test]
async fn the_published_list_comes_in_once_and_keeps_the_other_names() {
    let server = start().await;
    let import = async |source: &str| rome::import(&server.app.store, source).await.unwrap();
    let source = "\u{feff}\"code_rome\",\"code_ogr\",\"libelle_rome\"\n\
        \"M1805\",\"1\",\"Développeur informatique\"\n\"D1102\",\"2\",\"Boulanger / Boulangère\"\n\
        \"A1101\",\"3\",\"Conducteur d'engins\"\n\"A1101\",\"3\",\"Encore\"\n\"oops\",\"3\",\"X\"\n\"A1102\",\"3\",\" \"\n\"A1103\",\"3\"\n";
    let outcome = import(source).await;
    assert_eq!((outcome.added, outcome.updated, outcome.unchanged), (1, 1, 1));
    let refused: Vec<_> = outcome.refused.iter().map(|refused| (refused.row, refused.refusal.field)).collect();
    assert_eq!(refused, [(4, "code_rome"), (5, "code_rome"), (6, "libelle_rome"), (7, "row")]);
    let again = import(source).await;
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 3));
    let mut db = server.app.store.read().await.unwrap();
    let name = async |db: &mut _, lang| occupation::find(db, Some("M1805"), lang).await.unwrap().unwrap().name;
    assert_eq!(name(&mut db, Language::French).await, "Développeur informatique");
    assert_eq!(name(&mut db, Language::English).await, "Programming", "a name of our own stays");
    assert!(rome::import(&server.app.store, "a,b\n1,2\n").await.is_err(), "another list");
}

/// The list lies outside of the repository, in `../shared/data/rome` or below `PASSERELLE_SHARED`.
#[tokio::test]
async fn every_row_of_the_published_list_is_read_and_names_what_the_content_names() {
    let shared = std::env::var_os("PASSERELLE_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"));
    let path = shared.join("data/rome/unix_referentiel_code_rome_v460_utf8.csv");
    let Ok(source) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let server = Server::start().await;
    let content = server.app.config.content.join("occupations.json");
    let ours: serde_json::Value = serde_json::from_slice(&std::fs::read(content).unwrap()).unwrap();
    let ours: Vec<(String, Names)> = ours
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (entry["code"].as_str().unwrap().to_owned(), serde_json::from_value(entry["name"].clone()).unwrap())
        })
        .collect();
    let mut tx = server.app.store.begin().await.unwrap();
    occupation::put(&mut tx, &ours).await.unwrap();
    tx.commit().await.unwrap();
    let outcome = rome::import(&server.app.store, &source).await.unwrap();
    assert!(outcome.refused.is_empty(), "{:?}", outcome.refused);
    assert_eq!((outcome.updated, outcome.unchanged), (0, ours.len()), "our French names are the list's own");
    assert_eq!(outcome.added, 1_584 - ours.len());
}

#[tokio::test]
async fn each_month_says_how_many_ads_it_leaves() {
    let server = start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let on = |slug, start: &str| NewJob { start_on: Some(start.parse().unwrap()), ..fixture::job(slug, 1) };
    bulk::put_jobs(
        &mut tx,
        &[on("early", "2026-10-01"), on("late", "2026-10-31"), on("later", "2026-11-01")],
        START_MS,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let starts =
        async |change: fn(&mut JobQuery)| server.ok(&server.nobody(), ListJobStarts {}, &asking(change), &()).await;
    let all = starts(|_| {}).await;
    assert_eq!(all.without, server.ok(&server.nobody(), ListJobs {}, &JobQuery::default(), &()).await.total);
    assert!(all.choices.len() > 1 && all.choices.is_sorted_by_key(|choice| choice.value.clone()));
    for choice in &all.choices {
        let (from, to) = passerelle_rules::start::days(&choice.value).unwrap();
        let query = JobQuery { start_from: Some(from), start_to: Some(to), ..JobQuery::default() };
        assert_eq!(server.ok(&server.nobody(), ListJobs {}, &query, &()).await.total, choice.count, "{}", choice.value);
    }
    let chosen = starts(|query| query.start_from = Some("2026-10-02".parse().unwrap())).await;
    assert_eq!(chosen, all, "its own choice is left out of account");
    let narrowed = starts(|query| query.occupation = Some("D1102".into())).await;
    assert_eq!(narrowed.without, 1, "and the others' are not");
    assert!(starts(|query| query.q = Some("zzzz".into())).await.choices.is_empty());
    let crossed =
        asking(|query| (query.start_from, query.start_to) = ("2026-10-02".parse().ok(), "2026-10-01".parse().ok()));
    assert_eq!(server.refused(&server.nobody(), ListJobStarts {}, &crossed, &()).await.status, 422);
}

#[tokio::test]
async fn a_month_in_which_nothing_begins_nearby_counts_where_a_search_would_find_it() {
    let server = start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let on = |slug: &str, place: &str, day: &str| NewJob {
        place: place.into(),
        start_on: Some(day.parse().unwrap()),
        ..fixture::job(slug, 1)
    };
    let ads = [
        on("march-far", "paris", "2026-03-20"),
        on("may", "fougeres", "2026-05-02"),
        on("may-far", "paris", "2026-05-31"),
        on("june-far", "paris", "2026-06-01"),
    ];
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let rennes = asking(|query| query.place = Some("rennes".into()));
    // The months on offer, of which a search for each finds as many as it says.
    let months = async |base: &JobQuery| {
        let facet = server.ok(&server.nobody(), ListJobStarts {}, base, &()).await;
        for choice in &facet.choices {
            let (from, to) = passerelle_rules::start::days(&choice.value).unwrap();
            let chosen = JobQuery { start_from: Some(from), start_to: Some(to), ..base.clone() };
            let total = server.ok(&server.nobody(), ListJobs {}, &chosen, &()).await.total;
            assert_eq!(total, choice.count, "{base:?} in {}", choice.value);
        }
        let total = server.ok(&server.nobody(), ListJobs {}, base, &()).await.total;
        assert_eq!(facet.without, total, "{base:?}");
        facet.choices.into_iter().map(|choice| (choice.value, choice.count)).collect::<Vec<_>>()
    };
    let counted = |months: &[(&str, u64)]| -> Vec<(String, u64)> {
        months.iter().map(|(month, count)| ((*month).to_owned(), *count)).collect()
    };
    // Four ads of Rennes begin at any time, so that a search for any month stays there.
    assert_eq!(months(&rennes).await, counted(&[("2026-03", 5)]));

    // Ads of feeds do not say when they begin.
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE jobs SET elsewhere = 1 WHERE start_on IS NULL").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let expected = counted(&[("2026-03", 1), ("2026-05", 1), ("2026-06", 2)]);
    assert_eq!(months(&rennes).await, expected, "March here, May in Fougères, June no nearer than Paris and London");
    let chosen = JobQuery { radius: Some(30), ..rennes.clone() };
    assert_eq!(months(&chosen).await, counted(&[("2026-03", 1)]), "a distance that was chosen stays");
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE jobs SET elsewhere = 0 WHERE slug = 'data'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let expected = counted(&[("2026-03", 1), ("2026-05", 2)]);
    assert_eq!(months(&rennes).await, expected, "what begins at any time in Fougères is nearer than June");
    for place in ["paris", "london", "fougeres"] {
        months(&JobQuery { place: Some(place.into()), ..JobQuery::default() }).await;
    }
    let internships = JobQuery { contract: Some(Contract::Internship), ..rennes };
    assert_eq!(months(&internships).await, counted(&[("2026-06", 1)]), "the search itself has widened");
}
