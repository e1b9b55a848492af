//! What organisations did and say about hiring, and the applications that answer no ad.

use std::collections::HashMap;

use passerelle_api::{
    account::{Approval, Language},
    hiring::HiringFacts,
    id::{AccountId, EmployerSlug, JobSlug, OccupationCode, PlaceSlug},
    job::{ApplicationStatus, Contract, Remote},
    reference::{Occupation, Place},
};
use passerelle_rules::ad::Fresh;
use sqlx::AnyConnection;

use super::{
    Sql,
    job_filter::{JobFilter, push_filtered, push_fresh, push_kept, push_near},
    json, occupation,
    placement::STANDS,
    reference::{self, Around},
    small,
};
use crate::{clock::from_ms, error::Result};

/// An organisation with what is known of its hiring.
#[derive(Debug, Clone)]
pub struct Known {
    pub slug: EmployerSlug,
    pub name: String,
    pub facts: HiringFacts,
}

/// Every organisation that was let in and of whose hiring something is known since a time, in no order.
pub async fn known(
    db: &mut AnyConnection,
    around: Option<&Around>,
    occupation: Option<&str>,
    fresh: Fresh,
    since_ms: i64,
) -> Result<Vec<Known>> {
    let asked =
        JobFilter { around: around.cloned(), occupation: occupation.map(str::to_owned), ..JobFilter::default() };
    let mut all: HashMap<String, HiringFacts> = HashMap::new();
    let posted = ads(db, &asked, fresh, since_ms).await?;
    for (employer, count, open) in posted.into_iter().filter(|(_, count, open)| *count > 0 || *open > 0) {
        let fact = fact(&mut all, employer);
        (fact.ads, fact.ads_open) = (small(count)?, small(open)?);
    }
    for (employer, count) in filled(db, &asked, since_ms).await? {
        fact(&mut all, employer).filled = count;
    }
    for (employer, count) in placed(db, &asked, since_ms).await? {
        fact(&mut all, employer).placed = count;
    }
    for (employer,) in open_to(db, around, occupation).await? {
        fact(&mut all, employer).open = true;
    }
    let mut sql = Sql::new("SELECT slug, name FROM employers WHERE approval = ");
    sql.bind(Approval::Approved.as_str());
    let names: Vec<(String, String)> = sql.all(db).await?;
    let known = |(slug, name): (String, String)| {
        let facts = all.remove(&slug)?;
        Some(Known { slug: EmployerSlug(slug), name, facts })
    };
    Ok(names.into_iter().filter_map(known).collect())
}

fn fact(all: &mut HashMap<String, HiringFacts>, employer: String) -> &mut HiringFacts {
    all.entry(employer).or_insert(HiringFacts { open: false, ads: 0, ads_open: 0, filled: 0, placed: 0 })
}

/// How many ads each organisation posted since a time, and how many can be found now; one that was posted again counts once, and is found
/// by the other as soon as the first is over. What stands for an ad where somebody writes without one is older than any.
async fn ads(
    db: &mut AnyConnection,
    filter: &JobFilter,
    fresh: Fresh,
    since_ms: i64,
) -> Result<Vec<(String, i64, i64)>> {
    let mut sql = Sql::default();
    push_near(&mut sql, filter);
    sql.push("SELECT j.employer, COUNT(CASE WHEN j.repeated_by IS NULL THEN 1 END), COUNT(CASE WHEN 1 = 1");
    push_fresh(&mut sql, fresh);
    sql.push(" THEN 1 END) FROM jobs j");
    push_kept(&mut sql, "", filter);
    sql.push(" AND j.posted_at >= ").bind(since_ms).push(" GROUP BY j.employer");
    sql.all(db).await
}

/// By how many of its ads each organisation hired somebody since a time.
async fn filled(db: &mut AnyConnection, filter: &JobFilter, since_ms: i64) -> Result<Vec<(String, u32)>> {
    let mut sql = Sql::default();
    let select = "SELECT j.employer, COUNT(DISTINCT j.slug) FROM jobs j";
    let joins = " JOIN applications a ON a.job = j.slug JOIN application_changes c ON c.application = a.id";
    push_filtered(&mut sql, select, joins, filter);
    sql.push(" AND j.standing = 0 AND c.status = ").bind(ApplicationStatus::Accepted.as_str());
    sql.push(" AND c.at >= ").bind(since_ms).push(" GROUP BY j.employer");
    counted(sql.all(db).await?)
}

