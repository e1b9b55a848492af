//! Ads that are one job: which of them is found, and since when it counts as being here.

use std::collections::{HashMap, HashSet};

use passerelle_api::{
    DateTime, NaiveDate, Utc,
    id::{EmployerSlug, JobSlug},
};
use passerelle_rules::{
    ad::{last_day, open_day},
    company::without_form,
    same::{self, Found, Said, Sketch, Source},
};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

use super::{Sql, word};
use crate::{clock::from_ms, error::Result, session::hex, text::fold};

/// Values of one statement, as `bulk` has them.
const VALUES_MAX: usize = 400;

/// Letters of a digest: two ads are only ever compared within one company, title, place and contract.
const DIGEST: usize = 32;

/// What an ad is recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marks {
    pub title: String,
    pub text: String,
    pub words: String,
}

impl Marks {
    /// The marks of an ad of this title and these texts. `lists` are what it asks for, as the database keeps them.
    pub(super) fn of(title: &str, summary: &str, text: &str, lists: [&str; 3]) -> Self {
        let folded = fold(text);
        let mut digest = hex(&Sha256::digest(format!("{}\0{folded}\0{}", fold(summary), lists.join("\0"))));
        digest.truncate(DIGEST);
        Self { title: same::title(&fold(title)), text: digest, words: Sketch::of(&folded).written() }
    }
}

/// What a company is recognised by.
pub(super) fn company(name: &str) -> String {
    without_form(&fold(name))
}

/// Says of each ad which other one stands for it, and since when its job is here. A closed ad stands for none, nor one that searches
/// leave out then. Gives how many ads that changed.
pub async fn mark(db: &mut AnyConnection, now: DateTime<Utc>) -> Result<u64> {
    name_companies(db).await?;
    let mut sql = Sql::new(AD);
    sql.push(
        " JOIN (SELECT n.same_name, k.same_title, k.place, k.contract FROM jobs k JOIN employers n ON n.slug = k.employer \
         WHERE k.standing = 0 AND k.same_title IS NOT NULL GROUP BY n.same_name, k.same_title, k.place, k.contract \
         HAVING COUNT(*) > 1) b ON b.same_name = e.same_name AND b.same_title = j.same_title AND b.place = j.place \
         AND b.contract = j.contract WHERE j.standing = 0",
    );
    let rows: Vec<Row> = sql.all(db).await?;
    let several: HashSet<&str> = rows.iter().map(|row| row.slug.as_str()).collect();
    let mut sql = Sql::new("SELECT slug FROM jobs WHERE repeated_by IS NOT NULL");
    sql.push(" AND standing = 0");
    let hidden: Vec<(String,)> = sql.all(db).await?;
    let alone: Vec<String> = hidden.into_iter().map(|(slug,)| slug).filter(|slug| !several.contains(&**slug)).collect();
    for slugs in alone.chunks(VALUES_MAX) {
        let mut sql = Sql::new("UPDATE jobs SET repeated_by = NULL, repeated_until = NULL WHERE slug IN (");
        sql.bind_list(slugs.iter().map(String::as_str)).push(")");
        sql.run(db).await?;
    }
    Ok(alone.len() as u64 + settle(db, rows, now).await?)
}

/// The same among the ads of the company that one organisation is, where only its ads changed.
pub async fn mark_of(db: &mut AnyConnection, employer: &EmployerSlug, now: DateTime<Utc>) -> Result<u64> {
    let mut sql = Sql::new(AD);
    sql.push(" WHERE j.standing = 0 AND e.same_name = (SELECT o.same_name FROM employers o WHERE o.slug = ");
    sql.bind(employer.as_str()).push(")");
    let rows = sql.all(db).await?;
    settle(db, rows, now).await
}

