//! Job ads.

use std::collections::HashMap;

use passerelle_api::{
    NaiveDate,
    account::{EmployerRef, Language},
    id::{EmployerSlug, JobSlug, SkillCode},
    job::{JobCard, JobSort, Pay},
};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

pub use super::job_filter::JobFilter;
use super::{Sql, job_filter::filtered, json, reference, small, word};
use crate::{
    clock::from_ms,
    error::{Error, Result},
};

/// The last ad of a page, which the next page begins after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobCursor {
    pub sort: JobSort,
    /// The time of posting, the distance, the pay, the number of applications or the score, as `sort` says.
    pub key: i64,
    /// The time of posting, by which equal scores are ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_at: Option<i64>,
    pub slug: String,
    /// How far the first page was widened, so that the next ones need not find it out again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub widened_km: Option<u32>,
}

/// The orders that the database can make; the one by match is made by the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqlSort {
    Newest,
    Nearest,
    Pay,
    FewestApplicants,
}

impl From<SqlSort> for JobSort {
    fn from(sort: SqlSort) -> Self {
        match sort {
            SqlSort::Newest => Self::Newest,
            SqlSort::Nearest => Self::Nearest,
            SqlSort::Pay => Self::Pay,
            SqlSort::FewestApplicants => Self::FewestApplicants,
        }
    }
}

/// The second half of an ad, which only its page shows.
#[derive(Debug, Clone)]
pub struct JobDetails {
    pub html: String,
    pub must: Vec<SkillCode>,
    pub nice: Vec<SkillCode>,
    pub languages: Vec<String>,
    pub rome: Option<String>,
    /// `None`: not said.
    pub openings: Option<u32>,
    pub duration_months: Option<u32>,
    pub employer_about: String,
    pub employer_lang: Language,
    pub employer_website: String,
    pub employer_size: u32,
    pub disability_confident: bool,
    pub employer_verified: bool,
    pub steps: String,
    pub questions: Vec<String>,
    pub closed: bool,
    /// Where one applies, for an ad that came from another site.
    pub apply_url: Option<String>,
    /// The last day on which one can apply, where that is said.
    pub expires: Option<NaiveDate>,
    /// Whether the site that it came from has it no more.
    pub left: bool,
}

/// How many ads pass the filter.
pub async fn count(db: &mut AnyConnection, filter: &JobFilter) -> Result<i64> {
    let (total,): (i64,) = filtered("SELECT COUNT(*) FROM jobs j", "", filter).one(db).await?;
    Ok(total)
}

/// A page of the ads that pass the filter, each with the cursor that goes on after it.
pub async fn list(
    db: &mut AnyConnection,
    filter: &JobFilter,
    sort: SqlSort,
    after: Option<&JobCursor>,
    limit: i64,
    lang: Language,
) -> Result<Vec<(JobCard, JobCursor)>> {
    let mut sql = filtered(CARD, CARD_JOINS, filter);
    if let Some(after) = after {
        sql.push(match sort {
            SqlSort::Newest => " AND (j.posted_at, j.slug) < (",
            SqlSort::Nearest => " AND (n.km, j.slug) > (",
            SqlSort::Pay => " AND (COALESCE(j.pay_month, -1), j.slug) < (",
            SqlSort::FewestApplicants if after.key == ELSEWHERE => " AND (j.elsewhere, j.applicants, j.slug) > (1, ",
            SqlSort::FewestApplicants => " AND (j.elsewhere, j.applicants, j.slug) > (0, ",
        });
        // Nobody is counted for those of other sites.
        let key = if sort == SqlSort::FewestApplicants { after.key.max(0) } else { after.key };
        sql.bind(key).push(", ").bind(after.slug.as_str()).push(")");
    }
    sql.push(match sort {
        SqlSort::Newest => " ORDER BY j.posted_at DESC, j.slug DESC",
        SqlSort::Nearest => " ORDER BY n.km, j.slug",
        SqlSort::Pay => " ORDER BY COALESCE(j.pay_month, -1) DESC, j.slug DESC",
        SqlSort::FewestApplicants => " ORDER BY j.elsewhere, j.applicants, j.slug",
    });
    sql.push(" LIMIT ").bind(limit);
    let rows: Vec<CardRow> = sql.all(db).await?;
    rows.into_iter().map(|row| with_cursor(row, filter, sort, lang)).collect()
}

