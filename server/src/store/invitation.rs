//! Invitations into organisations. They are kept by the address that was typed, so that nothing here tells whether it has an account.

use passerelle_api::{
    account::{Approval, EmployerRef, SeatRole},
    id::{AccountId, EmployerSlug, InvitationId},
    invitation::{Invitation, ReceivedInvitation},
};
use passerelle_rules::{
    day,
    seat::{self, Invited},
};
use sqlx::AnyConnection;

use super::{Sql, word};
use crate::{clock::from_ms, error::Result};

/// Invitations that one account is shown at most.
const SHOWN: i64 = 50;

/// An invitation to keep.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    pub id: &'a str,
    pub employer: &'a EmployerSlug,
    /// As accounts are found by it.
    pub email: &'a str,
    pub role: SeatRole,
    pub invited_by: &'a AccountId,
    /// It can be answered until the day of this moment is over everywhere. The moment itself is kept, since invitations
    /// are ordered by it.
    pub expires_ms: i64,
}

/// An invitation with what decides who may answer it.
#[derive(Debug, Clone)]
pub struct Stored {
    pub employer: EmployerSlug,
    pub role: SeatRole,
    email: String,
    approval: Approval,
    expires_ms: i64,
}

impl Stored {
    /// What the rules ask of it.
    pub fn invited(&self) -> Invited<'_> {
        Invited { email: &self.email, approval: self.approval, expires_ms: self.expires_ms }
    }
}

/// Keeps an invitation in place of the one that the address had before. It has another id, so that nobody accepts a role that they
/// did not read.
pub async fn put(db: &mut AnyConnection, new: &New<'_>) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO invitations (id, employer, email, role, invited_by, expires_at) VALUES (");
    sql.bind_list([new.id, new.employer.as_str(), new.email, new.role.as_str(), new.invited_by.as_str()]);
    sql.push(", ").bind(new.expires_ms);
    sql.push(
        ") ON CONFLICT (employer, email) DO UPDATE SET id = excluded.id, role = excluded.role, \
         invited_by = excluded.invited_by, expires_at = excluded.expires_at",
    );
    sql.run(db).await.map(drop)
}

/// The open invitations of an organisation by address.
pub async fn of_employer(db: &mut AnyConnection, employer: &EmployerSlug, now_ms: i64) -> Result<Vec<Invitation>> {
    let mut sql = Sql::new("SELECT id, email, role, expires_at FROM invitations WHERE employer = ");
    sql.bind(employer.as_str()).push(" ORDER BY email");
    let rows: Vec<(String, String, String, i64)> = sql.all(db).await?;
    let invitation = |(id, email, role, expires_ms): (String, String, String, i64)| {
        let expires_at = from_ms(day::end_ms(expires_ms))?;
        Ok(Invitation { id: InvitationId(id), email, role: word(&role)?, expires_at })
    };
    rows.into_iter().filter(|row| seat::is_open(day::end_ms(row.3), now_ms)).map(invitation).collect()
}

#[derive(sqlx::FromRow)]
struct ReceivedRow {
    id: String,
    employer: String,
    name: String,
    approval: String,
    role: String,
    invited_by: String,
    expires_at: i64,
}

/// The invitations that the account with an address is shown, the newest first.
pub async fn received(db: &mut AnyConnection, email: &str, now_ms: i64) -> Result<Vec<ReceivedInvitation>> {
    let mut sql = Sql::new(
        "SELECT i.id, i.employer, e.name, e.approval, i.role, a.name AS invited_by, i.expires_at FROM invitations i \
         JOIN employers e ON e.slug = i.employer JOIN accounts a ON a.id = i.invited_by WHERE i.email = ",
    );
    sql.bind(email).push(" ORDER BY i.expires_at DESC, i.id LIMIT ").bind(SHOWN);
    let rows: Vec<ReceivedRow> = sql.all(db).await?;
    let mut shown = Vec::new();
    for row in rows {
        let ends_ms = day::end_ms(row.expires_at);
        let invited = Invited { email, approval: word(&row.approval)?, expires_ms: ends_ms };
        if seat::is_shown(&invited, email, now_ms) {
            shown.push(ReceivedInvitation {
                id: InvitationId(row.id),
                employer: EmployerRef { slug: EmployerSlug(row.employer), name: row.name },
                role: word(&row.role)?,
                invited_by: row.invited_by,
                expires_at: from_ms(ends_ms)?,
            });
        }
    }
    Ok(shown)
}

/// One invitation, whoever it is for.
pub async fn find(db: &mut AnyConnection, id: &InvitationId) -> Result<Option<Stored>> {
    let mut sql = Sql::new(
        "SELECT i.employer, i.role, i.email, e.approval, i.expires_at FROM invitations i \
         JOIN employers e ON e.slug = i.employer WHERE i.id = ",
    );
    sql.bind(id.as_str());
    let row: Option<(String, String, String, String, i64)> = sql.optional(db).await?;
    let Some((employer, role, email, approval, expires_ms)) = row else { return Ok(None) };
    let (role, approval) = (word(&role)?, word(&approval)?);
    let expires_ms = day::end_ms(expires_ms);
    Ok(Some(Stored { employer: EmployerSlug(employer), role, email, approval, expires_ms }))
}

/// Deletes an invitation of an organisation; `false` where it has none of that id.
pub async fn delete(db: &mut AnyConnection, employer: &EmployerSlug, id: &InvitationId) -> Result<bool> {
    let mut sql = Sql::new("DELETE FROM invitations WHERE employer = ");
    sql.bind(employer.as_str()).push(" AND id = ").bind(id.as_str());
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// Deletes what an account invited: whoever decides no more who is a member leaves no way in behind.
pub async fn forget_by(db: &mut AnyConnection, employer: &EmployerSlug, account: &AccountId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM invitations WHERE employer = ");
    sql.bind(employer.as_str()).push(" AND invited_by = ").bind(account.as_str());
    sql.run(db).await.map(drop)
}

/// Deletes the invitations of an organisation that nobody can answer any more.
pub async fn sweep(db: &mut AnyConnection, employer: &EmployerSlug, now_ms: i64) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM invitations WHERE employer = ");
    sql.bind(employer.as_str()).push(" AND expires_at < ").bind(day::open_from_ms(now_ms));
    sql.run(db).await.map(drop)
}
