//! The export of HelloWork, a French job board: `job` elements with coordinates.

use passerelle_rules::feed::{Row, RowPay, RowPlace, RowText};

use super::{Read, Unreadable, xml};

pub fn read(source: &str) -> Result<Vec<Read>, Unreadable> {
    xml::rows(source, "job", |ad| Ok(row(ad)))
}

fn row(ad: &xml::Element) -> Row {
    let spot = ad.text("geoloc");
    let (lat, lon) = spot.split_once(',').unwrap_or_default();
    let in_months = matches!(ad.text("contract_period_unit").to_lowercase().as_str(), "mois" | "month" | "months");
    Row {
        reference: ad.text("job_id"),
        url: ad.text("url"),
        title: ad.text("title"),
        company: ad.text("company_title"),
        company_about: ad.text("company_description"),
        contract: ad.text("contract"),
        months: if in_months { ad.text("contract_period_value") } else { String::new() },
        diploma: ad.text("education"),
        pay: RowPay { words: ad.text("salary"), ..RowPay::default() },
        place: RowPlace {
            city: ad.text("city"),
            region: ad.text("region"),
            country: ad.text("country"),
            lat: lat.to_owned(),
            lon: lon.to_owned(),
        },
        remote: ad.text("remote"),
        posted: ad.text("publication_date"),
        lang: "fr".to_owned(),
        texts: ["description", "profile", "benefits"].map(|part| RowText::Plain(ad.text(part))).into(),
        ..Row::default()
    }
}
