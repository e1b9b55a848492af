//! What people say of their groups, and that only the audit reads it.

use std::time::Duration;

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    application::{ApplicationsQuery, ListApplications},
    audit::{
        AgeBand, Audit, Declaration, DeclareGroups, DeclareHealth, Disability, GroupsChange, HealthChange, Origin, Sex,
        ShowAudit, ShowDeclaration, Step, Trait, WithdrawGroups, WithdrawHealth,
    },
    job::{
        AnswerApplication, ApplicationAnswer, ApplicationStatus, Apply, DeclineReason, JobQuery, JobSort, ListJobs,
        Withdraw,
    },
    pipeline::{ApplicationsFrom, ListReceived, ShowPipeline},
    placement::ShowApplicantFit,
    privacy::{ListProfileViews, ProfileViewsQuery, Seen},
    reference::InLanguage,
    talent::{AskContact, ListTalents, ShowTalent, TalentQuery},
    talent_search::{SaveTalentSearch, ShowTalentSearchNews, TalentSearchChange},
};
use passerelle_rules::audit::{Declared, STANDS_MS};
use passerelle_server::{
    audit::tables,
    store::{Dialect, declaration, privacy::VIEWS_KEPT_MS},
};
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
    server.ok(member, path, &InLanguage::default(), &answered(status)).await;
}

fn answered(status: ApplicationStatus) -> ApplicationAnswer {
    let reason = (status == ApplicationStatus::Declined).then_some(DeclineReason::PositionFilled);
    ApplicationAnswer { status: Some(status), reason, ..ApplicationAnswer::default() }
}

/// What is counted of somebody, where nobody else said anything.
async fn counted(server: &Server) -> Declared {
    let now_ms = server.app.clock.now_ms();
    let declared = declaration::everybody(&mut server.app.store.read().await.unwrap(), now_ms).await.unwrap();
    let [one] = declared.try_into().unwrap();
    one
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
        let answer = if asked { ApplicationStatus::Interview } else { ApplicationStatus::Declined };
        apply(&server, &who, &name, &member, Some(answer)).await;
    }
    for number in 0..20 {
        let name = format!("waiting{number}");
        let who = server.person(&name, Role::Learner).await;
        server.ok(&who, DeclareGroups {}, &NoQuery {}, &groups(Sex::Woman)).await;
        apply(&server, &who, &name, &member, None).await;
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
    assert_eq!((women.people, women.chosen), (None, None), "nobody had a yes or a no after an interview");
    assert_eq!(of(Trait::Disability, Step::Interview, "yes").people, None, "three people are not told of");
    let csv = server.send(&staff, "GET", "/api/staff/audit.csv", None).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(csv.text().contains("sex,interview,man,40,25,62.50,100.00,no,2026-01-05\r\n"), "{}", csv.text());
    assert!(csv.text().contains("disability,interview,yes,,,,,,2026-01-05\r\n"), "{}", csv.text());
    for who in [&member, &server.nobody()] {
        for path in ["/api/staff/audit", "/api/staff/audit.csv"] {
            assert!([401, 403].contains(&server.send(who, "GET", path, None).await.status.as_u16()), "{path}");
        }
    }
}

#[tokio::test]
async fn an_application_counts_once_it_was_decided_on() {
    use ApplicationStatus::{Accepted, Declined, Interview};
    let server = fixture::start().await;
    let member = fixture::member(&server, "hiring", "alpha").await;
    for (name, answers, withdraws, expected) in [
        ("waits", &[][..], false, (false, false, false, false)),
        ("withdrew", &[], true, (false, false, false, false)),
        ("refused", &[Declined], false, (true, false, false, false)),
        ("invited", &[Interview], false, (true, true, false, false)),
        ("left", &[Interview], true, (true, true, false, false)),
        ("passed over", &[Interview, Declined], false, (true, true, true, false)),
        ("hired", &[Interview, Accepted], false, (true, true, true, true)),
    ] {
        let who = server.person(&name.replace(' ', "-"), Role::Learner).await;
        server.ok(&who, DeclareGroups {}, &NoQuery {}, &groups(Sex::Woman)).await;
        let key = format!("application-{}", name.replace(' ', "-"));
        let sent = server.ok(&who, Apply { job: "web".into() }, &NoQuery {}, &fixture::application(&key)).await;
        for status in answers {
            let path = AnswerApplication { application: sent.id.clone() };
            server.ok(&member, path, &InLanguage::default(), &answered(*status)).await;
        }
        if withdraws {
            server.ok(&who, Withdraw { application: sent.id.clone() }, &InLanguage::default(), &()).await;
        }
        let Declared { decided, interviewed, concluded, accepted, .. } = counted(&server).await;
        assert_eq!((decided, interviewed, concluded, accepted), expected, "{name}");
        server.ok(&who, WithdrawGroups {}, &NoQuery {}, &()).await;
    }
}

