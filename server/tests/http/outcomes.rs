//! What people say of the time after they learned here, and what is told of it.

use std::time::Duration;

use passerelle_api::{
    Code, NaiveDate, NoQuery, Reason,
    account::Role,
    id::ApplicationId,
    job::{AnswerApplication, ApplicationAnswer, ApplicationStatus, Apply, PayPeriod},
    outcome::{
        DeleteOutcome, OutcomeChange, Outcomes, PayChange, SaveOutcome, Share, ShowBoardFacts, ShowOutcomes,
        ShowOwnOutcome, Situation,
    },
    pipeline::{Move, MoveApplications, Stage},
    placement::{EndContract, Ending, SignContract, SignForEmployer, Signature},
    privacy::{ConfirmProfile, PrivacyChange, SavePrivacy},
    reference::InLanguage,
    talent::{ListTalents, ProfileChange, TalentQuery},
};

use crate::{
    fixture::{self, DAY_MS},
    support::{Person, START_MS, Server},
};

/// Somebody who had a certificate so many days before the tests begin.
async fn graduate(server: &Server, name: &str, days_ago: i64) -> Person {
    let who = server.person(name, Role::Learner).await;
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query(
        "INSERT INTO certificates (code, account, course, holder, titles, minutes, percent, skills, issuer, awarded_at, digest) \
         VALUES ($1, $2, 'pages', $1, '{}', 10, 100, '[\"html\"]', 'Passerelle', $3, '')",
    )
    .bind(name)
    .bind(&who.id)
    .bind(START_MS - days_ago * DAY_MS)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    who
}

/// A day before the tests begin.
fn day(days_ago: i64) -> NaiveDate {
    chrono::DateTime::from_timestamp_millis(START_MS - days_ago * DAY_MS).unwrap().date_naive()
}

fn job() -> OutcomeChange {
    OutcomeChange {
        situation: Some(Situation::Job),
        related: Some(true),
        began_on: Some(day(100)),
        pay_before: Some(1_600),
        pay_now: Some(1_800),
        currency: Some("EUR".into()),
        period: Some(PayPeriod::Month),
        stayed: None,
    }
}

fn looking() -> OutcomeChange {
    OutcomeChange { situation: Some(Situation::Looking), ..OutcomeChange::default() }
}

