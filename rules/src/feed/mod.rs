//! What a row of another site's feed is as an ad of ours: which of our words its own words mean, what it leaves unsaid, and why a
//! row is refused. What a row does not say stays unsaid: nothing here makes up pay, place or level.

use passerelle_api::{
    DateTime, Days, NaiveDate, Utc,
    account::Language,
    job::{Contract, Pay, Remote},
};

use crate::{ad::open_day, distance::Spot};

pub mod closing;
mod contracts;
mod days;
pub mod pay;
mod words;

pub use self::{
    contracts::contract,
    days::{Order, Orders, day, over},
    words::{country, level, remote, rome, town},
};
use self::{
    contracts::contract_of,
    days::{dated, order_of},
    words::{line, plain},
};

/// Bounds of what a row may say, in characters.
pub mod limits {
    pub const REFERENCE: usize = 200;
    pub const TITLE: usize = 200;
    pub const NAME: usize = 200;
    pub const ADDRESS: usize = 2_000;
    pub const TEXT: usize = 60_000;
    /// Openings that one ad is for.
    pub const OPENINGS: u32 = 1_000;
    /// Months of a contract.
    pub const MONTHS: u32 = 120;
    /// Places of work of one ad.
    pub const PLACES: usize = 500;
}

/// A row as its feed says it, empty where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What the feed calls the ad, the same at each delivery.
    pub reference: String,
    /// Whether the reference is the organisation's own, so that another organisation of the feed may have the same.
    pub by_company: bool,
    /// Where one applies.
    pub url: String,
    pub title: String,
    pub company: String,
    pub company_about: String,
    pub contract: String,
    /// Months of the contract.
    pub months: String,
    /// The level that is asked for, and not the one that a training leads to.
    pub level: String,
    /// The diploma that is named beside the contract: of an apprenticeship the one that it leads to, which nobody is asked to have.
    pub diploma: String,
    pub pay: RowPay,
    pub place: RowPlace,
    /// Its further places of work.
    pub further: Vec<RowPlace>,
    /// Whether the work can be done elsewhere.
    pub remote: String,
    pub posted: String,
    pub start: String,
    /// The last day on which one can apply.
    pub expires: String,
    pub openings: String,
    pub lang: String,
    pub rome: String,
    /// The parts of its text.
    pub texts: Vec<RowText>,
}

/// Pay as a row says it: in parts, in words, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowPay {
    pub min: String,
    pub max: String,
    pub currency: String,
    pub period: String,
    pub words: String,
}

/// A place as a row says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowPlace {
    pub city: String,
    pub region: String,
    pub country: String,
    pub lat: String,
    pub lon: String,
}

/// A part of a row's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowText {
    /// HTML of a stranger.
    Html(String),
    Plain(String),
}

/// An ad that a row gives. Its place has still to be found, and its text to be cleaned.
#[derive(Debug, Clone, PartialEq)]
pub struct Ad {
    pub reference: String,
    /// Whether the reference is the organisation's own.
    pub by_company: bool,
    pub url: String,
    pub title: String,
    pub company: String,
    pub company_about: String,
    pub lang: Language,
    pub contract: Contract,
    pub duration_months: Option<u32>,
    pub level: Option<u8>,
    /// `None`: the row does not say.
    pub remote: Option<Remote>,
    pub place: Town,
    /// Its further places of work. One that is not understood has no country, and is only a name.
    pub further: Vec<Town>,
    pub pay: Option<Pay>,
    /// What the row says of pay where that is no amount from to.
    pub pay_words: Option<String>,
    pub posted: Option<NaiveDate>,
    pub start: Option<NaiveDate>,
    /// The start as the row writes it, where that is one day or another.
    pub start_words: Option<String>,
    /// The last day on which one can apply.
    pub expires: Option<NaiveDate>,
    pub openings: Option<u32>,
    pub rome: Option<String>,
}

/// A town that a row names.
#[derive(Debug, Clone, PartialEq)]
pub struct Town {
    pub name: String,
    /// Empty where the row names none.
    pub region: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub spot: Option<Spot>,
}

/// Why a row is no ad here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Missing,
    TooLong,
    /// It says something that has no meaning here.
    NotUnderstood,
    /// It is one day or another, and nothing in its feed tells which.
    Ambiguous,
    /// A kind of contract that this board does not have.
    NotOffered,
    /// No town of that name and country is known, and the row does not say where it is.
    PlaceNotKnown,
    /// The last day to apply is over.
    Expired,
    /// It was posted on a day that is still to come.
    NotYet,
    /// The feed has the same ad twice.
    Repeated,
    /// What it would be called is called so by somebody else.
    Taken,
    /// The feed brought more towns than one run may.
    TooManyPlaces,
}

