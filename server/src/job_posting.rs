//! An ad as search engines read it: schema.org JobPosting. Only what the employer gave is in it; what is not said is left
//! out, and never guessed.

use passerelle_api::{
    job::{Contract, JobCard, Pay, PayPeriod, Remote},
    reference::{Place, Skill},
};
use passerelle_rules::ad::says_posting;
use serde_json::{Map, Value, json};

use crate::store::job::JobDetails;

/// What an ad says.
#[derive(Debug, Clone, Copy)]
pub struct Posting<'a> {
    pub card: &'a JobCard,
    pub details: &'a JobDetails,
    pub must: &'a [Skill],
}

/// The JSON of an ad, safe to stand inside a script element.
pub fn json_ld(posting: &Posting<'_>) -> String {
    let Posting { card, details, must } = *posting;
    let mut employer = Map::new();
    employer.insert("@type".into(), json!("Organization"));
    employer.insert("name".into(), json!(card.employer.name));
    if !details.employer_website.is_empty() {
        employer.insert("sameAs".into(), json!(details.employer_website));
    }
    let mut ad = Map::new();
    let mut say = |name: &str, value: Value| ad.insert(name.to_owned(), value);
    say("@context", json!("https://schema.org"));
    say("@type", json!("JobPosting"));
    say("title", json!(card.title));
    say("description", json!(details.html));
    if says_posting(details.apply_url.is_some(), card.posted_at) {
        say("datePosted", json!(card.posted_at.date_naive()));
    }
    say("identifier", json!({"@type": "PropertyValue", "name": card.employer.name, "value": card.slug}));
    say("hiringOrganization", Value::Object(employer));
    say("jobLocation", location(card));
    if let Some(openings) = details.openings {
        say("totalJobOpenings", json!(openings));
    }
    // Applying is done on this site.
    if details.apply_url.is_none() {
        say("directApply", json!(true));
    }
    if card.remote == Some(Remote::Remote) {
        say("jobLocationType", json!("TELECOMMUTE"));
    }
    if let Some(kind) = employment_type(card.contract) {
        say("employmentType", json!(kind));
    }
    if let Some(pay) = &card.pay {
        say("baseSalary", salary(pay));
    }
    if let Some(start) = card.start {
        say("jobStartDate", json!(start));
    }
    if let Some(last) = details.expires {
        say("validThrough", json!(last));
    }
    if let Some(rome) = &details.rome {
        say("occupationalCategory", json!({"@type": "CategoryCode", "inCodeSet": "ROME", "codeValue": rome}));
    }
    if !must.is_empty() {
        say("skills", json!(must.iter().map(|skill| skill.name.as_str()).collect::<Vec<_>>().join(", ")));
    }
    Value::Object(ad).to_string().replace('<', "\\u003c")
}

fn location(card: &JobCard) -> Value {
    let Place { name, region, country, .. } = &card.place;
    let mut address = json!({"@type": "PostalAddress", "addressLocality": name, "addressCountry": country});
    if !region.is_empty() {
        address["addressRegion"] = json!(region);
    }
    json!({"@type": "Place", "address": address})
}

/// Only contracts that schema.org's users have a word for. None of ours says whether the work is full-time.
fn employment_type(contract: Contract) -> Option<&'static str> {
    match contract {
        Contract::FixedTerm => Some("TEMPORARY"),
        Contract::Internship => Some("INTERN"),
        Contract::Apprenticeship | Contract::Permanent | Contract::TrainThenHire => None,
    }
}

fn salary(pay: &Pay) -> Value {
    let unit = match pay.period {
        PayPeriod::Hour => "HOUR",
        PayPeriod::Month => "MONTH",
        PayPeriod::Year => "YEAR",
    };
    let value = json!({"@type": "QuantitativeValue", "minValue": pay.min, "maxValue": pay.max, "unitText": unit});
    json!({"@type": "MonetaryAmount", "currency": pay.currency, "value": value})
}
