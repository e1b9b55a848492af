//! Feeds of other sites: reading their files into rows. What a row is here, `passerelle_rules::feed` decides; what becomes of it,
//! [`import`] does.

use std::str::FromStr;

use passerelle_rules::feed::{Refusal, Row};

mod apec;
mod decathlon;
mod edf;
mod hello_work;
pub mod import;
mod jooble;
mod leboncoin;
mod lines;
mod numbers;
mod outcome;
mod schema_org;
pub mod text;
mod towns;
mod xml;

/// Bytes of a file.
pub const FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Rows of a file.
pub const ROWS: usize = 100_000;

/// Values of a JSON file, which take far more room in memory than in it.
pub const VALUES: usize = 3_000_000;

/// The shapes of feeds that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    SchemaOrg,
    Apec,
    Edf,
    HelloWork,
    Jooble,
    Leboncoin,
    Decathlon,
}

impl Format {
    pub const ALL: [Self; 7] =
        [Self::SchemaOrg, Self::Apec, Self::Edf, Self::HelloWork, Self::Jooble, Self::Leboncoin, Self::Decathlon];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SchemaOrg => "schema-org",
            Self::Apec => "apec",
            Self::Edf => "edf",
            Self::HelloWork => "hello-work",
            Self::Jooble => "jooble",
            Self::Leboncoin => "leboncoin",
            Self::Decathlon => "decathlon",
        }
    }
}

impl FromStr for Format {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|format| format.as_str() == name).ok_or(())
    }
}

/// A row as it was read, or why it cannot be: the file is well formed and the row is not.
pub type Read = Result<Row, Refusal>;

/// Why nothing of a file is read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("larger than {FILE_BYTES} bytes")]
    TooLarge,
    #[error("more than {ROWS} rows")]
    TooManyRows,
    #[error("not UTF-8 from byte {0} on")]
    NotText(usize),
    #[error(
        "it declares a document type, by which entities could be made that grow without end or that read other files"
    )]
    DocumentType,
    #[error("elements inside one another more than {} deep", xml::DEPTH)]
    TooDeep,
    #[error("more than {} elements and attributes in one row, or more than {} values of JSON", xml::PARTS, VALUES)]
    TooManyParts,
    #[error("at byte {at}: {what}")]
    Malformed { at: u64, what: String },
    #[error("not one row of this format: nothing was changed")]
    NoRows,
}

/// Reads a file's rows in their order.
pub fn read(format: Format, bytes: &[u8]) -> Result<Vec<Read>, Unreadable> {
    if bytes.len() as u64 > FILE_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let source = std::str::from_utf8(bytes).map_err(|error| Unreadable::NotText(error.valid_up_to()))?;
    let mut rows = match format {
        Format::SchemaOrg => schema_org::read(source),
        Format::Apec => apec::read(source),
        Format::Edf => edf::read(source),
        Format::HelloWork => hello_work::read(source),
        Format::Jooble => jooble::read(source),
        Format::Leboncoin => leboncoin::read(source),
        Format::Decathlon => decathlon::read(source),
    }?;
    rows.iter_mut().flatten().for_each(text::read_signs);
    // A file without a row is a page that says something went wrong sooner than a site that has no ads any more.
    match rows.len() {
        0 => Err(Unreadable::NoRows),
        count if count > ROWS => Err(Unreadable::TooManyRows),
        _ => Ok(rows),
    }
}

/// JSON, of which `serde_json` reads no more than 128 levels.
fn json(source: &str) -> Result<serde_json::Value, Unreadable> {
    if values(source) > VALUES {
        return Err(Unreadable::TooManyParts);
    }
    serde_json::from_str(source).map_err(|error| Unreadable::Malformed { at: 0, what: error.to_string() })
}

/// How many values JSON has at most: one stands in front of each comma, and one behind each bracket that opens.
fn values(source: &str) -> usize {
    let (mut values, mut in_text, mut is_escaped) = (1, false, false);
    for byte in source.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = in_text,
            b'"' => in_text = !in_text,
            b',' | b'[' | b'{' if !in_text => values += 1,
            _ => {}
        }
    }
    values
}

/// What a member of JSON says: a text, or a number as it is written.
fn said(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_only_so_many_values() {
        assert_eq!(values(r#"{"a, [\" {": [1, 2]}"#), 4, "what stands in a text is none");
        let many = |count| format!("[{}0]", "0,".repeat(count));
        assert!(json(&many(10)).is_ok());
        assert!(matches!(json(&many(VALUES)), Err(Unreadable::TooManyParts)));
    }
}
