//! Bringing the rows of a feed in: each becomes an ad, changes one, leaves one as it is, or is refused with its reason. What the feed
//! has no more is closed.

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use passerelle_api::{DateTime, NaiveDate, Utc, account::Language};
use passerelle_rules::{
    distance::km,
    feed::{self, Ad, Refusal, RowText, Town, Why, ad, limits},
};
use sha2::{Digest, Sha256};

use super::{Read, text};
use crate::{
    clock::Clock,
    error::Result,
    session::hex,
    store::{
        Store, board,
        bulk::{self, NewEmployer, NewJob},
        imported::{self, Known, Origin},
        reference::{self, Named, Names},
        to_json,
    },
    text::{fold, of_html},
};

/// Kilometres within which two spots of one name are one town.
const SAME_TOWN_KM: u32 = 40;

/// A feed: its name, and the language of its ads where they say none.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    lang: Option<Language>,
}

impl Source {
    /// A feed of a name, which stands in addresses.
    pub fn new(name: &str, lang: Option<Language>) -> Option<Self> {
        let is_name = (2..=30).contains(&name.len())
            && name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
        is_name.then(|| Self { name: name.to_owned(), lang })
    }
}

/// A row that was refused, counted from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub row: usize,
    pub refusal: Refusal,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refusal { field, why, said } = &self.refusal;
        write!(f, "row {}: refused: {field}: {}", self.row, why.code())?;
        if said.is_empty() { Ok(()) } else { write!(f, " ({said})") }
    }
}

/// What became of the rows, and of the ads that are in the feed no more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub added: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub closed: usize,
    pub refused: Vec<Refused>,
}

impl Outcome {
    /// Every row is one of these.
    pub fn rows(&self) -> usize {
        self.added + self.updated + self.unchanged + self.refused.len()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { added, updated, unchanged, closed, refused } = self;
        let (rows, refused) = (self.rows(), refused.len());
        write!(
            f,
            "{rows} rows: {added} added, {updated} updated, {unchanged} unchanged, {refused} refused; {closed} closed"
        )
    }
}

/// Brings the rows in, in one transaction.
pub async fn run(store: &Store, clock: &Clock, source: &Source, rows: &[Read]) -> Result<Outcome> {
    let now = clock.now();
    let mut tx = store.begin().await?;
    let known = imported::of_source(&mut tx, &source.name).await?;
    let towns = Towns { known: reference::named_places(&mut tx).await?, added: Vec::new() };
    let mut batch = Batch { source, now, known: &known, towns, outcome: Outcome::default(), made: Made::default() };
    for (index, row) in rows.iter().enumerate() {
        if let Err(refusal) = row.as_ref().map_err(Refusal::clone).and_then(|row| batch.take(row)) {
            batch.outcome.refused.push(Refused { row: index + 1, refusal });
        }
    }
    let Batch { mut outcome, made, towns, .. } = batch;
    for town in &towns.added {
        let text = [town.slug.as_str(), &to_json(&town.names)?, &town.region, &town.country];
        bulk::put_place(&mut tx, text, town.spot.lat, town.spot.lon).await?;
    }
    let now_ms = clock.now_ms();
    bulk::put_employers(&mut tx, &made.employers).await?;
    bulk::put_jobs(&mut tx, &made.jobs, now_ms).await?;
    imported::put(&mut tx, &source.name, &made.origins, now_ms).await?;
    imported::set_left(&mut tx, &made.back, None).await?;
    let left = known.iter().filter(|(reference, ad)| !ad.left && !made.seen.contains(*reference));
    let left: Vec<String> = left.map(|(_, ad)| ad.job.clone()).collect();
    imported::set_left(&mut tx, &left, Some(now_ms)).await?;
    board::mark_repeats(&mut tx).await?;
    outcome.closed = left.len();
    tx.commit().await?;
    Ok(outcome)
}

/// What the rows gave so far.
#[derive(Default)]
struct Made {
    employers: Vec<NewEmployer>,
    jobs: Vec<NewJob>,
    origins: Vec<Origin>,
    /// Ads that were gone and are in the feed again.
    back: Vec<String>,
    /// What the feed calls the ads that were taken.
    seen: HashSet<String>,
}

struct Batch<'a> {
    source: &'a Source,
    now: DateTime<Utc>,
    known: &'a HashMap<String, Known>,
    towns: Towns,
    outcome: Outcome,
    made: Made,
}

