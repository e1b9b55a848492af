//! Accounts and their roles.

use std::iter;

use passerelle_api::{
    account::{Account, AccountChange, EmployerRef, Role, Seat},
    id::AccountId,
};
use sqlx::AnyConnection;

use super::{Sql, outbox, word};
use crate::{
    error::{Error, Result},
    text::fold,
};

/// Names of before that are kept of an account. Of more, those stay that it had for the longest time: a name that was tried for a minute
/// is in fewer texts than one of years.
pub const FORMER_NAMES: i64 = 10;

/// An account to create. The e-mail is normalised and the password is hashed.
#[derive(Debug)]
pub struct New<'a> {
    pub id: &'a str,
    pub email: &'a str,
    pub name: &'a str,
    pub password: &'a str,
    pub language: Option<&'a str>,
    pub roles: &'a [Role],
    pub now: i64,
}

/// An account's id and hashed password.
#[derive(Debug, sqlx::FromRow)]
pub struct Secret {
    pub id: String,
    pub password: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    email: String,
    name: String,
    language: Option<String>,
    theme: Option<String>,
    employer: Option<String>,
    employer_name: Option<String>,
    seat: Option<String>,
    approval: Option<String>,
    role: Option<String>,
}

/// A row of an account with the session that asks for it.
#[derive(sqlx::FromRow)]
struct SessionRow {
    touched_at: i64,
    #[sqlx(flatten)]
    account: Row,
}

