//! Bringing the rows of a feed in: each becomes an ad, changes one, leaves one as it is, or is refused with its reason. What the feed
//! has no more is closed.

use std::collections::{BTreeMap, HashMap, HashSet, hash_map::Entry};

use passerelle_api::{DateTime, NaiveDate, Utc, account::Language};
use passerelle_rules::{
    ad::{Fresh, fresh},
    feed::{self, Ad, Order, Orders, Refusal, RowText, Town, Why, ad, closing::comes_short, limits},
};
use sha2::{Digest, Sha256};

pub use super::outcome::{Failure, Outcome, Refused};
use super::{
    Read, lines,
    numbers::{self, Numbers},
    text,
    towns::Towns,
};
use crate::{
    clock::Clock,
    session::hex,
    store::{
        Store,
        bulk::{self, NewEmployer, NewJob},
        imported::{self, Foreign, Known, Origin},
        news,
        reference::{self, Named},
        repeats,
    },
    text::{fold, of_html},
};

/// A feed: its name, the language of its ads where they say none, and whether its file may close most of them.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    lang: Option<Language>,
    closes_most: bool,
}

impl Source {
    /// A feed of a name, which stands in addresses.
    pub fn new(name: &str, lang: Option<Language>) -> Option<Self> {
        let is_name = (2..=30).contains(&name.len())
            && name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
        is_name.then(|| Self { name: name.to_owned(), lang, closes_most: false })
    }

    /// The feed, with a file that is known to have all of its ads, however many it closes.
    pub fn closing(self) -> Self {
        Self { closes_most: true, ..self }
    }
}

/// Decides on all rows, and then brings them in, in one transaction.
pub async fn run(store: &Store, clock: &Clock, source: &Source, rows: &[Read]) -> Result<Outcome, Failure> {
    let now = clock.now();
    let mut db = store.read().await?;
    let known = imported::of_source(&mut db, &source.name).await?;
    let foreign = imported::foreign(&mut db, &source.name).await?;
    let towns = Towns::new(&source.name, reference::named_places(&mut db).await?);
    drop(db);
    let mut orders = Orders::default();
    rows.iter().flatten().for_each(|row| orders.see(row));
    let (order, numbers) = (orders.order(), Numbers::new(&source.name, &known, rows));
    let mut batch = Batch { source, now, order, numbers, foreign: &foreign, towns, made: Made::default() };
    let mut refused = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if let Err(refusal) = row.as_ref().map_err(Refusal::clone).and_then(|row| batch.take(row)) {
            if let Ok(row) = row {
                match feed::over(row, now, source.lang, order) {
                    Some(last) => batch.numbers.end(row, last),
                    None => batch.numbers.keep(row),
                }
            }
            refused.push(Refused { row: index + 1, refusal });
        }
    }
    if batch.made.taken.is_empty() {
        return Err(Failure::NoneTaken(refused));
    }
    let Batch { made, towns, numbers, .. } = batch;
    let (left, over, fresh) = (numbers.left(&made.slugs), numbers.over(&made.slugs), fresh(now));
    let (open, closing) = numbers.open(&left, fresh.applied_until);
    if !source.closes_most && comes_short(open, closing) {
        return Err(Failure::Shrunk { open, closing, refused });
    }
    let left: Vec<String> = left.into_iter().map(|ad| ad.job.clone()).collect();
    let (accepted, found) = (made.taken.len(), made.found(fresh));
    let several_places = made.several_places;
    let (mut changes, outcome) = made.changes();
    changes.end(over);
    let (closed, stale) = (left.len(), accepted - found.len());
    let mut outcome = Outcome { closed, stale, several_places, refused, ..outcome };

    let mut tx = store.begin().await?;
    imported::put_towns(&mut tx, &source.name, towns.added()).await?;
    bulk::put_employers(&mut tx, &changes.employers).await?;
    let employers: Vec<&str> = changes.employers.iter().map(|employer| employer.slug.as_str()).collect();
    imported::own_employers(&mut tx, &source.name, &employers).await?;
    let written_ms = news::later(&mut tx, clock.now_ms()).await?;
    let written: Vec<&str> = changes.jobs.iter().map(|job| job.slug.as_str()).collect();
    repeats::come_back(&mut tx, &written, written_ms).await?;
    bulk::put_jobs(&mut tx, &changes.jobs, written_ms).await?;
    // The moment that ads without a day of their own were dated by, so that they are the same the next time.
    imported::put(&mut tx, &source.name, &changes.origins, now.timestamp_millis()).await?;
    for (day, jobs) in &changes.expires {
        imported::set_expiry(&mut tx, jobs, *day).await?;
    }
    imported::set_left(&mut tx, &changes.back, None).await?;
    imported::set_left(&mut tx, &left, Some(now.timestamp_millis())).await?;
    repeats::mark(&mut tx, now).await?;
    let repeated = imported::repeated(&mut tx, &source.name, fresh).await?;
    outcome.repeats = repeated.iter().filter(|slug| found.contains(*slug)).count();
    // Last: many ads take their time to be written, and whoever posts one meanwhile does not wait for all of that.
    news::arrive(&mut tx, &written, written_ms, clock.now_ms()).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// An ad that was accepted, with what is known of it.
