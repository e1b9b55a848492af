//! The export of EDF's recruiting system: `offer` elements. The person who supervises a job is named in it with their address, and
//! is not read.

use passerelle_rules::feed::{Row, RowPay, RowPlace, RowText, remote};

use super::{Read, Unreadable, xml};

pub fn read(source: &str) -> Result<Vec<Read>, Unreadable> {
    xml::rows(source, "offer", |ad| Ok(row(ad)))
}

fn row(ad: &xml::Element) -> Row {
    let job = |path: &str| ad.text(&format!("jobDescription/{path}"));
    let telework = of_telework(&job("customFields/LongText1"));
    let markup = |path: &str| match job(&format!("{path}Formatted")) {
        html if html.is_empty() => RowText::Plain(job(path)),
        html => RowText::Html(html),
    };
    Row {
        reference: ad.text("reference"),
        url: ad.text("directUrl"),
        title: job("title"),
        company: job("salaryRange"),
        company_about: ad.text("entityDescription"),
        contract: job("contract"),
        diploma: ad.attribute("applicantCriteria/diploma", "clientcode"),
        pay: RowPay { words: ad.text("applicantCriteria/customFields/list1"), ..RowPay::default() },
        place: RowPlace {
            city: job("location/jobLocation"),
            region: job("location/regions/region"),
            country: job("country"),
            ..RowPlace::default()
        },
        // Words of a list of benefits that are not understood say nothing of where the work is, and refuse no ad.
        remote: remote(&telework).map(|_| telework).unwrap_or_default(),
        posted: ad.text("creationDate"),
        start: job("customFields/datetime1"),
        lang: "fr".to_owned(),
        texts: vec![
            RowText::Plain(job("description")),
            markup("missionDescription"),
            markup("applicantProfile"),
            markup("customFields/LongText1"),
        ],
        ..Row::default()
    }
}

/// What a list of benefits says of work elsewhere. The others are of pay, holidays and insurance, and have words in common with it.
fn of_telework(benefits: &str) -> String {
    let clauses = benefits.split([',', ';', '.', '\n', '•']).filter(|clause| {
        let clause = clause.to_lowercase();
        clause.contains("télétravail") || clause.contains("teletravail")
    });
    clauses.map(str::trim).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_said_of_telework_says_where_the_work_is() {
        let benefits = "Mutuelle à 100 %, prime totale, télétravail possible. Temps complet";
        assert_eq!(of_telework(benefits), "télétravail possible");
        assert_eq!(of_telework("Mutuelle à 100 %"), "");
    }
}
