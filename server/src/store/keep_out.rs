//! Organisations that talents keep out by a name or a domain, whether they are here or not yet, or by one that they chose and that comes
//! anew under another entry.

use std::collections::{BTreeMap, HashMap};

use passerelle_api::id::EmployerSlug;
use passerelle_rules::keep_out::{self, keys, of_chosen, own_keys};
use sqlx::AnyConnection;

use super::{Sql, outbox};
use crate::{error::Result, text::fold};

/// A name or a domain as it was typed, with what it is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub key: String,
    pub text: String,
}

/// The form of the keys by which organisations are compared. With every change to what [`keys`] gives of the same organisation, or to what
/// they are compared with, it becomes another number, so that those that were compared by another form are compared anew before anybody is answered.
pub const FORM: i64 = 5;

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

/// Keeps what a talent named in the place of what it named before, and keeps out whom of it, or of those that it chose, is here already.
/// Whoever was kept out by a name or a choice that still stands stays so, whatever the organisation is called by now.
pub async fn save(db: &mut AnyConnection, talent: i64, named: &[Named], chosen: &[EmployerSlug]) -> Result<()> {
    let mut sql = Sql::new("SELECT key, text FROM kept_out_names WHERE talent = ");
    sql.bind(talent);
    let before: Vec<(String, String)> = sql.all(&mut *db).await?;
    // A name may have had a key of another form when it was kept.
    let before =
        before.into_iter().filter(|(_, text)| named.iter().any(|named| named.text == *text)).map(|(key, _)| key);
    let mut sql = Sql::new("DELETE FROM kept_out_names WHERE talent = ");
    sql.bind(talent);
    sql.run(&mut *db).await?;
    let mut sql = Sql::new("DELETE FROM talent_blocks WHERE named IS NOT NULL AND talent = ");
    sql.bind(talent);
    let standing = named.iter().map(|named| named.key.clone()).chain(before);
    let standing: Vec<String> = standing.chain(chosen.iter().map(|employer| of_chosen(employer.as_str()))).collect();
    if !standing.is_empty() {
        sql.push(" AND named NOT IN (").bind_list(standing).push(")");
    }
    sql.run(&mut *db).await?;
    if !named.is_empty() {
        let mut sql = Sql::new("INSERT INTO kept_out_names (talent, key, text) VALUES ");
        for (index, Named { key, text }) in named.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" }).bind(talent).push(", ");
            sql.bind_list([key.as_str(), text]).push(")");
        }
        sql.run(&mut *db).await?;
    }
    // An organisation that is let in at the same moment finds the name, or is found here.
    outbox::hold(&mut *db).await?;
    let mut why: Vec<(String, String)> = named.iter().map(|named| (named.key.clone(), named.key.clone())).collect();
    why.extend(known_by(&mut *db, Some(chosen)).await?.into_iter().map(|(key, slug)| (key, of_chosen(&slug))));
    shut(db, talent, why).await
}

/// Keeps out whoever is here already and is the organisation that a talent chose under another entry. To be called once others who change
/// talents wait.
pub async fn chose(db: &mut AnyConnection, talent: i64, employer: &EmployerSlug) -> Result<()> {
    let known = known_by(&mut *db, Some(std::slice::from_ref(employer))).await?;
    let why: Vec<(String, String)> = known.into_iter().map(|(key, slug)| (key, of_chosen(&slug))).collect();
    shut(db, talent, why).await
}

/// Keeps out of a talent's profile whoever is here and is known by one of some keys, each with the key that says why. Of several the first
/// counts.
async fn shut(db: &mut AnyConnection, talent: i64, why: Vec<(String, String)>) -> Result<()> {
    if why.is_empty() {
        return Ok(());
    }
    // Others who change talents wait, so that each organisation is looked up, and not compared with every key.
    let mut places: HashMap<String, (usize, String)> = HashMap::with_capacity(why.len());
    for (place, (key, why)) in why.into_iter().enumerate() {
        places.entry(key).or_insert((place, why));
    }
    let meant = here(&mut *db).await?.into_iter().filter_map(|Here { slug, keys }| {
        let (_, why) = keys.iter().filter_map(|key| places.get(key)).min()?;
        Some((talent, slug, why.clone()))
    });
    put(db, &meant.collect::<Vec<_>>()).await
}

