//! How many ads each choice of a search would leave, and which choices are worth offering.

use passerelle_api::{
    catalogue::FacetChoice,
    job::{Contract, JobFacet, Remote, limits},
};

/// How many ads are of one kind in everything that the facets choose between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    pub contract: Contract,
    pub remote: Remote,
    /// `None`: none is asked for.
    pub level: Option<u8>,
    /// Days of training a week; `None`: it is not said.
    pub training_days: Option<u8>,
    pub count: u64,
}

/// What a search chooses of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Choices {
    pub contract: Option<Contract>,
    pub remote: Option<Remote>,
    pub level: Option<u8>,
    pub training_days: Option<u8>,
}

impl Choices {
    fn hold(self, cell: &Cell) -> bool {
        self.contract.is_none_or(|contract| cell.contract == contract)
            && self.remote.is_none_or(|remote| cell.remote == remote)
            && self.level.is_none_or(|level| reached(cell, level))
            && self.training_days.is_none_or(|days| cell.training_days == Some(days))
    }
}

/// Whoever has a level may apply to every ad that asks for that one, a lower one or none.
fn reached(cell: &Cell, level: u8) -> bool {
    cell.level.is_none_or(|asked| asked <= level)
}

/// How many ads all choices together leave.
pub fn total(cells: &[Cell], chosen: Choices) -> u64 {
    cells.iter().filter(|cell| chosen.hold(cell)).map(|cell| cell.count).sum()
}

/// How many ads each choice would leave. Each facet leaves its own choice out of account, and counts with the others'.
pub fn facets(cells: &[Cell], chosen: Choices) -> Vec<JobFacet> {
    let contracts = Choices { contract: None, ..chosen };
    let of_contract = |contract| total(cells, Choices { contract: Some(contract), ..contracts });
    let remotes = Choices { remote: None, ..chosen };
    let of_remote = |remote| total(cells, Choices { remote: Some(remote), ..remotes });
    let levels = Choices { level: None, ..chosen };
    let of_level = |level| total(cells, Choices { level: Some(level), ..levels });
    let rhythms = Choices { training_days: None, ..chosen };
    let of_days = |days| total(cells, Choices { training_days: Some(days), ..rhythms });
    vec![
        facet("contract", total(cells, contracts), Contract::ALL.iter().map(|one| (one.as_str(), of_contract(*one)))),
        facet("remote", total(cells, remotes), Remote::ALL.iter().map(|one| (one.as_str(), of_remote(*one)))),
        facet("level", total(cells, levels), (1..=8).map(|level| (level, of_level(level)))),
        facet("training_days", total(cells, rhythms), (1..=5).map(|days| (days, of_days(days)))),
    ]
}

/// How many ads each choice of one filter leaves.
pub fn facet<T: ToString>(filter: &str, without: u64, counts: impl IntoIterator<Item = (T, u64)>) -> JobFacet {
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let choices = counts.map(|(value, count)| FacetChoice { value: value.to_string(), count }).collect();
    JobFacet { filter: filter.to_owned(), without, choices, farther: Vec::new() }
}

/// How many ads each distance would leave, of how many there are at each kilometre from the place. Without a choice it is the usual
/// distance, or the next wider one at which something is found.
pub fn radius_facet(by_km: &[(u32, u64)], own: Option<u32>) -> JobFacet {
    let without = first_within(by_km).map_or(0, |(_, count)| count);
    facet(RADIUS, without, with_own(&limits::RADII, own).into_iter().map(|radius| (radius, within(by_km, radius))))
}

/// Where a search that widens by itself first finds something, and how much, of how many ads there are at each kilometre.
pub fn first_within(by_km: &[(u32, u64)]) -> Option<(u32, u64)> {
    by_itself().map(|radius| (radius, within(by_km, radius))).find(|(_, count)| *count > 0)
}

fn within(by_km: &[(u32, u64)], radius: u32) -> u64 {
    by_km.iter().filter(|(km, _)| *km <= radius).map(|(_, count)| count).sum()
}

/// The filter of [`radius_facet`].
const RADIUS: &str = "radius";

/// Whether a search goes as far as it must to find something: around a place, with no distance chosen.
pub const fn widens(has_place: bool, radius: Option<u32>) -> bool {
    has_place && radius.is_none()
}

/// Whether what was counted nowhere may still be found: the choices of a search that found something at the usual distance were counted
/// no farther than that. Where it had to go on, or found nothing as far as it goes, each of them was counted as far as it goes.
pub const fn goes_farther(has_place: bool, radius: Option<u32>, total: u64, widened_km: Option<u32>) -> bool {
    widens(has_place, radius) && total > 0 && widened_km.is_none()
}

/// The distance that stays with a search that is kept, of what it found when it was. At each look the usual one would find nothing again,
/// and one that moves would take old ads for new. Where nothing is anywhere, that is the widest: whatever comes in within it is new.
pub fn kept_radius(has_place: bool, radius: Option<u32>, total: u64, widened_km: Option<u32>) -> Option<u32> {
    let found_nowhere = total == 0 && widens(has_place, radius);
    radius.or(widened_km).or(found_nowhere.then_some(limits::RADIUS_MAX))
}

