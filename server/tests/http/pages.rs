//! Lists that come page by page: each line comes once, though lines come, go and change while somebody reads on.

use std::{collections::BTreeSet, time::Duration};

use passerelle_api::{
    Code, NoQuery,
    account::Role,
    application::{ApplicationsQuery, ListApplications},
    interview::{DeleteInterview, InterviewChange, InterviewSeen, InterviewsQuery, ListInterviews, SaveInterview},
    job::Apply,
    reference::InLanguage,
    talent::{Contact, ContactStatus, ContactsQuery, ListReceivedContacts, ListSentContacts},
    training::{
        AnswerTraining, AskForTraining, ListAllTraining, NewTraining, StaffTrainingQuery, TrainingAnswer,
        TrainingStatus,
    },
};

use crate::{
    fit::sql,
    fixture::{self, codes, member, profile, talent},
    support::Server,
};

/// A page, with the cursor of the next one.
type Page<T> = (Vec<T>, Option<String>);

/// Reads a list to its end, one page after the other. Something happens once the first page is read.
async fn walk<T>(page: impl AsyncFn(Option<String>) -> Page<T>, meanwhile: impl AsyncFnOnce()) -> (Vec<T>, Vec<usize>) {
    let (mut all, mut next) = page(None).await;
    let mut sizes = vec![all.len()];
    meanwhile().await;
    while next.is_some() {
        let (items, following) = page(next).await;
        sizes.push(items.len());
        all.extend(items);
        next = following;
    }
    (all, sizes)
}

fn distinct<T: Ord>(items: &[T]) -> usize {
    items.iter().collect::<BTreeSet<_>>().len()
}

#[tokio::test]
async fn every_request_for_a_course_is_read_once_though_staff_answer_meanwhile() {
    let server = fixture::start().await;
    let (other, staff) = (member(&server, "other", "beta").await, server.person("staff", Role::Staff).await);
    // A hundred are open and thirty are done, three of one moment each.
    sql(
        &server,
        "INSERT INTO training_requests (id, employer, skills, people, remote, purpose, candidates, status, sent_at, changed_at) \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 130) \
         SELECT 'training-' || (1000 + i), 'alpha', '[\"html\"]', 5, 1, 'A course', 0, \
         CASE WHEN i <= 100 THEN 'sent' ELSE 'done' END, 1767500000000 + i / 3, 1767550000000 + i / 3 FROM n",
    )
    .await;
    let id = |number: u64| format!("training-{}", 1000 + number);
    let say = async |number: u64| {
        let answer = AnswerTraining { training: id(number).into() };
        let no = TrainingAnswer { status: Some(TrainingStatus::Declined), words: "Not here.".into(), from: None };
        server.ok(&staff, answer, &InLanguage::default(), &no).await;
    };
    let page = async |cursor| {
        let query = StaffTrainingQuery { cursor, ..StaffTrainingQuery::default() };
        let page = server.ok(&staff, ListAllTraining {}, &query, &()).await;
        (page.items.into_iter().map(|item| item.request.id.0).collect::<Vec<_>>(), page.next)
    };
    let mut open: Vec<String> = (1..=100).map(id).collect();
    let mut closed: Vec<u64> = (101..=130).collect();
    closed.sort_by_key(|number| (std::cmp::Reverse(number / 3), *number));
    let closed: Vec<String> = closed.into_iter().map(id).collect();

    let (all, sizes) = walk(&page, async || {
        server.pass(Duration::from_secs(60));
        // One that was read, and one that is still to come.
        say(10).await;
        say(70).await;
        let new = NewTraining {
            skills: codes(&["html"]),
            people: 3,
            remote: true,
            purpose: "Our shop gets a site that everybody can use.".into(),
            key: "training-new".into(),
            ..NewTraining::default()
        };
        open.push(server.ok(&other, AskForTraining {}, &InLanguage::default(), &new).await.id.0);
    })
    .await;
    assert_eq!((sizes, distinct(&all)), (vec![50, 50, 31], 131));
    assert_eq!(all, [&open[..], &closed].concat(), "in the order in which they stood");

    server.pass(Duration::from_secs(60));
    open.retain(|open| *open != id(10) && *open != id(70));
    let (anew, _) = walk(&page, async || ()).await;
    assert_eq!(anew, [&open[..], &[id(10), id(70)], &closed].concat(), "what was closed last is the first of those");

    let one = StaffTrainingQuery { training: Some(id(70).into()), ..StaffTrainingQuery::default() };
    let one = server.ok(&staff, ListAllTraining {}, &one, &()).await;
    assert_eq!((one.items.len(), one.items[0].request.status, one.next), (1, TrainingStatus::Declined, None));
    let none = StaffTrainingQuery { training: Some("none".into()), ..StaffTrainingQuery::default() };
    assert!(server.ok(&staff, ListAllTraining {}, &none, &()).await.items.is_empty());
}