/// Counts those of some ads as here since a moment at which they come back that nobody could find for long. Asked before they are
/// written, renewed or opened again, for it reads since when they are gone, and before [`mark`], which knows of other ads of their jobs.
pub async fn come_back(db: &mut AnyConnection, jobs: &[&str], back_ms: i64) -> Result<()> {
    for jobs in jobs.chunks(VALUES_MAX) {
        let mut sql = Sql::new(
            "SELECT slug, posted_at, start_on, expires_on, COALESCE(added_at, posted_at) AS added_at, closed_at, left_at \
             FROM jobs WHERE slug IN (",
        );
        sql.bind_list(jobs.iter().copied()).push(")");
        let rows: Vec<Gone> = sql.all(&mut *db).await?;
        let mut news = Vec::new();
        for row in rows {
            let last_day = last_day_of(row.posted_at, row.start_on.as_deref(), row.expires_on.as_deref())?;
            let ended_ms = ended(row.closed_at, row.left_at);
            if same::comes_back_as_news(row.added_at, last_day, ended_ms, back_ms) {
                news.push(row.slug);
            }
        }
        if !news.is_empty() {
            let mut sql = Sql::new("UPDATE jobs SET added_at = ");
            sql.bind(back_ms).push(" WHERE slug IN (").bind_list(news).push(")");
            sql.run(&mut *db).await?;
        }
    }
    Ok(())
}

/// The ad that stands for one now.
pub async fn repeated_by(db: &mut AnyConnection, job: &JobSlug, now: DateTime<Utc>) -> Result<Option<JobSlug>> {
    let mut sql = Sql::new("SELECT repeated_by FROM jobs WHERE slug = ");
    sql.bind(job.as_str()).push(" AND repeated_until >= ").bind(open_day(now).to_string());
    let row: Option<(Option<String>,)> = sql.optional(db).await?;
    Ok(row.and_then(|(slug,)| slug).map(JobSlug))
}

/// An ad with those that it stands for now and goes on with. Who applied to one of them applied for its job; one that was here long before
/// says the same of another.
pub async fn stands_for(db: &mut AnyConnection, job: &JobSlug, now: DateTime<Utc>) -> Result<Vec<JobSlug>> {
    let mut sql = Sql::new("SELECT slug FROM jobs WHERE slug = ");
    sql.bind(job.as_str()).push(" OR (repeated_by = ").bind(job.as_str());
    sql.push(" AND repeated_until >= ").bind(open_day(now).to_string());
    // Ads of one job are here since the same moment.
    sql.push(
        " AND COALESCE(added_at, posted_at) >= (SELECT COALESCE(n.added_at, n.posted_at) FROM jobs n WHERE n.slug = ",
    );
    sql.bind(job.as_str()).push("))");
    let rows: Vec<(String,)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(slug,)| JobSlug(slug)).collect())
}

/// Names what companies from before are recognised by.
async fn name_companies(db: &mut AnyConnection) -> Result<()> {
    let rows: Vec<(String, String)> =
        Sql::new("SELECT slug, name FROM employers WHERE same_name IS NULL").all(&mut *db).await?;
    for (slug, name) in rows {
        let mut sql = Sql::new("UPDATE employers SET same_name = ");
        sql.bind(company(&name)).push(" WHERE slug = ").bind(slug);
        sql.run(&mut *db).await?;
    }
    Ok(())
}

const AD: &str = "SELECT j.slug, j.employer, e.same_name, j.same_title, j.place, j.contract, j.remote, j.remote_said, j.level, \
     j.start_on, j.pay_month, j.training_days, d.rome, d.duration_months, e.accessible_workplace, e.disability_confident, j.posted_at, \
     COALESCE(j.added_at, j.posted_at) AS added_at, j.closed_at, j.left_at, j.expires_on, d.same_text, d.same_words, i.source, \
     i.first_at, j.repeated_by, j.repeated_until FROM jobs j JOIN employers e ON e.slug = j.employer \
     JOIN job_details d ON d.job = j.slug LEFT JOIN imported_ads i ON i.job = j.slug";

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    employer: String,
    same_name: Option<String>,
    same_title: Option<String>,
    place: String,
    contract: String,
    remote: String,
    remote_said: i64,
    level: Option<i64>,
    start_on: Option<String>,
    pay_month: Option<i64>,
    training_days: Option<i64>,
    rome: Option<String>,
    duration_months: Option<i64>,
    accessible_workplace: i64,
    disability_confident: i64,
    posted_at: i64,
    added_at: i64,
    closed_at: Option<i64>,
    left_at: Option<i64>,
    expires_on: Option<String>,
    same_text: String,
    same_words: String,
    source: Option<String>,
    first_at: Option<i64>,
    repeated_by: Option<String>,
    repeated_until: Option<String>,
}