/// Creates an account. An e-mail that is taken is a unique violation.
pub async fn create(db: &mut AnyConnection, new: &New<'_>) -> Result<()> {
    sqlx::query(
        "INSERT INTO accounts (id, email, name, password, language, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(new.id)
    .bind(new.email)
    .bind(new.name)
    .bind(new.password)
    .bind(new.language)
    .bind(new.now)
    .execute(&mut *db)
    .await?;
    for role in new.roles {
        add_role(db, new.id, *role).await?;
    }
    Ok(())
}

/// Gives an account a role, which it may have already.
pub async fn add_role(db: &mut AnyConnection, account: &str, role: Role) -> Result<()> {
    sqlx::query("INSERT INTO account_roles (account, role) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(account)
        .bind(role.as_str())
        .execute(db)
        .await?;
    Ok(())
}

/// Takes a role from an account.
pub async fn remove_role(db: &mut AnyConnection, account: &str, role: Role) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM account_roles WHERE account = ");
    sql.bind(account).push(" AND role = ").bind(role.as_str());
    sql.run(db).await.map(drop)
}

/// Makes an account an owner of the organisation it hires for.
pub async fn join_employer(db: &mut AnyConnection, account: &str, employer: &str) -> Result<()> {
    sqlx::query(
        "INSERT INTO employer_members (account, employer) VALUES ($1, $2) \
         ON CONFLICT (account) DO UPDATE SET employer = excluded.employer",
    )
    .bind(account)
    .bind(employer)
    .execute(db)
    .await?;
    Ok(())
}

/// The first organisation with an ad that was not made up to fill the database.
pub async fn first_employer(db: &mut AnyConnection) -> Result<Option<String>> {
    let mut sql = Sql::new("SELECT e.slug FROM employers e WHERE e.slug NOT LIKE 'synthetic-%' ");
    sql.push("AND EXISTS (SELECT 1 FROM jobs j WHERE j.employer = e.slug) ORDER BY e.slug LIMIT 1");
    Ok(sql.optional::<(String,)>(db).await?.map(|(slug,)| slug))
}

/// The account with an e-mail, to check a password against.
pub async fn secret(db: &mut AnyConnection, email: &str) -> Result<Option<Secret>> {
    Ok(sqlx::query_as("SELECT id, password FROM accounts WHERE email = $1").bind(email).fetch_optional(db).await?)
}

const COLUMNS: &str = "a.id, a.email, a.name, a.language, a.theme, m.employer, e.name AS employer_name, m.role AS seat, e.approval, r.role";

/// What an account is joined with: a row for each of its roles, or a single one without.
const JOINED: &str = " LEFT JOIN employer_members m ON m.account = a.id LEFT JOIN employers e ON e.slug = m.employer \
     LEFT JOIN account_roles r ON r.account = a.id";

/// An account as its owner sees it.
pub async fn show(db: &mut AnyConnection, id: &str) -> Result<Account> {
    let mut sql = Sql::new("SELECT ");
    sql.push(COLUMNS).push(" FROM accounts a").push(JOINED).push(" WHERE a.id = ").bind(id).push(" ORDER BY r.role");
    told(sql.all(db).await?)?.ok_or(Error::NotFound)
}

/// The account of a session that has not ended, and when the session was last renewed. Every request that is signed in asks this, so
/// that it is one statement.
pub async fn of_session(db: &mut AnyConnection, token_hash: &str, now: i64) -> Result<Option<(Account, i64)>> {
    let mut sql = Sql::new("SELECT s.touched_at, ");
    sql.push(COLUMNS).push(" FROM sessions s JOIN accounts a ON a.id = s.account").push(JOINED);
    sql.push(" WHERE s.token_hash = ").bind(token_hash);
    sql.push(" AND s.expires_at > ").bind(now).push(" ORDER BY r.role");
    let rows: Vec<SessionRow> = sql.all(db).await?;
    let Some(touched_at) = rows.first().map(|row| row.touched_at) else { return Ok(None) };
    let account = told(rows.into_iter().map(|row| row.account).collect())?;
    Ok(account.map(|account| (account, touched_at)))
}

/// The account of its rows.
fn told(mut rows: Vec<Row>) -> Result<Option<Account>> {
    let roles: Vec<String> = rows.iter_mut().filter_map(|row| row.role.take()).collect();
    let Some(row) = rows.pop() else { return Ok(None) };
    let employer = row.employer.zip(row.employer_name);
    let seat = match row.seat.zip(row.approval) {
        Some((role, approval)) => Some(Seat { role: word(&role)?, approval: word(&approval)? }),
        None => None,
    };
    Ok(Some(Account {
        id: AccountId(row.id),
        name: row.name,
        email: row.email,
        roles: roles.iter().map(|role| word(role)).collect::<Result<_>>()?,
        language: row.language.as_deref().map(word).transpose()?,
        theme: row.theme.as_deref().map(word).transpose()?,
        employer: employer.map(|(slug, name)| EmployerRef { slug: slug.into(), name }),
        seat,
    }))
}

/// The names that the account `c` of a query had before, a line each. They come with the row that they are of, so that no list reads
/// them one by one; no name has a line break in it.
pub const FORMER: &str = "(SELECT string_agg(f.name, '\n') FROM former_names f WHERE f.account = c.id) AS former";

/// The present name of an account, and those that a query read as [`FORMER`].
pub fn names<'a>(name: &'a str, former: Option<&'a str>) -> impl Iterator<Item = &'a str> {
    iter::once(name).chain(former.into_iter().flat_map(str::lines))
}

/// Changes preferences; what is left out stays.
pub async fn change(db: &mut AnyConnection, id: &str, change: &AccountChange, now_ms: i64) -> Result<()> {
    if let Some(next) = &change.name {
        // Another window that does the same waits, or the name that this one gives would be lost between two others.
        lock(db, &AccountId(id.to_owned())).await?;
        keep_name(db, id, next, now_ms).await?;
    }
    sqlx::query(
        "UPDATE accounts SET name = COALESCE($1, name), language = COALESCE($2, language), theme = COALESCE($3, theme) \
         WHERE id = $4",
    )
    .bind(change.name.as_deref())
    .bind(change.language.map(|language| language.as_str()))
    .bind(change.theme.map(|theme| theme.as_str()))
    .bind(id)
    .execute(&mut *db)
    .await?;
    if change.name.is_some() {
        outbox::note_account(db, &AccountId(id.to_owned())).await?;
    }
    Ok(())
}

/// Makes transactions about what one account keeps wait for one another, so that a limit holds in two tabs at once.
pub async fn lock(db: &mut AnyConnection, account: &AccountId) -> Result<()> {
    let mut sql = Sql::new("UPDATE accounts SET name = name WHERE id = ");
    sql.bind(account.as_str());
    sql.run(db).await.map(drop)
}

/// Keeps the name that an account has until it gets another, since what its talent wrote may hold it. A name that is only spelled in
/// another way is masked by the next one.
async fn keep_name(db: &mut AnyConnection, id: &str, next: &str, now_ms: i64) -> Result<()> {
    let mut sql = Sql::new(
        "SELECT a.name, COALESCE((SELECT MAX(f.until_at) FROM former_names f WHERE f.account = a.id), a.created_at) \
         FROM accounts a WHERE a.id = ",
    );
    sql.bind(id);
    let Some((name, since)) = sql.optional::<(String, i64)>(&mut *db).await? else { return Ok(()) };
    if fold(&name) == fold(next) {
        return Ok(());
    }
    let mut sql = Sql::new("INSERT INTO former_names (account, name, until_at, had_ms) VALUES (");
    sql.bind_list([id, &name]).push(", ").bind_list([now_ms, now_ms - since]).push(
        ") ON CONFLICT (account, name) DO UPDATE SET until_at = excluded.until_at, \
         had_ms = former_names.had_ms + excluded.had_ms",
    );
    sql.run(&mut *db).await?;
    let mut sql = Sql::new("DELETE FROM former_names WHERE account = ");
    sql.bind(id).push(" AND name NOT IN (SELECT name FROM former_names WHERE account = ").bind(id);
    sql.push(" ORDER BY had_ms DESC, until_at DESC LIMIT ").bind(FORMER_NAMES).push(")");
    sql.run(db).await.map(drop)
}
