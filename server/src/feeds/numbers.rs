//! Which of the ads that are known the row of a feed goes on with. What an organisation calls its ad another one may call its own, so that
//! such a reference tells ads apart only together with the organisation.

use std::collections::{HashMap, HashSet};

use passerelle_api::NaiveDate;
use passerelle_rules::feed::{Called, Row, called};

use super::{Read, import::employer_slug};
use crate::store::imported::Known;

/// Stands in what an ad is kept by between the reference and the organisation. No reference that was read has it.
const OF: char = '\u{1f}';

/// What an ad is kept by. Those of organisations were once kept by their reference alone.
pub fn key(reference: &str, employer: &str, by_company: bool) -> String {
    if by_company { format!("{reference}{OF}{employer}") } else { reference.to_owned() }
}

/// The reference in what an ad is kept by.
fn reference_of(key: &str) -> &str {
    key.split_once(OF).map_or(key, |(reference, _)| reference)
}

/// The ads that are known of a feed, beside the rows that it has now.
pub struct Numbers<'a> {
    source: &'a str,
    known: &'a HashMap<String, Known>,
    /// By their references and organisations.
    of_company: HashMap<(&'a str, &'a str), &'a Known>,
    /// By their references and addresses, those whose organisation has no row of that reference. `None`: there are several.
    of_address: HashMap<(&'a str, &'a str), Option<&'a Known>>,
    /// How many rows there are of a reference and address.
    rows: HashMap<(String, String), usize>,
    /// The ads that stay though their rows are refused, and the references of refused rows that name no organisation.
    stays: HashSet<&'a str>,
    stay: HashSet<String>,
    /// The ads whose rows say that their last day is over, each with the latest such day.
    over: HashMap<&'a str, (&'a Known, NaiveDate)>,
}

impl<'a> Numbers<'a> {
    pub fn new(source: &'a str, known: &'a HashMap<String, Known>, rows: &[Read]) -> Self {
        let mut here = HashSet::new();
        let mut addresses: HashMap<(String, String), usize> = HashMap::new();
        for called in rows.iter().flatten().filter_map(called).filter(|called| called.by_company) {
            if let Some(company) = &called.company {
                here.insert((called.reference.clone(), employer_slug(source, company)));
            }
            if let Some(url) = called.url {
                *addresses.entry((called.reference, url)).or_default() += 1;
            }
        }
        let mut of_company = HashMap::new();
        let mut of_address: HashMap<(&str, &str), Option<&Known>> = HashMap::new();
        for (key, ad) in known {
            let reference = reference_of(key);
            of_company.insert((reference, ad.employer.as_str()), ad);
            if !here.contains(&(reference.to_owned(), ad.employer.clone())) {
                let others = of_address.entry((reference, ad.url.as_str()));
                others.and_modify(|only| *only = None).or_insert(Some(ad));
            }
        }
        let (stays, stay, over) = (HashSet::new(), HashSet::new(), HashMap::new());
        Self { source, known, of_company, of_address, rows: addresses, stays, stay, over }
    }

    /// The ad that goes on with what a feed calls so: the one of that organisation, or else the only one at that address, whose
    /// organisation has another name now.
    pub fn find(&self, reference: &str, employer: &str, url: &str, by_company: bool) -> Option<&'a Known> {
        if !by_company {
            return self.known.get(reference);
        }
        let renamed = || {
            let rows = self.rows.get(&(reference.to_owned(), url.to_owned()));
            self.of_address.get(&(reference, url)).copied().flatten().filter(|_| rows == Some(&1))
        };
        self.of_company.get(&(reference, employer)).copied().or_else(renamed)
    }

    /// Lets the ad of a refused row stay as it is. Where the row does not name its organisation, it may be that of any.
    pub fn keep(&mut self, row: &Row) {
        let Some(called) = called(row) else { return };
        if called.by_company && called.company.is_none() {
            self.stay.insert(called.reference);
        } else {
            let known = self.known_by(&called);
            self.stays.extend(known.map(|known| known.job.as_str()));
        }
    }

    /// Lets the ad of a refused row end with the last day that the row says. Where nothing tells which ad that is, all
    /// that it may be stay as they are.
    pub fn end(&mut self, row: &Row, last: NaiveDate) {
        let Some(called) = called(row) else { return };
        match self.known_by(&called) {
            Some(known) => {
                let over = self.over.entry(known.job.as_str()).or_insert((known, last));
                over.1 = over.1.max(last);
            }
            None if called.by_company && called.company.is_none() => _ = self.stay.insert(called.reference),
            None => {}
        }
    }

    fn known_by(&self, called: &Called) -> Option<&'a Known> {
        let employer = employer_slug(self.source, called.company.as_deref().unwrap_or_default());
        self.find(&called.reference, &employer, called.url.as_deref().unwrap_or_default(), called.by_company)
    }

    /// How many ads of the feed are open on a day, and how many of these are among those that are gone. One whose last day is over
    /// ends by itself.
    pub fn open(&self, gone: &[&Known], day: NaiveDate) -> (usize, usize) {
        let is_open =
            |ad: &&Known| !ad.left && !self.over.contains_key(&*ad.job) && ad.expires.is_none_or(|last| last >= day);
        (self.known.values().filter(is_open).count(), gone.iter().copied().filter(is_open).count())
    }

    /// The ads that end with a last day that is over. Where another row of such an ad was taken, or lets it stay, that
    /// one decides.
    pub fn over(&self, taken: &HashSet<String>) -> Vec<(&'a Known, NaiveDate)> {
        let ends = |ad: &Known| !taken.contains(&ad.job) && !self.stays.contains(ad.job.as_str());
        self.over.values().copied().filter(|(ad, _)| ends(ad)).collect()
    }

    /// The ads that are gone from the feed with these rows, of which those were taken that go on with these ads. One whose
    /// last day is over is in the feed.
    pub fn left(&self, taken: &HashSet<String>) -> Vec<&'a Known> {
        let has = |key: &str, job: &str| {
            taken.contains(job)
                || self.stays.contains(job)
                || self.over.contains_key(job)
                || self.stay.contains(reference_of(key))
        };
        let left = self.known.iter().filter(|(key, ad)| !ad.left && !has(key, &ad.job));
        left.map(|(_, ad)| ad).collect()
    }
}
