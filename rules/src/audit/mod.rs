//! Selection rates by declared group: who is chosen at each step, compared by the four-fifths rule. A group that has less than four
//! fifths of the rate of the group chosen most often is marked; that is a reason to look, and no proof. No number is told from which,
//! with any others and with the whole, one of too few people would follow ([`hiding`]), nor from which, with one that was told before
//! ([`again`]).

mod again;
mod hiding;

use passerelle_api::audit::{AgeBand, AuditRow, AuditTable, Disability, Origin, Sex, Step, Trait};

pub use again::{STANDS_MS, Told, tell};
use hiding::{Counts, told};

/// Fewer people than this are not told of: they could be recognised.
pub const LEAST: u64 = 10;

/// Somebody who said what groups they are in, and how far they came. Nothing says who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Declared {
    pub sex: Option<Sex>,
    pub age: Option<AgeBand>,
    pub origin: Option<Origin>,
    pub disability: Option<Disability>,
    /// Whether an application of theirs was decided on: an interview, a yes or a no. Who waits was neither chosen nor passed over.
    pub decided: bool,
    pub interviewed: bool,
    /// Whether a yes or a no came after an interview.
    pub concluded: bool,
    pub accepted: bool,
    /// Whether an organisation was shown them among its results.
    pub shown: bool,
    /// Whether an organisation opened their profile.
    pub opened: bool,
    pub contacted: bool,
}

impl Declared {
    fn group(&self, by: Trait) -> Option<&'static str> {
        match by {
            Trait::Sex => self.sex.map(Sex::as_str),
            Trait::Age => self.age.map(AgeBand::as_str),
            Trait::Origin => self.origin.map(Origin::as_str),
            Trait::Disability => self.disability.map(Disability::as_str),
        }
    }

    /// How far they came, on each of the [`WAYS`]. Whoever came further came that far all the same: some are accepted without an interview
    /// on record, and some are opened from a list that is no search.
    fn came(&self) -> [Vec<bool>; 2] {
        let concluded = self.concluded || self.accepted;
        let interviewed = self.interviewed || concluded;
        let opened = self.opened || self.contacted;
        [
            vec![self.decided || interviewed, interviewed, concluded, self.accepted],
            vec![self.shown || opened, opened, self.contacted],
        ]
    }
}

/// A way on which people come less or more far.
#[derive(Debug, Clone, Copy)]
struct Way {
    levels: usize,
    /// The level after which those are left behind who wait, and not those who were passed over.
    waits: Option<usize>,
}

/// With applications: decided on, interviewed, with an outcome, accepted. With organisations that look for people: shown, opened, asked to
/// meet.
const WAYS: [Way; 2] = [Way { levels: 4, waits: Some(1) }, Way { levels: 3, waits: None }];

/// Where the numbers of a step are: on which way, and from which level to the next.
fn place(step: Step) -> (usize, usize) {
    match step {
        Step::Interview => (0, 0),
        Step::Acceptance => (0, 2),
        Step::Opened => (1, 0),
        Step::Contact => (1, 1),
    }
}

/// A group of some kind, as it is spelled in a declaration, and how many of it came how far on each way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub name: String,
    pub ways: [Counts; 2],
}

/// How many of each group came how far, in the order of the contract.
pub fn count(people: &[Declared], by: Trait) -> Vec<Group> {
    let names: Vec<&str> = match by {
        Trait::Sex => Sex::ALL.iter().map(|group| group.as_str()).collect(),
        Trait::Age => AgeBand::ALL.iter().map(|group| group.as_str()).collect(),
        Trait::Origin => Origin::ALL.iter().map(|group| group.as_str()).collect(),
        Trait::Disability => Disability::ALL.iter().map(|group| group.as_str()).collect(),
    };
    let group = |name: &str| {
        let mut ways = WAYS.map(|way| vec![0; way.levels]);
        for person in people.iter().filter(|person| person.group(by) == Some(name)) {
            for (counts, came) in ways.iter_mut().zip(person.came()) {
                counts.iter_mut().zip(came).for_each(|(count, came)| *count += u64::from(came));
            }
        }
        Group { name: name.to_owned(), ways }
    };
    names.into_iter().map(group).collect()
}

/// How often each group is chosen at each step.
pub fn rows(groups: &[Group]) -> Vec<AuditRow> {
    let counted = [0, 1].map(|at| {
        let counts: Vec<Counts> = groups.iter().map(|group| group.ways[at].clone()).collect();
        let told = told(&counts, WAYS[at]);
        (counts, told)
    });
    let of_step = |step: &Step| {
        let (way, level) = place(*step);
        let (counts, told) = &counted[way];
        let tells = |at: usize, level: usize| counts.get(at)?.get(level).copied().filter(|_| told[at] > level);
        let numbers = (0..groups.len()).map(|at| (tells(at, level), tells(at, level + 1)));
        let numbers: Vec<(Option<u64>, Option<u64>)> = numbers.collect();
        let rates: Vec<(u64, u64)> = numbers.iter().filter_map(|(all, chosen)| all.zip(*chosen)).collect();
        // The best of the rates that are told, compared in whole numbers: one that is hidden would show through what it is compared with.
        let best = rates.iter().max_by(|one, other| (one.1 * other.0).cmp(&(other.1 * one.0))).copied();
        // One alone is compared with nothing.
        let best = best.filter(|_| rates.len() > 1);
        let rows = groups.iter().zip(numbers).map(|(group, (all, chosen))| row(*step, &group.name, all, chosen, best));
        rows.collect::<Vec<_>>()
    };
    Step::ALL.iter().flat_map(of_step).collect()
}

/// A group at a step, compared with the best of several rates, as people and chosen.
fn row(step: Step, group: &str, people: Option<u64>, chosen: Option<u64>, best: Option<(u64, u64)>) -> AuditRow {
    let points = |part: u64, whole: u64| u32::try_from((part * 10_000 + whole / 2) / whole).unwrap_or(u32::MAX);
    let own = people.zip(chosen);
    let compared = own.zip(best);
    AuditRow {
        step,
        group: group.to_owned(),
        people,
        chosen,
        rate: own.map(|(all, chosen)| points(chosen, all)),
        ratio: compared.map(|((all, chosen), best)| points(chosen * best.0, all * best.1)),
        // Four fifths of the best rate: chosen / all < 4/5 · best.
        below: compared.map(|((all, chosen), best)| 5 * chosen * best.0 < 4 * best.1 * all),
    }
}

/// The audit as CSV with a head. What is not told is empty; each line has the day of its table.
pub fn csv(tables: &[AuditTable]) -> String {
    let mut csv = String::from("by,step,group,people,chosen,rate_percent,ratio_percent,below_four_fifths,told_on\r\n");
    let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
    let percent =
        |points: Option<u32>| points.map(|points| format!("{}.{:02}", points / 100, points % 100)).unwrap_or_default();
    for table in tables {
        for row in &table.rows {
            let below = match row.below {
                Some(true) => "yes",
                Some(false) => "no",
                None => "",
            };
            let cells = [
                table.by.as_str().to_owned(),
                row.step.as_str().to_owned(),
                row.group.clone(),
                number(row.people),
                number(row.chosen),
                percent(row.rate),
                percent(row.ratio),
                below.to_owned(),
                table.told_at.date_naive().to_string(),
            ];
            csv.push_str(&cells.join(","));
            csv.push_str("\r\n");
        }
    }
    csv
}

#[cfg(test)]
mod tests;
