//! Organisations that talents keep out by a name or a domain, whether they are here or not yet.

use std::collections::HashMap;

use passerelle_api::id::EmployerSlug;
use passerelle_rules::keep_out::{self, keys};
use sqlx::AnyConnection;

use super::{Sql, outbox};
use crate::{error::Result, text::fold};

/// A name or a domain as it was typed, with what it is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub key: String,
    pub text: String,
}

/// The form of the keys by which organisations are compared. With every change to what [`keys`] gives of the same organisation it becomes
/// another number, so that those that were compared by another form are compared anew before anybody is answered.
pub const FORM: i64 = 1;

/// Rows of one statement.
const ROWS: usize = 100;

/// Organisations that are compared anew at once, so that whoever changes talents meanwhile does not wait long.
const ANEW: i64 = 50;

/// What a talent named, as it was typed.
pub async fn names(db: &mut AnyConnection, talent: i64) -> Result<Vec<String>> {
    let mut sql = Sql::new("SELECT text FROM kept_out_names WHERE talent = ");
    sql.bind(talent).push(" ORDER BY text, key");
    Ok(sql.all::<(String,)>(db).await?.into_iter().map(|(text,)| text).collect())
}

/// Keeps what a talent named in the place of what it named before, and keeps out whom of it is here already. Whoever was kept out by
/// a name that still stands stays so, whatever the organisation is called by now.
pub async fn save(db: &mut AnyConnection, talent: i64, named: &[Named]) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM kept_out_names WHERE talent = ");
    sql.bind(talent);
    sql.run(&mut *db).await?;
    let mut sql = Sql::new("DELETE FROM talent_blocks WHERE named IS NOT NULL AND talent = ");
    sql.bind(talent);
    if !named.is_empty() {
        sql.push(" AND named NOT IN (").bind_list(named.iter().map(|named| named.key.as_str())).push(")");
    }
    sql.run(&mut *db).await?;
    if named.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new("INSERT INTO kept_out_names (talent, key, text) VALUES ");
    for (index, Named { key, text }) in named.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { ", (" }).bind(talent).push(", ");
        sql.bind_list([key.as_str(), text]).push(")");
    }
    sql.run(&mut *db).await?;
    // An organisation that is let in at the same moment finds the name, or is found here.
    outbox::hold(&mut *db).await?;
    let mut sql = Sql::new(ORGANISATIONS);
    sql.push("e.approval = 'approved'");
    let here: Vec<Organisation> = sql.all(&mut *db).await?;
    let members = members(&mut *db, None).await?;
    let meant = here.into_iter().filter_map(|organisation| {
        let keys = organisation.keys(&members);
        let key = named.iter().map(|named| &named.key).find(|key| keys.contains(key))?;
        Some((talent, organisation.slug, key.clone()))
    });
    put(db, &meant.collect::<Vec<_>>()).await
}