/// What stands for the number of applicants where one applies on another site: nobody here has less than none.
const ELSEWHERE: i64 = -1;

/// Some ads as a list shows them, in the order of their slugs' list.
pub async fn cards(
    db: &mut AnyConnection,
    slugs: &[String],
    filter: &JobFilter,
    lang: Language,
) -> Result<Vec<JobCard>> {
    let mut sql = Sql::new(CARD);
    sql.push(CARD_JOINS).push(" WHERE j.slug IN (").bind_list(slugs.iter().cloned()).push(")");
    let mut rows: Vec<CardRow> = sql.all(db).await?;
    rows.sort_by_key(|row| slugs.iter().position(|slug| *slug == row.slug));
    rows.into_iter().map(|row| Ok(JobCard { distance_km: filter.distance(&row.place), ..row.card(lang)? })).collect()
}

/// One ad as a list shows it.
pub async fn card(db: &mut AnyConnection, slug: &str, lang: Language) -> Result<Option<JobCard>> {
    let mut sql = Sql::new(CARD);
    sql.push(CARD_JOINS).push(" WHERE j.standing = 0 AND j.slug = ").bind(slug);
    let row: Option<CardRow> = sql.optional(db).await?;
    row.map(|row| row.card(lang)).transpose()
}

/// What only the pages of some ads show, in no order.
pub async fn details(db: &mut AnyConnection, slugs: &[&str]) -> Result<HashMap<JobSlug, JobDetails>> {
    let mut sql = Sql::new(
        "SELECT d.job, d.html, d.must, d.nice, d.languages, d.rome, d.openings, d.duration_months, e.about, e.lang, e.website, \
         e.size, e.disability_confident, e.domain_verified, d.steps, d.questions, j.closed_at, i.url AS apply_url, j.expires_on, \
         j.left_at FROM job_details d JOIN jobs j ON j.slug = d.job JOIN employers e ON e.slug = j.employer \
         LEFT JOIN imported_ads i ON i.job = d.job WHERE d.job IN (",
    );
    sql.bind_list(slugs.iter().map(|slug| (*slug).to_owned())).push(")");
    let rows: Vec<DetailsRow> = sql.all(db).await?;
    rows.into_iter().map(DetailsRow::details).collect()
}

/// Which organisation an ad belongs to.
pub async fn employer_of(db: &mut AnyConnection, slug: &str) -> Result<Option<String>> {
    let mut sql = Sql::new("SELECT employer FROM jobs WHERE standing = 0 AND slug = ");
    sql.bind(slug);
    let row: Option<(String,)> = sql.optional(db).await?;
    Ok(row.map(|(employer,)| employer))
}

/// What an ad says that it pays.
pub async fn pay(db: &mut AnyConnection, slug: &str) -> Result<Option<Pay>> {
    let mut sql = Sql::new("SELECT pay_min, pay_max, pay_currency, pay_period FROM jobs WHERE slug = ");
    sql.bind(slug);
    let row: Option<PayRow> = sql.optional(db).await?;
    row.map_or(Ok(None), PayRow::pay)
}

pub(super) const CARD: &str = "SELECT j.slug, j.title, j.summary, j.lang, j.contract, j.level, j.remote, j.remote_said, j.pay_min, j.pay_max, \
     j.pay_currency, j.pay_period, j.pay_month, j.start_on, j.training_days, j.posted_at, j.applicants, j.elsewhere, j.employer, \
     e.name AS employer_name, e.accessible_workplace, p.slug AS place, p.names AS place_names, p.region, p.country \
     FROM jobs j";

pub(super) const CARD_JOINS: &str = " JOIN employers e ON e.slug = j.employer JOIN places p ON p.slug = j.place";

#[derive(sqlx::FromRow)]
pub(super) struct CardRow {
    pub(super) slug: String,
    title: String,
    summary: String,
    lang: String,
    contract: String,
    level: Option<i64>,
    remote: String,
    remote_said: i64,
    #[sqlx(flatten)]
    pay: PayRow,
    pay_month: Option<i64>,
    start_on: Option<String>,
    training_days: Option<i64>,
    posted_at: i64,
    applicants: i64,
    elsewhere: i64,
    employer: String,
    employer_name: String,
    accessible_workplace: i64,
    place: String,
    place_names: String,
    region: String,
    country: String,
}

