//! The proof of a placement: what both sides confirm of a contract.

use std::time::Duration;

use passerelle_api::{
    Code, NoQuery, Reason,
    account::{Role, SeatRole},
    application::{ApplicationsQuery, ListApplications},
    hiring::{CompanyQuery, ListCompanies},
    id::ApplicationId,
    job::{Application, Apply, Contract},
    pipeline::{ApplicationsFrom, Move, MoveApplications, Pipeline, ShowPipeline, Stage},
    placement::{
        EndContract, EndForEmployer, Ending, Placement, PlacementState as State, Side, SignContract, SignForEmployer,
        Signature, UnsignContract, UnsignForEmployer,
    },
    posting::{ListOwnJobs, OwnJobsQuery},
};

use crate::{
    fixture::{self, application},
    support::{Person, Server},
};

const KEY: &str = "key-00000001";

/// The ids of endpoints of one application.
pub struct Of(ApplicationId);

impl Of {
    pub fn own(&self) -> SignContract {
        SignContract { application: self.0.clone() }
    }

    pub fn theirs(&self) -> SignForEmployer {
        SignForEmployer { application: self.0.clone() }
    }

    pub fn unsign(&self) -> UnsignContract {
        UnsignContract { application: self.0.clone() }
    }

    pub fn unsign_theirs(&self) -> UnsignForEmployer {
        UnsignForEmployer { application: self.0.clone() }
    }

    fn end(&self) -> EndContract {
        EndContract { application: self.0.clone() }
    }

    pub fn end_theirs(&self) -> EndForEmployer {
        EndForEmployer { application: self.0.clone() }
    }
}

pub fn days(signed: &str, starts: &str) -> Signature {
    Signature { signed: Some(signed.parse().unwrap()), starts: Some(starts.parse().unwrap()) }
}

pub fn on(day: &str) -> Ending {
    Ending { day: Some(day.parse().unwrap()) }
}

async fn moved(server: &Server, alpha: &Person, id: &ApplicationId, stage: Stage) {
    let to = Move { applications: vec![id.clone()], stage: Some(stage), reason: None, message: None };
    assert_eq!(server.ok(alpha, MoveApplications {}, &NoQuery {}, &to).await.moved.len(), 1);
}

async fn sent(server: &Server, name: &str) -> (Person, Of) {
    let person = server.person(name, Role::Learner).await;
    let sent = server.ok(&person, Apply { job: "web".into() }, &NoQuery {}, &application(KEY)).await;
    (person, Of(sent.id))
}

/// Somebody whom an organisation hired.
pub async fn hired(server: &Server, alpha: &Person) -> (Person, Of) {
    let (amina, of) = sent(server, "amina").await;
    moved(server, alpha, &of.0, Stage::Hired).await;
    (amina, of)
}

pub async fn mine(server: &Server, who: &Person) -> Application {
    server.ok(who, ListApplications {}, &ApplicationsQuery::default(), &()).await.items.remove(0)
}

async fn board(server: &Server, who: &Person) -> Pipeline {
    server.ok(who, ShowPipeline { job: "web".into() }, &ApplicationsFrom::default(), &()).await
}

pub async fn theirs(server: &Server, who: &Person) -> Placement {
    board(server, who).await.items.remove(0).received.application.placement.unwrap()
}

async fn facts(server: &Server, alpha: &Person) -> (u32, u32) {
    let companies = server.ok(&server.nobody(), ListCompanies {}, &CompanyQuery::default(), &()).await;
    let company = companies.items.into_iter().find(|company| company.slug.as_str() == "alpha").unwrap();
    let own = server.ok(alpha, ListOwnJobs {}, &OwnJobsQuery::default(), &()).await.items;
    (company.facts.placed, own.iter().map(|job| job.placed).sum())
}

