//! What employers need and nobody teaches here.

use crate::{
    account::Language,
    endpoint::{NoBody, endpoints},
    id::OccupationCode,
    job::OccupationCount,
    reference::Skill,
    wire::{request, wire},
};

request! {
    /// Which ads to look at; every part narrows them.
    pub struct NeedsQuery {
        /// The region of the ads, as `regions` names it.
        pub region: Option<String>,
        /// The occupation of the ads, by its code in the ROME.
        pub occupation: Option<OccupationCode>,
        pub lang: Option<Language>,
    }
}

wire! {
    /// A skill that open ads need, or recruiters name in interviews, and no published course teaches.
    pub struct Need {
        pub skill: Skill,
        /// Open ads that need it.
        pub must: u32,
        /// Open ads that welcome it.
        pub nice: u32,
        /// Organisations whose open ads need it.
        pub employers: u32,
        /// Interviews with recruiters that name it, where these are counted.
        pub interviews: u32,
    }

    /// How many open ads a region has.
    pub struct RegionCount {
        pub region: String,
        pub country: String,
        pub count: u64,
    }

    /// What employers need and nobody teaches here, the most needed first.
    pub struct Needs {
        /// The open ads that were looked at.
        pub ads: u64,
        pub needs: Vec<Need>,
        /// Skills that are needed and not taught, and not told of: too few ads or organisations need them.
        pub few: u64,
        /// The regions of open ads, whatever region was asked for. Ads whose town has no known region are in none.
        pub regions: Vec<RegionCount>,
        /// The occupations of open ads, whatever occupation was asked for.
        pub occupations: Vec<OccupationCount>,
        /// Whether interviews with recruiters are counted: only for all ads, since an interview is of no region and no occupation.
        pub counts_interviews: bool,
    }
}

endpoints! {
    /// Lists the skills that open ads need, or recruiters name in interviews, and no published course teaches.
    Get "/api/teach/needs" ListNeeds {} (NeedsQuery, NoBody) -> Needs, Teacher;
}
