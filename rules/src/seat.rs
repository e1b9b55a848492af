//! What a member may do in an organisation.

use passerelle_api::{
    Access,
    account::{Approval, Seat, SeatRole},
    organisation::limits,
};

use crate::web::host;

/// How long an invitation can be answered, and until the day on which that is over is over everywhere ([`crate::day`]).
pub const INVITED_MS: i64 = 14 * 24 * 60 * 60 * 1000;

/// An invitation, as far as it decides who may answer it.
#[derive(Debug, Clone, Copy)]
pub struct Invited<'a> {
    /// The address that it is for, as accounts are found by it.
    pub email: &'a str,
    /// Whether the organisation is let in now.
    pub approval: Approval,
    pub expires_ms: i64,
}

/// Why an invitation makes nobody a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSeat {
    /// It is not there, or not for this account.
    Gone,
    /// The account is a member of an organisation already.
    Seated,
    /// The organisation has as many members as it can.
    Full,
}

/// Whether an invitation can still be answered.
pub fn is_open(expires_ms: i64, now_ms: i64) -> bool {
    now_ms < expires_ms
}

/// Whether the account with an address sees an invitation, and may decline it.
pub fn is_shown(invited: &Invited<'_>, email: &str, now_ms: i64) -> bool {
    invited.email == email && invited.approval == Approval::Approved && is_open(invited.expires_ms, now_ms)
}

/// Whether the account with an address becomes a member by an invitation of an organisation with that many members, or why not.
pub fn may_accept(invited: &Invited<'_>, email: &str, now_ms: i64, has_seat: bool, members: u64) -> Result<(), NoSeat> {
    if !is_shown(invited, email, now_ms) {
        Err(NoSeat::Gone)
    } else if has_seat {
        Err(NoSeat::Seated)
    } else if members >= limits::MEMBERS {
        Err(NoSeat::Full)
    } else {
        Ok(())
    }
}

/// Whether a seat opens what is for members. What is for everybody, or for others, is not decided by a seat.
pub fn may(seat: &Seat, access: Access) -> bool {
    let writes = matches!(seat.role, SeatRole::Owner | SeatRole::Recruiter);
    let let_in = seat.approval == Approval::Approved;
    match access {
        Access::Employer => true,
        Access::Recruiter => writes,
        Access::Owner => seat.role == SeatRole::Owner,
        Access::Searcher => let_in,
        Access::Poster => writes && let_in,
        Access::Public | Access::Account | Access::Teacher | Access::Mentor | Access::Staff => false,
    }
}

/// Whether an organisation would be left without an owner if this member went or became something else.
pub fn is_last_owner(members: &[(&str, SeatRole)], account: &str) -> bool {
    let owns = |(_, role): &&(&str, SeatRole)| *role == SeatRole::Owner;
    let owners: Vec<&str> = members.iter().filter(owns).map(|(account, _)| *account).collect();
    owners == [account]
}

/// Whether an address is of the domain of a website, or of a part of it: `anna@jobs.alpha.org` and `https://www.alpha.org/en`.
pub fn is_of_domain(email: &str, website: &str) -> bool {
    let website = website.trim().to_ascii_lowercase();
    let Some(host) = host(&website) else { return false };
    let host = host.strip_prefix("www.").unwrap_or(host);
    let domain = email.rsplit_once('@').map(|(_, domain)| domain.to_ascii_lowercase()).unwrap_or_default();
    // A host without a dot is no domain that anybody could own.
    host.contains('.') && (domain == host || domain.strip_suffix(host).is_some_and(|part| part.ends_with('.')))
}
