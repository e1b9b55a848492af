//! Who may do what in an organisation.

use passerelle_api::{
    Access,
    account::{Approval, Seat, SeatRole},
};
use passerelle_rules::{
    seat::{Invited, NoSeat, is_last_owner, is_of_domain, is_open, is_shown, may, may_accept},
    web::domain,
};

fn opens(role: SeatRole, approval: Approval) -> Vec<Access> {
    let all = [
        Access::Public,
        Access::Account,
        Access::Employer,
        Access::Recruiter,
        Access::Owner,
        Access::Searcher,
        Access::Poster,
        Access::Teacher,
        Access::Mentor,
        Access::Staff,
    ];
    all.into_iter().filter(|access| may(&Seat { role, approval }, *access)).collect()
}

#[test]
fn a_viewer_reads_a_recruiter_writes_and_an_owner_decides() {
    use Access::{Employer, Owner, Poster, Recruiter, Searcher};
    assert_eq!(opens(SeatRole::Viewer, Approval::Approved), [Employer, Searcher]);
    assert_eq!(opens(SeatRole::Recruiter, Approval::Approved), [Employer, Recruiter, Searcher, Poster]);
    assert_eq!(opens(SeatRole::Owner, Approval::Approved), [Employer, Recruiter, Owner, Searcher, Poster]);
}

#[test]
fn who_was_not_let_in_writes_drafts_and_sees_nobody() {
    for approval in [Approval::Waiting, Approval::Refused] {
        assert_eq!(opens(SeatRole::Owner, approval), [Access::Employer, Access::Recruiter, Access::Owner]);
        assert_eq!(opens(SeatRole::Viewer, approval), [Access::Employer]);
    }
}

const INVITED: Invited<'static> = Invited { email: "anna@alpha.org", approval: Approval::Approved, expires_ms: 1_000 };

#[test]
fn an_invitation_is_for_its_address_and_its_time_and_of_an_organisation_that_is_let_in() {
    assert!(is_open(1_000, 999) && !is_open(1_000, 1_000));
    assert!(is_shown(&INVITED, "anna@alpha.org", 999));
    assert!(!is_shown(&INVITED, "anna@alpha.org", 1_000));
    assert!(!is_shown(&INVITED, "eve@alpha.org", 0));
    assert!(!is_shown(&INVITED, "", 0));
    for approval in [Approval::Waiting, Approval::Refused] {
        assert!(!is_shown(&Invited { approval, ..INVITED }, "anna@alpha.org", 0));
    }
}

#[test]
fn who_accepts_has_no_seat_yet_and_there_is_room() {
    let accepts = |email, now_ms, has_seat, members| may_accept(&INVITED, email, now_ms, has_seat, members);
    assert_eq!(accepts("anna@alpha.org", 0, false, 99), Ok(()));
    assert_eq!(accepts("anna@alpha.org", 0, false, 100), Err(NoSeat::Full));
    assert_eq!(accepts("anna@alpha.org", 0, true, 1), Err(NoSeat::Seated));
    assert_eq!(accepts("eve@alpha.org", 0, true, 100), Err(NoSeat::Gone), "a stranger learns nothing else");
    assert_eq!(accepts("anna@alpha.org", 1_000, true, 100), Err(NoSeat::Gone));
}

#[test]
fn the_last_owner_stays() {
    let members = [("a", SeatRole::Owner), ("b", SeatRole::Recruiter), ("c", SeatRole::Viewer)];
    assert!(is_last_owner(&members, "a"));
    assert!(!is_last_owner(&members, "b"));
    assert!(!is_last_owner(&[("a", SeatRole::Owner), ("b", SeatRole::Owner)], "a"));
}

#[test]
fn an_address_is_of_a_domain_or_of_a_part_of_it() {
    assert!(is_of_domain("anna@alpha.org", "https://www.alpha.org/en"));
    assert!(is_of_domain("anna@JOBS.alpha.org", "https://Alpha.org:8443?x"));
    assert!(!is_of_domain("anna@notalpha.org", "https://alpha.org"));
    assert!(!is_of_domain("anna@alpha.org.example", "https://alpha.org"));
    assert!(!is_of_domain("anna@org", "https://alpha.org"), "a part of a domain is not the domain");
    assert!(!is_of_domain("anna@localhost", "https://localhost"));
    assert!(!is_of_domain("anna", ""));
    assert!(!is_of_domain("anna@alpha.org", "https://alpha.org:x@evil.example"), "a browser opens evil.example");
    assert!(!is_of_domain("anna@alpha.org", "https://alpha.org\\@evil.example"));
    assert!(!is_of_domain("anna@alpha.org", "https://evil.example\\.alpha.org/"));
    assert!(is_of_domain("anna@alpha.org", "https://alpha.org/@team"), "only the host decides");
}

#[test]
fn a_website_has_a_domain_that_somebody_can_own() {
    for (website, expected) in [
        ("https://www.Alpha.org/en?x#y", Some("alpha.org")),
        (" https://jobs.alpha.org:8443 ", Some("jobs.alpha.org")),
        ("https://école.example", Some("xn--cole-9oa.example")),
        ("https://localhost", None),
        ("https://127.0.0.1/", None),
        ("https://a@alpha.org", None),
        ("https://alpha..org", None),
        ("https://alpha.org%00.example", None),
        ("", None),
    ] {
        assert_eq!(domain(website).as_deref(), expected, "{website}");
    }
    assert_eq!(domain(&format!("https://{}.org", "a".repeat(64))), None, "no part of a name is that long");
}