#[tokio::test]
async fn two_equal_confirmations_make_a_placement_that_both_sides_see_and_that_counts() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    let open = mine(&server, &amina).await.placement.unwrap();
    assert_eq!((open.state, open.contract, open.country.as_str()), (State::Open, Some(Contract::Apprenticeship), "FR"));
    assert_eq!(facts(&server, &alpha).await, (0, 0));

    let one = server.ok(&amina, of.own(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await.placement.unwrap();
    assert_eq!((one.state, one.employer), (State::Waiting, None));
    assert_eq!(theirs(&server, &alpha).await.state, State::Waiting, "the other side is told");
    assert_eq!(facts(&server, &alpha).await, (0, 0), "one side alone is no proof");

    let both = server.ok(&alpha, of.theirs(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await;
    let both = both.application.placement.unwrap();
    assert_eq!(both.state, State::Placed);
    assert_eq!(both.employer.unwrap().by.as_deref(), Some("hiring"), "the organisation knows which member it was");
    let seen = mine(&server, &amina).await.placement.unwrap();
    let employer = seen.employer.unwrap();
    assert_eq!((seen.state, employer.signed.to_string().as_str()), (State::Placed, "2026-01-04"));
    assert_eq!(
        (employer.starts.to_string().as_str(), employer.by),
        ("2026-03-01", None),
        "the person need not know who"
    );
    assert_eq!(facts(&server, &alpha).await, (1, 1));

    let again = server.ok(&amina, of.own(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await;
    assert_eq!(again.placement.unwrap().state, State::Placed, "sent twice is once");
    let other = server.refused(&amina, of.own(), &NoQuery {}, &days("2026-01-03", "2026-03-01")).await;
    assert_eq!(other.code, Code::Conflict, "what both confirmed stands");
    server.pass(Duration::from_secs(400 * 24 * 60 * 60));
    let later = server.ok(&server.nobody(), ListCompanies {}, &CompanyQuery::default(), &()).await;
    assert!(
        later.items.iter().all(|company| company.facts.placed == 0),
        "only the last twelve months speak for hiring"
    );
}

#[tokio::test]
async fn days_that_differ_are_told_to_both_and_mended_by_either() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    server.ok(&alpha, of.theirs(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await;
    let differs = server.ok(&amina, of.own(), &NoQuery {}, &days("2026-01-04", "2026-03-02")).await.placement.unwrap();
    assert_eq!(differs.state, State::Differs);
    let (own, other) = (differs.candidate.unwrap(), differs.employer.unwrap());
    assert_eq!((own.starts.to_string(), other.starts.to_string()), ("2026-03-02".into(), "2026-03-01".into()));
    assert_eq!(theirs(&server, &alpha).await.state, State::Differs);
    assert_eq!(facts(&server, &alpha).await, (0, 0));
    let back = server.refused(&amina, of.unsign(), &NoQuery {}, &()).await;
    assert_eq!(back.code, Code::Conflict, "it is mended and not taken back");
    let mended = server.ok(&alpha, of.theirs(), &NoQuery {}, &days("2026-01-04", "2026-03-02")).await;
    assert_eq!(mended.application.placement.unwrap().state, State::Placed);
}

#[tokio::test]
async fn a_confirmation_is_taken_back_until_the_other_side_confirmed() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    server.ok(&amina, of.own(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await;
    for _ in 0..2 {
        let back = server.ok(&amina, of.unsign(), &NoQuery {}, &()).await.placement.unwrap();
        assert_eq!((back.state, back.candidate), (State::Open, None));
    }
    server.ok(&alpha, of.theirs(), &NoQuery {}, &days("2026-01-03", "2026-03-01")).await;
    let unsigned = server.ok(&amina, of.unsign(), &NoQuery {}, &()).await.placement.unwrap();
    assert_eq!(unsigned.state, State::Waiting, "nobody takes back what the other side said");
    let back = server.ok(&alpha, of.unsign_theirs(), &NoQuery {}, &()).await.application.placement.unwrap();
    assert_eq!((back.state, back.employer), (State::Open, None));
    server.ok(&alpha, of.theirs(), &NoQuery {}, &days("2026-01-05", "2026-03-01")).await;
    server.ok(&amina, of.own(), &NoQuery {}, &days("2026-01-05", "2026-03-01")).await;
    assert_eq!(server.refused(&amina, of.unsign(), &NoQuery {}, &()).await.code, Code::Conflict);
    assert_eq!(server.refused(&alpha, of.unsign_theirs(), &NoQuery {}, &()).await.code, Code::Conflict);
    assert_eq!(theirs(&server, &alpha).await.state, State::Placed);
}

#[tokio::test]
async fn a_contract_that_ended_before_its_first_day_is_no_placement_any_more() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    server.ok(&amina, of.own(), &NoQuery {}, &days("2026-01-03", "2026-03-01")).await;
    let early = server.refused(&alpha, of.end_theirs(), &NoQuery {}, &on("2026-01-04")).await;
    assert_eq!(early.code, Code::Conflict, "not both confirmed");
    server.ok(&alpha, of.theirs(), &NoQuery {}, &days("2026-01-03", "2026-03-01")).await;
    for (day, reason) in [
        (None, Reason::Required),
        (Some("2026-01-02"), Reason::OutOfRange),
        (Some("2026-01-07"), Reason::OutOfRange),
        (Some("2026-03-01"), Reason::OutOfRange),
    ] {
        let body = day.map_or_else(Ending::default, on);
        let problem = server.refused(&alpha, of.end_theirs(), &NoQuery {}, &body).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("day", reason), "{day:?}");
    }
    assert_eq!(facts(&server, &alpha).await, (1, 1));
    let ended = server.ok(&alpha, of.end_theirs(), &NoQuery {}, &on("2026-01-05")).await.application.placement.unwrap();
    assert_eq!(ended.state, State::Ended);
    let told = mine(&server, &amina).await.placement.unwrap();
    let end = told.ended.unwrap();
    assert_eq!((told.state, end.by, end.day.to_string().as_str()), (State::Ended, Side::Employer, "2026-01-05"));
    assert_eq!(facts(&server, &alpha).await, (0, 0));
    let again = server.refused(&amina, of.end(), &NoQuery {}, &on("2026-01-05")).await;
    assert_eq!(again.code, Code::Conflict);
    let anew = server.refused(&amina, of.own(), &NoQuery {}, &days("2026-01-05", "2026-03-01")).await;
    assert_eq!(anew.code, Code::Conflict);
}

#[tokio::test]
async fn the_person_says_as_well_that_it_ended() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    server.ok(&amina, of.own(), &NoQuery {}, &days("2026-01-03", "2026-03-01")).await;
    server.ok(&alpha, of.theirs(), &NoQuery {}, &days("2026-01-03", "2026-03-02")).await;
    let ended = server.ok(&amina, of.end(), &NoQuery {}, &on("2026-01-04")).await.placement.unwrap();
    assert_eq!((ended.state, ended.ended.unwrap().by), (State::Ended, Side::Candidate), "though the days differed");
    assert_eq!(theirs(&server, &alpha).await.state, State::Ended);
}

#[tokio::test]
async fn days_that_cannot_be_are_refused_at_their_field() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    for (body, field, reason) in [
        (Signature { signed: None, ..days("2026-01-04", "2026-03-01") }, "signed", Reason::Required),
        (Signature { starts: None, ..days("2026-01-04", "2026-03-01") }, "starts", Reason::Required),
        (days("2026-01-07", "2026-03-01"), "signed", Reason::OutOfRange),
        (days("2024-12-31", "2026-01-01"), "signed", Reason::OutOfRange),
        (days("2026-01-04", "2025-12-01"), "starts", Reason::OutOfRange),
        (days("2026-01-04", "2027-02-01"), "starts", Reason::OutOfRange),
    ] {
        for problem in [
            server.refused(&amina, of.own(), &NoQuery {}, &body).await,
            server.refused(&alpha, of.theirs(), &NoQuery {}, &body).await,
        ] {
            assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason), "{body:?}");
        }
    }
    assert_eq!(theirs(&server, &alpha).await.state, State::Open);
}

#[tokio::test]
async fn before_somebody_is_hired_there_is_no_contract_to_confirm() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = sent(&server, "amina").await;
    for stage in [Stage::Reading, Stage::Interview, Stage::Offer] {
        moved(&server, &alpha, &of.0, stage).await;
        let body = days("2026-01-04", "2026-03-01");
        assert_eq!(server.refused(&amina, of.own(), &NoQuery {}, &body).await.code, Code::Conflict, "{stage:?}");
        assert_eq!(server.refused(&alpha, of.theirs(), &NoQuery {}, &body).await.code, Code::Conflict);
        assert_eq!(server.refused(&amina, of.unsign(), &NoQuery {}, &()).await.code, Code::Conflict);
        assert_eq!(server.refused(&amina, of.end(), &NoQuery {}, &on("2026-01-04")).await.code, Code::Conflict);
        assert_eq!(mine(&server, &amina).await.placement, None);
    }
}