/// How many contracts that came of its ads each organisation has that both sides confirmed, signed since a time. As with those who were
/// hired, what came without an ad says nothing of an occupation or a place, and is left out.
async fn placed(db: &mut AnyConnection, filter: &JobFilter, since_ms: i64) -> Result<Vec<(String, u32)>> {
    let since = from_ms(since_ms)?.date_naive();
    let mut sql = Sql::default();
    let select = "SELECT j.employer, COUNT(*) FROM jobs j";
    let joins = " JOIN applications a ON a.job = j.slug JOIN placements pl ON pl.application = a.id";
    push_filtered(&mut sql, select, joins, filter);
    sql.push(" AND j.standing = 0 AND ").push(STANDS).push(" AND pl.candidate_signed >= ").bind(since.to_string());
    sql.push(" GROUP BY j.employer");
    counted(sql.all(db).await?)
}

fn counted(rows: Vec<(String, i64)>) -> Result<Vec<(String, u32)>> {
    rows.into_iter().map(|(employer, count)| Ok((employer, small(count)?))).collect()
}

/// The organisations that say they take applications without an ad.
async fn open_to(db: &mut AnyConnection, around: Option<&Around>, occupation: Option<&str>) -> Result<Vec<(String,)>> {
    let mut sql = Sql::new("SELECT e.slug FROM employers e WHERE e.open_since IS NOT NULL");
    if let Some(code) = occupation {
        sql.push(" AND e.slug IN (SELECT o.employer FROM open_occupations o WHERE o.occupation = ");
        sql.bind(code).push(")");
    }
    if let Some(around) = around {
        sql.push(" AND e.slug IN (SELECT p.employer FROM open_places p WHERE p.place IN (SELECT n.place FROM (");
        around.push(&mut sql);
        sql.push(") n))");
    }
    sql.all(db).await
}

#[derive(sqlx::FromRow)]
struct SeatRow {
    slug: String,
    source: Option<String>,
    place: String,
    names: String,
    region: String,
    country: String,
}

/// Where some organisations are, and whether each is known from another site alone.
pub async fn seats(
    db: &mut AnyConnection,
    employers: &[EmployerSlug],
    lang: Language,
) -> Result<HashMap<EmployerSlug, (Place, bool)>> {
    let mut sql = Sql::new(
        "SELECT e.slug, e.source, e.place, p.names, p.region, p.country FROM employers e JOIN places p ON p.slug = e.place \
         WHERE e.slug IN (",
    );
    sql.bind_list(employers.iter().map(|slug| slug.0.clone())).push(")");
    let rows: Vec<SeatRow> = sql.all(db).await?;
    let seat = |row: SeatRow| {
        let place = reference::place(row.place, &row.names, row.region, row.country, lang)?;
        Ok((EmployerSlug(row.slug), (place, row.source.is_some())))
    };
    rows.into_iter().map(seat).collect()
}