impl Row {
    fn ad(self) -> Result<same::Ad> {
        Ok(same::Ad {
            last_day: last_day_of(self.posted_at, self.start_on.as_deref(), self.expires_on.as_deref())?,
            slug: self.slug,
            source: self.source.map_or(Source::Here(self.employer), Source::Feed),
            posted_ms: self.posted_at,
            first_ms: self.first_at.unwrap_or(self.added_at),
            added_ms: self.added_at,
            ended_ms: ended(self.closed_at, self.left_at),
            said: Said {
                remote: self.remote,
                remote_said: self.remote_said != 0,
                level: self.level,
                start: self.start_on,
                pay_month: self.pay_month,
                training_days: self.training_days,
                occupation: self.rome,
                duration_months: self.duration_months,
                accessible: self.accessible_workplace != 0,
                disability_confident: self.disability_confident != 0,
            },
            digest: self.same_text,
            sketch: Sketch::read(&self.same_words),
        })
    }
}

/// Since when an ad is here, and since when nobody finds it.
#[derive(sqlx::FromRow)]
struct Gone {
    slug: String,
    posted_at: i64,
    start_on: Option<String>,
    expires_on: Option<String>,
    added_at: i64,
    closed_at: Option<i64>,
    left_at: Option<i64>,
}

/// The last day on which searches find an ad, if nothing ends it.
fn last_day_of(posted_ms: i64, start: Option<&str>, expires: Option<&str>) -> Result<NaiveDate> {
    let day = |day: Option<&str>| day.map(word::<NaiveDate>).transpose();
    Ok(last_day(from_ms(posted_ms)?.date_naive(), day(start)?, day(expires)?))
}

/// When an ad was closed, or left its feed.
fn ended(closed_ms: Option<i64>, left_ms: Option<i64>) -> Option<i64> {
    [closed_ms, left_ms].into_iter().flatten().min()
}

/// What is known of an ad already: which stands for it until when, and since when it is here.
type Known = (Option<String>, Option<String>, i64);

/// Decides among ads, and keeps what of it is not known yet.
async fn settle(db: &mut AnyConnection, rows: Vec<Row>, now: DateTime<Utc>) -> Result<u64> {
    let mut known: HashMap<String, Known> = HashMap::with_capacity(rows.len());
    let mut alike: HashMap<[Option<String>; 4], Vec<same::Ad>> = HashMap::new();
    for mut row in rows {
        known.insert(row.slug.clone(), (row.repeated_by.take(), row.repeated_until.take(), row.added_at));
        // One whose marks are not made yet is compared with none.
        let marked = row.same_title.is_some() && row.same_name.is_some();
        let own = (!marked).then(|| row.slug.clone());
        let key = [
            row.same_name.take().or(own),
            row.same_title.take(),
            Some(std::mem::take(&mut row.place)),
            Some(std::mem::take(&mut row.contract)),
        ];
        alike.entry(key).or_default().push(row.ad()?);
    }
    let mut changed = 0;
    for ads in alike.into_values() {
        for found in same::repeats(&ads, open_day(now)) {
            changed += u64::from(keep(db, found, &known).await?);
        }
    }
    Ok(changed)
}

async fn keep(db: &mut AnyConnection, found: Found, known: &HashMap<String, Known>) -> Result<bool> {
    let Found { slug, kept, added_ms } = found;
    let (by, until) = kept.map(|(by, until)| (by, until.to_string())).unzip();
    let is_known = known.get(&slug).is_some_and(|(known_by, known_until, known_added)| {
        (known_by, known_until, *known_added) == (&by, &until, added_ms)
    });
    if !is_known {
        let mut sql = Sql::new("UPDATE jobs SET repeated_by = ");
        sql.bind(by).push(", repeated_until = ").bind(until).push(", added_at = ").bind(added_ms);
        sql.push(" WHERE slug = ").bind(slug);
        sql.run(db).await?;
    }
    Ok(!is_known)
}
