//! Lists that forms choose from: skills and places.

use crate::{
    account::Language,
    endpoint::{NoBody, endpoints},
    id::{OccupationCode, PlaceSlug, SkillCode},
    wire::{request, wire},
};

wire! {
    /// A skill of the taxonomy, named in the reader's language.
    pub struct Skill {
        pub code: SkillCode,
        pub name: String,
    }

    /// A town.
    pub struct Place {
        pub slug: PlaceSlug,
        pub name: String,
        /// Empty where it is not known.
        pub region: String,
        /// ISO 3166-1 alpha-2.
        pub country: String,
    }
}

wire! {
    /// An occupation of the ROME, the French directory of occupations.
    pub struct Occupation {
        pub code: OccupationCode,
        /// Its name in the reader's language, or else as the directory has it.
        pub name: String,
        /// The language that the name is in.
        pub lang: Language,
    }
}

request! {
    /// Which language names come in; English when left out.
    pub struct InLanguage {
        pub lang: Option<Language>,
    }

    /// Which places come, and in which language.
    pub struct PlaceQuery {
        pub lang: Option<Language>,
        /// The beginning of a name, or a part of it, of at most [`limits::NAME`] characters. The places on offer when left out.
        pub q: Option<String>,
    }
}

impl PlaceQuery {
    /// The places on offer, named in a language.
    pub fn offered(lang: Language) -> Self {
        Self { lang: Some(lang), q: None }
    }
}

/// Bounds that the form and the server both hold to.
pub mod limits {
    /// Characters of a name that is looked for.
    pub const NAME: u64 = 100;
    /// Places that a name brings at most.
    pub const PLACES: usize = 20;
}

endpoints! {
    /// Lists every skill of the taxonomy by name.
    Get "/api/skills" ListSkills {} (InLanguage, NoBody) -> Vec<Skill>, Public;
    /// Lists the places on offer by name, or up to 20 of all that are known by a part of a name, those first that begin so.
    Get "/api/places" ListPlaces {} (PlaceQuery, NoBody) -> Vec<Place>, Public;
    /// Lists every occupation of the ROME that is known here, by name.
    Get "/api/directory/occupations" ListDirectory {} (InLanguage, NoBody) -> Vec<Occupation>, Public;
}