#[tokio::test]
async fn only_the_applicant_and_those_who_hire_confirm() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "others", "beta").await;
    let (amina, of) = hired(&server, &alpha).await;
    let body = days("2026-01-04", "2026-03-01");
    let stranger = server.person("stranger", Role::Learner).await;
    // Not even the one who hires confirms in the place of who applied.
    for who in [&stranger, &beta, &alpha] {
        assert_eq!(server.refused(who, of.own(), &NoQuery {}, &body).await.code, Code::NotFound);
        assert_eq!(server.refused(who, of.unsign(), &NoQuery {}, &()).await.code, Code::NotFound);
        assert_eq!(server.refused(who, of.end(), &NoQuery {}, &on("2026-01-04")).await.code, Code::NotFound);
    }
    assert_eq!(server.refused(&beta, of.theirs(), &NoQuery {}, &body).await.code, Code::NotFound);
    assert_eq!(server.refused(&beta, of.unsign_theirs(), &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&beta, of.end_theirs(), &NoQuery {}, &on("2026-01-04")).await.code, Code::NotFound);
    let viewer = server.person("viewer", Role::Learner).await;
    fixture::joins(&server, &alpha, &viewer, "viewer", SeatRole::Viewer).await;
    for who in [&viewer, &amina] {
        assert_eq!(server.refused(who, of.theirs(), &NoQuery {}, &body).await.code, Code::Forbidden);
        assert_eq!(server.refused(who, of.unsign_theirs(), &NoQuery {}, &()).await.code, Code::Forbidden);
        assert_eq!(server.refused(who, of.end_theirs(), &NoQuery {}, &on("2026-01-04")).await.code, Code::Forbidden);
    }
    assert_eq!(theirs(&server, &viewer).await.state, State::Open, "a viewer sees how it stands");
    let recruiter = server.person("recruiter", Role::Learner).await;
    fixture::joins(&server, &alpha, &recruiter, "recruiter", SeatRole::Recruiter).await;
    let signed = server.ok(&recruiter, of.theirs(), &NoQuery {}, &body).await.application.placement.unwrap();
    assert_eq!(signed.employer.unwrap().by.as_deref(), Some("recruiter"));
    let nobody = server.nobody();
    assert_eq!(server.refused(&nobody, of.own(), &NoQuery {}, &body).await.code, Code::SignInNeeded);
}

