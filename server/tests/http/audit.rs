//! What people say of their groups, and that only the audit reads it.

use std::time::Duration;

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    application::{ApplicationsQuery, ListApplications},
    audit::{
        AgeBand, Declaration, DeclareGroups, DeclareHealth, Disability, GroupsChange, HealthChange, Origin, Sex,
        ShowAudit, ShowDeclaration, Step, Trait, WithdrawGroups, WithdrawHealth,
    },
    job::{AnswerApplication, ApplicationAnswer, ApplicationStatus, Apply, JobQuery, JobSort, ListJobs},
    pipeline::{ApplicationsFrom, ListReceived, ShowPipeline},
    placement::ShowApplicantFit,
    privacy::{ListProfileViews, ProfileViewsQuery, Seen},
    reference::InLanguage,
    talent::{ListTalents, ShowTalent, TalentQuery},
    talent_search::{SaveTalentSearch, ShowTalentSearchNews, TalentSearchChange},
};
use passerelle_server::store::declaration;
use sqlx::Row;

use crate::{
    fixture,
    support::{Person, Server},
};

fn groups(sex: Sex) -> GroupsChange {
    GroupsChange { sex: Some(sex), age: Some(AgeBand::Under26), origin: Some(Origin::Abroad), consent: Some(true) }
}

fn health(disability: Disability) -> HealthChange {
    HealthChange { disability: Some(disability), consent: Some(true) }
}

async fn rows(server: &Server, table: &'static str) -> i64 {
    let mut db = server.app.store.read().await.unwrap();
    let sql = match table {
        "declared_groups" => "SELECT COUNT(*) FROM declared_groups",
        _ => "SELECT COUNT(*) FROM declared_health",
    };
    sqlx::query(sql).fetch_one(&mut *db).await.unwrap().get(0)
}

#[tokio::test]
async fn each_agreement_is_its_own_and_taking_it_back_deletes() {
    let server = fixture::start().await;
    let (who, other) = (server.person("one", Role::Learner).await, server.person("two", Role::Learner).await);
    let said = server.ok(&who, DeclareGroups {}, &NoQuery {}, &groups(Sex::Woman)).await;
    assert_eq!((said.sex, said.disability, said.health_since), (Some(Sex::Woman), None, None));
    assert!(said.groups_since.is_some());
    for consent in [None, Some(false)] {
        let change = HealthChange { consent, ..health(Disability::Yes) };
        let problem = server.refused(&who, DeclareHealth {}, &NoQuery {}, &change).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("consent", Reason::Required));
        let change = GroupsChange { consent, ..groups(Sex::Man) };
        server.refused(&who, DeclareGroups {}, &NoQuery {}, &change).await;
    }
    assert_eq!((rows(&server, "declared_groups").await, rows(&server, "declared_health").await), (1, 0));
    server.ok(&who, DeclareHealth {}, &NoQuery {}, &health(Disability::Yes)).await;
    let changed = GroupsChange { sex: None, ..groups(Sex::Woman) };
    let said = server.ok(&who, DeclareGroups {}, &NoQuery {}, &changed).await;
    assert_eq!((said.sex, said.age, said.disability), (None, Some(AgeBand::Under26), Some(Disability::Yes)));

    let empty = server.ok(&other, ShowDeclaration {}, &NoQuery {}, &()).await;
    let nothing =
        Declaration { sex: None, age: None, origin: None, groups_since: None, disability: None, health_since: None };
    assert_eq!(empty, nothing, "nobody sees another's");
    server.ok(&other, WithdrawHealth {}, &NoQuery {}, &()).await;
    assert_eq!(rows(&server, "declared_health").await, 1, "nor takes it back");

    let said = server.ok(&who, WithdrawHealth {}, &NoQuery {}, &()).await;
    assert_eq!((said.age, said.disability), (Some(AgeBand::Under26), None), "each is its own");
    assert_eq!(server.ok(&who, WithdrawGroups {}, &NoQuery {}, &()).await, nothing);
    assert_eq!((rows(&server, "declared_groups").await, rows(&server, "declared_health").await), (0, 0));
    let problem = server.refused(&server.nobody(), ShowDeclaration {}, &NoQuery {}, &()).await;
    assert_eq!(problem.code, Code::SignInNeeded);
}