/// An organisation that sees talents, with what it is meant by.
struct Here {
    slug: String,
    keys: Vec<String>,
}

async fn here(db: &mut AnyConnection) -> Result<Vec<Here>> {
    let mut sql = Sql::new(ORGANISATIONS);
    sql.push("e.approval = 'approved' AND ").push(HAS_MEMBERS);
    let here: Vec<Organisation> = sql.all(&mut *db).await?;
    let members = members(db, None).await?;
    let keyed = |organisation: Organisation| {
        let keys = organisation.keys(&members);
        Here { slug: organisation.slug, keys }
    };
    Ok(here.into_iter().map(keyed).collect())
}

/// What organisations are known by, each key with its organisation: of some, or of all that somebody chose. A website counts where it is
/// verified: whoever only states a rival's would shut the rival out.
async fn known_by(db: &mut AnyConnection, of: Option<&[EmployerSlug]>) -> Result<Vec<(String, String)>> {
    let mut sql = Sql::new("SELECT e.slug, e.name, e.website, e.domain_verified FROM employers e WHERE ");
    match of {
        Some([]) => return Ok(Vec::new()),
        Some(of) => sql.push("e.slug IN (").bind_list(of.iter().map(|employer| employer.as_str())).push(")"),
        None => sql.push("e.slug IN (SELECT b.employer FROM talent_blocks b WHERE b.named IS NULL)"),
    };
    let rows: Vec<(String, String, String, i64)> = sql.all(db).await?;
    let known = |(slug, name, website, verified): (String, String, String, i64)| {
        let website = if verified != 0 { website.as_str() } else { "" };
        own_keys(&name, website, fold).into_iter().map(move |key| (key, slug.clone()))
    };
    Ok(rows.into_iter().flat_map(known).collect())
}

