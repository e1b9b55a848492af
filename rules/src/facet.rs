//! How many ads each choice of a search would leave, and which choices are worth offering.

use passerelle_api::job::{Contract, ContractCount, JobFacets, LevelCount, Remote, RemoteCount, RhythmCount};

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
    fn of(self, cell: &Cell) -> bool {
        self.contract.is_none_or(|contract| cell.contract == contract)
    }

    fn at(self, cell: &Cell) -> bool {
        self.remote.is_none_or(|remote| cell.remote == remote)
    }

    fn may(self, cell: &Cell) -> bool {
        self.level.is_none_or(|level| reached(cell, level))
    }

    fn learns(self, cell: &Cell) -> bool {
        self.training_days.is_none_or(|days| cell.training_days == Some(days))
    }
}

/// Whoever has a level may apply to every ad that asks for that one, a lower one or none.
fn reached(cell: &Cell, level: u8) -> bool {
    cell.level.is_none_or(|asked| asked <= level)
}

/// How many ads all choices together leave.
pub fn total(cells: &[Cell], chosen: Choices) -> u64 {
    let holds = |cell: &&Cell| chosen.of(cell) && chosen.at(cell) && chosen.may(cell) && chosen.learns(cell);
    cells.iter().filter(holds).map(|cell| cell.count).sum()
}

/// How many ads each choice would leave. Each facet leaves its own choice out of account, and counts with the others'.
pub fn facets(cells: &[Cell], chosen: Choices) -> JobFacets {
    let sum = |others: Choices, holds: &dyn Fn(&Cell) -> bool| {
        let kept = cells.iter().filter(|cell| {
            holds(cell) && others.of(cell) && others.at(cell) && others.may(cell) && others.learns(cell)
        });
        kept.map(|cell| cell.count).sum()
    };
    let others = Choices { contract: None, ..chosen };
    let contracts = Contract::ALL
        .iter()
        .map(|&contract| ContractCount { contract, count: sum(others, &|cell| cell.contract == contract) });
    let others = Choices { remote: None, ..chosen };
    let remotes =
        Remote::ALL.iter().map(|&remote| RemoteCount { remote, count: sum(others, &|cell| cell.remote == remote) });
    let others = Choices { level: None, ..chosen };
    let levels = (1..=8).map(|level| LevelCount { level, count: sum(others, &|cell| reached(cell, level)) });
    let others = Choices { training_days: None, ..chosen };
    let rhythms =
        (1..=5).map(|days| RhythmCount { days, count: sum(others, &|cell| cell.training_days == Some(days)) });
    JobFacets {
        contracts: contracts.filter(|item| item.count > 0).collect(),
        remotes: remotes.filter(|item| item.count > 0).collect(),
        levels: levels.collect(),
        rhythms: rhythms.filter(|item| item.count > 0).collect(),
    }
}

/// Whether a choice can be taken: it would leave something, and less than there is without it. The one that is taken always stays open,
/// so that nobody is locked in or out by it.
pub const fn is_open(leaves: u64, without: u64, is_taken: bool) -> bool {
    is_taken || (leaves > 0 && leaves < without)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let contracts: Vec<_> = found.contracts.iter().map(|item| (item.contract, item.count)).collect();
        assert_eq!(contracts, [(Contract::Permanent, 2)], "the internship asks for too much");
        let remotes: Vec<_> = found.remotes.iter().map(|item| (item.remote, item.count)).collect();
        assert_eq!(
            remotes,
            [(Remote::OnSite, 1), (Remote::Remote, 2)],
            "remote is not hybrid, and hybrid is not remote"
        );
        assert!(found.levels.iter().all(|item| item.count == 2));
        let rhythms =
            |chosen| facets(&cells, chosen).rhythms.iter().map(|item| (item.days, item.count)).collect::<Vec<_>>();
        assert_eq!(rhythms(chosen), [(2, 2)]);
        let by_rhythm = Choices { training_days: Some(1), ..Choices::default() };
        assert_eq!(rhythms(by_rhythm), [(1, 4), (2, 2)], "its own choice is left out of account");
        assert_eq!(total(&cells, by_rhythm), 4, "an ad that does not say its rhythm has none of one day");
        assert_eq!(total(&cells, Choices { remote: Some(Remote::Remote), ..Choices::default() }), 6);
        assert_eq!(
            total(
                &cells,
                Choices { level: Some(3), ..Choices { contract: Some(Contract::Permanent), ..Choices::default() } }
            ),
            2
        );
    }

    #[test]
    fn a_choice_that_changes_nothing_is_closed_unless_it_is_taken() {
        assert!(is_open(3, 10, false));
        assert!(!is_open(0, 10, false), "it would leave nothing");
        assert!(!is_open(10, 10, false), "it would leave all");
        assert!(is_open(0, 10, true) && is_open(10, 10, true));
    }
}
