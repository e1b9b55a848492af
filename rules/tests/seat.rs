//! Who may do what in an organisation.

use passerelle_api::{
    Access,
    account::{Approval, Seat, SeatRole},
};
use passerelle_rules::seat::{is_last_owner, is_of_domain, may};

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
