//! schema.org `JobPosting` as JSON-LD: one, a list of them, an `ItemList`, a `DataFeed` or a graph.

use std::collections::VecDeque;

use passerelle_rules::feed::{Refusal, Row, RowPay, RowPlace, Why};
use serde_json::Value;

use super::{Read, Unreadable, json, said, text};

pub fn read(source: &str) -> Result<Vec<Read>, Unreadable> {
    let file = json(source)?;
    let list = ["itemListElement", "dataFeedElement", "@graph"].into_iter().find_map(|name| file.get(name));
    let items = match list.unwrap_or(&file) {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    Ok(items.iter().map(|item| posting(item.get("item").unwrap_or(item))).collect())
}

fn posting(item: &Value) -> Read {
    let kind = &item["@type"];
    let is_posting =
        kind == "JobPosting" || kind.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "JobPosting"));
    if is_posting { Ok(row(item)) } else { Err(Refusal::new("@type", Why::NotUnderstood, &said(kind))) }
}

fn row(ad: &Value) -> Row {
    let url = said(&ad["url"]);
    let reference = match &ad["identifier"] {
        Value::Object(named) => named.get("value").map(said).unwrap_or_default(),
        other => said(other),
    };
    let mut places = each(&ad["jobLocation"]).iter().flat_map(places).collect::<VecDeque<_>>();
    Row {
        reference: if reference.is_empty() { url.clone() } else { reference },
        url,
        title: said(&ad["title"]),
        company: said(&ad["hiringOrganization"]["name"]),
        company_about: said(&ad["hiringOrganization"]["description"]),
        contract: all(&ad["employmentType"]),
        level: all_of(&ad["educationRequirements"], |required| match required {
            Value::Object(_) => said(&required["credentialCategory"]),
            words => said(words),
        }),
        pay: pay(&ad["baseSalary"]),
        place: places.pop_front().unwrap_or_default(),
        further: places.into(),
        remote: all(&ad["jobLocationType"]),
        posted: said(&ad["datePosted"]),
        start: said(&ad["jobStartDate"]),
        expires: said(&ad["validThrough"]),
        openings: said(&ad["totalJobOpenings"]),
        lang: said(&ad["inLanguage"]),
        rome: rome(&ad["occupationalCategory"]),
        texts: ["description", "responsibilities", "qualifications"].map(|part| text::either(said(&ad[part]))).into(),
        months: String::new(),
    }
}

/// The values of a list, or a value that stands alone.
fn each(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// Where a location is: at each of its addresses. Where these are several, its coordinates are those of none.
fn places(location: &Value) -> Vec<RowPlace> {
    let addresses = each(&location["address"]);
    let degrees = |name: &str| if addresses.len() == 1 { said(&location["geo"][name]) } else { String::new() };
    let place = |address: &Value| {
        let country = &address["addressCountry"];
        RowPlace {
            city: said(&address["addressLocality"]),
            region: said(&address["addressRegion"]),
            country: if country.is_object() { said(&country["name"]) } else { said(country) },
            lat: degrees("latitude"),
            lon: degrees("longitude"),
        }
    };
    addresses.iter().map(place).collect()
}

fn all_of(value: &Value, say: impl Fn(&Value) -> String) -> String {
    each(value).iter().map(say).collect::<Vec<_>>().join(" ")
}

fn all(value: &Value) -> String {
    all_of(value, said)
}

fn pay(salary: &Value) -> RowPay {
    let value = &salary["value"];
    let (min, max, period) = if value.is_object() {
        let one = said(&value["value"]);
        let part = |name: &str| Some(said(&value[name])).filter(|said| !said.is_empty()).unwrap_or_else(|| one.clone());
        (part("minValue"), part("maxValue"), said(&value["unitText"]))
    } else {
        (said(value), said(value), said(&salary["unitText"]))
    };
    let words = salary.as_str().unwrap_or_default().to_owned();
    RowPay { min, max, currency: said(&salary["currency"]), period, words }
}

/// The code of the ROME, where the category is of that set or is written like one.
fn rome(category: &Value) -> String {
    let code = |category: &Value| match category {
        Value::Object(_) => {
            said(&category["inCodeSet"]).to_uppercase().contains("ROME").then(|| said(&category["codeValue"]))
        }
        other => passerelle_rules::feed::rome(&said(other)),
    };
    each(category).iter().find_map(code).unwrap_or_default()
}
