//! What both sides confirm of the contracts that come of applications.

use std::collections::HashMap;

use chrono::NaiveDate;
use passerelle_api::{
    id::{AccountId, ApplicationId, CountryCode, EmployerSlug},
    job::ApplicationStatus,
    placement::{Ended, Placement, Side, Signed},
};
use passerelle_rules::placement::{is_hired, state};
use sqlx::AnyConnection;

use super::{Sql, small, word};
use crate::{clock::from_ms, error::Result};

/// What is read of it beside an application. What a side confirmed is what was signed, whatever the ad says since.
pub const COLUMNS: &str = "COALESCE(pl.contract, j.contract) AS contract, COALESCE(pl.country, w.country) AS country, \
     pl.candidate_signed, pl.candidate_starts, pl.candidate_at, pl.employer_signed, pl.employer_starts, \
     pl.employer_at, m.name AS employer_by, pl.ended_by, pl.ended_on, pl.ended_at";

/// What that is joined by to applications `a` and jobs `j`.
pub const JOINS: &str = " JOIN places w ON w.slug = j.place LEFT JOIN placements pl ON pl.application = a.id \
     LEFT JOIN accounts m ON m.id = pl.employer_by";

/// Narrows to the placements `pl` that stand. Of two sides that said nothing, no day is equal.
pub const STANDS: &str = "pl.candidate_signed = pl.employer_signed AND pl.candidate_starts = pl.employer_starts \
     AND pl.ended_on IS NULL";

/// Those columns.
#[derive(sqlx::FromRow)]
pub struct PlacementRow {
    contract: String,
    country: String,
    candidate_signed: Option<String>,
    candidate_starts: Option<String>,
    candidate_at: Option<i64>,
    employer_signed: Option<String>,
    employer_starts: Option<String>,
    employer_at: Option<i64>,
    employer_by: Option<String>,
    ended_by: Option<String>,
    ended_on: Option<String>,
    ended_at: Option<i64>,
}

impl PlacementRow {
    /// The contract of an application, where its person was hired.
    pub fn placement(self, status: ApplicationStatus, without_ad: bool) -> Result<Option<Placement>> {
        if !is_hired(status) {
            return Ok(None);
        }
        let candidate = signed((self.candidate_signed, self.candidate_starts, self.candidate_at), None)?;
        let employer = signed((self.employer_signed, self.employer_starts, self.employer_at), self.employer_by)?;
        let ended = match (self.ended_by, self.ended_on, self.ended_at) {
            (Some(by), Some(day), Some(at)) => Some(Ended { by: word(&by)?, day: word(&day)?, at: from_ms(at)? }),
            _ => None,
        };
        Ok(Some(Placement {
            state: state(candidate.as_ref(), employer.as_ref(), ended.as_ref()),
            contract: if without_ad { None } else { Some(word(&self.contract)?) },
            country: CountryCode(self.country),
            candidate,
            employer,
            ended,
        }))
    }
}

fn signed(
    (signed, starts, at): (Option<String>, Option<String>, Option<i64>),
    by: Option<String>,
) -> Result<Option<Signed>> {
    match (signed, starts, at) {
        (Some(signed), Some(starts), Some(at)) => {
            Ok(Some(Signed { signed: word(&signed)?, starts: word(&starts)?, at: from_ms(at)?, by }))
        }
        _ => Ok(None),
    }
}

