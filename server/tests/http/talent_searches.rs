//! Searches for talents that members keep: who is new, and who is told of nobody.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, header},
};
use passerelle_api::{
    Code, Endpoint, List, NoQuery, Reason,
    account::{Role, SeatRole},
    id::AccountId,
    job::Contract,
    organisation::RemoveMember,
    privacy::{ConfirmProfile, PrivacyChange, SavePrivacy},
    reference::InLanguage,
    saved_search::{Look, limits},
    talent::{ProfileChange, SaveProfile, ShowTalent, TalentQuery},
    talent_search::{
        DeleteTalentSearch, ListTalentSearches, LookAtTalentSearch, SaveTalentSearch, ShowTalentSearchNews,
        TalentSearch, TalentSearchChange, TalentSearchNews,
    },
};
use passerelle_server::{
    app,
    clock::Clock,
    session,
    state::App,
    store::{self, profile::StoredProfile},
};
use tower::ServiceExt;

use crate::{
    fixture::{self, codes, profile, talent},
    support::{Person, Server},
};

fn change(name: &str, search: TalentQuery) -> TalentSearchChange {
    TalentSearchChange { name: name.into(), search }
}

fn html() -> TalentQuery {
    TalentQuery { must: List(codes(&["html"])), ..TalentQuery::default() }
}

async fn save(server: &Server, who: &Person, id: &str, change: &TalentSearchChange) -> TalentSearch {
    server.ok(who, SaveTalentSearch { search: id.into() }, &NoQuery {}, change).await
}

/// The searches of a member, once the index knows everything.
async fn list(server: &Server, who: &Person) -> Vec<TalentSearch> {
    server.app.search.catch_up(&server.app.store).await.unwrap();
    server.ok(who, ListTalentSearches {}, &NoQuery {}, &()).await
}

async fn news(server: &Server, who: &Person, id: &str) -> TalentSearchNews {
    server.app.search.catch_up(&server.app.store).await.unwrap();
    server.ok(who, ShowTalentSearchNews { search: id.into() }, &InLanguage::default(), &()).await
}

async fn look(server: &Server, who: &Person, id: &str, look: Look) -> TalentSearch {
    server.ok(who, LookAtTalentSearch { search: id.into() }, &NoQuery {}, &look).await
}

async fn writes(server: &Server, who: &Person, change: ProfileChange) {
    server.ok(who, SaveProfile {}, &InLanguage::default(), &change).await;
}

/// A server with a member who keeps the search for HTML since a minute after it began.
async fn start() -> (Server, Person) {
    let server = fixture::start().await;
    let member = fixture::member(&server, "hiring", "alpha").await;
    talent(&server, "early", profile()).await;
    server.app.search.catch_up(&server.app.store).await.unwrap();
    server.pass(Duration::from_secs(60));
    save(&server, &member, "search-1", &change(" Web ", html())).await;
    server.pass(Duration::from_secs(60));
    (server, member)
}

#[tokio::test]
async fn an_alert_holds_who_came_since_the_last_look_and_nobody_else() {
    let (server, member) = start().await;
    let kept = list(&server, &member).await.remove(0);
    assert_eq!((kept.name.as_str(), kept.new, kept.search), ("Web", Some(0), html()));
    let (late, id) = talent(&server, "late", profile()).await;
    talent(&server, "other", ProfileChange { skills: codes(&["sql"]), ..profile() }).await;
    assert_eq!(list(&server, &member).await[0].new, Some(1));
    let told = news(&server, &member, "search-1").await;
    assert_eq!(told.items.iter().map(|card| &card.id).collect::<Vec<_>>(), [&id]);
    assert_eq!((told.total, told.items[0].score), (1, 100), "by how well they answer the search");

    server.pass(Duration::from_secs(60));
    talent(&server, "later", profile()).await;
    server.app.search.catch_up(&server.app.store).await.unwrap();
    let looked = look(&server, &member, "search-1", Look { until: Some(told.at) }).await;
    assert_eq!(looked.new, Some(1), "who came after the news were read is still new");
    server.pass(Duration::from_secs(3 * 24 * 3600));
    assert_eq!(look(&server, &member, "search-1", Look::default()).await.new, Some(0));
    // A profile that is written again, and could be found all along, is not new.
    server.pass(Duration::from_secs(60));
    writes(&server, &late, ProfileChange { level: Some(6), ..profile() }).await;
    assert_eq!(list(&server, &member).await[0].new, Some(0));
    let before = Look { until: Some(told.at) };
    assert_eq!(look(&server, &member, "search-1", before).await.new, Some(0), "a look never goes back");
    let ahead = Look { until: Some(told.at + Duration::from_secs(30 * 24 * 3600)) };
    let at = LookAtTalentSearch { search: "search-1".into() };
    assert_eq!(server.refused(&member, at, &NoQuery {}, &ahead).await.errors[0].field, "until");
}

