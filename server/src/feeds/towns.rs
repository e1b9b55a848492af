//! Where the work of a feed is: the towns that are known, and new ones where a row says where they are.

use std::collections::{HashMap, HashSet};

use passerelle_api::account::Language;
use passerelle_rules::{
    distance::{Spot, km},
    feed::{Refusal, Town, Why},
};

use super::import::{own, slug};
use crate::{
    store::reference::{Named, Names},
    text::fold,
};

/// Kilometres within which two spots of one name are one town.
const SAME_TOWN_KM: u32 = 40;

/// New towns of one run. A file that has more is wrong about where its work is sooner than it is right.
const MOST_TOWNS: usize = 2_000;

/// The towns that are known, with those that the feed brings behind them.
pub struct Towns {
    source: String,
    all: Vec<Named>,
    /// How many were known before.
    before: usize,
    /// Which of them a folded name means in a country.
    by_name: HashMap<(String, String), Vec<usize>>,
    slugs: HashSet<String>,
}

impl Towns {
    /// Begins with those that are known.
    pub fn new(source: &str, known: Vec<Named>) -> Self {
        let mut towns = Self {
            source: source.to_owned(),
            all: Vec::with_capacity(known.len()),
            before: known.len(),
            by_name: HashMap::new(),
            slugs: HashSet::new(),
        };
        for town in known {
            towns.push(town);
        }
        towns
    }

    fn push(&mut self, town: Named) {
        let names: HashSet<String> = town.names.values().map(|name| fold(name)).collect();
        for name in names {
            self.by_name.entry((town.country.clone(), name)).or_default().push(self.all.len());
        }
        self.slugs.insert(town.slug.clone());
        self.all.push(town);
    }

    /// Those that the feed brings.
    pub fn added(&self) -> &[Named] {
        &self.all[self.before..]
    }

    /// The town that a row names: the nearest of that name and country, or else a new one where the row says where it is.
    pub fn find(&mut self, town: &Town, lang: Language) -> std::result::Result<Named, Refusal> {
        let name = fold(&town.name);
        let of_name = self.by_name.get(&(town.country.clone(), name.clone()));
        let of_name = of_name.into_iter().flatten().map(|at| &self.all[*at]);
        let Some(spot) = town.spot else {
            return only(of_name, town).ok_or_else(|| Refusal::new("place", Why::PlaceNotKnown, &town.name));
        };
        match of_name.map(|other| (km(spot, other.spot), other)).min_by_key(|(away, _)| *away) {
            Some((away, nearest)) if away <= SAME_TOWN_KM => Ok(nearest.clone()),
            _ => self.add(&name, town, spot, lang),
        }
    }

    fn add(&mut self, name: &str, town: &Town, spot: Spot, lang: Language) -> std::result::Result<Named, Refusal> {
        if self.added().len() >= MOST_TOWNS {
            return Err(Refusal::new("place", Why::TooManyPlaces, &town.name));
        }
        let own = own(&self.source, &format!("{name} {} {:.2} {:.2}", town.country, spot.lat, spot.lon));
        let slug = format!("{}-{own}", slug(name, 40));
        if self.slugs.contains(&slug) {
            return Err(Refusal::new("place", Why::Taken, &slug));
        }
        let new = Named {
            slug,
            names: Names::from([(lang.as_str().to_owned(), town.name.clone())]),
            region: town.region.clone(),
            country: town.country.clone(),
            spot,
            source: Some(self.source.clone()),
        };
        self.push(new.clone());
        Ok(new)
    }
}

/// The one of these towns that a row without coordinates means. Where it says a region, that must be the town's; where it says none,
/// what feeds brought may be any town of that name. Of two, nothing says which.
fn only<'a>(towns: impl Iterator<Item = &'a Named>, town: &Town) -> Option<Named> {
    let region = fold(&town.region);
    let mut found = towns.filter(|other| match region.as_str() {
        "" => other.source.is_none() || other.region.is_empty(),
        region => fold(&other.region) == region,
    });
    found.next().filter(|_| found.next().is_none()).cloned()
}
