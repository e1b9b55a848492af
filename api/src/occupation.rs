//! The occupations that a search of ads chooses from.

use crate::{
    endpoint::{NoBody, endpoints},
    job::JobQuery,
    reference::Occupation,
    wire::wire,
};

wire! {
    /// The occupations that a search can choose, whatever occupation it asks for itself.
    pub struct OccupationFacet {
        /// How many ads there are without a choice of occupation, those included that name none.
        pub without: u64,
        /// The nearest first, then by name.
        pub occupations: Vec<OccupationChoice>,
    }

    /// How many ads a search with an occupation would find.
    pub struct OccupationChoice {
        pub occupation: Occupation,
        pub count: u64,
        /// Where none is as near as the search looks: the wider distance to which it would go by itself, in kilometres.
        pub widened_km: Option<u32>,
    }
}

endpoints! {
    /// Lists the occupations of the ads that a search finds, whatever occupation it asks for itself, and those for which it would go
    /// farther.
    Get "/api/occupations" ListOccupations {} (JobQuery, NoBody) -> OccupationFacet, Public;
}