#[tokio::test]
async fn nobody_is_both_sides_of_the_proof() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    fixture::joins(&server, &alpha, &amina, "amina", SeatRole::Recruiter).await;
    let body = days("2026-01-04", "2026-03-01");
    server.ok(&amina, of.own(), &NoQuery {}, &body).await;
    assert_eq!(server.refused(&amina, of.theirs(), &NoQuery {}, &body).await.code, Code::Forbidden);
    assert_eq!(theirs(&server, &alpha).await.state, State::Waiting);
}

#[tokio::test]
async fn two_sides_that_confirm_at_once_are_both_kept() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    let body = days("2026-01-04", "2026-03-01");
    let (one, other, query) = (of.own(), of.theirs(), NoQuery {});
    let (first, second) =
        tokio::join!(server.call(&amina, one, &query, &body), server.call(&alpha, other, &query, &body));
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (200, 200), "{} {}", first.text(), second.text());
    assert_eq!(theirs(&server, &alpha).await.state, State::Placed);
}

#[tokio::test]
async fn what_an_organisation_takes_along_has_its_placements() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    server.ok(&amina, of.own(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await;
    server.ok(&alpha, of.theirs(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await;
    let reply = server.send(&alpha, "GET", passerelle_api::shared::EXPORT_PATH, None).await;
    let all: serde_json::Value = serde_json::from_str(&reply.text()).unwrap();
    let ad = all["jobs"].as_array().unwrap().iter().find(|job| job["ad"]["slug"] == "web").unwrap();
    let placement = &ad["applications"][0]["received"]["application"]["placement"];
    assert_eq!((&placement["state"], &placement["candidate"]["signed"]), (&"placed".into(), &"2026-01-04".into()));
    assert_eq!(placement["employer"]["by"], "hiring");
}