/// Keeps an organisation out for everybody who named it. To be called in the transaction that lets it in, or gives it another name,
/// address or member. While it is not let in it sees nobody, and nothing is done.
pub async fn apply(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<()> {
    outbox::hold(&mut *db).await?;
    let mut sql = Sql::new(ORGANISATIONS);
    sql.push("e.approval = 'approved' AND e.slug = ").bind(employer.as_str());
    let Some(organisation) = sql.optional::<Organisation>(&mut *db).await? else { return Ok(()) };
    let keys = organisation.keys(&members(&mut *db, Some(employer)).await?);
    let mut sql = Sql::new(
        "SELECT n.talent, MIN(n.key) FROM kept_out_names n WHERE NOT EXISTS (SELECT 1 FROM talent_blocks b \
         WHERE b.talent = n.talent AND b.employer = ",
    );
    sql.bind(employer.as_str()).push(") AND n.key IN (").bind_list(keys).push(") GROUP BY n.talent");
    let rows: Vec<(i64, String)> = sql.all(&mut *db).await?;
    let talents: Vec<i64> = rows.iter().map(|(talent, _)| *talent).collect();
    let blocks: Vec<(i64, String, String)> =
        rows.into_iter().map(|(talent, key)| (talent, employer.0.clone(), key)).collect();
    put(&mut *db, &blocks).await?;
    outbox::note(db, &talents).await
}

/// Whether an organisation that sees talents was compared by another form of the keys.
pub async fn is_behind(db: &mut AnyConnection) -> Result<bool> {
    Ok(!behind(db, 1).await?.is_empty())
}

/// Compares some of the organisations that are behind anew.
pub async fn renew(db: &mut AnyConnection) -> Result<()> {
    let behind = behind(&mut *db, ANEW).await?;
    if behind.is_empty() {
        return Ok(());
    }
    // Their rows before the talents', in the order in which an organisation is let in.
    let mut sql = Sql::new("UPDATE employers SET named_form = ");
    sql.bind(FORM).push(" WHERE slug IN (").bind_list(behind.iter().map(|slug| slug.as_str())).push(")");
    sql.run(&mut *db).await?;
    for employer in &behind {
        apply(&mut *db, employer).await?;
    }
    Ok(())
}

/// The first organisations of another form that are let in and have members. Others see nobody, and are compared once they do.
async fn behind(db: &mut AnyConnection, most: i64) -> Result<Vec<EmployerSlug>> {
    let mut sql = Sql::new("SELECT e.slug FROM employers e WHERE e.approval = 'approved' AND e.named_form <> ");
    sql.bind(FORM)
        .push(" AND EXISTS (SELECT 1 FROM employer_members m WHERE m.employer = e.slug) ORDER BY e.slug LIMIT ");
    sql.bind(most);
    Ok(sql.all::<(String,)>(db).await?.into_iter().map(|(slug,)| EmployerSlug(slug)).collect())
}

const ORGANISATIONS: &str = "SELECT e.slug, e.name, e.website, a.email FROM employers e \
     LEFT JOIN accounts a ON a.id = e.registered_by WHERE ";

#[derive(sqlx::FromRow)]
struct Organisation {
    slug: String,
    name: String,
    website: String,
    email: Option<String>,
}

impl Organisation {
    fn keys(&self, members: &HashMap<String, Vec<String>>) -> Vec<String> {
        let Self { slug, name, website, email } = self;
        let members = members.get(slug).map(Vec::as_slice).unwrap_or_default();
        keys(keep_out::Organisation { name, website, registrant: email.as_deref(), members }, fold)
    }
}

/// The addresses of members, by their organisation: of one, or of all.
async fn members(db: &mut AnyConnection, only: Option<&EmployerSlug>) -> Result<HashMap<String, Vec<String>>> {
    let mut sql = Sql::new("SELECT m.employer, a.email FROM employer_members m JOIN accounts a ON a.id = m.account");
    if let Some(employer) = only {
        sql.push(" WHERE m.employer = ").bind(employer.as_str());
    }
    let mut members: HashMap<String, Vec<String>> = HashMap::new();
    for (employer, email) in sql.all::<(String, String)>(db).await? {
        members.entry(employer).or_default().push(email);
    }
    Ok(members)
}

/// Keeps organisations out, each of a talent by a key. One that the talent chose itself stays chosen.
async fn put(db: &mut AnyConnection, blocks: &[(i64, String, String)]) -> Result<()> {
    for rows in blocks.chunks(ROWS) {
        let mut sql = Sql::new("INSERT INTO talent_blocks (talent, employer, named) VALUES ");
        for (index, (talent, employer, key)) in rows.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" }).bind(*talent).push(", ");
            sql.bind_list([employer.as_str(), key]).push(")");
        }
        sql.push(" ON CONFLICT (talent, employer) DO NOTHING");
        sql.run(&mut *db).await?;
    }
    Ok(())
}
