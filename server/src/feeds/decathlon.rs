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
    let rate = said(&pay["rate_type"]);
    let pay = RowPay {
        min: said(&pay["min"]),
        max: said(&pay["max"]),
        currency: said(&pay["currency"]),
        period: said(&pay["kind"]),
        words: String::new(),
    };
    let pay = if rate.eq_ignore_ascii_case("brut") {
        pay
    } else {
        // Ours is pay before tax. What is after it, or may be, stays in the feed's words: without a period it is no pay.
        RowPay { currency: [pay.currency, pay.period, rate].join(" "), period: String::new(), ..pay }
    };
    Row {
        reference: said(&ad["reference"]),
        url: said(&ad["apply_url"]),
        title: said(&ad["title"]),
        company: said(&ad["brand"]["name"]),
        contract: said(&ad["contract_type"]),
        // From twelve to twenty-four months is no length.
        months: if months["min"] == months["max"] { said(&months["min"]) } else { String::new() },
        diploma: said(&ad["education_level"]),
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

#[cfg(test)]
mod tests {
    use passerelle_rules::feed::pay::{in_words, of};
    use serde_json::json;

    use super::*;

    #[test]
    fn pay_after_tax_is_no_pay_before_it_and_is_told_all_the_same() {
        let told = |rate: Value| {
            let pay = json!({"min": 1_500, "max": 1_700, "currency": "EUR", "kind": "Mensuel", "rate_type": rate});
            let pay = read(&json!({"ads": [{"salary": pay}]}).to_string()).unwrap().remove(0).unwrap().pay;
            (of(&pay).map(|pay| (pay.min, pay.max)), in_words(&pay).unwrap())
        };
        assert_eq!(told("Brut".into()), (Some((1_500, 1_700)), "1500–1700 EUR Mensuel".to_owned()));
        assert_eq!(told("Net".into()), (None, "1500–1700 EUR Mensuel Net".to_owned()));
        assert_eq!(told(Value::Null), (None, "1500–1700 EUR Mensuel".to_owned()));
    }
}
