//! The ads of one organisation, as it sees them itself.

use passerelle_api::{
    NaiveDate,
    account::Language,
    id::{EmployerSlug, JobSlug},
    job::OwnJob,
};
use passerelle_rules::ad::{Fresh, Standing, hidden};
use sqlx::AnyConnection;

use super::{
    Sql,
    job::{CARD, CARD_JOINS, CardRow},
    placement, small, word,
};
use crate::error::Result;

/// Every ad of an organisation, the newest first, and what stands for one where somebody writes without an ad.
pub async fn slugs(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Vec<JobSlug>> {
    let mut sql = Sql::new("SELECT slug FROM jobs WHERE employer = ");
    sql.bind(employer.as_str()).push(" ORDER BY posted_at DESC, slug DESC");
    let rows: Vec<(String,)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(slug,)| JobSlug(slug)).collect())
}

/// The title of an ad of an organisation, or of what stands for one; none where it has none of that name.
pub async fn title_of(db: &mut AnyConnection, employer: &EmployerSlug, job: &JobSlug) -> Result<Option<String>> {
    let mut sql = Sql::new("SELECT title FROM jobs WHERE slug = ");
    sql.bind(job.as_str()).push(" AND employer = ").bind(employer.as_str());
    let row: Option<(String,)> = sql.optional(db).await?;
    Ok(row.map(|(title,)| title))
}

/// Of an ad that something hides: when it was closed, when it left its feed, the one that stands for it, and until when one could apply.
type Hiding = (String, Option<i64>, Option<i64>, Option<String>, Option<String>);

/// The newest ads of an organisation, at most 200, with how many applications each has, how many wait, and why people do not find it.
pub async fn own(db: &mut AnyConnection, employer: &EmployerSlug, lang: Language, fresh: Fresh) -> Result<Vec<OwnJob>> {
    let mut sql = Sql::new(CARD);
    sql.push(CARD_JOINS).push(" WHERE j.standing = 0 AND j.employer = ").bind(employer.as_str());
    sql.push(" ORDER BY j.posted_at DESC, j.slug DESC LIMIT 200");
    let rows: Vec<CardRow> = sql.all(db).await?;
    let mut counts = Sql::new(
        "SELECT a.job, COUNT(*), SUM(CASE WHEN a.status IN ('sent', 'seen') THEN 1 ELSE 0 END) FROM applications a \
         WHERE a.status <> 'withdrawn' AND a.job IN (",
    );
    counts.bind_list(rows.iter().map(|row| row.slug.clone())).push(") GROUP BY a.job");
    let counts: Vec<(String, i64, i64)> = counts.all(db).await?;
    let mut placed = placement::of_ads(db, employer).await?;
    let mut hiding = Sql::new("SELECT slug, closed_at, left_at, CASE WHEN repeated_until < ");
    hiding.bind(fresh.applied_until.to_string());
    hiding
        .push(" THEN NULL ELSE repeated_by END, expires_on FROM jobs WHERE slug IN (")
        .bind_list(rows.iter().map(|row| row.slug.clone()))
        .push(")");
    let hiding: Vec<Hiding> = hiding.all(db).await?;
    rows.into_iter()
        .map(|row| {
            let placed = placed.remove(&row.slug).unwrap_or(0);
            let hides = hiding.iter().find(|(job, ..)| *job == row.slug);
            let count = counts.iter().find(|(job, ..)| *job == row.slug);
            let (_, applications, unanswered) =
                count.map_or(("", 0, 0), |(job, all, open)| (job.as_str(), *all, *open));
            let (applications, unanswered) = (small(applications)?, small(unanswered)?);
            let card = row.card(lang)?;
            let expires = hides.and_then(|hides| hides.4.as_deref()).map(word::<NaiveDate>).transpose()?;
            let standing = Standing {
                posted: card.posted_at.date_naive(),
                start: card.start,
                expires,
                closed: hides.is_some_and(|hides| hides.1.is_some()),
                left: hides.is_some_and(|hides| hides.2.is_some()),
                repeated: hides.is_some_and(|hides| hides.3.is_some()),
            };
            let hidden = hidden(fresh, standing);
            Ok(OwnJob { card, applications, unanswered, placed, closed: standing.closed, hidden })
        })
        .collect()
}