/// Being shown, opened and asked to meet are counted over one span, or those who were asked would in time be all who were opened.
#[tokio::test]
async fn how_organisations_look_for_people_is_counted_over_one_span() {
    let server = fixture::start().await;
    let member = fixture::member(&server, "hiring", "alpha").await;
    let (who, id) = fixture::talent(&server, "amina", fixture::profile()).await;
    server.ok(&who, DeclareGroups {}, &NoQuery {}, &groups(Sex::Woman)).await;
    server.app.search.catch_up(&server.app.store).await.unwrap();
    let told = async |after: i64| {
        let now_ms = server.app.clock.now_ms() + after;
        let declared = declaration::everybody(&mut server.app.store.read().await.unwrap(), now_ms).await.unwrap();
        (declared[0].shown, declared[0].opened, declared[0].contacted)
    };
    assert_eq!(told(0).await, (false, false, false));
    server.ok(&member, ListTalents {}, &TalentQuery::default(), &()).await;
    server.write_trail().await;
    assert_eq!(told(0).await, (true, false, false));
    server.ok(&member, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await;
    assert_eq!(told(0).await, (true, true, false));
    let ask = fixture::contact("web", "key-00000001");
    server.ok(&member, AskContact { talent: id }, &NoQuery {}, &ask).await;
    assert_eq!(told(0).await, (true, true, true));
    assert_eq!(told(VIEWS_KEPT_MS - 1).await, (true, true, true));
    assert_eq!(told(VIEWS_KEPT_MS).await, (false, false, false), "all at once");
}

/// People of a sex who applied, the given number of whom are asked to an interview and all others declined.
async fn applicants(server: &Server, member: &Person, sex: Sex, name: &str, all: usize, asked: usize) {
    for number in 0..all {
        let name = format!("{name}{number}");
        let who = server.person(&name, Role::Learner).await;
        server.ok(&who, DeclareGroups {}, &NoQuery {}, &groups(sex)).await;
        let answer = if number < asked { ApplicationStatus::Interview } else { ApplicationStatus::Declined };
        apply(server, &who, &name, member, Some(answer)).await;
    }
}

#[tokio::test]
async fn what_was_told_stands_until_so_many_moved_that_nobody_is_told_of() {
    let server = fixture::start().await;
    let member = fixture::member(&server, "hiring", "alpha").await;
    let staff = server.person("staff", Role::Staff).await;
    applicants(&server, &member, Sex::Woman, "w", 20, 10).await;
    applicants(&server, &member, Sex::Man, "m", 20, 10).await;
    let told = server.ok(&staff, ShowAudit {}, &NoQuery {}, &()).await;
    let first = server.app.clock.now();
    assert!(told.tables.iter().all(|table| table.told_at == first));
    let table = |audit: &Audit| {
        let table = audit.tables.iter().find(|table| table.by == Trait::Sex).unwrap().clone();
        (table.told_at, table.rows.iter().take(2).map(|row| (row.people, row.chosen)).collect::<Vec<_>>())
    };
    let of_first = vec![(Some(20), Some(10)), (Some(20), Some(10))];
    assert_eq!(table(&told), (first, of_first.clone()));

    applicants(&server, &member, Sex::Woman, "one", 1, 1).await;
    assert_eq!(server.ok(&staff, ShowAudit {}, &NoQuery {}, &()).await, told, "one more is nobody's business");
    let a_while = Duration::from_millis(u64::try_from(STANDS_MS).unwrap());
    server.pass(a_while);
    let staff = server.signed_in(&staff.id).await;
    assert_eq!(server.ok(&staff, ShowAudit {}, &NoQuery {}, &()).await, told, "nor later");
    let csv = server.send(&staff, "GET", "/api/staff/audit.csv", None).await;
    assert!(csv.text().contains("sex,interview,woman,20,10,50.00,100.00,no,2026-01-05\r\n"), "{}", csv.text());

    let member = server.signed_in(&member.id).await;
    applicants(&server, &member, Sex::Woman, "more", 20, 10).await;
    assert_eq!(server.ok(&staff, ShowAudit {}, &NoQuery {}, &()).await, told, "it was looked at a moment ago");
    server.pass(a_while);
    let staff = server.signed_in(&staff.id).await;
    let anew = server.ok(&staff, ShowAudit {}, &NoQuery {}, &()).await;
    assert_eq!(table(&anew), (server.app.clock.now(), vec![(Some(41), Some(21)), (Some(20), Some(10))]));
    let health = anew.tables.iter().find(|table| table.by == Trait::Disability).unwrap();
    assert!(health.rows.iter().all(|row| row.people.is_none()), "nobody said anything of that");

    // Taken back, it is in no table that comes, and the one that stands is not another one for it.
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query(
        "DELETE FROM declared_groups WHERE account IN (SELECT id FROM accounts WHERE email = 'w0@example.org')",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    server.pass(a_while);
    let staff = server.signed_in(&staff.id).await;
    assert_eq!(server.ok(&staff, ShowAudit {}, &NoQuery {}, &()).await, anew);
}

#[tokio::test]
async fn what_cannot_be_kept_is_not_told_and_what_was_kept_is() {
    let server = fixture::start().await;
    if server.app.store.dialect() == Dialect::Postgres {
        println!("skipped: only a database of its own is opened to be read");
        return;
    }
    let staff = server.person("staff", Role::Staff).await;
    let path = server.app.config.database.clone();
    let read_only = format!("{path}?mode=ro");
    let server = server.reopen(&read_only).await;
    let problem = server.refused(&staff, ShowAudit {}, &NoQuery {}, &()).await;
    assert_eq!((problem.status, problem.code), (503, Code::ReadOnly));
    let server = server.reopen(&path).await;
    let told = server.ok(&staff, ShowAudit {}, &NoQuery {}, &()).await;
    let server = server.reopen(&read_only).await;
    let due = server.app.clock.now_ms() + STANDS_MS;
    assert_eq!(tables(&server.app.store, due).await.unwrap(), told.tables, "even where it would be looked at anew");
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
        let opened = counted(&server).await.opened;
        let views = server.ok(&who, ListProfileViews {}, &ProfileViewsQuery::default(), &()).await.items;
        let mut views: Vec<_> = views.into_iter().map(|view| (view.seen, view.times)).collect();
        views.sort();
        (opened, views)
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
