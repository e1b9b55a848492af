//! The export of Decathlon's recruiting system: JSON with `ads`. The recruiter is named in it, and is not read.

use passerelle_rules::feed::{Refusal, Row, RowPay, RowPlace, RowText, Why};
use serde_json::Value;

use super::{Read, Unreadable, json, said};

pub fn read(source: &str) -> Result<Vec<Read>, Unreadable> {
    let file = json(source)?;
    let ads = file["ads"].as_array().map(Vec::as_slice).unwrap_or_default();
    let read = |ad: &Value| match ad {
        Value::Object(_) => Ok(row(ad)),
        other => Err(Refusal::new("row", Why::NotUnderstood, &other.to_string())),
    };
    Ok(ads.iter().map(read).collect())
}

fn row(ad: &Value) -> Row {
    let (place, spot) = (&ad["address"]["parts"], &ad["address"]["position"]);
    let (pay, months) = (&ad["salary"], &ad["contract_duration"]);
    // Ours is pay before tax.
    let is_gross = said(&pay["rate_type"]).eq_ignore_ascii_case("brut");
    let pay = if is_gross {
        RowPay {
            min: said(&pay["min"]),
            max: said(&pay["max"]),
            currency: said(&pay["currency"]),
            period: said(&pay["kind"]),
            words: String::new(),
        }
    } else {
        RowPay::default()
    };
    Row {
        reference: said(&ad["reference"]),
        url: said(&ad["apply_url"]),
        title: said(&ad["title"]),
        company: said(&ad["brand"]["name"]),
        contract: said(&ad["contract_type"]),
        // From twelve to twenty-four months is no length.
        months: if months["min"] == months["max"] { said(&months["min"]) } else { String::new() },
        level: said(&ad["education_level"]),
        pay,
        place: RowPlace {
            city: said(&place["city"]),
            region: said(&place["state"]),
            country: said(&place["country"]),
            lat: said(&spot["lat"]),
            lon: said(&spot["lon"]),
        },
        posted: said(&ad["published_at"]),
        lang: said(&ad["locale"]),
        texts: ["description", "profile"].map(|part| RowText::Html(said(&ad[part]))).into(),
        ..Row::default()
    }
}
