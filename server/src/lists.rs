//! Skills and places as every search of talents needs them, kept in memory. Only an import changes them.

use std::{collections::HashMap, sync::Arc};

use passerelle_api::{account::Language, reference::Place};
use passerelle_rules::distance::Spot;

use crate::{
    error::Result,
    kept::Kept,
    search::talents::SkillWords,
    store::{
        Store,
        reference::{self, Taxonomy},
    },
};

/// How long they are kept before they are read again.
const KEPT_MS: i64 = 10_000;

/// Both lists, with what is made of them.
#[derive(Debug)]
pub struct Lists {
    pub taxonomy: Taxonomy,
    pub spots: HashMap<String, Spot>,
    /// Those of them that people choose to live in.
    pub homes: HashMap<String, Spot>,
    pub skill_words: SkillWords,
    places: HashMap<&'static str, Vec<Place>>,
}

impl Lists {
    /// The places by their names in a language.
    pub fn places(&self, lang: Language) -> &[Place] {
        self.places.get(lang.as_str()).map_or(&[], Vec::as_slice)
    }
}

/// The lists as they were read last, and when that was.
#[derive(Debug, Default)]
pub struct KeptLists(Kept<Arc<Lists>>);

impl KeptLists {
    /// The lists, at most some seconds old.
    pub async fn get(&self, store: &Store, now_ms: i64) -> Result<Arc<Lists>> {
        self.0.get(now_ms, KEPT_MS, read(store)).await
    }
}

async fn read(store: &Store) -> Result<Arc<Lists>> {
    let mut db = store.read().await?;
    let taxonomy = Taxonomy::load(&mut db).await?;
    let mut places = HashMap::new();
    for lang in Language::ALL {
        places.insert(lang.as_str(), reference::places(&mut db, *lang).await?);
    }
    let spots = reference::spots(&mut db).await?;
    let homes = reference::homes(&mut db, &spots).await?;
    Ok(Arc::new(Lists { skill_words: SkillWords::of(&taxonomy), taxonomy, spots, homes, places }))
}
