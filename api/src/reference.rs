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
}

endpoints! {
    /// Lists every skill of the taxonomy by name.
    Get "/api/skills" ListSkills {} (InLanguage, NoBody) -> Vec<Skill>, Public;
    /// Lists every place that searches know, by name.
    Get "/api/places" ListPlaces {} (InLanguage, NoBody) -> Vec<Place>, Public;
    /// Lists every occupation of the ROME that is known here, by name.
    Get "/api/directory/occupations" ListDirectory {} (InLanguage, NoBody) -> Vec<Occupation>, Public;
}
