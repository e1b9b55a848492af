//! Which ads are one job that was posted more than once: again by the same organisation, twice in a feed, or in several places.

use std::{cmp::Reverse, collections::HashMap, fmt::Write as _};

use passerelle_api::{Days, NaiveDate};

/// Days after the end of an ad within which one that says the same goes on with it. Later it is news again.
pub const GOES_ON_DAYS: i64 = 30;

/// Letters by which titles say that anybody may apply, as in "(H/F)" or "(m/w/d)".
pub(crate) const ANYBODY: &[&str] = &["h", "f", "x", "m", "w", "d", "e"];

/// Words that are hashed together: one word says little, and a sentence is rarely the same.
const TOGETHER: usize = 3;

/// Hashes of a sketch.
const HASHES: usize = 32;

/// Ads of one name, title, place and contract that say different things and are compared with each further one.
const MOST_KEPT: usize = 32;

/// What two spellings of one title have in common: the folded title without the letters that say that anybody may apply.
pub fn title(folded: &str) -> String {
    let words: Vec<&str> = folded.split(' ').collect();
    let is_letter = |word: &&str| ANYBODY.contains(word);
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let run = words[at..].iter().take_while(|word| is_letter(word)).count();
        if run < 2 {
            kept.push(words[at]);
            at += 1;
        } else {
            at += run;
        }
    }
    // A title of nothing else is left as it is.
    if kept.is_empty() { folded.to_owned() } else { kept.join(" ") }
}

/// What a text is recognised by, however long it is: the least of the hashes of what it says. Two texts that say nearly the same have
/// nearly the same sketch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch(Vec<u32>);

impl Sketch {
    /// The sketch of a folded text.
    pub fn of(folded: &str) -> Self {
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let mut hashes: Vec<u32> = match words.len() {
            0 => Vec::new(),
            few if few < TOGETHER => vec![hash(&words)],
            _ => words.windows(TOGETHER).map(hash).collect(),
        };
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(HASHES);
        Self(hashes)
    }

    /// The sketch that was written so. What cannot be read is the sketch of no text.
    pub fn read(written: &str) -> Self {
        let hash = |at: usize| written.get(at * 8..at * 8 + 8).and_then(|hash| u32::from_str_radix(hash, 16).ok());
        Self((0..written.len() / 8).map_while(hash).collect())
    }

    /// As it is kept.
    pub fn written(&self) -> String {
        self.0.iter().fold(String::with_capacity(self.0.len() * 8), |mut written, hash| {
            // Writing to a string cannot fail.
            let _ = write!(written, "{hash:08x}");
            written
        })
    }

    /// Whether both are of nearly the same text: of what they say together, seven parts in eight are in both.
    pub fn is_near(&self, other: &Self) -> bool {
        let mut all: Vec<u32> = self.0.iter().chain(&other.0).copied().collect();
        all.sort_unstable();
        all.dedup();
        all.truncate(HASHES);
        let has = |sketch: &Self, hash: &u32| sketch.0.binary_search(hash).is_ok();
        let shared = all.iter().filter(|hash| has(self, hash) && has(other, hash)).count();
        shared > 0 && shared * 8 >= all.len() * 7
    }
}

/// FNV-1a over the words, stirred so that the least hashes are no more of one kind than of another.
fn hash(words: &[&str]) -> u32 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    let mut hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    u32::try_from(hash >> 32).unwrap_or(u32::MAX)
}

/// Where an ad came from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// The organisation that posted it here.
    Here(String),
    /// The feed that brought it.
    Feed(String),
}

/// What searches narrow by, besides what is the same already, and how long the work lasts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Said {
    pub remote: String,
    /// Whether the ad says so. One that does not is found as work on site.
    pub remote_said: bool,
    pub level: Option<i64>,
    pub start: Option<String>,
    pub pay_month: Option<i64>,
    pub training_days: Option<i64>,
    pub occupation: Option<String>,
    pub duration_months: Option<i64>,
    pub accessible: bool,
    pub disability_confident: bool,
}

