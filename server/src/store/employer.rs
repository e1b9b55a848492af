//! Organisations, their members, and whether the people who work here let them in.

use std::collections::HashMap;

use passerelle_api::{
    account::{Approval, Language, Seat, SeatRole},
    id::{AccountId, EmployerSlug, PlaceSlug},
    organisation::{Member, Organisation, OrganisationText, Registration},
};
use passerelle_rules::seat::is_of_domain;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{
    Sql, json, keep_out,
    reference::{Names, name_in},
    repeats, small, unsigned, word,
};
use crate::{clock::from_ms, error::Result};

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    name: String,
    about: String,
    lang: String,
    size: i64,
    place: String,
    website: String,
    accessible_workplace: i64,
    disability_confident: i64,
    approval: String,
    refusal: Option<String>,
    domain_verified: i64,
}

impl Row {
    fn organisation(self) -> Result<Organisation> {
        Ok(Organisation {
            slug: EmployerSlug(self.slug),
            text: OrganisationText {
                name: self.name,
                about: self.about,
                lang: Some(word(&self.lang)?),
                size: Some(small(self.size)?),
                place: Some(PlaceSlug(self.place)),
                website: self.website,
                accessible_workplace: self.accessible_workplace != 0,
                disability_confident: self.disability_confident != 0,
            },
            approval: word(&self.approval)?,
            refusal: self.refusal,
            domain_verified: self.domain_verified != 0,
        })
    }
}

/// One organisation.
pub async fn find(db: &mut AnyConnection, slug: &EmployerSlug) -> Result<Option<Organisation>> {
    let mut sql = Sql::new(
        "SELECT slug, name, about, lang, size, place, website, accessible_workplace, disability_confident, approval, \
         refusal, domain_verified FROM employers WHERE slug = ",
    );
    sql.bind(slug.as_str());
    let row: Option<Row> = sql.optional(db).await?;
    row.map(Row::organisation).transpose()
}

/// What an organisation says of itself, with nothing left open.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    pub name: &'a str,
    pub about: &'a str,
    pub lang: Language,
    pub size: u32,
    pub place: &'a PlaceSlug,
    pub website: &'a str,
    pub accessible_workplace: bool,
    pub disability_confident: bool,
}

/// Keeps an organisation that somebody registers, which waits to be let in. A slug that is taken is a unique violation.
pub async fn register(
    db: &mut AnyConnection,
    slug: &EmployerSlug,
    text: &Text<'_>,
    by: &AccountId,
    now_ms: i64,
) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO employers (slug, name, about, lang, place, website, approval, sector, size, accessible_workplace, \
         disability_confident, registered_at, named_form, same_name, registered_by) VALUES (",
    );
    let Text { name, about, lang, place, website, .. } = text;
    let waiting = Approval::Waiting.as_str();
    sql.bind_list([slug.as_str(), *name, *about, lang.as_str(), place.as_str(), *website, waiting, "{}"]).push(", ");
    let flags = [i64::from(text.accessible_workplace), i64::from(text.disability_confident)];
    sql.bind(i64::from(text.size)).push(", ").bind_list(flags).push(", ");
    sql.bind_list([now_ms, keep_out::FORM]).push(", ").bind(repeats::company(name));
    sql.push(", ").bind(by.as_str()).push(")");
    sql.run(db).await.map(drop)
}

/// Keeps what an organisation says of itself. A new website is confirmed anew, and a refused organisation waits again.
pub async fn change(db: &mut AnyConnection, slug: &EmployerSlug, text: &Text<'_>) -> Result<()> {
    let mut sql = Sql::new("UPDATE employers SET domain_verified = CASE WHEN website = ");
    sql.bind(text.website).push(" THEN domain_verified ELSE 0 END, domain_proved = CASE WHEN website = ");
    sql.bind(text.website).push(" THEN domain_proved ELSE 0 END, approval = CASE WHEN approval = 'refused' ");
    sql.push("THEN 'waiting' ELSE approval END, refusal = NULL, name = ").bind(text.name);
    sql.push(", same_name = ").bind(repeats::company(text.name));
    sql.push(", about = ").bind(text.about).push(", lang = ").bind(text.lang.as_str());
    sql.push(", size = ").bind(i64::from(text.size)).push(", place = ").bind(text.place.as_str());
    sql.push(", website = ").bind(text.website);
    sql.push(", accessible_workplace = ").bind(i64::from(text.accessible_workplace));
    sql.push(", disability_confident = ").bind(i64::from(text.disability_confident));
    sql.push(" WHERE slug = ").bind(slug.as_str());
    sql.run(db).await.map(drop)
}

