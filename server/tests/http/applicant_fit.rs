//! How somebody who applied fits the ad, as the organisation is told.

use passerelle_api::{
    Code, NoQuery,
    account::{Language, Role, SeatRole},
    id::ApplicationId,
    job::{Apply, ListApplications, ShowJob, Withdraw},
    matching::{Aspect, JobFit},
    placement::{ApplicantFit, ShowApplicantFit},
    privacy::{ListProfileViews, PrivacyChange, SavePrivacy},
    reference::InLanguage,
    talent::{Fit, ProfileChange, ProfileField, SaveProfile},
};

use crate::{
    fit::{assert_adds_up, candidate, part},
    fixture::{self, application, talent},
    support::{Person, Server},
};

async fn applies(server: &Server, who: &Person) -> ApplicationId {
    server.ok(who, Apply { job: "web".into() }, &NoQuery {}, &application("key-00000001")).await.id
}

async fn told(server: &Server, who: &Person, id: &ApplicationId) -> ApplicantFit {
    let query = InLanguage { lang: Some(Language::English) };
    server.ok(who, ShowApplicantFit { application: id.clone() }, &query, &()).await
}

async fn own(server: &Server, who: &Person) -> JobFit {
    let query = InLanguage { lang: Some(Language::English) };
    server.ok(who, ShowJob { job: "web".into() }, &query, &()).await.fit.unwrap()
}

async fn keeps(server: &Server, who: &Person, hidden: &[ProfileField], blocked: &[&str]) {
    let blocked = blocked.iter().map(|&slug| slug.into()).collect();
    let change = PrivacyChange { hidden: hidden.to_vec(), blocked, ..PrivacyChange::default() };
    server.ok(who, SavePrivacy {}, &NoQuery {}, &change).await;
}

#[tokio::test]
async fn an_organisation_is_told_what_the_candidate_is_told() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let id = applies(&server, &amina).await;
    let fit = told(&server, &alpha, &id).await.fit.unwrap();
    assert_adds_up(&fit);
    assert_eq!(fit, own(&server, &amina).await, "nothing is hidden");
    let views = server.ok(&amina, ListProfileViews {}, &NoQuery {}, &()).await;
    assert_eq!((views[0].employer.slug.as_str(), views[0].times), ("alpha", 1), "and the person is told who looked");
}

#[tokio::test]
async fn what_is_kept_from_organisations_is_unknown() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let id = applies(&server, &amina).await;
    use ProfileField::{Availability, Contracts, Languages, Level, Pay, Place, Remote, Rhythm};
    keeps(&server, &amina, &[Availability, Contracts, Languages, Level, Pay, Place, Remote, Rhythm], &[]).await;
    let fit = told(&server, &alpha, &id).await.fit.unwrap();
    for aspect in [
        Aspect::Level,
        Aspect::Place,
        Aspect::Remote,
        Aspect::Contract,
        Aspect::Rhythm,
        Aspect::Start,
        Aspect::Language,
        Aspect::Pay,
    ] {
        let part = part(&fit, aspect);
        assert_eq!((part.fit, part.points, part.found.as_deref()), (Fit::Unknown, 0, None), "{aspect:?}");
    }
    assert_eq!(part(&fit, Aspect::MustSkill).fit, Fit::Met, "skills are never hidden one by one");
    let own = own(&server, &amina).await;
    assert_eq!(part(&own, Aspect::Level).fit, Fit::Met, "the person still sees everything");
    assert!(fit.score < own.score);
}

#[tokio::test]
async fn a_barrier_that_is_hidden_bars_nobody() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let other = ProfileChange { contracts: vec![passerelle_api::job::Contract::Permanent], ..candidate() };
    let (amina, _) = talent(&server, "amina", other).await;
    let id = applies(&server, &amina).await;
    let barred = told(&server, &alpha, &id).await.fit.unwrap();
    assert_eq!((barred.score, barred.barriers.as_slice()), (0, &[Aspect::Contract][..]));
    keeps(&server, &amina, &[ProfileField::Contracts], &[]).await;
    let fit = told(&server, &alpha, &id).await.fit.unwrap();
    assert!(fit.barriers.is_empty() && fit.score > 0);
}

#[tokio::test]
async fn who_shows_no_profile_is_unknown_whatever_the_reason() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let newcomer = server.person("newcomer", Role::Learner).await;
    let (hidden, _) = talent(&server, "hidden", ProfileChange { visible: false, ..candidate() }).await;
    let (blocking, _) = talent(&server, "blocking", candidate()).await;
    keeps(&server, &blocking, &[], &["alpha"]).await;
    let mut replies = Vec::new();
    for who in [&newcomer, &hidden, &blocking] {
        let id = applies(&server, who).await;
        replies.push(told(&server, &alpha, &id).await);
        assert!(server.ok(who, ListProfileViews {}, &NoQuery {}, &()).await.is_empty(), "nothing was looked at");
    }
    assert!(replies.iter().all(|reply| reply.fit.is_none() && *reply == replies[0]));
    server.ok(&hidden, SaveProfile {}, &InLanguage::default(), &candidate()).await;
    let id = server.ok(&hidden, ListApplications {}, &InLanguage::default(), &()).await.remove(0).id;
    assert!(told(&server, &alpha, &id).await.fit.is_some(), "once it is shown, it is explained");
}

#[tokio::test]
async fn of_what_was_withdrawn_no_fit_is_told() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let id = applies(&server, &amina).await;
    server.ok(&amina, Withdraw { application: id.clone() }, &InLanguage::default(), &()).await;
    assert_eq!(told(&server, &alpha, &id).await.fit, None);
}

#[tokio::test]
async fn only_members_of_the_organisation_ask() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "others", "beta").await;
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let id = applies(&server, &amina).await;
    let ask = || ShowApplicantFit { application: id.clone() };
    let query = InLanguage::default();
    assert_eq!(server.refused(&beta, ask(), &query, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&amina, ask(), &query, &()).await.code, Code::Forbidden);
    assert_eq!(server.refused(&server.nobody(), ask(), &query, &()).await.code, Code::SignInNeeded);
    let viewer = server.person("viewer", Role::Learner).await;
    fixture::joins(&server, &alpha, &viewer, "viewer", SeatRole::Viewer).await;
    assert!(told(&server, &viewer, &id).await.fit.is_some(), "who may read applications may read this");
}