impl Said {
    /// Whether nobody misses the other ad where this one stands for it: a search for what the other says must find this one. What one
    /// source says and another leaves out is no contradiction. So a level, a start or a length that only this one says counts for the
    /// job: a search that found the other because it did not say would lead to what the job does not offer.
    fn covers(&self, other: &Self) -> bool {
        fn says<T: PartialEq>(own: Option<&T>, other: Option<&T>) -> bool {
            other.is_none_or(|other| own == Some(other))
        }
        /// Where nothing is said, every search finds it.
        fn is_open<T: PartialEq>(own: Option<&T>, other: Option<&T>) -> bool {
            own.is_none() || says(own, other)
        }
        self.remote == other.remote
            && is_open(self.level.as_ref(), other.level.as_ref())
            && is_open(self.start.as_ref(), other.start.as_ref())
            && says(self.pay_month.as_ref(), other.pay_month.as_ref())
            && says(self.training_days.as_ref(), other.training_days.as_ref())
            && says(self.occupation.as_ref(), other.occupation.as_ref())
            && is_open(self.duration_months.as_ref(), other.duration_months.as_ref())
            && (self.accessible || !other.accessible)
            && (self.disability_confident || !other.disability_confident)
    }
}

/// An ad as it is compared with others of the same company, title, place and contract.
#[derive(Debug, Clone)]
pub struct Ad {
    pub slug: String,
    pub source: Source,
    pub posted_ms: i64,
    /// When it first came. Feeds say only the day of posting.
    pub first_ms: i64,
    /// Since when it is here, or counts as being here.
    pub added_ms: i64,
    /// Since when nobody can apply any more: it was closed, or left its feed.
    pub ended_ms: Option<i64>,
    /// The last day on which searches find it.
    pub last_day: NaiveDate,
    pub said: Said,
    /// A digest of all its words.
    pub digest: String,
    pub sketch: Sketch,
}

impl Ad {
    fn is_open(&self, today: NaiveDate) -> bool {
        self.ended_ms.is_none() && self.last_day >= today
    }

    /// When it ended, or will.
    fn end_ms(&self) -> i64 {
        end_ms(self.last_day, self.ended_ms)
    }

    /// Whether it may stand for one of another source. Two organisations never hide each other's ads, whatever they are called.
    fn stands_for(&self, other: &Self) -> bool {
        let both_here = matches!((&self.source, &other.source), (Source::Here(_), Source::Here(_)));
        !both_here
            && self.source != other.source
            && !self.keeps_back_the_start_of(other)
            && !self.keeps_back_the_site_of(other)
            && self.said.covers(&other.said)
            && (self.digest == other.digest || self.sketch.is_near(&other.sketch))
    }

    /// Whether each search for what a later one says found this one.
    fn told_all_of(&self, later: &Self) -> bool {
        self.said == later.said || (self.said.covers(&later.said) && !self.keeps_back_the_start_of(later))
    }

    /// Whether searches by the start find only the other. One posted here without a day starts at any time, and is found on each; one of
    /// a feed does not say when, and is found on none.
    fn keeps_back_the_start_of(&self, other: &Self) -> bool {
        matches!(self.source, Source::Feed(_)) && self.said.start.is_none() && other.said.start.is_some()
    }

    /// Whether only the other says that its work is on site. Both are found by that, but whoever reads the one does not learn it, and no
    /// match counts it.
    fn keeps_back_the_site_of(&self, other: &Self) -> bool {
        !self.said.remote_said && other.said.remote_said
    }

    /// What two ads of one source have in common where they are one job. Who says something else to the same readers means it.
    fn exact(&self) -> Exact {
        (self.source.clone(), self.said.clone(), self.digest.clone())
    }
}

type Exact = (Source, Said, String);

/// What was found of an ad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub slug: String,
    /// The ad that stands for it, and the last day on which one does.
    pub kept: Option<(String, NaiveDate)>,
    /// Since when the job is here.
    pub added_ms: i64,
}

/// One job with the ads of it.
struct Group {
    kept: usize,
    /// The last day on which searches find one of them.
    until: NaiveDate,
    all: Vec<usize>,
}

