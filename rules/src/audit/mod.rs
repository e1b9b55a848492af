//! Selection rates by declared group: who is chosen at each step, compared by the four-fifths rule. A group that has less than four
//! fifths of the rate of the group chosen most often is marked; that is a reason to look, and no proof. No number is told from which,
//! with any others and with the whole, one of too few people would follow ([`hiding`]).

mod hiding;

use passerelle_api::audit::{AgeBand, AuditRow, AuditTable, Disability, Origin, Sex, Step, Trait};

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
    pub applied: bool,
    pub interviewed: bool,
    pub accepted: bool,
    /// Whether an organisation opened their profile.
    pub seen: bool,
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

    /// How far they came: applied, interviewed, accepted; and seen, contacted. Whoever is accepted without an interview on record came
    /// that far all the same.
    fn came(&self) -> [[bool; 3]; 2] {
        let interviewed = self.applied && (self.interviewed || self.accepted);
        let seen = self.seen || self.contacted;
        [[self.applied, interviewed, interviewed && self.accepted], [seen, self.contacted, false]]
    }
}

/// Where the numbers of a step are: among those of applications or of contacts, and from which one to the next.
fn place(step: Step) -> (usize, usize) {
    match step {
        Step::Interview => (0, 0),
        Step::Acceptance => (0, 1),
        Step::Contact => (1, 0),
    }
}

/// How often each group is chosen at each step, a table for each kind of group.
pub fn audit(people: &[Declared]) -> Vec<AuditTable> {
    Trait::ALL.iter().map(|by| AuditTable { by: *by, rows: rows(people, *by) }).collect()
}

/// The groups of a kind, in the order of the contract.
fn groups(by: Trait) -> Vec<&'static str> {
    match by {
        Trait::Sex => Sex::ALL.iter().map(|group| group.as_str()).collect(),
        Trait::Age => AgeBand::ALL.iter().map(|group| group.as_str()).collect(),
        Trait::Origin => Origin::ALL.iter().map(|group| group.as_str()).collect(),
        Trait::Disability => Disability::ALL.iter().map(|group| group.as_str()).collect(),
    }
}

fn rows(people: &[Declared], by: Trait) -> Vec<AuditRow> {
    let groups = groups(by);
    let counted = [3, 2].into_iter().enumerate().map(|(chain, levels)| {
        let count = |group: &&str| -> Counts {
            let of_group = || people.iter().filter(|person| person.group(by) == Some(*group));
            (0..levels).map(|level| of_group().filter(|person| person.came()[chain][level]).count() as u64).collect()
        };
        let counts: Vec<Counts> = groups.iter().map(count).collect();
        (told(&counts), counts)
    });
    let counted: Vec<(Vec<usize>, Vec<Counts>)> = counted.collect();
    let of_step = |step: &Step| {
        let (chain, level) = place(*step);
        let numbers = counted[chain].1.iter().zip(&counted[chain].0).map(|(counts, told)| Numbers {
            all: counts[level],
            chosen: counts[level + 1],
            tells_all: *told > level,
            tells_chosen: *told > level + 1,
        });
        let numbers: Vec<Numbers> = numbers.collect();
        // The best rate among those that are told of, compared in whole numbers.
        let told = numbers.iter().filter(|numbers| numbers.tells_all);
        let best = told.max_by(|one, other| (one.chosen * other.all).cmp(&(other.chosen * one.all))).copied();
        groups.iter().zip(numbers).map(|(group, numbers)| row(*step, group, numbers, best)).collect::<Vec<_>>()
    };
    Step::ALL.iter().flat_map(of_step).collect()
}

/// A group at a step.
#[derive(Debug, Clone, Copy)]
struct Numbers {
    all: u64,
    chosen: u64,
    tells_all: bool,
    tells_chosen: bool,
}

fn row(step: Step, group: &str, numbers: Numbers, best: Option<Numbers>) -> AuditRow {
    let Numbers { all, chosen, tells_all, tells_chosen } = numbers;
    // Nothing where the group is not told of.
    let hidden =
        AuditRow { step, group: group.to_owned(), people: None, chosen: None, rate: None, ratio: None, below: None };
    let Some(best) = best.filter(|_| tells_all) else { return hidden };
    // Four fifths of the best rate: chosen / all < 4/5 · best. Where nobody is chosen at all, nobody is below anybody.
    let is_below = |chosen: u64| 5 * chosen * best.all < 4 * best.chosen * all;
    // A mark that only one number explains would tell it.
    let explained = (0..=all).filter(|other| is_below(*other) == is_below(chosen)).take(2).count();
    let below = Some(is_below(chosen)).filter(|_| tells_chosen || explained > 1);
    if !tells_chosen {
        return AuditRow { people: Some(all), below, ..hidden };
    }
    let points = |part: u64, whole: u64| u32::try_from((part * 10_000 + whole / 2) / whole).unwrap_or(u32::MAX);
    AuditRow {
        people: Some(all),
        chosen: Some(chosen),
        rate: Some(points(chosen, all)),
        // By its rate and this, the best rate follows, which may itself be one that is not told.
        ratio: best.tells_chosen.then(|| points(chosen * best.all, all * best.chosen)),
        below,
        ..hidden
    }
}

/// The audit as CSV with a head. What is not told is empty.
pub fn csv(tables: &[AuditTable]) -> String {
    let mut csv = String::from("by,step,group,people,chosen,rate_percent,ratio_percent,below_four_fifths\r\n");
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
            ];
            csv.push_str(&cells.join(","));
            csv.push_str("\r\n");
        }
    }
    csv
}

#[cfg(test)]
mod tests;
