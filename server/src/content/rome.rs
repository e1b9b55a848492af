//! The published list of the ROME, the French directory of occupations: a CSV with `code_rome` and `libelle_rome`.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
};

use csv::{ErrorKind, ReaderBuilder};
use passerelle_api::account::Language;
use passerelle_rules::feed::{Refusal, Why, limits, rome};

use crate::{
    error::{Error, Result},
    feeds::import::Refused,
    store::{Store, occupation, reference::Names},
};

/// What became of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub added: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub refused: Vec<Refused>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { added, updated, unchanged, refused } = self;
        let rows = added + updated + unchanged + refused.len();
        write!(f, "{rows} rows: {added} added, {updated} updated, {unchanged} unchanged, {} refused", refused.len())
    }
}

/// Reads the list. A code that is known gets its French name from it and keeps the others; none is taken away, as ads may have it.
pub async fn import(store: &Store, source: &str) -> Result<Outcome> {
    let mut tx = store.begin().await?;
    let known = occupation::all(&mut tx).await?;
    let (mut outcome, mut changed, mut seen) = (Outcome::default(), Vec::new(), HashSet::new());
    for (index, row) in rows(source)?.into_iter().enumerate() {
        let row = row.and_then(|(code, name)| match seen.insert(code.clone()) {
            true => Ok((code, name)),
            false => Err(Refusal::new("code_rome", Why::Repeated, &code)),
        });
        let (code, name) = match row {
            Ok(row) => row,
            Err(refusal) => {
                outcome.refused.push(Refused { row: index + 1, refusal });
                continue;
            }
        };
        let mut names: Names = known.get(&code).cloned().unwrap_or_else(BTreeMap::new);
        let before = names.insert(Language::French.as_str().to_owned(), name.clone());
        match before {
            _ if !known.contains_key(&code) => outcome.added += 1,
            Some(before) if before == name => {
                outcome.unchanged += 1;
                continue;
            }
            _ => outcome.updated += 1,
        }
        changed.push((code, names));
    }
    occupation::put(&mut tx, &changed).await?;
    tx.commit().await?;
    Ok(outcome)
}

type Row = std::result::Result<(String, String), Refusal>;

fn rows(source: &str) -> Result<Vec<Row>> {
    let failed = |error: csv::Error| Error::fault(error.to_string());
    let mut reader = ReaderBuilder::new().from_reader(source.strip_prefix('\u{feff}').unwrap_or(source).as_bytes());
    let head = reader.headers().map_err(failed)?;
    let column = |name: &str| {
        head.iter().position(|column| column == name).ok_or_else(|| Error::fault(format!("no column {name}")))
    };
    let (code, name) = (column("code_rome")?, column("libelle_rome")?);
    let mut rows = Vec::new();
    for record in reader.records() {
        rows.push(match record {
            Ok(record) => row(record.get(code).unwrap_or_default(), record.get(name).unwrap_or_default()),
            Err(error) if matches!(error.kind(), ErrorKind::UnequalLengths { .. }) => {
                Err(Refusal::new("row", Why::NotUnderstood, &error.to_string()))
            }
            Err(error) => return Err(failed(error)),
        });
    }
    Ok(rows)
}

fn row(code: &str, name: &str) -> Row {
    let known = rome(code).ok_or_else(|| Refusal::new("code_rome", Why::NotUnderstood, code))?;
    match name.trim() {
        "" => Err(Refusal::new("libelle_rome", Why::Missing, "")),
        name if name.chars().count() > limits::NAME => Err(Refusal::new("libelle_rome", Why::TooLong, name)),
        name => Ok((known, name.to_owned())),
    }
}