#[tokio::test]
async fn no_interview_is_passed_over_that_goes_to_another_day_meanwhile() {
    let server = fixture::start().await;
    let mentor = server.person("mentor", Role::Mentor).await;
    sql(
        &server,
        "INSERT INTO recruiter_interviews (id, account, organisation, held_on, notes, changed_at) \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120) \
         SELECT 'interview-' || (1000 + i), (SELECT id FROM accounts WHERE email = 'mentor@example.org'), 'alpha works', \
         '2025-12-' || (10 + i % 20), '', 1767500000000 + i / 50 FROM n",
    )
    .await;
    let page = async |cursor| {
        let page = server.ok(&mentor, ListInterviews {}, &InterviewsQuery { cursor, lang: None }, &()).await;
        let line = |kept: passerelle_api::interview::Interview| (kept.id.0, kept.held_on.to_string(), kept.notes);
        (page.items.into_iter().map(line).collect::<Vec<_>>(), page.next)
    };
    let (before, sizes) = walk(&page, async || ()).await;
    assert_eq!((sizes, distinct(&before)), (vec![50, 50, 20], 120));
    assert!(before.is_sorted_by(|one, other| one.1 >= other.1), "the latest first");

    let save = async |id: &str, notes: &str| {
        let change = InterviewChange {
            organisation: "alpha works".into(),
            held_on: Some("2026-01-05".parse().unwrap()),
            skills: codes(&["html"]),
            notes: notes.into(),
            was: None,
        };
        server.ok(&mentor, SaveInterview { interview: id.into() }, &InLanguage::default(), &change).await;
    };
    let (read, unread, gone) = (before[3].0.clone(), before[110].0.clone(), before[70].0.clone());
    let (all, _) = walk(&page, async || {
        server.pass(Duration::from_secs(60));
        save(&unread, "Goes to the top").await;
        server.pass(Duration::from_secs(60));
        save("interview-new", "New").await;
        save(&read, "Was read").await;
        server.ok(&mentor, DeleteInterview { interview: gone.as_str().into() }, &InterviewSeen::default(), &()).await;
    })
    .await;
    let stay: Vec<_> = before.into_iter().filter(|line| line.0 != unread && line.0 != gone).collect();
    assert_eq!(all[..118], stay, "what nobody touched stands as it stood, each once");
    let mut since: Vec<_> = all[118..].iter().map(|(id, _, notes)| (id.as_str(), notes.as_str())).collect();
    assert_eq!(since.remove(0), (unread.as_str(), "Goes to the top"), "what changed comes behind, in that order");
    since.sort_unstable();
    let mut last = [("interview-new", "New"), (read.as_str(), "Was read")];
    last.sort_unstable();
    assert_eq!(since, last);
    let (anew, _) = page(None).await;
    assert!(anew[..3].iter().all(|line| line.1 == "2026-01-05"), "and anew they stand where their day is");
}

/// A hundred and twenty requests that came to amina: those of alpha are all closed but the oldest; one of beta waited too long.
async fn asked(server: &Server) {
    sql(
        server,
        "INSERT INTO contacts (id, talent, employer, job, pay_min, pay_max, pay_currency, pay_period, message, status, sent_at) \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 119) \
         SELECT 'contact-' || (1000 + i), (SELECT seq FROM talents), 'alpha', 'web', 1, 2, 'EUR', 'month', 'Come', \
         CASE WHEN i = 1 THEN 'sent' ELSE 'declined' END, 1767500000000 + i / 7 FROM n \
         UNION ALL SELECT 'contact-old', (SELECT seq FROM talents), 'beta', 'office', 1, 2, 'EUR', 'month', 'Come', 'sent', \
         1760000000000",
    )
    .await;
}

fn ids(items: Vec<Contact>) -> Vec<String> {
    items.into_iter().map(|contact| contact.id.0).collect()
}