#[derive(sqlx::FromRow)]
struct DetailsRow {
    job: String,
    html: String,
    must: String,
    nice: String,
    languages: String,
    rome: Option<String>,
    openings: i64,
    duration_months: Option<i64>,
    about: String,
    lang: String,
    website: String,
    size: i64,
    disability_confident: i64,
    domain_verified: i64,
    steps: String,
    questions: String,
    closed_at: Option<i64>,
    apply_url: Option<String>,
    expires_on: Option<String>,
    left_at: Option<i64>,
}

impl DetailsRow {
    fn details(self) -> Result<(JobSlug, JobDetails)> {
        let details = JobDetails {
            html: self.html,
            must: json(&self.must)?,
            nice: json(&self.nice)?,
            languages: json(&self.languages)?,
            rome: self.rome,
            openings: (self.openings > 0).then(|| small(self.openings)).transpose()?,
            duration_months: self.duration_months.map(small).transpose()?,
            employer_about: self.about,
            employer_lang: word(&self.lang)?,
            employer_website: self.website,
            employer_size: small(self.size)?,
            disability_confident: self.disability_confident != 0,
            employer_verified: self.domain_verified != 0,
            steps: self.steps,
            questions: json(&self.questions)?,
            closed: self.closed_at.is_some(),
            apply_url: self.apply_url,
            expires: self.expires_on.as_deref().map(word).transpose()?,
            left: self.left_at.is_some(),
        };
        Ok((JobSlug(self.job), details))
    }
}

/// The columns of an ad's pay.
#[derive(sqlx::FromRow)]
pub(super) struct PayRow {
    pay_min: Option<i64>,
    pay_max: Option<i64>,
    pay_currency: Option<String>,
    pay_period: Option<String>,
}

impl PayRow {
    /// What they say together.
    pub(super) fn pay(self) -> Result<Option<Pay>> {
        match (self.pay_min, self.pay_max, self.pay_currency, self.pay_period) {
            (Some(min), Some(max), Some(currency), Some(period)) => {
                Ok(Some(Pay { min: small(min)?, max: small(max)?, currency, period: word(&period)? }))
            }
            _ => Ok(None),
        }
    }
}

impl CardRow {
    pub(super) fn card(self, lang: Language) -> Result<JobCard> {
        Ok(JobCard {
            slug: JobSlug(self.slug),
            title: self.title,
            summary: self.summary,
            lang: word(&self.lang)?,
            employer: EmployerRef { slug: EmployerSlug(self.employer), name: self.employer_name },
            contract: word(&self.contract)?,
            level: self.level.map(small).transpose()?,
            remote: if self.remote_said == 0 { None } else { Some(word(&self.remote)?) },
            place: reference::place(self.place, &self.place_names, self.region, self.country, lang)?,
            distance_km: None,
            pay: self.pay.pay()?,
            start: self.start_on.as_deref().map(word).transpose()?,
            training_days_per_week: self.training_days.map(small).transpose()?,
            accessible_workplace: self.accessible_workplace != 0,
            posted_at: from_ms(self.posted_at)?,
            applicants: if self.elsewhere == 0 { Some(small(self.applicants)?) } else { None },
            fit_score: None,
            fit_barriers: Vec::new(),
        })
    }
}

fn with_cursor(row: CardRow, filter: &JobFilter, sort: SqlSort, lang: Language) -> Result<(JobCard, JobCursor)> {
    let distance_km = filter.distance(&row.place);
    let key = match sort {
        SqlSort::Newest => row.posted_at,
        SqlSort::Nearest => {
            i64::from(distance_km.ok_or_else(|| Error::fault("an ad outside the places that were asked for"))?)
        }
        SqlSort::Pay => row.pay_month.unwrap_or(-1),
        SqlSort::FewestApplicants if row.elsewhere != 0 => ELSEWHERE,
        SqlSort::FewestApplicants => row.applicants,
    };
    let cursor = JobCursor { sort: sort.into(), key, posted_at: None, slug: row.slug.clone(), widened_km: None };
    Ok((JobCard { distance_km, ..row.card(lang)? }, cursor))
}