impl Why {
    /// Its name in reports, stable across versions.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong => "too_long",
            Self::NotUnderstood => "not_understood",
            Self::Ambiguous => "ambiguous",
            Self::NotOffered => "not_offered",
            Self::PlaceNotKnown => "place_not_known",
            Self::Expired => "expired",
            Self::NotYet => "not_yet",
            Self::Repeated => "repeated",
            Self::Taken => "taken",
            Self::TooManyPlaces => "too_many_places",
        }
    }
}

/// A row that was refused: the field that is the reason, and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub field: &'static str,
    pub why: Why,
    pub said: String,
}

impl Refusal {
    /// A refusal for what stands in a field, of which a report shows the beginning.
    pub fn new(field: &'static str, why: Why, said: &str) -> Self {
        Self { field, why, said: line(said).chars().take(80).collect() }
    }
}

/// What tells the ad of a row from others, as far as that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    pub reference: String,
    pub by_company: bool,
    pub company: Option<String>,
    pub url: Option<String>,
}

/// What a row calls its ad, where that can be read: the other site still has an ad that is known by it, though the row
/// is refused.
pub fn called(row: &Row) -> Option<Called> {
    Some(Called {
        reference: needed("reference", &row.reference, limits::REFERENCE).ok()?,
        by_company: row.by_company,
        company: needed("company", &row.company, limits::NAME).ok(),
        url: address(&row.url).ok(),
    })
}

/// The ad that a row gives at a moment, in the language of its feed where it names none of its own, and with dates in the order of its
/// feed where that is known.
pub fn ad(row: &Row, now: DateTime<Utc>, lang: Option<Language>, order: Option<Order>) -> Result<Ad, Refusal> {
    let title = needed("title", &row.title, limits::TITLE)?;
    let order = order_of(row, lang, order);
    let posted = dated("posted", &row.posted, order)?;
    // A feed may be written where it is tomorrow already.
    let tomorrow = now.date_naive().checked_add_days(Days::new(1));
    if posted.is_some_and(|day| tomorrow.is_some_and(|tomorrow| day > tomorrow)) {
        return Err(Refusal::new("posted", Why::NotYet, &row.posted));
    }
    let expires = dated("expires", &row.expires, order)?;
    if expires.is_some_and(|last| last < open_day(now)) {
        return Err(Refusal::new("expires", Why::Expired, &row.expires));
    }
    let amounts = pay::of(&row.pay);
    let lang = language(&row.lang, lang)?;
    let (place, further) = places(row)?;
    let start = day(&row.start, order);
    let reference = needed("reference", &row.reference, limits::REFERENCE)?;
    let (url, company) = (address(&row.url)?, needed("company", &row.company, limits::NAME)?);
    let contract = contract_of(&row.contract, &title, lang)?;
    let diploma = if contract == Contract::Apprenticeship { "" } else { row.diploma.as_str() };
    Ok(Ad {
        reference,
        by_company: row.by_company,
        url,
        company,
        company_about: cut(&line(&row.company_about), limits::ADDRESS),
        lang,
        contract,
        duration_months: number(&row.months).filter(|months| *months <= limits::MONTHS),
        level: level(&row.level, lang).or_else(|| level(diploma, lang)),
        remote: remote_of(&row.remote)?,
        place,
        further,
        pay_words: if amounts.is_none() { pay::in_words(&row.pay) } else { None },
        pay: amounts,
        posted,
        start_words: (start == Err(Why::Ambiguous)).then(|| cut(&line(&row.start), limits::NAME)),
        // “As soon as possible” is no day, and an ad without one starts at any time.
        start: start.ok(),
        expires,
        openings: number(&row.openings).map(|openings| openings.min(limits::OPENINGS)),
        rome: rome(&row.rome),
        title,
    })
}

/// A whole number above nothing.
fn number(said: &str) -> Option<u32> {
    said.trim().parse().ok().filter(|number| *number > 0)
}

fn needed(field: &'static str, said: &str, most: usize) -> Result<String, Refusal> {
    let said = line(said);
    match said.chars().count() {
        0 => Err(Refusal::new(field, Why::Missing, "")),
        length if length > most => Err(Refusal::new(field, Why::TooLong, &said)),
        _ => Ok(said),
    }
}

