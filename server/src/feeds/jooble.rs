//! The export of Jooble, a search engine of jobs: `job` elements. Its descriptions are HTML in one ad and text in the next.

use passerelle_rules::feed::{Row, RowPay, RowPlace};

use super::{Read, Unreadable, text, xml};

pub fn read(source: &str) -> Result<Vec<Read>, Unreadable> {
    xml::rows(source, "job", |ad| Ok(row(ad)))
}

fn row(ad: &xml::Element) -> Row {
    let pay = |part: &str| ad.text(&format!("salary/{part}"));
    // Some ads have the region's line in their place, whose last part is the region.
    let region = ad.text("region/state");
    let region = region.rsplit(';').next().unwrap_or_default().trim().to_owned();
    Row {
        reference: ad.text("referencenumber"),
        url: ad.text("url"),
        title: ad.text("title"),
        company: ad.text("company"),
        contract: ad.text("jobtype"),
        pay: RowPay {
            min: pay("min"),
            max: pay("max"),
            currency: pay("currency"),
            period: pay("rate"),
            words: String::new(),
        },
        place: RowPlace {
            city: ad.text("region/city"),
            region,
            country: ad.text("region/country"),
            ..RowPlace::default()
        },
        posted: ad.text("date_updated"),
        expires: ad.text("date_expired"),
        lang: "fr".to_owned(),
        texts: vec![text::either(ad.text("description"))],
        ..Row::default()
    }
}