/// The distances that such a search tries, nearest first.
pub fn by_itself() -> impl Iterator<Item = u32> {
    [limits::RADIUS_DEFAULT].into_iter().chain(limits::RADIUS_WIDER)
}

/// What each choice finds where a search widens by itself until it finds something: of the facets of each distance, nearest first,
/// the first that finds something counts.
pub fn first_found(by_distance: Vec<Vec<JobFacet>>) -> Vec<JobFacet> {
    let pairs = |near: Vec<JobFacet>, far| near.into_iter().zip(far).map(|(near, far)| nearer(near, far)).collect();
    by_distance.into_iter().reduce(pairs).unwrap_or_default()
}

fn nearer(near: JobFacet, far: JobFacet) -> JobFacet {
    if near.without == 0 {
        // Then it has no choices either: each of them leaves some of what there is without one.
        return JobFacet { choices: with_new(near.choices, far.choices), ..far };
    }
    let known = near.choices.len();
    let choices = with_new(near.choices, far.choices);
    let new = choices.iter().skip(known).map(|choice| choice.value.clone());
    JobFacet { farther: near.farther.into_iter().chain(new).collect(), choices, ..near }
}

fn with_new(mut choices: Vec<FacetChoice>, more: Vec<FacetChoice>) -> Vec<FacetChoice> {
    for choice in more {
        if choices.iter().all(|known| known.value != choice.value) {
            choices.push(choice);
        }
    }
    choices
}