#[tokio::test]
async fn both_sides_read_every_request_to_meet_once() {
    let server = fixture::start().await;
    let alpha = member(&server, "hiring", "alpha").await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    asked(&server).await;
    let comes = async || {
        sql(
            &server,
            "INSERT INTO contacts (id, talent, employer, job, pay_min, pay_max, pay_currency, pay_period, message, status, sent_at) \
             SELECT 'contact-new', seq, 'alpha', 'web', 1, 2, 'EUR', 'month', 'Come', 'declined', 1767600000000 FROM talents",
        )
        .await;
    };
    let sent = async |cursor| {
        let page = server.ok(&alpha, ListSentContacts {}, &ContactsQuery { cursor }, &()).await;
        (ids(page.items), page.next)
    };
    let (all, sizes) = walk(&sent, comes).await;
    assert_eq!((sizes, distinct(&all)), (vec![50, 50, 19], 119), "one that comes meanwhile moves nothing");
    assert_eq!((all[0].as_str(), all[118].as_str()), ("contact-1119", "contact-1001"));
    assert_eq!(sent(None).await.0[0], "contact-new");

    let came = async |cursor| {
        let page = server.ok(&amina, ListReceivedContacts {}, &ContactsQuery { cursor }, &()).await;
        assert_eq!(page.waiting, 1, "of all of them, on each page");
        (page.items, page.next)
    };
    let (all, sizes) = walk(came, async || ()).await;
    assert_eq!(sizes, [50, 50, 21]);
    let states = |status| all.iter().filter(|contact| contact.status == status).count();
    assert_eq!((states(ContactStatus::Sent), states(ContactStatus::Expired)), (1, 1));
    let all = ids(all);
    assert_eq!((distinct(&all), all[0].as_str(), all[120].as_str()), (121, "contact-new", "contact-old"));
}

#[tokio::test]
async fn every_application_of_a_person_is_read_once() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    sql(
        &server,
        "INSERT INTO applications (id, job, account, status, profile, message, sent_at) \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 110) \
         SELECT 'application-' || (1000 + i), 'web', (SELECT id FROM accounts WHERE email = 'amina@example.org'), 'withdrawn', \
         '', '', 1767500000000 + i / 7 FROM n",
    )
    .await;
    let page = async |cursor| {
        let query = ApplicationsQuery { cursor, lang: None };
        let page = server.ok(&amina, ListApplications {}, &query, &()).await;
        (page.items.into_iter().map(|item| (item.id.0, page.total)).collect::<Vec<_>>(), page.next)
    };
    let (all, sizes) = walk(&page, async || {
        let body = fixture::application("key-00000001");
        server.ok(&amina, Apply { job: "data".into() }, &NoQuery {}, &body).await;
    })
    .await;
    assert_eq!((sizes, all[0].1, all[109].1), (vec![50, 50, 10], 110, 111), "all of them are counted on each page");
    let ids: Vec<&String> = all.iter().map(|(id, _)| id).collect();
    assert_eq!((distinct(&ids), ids[109].as_str()), (110, "application-1006"), "of one moment, by their ids");
    let (bilal, query) = (server.person("bilal", Role::Learner).await, ApplicationsQuery::default());
    let none = server.ok(&bilal, ListApplications {}, &query, &()).await;
    assert_eq!((none.items.len(), none.total, none.next), (0, 0, None), "of nobody else");
}

#[tokio::test]
async fn a_cursor_that_no_page_gave_is_refused() {
    let server = fixture::start().await;
    let alpha = member(&server, "hiring", "alpha").await;
    let (staff, amina) = (server.person("staff", Role::Staff).await, server.person("amina", Role::Learner).await);
    let ours = passerelle_server::cursor::encode(&("x", 1)).unwrap();
    for cursor in ["", "%", "W10", "bnVsbA", &ours] {
        for (who, path) in [
            (&staff, "/api/staff/training"),
            (&staff, "/api/teach/interviews"),
            (&alpha, "/api/employer/contacts"),
            (&amina, "/api/contacts"),
            (&amina, "/api/applications"),
        ] {
            let url = format!("{path}?cursor={}", cursor.replace('%', "%25"));
            let problem = server.send(who, "GET", &url, None).await.problem();
            assert_eq!(problem.code, Code::Malformed, "{url}");
        }
    }
}
