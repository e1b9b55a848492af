//! Words that lessons use and explain where they stand.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

/// A word and what it means, in one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning<S = String> {
    pub term: S,
    pub definition: S,
}

/// Every word that is explained, by its slug and then by language.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Glossary(BTreeMap<String, BTreeMap<String, Meaning>>);

/// The words in one language, by slug.
pub type Words<'a> = HashMap<&'a str, Meaning<&'a str>>;

impl Glossary {
    /// Reads `glossary.json`.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The words that are explained in a language.
    pub fn words(&self, lang: &str) -> Words<'_> {
        let mut words = Words::new();
        for (slug, meanings) in &self.0 {
            if let Some(Meaning { term, definition }) = meanings.get(lang) {
                words.insert(slug, Meaning { term, definition });
            }
        }
        words
    }
}
