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
    let mut is_short = false;
    for record in reader.records() {
        is_short = record.as_ref().is_err_and(
            |error| matches!(error.kind(), ErrorKind::UnequalLengths { expected_len, len, .. } if len < expected_len),
        );
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
    // What is behind the place where it was cut off is not gone from the feed.
    let is_cut = is_short && !source.ends_with(['\n', '\r']);
    if is_cut || ends_in_quotes(source) {
        return Err(Unreadable::Malformed { at: source.len() as u64, what: "the file ends in the middle".to_owned() });
    }
    Ok(rows)
}

/// Whether quotation marks are open where a file ends, which the reader closes without a word. Only at the beginning of a field do they
/// open, and two of them inside are one sign.
fn ends_in_quotes(source: &str) -> bool {
    let (mut is_open, mut may_open) = (false, true);
    for byte in source.bytes() {
        (is_open, may_open) = match byte {
            b'"' if is_open => (false, true),
            b'"' => (may_open, false),
            b',' | b'\n' | b'\r' => (is_open, !is_open),
            _ => (is_open, false),
        };
    }
    is_open
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

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &str) -> Result<Vec<Read>, Unreadable> {
        read(&format!("titre,identifiant,redirection\n{rows}"))
    }

    #[test]
    fn a_file_that_was_cut_off_is_not_read_at_all() {
        let begun = "a,1,https://e.example\n";
        for cut in ["\"b", "\"b\nc,2,https://e.example\n", "b,2", "b,2,\"https://e.example/\"\""] {
            assert!(matches!(rows(&format!("{begun}{cut}")), Err(Unreadable::Malformed { .. })), "{cut}");
        }
    }

    #[test]
    fn quotation_marks_that_close_or_open_nothing_cut_nothing_off() {
        for whole in ["a,1,b", "\"a \"\"b\"\"\",1,c\n", "a \"b,1,c\n", "\"a\nb\",1,c\n", "\"a\" \"b,1,c\n"] {
            assert_eq!(rows(whole).unwrap().len(), 1, "{whole}");
        }
        for uneven in ["a,1\nb,2,c", "a,1,b\nb,2\n", "a,1,b\nb,2,c,d"] {
            let rows = rows(uneven).unwrap();
            assert_eq!(rows.iter().filter(|row| row.is_err()).count(), 1, "{uneven}: one refused row");
        }
    }
}
