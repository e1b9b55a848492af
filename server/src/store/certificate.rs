//! Certificates.

use passerelle_api::id::{AccountId, CertificateCode, CourseSlug, SkillCode};
use passerelle_rules::award::Statement;
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

use super::{Sql, json, reference::Names, small, to_json};
use crate::{
    error::{Error, Result},
    session::hex,
};

/// A certificate as the database keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub code: CertificateCode,
    pub account: AccountId,
    pub course: CourseSlug,
    pub holder: String,
    /// The course's title in each language it had.
    pub titles: Names,
    pub minutes: u32,
    pub percent: u8,
    pub skills: Vec<SkillCode>,
    pub issuer: String,
    pub awarded_at: i64,
    /// As it was taken at the award.
    pub digest: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    code: String,
    account: String,
    course: String,
    holder: String,
    titles: String,
    minutes: i64,
    percent: i64,
    skills: String,
    issuer: String,
    awarded_at: i64,
    digest: String,
}

impl Record {
    /// SHA-256 over what the record states now.
    pub fn digest_now(&self) -> String {
        let titles: Vec<(String, String)> = self.titles.clone().into_iter().collect();
        let statement = Statement {
            code: &self.code,
            holder: &self.holder,
            course: &self.course,
            titles: &titles,
            minutes: self.minutes,
            percent: self.percent,
            skills: &self.skills,
            issuer: &self.issuer,
            awarded_at_ms: self.awarded_at,
        };
        hex(&Sha256::digest(statement.text().as_bytes()))
    }
}

impl TryFrom<Row> for Record {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            code: CertificateCode(row.code),
            account: AccountId(row.account),
            course: CourseSlug(row.course),
            holder: row.holder,
            titles: json(&row.titles)?,
            minutes: small(row.minutes)?,
            percent: small(row.percent)?,
            skills: json(&row.skills)?,
            issuer: row.issuer,
            awarded_at: row.awarded_at,
            digest: row.digest,
        })
    }
}

/// Keeps a certificate, unless the person has one for the course already.
pub async fn award(db: &mut AnyConnection, record: &Record) -> Result<()> {
    sqlx::query(
        "INSERT INTO certificates \
         (code, account, course, holder, titles, minutes, percent, skills, issuer, awarded_at, digest) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (account, course) DO NOTHING",
    )
    .bind(record.code.as_str())
    .bind(record.account.as_str())
    .bind(record.course.as_str())
    .bind(&record.holder)
    .bind(to_json(&record.titles)?)
    .bind(i64::from(record.minutes))
    .bind(i64::from(record.percent))
    .bind(to_json(&record.skills)?)
    .bind(&record.issuer)
    .bind(record.awarded_at)
    .bind(&record.digest)
    .execute(db)
    .await?;
    Ok(())
}

/// A person's certificate for a course.
pub async fn of_course(db: &mut AnyConnection, account: &AccountId, course: &CourseSlug) -> Result<Option<Record>> {
    let mut sql = Sql::new("SELECT * FROM certificates WHERE account = ");
    sql.bind(account.as_str()).push(" AND course = ").bind(course.as_str());
    sql.optional::<Row>(db).await?.map(Record::try_from).transpose()
}

/// The certificate with a code.
pub async fn find(db: &mut AnyConnection, code: &CertificateCode) -> Result<Record> {
    let mut sql = Sql::new("SELECT * FROM certificates WHERE code = ");
    sql.bind(code.as_str());
    sql.optional::<Row>(db).await?.ok_or(Error::NotFound)?.try_into()
}

/// The certificates of the person behind a talent whose records are intact, oldest first.
pub async fn intact_of_talent(db: &mut AnyConnection, talent: i64) -> Result<Vec<Record>> {
    let mut sql = Sql::new("SELECT c.* FROM certificates c JOIN talents t ON t.account = c.account WHERE t.seq = ");
    sql.bind(talent).push(" ORDER BY c.awarded_at, c.code");
    let rows = sql.all::<Row>(db).await?;
    let records: Result<Vec<Record>> = rows.into_iter().map(Record::try_from).collect();
    Ok(records?.into_iter().filter(|record| record.digest == record.digest_now()).collect())
}

/// A person's certificates, newest first.
pub async fn of_account(db: &mut AnyConnection, account: &AccountId) -> Result<Vec<Record>> {
    let mut sql = Sql::new("SELECT * FROM certificates WHERE account = ");
    sql.bind(account.as_str()).push(" ORDER BY awarded_at DESC, code");
    sql.all::<Row>(db).await?.into_iter().map(Record::try_from).collect()
}
