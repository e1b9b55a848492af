//! Many rows at once, for the import of content and for synthetic data.

use passerelle_api::{
    NaiveDate,
    account::Language,
    id::SkillCode,
    job::{Contract, Pay, Remote},
};
use passerelle_rules::pay::monthly_euros;
use sqlx::AnyConnection;

use super::{
    Sql,
    job_words::{self, AdWords},
    keep_out, news, outbox,
    profile::StoredProfile,
    repeats::{self, Marks},
    to_json,
};
use crate::{error::Result, text::of_html};

/// A hash that no password gives, in the form that real ones have, so that trying one takes as long as ever.
pub const NO_PASSWORD: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Values of one statement. SQLite compares the name of each placeholder with all before it, so that more get slower.
const VALUES_MAX: usize = 400;

/// An organisation to keep.
#[derive(Debug, Clone)]
pub struct NewEmployer {
    pub slug: String,
    pub name: String,
    /// JSON: language to name.
    pub sector: String,
    pub about: String,
    pub lang: Language,
    pub size: u32,
    pub place: String,
    pub website: String,
    pub accessible_workplace: bool,
    pub disability_confident: bool,
}

/// An ad to keep.
#[derive(Debug, Clone)]
pub struct NewJob {
    pub slug: String,
    pub employer: String,
    pub lang: Language,
    pub title: String,
    pub summary: String,
    /// Sanitised.
    pub html: String,
    pub contract: Contract,
    pub level: Option<u8>,
    /// `None`: the site that it came from does not say. Searches find it as on site, since it names a place.
    pub remote: Option<Remote>,
    pub place: String,
    pub pay: Option<Pay>,
    pub start_on: Option<NaiveDate>,
    pub duration_months: Option<u32>,
    pub training_days: Option<u8>,
    pub must: Vec<SkillCode>,
    pub nice: Vec<SkillCode>,
    pub languages: Vec<String>,
    pub rome: Option<String>,
    /// `None`: not said.
    pub openings: Option<u32>,
    pub posted_ms: i64,
    /// Every word of the ad, folded.
    pub search: String,
}

/// A talent with an account to keep.
#[derive(Debug, Clone)]
pub struct NewTalent {
    pub account: String,
    pub name: String,
    pub email: String,
    pub profile: StoredProfile,
}

/// Keeps a skill, over the one of the same code.
pub async fn put_skill(db: &mut AnyConnection, code: &str, names: &str, near: &str) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO skills (code, names, near) VALUES (");
    sql.bind_list([code, names, near]);
    sql.push(") ON CONFLICT (code) DO UPDATE SET names = excluded.names, near = excluded.near");
    sql.run(db).await?;
    Ok(())
}

/// Keeps a place, over the one of the same slug. `text` is slug, names as JSON, region and country.
pub async fn put_place(db: &mut AnyConnection, text: [&str; 4], lat: f64, lon: f64) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO places (slug, names, region, country, lat, lon) VALUES (");
    sql.bind_list(text).push(", ").bind_list([lat, lon]);
    sql.push(
        ") ON CONFLICT (slug) DO UPDATE SET names = excluded.names, region = excluded.region, \
         country = excluded.country, lat = excluded.lat, lon = excluded.lon",
    );
    sql.run(db).await?;
    Ok(())
}

/// Keeps organisations, over those of the same slugs.
pub async fn put_employers(db: &mut AnyConnection, employers: &[NewEmployer]) -> Result<()> {
    for rows in employers.chunks(VALUES_MAX / 12) {
        let mut sql = Sql::new(
            "INSERT INTO employers (slug, name, sector, about, lang, place, website, size, accessible_workplace, \
             disability_confident, named_form, same_name) VALUES ",
        );
        for (index, row) in rows.iter().enumerate() {
            let NewEmployer { slug, name, sector, about, lang, place, website, .. } = row;
            sql.push(open(index)).bind_list([slug, name, sector, about, lang.as_str(), place, website]).push(", ");
            let flags = [i64::from(row.accessible_workplace), i64::from(row.disability_confident)];
            sql.bind(i64::from(row.size)).push(", ").bind_list(flags);
            sql.push(", ").bind(keep_out::FORM).push(", ").bind(repeats::company(name)).push(")");
        }
        sql.push(
            " ON CONFLICT (slug) DO UPDATE SET name = excluded.name, sector = excluded.sector, about = excluded.about, \
             lang = excluded.lang, place = excluded.place, website = excluded.website, size = excluded.size, \
             accessible_workplace = excluded.accessible_workplace, \
             disability_confident = excluded.disability_confident, same_name = excluded.same_name",
        );
        sql.run(db).await?;
    }
    Ok(())
}

