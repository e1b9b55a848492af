//! Occupations of the ROME, the French directory of occupations.

use std::collections::{HashMap, HashSet};

use passerelle_api::{account::Language, id::OccupationCode, job::OccupationCount, reference::Occupation};
use sqlx::AnyConnection;

use super::{
    Dialect, Sql,
    job_filter::{JobFilter, push_filtered},
    json,
    reference::Names,
    to_json, unsigned,
};
use crate::error::Result;

/// Values of one statement, as `bulk` has them.
const VALUES_MAX: usize = 400;

/// An occupation with its name in a language, or else in the first that it has one in.
pub(super) fn named(code: String, names: &Names, lang: Language) -> Option<Occupation> {
    let of = |lang: Language| names.get(lang.as_str()).map(|name| (name.clone(), lang));
    let (name, lang) = of(lang).or_else(|| Language::ALL.iter().find_map(|lang| of(*lang)))?;
    Some(Occupation { code: OccupationCode(code), name, lang })
}

/// The occupation of a code, where there is one and it is known.
pub async fn find(db: &mut AnyConnection, code: Option<&str>, lang: Language) -> Result<Option<Occupation>> {
    let Some(code) = code else { return Ok(None) };
    let mut sql = Sql::new("SELECT code, names FROM occupations WHERE code = ");
    sql.bind(code);
    let row: Option<(String, String)> = sql.optional(db).await?;
    row.map_or(Ok(None), |(code, names)| Ok(named(code, &json(&names)?, lang)))
}

/// Every occupation that is known, with all its names.
pub async fn all(db: &mut AnyConnection) -> Result<HashMap<String, Names>> {
    let rows: Vec<(String, String)> = Sql::new("SELECT code, names FROM occupations").all(db).await?;
    rows.into_iter().map(|(code, names)| Ok((code, json(&names)?))).collect()
}

/// Every occupation that is known, named in a language, in no order.
pub async fn directory(db: &mut AnyConnection, lang: Language) -> Result<Vec<Occupation>> {
    Ok(all(db).await?.into_iter().filter_map(|(code, names)| named(code, &names, lang)).collect())
}

/// Keeps occupations, over those of the same codes.
pub async fn put(db: &mut AnyConnection, occupations: &[(String, Names)]) -> Result<()> {
    for rows in occupations.chunks(VALUES_MAX / 2) {
        let mut sql = Sql::new("INSERT INTO occupations (code, names) VALUES ");
        for (index, (code, names)) in rows.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" }).bind_list([code.as_str(), &to_json(names)?]).push(")");
        }
        sql.push(" ON CONFLICT (code) DO UPDATE SET names = excluded.names");
        sql.run(db).await?;
    }
    Ok(())
}

/// The occupations of the ads that pass a filter, with how many ads each has, in no order.
pub async fn counts(db: &mut AnyConnection, filter: &JobFilter) -> Result<Vec<(String, u64)>> {
    let filter = JobFilter { occupation: None, ..filter.clone() };
    let mut sql = Sql::new("WITH ads (rome) AS MATERIALIZED (");
    // What keeps most of the ads goes through them in the order of their names, as `need::survey` does; few are looked up one by one.
    let is_narrow = filter.words.is_some() || filter.around.is_some();
    let (select, joins, on) = if is_narrow {
        ("SELECT d.rome FROM jobs j", " JOIN job_details d ON d.job = j.slug", "")
    } else {
        ("SELECT d.rome FROM job_details d CROSS JOIN jobs j", "", " AND d.job = j.slug")
    };
    push_filtered(&mut sql, select, joins, &filter);
    sql.push(on).push(") SELECT rome, COUNT(*) FROM ads WHERE rome IS NOT NULL GROUP BY rome");
    let rows: Vec<(String, i64)> = sql.all(db).await?;
    rows.into_iter().map(|(code, count)| Ok((code, unsigned(count)?))).collect()
}

/// The occupations other than some of the ads that pass a filter around a place, with how many ads each has at how many kilometres
/// from it, in no order.
pub async fn others_by_distance(
    db: &mut AnyConnection,
    filter: &JobFilter,
    but: &HashSet<String>,
) -> Result<Vec<(String, u32, u64)>> {
    let codes: Vec<(String,)> =
        Sql::new("SELECT DISTINCT rome FROM job_details WHERE rome IS NOT NULL").all(&mut *db).await?;
    let others: Vec<String> = codes.into_iter().map(|(code,)| code).filter(|code| !but.contains(code)).collect();
    if others.is_empty() {
        return Ok(Vec::new());
    }
    // The ads of these alone are read, wherever they are: a place with much work has most occupations nearby, and few are left. Neither
    // the condition nor the order of the groups lets SQLite begin at the index of occupations, which names no ads: each would be looked
    // up in the table, beside its text. The index of ads with their occupations has all that is read here.
    // The occupations are one value, since a statement takes only so many and feeds bring codes of their own. Behind IS TRUE PostgreSQL looks
    // them up in a table of hashes, where it would go through all of them for each ad.
    let (select, joins, on) = if filter.words.is_some() {
        ("SELECT d.rome, j.place, COUNT(*) FROM jobs j", " JOIN job_details d ON d.job = j.slug", "")
    } else {
        ("SELECT d.rome, j.place, COUNT(*) FROM job_details d CROSS JOIN jobs j", "", " AND d.job = j.slug")
    };
    let mut sql = Sql::default();
    push_filtered(&mut sql, select, joins, &JobFilter { occupation: None, around: None, ..filter.clone() });
    sql.push(on).push(" AND (COALESCE(d.rome, '') IN (SELECT c.value FROM ");
    let others = to_json(&others)?;
    match Dialect::of(db) {
        Dialect::Sqlite => sql.push("json_each(").bind(others).push(") c"),
        Dialect::Postgres => sql.push("jsonb_array_elements_text(").bind(others).push("::JSONB) c (value)"),
    };
    sql.push(")) IS TRUE GROUP BY j.place, d.rome");
    let rows: Vec<(String, String, i64)> = sql.all(db).await?;
    let away = |(code, place, count): (String, String, i64)| {
        let km = filter.distance(&place)?;
        Some(unsigned(count).map(|count| (code, km, count)))
    };
    rows.into_iter().filter_map(away).collect()
}

/// Names occupations that were counted. One that is not known here is named by its code.
pub async fn name(db: &mut AnyConnection, counts: Vec<(String, u64)>, lang: Language) -> Result<Vec<OccupationCount>> {
    let known = all(db).await?;
    let count = |(code, count): (String, u64)| {
        let name = known.get(&code).and_then(|names| named(code.clone(), names, lang));
        let unnamed = || Occupation { name: code.clone(), code: OccupationCode(code.clone()), lang };
        OccupationCount { occupation: name.unwrap_or_else(unnamed), count }
    };
    Ok(counts.into_iter().map(count).collect())
}