impl Batch<'_> {
    fn take(&mut self, row: &feed::Row) -> std::result::Result<(), Refusal> {
        let ad = ad(row, self.now.date_naive(), self.source.lang)?;
        if self.made.seen.contains(&ad.reference) {
            return Err(Refusal::new("reference", Why::Repeated, &ad.reference));
        }
        let mut html = text::html(&row_texts(row)?);
        if html.is_empty() {
            return Err(Refusal::new("description", Why::Missing, ""));
        }
        if let Some(pay) = &ad.pay_words {
            html.push_str(&format!("<p>{}</p>", text::escape(&format!("{} {pay}", pay_label(ad.lang)))));
        }
        let place = self.towns.find(&ad.place, ad.lang)?;
        let known = self.known.get(&ad.reference);
        let employer = employer(self.source, &ad, &place);
        let job = self.job(&ad, html, &place, &employer, known);
        let digest = hex(&Sha256::digest(format!("{job:?} {employer:?} {}", ad.url)));
        self.made.seen.insert(ad.reference.clone());
        match known {
            None => self.outcome.added += 1,
            Some(known) if known.digest != digest || known.left => self.outcome.updated += 1,
            Some(_) => {
                self.outcome.unchanged += 1;
                return Ok(());
            }
        }
        self.made.back.extend(known.filter(|known| known.left).map(|known| known.job.clone()));
        if !self.made.employers.iter().any(|other| other.slug == employer.slug) {
            self.made.employers.push(employer);
        }
        self.made.origins.push(Origin { job: job.slug.clone(), reference: ad.reference, url: ad.url, digest });
        self.made.jobs.push(job);
        Ok(())
    }

    fn job(&self, ad: &Ad, html: String, place: &Named, employer: &NewEmployer, known: Option<&Known>) -> NewJob {
        let words = of_html(&html);
        let names = place.names.values().cloned().collect::<Vec<_>>().join(" ");
        // An ad that does not say when it was posted is as old as it is known here.
        let first_ms = known.map_or_else(|| self.now.timestamp_millis(), |known| known.first_at);
        NewJob {
            slug: known.map_or_else(|| self.slug(ad), |known| known.job.clone()),
            employer: employer.slug.clone(),
            lang: ad.lang,
            title: ad.title.clone(),
            summary: text::summary(&words),
            contract: ad.contract,
            level: ad.level,
            remote: ad.remote,
            place: place.slug.clone(),
            pay: ad.pay.clone(),
            start_on: ad.start,
            duration_months: ad.duration_months,
            training_days: None,
            must: Vec::new(),
            nice: Vec::new(),
            languages: Vec::new(),
            rome: ad.rome.clone(),
            openings: ad.openings,
            posted_ms: ad.posted.map_or(first_ms, midnight),
            search: fold(&format!("{} {words} {} {names} {}", ad.title, ad.company, place.region)),
            html,
        }
    }

    /// An address for a new ad: its words for people, and a number of its own.
    fn slug(&self, ad: &Ad) -> String {
        let own = hex(&Sha256::digest(&ad.reference));
        let words = slug(&ad.title, 50);
        format!("{}-{words}{}{}", self.source.name, if words.is_empty() { "" } else { "-" }, &own[..10])
    }
}

/// The texts of a row, where they are not too long altogether.
fn row_texts(row: &feed::Row) -> std::result::Result<Vec<RowText>, Refusal> {
    let length = |text: &RowText| match text {
        RowText::Html(text) | RowText::Plain(text) => text.len(),
    };
    if row.texts.iter().map(length).sum::<usize>() > limits::TEXT {
        return Err(Refusal::new("description", Why::TooLong, ""));
    }
    Ok(row.texts.clone())
}

/// What stands before pay that is only said in words, in the language of the ad.
fn pay_label(lang: Language) -> &'static str {
    match lang {
        Language::English => "Pay:",
        Language::French => "Rémunération\u{a0}:",
        Language::Spanish => "Salario:",
        Language::Arabic => "الأجر:",
    }
}

fn midnight(day: NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis()
}

/// The organisation of an ad. It belongs to its feed: one that has an account here is another, whatever the name.
fn employer(source: &Source, ad: &Ad, place: &Named) -> NewEmployer {
    let own = hex(&Sha256::digest(fold(&ad.company)));
    NewEmployer {
        slug: format!("{}-{}-{}", source.name, slug(&ad.company, 40), &own[..6]),
        name: ad.company.clone(),
        sector: "{}".to_owned(),
        about: ad.company_about.clone(),
        lang: ad.lang,
        // Not known.
        size: 0,
        place: place.slug.clone(),
        website: String::new(),
        accessible_workplace: false,
        disability_confident: false,
    }
}

/// Words as they stand in an address.
fn slug(words: &str, most: usize) -> String {
    let mut slug = String::new();
    for c in fold(words).chars() {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(most);
    slug.trim_end_matches('-').to_owned()
}

/// The towns that are known, with those that the feed brings.
struct Towns {
    known: Vec<Named>,
    added: Vec<Named>,
}

impl Towns {
    /// The town that a row names: one of that name and country, or else a new one where the row says where it is.
    fn find(&mut self, town: &Town, lang: Language) -> std::result::Result<Named, Refusal> {
        let name = fold(&town.name);
        let is_it = |other: &&Named| {
            other.country == town.country
                && other.names.values().any(|other| fold(other) == name)
                && town.spot.is_none_or(|spot| km(spot, other.spot) <= SAME_TOWN_KM)
        };
        let mut found = self.known.iter().chain(&self.added).filter(is_it);
        match (found.next(), found.next(), town.spot) {
            (Some(one), None, _) | (Some(one), Some(_), Some(_)) => Ok(one.clone()),
            (None, _, Some(spot)) => {
                let own = hex(&Sha256::digest(format!("{name} {:.2} {:.2}", spot.lat, spot.lon)));
                let region = if town.region.is_empty() { &town.country } else { &town.region };
                let new = Named {
                    slug: format!("{}-{}", slug(&name, 40), &own[..6]),
                    names: Names::from([(lang.as_str().to_owned(), town.name.clone())]),
                    region: region.clone(),
                    country: town.country.clone(),
                    spot,
                };
                self.added.push(new.clone());
                Ok(new)
            }
            // Two towns of one name, and nothing says which.
            _ => Err(Refusal::new("place", Why::PlaceNotKnown, &town.name)),
        }
    }
}