struct Taken<'a> {
    job: NewJob,
    known: Option<&'a Known>,
    key: String,
    url: String,
    expires: Option<NaiveDate>,
}

/// What the rows gave so far.
#[derive(Default)]
struct Made<'a> {
    taken: Vec<Taken<'a>>,
    /// The organisations by their addresses.
    employers: HashMap<String, NewEmployer>,
    /// What the ads that were taken are kept by.
    seen: HashSet<String>,
    /// Their addresses.
    slugs: HashSet<String>,
    /// How many of them name several places of work.
    several_places: usize,
}

/// What is to be written.
#[derive(Default)]
struct Changes {
    employers: Vec<NewEmployer>,
    jobs: Vec<NewJob>,
    origins: Vec<Origin>,
    /// The last days to apply, with their ads.
    expires: BTreeMap<Option<NaiveDate>, Vec<String>>,
    /// Ads that were gone and are in the feed again.
    back: Vec<String>,
}

impl Changes {
    /// Keeps which last day ended ads that the feed still has.
    fn end(&mut self, over: Vec<(&Known, NaiveDate)>) {
        for (ad, last) in over {
            if ad.expires != Some(last) {
                self.expires.entry(Some(last)).or_default().push(ad.job.clone());
            }
            if ad.left {
                self.back.push(ad.job.clone());
            }
        }
    }
}

impl Made<'_> {
    /// Keeps what a row says of an organisation. Of several texts the longest is its own, whatever the order of the rows.
    fn employ(&mut self, employer: NewEmployer) {
        match self.employers.entry(employer.slug.clone()) {
            Entry::Vacant(free) => {
                free.insert(employer);
            }
            Entry::Occupied(mut other) => {
                let other = other.get_mut();
                if (other.about.len(), &other.about) < (employer.about.len(), &employer.about) {
                    (other.about, other.lang) = (employer.about, employer.lang);
                }
            }
        }
    }

    /// The ads that searches find on these days.
    fn found(&self, fresh: Fresh) -> HashSet<String> {
        let holds = |taken: &&Taken<'_>| {
            let posted = DateTime::from_timestamp_millis(taken.job.posted_ms);
            posted.is_some_and(|posted| fresh.holds(posted.date_naive(), taken.job.start_on, taken.expires))
        };
        self.taken.iter().filter(holds).map(|taken| taken.job.slug.clone()).collect()
    }

    /// What of it differs from what is known, and how many ads that is.
    fn changes(mut self) -> (Changes, Outcome) {
        let (mut changes, mut outcome) = (Changes::default(), Outcome::default());
        let mut written = HashSet::new();
        for Taken { job, known, key, url, expires } in self.taken {
            let about =
                self.employers.get(&job.employer).map(|employer| (&employer.name, &employer.about, employer.lang));
            let digest = hex(&Sha256::digest(format!("{job:?} {about:?} {url} {expires:?}")));
            match known {
                None => outcome.added += 1,
                // A row that was refused may have told of another last day since.
                Some(known) if known.digest != digest || known.left || known.expires != expires => outcome.updated += 1,
                Some(_) => {
                    outcome.unchanged += 1;
                    continue;
                }
            }
            changes.back.extend(known.filter(|known| known.left).map(|known| known.job.clone()));
            changes.expires.entry(expires).or_default().push(job.slug.clone());
            changes.origins.push(Origin { job: job.slug.clone(), reference: key, url, digest });
            written.insert(job.employer.clone());
            changes.jobs.push(job);
        }
        changes.employers = written.into_iter().filter_map(|slug| self.employers.remove(&slug)).collect();
        (changes, outcome)
    }
}