/// Keeps ads, over those of the same slugs, of which it stays known since when they are here. Others are here since `written_ms`, until
/// `news::arrive` counts them as here since the end of the transaction.
pub async fn put_jobs(db: &mut AnyConnection, jobs: &[NewJob], written_ms: i64) -> Result<()> {
    for rows in jobs.chunks(VALUES_MAX / 24) {
        let mut sql = Sql::new(
            "INSERT INTO jobs (slug, employer, lang, title, summary, contract, remote, place, search, level, pay_min, \
             pay_max, pay_month, training_days, pay_currency, pay_period, start_on, posted_at, phrases, stems_from, \
             words_form, remote_said, same_title, added_at) VALUES ",
        );
        let marks: Vec<Marks> = rows.iter().map(marks).collect::<Result<_>>()?;
        for (index, (row, marks)) in rows.iter().zip(&marks).enumerate() {
            push_job(sql.push(open(index)), row);
            sql.push(", ").bind(marks.title.clone()).push(", ").bind(written_ms).push(")");
        }
        sql.push(
            " ON CONFLICT (slug) DO UPDATE SET employer = excluded.employer, lang = excluded.lang, \
             title = excluded.title, summary = excluded.summary, contract = excluded.contract, \
             remote = excluded.remote, place = excluded.place, search = excluded.search, level = excluded.level, \
             pay_min = excluded.pay_min, pay_max = excluded.pay_max, pay_month = excluded.pay_month, \
             training_days = excluded.training_days, pay_currency = excluded.pay_currency, \
             pay_period = excluded.pay_period, start_on = excluded.start_on, posted_at = excluded.posted_at, \
             phrases = excluded.phrases, stems_from = excluded.stems_from, words_form = excluded.words_form, \
             remote_said = excluded.remote_said, same_title = excluded.same_title",
        );
        sql.run(db).await?;
        put_details(db, rows, &marks).await?;
    }
    Ok(())
}

/// Keeps talents whose accounts are new; those who have a profile already keep it. Says how many were added.
pub async fn add_talents(db: &mut AnyConnection, talents: &[NewTalent], now_ms: i64) -> Result<usize> {
    let mut added = 0;
    for rows in talents.chunks(VALUES_MAX / 14) {
        add_accounts(db, rows, now_ms).await?;
        let mut sql = Sql::new(
            "INSERT INTO talents (id, account, skills, remote, contracts, languages, training_days, visible, level, \
             radius_km, pay_month, place, available_from, confirmed_at) VALUES ",
        );
        for (index, row) in rows.iter().enumerate() {
            push_talent(sql.push(open(index)), row)?;
            sql.push(", ").bind(now_ms).push(")");
        }
        sql.push(" ON CONFLICT DO NOTHING RETURNING seq, account");
        let kept: Vec<(i64, String)> = sql.all(db).await?;
        let numbers: std::collections::HashMap<&str, i64> =
            kept.iter().map(|(seq, account)| (account.as_str(), *seq)).collect();
        let new: Vec<(i64, &NewTalent)> =
            rows.iter().filter_map(|row| Some((*numbers.get(row.account.as_str())?, row))).collect();
        add_words(db, &new).await?;
        let seqs: Vec<i64> = new.iter().map(|(seq, _)| *seq).collect();
        outbox::note(db, &seqs).await?;
        news::show(db, &seqs, now_ms).await?;
        added += new.len();
    }
    Ok(added)
}

/// Refreshes what the planner knows of the tables, after many rows came in.
pub async fn analyze(db: &mut AnyConnection) -> Result<()> {
    Sql::new("ANALYZE").run(db).await?;
    Ok(())
}

/// What stands before a row's first value.
fn open(index: usize) -> &'static str {
    if index == 0 { "(" } else { ", (" }
}

fn push_job(sql: &mut Sql, row: &NewJob) {
    let NewJob { slug, employer, lang, title, summary, contract, remote, place, search, .. } = row;
    let words = AdWords::of(search, &[title, summary, &of_html(&row.html)], *lang);
    let (lang, contract, place_of_work) = (lang.as_str(), contract.as_str(), remote.unwrap_or(Remote::OnSite).as_str());
    sql.bind_list([slug, employer, lang, title, summary, contract, place_of_work, place, words.search.as_str()])
        .push(", ");
    let pay = row.pay.as_ref();
    sql.bind_list([
        row.level.map(i64::from),
        pay.map(|pay| i64::from(pay.min)),
        pay.map(|pay| i64::from(pay.max)),
        pay.and_then(monthly_euros).map(i64::from),
        row.training_days.map(i64::from),
    ]);
    sql.push(", ").bind_list([
        pay.map(|pay| pay.currency.clone()),
        pay.map(|pay| pay.period.as_str().to_owned()),
        row.start_on.map(|day| day.to_string()),
    ]);
    sql.push(", ").bind(row.posted_ms).push(", ").bind(words.phrases);
    sql.push(", ").bind_list([words.stems_from, job_words::FORM, i64::from(remote.is_some())]);
}

