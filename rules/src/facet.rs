//! How many ads each choice of a search would leave, and which choices are worth offering.

use passerelle_api::job::{Contract, ContractCount, JobFacets, LevelCount, Remote, RemoteCount};

/// How many ads are of one kind in everything that the facets choose between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    pub contract: Contract,
    pub remote: Remote,
    /// `None`: none is asked for.
    pub level: Option<u8>,
    pub count: u64,
}

/// How many ads all choices together leave.
pub fn total(cells: &[Cell], contract: Option<Contract>, remote: Option<Remote>, level: Option<u8>) -> u64 {
    let holds = |cell: &&Cell| {
        contract.is_none_or(|contract| cell.contract == contract)
            && remote.is_none_or(|remote| cell.remote == remote)
            && level.is_none_or(|level| cell.level.is_none_or(|asked| asked <= level))
    };
    cells.iter().filter(holds).map(|cell| cell.count).sum()
}

/// How many ads each choice would leave. Each facet leaves its own choice out of account, and counts with the others'.
pub fn facets(cells: &[Cell], contract: Option<Contract>, remote: Option<Remote>, level: Option<u8>) -> JobFacets {
    let of = |cell: &Cell| contract.is_none_or(|contract| cell.contract == contract);
    let at = |cell: &Cell| remote.is_none_or(|remote| cell.remote == remote);
    // Whoever has a level may apply to every ad that asks for that one, a lower one or none.
    let reached = |cell: &Cell, level: u8| cell.level.is_none_or(|asked| asked <= level);
    let may = |cell: &Cell| level.is_none_or(|level| reached(cell, level));
    let sum = |holds: &dyn Fn(&Cell) -> bool| cells.iter().filter(|cell| holds(cell)).map(|cell| cell.count).sum();
    let contracts = Contract::ALL.iter().map(|&contract| ContractCount {
        contract,
        count: sum(&|cell| cell.contract == contract && at(cell) && may(cell)),
    });
    let remotes = Remote::ALL
        .iter()
        .map(|&remote| RemoteCount { remote, count: sum(&|cell| cell.remote == remote && of(cell) && may(cell)) });
    let levels =
        (1..=8).map(|level| LevelCount { level, count: sum(&|cell| reached(cell, level) && of(cell) && at(cell)) });
    JobFacets {
        contracts: contracts.filter(|item| item.count > 0).collect(),
        remotes: remotes.filter(|item| item.count > 0).collect(),
        levels: levels.collect(),
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
        let cell = |contract, remote, level, count| Cell { contract, remote, level, count };
        let cells = [
            cell(Contract::Permanent, Remote::OnSite, Some(4), 1),
            cell(Contract::Permanent, Remote::Remote, None, 2),
            cell(Contract::Internship, Remote::Remote, Some(6), 4),
        ];
        let facets = facets(&cells, Some(Contract::Permanent), Some(Remote::Remote), Some(5));
        let contracts: Vec<_> = facets.contracts.iter().map(|item| (item.contract, item.count)).collect();
        assert_eq!(contracts, [(Contract::Permanent, 2)], "the internship asks for too much");
        let remotes: Vec<_> = facets.remotes.iter().map(|item| (item.remote, item.count)).collect();
        assert_eq!(remotes, [(Remote::OnSite, 1), (Remote::Remote, 2)]);
        assert!(facets.levels.iter().all(|item| item.count == 2));
        assert_eq!(total(&cells, None, Some(Remote::Remote), None), 6);
        assert_eq!(total(&cells, Some(Contract::Permanent), None, Some(3)), 2);
    }

    #[test]
    fn a_choice_that_changes_nothing_is_closed_unless_it_is_taken() {
        assert!(is_open(3, 10, false));
        assert!(!is_open(0, 10, false), "it would leave nothing");
        assert!(!is_open(10, 10, false), "it would leave all");
        assert!(is_open(0, 10, true) && is_open(10, 10, true));
    }
}