#[tokio::test]
async fn news_of_days_and_of_moments_are_both_exact() {
    let (server, member) = start().await;
    // Whoever comes after a look is new, though the clock tells the same moment, or days have gone.
    for (name, wait) in [("same", 0), ("next", 1), ("days", 5 * 24 * 3_600_000)] {
        look(&server, &member, "search-1", Look::default()).await;
        server.pass(Duration::from_millis(wait));
        talent(&server, name, profile()).await;
        assert_eq!(list(&server, &member).await[0].new, Some(1), "{name}");
    }
}

#[tokio::test]
async fn who_came_last_is_told_of_first_and_those_who_are_too_many_are_the_earliest() {
    let (server, member) = start().await;
    let wanted = TalentQuery { nice: List(codes(&["css"])), ..html() };
    save(&server, &member, "search-2", &change("Styled", wanted)).await;
    server.pass(Duration::from_secs(60));
    let mut came = Vec::new();
    // The better match came earlier. Three come at one moment of the clock, and one after the other all the same.
    for number in 0..22 {
        let skills = if number < 11 { codes(&["html", "css"]) } else { codes(&["html"]) };
        let (_, id) = talent(&server, &format!("new{number}"), ProfileChange { skills, ..profile() }).await;
        came.push(id);
        if number > 1 {
            server.pass(Duration::from_secs(3_600 * 7));
        }
    }
    let told = news(&server, &member, "search-2").await;
    assert_eq!((told.total, told.items.len()), (22, 20));
    let told: Vec<_> = told.items.into_iter().map(|card| card.id).collect();
    let latest: Vec<_> = came[2..].iter().rev().cloned().collect();
    assert_eq!(told, latest);
}

