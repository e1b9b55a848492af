//! schema.org `JobPosting` as JSON-LD: one, a list of them, an `ItemList`, a `DataFeed` or a graph.

use std::collections::VecDeque;

use passerelle_rules::feed::{Refusal, Row, RowPay, RowPlace, Why, pay::in_words};
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
        // Organisations give their numbers themselves, and know nothing of those of others. An address is nobody else's.
        by_company: !reference.is_empty(),
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
        pay: pay(ad),
        place: places.pop_front().unwrap_or_default(),
        further: places.into(),
        remote: all(&ad["jobLocationType"]),
        posted: said(&ad["datePosted"]),
        start: said(&ad["jobStartDate"]),
        expires: said(&ad["validThrough"]),
        openings: said(&ad["totalJobOpenings"]),
        lang: said(&ad["inLanguage"]),
        rome: rome(&ad["occupationalCategory"]),
        texts: ["description", "responsibilities", "qualifications"]
            .iter()
            .flat_map(|part| each(&ad[*part]))
            .map(|part| text::either(said(part)))
            .collect(),
        months: String::new(),
        diploma: String::new(),
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

/// The pay of an ad. Of several nothing says which one is meant, so that all of them are only words.
fn pay(ad: &Value) -> RowPay {
    match each(&ad["baseSalary"]) {
        [one] => salary(one, &ad["salaryCurrency"]),
        several => {
            let all = several.iter().filter_map(|one| in_words(&salary(one, &ad["salaryCurrency"])));
            RowPay { words: all.collect::<Vec<_>>().join(", "), ..RowPay::default() }
        }
    }
}

/// An amount of money with its value or with its bounds, a price, a number, or some words.
fn salary(salary: &Value, currency: &Value) -> RowPay {
    let value = Some(&salary["value"]).filter(|value| value.is_object()).unwrap_or(salary);
    let first = |names: &[&str]| {
        let mut all = names.iter().flat_map(|name| [said(&value[*name]), said(&salary[*name])]);
        all.find(|said| !said.is_empty())
    };
    let alone = said(salary);
    let is_number = alone.trim().parse::<f64>().is_ok();
    let one = if is_number { alone.clone() } else { first(&["value", "price"]).unwrap_or_default() };
    RowPay {
        min: first(&["minValue", "minPrice"]).unwrap_or_else(|| one.clone()),
        max: first(&["maxValue", "maxPrice"]).unwrap_or(one),
        currency: first(&["currency", "priceCurrency"]).unwrap_or_else(|| said(currency)),
        period: first(&["unitText"]).unwrap_or_default(),
        words: if is_number { String::new() } else { alone },
    }
}

/// The code of the ROME, where the category is of that set or is written like one.
fn rome(category: &Value) -> String {
    let code = |category: &Value| match category {
        Value::Object(_) => {
            let set = &category["inCodeSet"];
            let is_rome = [said(set), said(&set["name"])].iter().any(|name| name.to_uppercase().contains("ROME"));
            is_rome.then(|| said(&category["codeValue"]))
        }
        other => passerelle_rules::feed::rome(&said(other)),
    };
    each(category).iter().find_map(code).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use passerelle_rules::feed::pay::of;
    use serde_json::json;

    use super::*;

    #[test]
    fn pay_is_read_in_each_form_that_the_vocabulary_has_and_is_never_lost() {
        let month = |amount: u32| json!({"currency": "EUR", "value": {"value": amount, "unitText": "MONTH"}});
        for (salary, amounts, words) in [
            (month(700), Some((700, 700)), "700 EUR MONTH"),
            (json!([month(700)]), Some((700, 700)), "700 EUR MONTH"),
            (json!([month(700), month(900)]), None, "700 EUR MONTH, 900 EUR MONTH"),
            (
                json!({"currency": "EUR", "minValue": 2_000, "maxValue": 2_500, "unitText": "MONTH"}),
                Some((2_000, 2_500)),
                "2000–2500 EUR MONTH",
            ),
            (json!({"currency": "EUR", "minValue": 24_000}), None, "24000– EUR"),
            (json!({"price": 12, "priceCurrency": "EUR", "unitText": "HOUR"}), Some((12, 12)), "12 EUR HOUR"),
            (
                json!({"currency": "EUR", "value": {"value": "2000-2500", "unitText": "MONTH"}}),
                None,
                "2000-2500 EUR MONTH",
            ),
            (json!(30_000), None, "30000 EUR"),
            (json!("30000"), None, "30000 EUR"),
            (json!("Selon profil"), None, "Selon profil"),
        ] {
            let said = pay(&json!({"baseSalary": salary, "salaryCurrency": "EUR"}));
            let read = of(&said).map(|pay| (pay.min, pay.max));
            assert_eq!((read, in_words(&said).as_deref()), (amounts, Some(words)), "{salary}");
        }
        assert_eq!(in_words(&pay(&json!({"salaryCurrency": "EUR"}))), None);
    }

    #[test]
    fn parts_of_the_text_that_are_lists_are_read_one_by_one() {
        let ad = json!({"description": "<p>Un poste</p>", "responsibilities": ["Pétrir", "Cuire"]});
        let said = ["<p>Un poste</p>", "Pétrir", "Cuire", ""].map(|text| text::either(text.to_owned()));
        assert_eq!(row(&ad).texts, said);
    }

    #[test]
    fn a_set_of_codes_may_be_named_by_a_text_or_by_an_object() {
        for set in [json!("ROME"), json!({"@type": "CategoryCodeSet", "name": "ROME 4.0"})] {
            assert_eq!(rome(&json!({"inCodeSet": set, "codeValue": "D1102"})), "D1102");
        }
        assert_eq!(rome(&json!({"inCodeSet": {"name": "O*NET"}, "codeValue": "D1102"})), "");
    }
}
