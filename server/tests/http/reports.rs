//! Reports of accessibility problems.

use std::{net::Ipv4Addr, time::Duration};

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    report::{
        ChangeReport, ListReports, NewReport, ReportChange, ReportList, ReportQuery, ReportState, SendReport, limits,
    },
};

use crate::support::{
    Person, Server,
    catalogue::{CHAPTER, COURSE},
};

fn report(text: &str, key: &str) -> NewReport {
    NewReport {
        text: text.into(),
        page: format!("/courses/{COURSE}/{CHAPTER}"),
        course: Some(COURSE.into()),
        chapter: Some(CHAPTER.into()),
        second: Some(41),
        contact: " ada@example.org ".into(),
        key: key.into(),
    }
}

async fn send(server: &Server, report: &NewReport) {
    server.ok(&server.nobody(), SendReport {}, &NoQuery {}, report).await;
}

async fn list(server: &Server, staff: &Person, state: Option<ReportState>) -> ReportList {
    server.ok(staff, ListReports {}, &ReportQuery { state, cursor: None }, &()).await
}

#[tokio::test]
async fn what_anybody_reports_reaches_staff_with_its_place() {
    let server = Server::start().await;
    let staff = server.person("staff", Role::Staff).await;
    send(&server, &report("The captions cover the picture.", "report-key-1")).await;
    // Sent again after a line that dropped, it is one report.
    send(&server, &report("The captions cover the picture.", "report-key-1")).await;
    let kept = list(&server, &staff, Some(ReportState::New)).await;
    assert_eq!((kept.total, kept.items.len()), (1, 1));
    let first = &kept.items[0];
    assert_eq!((first.text.as_str(), first.second), ("The captions cover the picture.", Some(41)));
    assert_eq!((first.course.as_ref().unwrap().as_str(), first.chapter.as_ref().unwrap().as_str()), (COURSE, CHAPTER));
    assert_eq!(first.contact.as_deref(), Some("ada@example.org"));
}

#[tokio::test]
async fn a_solved_report_forgets_how_to_reach_the_person() {
    let server = Server::start().await;
    let staff = server.person("staff", Role::Staff).await;
    send(&server, &report("No focus ring.", "report-key-1")).await;
    let id = list(&server, &staff, None).await.items.remove(0).id;
    let change = async |state| {
        let endpoint = ChangeReport { report: id.clone() };
        server.ok(&staff, endpoint, &NoQuery {}, &ReportChange { state: Some(state) }).await
    };
    assert!(change(ReportState::Seen).await.contact.is_some());
    let solved = change(ReportState::Solved).await;
    assert_eq!((solved.state, solved.contact), (ReportState::Solved, None));
    assert_eq!(list(&server, &staff, Some(ReportState::New)).await.total, 0);
    assert_eq!(list(&server, &staff, Some(ReportState::Solved)).await.total, 1);
    let nowhere = ChangeReport { report: "nowhere".into() };
    let body = ReportChange { state: Some(ReportState::Seen) };
    assert_eq!(server.refused(&staff, nowhere, &NoQuery {}, &body).await.code, Code::NotFound);
    let nothing = ChangeReport { report: id.clone() };
    let problem = server.refused(&staff, nothing, &NoQuery {}, &ReportChange::default()).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("state", Reason::Required));
}

#[tokio::test]
async fn a_report_that_cannot_be_kept_says_which_field() {
    let server = Server::start().await;
    let refused = async |report: NewReport| {
        let problem = server.refused(&server.nobody(), SendReport {}, &NoQuery {}, &report).await;
        (problem.errors[0].field.clone(), problem.errors[0].reason, problem.errors[0].limit)
    };
    let good = || report("Something", "report-key-1");
    assert_eq!(refused(NewReport { text: "  ".into(), ..good() }).await, ("text".into(), Reason::Required, None));
    let long = "é".repeat(limits::TEXT as usize + 1);
    assert_eq!(refused(NewReport { text: long, ..good() }).await, ("text".into(), Reason::TooLong, Some(limits::TEXT)));
    let long = "a".repeat(limits::CONTACT as usize + 1);
    assert_eq!(
        refused(NewReport { contact: long, ..good() }).await,
        ("contact".into(), Reason::TooLong, Some(limits::CONTACT))
    );
    for page in ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""] {
        assert_eq!(refused(NewReport { page: page.into(), ..good() }).await.1, Reason::NotAllowed, "{page}");
    }
    assert_eq!(refused(NewReport { key: "short".into(), ..good() }).await.0, "key");
}

#[tokio::test]
async fn one_address_cannot_report_without_end() {
    let server = Server::start().await;
    let body = |number: u32| serde_json::to_string(&report("Again", &format!("report-key-{number}"))).unwrap();
    let from = async |last: u8, number: u32| {
        server.send_from(Ipv4Addr::new(192, 0, 2, last).into(), "/api/reports", &body(number)).await.status.as_u16()
    };
    for number in 0..20 {
        assert_eq!(from(1, number).await, 204);
    }
    assert_eq!(from(1, 20).await, 429);
    assert_eq!(from(2, 21).await, 204, "another address is not kept from it");
    server.pass(Duration::from_secs(15 * 60));
    assert_eq!(from(1, 22).await, 204);
}

#[tokio::test]
async fn reports_come_newest_first_page_by_page() {
    let server = Server::start().await;
    let staff = server.person("staff", Role::Staff).await;
    for number in 0..53 {
        send(&server, &report(&format!("Report {number}"), &format!("report-key-{number}"))).await;
        server.pass(Duration::from_secs(120));
    }
    let first = list(&server, &staff, None).await;
    assert_eq!((first.total, first.items.len(), first.items[0].text.as_str()), (53, 50, "Report 52"));
    let query = ReportQuery { state: None, cursor: first.next };
    let last = server.ok(&staff, ListReports {}, &query, &()).await;
    let texts: Vec<_> = last.items.iter().map(|report| report.text.as_str()).collect();
    assert_eq!((texts, last.next), (vec!["Report 2", "Report 1", "Report 0"], None));
}