/// Keeps what a side confirms, in the place of what it did before.
pub async fn sign(
    db: &mut AnyConnection,
    application: &ApplicationId,
    side: Side,
    by: &AccountId,
    (signed, starts): (NaiveDate, NaiveDate),
    now_ms: i64,
) -> Result<()> {
    let mut sql = Sql::new(match side {
        Side::Candidate => {
            "INSERT INTO placements (application, candidate_signed, candidate_starts, candidate_at) VALUES ("
        }
        Side::Employer => {
            "INSERT INTO placements (application, employer_by, employer_signed, employer_starts, employer_at) VALUES ("
        }
    });
    sql.bind(application.as_str()).push(", ");
    if side == Side::Employer {
        sql.bind(by.as_str()).push(", ");
    }
    sql.bind_list([signed.to_string(), starts.to_string()]).push(", ").bind(now_ms);
    sql.push(match side {
        Side::Candidate => {
            ") ON CONFLICT (application) DO UPDATE SET candidate_signed = excluded.candidate_signed, \
             candidate_starts = excluded.candidate_starts, candidate_at = excluded.candidate_at"
        }
        Side::Employer => {
            ") ON CONFLICT (application) DO UPDATE SET employer_by = excluded.employer_by, \
             employer_signed = excluded.employer_signed, employer_starts = excluded.employer_starts, \
             employer_at = excluded.employer_at"
        }
    });
    sql.run(&mut *db).await?;
    hold(db, application).await
}

/// Keeps what the ad says of the contract as the first side confirms it. Of one that came without an ad, nothing is
/// known but the country.
async fn hold(db: &mut AnyConnection, application: &ApplicationId) -> Result<()> {
    let mut sql = Sql::new(
        "UPDATE placements SET contract = (SELECT j.contract FROM applications a JOIN jobs j ON j.slug = a.job \
         WHERE a.id = placements.application AND j.standing = 0), \
         country = (SELECT w.country FROM applications a JOIN jobs j ON j.slug = a.job \
         JOIN places w ON w.slug = j.place WHERE a.id = placements.application) WHERE country IS NULL AND application = ",
    );
    sql.bind(application.as_str());
    sql.run(db).await.map(drop)
}

/// Forgets what a side confirmed, and which contract that was where the other side did not confirm it.
pub async fn take_back(db: &mut AnyConnection, application: &ApplicationId, side: Side) -> Result<()> {
    let mut sql = Sql::new(match side {
        Side::Candidate => {
            "UPDATE placements SET candidate_signed = NULL, candidate_starts = NULL, candidate_at = NULL, \
             contract = CASE WHEN employer_signed IS NULL THEN NULL ELSE contract END, \
             country = CASE WHEN employer_signed IS NULL THEN NULL ELSE country END WHERE application = "
        }
        Side::Employer => {
            "UPDATE placements SET employer_signed = NULL, employer_starts = NULL, employer_at = NULL, \
             employer_by = NULL, contract = CASE WHEN candidate_signed IS NULL THEN NULL ELSE contract END, \
             country = CASE WHEN candidate_signed IS NULL THEN NULL ELSE country END WHERE application = "
        }
    });
    sql.bind(application.as_str());
    sql.run(db).await.map(drop)
}

/// Keeps that the contract ended on a day.
pub async fn end(
    db: &mut AnyConnection,
    application: &ApplicationId,
    side: Side,
    day: NaiveDate,
    now_ms: i64,
) -> Result<()> {
    let mut sql = Sql::new("UPDATE placements SET ended_by = ");
    sql.bind(side.as_str()).push(", ended_on = ").bind(day.to_string()).push(", ended_at = ").bind(now_ms);
    sql.push(" WHERE application = ").bind(application.as_str());
    sql.run(db).await.map(drop)
}

/// How many contracts of each ad of an organisation both sides confirmed.
pub async fn of_ads(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<HashMap<String, u32>> {
    let mut sql = Sql::new(
        "SELECT a.job, COUNT(*) FROM jobs j JOIN applications a ON a.job = j.slug \
         JOIN placements pl ON pl.application = a.id WHERE ",
    );
    sql.push(STANDS).push(" AND j.employer = ").bind(employer.as_str()).push(" GROUP BY a.job");
    let rows: Vec<(String, i64)> = sql.all(db).await?;
    rows.into_iter().map(|(job, count)| Ok((job, small(count)?))).collect()
}
