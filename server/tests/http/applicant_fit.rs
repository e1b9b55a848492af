//! How somebody who applied fits the ad, as the organisation is told.

use passerelle_api::{
    Code, NoQuery,
    account::{Language, Role, SeatRole},
    application::{ApplicationsQuery, ListApplications},
    id::ApplicationId,
    job::{Apply, ShowJob, Withdraw},
    matching::{Aspect, JobFit},
    pipeline::{ChooseSlot, NewSlot, NewSlots, OfferSlots, SlotChoice, calendar_path},
    placement::{ApplicantFit, ShowApplicantFit},
    privacy::{ListProfileViews, PrivacyChange, ProfileViewsQuery, SavePrivacy},
    reference::InLanguage,
    shared::{ListMemberViews, MemberView, MemberViewsQuery, Opened},
    talent::{Fit, ProfileChange, ProfileField, SaveProfile},
};

use crate::{
    fit::{assert_adds_up, candidate, part},
    fixture::{self, DAY_MS, application, talent},
    support::{Person, START_MS, Server},
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
    let views = server.ok(&amina, ListProfileViews {}, &ProfileViewsQuery::default(), &()).await.items;
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
    assert_eq!(part(&fit, Aspect::MustSkill).fit, Fit::Met);
    let hidden = [Availability, Contracts, Languages, Level, Pay, Place, ProfileField::Skills, Remote, Rhythm];
    keeps(&server, &amina, &hidden, &[]).await;
    let nothing = told(&server, &alpha, &id).await.fit.unwrap();
    let part_of_skills = part(&nothing, Aspect::MustSkill);
    assert_eq!((part_of_skills.fit, part_of_skills.points, nothing.score), (Fit::Unknown, 0, 0));
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
        let views = server.ok(who, ListProfileViews {}, &ProfileViewsQuery::default(), &()).await.items;
        assert!(views.is_empty(), "nothing was looked at");
    }
    assert!(replies.iter().all(|reply| reply.fit.is_none() && *reply == replies[0]));
    server.ok(&hidden, SaveProfile {}, &InLanguage::default(), &candidate()).await;
    let id = server.ok(&hidden, ListApplications {}, &ApplicationsQuery::default(), &()).await.items.remove(0).id;
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

#[tokio::test]
async fn owners_read_who_compared_an_applicant_and_who_read_when_to_meet() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let sent = applies(&server, &amina).await;
    let unknown = applies(&server, &server.person("bilal", Role::Learner).await).await;
    let told = async || {
        let views = server.ok(&owner, ListMemberViews {}, &MemberViewsQuery::default(), &()).await.items;
        let view = |view: MemberView| (view.opened, view.person.unwrap(), view.times);
        views.into_iter().map(view).collect::<Vec<_>>()
    };
    let compare = async |who: &Person, application: &ApplicationId| {
        let fit = ShowApplicantFit { application: application.clone() };
        server.call(who, fit, &InLanguage::default(), &()).await.status.as_u16()
    };
    assert_eq!((compare(&owner, &unknown).await, compare(&beta, &sent).await), (200, 404));
    assert_eq!(told().await, [], "of neither was anything shown");
    assert_eq!(compare(&owner, &sent).await, 200);
    assert_eq!(told().await, [(Opened::Applicant, "amina".to_owned(), 1)]);

    let starts_at = passerelle_api::DateTime::from_timestamp_millis(START_MS + 9 * DAY_MS);
    let slots = NewSlots { slots: vec![NewSlot { starts_at, minutes: 30 }], place: "Our workshop".into() };
    let slot = server.ok(&owner, OfferSlots { application: sent.clone() }, &NoQuery {}, &slots).await.remove(0).id;
    let read = async |who: &Person| server.send(who, "GET", &calendar_path(&sent), None).await.status.as_u16();
    assert_eq!(read(&owner).await, 404, "no time is chosen yet");
    let choice = SlotChoice { slot: Some(slot) };
    server.ok(&amina, ChooseSlot { application: sent.clone() }, &InLanguage::default(), &choice).await;
    assert_eq!((read(&amina).await, read(&beta).await), (200, 404));
    assert_eq!(told().await[0].2, 1, "one's own file is no view");
    assert_eq!(read(&owner).await, 200);
    assert_eq!(told().await, [(Opened::Applicant, "amina".to_owned(), 2)]);
}