/// Whether an ad that comes back at a moment is news: nobody could find it for too long, or ever since it counts as being here.
pub fn comes_back_as_news(added_ms: i64, last_day: NaiveDate, ended_ms: Option<i64>, back_ms: i64) -> bool {
    let end = end_ms(last_day, ended_ms);
    is_late(end, back_ms) || added_ms > end
}

/// Says of the ads of one company, title, place and contract which stand for others. One that was posted here comes before one of a
/// feed; of one organisation's the newer, which it posted again, and of feeds' the older. One that has ended stands for none.
pub fn repeats(ads: &[Ad], today: NaiveDate) -> Vec<Found> {
    let mut order: Vec<usize> = (0..ads.len()).collect();
    order.sort_by_key(|at| {
        let ad = &ads[*at];
        let slug = ad.slug.as_str();
        let (here, of_feed) = match ad.source {
            Source::Here(_) => (Some(Reverse((ad.posted_ms, slug))), None),
            Source::Feed(_) => (None, Some((ad.posted_ms, ad.first_ms, slug))),
        };
        (!ad.is_open(today), of_feed, here)
    });
    let mut groups: Vec<Group> = Vec::new();
    let mut exact: HashMap<Exact, usize> = HashMap::new();
    for at in order {
        let ad = &ads[at];
        let near = || groups.iter().take(MOST_KEPT).position(|group| ads[group.kept].stands_for(ad));
        let open = ad.is_open(today);
        match exact.get(&ad.exact()).copied().or_else(near) {
            Some(group) => {
                exact.entry(ad.exact()).or_insert(group);
                groups[group].all.push(at);
            }
            None if open => {
                exact.insert(ad.exact(), groups.len());
                groups.push(Group { kept: at, until: ad.last_day, all: vec![at] });
            }
            None => {}
        }
    }
    let mut found: Vec<Found> =
        ads.iter().map(|ad| Found { slug: ad.slug.clone(), kept: None, added_ms: ad.added_ms }).collect();
    for group in &mut groups {
        for at in &group.all {
            if *at != group.kept {
                found[*at].kept = Some((ads[group.kept].slug.clone(), group.until));
            }
            // Once the first is over, the next one stands for those behind it.
            if ads[*at].is_open(today) {
                group.until = group.until.max(ads[*at].last_day);
            }
        }
        inherit(ads, group, &mut found);
    }
    found
}

/// Each ad of a job counts as being here since the first of those that it goes on with. It goes on with none that searches did not find
/// for all that it says itself: whoever looks for that is told of it.
fn inherit(ads: &[Ad], group: &mut Group, found: &mut [Found]) {
    group.all.sort_by_key(|at| (ads[*at].added_ms, *at));
    let mut end = i64::MIN;
    // What was said in one go, each with since when.
    let mut known: Vec<(&Ad, i64)> = Vec::new();
    for at in &group.all {
        let ad = &ads[*at];
        if is_late(end, ad.added_ms) {
            known.clear();
        }
        end = end.max(ad.end_ms());
        let told = known.iter().filter(|(earlier, _)| earlier.told_all_of(ad)).map(|(_, since)| *since);
        let since = told.min().unwrap_or(ad.added_ms);
        if known.len() < MOST_KEPT && known.iter().all(|(earlier, _)| earlier.said != ad.said) {
            known.push((ad, since));
        }
        found[*at].added_ms = since;
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// When an ad ended, or will: it was closed or left its feed, or searches find it no more.
fn end_ms(last_day: NaiveDate, ended_ms: Option<i64>) -> i64 {
    let last = midnight(last_day);
    ended_ms.map_or(last, |ended| ended.min(last))
}

/// Whether what comes at a moment is too late to go on with what ended at another.
fn is_late(ended_ms: i64, at_ms: i64) -> bool {
    at_ms > ended_ms.saturating_add(DAY_MS * GOES_ON_DAYS)
}

/// The end of a day.
fn midnight(day: NaiveDate) -> i64 {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    next.and_hms_opt(0, 0, 0).map_or(i64::MAX, |moment| moment.and_utc().timestamp_millis())
}

#[cfg(test)]
mod tests;