/// Applies for an ad and is answered.
async fn apply(server: &Server, who: &Person, name: &str, member: &Person, answer: Option<ApplicationStatus>) {
    let key = format!("application-{name}");
    server.ok(who, Apply { job: "web".into() }, &NoQuery {}, &fixture::application(&key)).await;
    let Some(status) = answer else { return };
    let received = server.ok(member, ListReceived { job: "web".into() }, &ApplicationsFrom::default(), &()).await;
    let own = received.items.into_iter().find(|received| received.email == format!("{name}@example.org")).unwrap();
    let path = AnswerApplication { application: own.application.id };
    let answer = ApplicationAnswer { status: Some(status), ..ApplicationAnswer::default() };
    server.ok(member, path, &InLanguage::default(), &answer).await;
}

#[tokio::test]
async fn staff_see_rates_by_group_and_no_group_under_ten() {
    let server = fixture::start().await;
    let member = fixture::member(&server, "hiring", "alpha").await;
    let staff = server.person("staff", Role::Staff).await;
    for number in 0..64 {
        let name = format!("p{number}");
        let who = server.person(&name, Role::Learner).await;
        // Twenty-four women of whom eleven are asked, and forty men of whom twenty-five are.
        let (sex, asked) = if number < 24 { (Sex::Woman, number < 11) } else { (Sex::Man, number < 49) };
        server.ok(&who, DeclareGroups {}, &NoQuery {}, &groups(sex)).await;
        if number < 3 {
            server.ok(&who, DeclareHealth {}, &NoQuery {}, &health(Disability::Yes)).await;
        }
        apply(&server, &who, &name, &member, asked.then_some(ApplicationStatus::Interview)).await;
    }
    let audit = server.ok(&staff, ShowAudit {}, &NoQuery {}, &()).await;
    let of = |by: Trait, step: Step, group: &str| {
        let table = audit.tables.iter().find(|table| table.by == by).unwrap();
        table.rows.iter().find(|row| row.step == step && row.group == group).unwrap().clone()
    };
    let men = of(Trait::Sex, Step::Interview, "man");
    assert_eq!((men.people, men.chosen, men.rate, men.below), (Some(40), Some(25), Some(6_250), Some(false)));
    let women = of(Trait::Sex, Step::Interview, "woman");
    assert_eq!((women.people, women.chosen, women.rate, women.below), (Some(24), Some(11), Some(4_583), Some(true)));
    let women = of(Trait::Sex, Step::Acceptance, "woman");
    assert_eq!((women.people, women.chosen), (Some(11), None), "nobody was accepted, which is too few to tell");
    assert_eq!(of(Trait::Disability, Step::Interview, "yes").people, None, "three people are not told of");
    let csv = server.send(&staff, "GET", "/api/staff/audit.csv", None).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(csv.text().contains("sex,interview,man,40,25,62.50,100.00,no\r\n"), "{}", csv.text());
    assert!(csv.text().contains("disability,interview,yes,,,,,\r\n"), "{}", csv.text());
    for who in [&member, &server.nobody()] {
        for path in ["/api/staff/audit", "/api/staff/audit.csv"] {
            assert!([401, 403].contains(&server.send(who, "GET", path, None).await.status.as_u16()), "{path}");
        }
    }
}

/// What the marketplace does is counted by whom it finds, not by who applied.
#[tokio::test]
async fn whoever_is_compared_with_an_ad_was_not_found_for_that() {
    let server = fixture::start().await;
    let member = fixture::member(&server, "hiring", "alpha").await;
    let (who, id) = fixture::talent(&server, "amina", fixture::profile()).await;
    server.ok(&who, DeclareGroups {}, &NoQuery {}, &groups(Sex::Woman)).await;
    let sent = server.ok(&who, Apply { job: "web".into() }, &NoQuery {}, &fixture::application("key-00000001")).await;
    let told = async || {
        let seen = declaration::everybody(&mut server.app.store.read().await.unwrap()).await.unwrap()[0].seen;
        let views = server.ok(&who, ListProfileViews {}, &ProfileViewsQuery::default(), &()).await.items;
        let mut views: Vec<_> = views.into_iter().map(|view| (view.seen, view.times)).collect();
        views.sort();
        (seen, views)
    };
    let fit = ShowApplicantFit { application: sent.id };
    for _ in 0..2 {
        assert!(server.ok(&member, fit.clone(), &InLanguage::default(), &()).await.fit.is_some());
    }
    assert_eq!(told().await, (false, vec![(Seen::Fit, 2)]));
    server.ok(&member, ShowTalent { talent: id }, &TalentQuery::default(), &()).await;
    assert_eq!(told().await, (true, vec![(Seen::Profile, 1), (Seen::Fit, 2)]));
}