/// Gives an account a seat, or another role in the one it has there.
pub async fn seat(db: &mut AnyConnection, employer: &EmployerSlug, account: &AccountId, role: SeatRole) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO employer_members (account, employer, role) VALUES (");
    sql.bind_list([account.as_str(), employer.as_str(), role.as_str()]);
    sql.push(") ON CONFLICT (account) DO UPDATE SET employer = excluded.employer, role = excluded.role");
    sql.run(db).await.map(drop)
}

/// The organisation that an account is a member of.
pub async fn of_account(db: &mut AnyConnection, account: &str) -> Result<Option<EmployerSlug>> {
    let mut sql = Sql::new("SELECT employer FROM employer_members WHERE account = ");
    sql.bind(account);
    let row: Option<(String,)> = sql.optional(db).await?;
    Ok(row.map(|(slug,)| EmployerSlug(slug)))
}

/// The seat of an account in one organisation, where it has one there.
pub async fn seat_of(db: &mut AnyConnection, employer: &EmployerSlug, account: &AccountId) -> Result<Option<Seat>> {
    let mut sql = Sql::new(
        "SELECT m.role, e.approval FROM employer_members m JOIN employers e ON e.slug = m.employer WHERE m.employer = ",
    );
    sql.bind(employer.as_str()).push(" AND m.account = ").bind(account.as_str());
    let row: Option<(String, String)> = sql.optional(db).await?;
    row.map(|(role, approval)| Ok(Seat { role: word(&role)?, approval: word(&approval)? })).transpose()
}

/// Takes the seat of an account.
pub async fn unseat(db: &mut AnyConnection, employer: &EmployerSlug, account: &AccountId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM employer_members WHERE employer = ");
    sql.bind(employer.as_str()).push(" AND account = ").bind(account.as_str());
    sql.run(db).await.map(drop)
}

/// The members of an organisation, by name.
pub async fn members(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Vec<Member>> {
    let mut sql = Sql::new(
        "SELECT a.id, a.name, a.email, m.role FROM employer_members m JOIN accounts a ON a.id = m.account \
         WHERE m.employer = ",
    );
    sql.bind(employer.as_str()).push(" ORDER BY a.name, a.id");
    let rows: Vec<(String, String, String, String)> = sql.all(db).await?;
    let member = |(account, name, email, role): (String, String, String, String)| {
        Ok(Member { account: AccountId(account), name, email, role: word(&role)? })
    };
    rows.into_iter().map(member).collect()
}

/// How many members an organisation has.
pub async fn members_count(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM employer_members WHERE employer = ");
    sql.bind(employer.as_str());
    let (count,): (i64,) = sql.one(db).await?;
    unsigned(count)
}

/// Keeps that an organisation invited somebody, and forgets when it did before a time. Gives how many there were since then besides
/// this one, and when the first of them was.
pub async fn note_try(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    since_ms: i64,
    now_ms: i64,
) -> Result<(i64, i64)> {
    let mut sql = Sql::new("DELETE FROM member_tries WHERE employer = ");
    sql.bind(employer.as_str()).push(" AND tried_at <= ").bind(since_ms);
    sql.run(db).await?;
    let mut sql = Sql::new("SELECT COUNT(*), COALESCE(MIN(tried_at), 0) FROM member_tries WHERE employer = ");
    sql.bind(employer.as_str());
    let before = sql.one(db).await?;
    let mut sql = Sql::new("INSERT INTO member_tries (employer, tried_at) VALUES (");
    sql.bind(employer.as_str()).push(", ").bind(now_ms).push(")");
    sql.run(db).await?;
    Ok(before)
}

#[derive(sqlx::FromRow)]
struct RegistrationRow {
    slug: String,
    name: String,
    about: String,
    lang: String,
    website: String,
    place_names: String,
    size: i64,
    approval: String,
    refusal: Option<String>,
    domain_verified: i64,
    registered_at: i64,
    registrant: Option<String>,
    turn: i64,
}

/// When it is an organisation's turn: a number that grows down the list. No moment is as large as what is taken off those that wait.
const TURN: &str = "CASE WHEN e.approval = 'waiting' THEN e.registered_at - 9000000000000000 ELSE -e.registered_at END";

/// Begins a statement that reads organisations which registered.
fn of_registered() -> Sql {
    let mut sql = Sql::new(
        "SELECT e.slug, e.name, e.about, e.lang, e.website, p.names AS place_names, e.size, e.approval, e.refusal, \
         e.domain_verified, e.registered_at, a.email AS registrant, ",
    );
    sql.push(TURN).push(
        " AS turn FROM employers e JOIN places p ON p.slug = e.place LEFT JOIN accounts a ON a.id = e.registered_by AND EXISTS \
         (SELECT 1 FROM employer_members m WHERE m.account = a.id AND m.employer = e.slug) WHERE e.registered_at IS NOT NULL",
    );
    sql
}

/// Where an organisation stands among those that registered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RegistrationMark {
    turn: i64,
    slug: String,
}

