//! The export of leboncoin, a French site of small ads: CSV with a head. It has no field for a contract, which the title says.

use csv::{ErrorKind, ReaderBuilder, StringRecord};
use passerelle_rules::feed::{Refusal, Row, RowPlace, RowText, Why};

use super::{ROWS, Read, Unreadable};

pub fn read(source: &str) -> Result<Vec<Read>, Unreadable> {
    let mut reader = ReaderBuilder::new().from_reader(source.as_bytes());
    let head = reader.headers().map_err(|error| broken(&error))?.clone();
    if !["titre", "identifiant", "redirection"].iter().all(|name| head.iter().any(|column| column == *name)) {
        return Err(Unreadable::NoRows);
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        rows.push(match record {
            Ok(record) => Ok(row(&head, &record)),
            // The next row begins on the next line all the same.
            Err(error) if matches!(error.kind(), ErrorKind::UnequalLengths { .. }) => {
                Err(Refusal::new("row", Why::NotUnderstood, &error.to_string()))
            }
            Err(error) => return Err(broken(&error)),
        });
        if rows.len() > ROWS {
            return Err(Unreadable::TooManyRows);
        }
    }
    Ok(rows)
}

fn broken(error: &csv::Error) -> Unreadable {
    Unreadable::Malformed { at: error.position().map_or(0, csv::Position::byte), what: error.to_string() }
}

fn row(head: &StringRecord, record: &StringRecord) -> Row {
    let text = |name: &str| {
        let column = head.iter().position(|column| column == name);
        column.and_then(|column| record.get(column)).unwrap_or_default().trim().to_owned()
    };
    Row {
        reference: text("identifiant"),
        url: text("redirection"),
        title: text("titre"),
        company: text("entreprise"),
        place: RowPlace {
            city: text("ville"),
            region: text("région"),
            country: "FR".to_owned(),
            ..RowPlace::default()
        },
        lang: "fr".to_owned(),
        texts: vec![RowText::Plain(text("description"))],
        ..Row::default()
    }
}