/// What is told where nobody looked before.
async fn told(server: &Server) -> Outcomes {
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("DELETE FROM told_tables WHERE by_trait = 'outcomes'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    told_again(server).await
}

/// What is told to whoever looks some minutes later.
async fn told_again(server: &Server) -> Outcomes {
    // What was counted stands for some minutes.
    server.pass(Duration::from_secs(301));
    server.ok(&server.nobody(), ShowOutcomes {}, &NoQuery {}, &()).await
}

#[tokio::test]
async fn one_is_asked_after_six_months_and_may_change_and_delete() {
    let server = Server::start().await;
    let (early, due) = (graduate(&server, "early", 182).await, graduate(&server, "due", 183).await);
    let stranger = server.person("stranger", Role::Learner).await;
    for who in [&early, &stranger] {
        let own = server.ok(who, ShowOwnOutcome {}, &NoQuery {}, &()).await;
        assert_eq!((own.asked_since, own.closed, own.answer), (None, false, None));
        assert_eq!(server.refused(who, SaveOutcome {}, &NoQuery {}, &job()).await.code, Code::Conflict);
        server.ok(who, DeleteOutcome {}, &NoQuery {}, &()).await;
        assert!(!server.ok(who, ShowOwnOutcome {}, &NoQuery {}, &()).await.closed, "they are asked later all the same");
    }
    let own = server.ok(&due, ShowOwnOutcome {}, &NoQuery {}, &()).await;
    assert!(own.asked_since.is_some() && !own.closed);

    let kept = server.ok(&due, SaveOutcome {}, &NoQuery {}, &job()).await;
    let answer = kept.answer.unwrap();
    assert_eq!((answer.situation, answer.related, answer.pay_now), (Situation::Job, Some(true), Some(1_800)));
    assert_eq!((answer.began_on, answer.period, answer.stayed), (Some(day(100)), Some(PayPeriod::Month), None));
    assert!(server.ok(&early, ShowOwnOutcome {}, &NoQuery {}, &()).await.answer.is_none(), "each reads their own");
    let changed = server.ok(&due, SaveOutcome {}, &NoQuery {}, &looking()).await.answer.unwrap();
    assert_eq!((changed.situation, changed.pay_before, changed.currency), (Situation::Looking, None, None));

    server.ok(&due, DeleteOutcome {}, &NoQuery {}, &()).await;
    let own = server.ok(&due, ShowOwnOutcome {}, &NoQuery {}, &()).await;
    assert_eq!((own.answer, own.closed), (None, true), "deleted, and not asked again");
    assert!(server.ok(&due, SaveOutcome {}, &NoQuery {}, &job()).await.answer.is_some(), "who likes may answer still");
}

#[tokio::test]
async fn answers_that_cannot_be_are_refused_and_nobody_answers_for_nobody() {
    let server = Server::start().await;
    let who = graduate(&server, "due", 400).await;
    for (field, reason, change) in [
        ("situation", Reason::Required, OutcomeChange::default()),
        ("began_on", Reason::Required, OutcomeChange { began_on: None, ..job() }),
        ("began_on", Reason::OutOfRange, OutcomeChange { began_on: Some(day(-1)), ..job() }),
        ("currency", Reason::NotKnown, OutcomeChange { currency: Some("bread".into()), ..job() }),
        ("period", Reason::Required, OutcomeChange { period: None, ..job() }),
        ("pay_now", Reason::OutOfRange, OutcomeChange { pay_now: Some(u32::MAX), ..job() }),
    ] {
        let problem = server.refused(&who, SaveOutcome {}, &NoQuery {}, &change).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    let nobody = server.nobody();
    assert_eq!(server.refused(&nobody, SaveOutcome {}, &NoQuery {}, &job()).await.code, Code::SignInNeeded);
    assert_eq!(server.refused(&nobody, ShowOwnOutcome {}, &NoQuery {}, &()).await.code, Code::SignInNeeded);
    assert!(server.ok(&who, ShowOwnOutcome {}, &NoQuery {}, &()).await.answer.is_none(), "nothing was kept");
}

#[tokio::test]
async fn who_begins_today_says_so_wherever_it_is_today() {
    let server = Server::start().await;
    let who = graduate(&server, "due", 400).await;
    // Ten in the morning, when the next day begins on Kiritimati.
    server.pass(Duration::from_secs(2 * 60 * 60));
    let tomorrow = OutcomeChange { began_on: Some(day(-1)), ..job() };
    assert!(server.ok(&who, SaveOutcome {}, &NoQuery {}, &tomorrow).await.answer.is_some());
    let later = OutcomeChange { began_on: Some(day(-2)), ..job() };
    let problem = server.refused(&who, SaveOutcome {}, &NoQuery {}, &later).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("began_on", Reason::OutOfRange));
}

#[tokio::test]
async fn figures_are_told_of_ten_and_of_no_fewer() {
    let server = Server::start().await;
    let mut people = Vec::new();
    for number in 0..9 {
        people.push(graduate(&server, &format!("graduate-{number}"), 200).await);
    }
    graduate(&server, "too-early", 20).await;
    for who in &people {
        server.ok(who, SaveOutcome {}, &NoQuery {}, &job()).await;
        server.pass(Duration::from_secs(1));
    }
    let nine = told(&server).await;
    assert_eq!((nine.asked, nine.answered, nine.pay, nine.least), (None, None, None, 10));
    for number in 9..40 {
        people.push(graduate(&server, &format!("graduate-{number}"), 200).await);
    }
    let few = told(&server).await;
    assert_eq!((few.asked, few.answered, few.response, few.placed), (Some(40), Some(9), Some(22), None));
    for who in &people[9..15] {
        server.ok(who, SaveOutcome {}, &NoQuery {}, &job()).await;
        server.pass(Duration::from_secs(1));
    }
    for who in &people[15..30] {
        server.ok(who, SaveOutcome {}, &NoQuery {}, &looking()).await;
    }
    let all = told(&server).await;
    assert_eq!((all.answered, all.response), (Some(30), Some(75)));
    assert_eq!(all.placed, Some(Share { percent: 50, of: 30 }));
    assert_eq!(all.related, None, "the same figure would tell it of each who was placed");
    assert_eq!(all.pay, Some(PayChange { percent: 12, of: 10 }), "200 of 1,600, of the first ten of fifteen");
    assert_eq!(all.stayed, None);

    server.ok(&people[0], DeleteOutcome {}, &NoQuery {}, &()).await;
    let fewer = told(&server).await;
    assert_eq!((fewer.asked, fewer.answered), (Some(40), Some(29)), "asked all the same");
    assert_eq!(fewer.placed, None, "of the oldest twenty, six were not placed");
}

#[tokio::test]
async fn one_answer_that_is_changed_or_deleted_moves_no_figure_that_was_told() {
    let server = Server::start().await;
    let unpaid = || OutcomeChange { pay_before: None, pay_now: None, ..job() };
    let mut people = Vec::new();
    for number in 0..40 {
        let who = graduate(&server, &format!("graduate-{number}"), 200).await;
        server.ok(&who, SaveOutcome {}, &NoQuery {}, &if number < 20 { unpaid() } else { looking() }).await;
        people.push(who);
    }
    let first = told_again(&server).await;
    assert_eq!((&first.placed, first.answered), (&Some(Share { percent: 50, of: 40 }), Some(40)));
    server.ok(&people[0], SaveOutcome {}, &NoQuery {}, &looking()).await;
    assert_eq!(told_again(&server).await, first, "changed");
    server.ok(&people[1], DeleteOutcome {}, &NoQuery {}, &()).await;
    assert_eq!(told_again(&server).await, first, "and deleted");
    let month = Duration::from_secs(30 * 24 * 60 * 60);
    server.pass(month);
    assert_eq!(told_again(&server).await, first, "nor when it is counted anew");

    // Of 39 who answer still, 18 were placed; of 60 it will be 30.
    for number in 40..61 {
        let who = graduate(&server, &format!("graduate-{number}"), 200).await;
        server.ok(&who, SaveOutcome {}, &NoQuery {}, &if number < 52 { unpaid() } else { looking() }).await;
    }
    assert_eq!(told_again(&server).await, first, "before a month is over");
    server.pass(month);
    let anew = told_again(&server).await;
    assert_eq!((&anew.placed, anew.answered), (&Some(Share { percent: 50, of: 60 }), Some(60)), "ten of each moved");
    assert!(anew.at > first.at);
}

#[tokio::test]
async fn how_many_apprentices_stay_is_told_of_those_who_say_it() {
    let server = Server::start().await;
    let answers = |stayed| OutcomeChange { situation: Some(Situation::Apprenticeship), stayed, ..job() };
    for (number, stayed) in [Some(true); 20].into_iter().chain([Some(false); 9]).chain([None; 5]).enumerate() {
        let who = graduate(&server, &format!("apprentice-{number}"), 200).await;
        server.ok(&who, SaveOutcome {}, &NoQuery {}, &answers(stayed)).await;
    }
    assert_eq!(told(&server).await.stayed, None, "nine left, and who says nothing is not counted");
    let tenth = graduate(&server, "tenth", 200).await;
    server.ok(&tenth, SaveOutcome {}, &NoQuery {}, &answers(Some(false))).await;
    assert_eq!(told(&server).await.stayed, Some(Share { percent: 66, of: 30 }));
}

/// Ten who are asked, do not answer and signed nothing.
async fn silent(server: &Server, days_ago: i64) {
    for number in 0..10 {
        graduate(server, &format!("silent-{number}"), days_ago).await;
    }
}

/// A contract that was signed on the day on which it began.
fn begun(on: NaiveDate) -> Signature {
    Signature { signed: Some(on), starts: Some(on) }
}

/// Somebody is hired and confirms a contract, which the organisation did not do yet.
async fn sign_alone(server: &Server, alpha: &Person, who: &Person, days: &Signature) -> ApplicationId {
    let sent = server.ok(who, Apply { job: "web".into() }, &NoQuery {}, &fixture::application("key-00000001")).await.id;
    let hired = Move { applications: vec![sent.clone()], stage: Some(Stage::Hired), reason: None, message: None };
    server.ok(alpha, MoveApplications {}, &NoQuery {}, &hired).await;
    server.ok(who, SignContract { application: sent.clone() }, &NoQuery {}, days).await;
    sent
}

/// Both confirm it.
async fn sign(server: &Server, alpha: &Person, who: &Person, days: &Signature) -> ApplicationId {
    let application = sign_alone(server, alpha, who, days).await;
    server.ok(alpha, SignForEmployer { application: application.clone() }, &NoQuery {}, days).await;
    application
}

#[tokio::test]
async fn contracts_without_an_answer_are_told_beside_the_share_of_those_who_answered() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    silent(&server, 200).await;
    for number in 0..20 {
        let who = graduate(&server, &format!("graduate-{number}"), 200).await;
        server.ok(&who, SaveOutcome {}, &NoQuery {}, &if number < 8 { job() } else { looking() }).await;
        // Whoever says so and signed is one person, and who only signed is placed all the same.
        if [0, 10, 11].contains(&number) {
            sign(&server, &alpha, &who, &begun(day(100))).await;
        }
    }
    for number in 0..9 {
        let who = graduate(&server, &format!("signed-{number}"), 200).await;
        sign(&server, &alpha, &who, &begun(day(100))).await;
    }
    // None of these is the tenth.
    let before = graduate(&server, "begun-before", 200).await;
    sign(&server, &alpha, &before, &begun(day(201))).await;
    let late = graduate(&server, "begun-late", 200).await;
    sign(&server, &alpha, &late, &begun(day(16))).await;
    let young = graduate(&server, "not-asked-yet", 100).await;
    sign(&server, &alpha, &young, &begun(day(50))).await;
    let refused = graduate(&server, "not-to-be-asked", 200).await;
    sign(&server, &alpha, &refused, &begun(day(100))).await;
    server.ok(&refused, DeleteOutcome {}, &NoQuery {}, &()).await;
    let alone = graduate(&server, "alone", 200).await;
    let waits = sign_alone(&server, &alpha, &alone, &begun(day(100))).await;
    let nine = told(&server).await;
    let half = Some(Share { percent: 50, of: 20 });
    assert_eq!((nine.answered, &nine.placed, nine.signed), (Some(20), &half, None));

    server.ok(&alpha, SignForEmployer { application: waits }, &NoQuery {}, &begun(day(100))).await;
    let ten = told(&server).await;
    assert_eq!((ten.placed, ten.signed), (half, Some(10)), "the share is of those who answered");
    assert_eq!(
        (ten.answered, ten.related),
        (Some(20), None),
        "who signed did not answer, and says nothing of what was learnt"
    );
}