/// The organisations that registered here, from behind one on: those that wait first, and of them the one that waits longest; then the
/// others, the newest first.
pub async fn registrations(
    db: &mut AnyConnection,
    after: Option<&RegistrationMark>,
    limit: i64,
    lang: Language,
) -> Result<Vec<(RegistrationMark, Registration)>> {
    let mut sql = of_registered();
    if let Some(RegistrationMark { turn, slug }) = after {
        sql.push(" AND (").push(TURN).push(", e.slug) > (").bind(*turn).push(", ").bind(slug.as_str()).push(")");
    }
    sql.push(" ORDER BY turn, e.slug LIMIT ").bind(limit);
    registered(db, sql, lang).await
}

/// One of them.
pub async fn registration(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    lang: Language,
) -> Result<Option<Registration>> {
    let mut sql = of_registered();
    sql.push(" AND e.slug = ").bind(employer.as_str());
    Ok(registered(db, sql, lang).await?.pop().map(|(_, registration)| registration))
}

async fn registered(db: &mut AnyConnection, sql: Sql, lang: Language) -> Result<Vec<(RegistrationMark, Registration)>> {
    let rows: Vec<RegistrationRow> = sql.all(&mut *db).await?;
    let mut sql = Sql::new(
        "SELECT m.employer, a.email FROM employer_members m JOIN accounts a ON a.id = m.account \
         WHERE m.role = 'owner' AND m.employer IN (",
    );
    sql.bind_list(rows.iter().map(|row| row.slug.clone())).push(") ORDER BY a.email");
    let owners: Vec<(String, String)> = sql.all(db).await?;
    let mut by_employer: HashMap<String, Vec<String>> = HashMap::new();
    for (employer, email) in owners {
        by_employer.entry(employer).or_default().push(email);
    }
    let told = |row: RegistrationRow| {
        let mark = RegistrationMark { turn: row.turn, slug: row.slug.clone() };
        Ok((mark, row.told(&mut by_employer, lang)?))
    };
    rows.into_iter().map(told).collect()
}

impl RegistrationRow {
    fn told(self, owners: &mut HashMap<String, Vec<String>>, lang: Language) -> Result<Registration> {
        let owners = owners.remove(&self.slug).unwrap_or_default();
        let names: Names = json(&self.place_names)?;
        Ok(Registration {
            // Whoever was added later may not even know of it.
            domain_matches: self.registrant.is_some_and(|email| is_of_domain(&email, &self.website)),
            slug: EmployerSlug(self.slug),
            name: self.name,
            about: self.about,
            lang: word(&self.lang)?,
            website: self.website,
            place_name: name_in(&names, lang).to_owned(),
            size: small(self.size)?,
            approval: word(&self.approval)?,
            refusal: self.refusal,
            domain_verified: self.domain_verified != 0,
            registered_at: from_ms(self.registered_at)?,
            owners,
        })
    }
}

/// Keeps what was decided about an organisation.
pub async fn decide(
    db: &mut AnyConnection,
    slug: &EmployerSlug,
    approval: Approval,
    refusal: Option<&str>,
    domain_verified: bool,
) -> Result<()> {
    let mut sql = Sql::new("UPDATE employers SET approval = ");
    sql.bind(approval.as_str()).push(", refusal = ").bind(refusal.map(str::to_owned));
    sql.push(", domain_verified = CASE WHEN domain_proved = 1 THEN 1 ELSE ").bind(i64::from(domain_verified));
    sql.push(" END WHERE slug = ").bind(slug.as_str());
    sql.run(db).await.map(drop)
}
