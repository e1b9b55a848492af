//! What recruiters say in interviews, and that it counts as a need.

use passerelle_api::{
    Code, Reason,
    account::{Language, Role},
    interview::{
        DeleteInterview, Interview, InterviewChange, InterviewFound, InterviewSeen, InterviewsQuery, ListInterviews,
        SaveInterview, ShowInterview,
    },
    need::{ListNeeds, NeedsQuery},
    reference::InLanguage,
};

use crate::{
    fixture::{self, codes},
    support::{Person, Server},
};

fn change(organisation: &str, skills: &[&str]) -> InterviewChange {
    InterviewChange {
        organisation: organisation.into(),
        held_on: Some("2026-01-04".parse().unwrap()),
        skills: codes(skills),
        notes: " They asked for it twice. ".into(),
        was: None,
    }
}

async fn save(server: &Server, who: &Person, id: &str, change: &InterviewChange) -> Interview {
    server.ok(who, SaveInterview { interview: id.into() }, &InLanguage::default(), change).await
}

async fn list(server: &Server, who: &Person) -> Vec<Interview> {
    let query = InterviewsQuery { cursor: None, lang: Some(Language::French) };
    server.ok(who, ListInterviews {}, &query, &()).await.items
}

#[tokio::test]
async fn an_interview_is_kept_changed_and_removed_by_its_author_and_staff() {
    let server = fixture::start().await;
    let (mentor, other) = (server.person("mentor", Role::Mentor).await, server.person("other", Role::Mentor).await);
    let staff = server.person("staff", Role::Staff).await;
    let kept = save(&server, &mentor, "interview-1", &change(" alpha works ", &["sql", "html"])).await;
    assert_eq!((kept.organisation.as_str(), kept.employer.clone()), ("alpha works", Some("alpha".into())));
    assert_eq!((kept.notes.as_str(), kept.author.as_deref()), ("They asked for it twice.", Some("mentor")));
    save(&server, &other, "interview-2", &change("Corner bakery", &["sql"])).await;

    let seen = list(&server, &other).await;
    let named = |id: &str| seen.iter().find(|one| one.id.as_str() == id).unwrap();
    assert_eq!((seen.len(), named("interview-1").changeable, named("interview-2").changeable), (2, false, true));
    assert_eq!(named("interview-1").skills[0].name, "Requêtes", "in the order in which they were named");
    assert_eq!(named("interview-2").employer, None);

    let theirs = change("Mine now", &["css"]);
    let at = || SaveInterview { interview: "interview-1".into() };
    assert_eq!(server.refused(&other, at(), &InLanguage::default(), &theirs).await.code, Code::Forbidden);
    let delete = |id: &str| DeleteInterview { interview: id.into() };
    let any = InterviewSeen::default();
    assert_eq!(server.refused(&other, delete("interview-1"), &any, &()).await.code, Code::Forbidden);
    assert_eq!(server.refused(&other, delete("interview-9"), &any, &()).await.code, Code::NotFound);
    let changed = save(&server, &staff, "interview-1", &change("alpha works", &["css"])).await;
    assert_eq!((changed.author.as_deref(), changed.skills.len()), (Some("mentor"), 1), "the author stays");
    server.ok(&staff, delete("interview-2"), &any, &()).await;
    server.ok(&mentor, delete("interview-1"), &any, &()).await;
    assert!(list(&server, &staff).await.is_empty());
}

#[tokio::test]
async fn an_interview_that_somebody_else_changed_is_not_written_over_by_an_older_page() {
    let server = fixture::start().await;
    let (mentor, staff) = (server.person("mentor", Role::Mentor).await, server.person("staff", Role::Staff).await);
    let at = || SaveInterview { interview: "interview-1".into() };
    let show = || ShowInterview { interview: "interview-1".into() };
    let shown = async || server.ok(&mentor, show(), &InLanguage::default(), &()).await;
    let opened = save(&server, &mentor, "interview-1", &change("alpha works", &["sql"])).await.found();
    assert_eq!(shown().await.found(), opened);
    let notes = |text: &str, was: &InterviewFound| {
        InterviewFound { notes: text.into(), ..opened.clone() }.change(Some(was.clone()))
    };
    let saved = save(&server, &staff, "interview-1", &notes("They hire in May.", &opened)).await;
    let late = notes("They hire nobody.", &opened);
    assert_eq!(server.refused(&mentor, at(), &InLanguage::default(), &late).await.code, Code::Conflict);
    let back = notes(&opened.notes, &opened);
    assert_eq!(server.refused(&mentor, at(), &InLanguage::default(), &back).await.code, Code::Conflict);
    assert_eq!(shown().await.notes, "They hire in May.", "nothing of it was kept");
    // The same that is sent once more, since its answer was lost, is no conflict.
    save(&server, &staff, "interview-1", &notes(" They hire in May. ", &opened)).await;
    let told = save(&server, &mentor, "interview-1", &notes("They hire nobody.", &saved.found())).await;
    assert_eq!(told.notes, "They hire nobody.");

    // What was deleted does not come back under the name of whoever had it open, unless they say so.
    server.ok(&mentor, DeleteInterview { interview: "interview-1".into() }, &InterviewSeen::default(), &()).await;
    let gone = notes("They hire in June.", &told.found());
    assert_eq!(server.refused(&staff, at(), &InLanguage::default(), &gone).await.code, Code::Conflict);
    assert_eq!(server.refused(&staff, show(), &InLanguage::default(), &()).await.code, Code::NotFound);
    let anew = save(&server, &staff, "interview-1", &InterviewChange { was: None, ..gone }).await;
    assert_eq!(anew.author.as_deref(), Some("staff"));
}

