//! Making the certificate of a course that somebody passed.

use passerelle_api::id::{AccountId, CourseSlug};
use passerelle_rules::{award as rules, progress::is_passed};

use crate::{
    clock::OsRandom,
    error::{Error, Result},
    store::{
        Connection,
        certificate::{self, Record},
        course, profile, progress,
    },
};

/// Who issues.
const ISSUER: &str = "Passerelle";

/// Who gets a certificate, by their account and the name that they have.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
    pub account: &'a AccountId,
    pub name: &'a str,
}

/// Keeps the certificate of a course of which every quiz is passed, and gives it. Where there is one already, it gives that.
pub async fn award(
    db: &mut Connection,
    random: &OsRandom,
    holder: Holder<'_>,
    course: &CourseSlug,
    awarded_at: i64,
) -> Result<Record> {
    let Holder { account, name } = holder;
    if let Some(record) = certificate::of_course(&mut *db, account, course).await? {
        return Ok(record);
    }
    let row = course::find(&mut *db, course).await?;
    let standing = progress::standing(&mut *db, account, course).await?;
    if !is_passed(&standing.chapters) {
        return Err(Error::Conflict("not every quiz of the course is passed"));
    }
    let percent = rules::percent(&standing.marks()).ok_or(Error::Conflict("the course has no quiz"))?;
    let mut record = Record {
        code: rules::code(&random.base32::<16>()?),
        account: account.clone(),
        course: course.clone(),
        holder: name.to_owned(),
        titles: course::titles(&mut *db, &row.slug).await?.into_iter().collect(),
        minutes: row.minutes()?,
        percent,
        skills: row.skills()?,
        issuer: ISSUER.to_owned(),
        awarded_at,
        digest: String::new(),
    };
    record.digest = record.digest_now();
    certificate::award(&mut *db, &record).await?;
    profile::learn_from_certificate(&mut *db, account, &record.skills).await?;
    // Where two tabs asked at once, both get the one that was kept.
    let kept = certificate::of_course(db, account, course).await?;
    kept.ok_or_else(|| Error::fault("the certificate was kept and is not there"))
}
