//! What groups people say that they are in. Only their own page and the audit read it: no search, no ranking and no answer to an
//! organisation joins these tables.

use passerelle_api::{
    audit::{Declaration, GroupsChange, HealthChange},
    id::AccountId,
    privacy::Seen,
};
use passerelle_rules::audit::Declared;
use sqlx::AnyConnection;

use super::{Sql, privacy::VIEWS_KEPT_MS, word};
use crate::{clock::from_ms, error::Result};

/// What somebody said of themselves.
pub async fn of_account(db: &mut AnyConnection, account: &AccountId) -> Result<Declaration> {
    let mut sql = Sql::new("SELECT sex, age, origin, agreed_at FROM declared_groups WHERE account = ");
    sql.bind(account.as_str());
    type Groups = (Option<String>, Option<String>, Option<String>, i64);
    let groups: Option<Groups> = sql.optional(&mut *db).await?;
    let mut sql = Sql::new("SELECT disability, agreed_at FROM declared_health WHERE account = ");
    sql.bind(account.as_str());
    let health: Option<(String, i64)> = sql.optional(db).await?;
    let groups_since = groups.as_ref().map(|(.., at)| from_ms(*at)).transpose()?;
    let (sex, age, origin, _) = groups.unwrap_or_default();
    Ok(Declaration {
        sex: sex.as_deref().map(word).transpose()?,
        age: age.as_deref().map(word).transpose()?,
        origin: origin.as_deref().map(word).transpose()?,
        groups_since,
        disability: health.as_ref().map(|(said, _)| word(said)).transpose()?,
        health_since: health.map(|(_, at)| from_ms(at)).transpose()?,
    })
}

/// Keeps somebody's groups, in place of what they said before.
pub async fn put_groups(db: &mut AnyConnection, account: &AccountId, said: &GroupsChange, now_ms: i64) -> Result<()> {
    let words = [
        said.sex.map(|said| said.as_str().to_owned()),
        said.age.map(|said| said.as_str().to_owned()),
        said.origin.map(|said| said.as_str().to_owned()),
    ];
    let mut sql = Sql::new("INSERT INTO declared_groups (account, sex, age, origin, agreed_at) VALUES (");
    sql.bind(account.as_str()).push(", ").bind_list(words).push(", ").bind(now_ms);
    sql.push(
        ") ON CONFLICT (account) DO UPDATE SET sex = excluded.sex, age = excluded.age, origin = excluded.origin, \
         agreed_at = excluded.agreed_at",
    );
    sql.run(db).await?;
    Ok(())
}

/// Keeps whether somebody has a disability. Nothing said is nothing kept.
pub async fn put_health(db: &mut AnyConnection, account: &AccountId, said: &HealthChange, now_ms: i64) -> Result<()> {
    let Some(disability) = said.disability else { return delete_health(db, account).await };
    let mut sql = Sql::new("INSERT INTO declared_health (account, disability, agreed_at) VALUES (");
    sql.bind_list([account.as_str(), disability.as_str()]).push(", ").bind(now_ms);
    sql.push(") ON CONFLICT (account) DO UPDATE SET disability = excluded.disability, agreed_at = excluded.agreed_at");
    sql.run(db).await?;
    Ok(())
}

/// Deletes somebody's groups.
pub async fn delete_groups(db: &mut AnyConnection, account: &AccountId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM declared_groups WHERE account = ");
    sql.bind(account.as_str());
    sql.run(db).await?;
    Ok(())
}

/// Deletes what somebody said of their health.
pub async fn delete_health(db: &mut AnyConnection, account: &AccountId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM declared_health WHERE account = ");
    sql.bind(account.as_str());
    sql.run(db).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    sex: Option<String>,
    age: Option<String>,
    origin: Option<String>,
    disability: Option<String>,
    decided: i64,
    interviewed: i64,
    concluded: i64,
    accepted: i64,
    shown: i64,
    opened: i64,
    contacted: i64,
}

/// What became of somebody's applications for ads. Who wrote to an organisation without an ad was not chosen among others.
const CHANGES: &str = "(SELECT COUNT(*) FROM applications a JOIN application_changes c ON c.application = a.id \
     WHERE a.account = w.account AND a.occupation IS NULL AND c.status ";

/// Everybody who said something, with how far they came and without anything that says who they are. How organisations looked for people
/// is counted over as long as it is kept who looked at whom.
pub async fn everybody(db: &mut AnyConnection, now_ms: i64) -> Result<Vec<Declared>> {
    let since = now_ms - VIEWS_KEPT_MS;
    let mut sql = Sql::new("SELECT g.sex, g.age, g.origin, h.disability, ");
    sql.push(CHANGES).push("IN ('interview', 'accepted', 'declined')) AS decided, ");
    sql.push(CHANGES).push("= 'interview') AS interviewed, ");
    sql.push(CHANGES).push("IN ('accepted', 'declined') AND EXISTS (SELECT 1 FROM application_changes i ");
    sql.push("WHERE i.application = a.id AND i.status = 'interview')) AS concluded, ");
    sql.push(CHANGES).push("= 'accepted') AS accepted, ");
    sql.push("(SELECT COUNT(*) FROM person_views p WHERE p.account = w.account AND p.kind = ");
    sql.bind(Seen::Results.as_str()).push(" AND p.last_at > ").bind(since).push(") AS shown, ");
    sql.push("(SELECT COUNT(*) FROM talents t JOIN talent_views v ON v.talent = t.seq WHERE t.account = w.account ");
    sql.push("AND v.last_at > ").bind(since).push(") AS opened, ");
    sql.push("(SELECT COUNT(*) FROM talents t JOIN contacts k ON k.talent = t.seq WHERE t.account = w.account ");
    sql.push("AND k.sent_at > ").bind(since).push(") AS contacted ");
    sql.push(
        "FROM (SELECT account FROM declared_groups UNION SELECT account FROM declared_health) w \
         LEFT JOIN declared_groups g ON g.account = w.account LEFT JOIN declared_health h ON h.account = w.account",
    );
    let rows: Vec<Row> = sql.all(db).await?;
    let declared = |row: Row| {
        Ok(Declared {
            sex: row.sex.as_deref().map(word).transpose()?,
            age: row.age.as_deref().map(word).transpose()?,
            origin: row.origin.as_deref().map(word).transpose()?,
            disability: row.disability.as_deref().map(word).transpose()?,
            decided: row.decided > 0,
            interviewed: row.interviewed > 0,
            concluded: row.concluded > 0,
            accepted: row.accepted > 0,
            shown: row.shown > 0,
            opened: row.opened > 0,
            contacted: row.contacted > 0,
        })
    };
    rows.into_iter().map(declared).collect()
}