/// Keeps an organisation out for everybody who named it, or chose it under another entry, and with it whoever is here under another entry
/// for everybody who chose it. To be called in the transaction that lets it in, verifies its domain, or gives it another name, address or
/// member. What is not let in sees nobody, and is left as it is.
pub async fn apply(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<()> {
    outbox::hold(&mut *db).await?;
    let chosen = Chosen::load(&mut *db).await?;
    compare(&mut *db, employer, &chosen).await?;
    for other in known_as(&mut *db, employer, &chosen).await? {
        compare(&mut *db, &other, &chosen).await?;
    }
    Ok(())
}

/// The other organisations that see talents and are known as one that somebody chose.
async fn known_as(db: &mut AnyConnection, employer: &EmployerSlug, chosen: &Chosen) -> Result<Vec<EmployerSlug>> {
    if !chosen.has(employer) {
        return Ok(Vec::new());
    }
    let is_other = |here: &Here| here.slug != employer.0 && chosen.known_as(&here.keys).contains(&employer.as_str());
    let others = here(db).await?.into_iter().filter(is_other);
    Ok(others.map(|here| EmployerSlug(here.slug)).collect())
}

/// The organisations that somebody chose to keep out, by what they are known by.
struct Chosen(HashMap<String, Vec<String>>);

impl Chosen {
    /// To be read once others who change talents wait.
    async fn load(db: &mut AnyConnection) -> Result<Self> {
        let mut chosen: HashMap<String, Vec<String>> = HashMap::new();
        for (key, employer) in known_by(db, None).await? {
            chosen.entry(key).or_default().push(employer);
        }
        Ok(Self(chosen))
    }

    /// Whether somebody chose an organisation.
    fn has(&self, employer: &EmployerSlug) -> bool {
        self.0.values().flatten().any(|chosen| *chosen == employer.0)
    }

    /// Those that an organisation with some keys is known as.
    fn known_as(&self, keys: &[String]) -> Vec<&str> {
        let mut known: Vec<&str> =
            keys.iter().filter_map(|key| self.0.get(key)).flatten().map(String::as_str).collect();
        known.sort_unstable();
        known.dedup();
        known
    }
}

/// Keeps an organisation out for everybody who named it, or chose one that it is known as.
async fn compare(db: &mut AnyConnection, employer: &EmployerSlug, chosen: &Chosen) -> Result<()> {
    let mut sql = Sql::new(ORGANISATIONS);
    sql.push("e.approval = 'approved' AND e.slug = ").bind(employer.as_str());
    let Some(organisation) = sql.optional::<Organisation>(&mut *db).await? else { return Ok(()) };
    let keys = organisation.keys(&members(&mut *db, Some(employer)).await?);
    let mut rows = choosing(&mut *db, employer, &chosen.known_as(&keys)).await?;
    let mut sql = Sql::new(
        "SELECT n.talent, MIN(n.key) FROM kept_out_names n WHERE NOT EXISTS (SELECT 1 FROM talent_blocks b \
         WHERE b.talent = n.talent AND b.employer = ",
    );
    sql.bind(employer.as_str()).push(") AND n.key IN (").bind_list(keys).push(") GROUP BY n.talent");
    // One that is both named and chosen is kept out by its name, which says most plainly whom it is about.
    rows.extend(sql.all::<(i64, String)>(&mut *db).await?);
    let rows: BTreeMap<i64, String> = rows.into_iter().collect();
    let talents: Vec<i64> = rows.keys().copied().collect();
    let blocks: Vec<(i64, String, String)> =
        rows.into_iter().map(|(talent, key)| (talent, employer.0.clone(), key)).collect();
    put(&mut *db, &blocks).await?;
    outbox::note(db, &talents).await
}

/// Who chose one of some organisations and does not keep another one out yet, each with the key that says which.
async fn choosing(db: &mut AnyConnection, employer: &EmployerSlug, known_as: &[&str]) -> Result<Vec<(i64, String)>> {
    let mut rows = Vec::new();
    for known_as in known_as.chunks(ROWS) {
        let mut sql =
            Sql::new("SELECT b.talent, MIN(b.employer) FROM talent_blocks b WHERE b.named IS NULL AND b.employer IN (");
        sql.bind_list(known_as.iter().copied());
        sql.push(") AND NOT EXISTS (SELECT 1 FROM talent_blocks o WHERE o.talent = b.talent AND o.employer = ");
        sql.bind(employer.as_str()).push(") GROUP BY b.talent");
        let found: Vec<(i64, String)> = sql.all(&mut *db).await?;
        rows.extend(found.into_iter().map(|(talent, chosen)| (talent, of_chosen(&chosen))));
    }
    Ok(rows)
}

/// Whether an organisation that sees talents was compared by another form of the keys.
pub async fn is_behind(db: &mut AnyConnection) -> Result<bool> {
    Ok(!behind(db, 1).await?.is_empty())
}

/// Compares some of the organisations that are behind anew.
pub async fn renew(db: &mut AnyConnection) -> Result<()> {
    let mut behind = behind(&mut *db, ANEW).await?;
    if behind.is_empty() {
        return Ok(());
    }
    // Their rows before the talents', as where an organisation is let in, and in the order of whoever holds several, which is not that
    // of the database: one statement for all would take them as it pleases.
    behind.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    for employer in &behind {
        let mut sql = Sql::new("UPDATE employers SET named_form = ");
        sql.bind(FORM).push(" WHERE slug = ").bind(employer.as_str());
        sql.run(&mut *db).await?;
    }
    outbox::hold(&mut *db).await?;
    let chosen = Chosen::load(&mut *db).await?;
    for employer in &behind {
        compare(&mut *db, employer, &chosen).await?;
    }
    Ok(())
}

/// The first organisations of another form that are let in and have members. Others see nobody, and are compared once they do.
async fn behind(db: &mut AnyConnection, most: i64) -> Result<Vec<EmployerSlug>> {
    let mut sql = Sql::new("SELECT e.slug FROM employers e WHERE e.approval = 'approved' AND e.named_form <> ");
    sql.bind(FORM).push(" AND ").push(HAS_MEMBERS).push(" ORDER BY e.slug LIMIT ").bind(most);
    Ok(sql.all::<(String,)>(db).await?.into_iter().map(|(slug,)| EmployerSlug(slug)).collect())
}

/// One without members sees nobody, and is compared once somebody joins it.
const HAS_MEMBERS: &str = "EXISTS (SELECT 1 FROM employer_members m WHERE m.employer = e.slug)";

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
