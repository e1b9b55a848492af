//! Requests of organisations to meet talents.

use passerelle_api::{
    account::EmployerRef,
    id::{AccountId, ContactId, EmployerSlug, JobSlug, TalentId},
    job::Pay,
    talent::{Contact, ContactStatus, ProfileField, Revealed},
};
use passerelle_rules::contact::{self, Request};
use sqlx::AnyConnection;

use super::{Sql, account, domain, json, small, talent::Looking, unsigned, word};
use crate::{clock::from_ms, error::Result, masking::Mask};

/// A request that is about to be kept.
#[derive(Debug, Clone)]
pub struct NewRow<'a> {
    pub id: &'a str,
    /// The row number of the talent.
    pub talent: i64,
    pub employer: &'a EmployerSlug,
    pub job: &'a JobSlug,
    pub pay: &'a Pay,
    pub message: &'a str,
    pub now_ms: i64,
}

/// Closes a request to a talent that nobody answered in time, which makes room for the next one.
pub async fn close_expired(db: &mut AnyConnection, talent: i64, employer: &EmployerSlug, now_ms: i64) -> Result<()> {
    let mut sql = Sql::new("UPDATE contacts SET status = ");
    sql.bind(ContactStatus::Expired.as_str()).push(" WHERE status = 'sent' AND talent = ").bind(talent);
    sql.push(" AND employer = ").bind(employer.as_str()).push(" AND sent_at < ");
    sql.bind(contact::open_since_ms(now_ms));
    sql.run(db).await?;
    Ok(())
}

/// The last request of an organisation to a talent, or one of another organisation of the same domain that the talent declined since.
pub async fn last(db: &mut AnyConnection, talent: i64, employer: &EmployerSlug) -> Result<Option<Request>> {
    let sharing = domain::sharing(&mut *db, employer).await?;
    last_of(db, talent, employer, &sharing).await
}

/// The last request of an organisation to a talent.
pub async fn last_own(db: &mut AnyConnection, talent: i64, employer: &EmployerSlug) -> Result<Option<Request>> {
    last_of(db, talent, employer, std::slice::from_ref(employer)).await
}

async fn last_of(
    db: &mut AnyConnection,
    talent: i64,
    employer: &EmployerSlug,
    sharing: &[EmployerSlug],
) -> Result<Option<Request>> {
    let mut sql = Sql::new("SELECT status, sent_at, answered_at FROM contacts WHERE talent = ");
    sql.bind(talent)
        .push(" AND (employer = ")
        .bind(employer.as_str())
        .push(" OR (status = 'declined' AND employer IN (");
    sql.bind_list(sharing.iter().map(|one| one.as_str())).push(")))");
    sql.push(" ORDER BY COALESCE(answered_at, sent_at) DESC LIMIT 1");
    let row: Option<(String, i64, Option<i64>)> = sql.optional(db).await?;
    row.map(|(status, sent_ms, answered_ms)| Ok(Request { status: word(&status)?, sent_ms, answered_ms })).transpose()
}

/// Closes every request of an organisation that waits for an answer, as if its time had come.
pub async fn close_all(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<()> {
    let mut sql = Sql::new("UPDATE contacts SET status = ");
    sql.bind(ContactStatus::Expired.as_str()).push(" WHERE status = 'sent' AND employer = ").bind(employer.as_str());
    sql.run(db).await.map(drop)
}

/// Keeps a new request. A second open one to the same talent breaks a unique index.
pub async fn insert(db: &mut AnyConnection, row: &NewRow<'_>) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO contacts (id, talent, employer, job, pay_min, pay_max, pay_currency, pay_period, message, status, \
         sent_at) VALUES (",
    );
    sql.bind(row.id).push(", ").bind(row.talent).push(", ");
    sql.bind_list([row.employer.as_str(), row.job.as_str()]).push(", ");
    sql.bind_list([i64::from(row.pay.min), i64::from(row.pay.max)]).push(", ");
    let Pay { currency, period, .. } = row.pay;
    sql.bind_list([currency, period.as_str(), row.message, ContactStatus::Sent.as_str()]).push(", ");
    sql.bind(row.now_ms).push(")");
    sql.run(db).await?;
    Ok(())
}