async fn who_name(server: &Server, who: &Person) -> String {
    let mut db = server.app.store.read().await.unwrap();
    sqlx::query("SELECT name FROM accounts WHERE id = $1").bind(&who.id).fetch_one(&mut *db).await.unwrap().get(0)
}

/// Sex, age, origin, disability and name change nothing of what is found, in which order, and what an organisation is told: in the
/// list, on a profile, side by side, in an alert, and of those who applied.
#[tokio::test]
async fn what_somebody_is_changes_no_order_and_no_answer() {
    let server = fixture::start().await;
    let member = fixture::member(&server, "hiring", "alpha").await;
    server.app.search.catch_up(&server.app.store).await.unwrap();
    let search = TalentSearchChange { name: "All".into(), search: TalentQuery::default() };
    server.ok(&member, SaveTalentSearch { search: "search-1".into() }, &NoQuery {}, &search).await;
    server.pass(Duration::from_secs(60));
    let (who, id) = fixture::talent(&server, "Mona", fixture::profile()).await;
    let (rachid, other) = fixture::talent(&server, "Rachid", fixture::profile()).await;
    fixture::talent(&server, "Zoe", fixture::profile()).await;
    for (applicant, name) in [(&who, "Mona"), (&rachid, "Rachid")] {
        apply(&server, applicant, name, &member, None).await;
    }
    server.app.search.catch_up(&server.app.store).await.unwrap();
    let told = async |name: &str| {
        let ordered = TalentQuery { job: Some("web".into()), ..TalentQuery::default() };
        let list = server.ok(&member, ListTalents {}, &ordered, &()).await;
        let one = server.ok(&member, ShowTalent { talent: id.clone() }, &Default::default(), &()).await;
        // Side by side each is asked for with the ad that both are compared with.
        let mut beside = Vec::new();
        for talent in [&id, &other] {
            let talent = server.ok(&member, ShowTalent { talent: talent.clone() }, &ordered, &()).await;
            assert!(talent.card.fit.is_some());
            beside.push(talent);
        }
        let news = ShowTalentSearchNews { search: "search-1".into() };
        let news = server.ok(&member, news, &InLanguage::default(), &()).await;
        assert_eq!(news.total, 3);
        let by_match = JobQuery { sort: Some(JobSort::Match), ..JobQuery::default() };
        let jobs = server.ok(&who, ListJobs {}, &by_match, &()).await;
        let masked = serde_json::to_string(&(list, one, beside, news, jobs)).unwrap();
        // Whoever applied gave their name. All else is the same, the order among them as well.
        let received = server.ok(&member, ListReceived { job: "web".into() }, &ApplicationsFrom::default(), &()).await;
        let board = server.ok(&member, ShowPipeline { job: "web".into() }, &ApplicationsFrom::default(), &()).await;
        let own = server.ok(&who, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
        let open = serde_json::to_string(&(received, board, own)).unwrap();
        let named = format!("\"name\":\"{name}\"");
        assert_eq!(open.matches(&named).count(), 2, "{open}");
        (masked, open.replace(&named, "\"name\":\"\""))
    };
    let name_now = who_name(&server, &who).await;
    let before = told(&name_now).await;
    assert!(!before.0.contains("disab\":") && before.0.matches("\"headline\"").count() >= 9, "{before:?}");
    for sex in Sex::ALL {
        for (age, origin, disability) in
            [(AgeBand::Under26, Origin::Abroad, Disability::Yes), (AgeBand::From45, Origin::NotAbroad, Disability::No)]
        {
            let change = GroupsChange { sex: Some(*sex), age: Some(age), origin: Some(origin), consent: Some(true) };
            server.ok(&who, DeclareGroups {}, &NoQuery {}, &change).await;
            server.ok(&who, DeclareHealth {}, &NoQuery {}, &health(disability)).await;
            let mut tx = server.app.store.begin().await.unwrap();
            let name = format!("{} {}", sex.as_str(), age.as_str());
            sqlx::query("UPDATE accounts SET name = $1 WHERE id = $2")
                .bind(&name)
                .bind(&who.id)
                .execute(&mut *tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            server.app.search.catch_up(&server.app.store).await.unwrap();
            assert_eq!(told(&name).await, before, "{sex:?} {age:?} {origin:?} {disability:?}");
        }
    }
}
