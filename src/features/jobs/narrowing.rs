//! The filters of a search one by one: what each is called, what it says, and how it is dropped.

use passerelle_api::{
    job::{JobQuery, limits},
    reference::{Occupation, Place},
};

use crate::{i18n as tr, words};

/// One filter of a search. Its name on the wire is the name of the query parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Narrowing {
    Words,
    Place,
    Radius,
    Contract,
    Level,
    Remote,
    MinPay,
    Occupation,
    TrainingDays,
    Accessible,
    Confident,
    StartFrom,
    StartTo,
}

impl Narrowing {
    const ALL: [Self; 13] = [
        Self::Words,
        Self::Place,
        Self::Radius,
        Self::Contract,
        Self::Level,
        Self::Remote,
        Self::MinPay,
        Self::Occupation,
        Self::TrainingDays,
        Self::Accessible,
        Self::Confident,
        Self::StartFrom,
        Self::StartTo,
    ];

    /// The filter of a query parameter.
    pub fn of(parameter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|narrowing| narrowing.parameter() == parameter)
    }

    const fn parameter(self) -> &'static str {
        match self {
            Self::Words => "q",
            Self::Place => "place",
            Self::Radius => "radius",
            Self::Contract => "contract",
            Self::Level => "level",
            Self::Remote => "remote",
            Self::MinPay => "min_pay",
            Self::Occupation => "occupation",
            Self::TrainingDays => "training_days",
            Self::Accessible => "accessible",
            Self::Confident => "disability_confident",
            Self::StartFrom => "start_from",
            Self::StartTo => "start_to",
        }
    }

    /// What the filter is called.
    pub fn label(self) -> String {
        match self {
            Self::Words => tr::jobs::words(),
            Self::Place => tr::jobs::place(),
            Self::Radius => tr::jobs::radius(),
            Self::Contract => tr::jobs::contract(),
            Self::Level => tr::jobs::level_mine(),
            Self::Remote => tr::jobs::remote(),
            Self::MinPay => tr::jobs::min_pay(),
            Self::Occupation => tr::jobs::occupation(),
            Self::TrainingDays => tr::jobs::rhythm(),
            Self::Accessible | Self::Confident => tr::jobs::workplace(),
            Self::StartFrom => tr::jobs::start_from(),
            Self::StartTo => tr::jobs::start_to(),
        }
    }

    /// Takes the filter out of a search.
    pub fn drop(self, query: &mut JobQuery) {
        match self {
            Self::Words => query.q = None,
            Self::Place => (query.place, query.radius) = (None, None),
            Self::Radius => query.radius = None,
            Self::Contract => query.contract = None,
            Self::Level => query.level = None,
            Self::Remote => query.remote = None,
            Self::MinPay => query.min_pay = None,
            Self::Occupation => query.occupation = None,
            Self::TrainingDays => query.training_days = None,
            Self::Accessible => query.accessible = None,
            Self::Confident => query.disability_confident = None,
            Self::StartFrom => query.start_from = None,
            Self::StartTo => query.start_to = None,
        }
    }

    /// What the filter asks for in a search, where it is applied. A radius is said with its place.
    fn value(self, query: &JobQuery, places: &[Place], occupation: Option<&Occupation>) -> Option<String> {
        match self {
            Self::Words => query.q.clone(),
            Self::Place => query.place.as_ref().map(|slug| {
                let known = places.iter().find(|place| place.slug == *slug);
                let name = known.map_or_else(|| slug.to_string(), |place| place.name.clone());
                match query.radius.unwrap_or(limits::RADIUS_DEFAULT) {
                    limits::RADIUS_ITSELF => name,
                    radius => tr::jobs::around(&name, &words::kilometres(radius)),
                }
            }),
            Self::Radius => None,
            Self::Contract => query.contract.map(words::contract),
            Self::Level => query.level.map(words::eqf),
            Self::Remote => query.remote.map(words::remote),
            Self::MinPay => query.min_pay.map(at_least),
            Self::Occupation => query.occupation.as_ref().map(|code| {
                // The name comes with the ads, so that for a moment it may be the one before.
                let named = occupation.filter(|known| known.code.as_str().eq_ignore_ascii_case(code.as_str()));
                named.map_or_else(|| code.to_string(), |known| known.name.clone())
            }),
            Self::TrainingDays => query.training_days.map(|days| tr::jobs::training_days(days.into())),
            Self::Accessible => query.accessible.filter(|only| *only).map(|_| tr::jobs::accessible()),
            Self::Confident => query.disability_confident.filter(|only| *only).map(|_| tr::jobs::confident()),
            Self::StartFrom => query.start_from.map(|day| tr::jobs::from_day(&words::day(day))),
            Self::StartTo => query.start_to.map(|day| tr::jobs::to_day(&words::day(day))),
        }
    }
}

/// The filters that are applied, each with what it asks for.
pub fn applied(query: &JobQuery, places: &[Place], occupation: Option<&Occupation>) -> Vec<(Narrowing, String)> {
    let of_one = |narrowing: Narrowing| narrowing.value(query, places, occupation).map(|value| (narrowing, value));
    Narrowing::ALL.into_iter().filter_map(of_one).collect()
}

/// How many filters are applied.
pub fn count(query: &JobQuery) -> u64 {
    let single = [
        query.q.is_some(),
        query.place.is_some(),
        query.contract.is_some(),
        query.level.is_some(),
        query.remote.is_some(),
        query.min_pay.is_some(),
        query.occupation.is_some(),
        query.training_days.is_some(),
        query.accessible == Some(true),
        query.disability_confident == Some(true),
        query.start_from.is_some(),
        query.start_to.is_some(),
    ];
    single.into_iter().filter(|is_set| *is_set).count() as u64
}

/// A least pay in words.
pub fn at_least(euros: u32) -> String {
    tr::jobs::at_least(&tr::money(euros, "EUR"))
}

#[cfg(test)]
mod tests {
    use passerelle_api::job::Contract;

    use super::*;

    #[test]
    fn every_filter_is_found_by_its_parameter() {
        for narrowing in Narrowing::ALL {
            assert_eq!(Narrowing::of(narrowing.parameter()), Some(narrowing));
        }
        assert_eq!(Narrowing::of("sort"), None);
    }

    #[test]
    fn dropping_a_place_drops_its_radius_and_nothing_else() {
        let mut query = JobQuery {
            place: Some("lyon".into()),
            radius: Some(50),
            contract: Some(Contract::Permanent),
            ..JobQuery::default()
        };
        Narrowing::Place.drop(&mut query);
        assert_eq!(query, JobQuery { contract: Some(Contract::Permanent), ..JobQuery::default() });
    }

    #[test]
    fn a_radius_is_not_a_filter_of_its_own() {
        let query =
            JobQuery { place: Some("lyon".into()), radius: Some(50), q: Some("web".into()), ..JobQuery::default() };
        assert_eq!(count(&query), 2);
    }
}