/// Makes requests of one organisation, and of those that it is one with to whom they ask, wait for one another, so that their daily limit
/// holds in two tabs at once.
pub async fn lock_sharing(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<()> {
    for one in domain::sharing(&mut *db, employer).await? {
        lock_employer(&mut *db, &one).await?;
    }
    Ok(())
}

/// Makes changes to one organisation wait for one another.
pub async fn lock_employer(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<()> {
    let mut sql = Sql::new("UPDATE employers SET name = name WHERE slug = ");
    sql.bind(employer.as_str());
    sql.run(db).await?;
    Ok(())
}

/// How many requests an organisation sent since a time, with those of the same domain, and when the first of them was sent.
pub async fn sent_since(db: &mut AnyConnection, employer: &EmployerSlug, since_ms: i64) -> Result<(i64, i64)> {
    let sharing = domain::sharing(&mut *db, employer).await?;
    let mut sql = Sql::new("SELECT COUNT(*), COALESCE(MIN(sent_at), 0) FROM contacts WHERE employer IN (");
    sql.bind_list(sharing.iter().map(|one| one.as_str())).push(") AND sent_at > ").bind(since_ms);
    sql.one(db).await
}

/// A request of an organisation, as it sees it.
pub async fn find_sent(db: &mut AnyConnection, looking: Looking<'_>, id: &str, now_ms: i64) -> Result<Option<Contact>> {
    let mut sql = select();
    sql.push(" WHERE k.id = ").bind(id).push(" AND k.employer = ").bind(looking.employer.as_str());
    let row: Option<Row> = sql.optional(db).await?;
    row.map(|row| row.for_employer(looking, now_ms)).transpose()
}

/// A request that came to an account, as it sees it.
pub async fn find_received(
    db: &mut AnyConnection,
    id: &ContactId,
    account: &AccountId,
    now_ms: i64,
) -> Result<Option<Contact>> {
    let mut sql = select();
    sql.push(" WHERE k.id = ").bind(id.as_str()).push(" AND t.account = ").bind(account.as_str());
    let row: Option<Row> = sql.optional(db).await?;
    row.map(|row| row.for_talent(now_ms)).transpose()
}

/// The last request of a page, which the next page begins after: when it was sent, and its id.
pub type Mark = (i64, String);

/// Requests from behind one on, newest first, at most so many.
fn newest(mut sql: Sql, after: Option<&Mark>, limit: i64) -> Sql {
    if let Some((sent_ms, id)) = after {
        sql.push(" AND (k.sent_at, k.id) < (").bind(*sent_ms).push(", ").bind(id.as_str()).push(")");
    }
    sql.push(" ORDER BY k.sent_at DESC, k.id DESC LIMIT ").bind(limit);
    sql
}

/// The requests of an organisation.
pub async fn of_employer(
    db: &mut AnyConnection,
    looking: Looking<'_>,
    now_ms: i64,
    after: Option<&Mark>,
    limit: i64,
) -> Result<Vec<Contact>> {
    let mut sql = select();
    sql.push(" WHERE k.employer = ").bind(looking.employer.as_str());
    let rows: Vec<Row> = newest(sql, after, limit).all(db).await?;
    rows.into_iter().map(|row| row.for_employer(looking, now_ms)).collect()
}

/// The requests that came to an account.
pub async fn of_account(
    db: &mut AnyConnection,
    account: &AccountId,
    now_ms: i64,
    after: Option<&Mark>,
    limit: i64,
) -> Result<Vec<Contact>> {
    let mut sql = select();
    sql.push(" WHERE t.account = ").bind(account.as_str());
    let rows: Vec<Row> = newest(sql, after, limit).all(db).await?;
    rows.into_iter().map(|row| row.for_talent(now_ms)).collect()
}

/// How many requests that came to an account wait for an answer.
pub async fn waiting(db: &mut AnyConnection, account: &AccountId, now_ms: i64) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM contacts k JOIN talents t ON t.seq = k.talent WHERE t.account = ");
    sql.bind(account.as_str()).push(" AND k.status = 'sent' AND k.sent_at >= ").bind(contact::open_since_ms(now_ms));
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

/// Who a talent is, where a request of the organisation was accepted.
pub async fn revealed(db: &mut AnyConnection, talent: i64, employer: &EmployerSlug) -> Result<Option<Revealed>> {
    let mut sql = Sql::new(
        "SELECT c.name, c.email FROM contacts k JOIN talents t ON t.seq = k.talent JOIN accounts c ON c.id = t.account \
         WHERE k.status = 'accepted' AND k.talent = ",
    );
    sql.bind(talent).push(" AND k.employer = ").bind(employer.as_str()).push(" LIMIT 1");
    let row: Option<(String, String)> = sql.optional(db).await?;
    Ok(row.map(|(name, email)| Revealed { name, email }))
}

/// Answers a request; `false` when it has an answer already, has expired, or when somebody would accept an organisation that is not let
/// in: who they are is not shown to it.
pub async fn answer(db: &mut AnyConnection, id: &ContactId, status: ContactStatus, now_ms: i64) -> Result<bool> {
    let mut sql = Sql::new("UPDATE contacts SET status = ");
    sql.bind(status.as_str()).push(", answered_at = ").bind(now_ms);
    sql.push(" WHERE status = 'sent' AND sent_at >= ").bind(contact::open_since_ms(now_ms));
    sql.push(" AND id = ").bind(id.as_str());
    if status == ContactStatus::Accepted {
        sql.push(
            " AND EXISTS (SELECT 1 FROM employers e WHERE e.slug = contacts.employer AND e.approval = 'approved')",
        );
    }
    Ok(sql.run(db).await?.rows_affected() > 0)
}

const COLUMNS: &str = "SELECT k.id, t.id AS talent, x.headline, k.employer, e.name AS employer_name, k.job, \
     j.title AS job_title, k.pay_min, k.pay_max, k.pay_currency, k.pay_period, k.message, k.status, k.sent_at, \
     k.answered_at, c.name, c.email, t.visible, t.hidden, t.confirmed_at, (SELECT COUNT(*) FROM talent_blocks b \
     WHERE b.talent = k.talent AND b.employer = k.employer) AS blocked, ";

const JOINED: &str = " FROM contacts k JOIN talents t ON t.seq = k.talent JOIN talent_texts x ON x.talent = t.seq \
     JOIN accounts c ON c.id = t.account JOIN employers e ON e.slug = k.employer JOIN jobs j ON j.slug = k.job";

/// A statement about requests, which goes on with which of them.
fn select() -> Sql {
    let mut sql = Sql::new(COLUMNS);
    sql.push(account::FORMER).push(JOINED);
    sql
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    talent: String,
    headline: String,
    employer: String,
    employer_name: String,
    job: String,
    job_title: String,
    pay_min: i64,
    pay_max: i64,
    pay_currency: String,
    pay_period: String,
    message: String,
    status: String,
    sent_at: i64,
    answered_at: Option<i64>,
    name: String,
    email: String,
    former: Option<String>,
    visible: i64,
    hidden: String,
    confirmed_at: i64,
    blocked: i64,
}

impl Row {
    fn for_talent(self, now_ms: i64) -> Result<Contact> {
        let kept = Request { status: word(&self.status)?, sent_ms: self.sent_at, answered_ms: self.answered_at };
        let pay = Pay {
            min: small(self.pay_min)?,
            max: small(self.pay_max)?,
            currency: self.pay_currency,
            period: word(&self.pay_period)?,
        };
        Ok(Contact {
            id: ContactId(self.id),
            talent: TalentId(self.talent),
            talent_headline: Some(self.headline),
            employer: EmployerRef { slug: EmployerSlug(self.employer), name: self.employer_name },
            job: JobSlug(self.job),
            job_title: self.job_title,
            pay,
            message: self.message,
            status: kept.status(now_ms),
            sent_at: from_ms(self.sent_at)?,
            expires_at: from_ms(contact::expires_ms(self.sent_at))?,
            answered_at: self.answered_at.map(from_ms).transpose()?,
            revealed: None,
        })
    }

    /// Name and address come out only once the talent accepted, and stay, as the talent was told then; they are not in the headline.
    /// Of whom the organisation may see no more it reads nothing else but what it sent itself, also once it was accepted, and never why:
    /// a profile that was hidden, that lapsed or that blocks it looks the same.
    fn for_employer(mut self, looking: Looking<'_>, now_ms: i64) -> Result<Contact> {
        let (name, email) = (std::mem::take(&mut self.name), std::mem::take(&mut self.email));
        let confirmed = self.confirmed_at >= looking.confirmed_since_ms;
        let seen = self.visible != 0 && confirmed && self.blocked == 0;
        let hidden: Vec<ProfileField> = json(&self.hidden)?;
        let is_shown = seen && !hidden.contains(&ProfileField::Headline);
        let former = self.former.take();
        self.headline = if is_shown {
            Mask::new(account::names(&name, former.as_deref()), &email).apply(&self.headline)
        } else {
            String::new()
        };
        let mut contact = self.for_talent(now_ms)?;
        contact.talent_headline = contact.talent_headline.filter(|_| seen);
        let revealed = (contact.status == ContactStatus::Accepted).then_some(Revealed { name, email });
        Ok(Contact { revealed, ..contact })
    }
}