#[tokio::test]
async fn a_contract_that_ended_before_its_first_day_is_no_placement_in_the_figures() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    silent(&server, 184).await;
    for number in 0..20 {
        let who = graduate(&server, &format!("graduate-{number}"), 184).await;
        server.ok(&who, SaveOutcome {}, &NoQuery {}, &if number < 10 { job() } else { looking() }).await;
    }
    let mut last = None;
    for number in 0..10 {
        let who = graduate(&server, &format!("signed-{number}"), 183).await;
        // The last day that counts, and nobody has worked yet.
        let signature = Signature { signed: Some(day(2)), starts: Some(day(0)) };
        last = Some((sign(&server, &alpha, &who, &signature).await, who));
    }
    let ten = told(&server).await;
    assert_eq!((&ten.placed, ten.signed), (&Some(Share { percent: 50, of: 20 }), Some(10)));
    let (application, who) = last.unwrap();
    server.ok(&who, EndContract { application }, &NoQuery {}, &Ending { day: Some(day(1)) }).await;
    let nine = told(&server).await;
    assert_eq!((nine.placed, nine.signed), (ten.placed, None));
}

#[tokio::test]
async fn the_board_counts_itself_and_tells_of_answers_only_when_there_are_ten() {
    let server = fixture::start().await;
    graduate(&server, "graduate", 3).await;
    let nobody = server.nobody();
    let facts = server.ok(&nobody, ShowBoardFacts {}, &NoQuery {}, &()).await;
    assert_eq!((facts.ads, facts.talents, facts.certificates, facts.skills), (5, 0, 1, 1));
    assert_eq!((facts.answer_days, facts.applications), (None, None));

    let employer = fixture::member(&server, "recruiter", "alpha").await;
    for number in 0..10 {
        let who = server.person(&format!("applicant-{number}"), Role::Learner).await;
        let sent = server
            .ok(&who, Apply { job: "web".into() }, &NoQuery {}, &fixture::application(&format!("application-{number}")))
            .await;
        server.pass(Duration::from_secs(24 * 60 * 60));
        let answer = ApplicationAnswer { status: Some(ApplicationStatus::Interview), ..ApplicationAnswer::default() };
        server.ok(&employer, AnswerApplication { application: sent.id }, &InLanguage::default(), &answer).await;
        if number == 8 {
            server.pass(Duration::from_secs(14 * 24 * 60 * 60));
            let facts = server.ok(&nobody, ShowBoardFacts {}, &NoQuery {}, &()).await;
            assert_eq!(facts.answer_days, None, "nine are too few");
        }
    }
    server.pass(Duration::from_secs(14 * 24 * 60 * 60));
    let facts = server.ok(&nobody, ShowBoardFacts {}, &NoQuery {}, &()).await;
    assert_eq!((facts.answer_days, facts.applications), (Some(1), Some(10)));
}

