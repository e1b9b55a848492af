//! What a feed does not say of an ad: nothing here says it for it.

use passerelle_api::{
    account::Language,
    job::{Job, JobQuery, Remote, ShowJob},
    matching::Aspect,
    reference::InLanguage,
    talent::{Fit, ProfileChange},
};
use passerelle_server::feeds::Format;
use serde_json::Value;

use crate::{
    fit::{assert_adds_up, candidate, find, part, sql},
    fixture::{self, talent},
    import_feed::{bring, list, pages, posting},
    support::{Person, Server},
};

async fn as_read_by(server: &Server, who: &Person, job: &Job) -> Job {
    let query = InLanguage { lang: Some(Language::English) };
    server.ok(who, ShowJob { job: job.card.slug.clone() }, &query, &()).await
}

/// The ads of a feed of which one is remote and one says nothing of that.
async fn two(server: &Server) -> [Job; 2] {
    let remote = posting(2, |ad| ad["jobLocationType"] = "TELECOMMUTE".into());
    bring(server, "board", Format::SchemaOrg, &list(vec![posting(1, |_| ()), remote])).await;
    let mut pages = pages(server, "board").await;
    pages.sort_by_key(|job| job.card.title.clone());
    pages.try_into().unwrap()
}

#[tokio::test]
async fn an_ad_that_says_nothing_of_working_elsewhere_is_not_said_to_be_on_site() {
    let server = fixture::start().await;
    let [silent, remote] = two(&server).await;
    assert_eq!((silent.card.remote, remote.card.remote), (None, Some(Remote::Remote)));
    let (amina, _) = talent(&server, "amina", ProfileChange { remote: Remote::ALL.to_vec(), ..candidate() }).await;
    let fit = as_read_by(&server, &amina, &silent).await.fit.unwrap();
    let place_of_work = part(&fit, Aspect::Remote);
    assert_eq!((place_of_work.fit, place_of_work.points, place_of_work.found.as_deref()), (Fit::Unknown, 0, None));
    assert_eq!(part(&fit, Aspect::Place).fit, Fit::Met, "it names the town to go to");
    let fit = as_read_by(&server, &amina, &remote).await.fit.unwrap();
    assert_eq!(part(&fit, Aspect::Remote).fit, Fit::Met);

    let url = "/api/feeds/jobs.xml?remote=on-site&q=Stage";
    let xml = server.send(&server.nobody(), "GET", url, None).await.text();
    assert!(xml.contains("<title>Stage 1</title>") && !xml.contains("<remote>"), "{xml}");
}

#[tokio::test]
async fn a_search_for_work_on_site_finds_an_ad_that_names_a_place_and_says_no_more() {
    let server = fixture::start().await;
    let [silent, other] = two(&server).await;
    let found = async |remote| {
        let query = JobQuery { remote: Some(remote), q: Some("stage".into()), ..JobQuery::default() };
        find(&server, &server.nobody(), &query).await.items.into_iter().map(|card| card.slug).collect::<Vec<_>>()
    };
    assert_eq!(found(Remote::OnSite).await, [silent.card.slug]);
    assert_eq!(found(Remote::Remote).await, [other.card.slug]);
    assert!(found(Remote::Hybrid).await.is_empty());
}

#[tokio::test]
async fn once_a_feed_says_where_the_work_is_done_the_ad_says_it_too() {
    let server = fixture::start().await;
    let on_site = |ad: &mut Value| ad["jobLocationType"] = "on-site".into();
    two(&server).await;
    bring(&server, "board", Format::SchemaOrg, &list(vec![posting(1, on_site)])).await;
    let said = pages(&server, "board").await.into_iter().find(|job| job.card.title == "Stage 1").unwrap();
    assert_eq!(said.card.remote, Some(Remote::OnSite));
    bring(&server, "board", Format::SchemaOrg, &list(vec![posting(1, |_| ())])).await;
    let unsaid = pages(&server, "board").await.into_iter().find(|job| job.card.title == "Stage 1").unwrap();
    assert_eq!(unsaid.card.remote, None);
}

#[tokio::test]
async fn an_ad_without_needed_skills_accounts_for_the_whole_score() {
    let server = fixture::start().await;
    let [silent, _] = two(&server).await;
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let fit = as_read_by(&server, &amina, &silent).await.fit.unwrap();
    assert_adds_up(&fit);
    let skills = part(&fit, Aspect::MustSkill);
    assert_eq!((skills.fit, skills.points, skills.skill.as_ref()), (Fit::Unknown, 0, None));
    sql(&server, "UPDATE job_details SET must = '[]' WHERE job = 'web'").await;
    let cards = find(&server, &amina, &JobQuery::default()).await.items;
    let own = cards.iter().find(|card| card.slug.as_str() == "web").unwrap();
    assert_eq!(own.fit_score, Some(9_000 - 3_500));
}