#[tokio::test]
async fn an_interview_that_somebody_else_changed_is_not_deleted_by_an_older_page() {
    let server = fixture::start().await;
    let (mentor, staff) = (server.person("mentor", Role::Mentor).await, server.person("staff", Role::Staff).await);
    let at = || DeleteInterview { interview: "interview-1".into() };
    let seen = |interview: &Interview| InterviewSeen { changed_at: Some(interview.changed_at) };
    let read = save(&server, &mentor, "interview-1", &change("alpha works", &["sql"])).await;
    server.pass(std::time::Duration::from_millis(1));
    let saved = save(&server, &staff, "interview-1", &change("alpha works", &["css"])).await;
    assert_eq!(server.refused(&mentor, at(), &seen(&read), &()).await.code, Code::Conflict);
    assert_eq!(list(&server, &mentor).await.len(), 1, "it is kept as it was changed");
    server.ok(&mentor, at(), &seen(&saved), &()).await;
    assert_eq!(server.refused(&mentor, at(), &seen(&saved), &()).await.code, Code::NotFound);
}

#[tokio::test]
async fn what_recruiters_name_is_a_need_where_nobody_teaches_it() {
    let server = fixture::start().await;
    let mentor = server.person("mentor", Role::Mentor).await;
    let needs = || async {
        let needs = server.ok(&mentor, ListNeeds {}, &NeedsQuery::default(), &()).await.needs;
        needs.into_iter().map(|need| (need.skill.code.0, need.must, need.interviews)).collect::<Vec<_>>()
    };
    let before = needs().await;
    assert_eq!(before, [("html".to_owned(), 5, 0)]);
    save(&server, &mentor, "interview-1", &change("alpha works", &["sql", "html"])).await;
    save(&server, &mentor, "interview-2", &change("Corner bakery", &["sql"])).await;
    let after = needs().await;
    assert_eq!(after, [("html".to_owned(), 5, 1), ("sql".to_owned(), 0, 2)]);
    // An interview is of no region and no occupation, so that it says nothing of those.
    let region = NeedsQuery { region: Some("Region".into()), ..NeedsQuery::default() };
    let occupation = NeedsQuery { occupation: Some("M1805".into()), ..NeedsQuery::default() };
    for narrowed in [&region, &occupation] {
        let told = server.ok(&mentor, ListNeeds {}, narrowed, &()).await;
        let needs: Vec<_> =
            told.needs.iter().map(|need| (need.skill.code.as_str(), need.must, need.interviews)).collect();
        assert_eq!((needs, told.counts_interviews), (vec![("html", 5, 0)], false), "{narrowed:?}");
    }
    assert!(server.ok(&mentor, ListNeeds {}, &NeedsQuery::default(), &()).await.counts_interviews);
    server.ok(&mentor, DeleteInterview { interview: "interview-2".into() }, &InterviewSeen::default(), &()).await;
    assert_eq!(needs().await[1], ("sql".to_owned(), 0, 1));
}

#[tokio::test]
async fn an_interview_leads_to_no_organisation_that_was_not_let_in() {
    let server = fixture::start().await;
    let mentor = server.person("mentor", Role::Mentor).await;
    save(&server, &mentor, "interview-1", &change("alpha works", &["sql"])).await;
    let after = async |statement: &'static str| {
        let mut tx = server.app.store.begin().await.unwrap();
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        list(&server, &mentor).await.remove(0).employer
    };
    let beta = after("UPDATE employers SET name = 'alpha works', approval = 'waiting' WHERE slug = 'beta'").await;
    assert_eq!(beta, Some("alpha".into()), "another one only registered the name");
    assert_eq!(after("UPDATE employers SET approval = 'refused' WHERE slug = 'alpha'").await, None);
}

#[tokio::test]
async fn only_those_who_teach_read_and_write_and_odd_ones_are_refused() {
    let server = fixture::start().await;
    let mentor = server.person("mentor", Role::Mentor).await;
    let employer = fixture::member(&server, "recruiter", "alpha").await;
    let at = || SaveInterview { interview: "interview-1".into() };
    let fine = change("alpha works", &["sql"]);
    for (who, code) in [(&employer, Code::Forbidden), (&server.nobody(), Code::SignInNeeded)] {
        assert_eq!(server.refused(who, at(), &InLanguage::default(), &fine).await.code, code);
        assert_eq!(server.refused(who, ListInterviews {}, &InterviewsQuery::default(), &()).await.code, code);
    }
    for (field, reason, body) in [
        ("organisation", Reason::Required, change(" ", &["sql"])),
        ("skills", Reason::NotKnown, change("alpha works", &["cooking"])),
        ("skills", Reason::Required, change("alpha works", &[])),
        ("held_on", Reason::Required, InterviewChange { held_on: None, ..fine.clone() }),
    ] {
        let problem = server.refused(&mentor, at(), &InLanguage::default(), &body).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
}

#[tokio::test]
async fn an_interview_of_today_is_kept_wherever_it_is_today() {
    let server = fixture::start().await;
    let mentor = server.person("mentor", Role::Mentor).await;
    // Ten in the morning of the 5th, when the next day begins on Kiritimati.
    server.pass(std::time::Duration::from_secs(2 * 60 * 60));
    let held = |day: &str| InterviewChange { held_on: day.parse().ok(), ..change("alpha works", &["sql"]) };
    save(&server, &mentor, "interview-1", &held("2026-01-06")).await;
    let at = SaveInterview { interview: "interview-2".into() };
    let problem = server.refused(&mentor, at, &InLanguage::default(), &held("2026-01-07")).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("held_on", Reason::OutOfRange));
}
