//! schema.org `JobPosting` as JSON-LD: one, a list of them, an `ItemList`, a `DataFeed` or a graph.

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
    // Work in several places is shown in the first.
    let location = first(&ad["jobLocation"]);
    let address = &location["address"];
    let country = &address["addressCountry"];
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
        place: RowPlace {
            city: said(&address["addressLocality"]),
            region: said(&address["addressRegion"]),
            country: if country.is_object() { said(&country["name"]) } else { said(country) },
            lat: said(&location["geo"]["latitude"]),
            lon: said(&location["geo"]["longitude"]),
        },
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

/// A value, or the first of a list of them.
fn first(value: &Value) -> &Value {
    value.as_array().and_then(|all| all.first()).unwrap_or(value)
}

fn all_of(value: &Value, say: impl Fn(&Value) -> String) -> String {
    let all = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    all.iter().map(say).collect::<Vec<_>>().join(" ")
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
    let all = category.as_array().map_or(std::slice::from_ref(category), Vec::as_slice);
    let code = |category: &Value| match category {
        Value::Object(_) => {
            said(&category["inCodeSet"]).to_uppercase().contains("ROME").then(|| said(&category["codeValue"]))
        }
        other => passerelle_rules::feed::rome(&said(other)),
    };
    all.iter().find_map(code).unwrap_or_default()
}