#[tokio::test]
async fn whoever_hides_or_keeps_an_organisation_out_is_in_no_alert_of_it() {
    let (server, alpha) = start().await;
    let beta = fixture::member(&server, "other-hiring", "beta").await;
    save(&server, &beta, "search-1", &change("Web", html())).await;
    server.pass(Duration::from_secs(60));
    let (late, id) = talent(&server, "late", profile()).await;
    let counts = async || {
        let counted = [list(&server, &alpha).await[0].new, list(&server, &beta).await[0].new];
        let told = [news(&server, &alpha, "search-1").await, news(&server, &beta, "search-1").await];
        for (told, counted) in told.iter().zip(counted) {
            assert_eq!((Some(told.total), told.items.len() as u64), (counted, told.total));
        }
        counted
    };
    assert_eq!(counts().await, [Some(1), Some(1)]);
    let keep_out = |blocked: &[&str]| PrivacyChange {
        blocked: blocked.iter().map(|&employer| employer.into()).collect(),
        ..PrivacyChange::default()
    };
    server.ok(&late, SavePrivacy {}, &NoQuery {}, &keep_out(&["alpha"])).await;
    assert_eq!(counts().await, [Some(0), Some(1)]);
    server.ok(&late, SavePrivacy {}, &NoQuery {}, &keep_out(&[])).await;
    assert_eq!(counts().await, [Some(1), Some(1)]);

    // Hidden after the alert: gone from the count and the list, even where the index has not learned of it yet.
    writes(&server, &late, ProfileChange { visible: false, ..profile() }).await;
    let counted = server.ok(&alpha, ListTalentSearches {}, &NoQuery {}, &()).await;
    assert_eq!(counted[0].new, Some(0), "not even for the moment until the index knows");
    assert_eq!(counts().await, [Some(0), Some(0)]);
    let hidden = server.refused(&alpha, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await;
    let never = ShowTalent { talent: "0123456789abcdefghjkmnpqrs".into() };
    let never = server.refused(&alpha, never, &TalentQuery::default(), &()).await;
    assert_eq!((hidden.code, hidden.title), (never.code, never.title), "as if nobody had been there");

    // Shown again, the profile is new again, whatever was looked at before.
    look(&server, &alpha, "search-1", Look::default()).await;
    server.pass(Duration::from_secs(60));
    writes(&server, &late, profile()).await;
    assert_eq!(list(&server, &alpha).await[0].new, Some(1));
    // What a field that is kept back would answer is not counted.
    let level = TalentQuery { level: Some(4), only: List(vec!["level".into()]), ..html() };
    save(&server, &alpha, "search-2", &change("Level", level)).await;
    server.pass(Duration::from_secs(60));
    let (shy, _) = talent(&server, "shy", profile()).await;
    let of_level = async || list(&server, &alpha).await.into_iter().find(|kept| kept.name == "Level").unwrap().new;
    assert_eq!(of_level().await, Some(1));
    let hide = PrivacyChange { hidden: vec![passerelle_api::talent::ProfileField::Level], ..PrivacyChange::default() };
    server.ok(&shy, SavePrivacy {}, &NoQuery {}, &hide).await;
    assert_eq!(of_level().await, Some(0));
    // Profiles that nobody confirmed lately are found by no search, and by no alert.
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE talents SET confirmed_at = 0").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(list(&server, &alpha).await.iter().map(|kept| kept.new).collect::<Vec<_>>(), [Some(0), Some(0)]);
}

#[tokio::test]
async fn a_profile_that_lapsed_is_new_again_once_it_is_confirmed() {
    let (server, member) = start().await;
    let (late, id) = talent(&server, "late", profile()).await;
    // Nobody finds it any more, and sessions ended.
    server.pass(Duration::from_secs(91 * 24 * 3600));
    let (member, late) = (server.signed_in(&member.id).await, server.signed_in(&late.id).await);
    assert_eq!(look(&server, &member, "search-1", Look::default()).await.new, Some(0));
    server.pass(Duration::from_secs(60));
    server.ok(&late, ConfirmProfile {}, &NoQuery {}, &()).await;
    let told = news(&server, &member, "search-1").await;
    assert_eq!((told.total, &told.items[0].id), (1, &id));
    // One that could be found all along is not.
    look(&server, &member, "search-1", Look { until: Some(told.at) }).await;
    server.pass(Duration::from_secs(24 * 3600));
    server.ok(&late, ConfirmProfile {}, &NoQuery {}, &()).await;
    assert_eq!(list(&server, &member).await[0].new, Some(0));
}

/// How many are new to a member who read the news between the last look at the clock of somebody's change and its end.
async fn new_to_who_read_meanwhile<E: Endpoint>(
    server: &Server,
    member: &Person,
    who: &Person,
    endpoint: E,
    query: &E::Query,
    body: &E::Body,
) -> Option<u64> {
    let begun = server.app.clock.now();
    server.pass(Duration::from_secs(3_600));
    let told = news(server, member, "search-1").await;
    let late = app::service(App { clock: Clock::new(move || begun), ..server.app.clone() }).router;
    let cookie = format!("{}={}", session::COOKIE, who.token.as_deref().unwrap());
    let request = Request::builder().method(E::METHOD.as_str()).uri(endpoint.url(query)).header(header::COOKIE, cookie);
    let json = serde_json::to_string(body).unwrap();
    let request = if json == "null" {
        request.body(Body::empty())
    } else {
        request.header(header::CONTENT_TYPE, "application/json").body(Body::from(json))
    };
    let reply = late.oneshot(request.unwrap()).await.unwrap();
    assert!(reply.status().is_success(), "{}: {}", E::NAME, reply.status());
    server.app.search.catch_up(&server.app.store).await.unwrap();
    look(server, member, "search-1", Look { until: Some(told.at) }).await.new
}

#[tokio::test]
async fn who_comes_while_somebody_reads_the_news_is_new_afterwards() {
    let (server, member) = start().await;
    let late = server.person("late", Role::Learner).await;
    let written = async |what: &str, new: u64| {
        let (query, body) = (InLanguage::default(), profile());
        let told = new_to_who_read_meanwhile(&server, &member, &late, SaveProfile {}, &query, &body).await;
        assert_eq!(told, Some(new), "{what}");
    };
    written("a profile that is written", 1).await;
    writes(&server, &late, ProfileChange { visible: false, ..profile() }).await;
    assert_eq!(list(&server, &member).await[0].new, Some(0));
    written("one that is shown again", 1).await;
    look(&server, &member, "search-1", Look::default()).await;
    written("one that could be found all along", 0).await;
}

#[tokio::test]
async fn who_is_found_again_while_somebody_reads_the_news_is_new_afterwards() {
    let (server, member) = start().await;
    let (late, _) = talent(&server, "late", profile()).await;
    // Nobody finds it any more, and sessions ended.
    server.pass(Duration::from_secs(91 * 24 * 3600));
    let (member, late) = (server.signed_in(&member.id).await, server.signed_in(&late.id).await);
    assert_eq!(look(&server, &member, "search-1", Look::default()).await.new, Some(0));
    for (what, new) in [("one that lapsed", 1), ("one that could be found all along", 0)] {
        let endpoint = ConfirmProfile {};
        let told = new_to_who_read_meanwhile(&server, &member, &late, endpoint, &NoQuery {}, &()).await;
        assert_eq!(told, Some(new), "{what}");
        look(&server, &member, "search-1", Look::default()).await;
    }
}

/// The news are read between what is written and its end.
#[tokio::test]
async fn who_is_written_while_somebody_reads_the_news_is_told_afterwards_and_once() {
    let (server, member) = start().await;
    let (late, id) = talent(&server, "late", ProfileChange { visible: false, ..profile() }).await;
    let account = AccountId(late.id.clone());
    let mut tx = server.app.store.begin().await.unwrap();
    let hidden = store::profile::find(&mut tx, &account).await.unwrap().unwrap();
    let shown = StoredProfile { visible: true, ..hidden };
    store::profile::save(&mut tx, &account, &shown, server.app.clock.now_ms()).await.unwrap();
    server.pass(Duration::from_secs(3_600));
    let told = news(&server, &member, "search-1").await;
    assert_eq!(told.total, 0, "nobody is there yet");
    tx.commit().await.unwrap();
    server.app.search.catch_up(&server.app.store).await.unwrap();
    assert_eq!(look(&server, &member, "search-1", Look { until: Some(told.at) }).await.new, Some(1));
    let told = news(&server, &member, "search-1").await;
    assert_eq!((told.total, &told.items[0].id), (1, &id));
    assert_eq!(look(&server, &member, "search-1", Look { until: Some(told.at) }).await.new, Some(0));
}

#[tokio::test]
async fn news_wait_for_what_the_index_does_not_know_yet() {
    let (server, member) = start().await;
    talent(&server, "late", profile()).await;
    let path = ShowTalentSearchNews { search: "search-1".into() };
    // Answering without this person, with a moment after they came, would lose them to the member for ever.
    let reply = server.call(&member, path, &InLanguage::default(), &()).await;
    assert_eq!(reply.status, 503);
    assert_eq!(news(&server, &member, "search-1").await.total, 1);
}

#[tokio::test]
async fn a_search_saved_twice_is_one_and_takes_the_new_name() {
    let (server, member) = start().await;
    let first = list(&server, &member).await.remove(0);
    let with_page = TalentQuery { cursor: Some("x".into()), lang: Some("fr".parse().unwrap()), ..html() };
    let second = save(&server, &member, "search-1", &change("Pages", with_page)).await;
    assert_eq!((second.name.as_str(), second.looked_at, second.search), ("Pages", first.looked_at, html()));
    assert_eq!(list(&server, &member).await.len(), 1);
    for _ in 0..2 {
        server.ok(&member, DeleteTalentSearch { search: "search-1".into() }, &NoQuery {}, &()).await;
    }
    assert!(list(&server, &member).await.is_empty());
}

#[tokio::test]
async fn what_nobody_could_answer_is_refused_and_so_is_one_too_many() {
    let (server, member) = start().await;
    let at = |id: &str| SaveTalentSearch { search: id.into() };
    let unknown = TalentQuery { must: List(codes(&["unheard-of"])), ..TalentQuery::default() };
    let others = TalentQuery { job: Some("london".into()), ..TalentQuery::default() };
    for (body, field, reason) in [
        (change(" ", html()), "name", Reason::Required),
        (change(&"x".repeat(81), html()), "name", Reason::TooLong),
        (change("Skill", unknown), "must", Reason::NotKnown),
        (change("An ad of another organisation", others), "job", Reason::NotKnown),
    ] {
        let problem = server.refused(&member, at("search-2"), &NoQuery {}, &body).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    for number in 1..limits::SEARCHES {
        save(&server, &member, &format!("search-{number:02}"), &change("One", html())).await;
    }
    let problem = server.refused(&member, at("one-more"), &NoQuery {}, &change("One", html())).await;
    assert_eq!(problem.errors[0].reason, Reason::TooMany);
    save(&server, &member, "search-1", &change("Renamed", html())).await;
}

#[tokio::test]
async fn an_ad_that_is_gone_is_told_and_not_counted_as_nobody() {
    let (server, member) = start().await;
    let by_ad = TalentQuery { job: Some("web".into()), contract: Some(Contract::Apprenticeship), ..html() };
    save(&server, &member, "search-1", &change("For the ad", by_ad)).await;
    assert_eq!(list(&server, &member).await[0].new, Some(0));
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("DELETE FROM jobs WHERE slug = 'web'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(list(&server, &member).await[0].new, None);
}

#[tokio::test]
async fn a_search_belongs_to_a_member_of_one_organisation() {
    let (server, owner) = start().await;
    let colleague = server.person("colleague", passerelle_api::account::Role::Learner).await;
    fixture::joins(&server, &owner, &colleague, "colleague", SeatRole::Viewer).await;
    let stranger = fixture::member(&server, "stranger", "beta").await;
    for other in [&colleague, &stranger] {
        assert!(list(&server, other).await.is_empty());
        let news = ShowTalentSearchNews { search: "search-1".into() };
        assert_eq!(server.refused(other, news, &InLanguage::default(), &()).await.code, Code::NotFound);
        let look = LookAtTalentSearch { search: "search-1".into() };
        assert_eq!(server.refused(other, look, &NoQuery {}, &Look::default()).await.code, Code::NotFound);
        server.ok(other, DeleteTalentSearch { search: "search-1".into() }, &NoQuery {}, &()).await;
        save(&server, other, "search-1", &change("Theirs", TalentQuery::default())).await;
    }
    assert_eq!(list(&server, &owner).await[0].name, "Web", "another's search of the same id is another search");
    // Whoever leaves the organisation leaves the searches behind, and does not find them when coming back.
    server.ok(&owner, RemoveMember { account: colleague.id.as_str().into() }, &NoQuery {}, &()).await;
    fixture::joins(&server, &owner, &colleague, "colleague", SeatRole::Viewer).await;
    assert!(list(&server, &colleague).await.is_empty());
}