/// Whether an organisation takes applications without an ad now.
pub async fn is_open(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<bool> {
    let mut sql = Sql::new("SELECT open_since FROM employers WHERE slug = ");
    sql.bind(employer.as_str());
    let row: Option<(Option<i64>,)> = sql.optional(db).await?;
    Ok(row.is_some_and(|(since,)| since.is_some()))
}

/// The occupations that an organisation names, by name.
pub async fn occupations(db: &mut AnyConnection, employer: &EmployerSlug, lang: Language) -> Result<Vec<Occupation>> {
    let mut sql = Sql::new(
        "SELECT o.code, o.names FROM open_occupations w JOIN occupations o ON o.code = w.occupation WHERE w.employer = ",
    );
    sql.bind(employer.as_str());
    let rows: Vec<(String, String)> = sql.all(db).await?;
    let mut named = Vec::with_capacity(rows.len());
    for (code, names) in rows {
        named.extend(occupation::named(code, &json(&names)?, lang));
    }
    named.sort_by_cached_key(|occupation| (crate::text::fold(&occupation.name), occupation.code.clone()));
    Ok(named)
}

/// The places that an organisation names, by name.
pub async fn places(db: &mut AnyConnection, employer: &EmployerSlug, lang: Language) -> Result<Vec<Place>> {
    let mut sql = Sql::new(
        "SELECT p.slug, p.names, p.region, p.country FROM open_places w JOIN places p ON p.slug = w.place WHERE w.employer = ",
    );
    sql.bind(employer.as_str());
    let rows: Vec<(String, String, String, String)> = sql.all(db).await?;
    let place = |(slug, names, region, country): (String, String, String, String)| {
        reference::place(slug, &names, region, country, lang)
    };
    let mut places: Vec<Place> = rows.into_iter().map(place).collect::<Result<_>>()?;
    places.sort_by_cached_key(|place| (crate::text::fold(&place.name), place.slug.clone()));
    Ok(places)
}

/// Keeps whether an organisation takes applications without an ad, for what and where. Since when it does stays while it does.
pub async fn change(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    open: bool,
    occupations: &[OccupationCode],
    places: &[PlaceSlug],
    now_ms: i64,
) -> Result<()> {
    let mut sql = Sql::new("UPDATE employers SET open_since = ");
    if open {
        sql.push("COALESCE(open_since, ").bind(now_ms).push(")");
    } else {
        sql.push("NULL");
    }
    sql.push(" WHERE slug = ").bind(employer.as_str());
    sql.run(db).await?;
    for delete in ["DELETE FROM open_occupations WHERE employer = ", "DELETE FROM open_places WHERE employer = "] {
        let mut sql = Sql::new(delete);
        sql.bind(employer.as_str());
        sql.run(db).await?;
    }
    for code in occupations {
        let mut sql = Sql::new("INSERT INTO open_occupations (employer, occupation) VALUES (");
        sql.bind_list([employer.as_str(), code.as_str()]).push(") ON CONFLICT DO NOTHING");
        sql.run(db).await?;
    }
    for place in places {
        let mut sql = Sql::new("INSERT INTO open_places (employer, place) VALUES (");
        sql.bind_list([employer.as_str(), place.as_str()]).push(") ON CONFLICT DO NOTHING");
        sql.run(db).await?;
    }
    Ok(())
}

/// What the applications to an organisation hang on that answer no ad; none before it was ever open.
pub async fn standing(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Option<JobSlug>> {
    let mut sql = Sql::new("SELECT slug FROM jobs WHERE standing = 1 AND employer = ");
    sql.bind(employer.as_str());
    let row: Option<(String,)> = sql.optional(db).await?;
    Ok(row.map(|(slug,)| JobSlug(slug)))
}

/// Makes it. It was closed before any ad was posted, and has no details: no search, feed or count finds it.
pub async fn make_standing(
    db: &mut AnyConnection,
    slug: &str,
    employer: &EmployerSlug,
    title: &str,
    lang: Language,
    place: &PlaceSlug,
) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO jobs (slug, employer, title, lang, place, contract, remote, summary, search, posted_at, closed_at, standing) \
         VALUES (",
    );
    sql.bind_list([slug, employer.as_str(), title, lang.as_str(), place.as_str(), Contract::Permanent.as_str()]);
    sql.push(", ").bind_list([Remote::OnSite.as_str(), "", ""]).push(", 0, 0, 1)");
    sql.run(db).await.map(drop)
}

/// How many applications an organisation has that answer no ad, and how many of them wait for an answer.
pub async fn waiting(db: &mut AnyConnection, standing: &JobSlug) -> Result<(u32, u32)> {
    let mut sql = Sql::new(
        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN status IN ('sent', 'seen') THEN 1 ELSE 0 END), 0) FROM applications \
         WHERE status <> 'withdrawn' AND job = ",
    );
    sql.bind(standing.as_str());
    let (all, open): (i64, i64) = sql.one(db).await?;
    Ok((small(all)?, small(open)?))
}

/// How many applications somebody sent without an ad after a time, and when the first of them was sent.
pub async fn sent_since(db: &mut AnyConnection, account: &AccountId, since_ms: i64) -> Result<(i64, i64)> {
    let mut sql = Sql::new(
        "SELECT COUNT(*), COALESCE(MIN(sent_at), 0) FROM applications WHERE occupation IS NOT NULL AND account = ",
    );
    sql.bind(account.as_str()).push(" AND sent_at > ").bind(since_ms);
    sql.one(db).await
}
