//! Selection rates by declared group: who is chosen at each step, compared by the four-fifths rule. A group that has less than four
//! fifths of the rate of the group chosen most often is marked; that is a reason to look, and no proof.

use passerelle_api::audit::{AgeBand, AuditRow, AuditTable, Disability, Origin, Sex, Step, Trait};

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

    /// Whether they were chosen at a step, or nothing where they did not come to it.
    fn chosen(&self, step: Step) -> Option<bool> {
        // Whoever is accepted without an interview on record came that far all the same.
        let interviewed = self.interviewed || self.accepted;
        match step {
            Step::Interview => self.applied.then_some(interviewed),
            Step::Acceptance => interviewed.then_some(self.accepted),
            Step::Contact => (self.seen || self.contacted).then_some(self.contacted),
        }
    }
}

/// How often each group is chosen at each step, a table for each kind of group.
pub fn audit(people: &[Declared]) -> Vec<AuditTable> {
    let table =
        |by: Trait| AuditTable { by, rows: Step::ALL.iter().flat_map(|step| rows(people, by, *step)).collect() };
    Trait::ALL.iter().map(|by| table(*by)).collect()
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

fn rows(people: &[Declared], by: Trait, step: Step) -> Vec<AuditRow> {
    let counted: Vec<(&str, u64, u64)> = groups(by)
        .into_iter()
        .map(|group| {
            let of_group = people.iter().filter(|person| person.group(by) == Some(group));
            let chosen: Vec<bool> = of_group.filter_map(|person| person.chosen(step)).collect();
            (group, chosen.len() as u64, chosen.iter().filter(|chosen| **chosen).count() as u64)
        })
        .collect();
    // Of one group that is too small to tell, the number could be told by the others where the whole is known: so the next smallest
    // is not told of either. A group that nobody is in has nobody to hide.
    let mut small = counted.iter().filter(|(_, all, _)| (1..LEAST).contains(all));
    let is_one_hidden = small.next().is_some() && small.next().is_none();
    let next = counted.iter().enumerate().filter(|(_, (_, all, _))| *all >= LEAST).min_by_key(|(_, (_, all, _))| *all);
    let also_hidden = next.map(|(at, _)| at).filter(|_| is_one_hidden);
    let is_told = |at: usize, all: u64| all >= LEAST && also_hidden != Some(at);
    // The best rate among those that are told of, compared in whole numbers.
    let told = counted.iter().enumerate().filter(|(at, (_, all, _))| is_told(*at, *all)).map(|(_, row)| row);
    let best = told.max_by(|(_, all, chosen), (_, others, other)| (chosen * others).cmp(&(other * all)));
    counted
        .iter()
        .enumerate()
        .map(|(at, &(group, all, chosen))| {
            let best = best.filter(|_| is_told(at, all)).map(|best| (best.1, best.2));
            row(step, group, all, chosen, best)
        })
        .collect()
}

fn row(step: Step, group: &str, all: u64, chosen: u64, best: Option<(u64, u64)>) -> AuditRow {
    // Nothing where the group is not told of.
    let hidden =
        AuditRow { step, group: group.to_owned(), people: None, chosen: None, rate: None, ratio: None, below: None };
    let Some((best_all, best_chosen)) = best else { return hidden };
    // Four fifths of the best rate: chosen / all < 4/5 · best. Where nobody is chosen at all, nobody is below anybody.
    let below = Some(5 * chosen * best_all < 4 * best_chosen * all);
    // Those who were not chosen are as few people as those who were, and where all were, each is known to be one of them.
    if chosen < LEAST || all - chosen < LEAST {
        return AuditRow { people: Some(all), below, ..hidden };
    }
    let points = |part: u64, whole: u64| u32::try_from((part * 10_000 + whole / 2) / whole).unwrap_or(u32::MAX);
    AuditRow {
        people: Some(all),
        chosen: Some(chosen),
        rate: Some(points(chosen, all)),
        // The best rate may itself be of too few to tell; it is not, where a group with more than the least is below it.
        ratio: (best_chosen >= LEAST).then(|| points(chosen * best_all, all * best_chosen)),
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
mod tests {
    use super::*;

    fn applied(sex: Sex, interviewed: bool) -> Declared {
        Declared { sex: Some(sex), applied: true, interviewed, ..Declared::default() }
    }

    fn many(sex: Sex, all: usize, interviewed: usize) -> Vec<Declared> {
        (0..all).map(|number| applied(sex, number < interviewed)).collect()
    }

    fn of(people: &[Declared], step: Step) -> Vec<AuditRow> {
        audit(people).remove(0).rows.into_iter().filter(|row| row.step == step).collect()
    }

    #[test]
    fn rates_are_compared_with_the_best_by_four_fifths() {
        let people = [many(Sex::Woman, 100, 39), many(Sex::Man, 50, 25), many(Sex::Other, 20, 8)].concat();
        let rows = of(&people, Step::Interview);
        let told: Vec<_> = rows.iter().map(|row| (row.people, row.chosen, row.rate, row.ratio, row.below)).collect();
        assert_eq!(told[0], (Some(100), Some(39), Some(3_900), Some(7_800), Some(true)));
        assert_eq!(told[1], (Some(50), Some(25), Some(5_000), Some(10_000), Some(false)));
        assert_eq!(
            told[2],
            (Some(20), None, None, None, Some(false)),
            "exactly four fifths is not below, and eight are not told"
        );
        assert_eq!(
            of(&[many(Sex::Woman, 100, 40), many(Sex::Man, 50, 25)].concat(), Step::Interview)[0].below,
            Some(false)
        );
    }

    #[test]
    fn fewer_than_ten_people_are_not_told_of_nor_compared_with() {
        let people = [many(Sex::Woman, 9, 9), many(Sex::Man, 10, 0), many(Sex::Other, 30, 0)].concat();
        let rows = of(&people, Step::Interview);
        assert_eq!((rows[0].people, rows[0].below), (None, None));
        assert_eq!((rows[1].people, rows[1].below), (None, None), "or the whole would tell of the first");
        assert_eq!(
            (rows[2].people, rows[2].chosen, rows[2].below),
            (Some(30), None, Some(false)),
            "nobody is below nobody"
        );
        let people = [many(Sex::Woman, 30, 21), many(Sex::Man, 30, 30)].concat();
        let rows = of(&people, Step::Interview);
        assert_eq!(
            (rows[0].chosen, rows[1].chosen),
            (None, None),
            "nor of fewer than ten who were not chosen, or nobody"
        );
        let people = [many(Sex::Woman, 20, 0), many(Sex::Man, 20, 9)].concat();
        let rows = of(&people, Step::Interview);
        assert_eq!(
            (rows[0].below, rows[0].chosen, rows[1].chosen),
            (Some(true), None, None),
            "marked without a number"
        );
        assert!(of(&[], Step::Contact).iter().all(|row| row.people.is_none()));
    }

    #[test]
    fn each_step_counts_those_who_came_to_it() {
        let mut people = many(Sex::Woman, 40, 24);
        for person in &mut people[..12] {
            person.accepted = true;
        }
        // Who never applied is in no rate of applications, and who did not say is in none.
        people.extend(vec![Declared { sex: Some(Sex::Woman), seen: true, ..Declared::default() }; 15]);
        people.extend(vec![Declared { applied: true, interviewed: true, ..Declared::default() }; 40]);
        let row = |step| of(&people, step).remove(0);
        assert_eq!((row(Step::Interview).people, row(Step::Interview).chosen), (Some(40), Some(24)));
        assert_eq!((row(Step::Acceptance).people, row(Step::Acceptance).chosen), (Some(24), Some(12)));
        assert_eq!((row(Step::Contact).people, row(Step::Contact).chosen), (Some(15), None));
    }

    #[test]
    fn the_csv_has_a_line_for_each_group_at_each_step() {
        let csv = csv(&audit(&[many(Sex::Woman, 100, 39), many(Sex::Man, 50, 25)].concat()));
        assert_eq!(csv.lines().count(), 1 + 3 * (3 + 3 + 2 + 2));
        assert!(csv.contains("sex,interview,woman,100,39,39.00,78.00,yes\r\n"), "{csv}");
        assert!(csv.contains("sex,interview,other,,,,,\r\n"), "{csv}");
    }
}