struct Batch<'a> {
    source: &'a Source,
    now: DateTime<Utc>,
    /// In which order all of its dates are written, where they tell.
    order: Option<Order>,
    numbers: Numbers<'a>,
    foreign: &'a Foreign,
    towns: Towns,
    made: Made<'a>,
}

impl Batch<'_> {
    fn take(&mut self, row: &feed::Row) -> std::result::Result<(), Refusal> {
        let ad = ad(row, self.now, self.source.lang, self.order)?;
        let of = employer_slug(&self.source.name, &ad.company);
        let key = numbers::key(&ad.reference, &of, ad.by_company);
        if self.made.seen.contains(&key) {
            return Err(Refusal::new("reference", Why::Repeated, &ad.reference));
        }
        let mut html = text::html(&row_texts(row)?);
        if html.is_empty() {
            return Err(Refusal::new("description", Why::Missing, ""));
        }
        if let Some(pay) = &ad.pay_words {
            html.push_str(&lines::pay(pay, ad.lang));
        }
        if let Some(start) = &ad.start_words {
            html.push_str(&lines::start(start, ad.lang));
        }
        let known = self.numbers.find(&ad.reference, &of, &ad.url, ad.by_company);
        let slug = known.map_or_else(|| self.slug(&ad.title, &key), |known| known.job.clone());
        if self.foreign.jobs.contains(&slug) || self.made.slugs.contains(&slug) {
            return Err(Refusal::new("reference", Why::Taken, &slug));
        }
        let (place, further) = self.place(&ad)?;
        html.push_str(&lines::places(&further, &place, ad.lang));
        let employer = employer(of, &ad, &place);
        if self.foreign.employers.contains(&employer.slug) {
            return Err(Refusal::new("company", Why::Taken, &employer.slug));
        }
        let job = self.job(&ad, slug, html, &place, &employer, known);
        self.made.employ(employer);
        self.made.several_places += usize::from(!further.is_empty());
        self.made.slugs.insert(job.slug.clone());
        self.made.seen.insert(key.clone());
        self.made.taken.push(Taken { job, known, key, url: ad.url, expires: ad.expires });
        Ok(())
    }

    /// The first place of an ad that can be found, and its others.
    fn place<'t>(&mut self, ad: &'t Ad) -> std::result::Result<(Named, Vec<&'t Town>), Refusal> {
        let mut towns: Vec<&Town> = std::iter::once(&ad.place).chain(&ad.further).collect();
        let mut refused = None;
        for at in 0..towns.len() {
            match self.towns.find(towns[at], ad.lang) {
                Ok(place) => {
                    towns.remove(at);
                    return Ok((place, towns));
                }
                Err(refusal) => refused = refused.or(Some(refusal)),
            }
        }
        Err(refused.unwrap_or_else(|| Refusal::new("place", Why::Missing, "")))
    }

    fn job(
        &self,
        ad: &Ad,
        slug: String,
        html: String,
        place: &Named,
        employer: &NewEmployer,
        known: Option<&Known>,
    ) -> NewJob {
        let words = of_html(&html);
        let names = place.names.values().cloned().collect::<Vec<_>>().join(" ");
        // An ad that does not say when it was posted is as old as it is known here.
        let first_ms = known.map_or_else(|| self.now.timestamp_millis(), |known| known.first_at);
        NewJob {
            slug,
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
    fn slug(&self, title: &str, key: &str) -> String {
        let (own, words) = (own(&self.source.name, key), slug(title, 50));
        format!("{}-{words}{}{own}", self.source.name, if words.is_empty() { "" } else { "-" })
    }
}

/// A number that only this value of this feed has, as far as anybody can make two that are alike.
pub fn own(source: &str, value: &str) -> String {
    let mut own = hex(&Sha256::digest(format!("{source}\0{value}")));
    own.truncate(16);
    own
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

fn midnight(day: NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis()
}

/// The address of an organisation of a feed. It belongs to its feed: one that has an account here is another, whatever the name.
pub fn employer_slug(source: &str, company: &str) -> String {
    let (own, words) = (own(source, &fold(company)), slug(company, 40));
    format!("{source}-{words}{}{own}", if words.is_empty() { "" } else { "-" })
}

fn employer(slug: String, ad: &Ad, place: &Named) -> NewEmployer {
    NewEmployer {
        slug,
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
pub fn slug(words: &str, most: usize) -> String {
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