#[tokio::test]
async fn the_board_counts_whom_every_organisation_finds() {
    let server = fixture::start().await;
    let (lapsed, _) = fixture::talent(&server, "lapsed", fixture::profile()).await;
    server.pass(Duration::from_secs(91 * 24 * 60 * 60));
    fixture::talent(&server, "amina", fixture::profile()).await;
    fixture::talent(&server, "hidden", ProfileChange { visible: false, ..fixture::profile() }).await;
    let (blocking, _) = fixture::talent(&server, "blocking", fixture::profile()).await;
    let (naming, _) = fixture::talent(&server, "naming", fixture::profile()).await;
    let nobody_else = PrivacyChange { blocked: vec!["alpha".into()], ..PrivacyChange::default() };
    server.ok(&blocking, SavePrivacy {}, &NoQuery {}, &nobody_else).await;
    // Whoever it is that comes under this name later must not find itself below the others either.
    let to_come = PrivacyChange { named: Some(vec!["acme.example".into()]), ..PrivacyChange::default() };
    server.ok(&naming, SavePrivacy {}, &NoQuery {}, &to_come).await;
    let (alpha, beta) =
        (fixture::member(&server, "hiring", "alpha").await, fixture::member(&server, "rival", "beta").await);
    let counted = async || {
        // What was counted stands for some minutes.
        server.pass(Duration::from_secs(301));
        let board = server.ok(&server.nobody(), ShowBoardFacts {}, &NoQuery {}, &()).await.talents;
        let mut totals = Vec::new();
        for member in [&alpha, &beta] {
            totals.push(server.ok(member, ListTalents {}, &TalentQuery::default(), &()).await.total);
        }
        (board, totals[0], totals[1])
    };
    assert_eq!(counted().await, (1, 2, 3), "amina alone, and no total is below");
    let lapsed = server.signed_in(&lapsed.id).await;
    server.ok(&lapsed, ConfirmProfile {}, &NoQuery {}, &()).await;
    assert_eq!(counted().await, (2, 3, 4));
    for who in [&blocking, &naming] {
        let nobody = PrivacyChange { named: Some(vec![]), ..PrivacyChange::default() };
        server.ok(who, SavePrivacy {}, &NoQuery {}, &nobody).await;
    }
    assert_eq!(counted().await, (4, 4, 4));
}