/// What an ad is recognised by where it is posted again or elsewhere.
fn marks(row: &NewJob) -> Result<Marks> {
    let lists = [to_json(&row.must)?, to_json(&row.nice)?, to_json(&row.languages)?];
    let [must, nice, languages] = &lists;
    Ok(Marks::of(&row.title, &row.summary, &of_html(&row.html), [must, nice, languages]))
}

async fn put_details(db: &mut AnyConnection, rows: &[NewJob], marks: &[Marks]) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO job_details (job, html, must, nice, languages, rome, openings, duration_months, same_text, same_words) VALUES ",
    );
    for (index, (row, marks)) in rows.iter().zip(marks).enumerate() {
        let lists = [to_json(&row.must)?, to_json(&row.nice)?, to_json(&row.languages)?];
        sql.push(open(index)).bind_list([row.slug.as_str(), &row.html]).push(", ").bind_list(lists).push(", ");
        // No ad is for none: that is how one is kept that does not say.
        sql.bind(row.rome.clone()).push(", ").bind(row.openings.map_or(0, i64::from)).push(", ");
        sql.bind(row.duration_months.map(i64::from)).push(", ");
        sql.bind_list([marks.text.clone(), marks.words.clone()]).push(")");
    }
    sql.push(
        " ON CONFLICT (job) DO UPDATE SET html = excluded.html, must = excluded.must, nice = excluded.nice, \
         languages = excluded.languages, rome = excluded.rome, openings = excluded.openings, \
         duration_months = excluded.duration_months, same_text = excluded.same_text, same_words = excluded.same_words",
    );
    sql.run(db).await?;
    Ok(())
}

async fn add_accounts(db: &mut AnyConnection, rows: &[NewTalent], now_ms: i64) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO accounts (id, email, name, password, language, created_at) VALUES ");
    for (index, row) in rows.iter().enumerate() {
        let language = row.profile.lang.as_str();
        sql.push(open(index)).bind_list([row.account.as_str(), &row.email, &row.name, NO_PASSWORD, language]);
        sql.push(", ").bind(now_ms).push(")");
    }
    sql.push(" ON CONFLICT DO NOTHING");
    sql.run(db).await?;
    let mut sql = Sql::new("INSERT INTO account_roles (account, role) VALUES ");
    for (index, row) in rows.iter().enumerate() {
        sql.push(open(index)).bind(row.account.as_str()).push(", 'learner')");
    }
    sql.push(" ON CONFLICT DO NOTHING");
    sql.run(db).await?;
    Ok(())
}

fn push_talent(sql: &mut Sql, row: &NewTalent) -> Result<()> {
    let profile = &row.profile;
    let codes: Vec<&SkillCode> = profile.skills.iter().map(|evidence| &evidence.skill).collect();
    sql.bind_list([profile.id.as_str(), &row.account]).push(", ");
    sql.bind_list([
        to_json(&codes)?,
        to_json(&profile.remote)?,
        to_json(&profile.contracts)?,
        to_json(&profile.languages)?,
        to_json(&profile.training_days)?,
    ]);
    sql.push(", ").bind(i64::from(profile.visible)).push(", ");
    let numbers = [profile.level.map(i64::from), profile.radius_km.map(i64::from), profile.pay_month.map(i64::from)];
    sql.bind_list(numbers).push(", ");
    sql.bind_list([profile.place.clone(), profile.available_from.map(|day| day.to_string())]);
    Ok(())
}

async fn add_words(db: &mut AnyConnection, rows: &[(i64, &NewTalent)]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new("INSERT INTO talent_texts (talent, lang, headline, about, skills, projects) VALUES ");
    for (index, (seq, row)) in rows.iter().enumerate() {
        let StoredProfile { lang, headline, about, .. } = &row.profile;
        sql.push(open(index)).bind(*seq).push(", ");
        sql.bind_list([lang.as_str(), headline, about]).push(", ");
        sql.bind_list([to_json(&row.profile.skills)?, to_json(&row.profile.projects)?]).push(")");
    }
    sql.run(db).await?;
    Ok(())
}