/// Where one applies, as a link may lead there.
fn address(said: &str) -> Result<String, Refusal> {
    let url = needed("url", said, limits::ADDRESS)?;
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_address = rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        // A name before the host is how links are made to look like others.
        host.contains('.') && !host.contains('@') && !rest.contains(char::is_whitespace)
    });
    if is_address { Ok(url) } else { Err(Refusal::new("url", Why::NotUnderstood, said)) }
}

fn language(said: &str, of_feed: Option<Language>) -> Result<Language, Refusal> {
    let code: String = line(said).chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    match (code.parse(), of_feed) {
        (Ok(language), _) => Ok(language),
        (Err(()), Some(language)) if code.is_empty() => Ok(language),
        (Err(()), _) if code.is_empty() => Err(Refusal::new("lang", Why::Missing, "")),
        (Err(()), _) => Err(Refusal::new("lang", Why::NotUnderstood, said)),
    }
}

/// Whether the work can be done elsewhere, where the row says it. Its silence may well hide days at home.
fn remote_of(said: &str) -> Result<Option<Remote>, Refusal> {
    match line(said).as_str() {
        "" => Ok(None),
        said => remote(said).map(Some).ok_or_else(|| Refusal::new("remote", Why::NotUnderstood, said)),
    }
}

/// The first place of a row that is understood, and the others once each.
fn places(row: &Row) -> Result<(Town, Vec<Town>), Refusal> {
    if row.further.len() >= limits::PLACES {
        return Err(Refusal::new("place", Why::TooLong, &row.place.city));
    }
    let (mut towns, mut refused) = (Vec::<Town>::new(), None);
    for said in std::iter::once(&row.place).chain(&row.further) {
        let town = match place(said) {
            Ok(town) => town,
            Err(refusal) => {
                refused.get_or_insert(refusal);
                match only_name(said) {
                    Some(town) => town,
                    None => continue,
                }
            }
        };
        match towns.iter_mut().find(|other| is_same_town(other, &town)) {
            // Two addresses in one town are one place, as the one says it that says more.
            Some(other) if says(&town) > says(other) => *other = town,
            Some(_) => {}
            None => towns.push(town),
        }
    }
    match (towns.iter().position(|town| !town.country.is_empty()), refused) {
        (Some(first), _) => Ok((towns.remove(first), towns)),
        (None, Some(refusal)) => Err(refusal),
        (None, None) => Err(Refusal::new("place", Why::Missing, "")),
    }
}

/// A place that is not understood, by its name.
fn only_name(said: &RowPlace) -> Option<Town> {
    let name = cut(&town(&line(&said.city)), limits::NAME);
    let region = cut(&line(&said.region), limits::NAME);
    (!name.is_empty()).then_some(Town { name, region, country: String::new(), spot: None })
}

fn is_same_town(one: &Town, other: &Town) -> bool {
    let same = |one: &str, other: &str| one.is_empty() || other.is_empty() || plain(one) == plain(other);
    plain(&one.name) == plain(&other.name) && same(&one.region, &other.region) && same(&one.country, &other.country)
}

/// How much is said of where a town is.
fn says(town: &Town) -> (bool, bool, bool) {
    (!town.country.is_empty(), town.spot.is_some(), !town.region.is_empty())
}

fn place(said: &RowPlace) -> Result<Town, Refusal> {
    let name = town(&needed("place", &said.city, limits::NAME)?);
    if name.is_empty() {
        return Err(Refusal::new("place", Why::NotUnderstood, &said.city));
    }
    let said_country = needed("country", &said.country, limits::NAME)?;
    let country = country(&said_country).ok_or_else(|| Refusal::new("country", Why::NotUnderstood, &said_country))?;
    let degrees = |said: &str, most: f64| said.trim().parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
    let spot = degrees(&said.lat, 90.0).zip(degrees(&said.lon, 180.0)).map(|(lat, lon)| Spot { lat, lon });
    // Where a feed has no coordinates, some write nothing and some write zeros, which is a spot in the sea.
    let spot = spot.filter(|spot| spot.lat != 0.0 || spot.lon != 0.0);
    // Some feeds write the country in place of a region.
    let region = Some(line(&said.region)).filter(|region| !region.eq_ignore_ascii_case(&country)).unwrap_or_default();
    Ok(Town { name, region: cut(&region, limits::NAME), country, spot })
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