/// The steps on offer, with the one that is asked for where it is another.
pub fn with_own(steps: &[u32], own: Option<u32>) -> Vec<u32> {
    let mut all: Vec<u32> = steps.iter().copied().chain(own).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// How many ads a choice of a filter would leave, where that was counted: for what is not nearby the search would go farther
/// ([`goes_farther`]), and nobody knows what it finds there.
pub fn counted(facet: &JobFacet, choice: &str, goes_farther: bool) -> Option<u64> {
    let left = facet.choices.iter().find(|counted| counted.value == choice).map_or(0, |counted| counted.count);
    (left > 0 || !goes_farther || facet.filter == RADIUS).then_some(left)
}

/// Whether a choice of a filter can be taken: it would leave something, and something else than there is without it. The one that is
/// taken always stays open, so that nobody is locked in or out by it; so does what is not nearby where the search would go farther for
/// it than it was counted ([`goes_farther`]).
pub fn is_open(facet: &JobFacet, choice: &str, is_taken: bool, goes_farther: bool) -> bool {
    let leaves_others = |left: u64| left != facet.without || facet.farther.iter().any(|farther| farther == choice);
    is_taken || counted(facet, choice, goes_farther).is_none_or(|left| left > 0 && leaves_others(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(facets: &[JobFacet], filter: &str) -> Vec<(String, u64)> {
        let found = facets.iter().find(|facet| facet.filter == filter).unwrap();
        found.choices.iter().map(|choice| (choice.value.clone(), choice.count)).collect()
    }

    fn counts(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
        expected.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect()
    }

    #[test]
    fn each_facet_counts_with_the_choices_of_the_others() {
        let cell =
            |contract, remote, level, training_days, count| Cell { contract, remote, level, training_days, count };
        let cells = [
            cell(Contract::Permanent, Remote::OnSite, Some(4), None, 1),
            cell(Contract::Permanent, Remote::Remote, None, Some(2), 2),
            cell(Contract::Internship, Remote::Remote, Some(6), Some(1), 4),
        ];
        let chosen = Choices {
            contract: Some(Contract::Permanent),
            remote: Some(Remote::Remote),
            level: Some(5),
            training_days: None,
        };
        let found = facets(&cells, chosen);
        assert_eq!(choices(&found, "contract"), counts(&[("permanent", 2)]), "the internship asks for too much");
        assert_eq!(
            choices(&found, "remote"),
            counts(&[("on-site", 1), ("remote", 2)]),
            "remote is not hybrid, and hybrid is not remote"
        );
        assert!(choices(&found, "level").iter().all(|(_, count)| *count == 2));
        let without = |filter: &str| found.iter().find(|facet| facet.filter == filter).unwrap().without;
        assert_eq!((without("contract"), without("remote"), without("level")), (2, 3, 2));
        assert_eq!(choices(&found, "training_days"), counts(&[("2", 2)]));
        let by_rhythm = Choices { training_days: Some(1), ..Choices::default() };
        let found = facets(&cells, by_rhythm);
        assert_eq!(
            choices(&found, "training_days"),
            counts(&[("1", 4), ("2", 2)]),
            "its own choice is left out of account"
        );
        assert_eq!(total(&cells, by_rhythm), 4, "an ad that does not say its rhythm has none of one day");
        assert_eq!(total(&cells, Choices { remote: Some(Remote::Remote), ..Choices::default() }), 6);
        let low = Choices { level: Some(3), contract: Some(Contract::Permanent), ..Choices::default() };
        assert_eq!(total(&cells, low), 2);
    }

    #[test]
    fn a_distance_counts_all_that_is_within_it() {
        let found = radius_facet(&[(5, 1), (30, 2), (31, 4), (400, 8)], None);
        assert_eq!(found.without, 3, "the usual distance");
        let within = |facet: &JobFacet, km: &str| {
            facet.choices.iter().find(|choice| choice.value == km).map(|choice| choice.count)
        };
        assert_eq!((within(&found, "10"), within(&found, "50"), within(&found, "200")), (Some(1), Some(7), Some(7)));
        let found = radius_facet(&[(120, 2), (450, 8)], Some(450));
        assert_eq!(found.without, 2, "the first wider distance at which something is found");
        assert_eq!((within(&found, "100"), within(&found, "200"), within(&found, "450")), (None, Some(2), Some(10)));
        assert_eq!(radius_facet(&[], None).without, 0);
        assert_eq!(first_within(&[(120, 2), (31, 1), (450, 8)]), Some((50, 1)), "no farther than to the first");
        assert_eq!(first_within(&[(120, 2), (101, 1), (450, 8)]), Some((200, 3)), "all that is as near as that");
        assert_eq!(first_within(&[]), None);
    }

    #[test]
    fn a_search_that_widens_counts_each_choice_where_it_first_finds_something() {
        let nothing = vec![facet::<&str>("remote", 0, [])];
        let near = vec![facet("remote", 3, [("on-site", 3)])];
        let far = vec![facet("remote", 9, [("on-site", 8), ("hybrid", 1)])];
        let farther = vec![facet("remote", 13, [("on-site", 8), ("hybrid", 2), ("remote", 3)])];
        let found = first_found(vec![nothing, near, far, farther]);
        assert_eq!(choices(&found, "remote"), counts(&[("on-site", 3), ("hybrid", 1), ("remote", 3)]));
        assert_eq!(
            (found[0].without, found[0].farther.as_slice()),
            (3, &["hybrid".to_owned(), "remote".to_owned()][..])
        );
        let open = |choice| is_open(&found[0], choice, false, true);
        assert!(!open("on-site"), "all that is nearby");
        assert!(open("remote"), "as many as there are nearby, and others");
    }

    #[test]
    fn a_choice_that_changes_nothing_is_closed_unless_it_is_taken() {
        let of = |filter| facet(filter, 10, [("some", 3), ("all", 10), ("more", 15)]);
        let open = |filter, choice| is_open(&of(filter), choice, false, false);
        assert!(open("contract", "some"));
        assert!(!open("contract", "none"), "it would leave nothing");
        assert!(!open("contract", "all"), "it would leave all");
        assert!(open("radius", "more"), "a longer way finds more than the usual one");
        assert!(["none", "all"].iter().all(|choice| is_open(&of("contract"), choice, true, false)));
    }

    #[test]
    fn what_is_not_nearby_stays_open_where_the_search_widens() {
        let found = facet("contract", 10, [("some", 3), ("all", 10)]);
        assert!(is_open(&found, "none", false, true) && !is_open(&found, "all", false, true));
        assert!(!is_open(&facet("radius", 10, [("30", 10)]), "10", false, true), "a distance that is chosen stays");
        assert!(widens(true, None) && !widens(true, Some(30)) && !widens(false, None));
        assert!(by_itself().is_sorted() && by_itself().next() == Some(limits::RADIUS_DEFAULT));
    }

    #[test]
    fn what_was_counted_as_far_as_a_search_goes_is_nowhere_else() {
        assert!(goes_farther(true, None, 3, None), "counted at the usual distance alone");
        assert!(!goes_farther(true, None, 3, Some(100)), "it had to go on, and counted each choice to the end");
        assert!(!goes_farther(true, None, 0, None), "nothing is anywhere");
        assert!(!goes_farther(true, Some(30), 3, None) && !goes_farther(false, None, 3, None));
    }

    #[test]
    fn what_was_not_counted_is_not_said_to_be_nothing() {
        let found = facet("contract", 10, [("some", 3)]);
        assert_eq!((counted(&found, "some", true), counted(&found, "none", true)), (Some(3), None));
        assert_eq!(counted(&found, "none", false), Some(0), "it was counted to the end");
        assert_eq!(counted(&facet("radius", 10, [("30", 10)]), "10", true), Some(0), "a distance is one");
    }

    #[test]
    fn a_search_is_kept_as_far_as_it_had_to_go() {
        assert_eq!(kept_radius(true, None, 3, None), None, "the usual distance");
        assert_eq!(kept_radius(true, None, 3, Some(100)), Some(100));
        assert_eq!(kept_radius(true, None, 0, None), Some(limits::RADIUS_MAX));
        assert_eq!(kept_radius(true, Some(20), 0, None), Some(20), "a distance that was chosen stays");
        assert_eq!(kept_radius(false, None, 0, None), None, "without a place there is no distance");
    }

    #[test]
    fn a_step_of_the_address_is_on_offer_in_its_place() {
        assert_eq!(with_own(&[10, 20, 30], Some(25)), [10, 20, 25, 30]);
        assert_eq!(with_own(&[10, 20], Some(20)), [10, 20]);
    }
}
