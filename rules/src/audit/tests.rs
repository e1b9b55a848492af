use std::collections::BTreeMap;

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
    let people = [many(Sex::Woman, 100, 39), many(Sex::Man, 50, 25), many(Sex::Other, 30, 12)].concat();
    let rows = of(&people, Step::Interview);
    let told: Vec<_> = rows.iter().map(|row| (row.people, row.chosen, row.rate, row.ratio, row.below)).collect();
    assert_eq!(told[0], (Some(100), Some(39), Some(3_900), Some(7_800), Some(true)));
    assert_eq!(told[1], (Some(50), Some(25), Some(5_000), Some(10_000), Some(false)));
    assert_eq!(
        told[2],
        (Some(30), Some(12), Some(4_000), Some(8_000), Some(false)),
        "exactly four fifths is not below"
    );
    let people = [many(Sex::Woman, 100, 40), many(Sex::Man, 50, 25)].concat();
    assert_eq!(of(&people, Step::Interview)[0].below, Some(false));
}

#[test]
fn fewer_than_ten_people_are_not_told_of_nor_compared_with() {
    let people = [many(Sex::Woman, 9, 9), many(Sex::Man, 10, 0), many(Sex::Other, 30, 0)].concat();
    let rows = of(&people, Step::Interview);
    assert_eq!((rows[0].people, rows[0].below), (None, None));
    assert_eq!((rows[1].people, rows[1].below), (None, None), "or the whole would tell of the first");
    let other = (rows[2].people, rows[2].chosen, rows[2].below);
    assert_eq!(other, (Some(30), None, Some(false)), "nobody is below nobody");
    let people = [many(Sex::Woman, 4, 0), many(Sex::Man, 200, 90), many(Sex::Other, 5, 0)].concat();
    assert!(of(&people, Step::Interview).iter().all(|row| row.people.is_none()), "nine in two groups are as few");
    assert!(of(&[], Step::Contact).iter().all(|row| row.people.is_none()));
}

#[test]
fn a_number_that_is_hidden_at_a_step_is_not_who_comes_to_the_next() {
    let people = [many(Sex::Woman, 30, 21), many(Sex::Man, 100, 50), many(Sex::Other, 100, 40)].concat();
    let rows = of(&people, Step::Interview);
    assert_eq!((rows[0].people, rows[0].chosen, rows[0].rate), (Some(30), None, None), "nine were not asked");
    assert_eq!(of(&people, Step::Acceptance)[0].people, None, "or it would follow that nine were not");
    let told = rows[1..].iter().filter(|row| row.chosen.is_some()).count();
    assert_eq!(told, 1, "of one more nothing is told, or the whole would tell of the first");
    assert_eq!(rows[1].ratio, None, "nor how it compares with one that is hidden");
    let people = [many(Sex::Woman, 20, 0), many(Sex::Man, 20, 9)].concat();
    let rows = of(&people, Step::Interview);
    let told = (rows[0].below, rows[0].chosen, rows[1].chosen);
    assert_eq!(told, (Some(true), None, None), "marked without a number");
    let people = [many(Sex::Woman, 10, 0), many(Sex::Man, 100, 12), many(Sex::Other, 100, 12)].concat();
    assert_eq!(of(&people, Step::Interview)[0].below, None, "only nobody is as few as that");
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
    people.extend(vec![Declared { sex: Some(Sex::Woman), interviewed: true, ..Declared::default() }; 3]);
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

/// Numbers that are random enough, and the same in each run.
struct Dice(u64);

impl Dice {
    fn under(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// How far people of a group come is chosen for the whole group, so that numbers on either side of the least are common.
    fn people(&mut self) -> Vec<Declared> {
        let mut people = Vec::new();
        for sex in Sex::ALL {
            let (all, seen) = (self.size(), self.size());
            let asked = self.part(all);
            let (accepted, contacted) = (self.part(asked), self.part(seen));
            for number in 0..all {
                let (interviewed, accepted) = (number < asked, number < accepted);
                people.push(Declared { accepted, ..applied(*sex, interviewed) });
            }
            for number in 0..seen {
                let contacted = number < contacted;
                people.push(Declared { sex: Some(*sex), seen: true, contacted, ..Declared::default() });
            }
        }
        for person in &mut people {
            person.origin = [None, Some(Origin::Abroad), Some(Origin::NotAbroad)][self.under(3) as usize];
            person.disability = [Disability::Yes, Disability::No].get(self.under(6) as usize).copied();
        }
        people
    }

    fn size(&mut self) -> u64 {
        [0, 5, 15, 30, 60, 200][self.under(6) as usize] + self.under(9)
    }

    fn part(&mut self, of: u64) -> u64 {
        match self.under(4) {
            0 => of,
            1 => of - self.under(12).min(of),
            2 => self.under(12).min(of),
            _ => self.under(of + 1),
        }
    }
}

/// What is known of some groups at some point of the way, from what is told and from the whole: sums of groups that share nobody, and
/// what is left of some groups without others, until nothing new follows.
fn follows(told: &[Option<u64>], whole: u64) -> BTreeMap<usize, u64> {
    let everybody = (1 << told.len()) - 1;
    let mut known = BTreeMap::from([(everybody, whole)]);
    known.extend(told.iter().enumerate().filter_map(|(at, told)| Some((1 << at, (*told)?))));
    loop {
        let mut new = known.clone();
        for (one, of_one) in &known {
            for (other, of_other) in &known {
                if one & other == 0 {
                    new.insert(one | other, of_one + of_other);
                } else if one & other == *other && one != other {
                    new.insert(one & !other, of_one - of_other);
                }
            }
        }
        if new.len() == known.len() {
            return known;
        }
        known = new;
    }
}

/// What a reader of a table could work out, against the truth.
fn assert_tells_of_no_few(people: &[Declared], table: &AuditTable) -> usize {
    let groups = groups(table.by);
    let row = |step: Step, group: &str| table.rows.iter().find(|row| row.step == step && row.group == group).unwrap();
    let truth = |chain: usize, level: usize, some: usize| {
        let is_among = |person: &&Declared| {
            groups.iter().enumerate().any(|(at, group)| some & (1 << at) != 0 && person.group(table.by) == Some(*group))
        };
        people.iter().filter(is_among).filter(|person| person.came()[chain][level]).count() as u64
    };
    let everybody = (1 << groups.len()) - 1;
    let of_all = |told: &dyn Fn(&str) -> Option<u64>, chain: usize, level: usize| {
        let told: Vec<Option<u64>> = groups.iter().map(|group| told(group)).collect();
        follows(&told, truth(chain, level, everybody))
    };
    // A number that stands in two rows is told where either tells it.
    let interviewed = |group: &str| row(Step::Acceptance, group).people.or(row(Step::Interview, group).chosen);
    let ways = [
        vec![
            of_all(&|group| row(Step::Interview, group).people, 0, 0),
            of_all(&interviewed, 0, 1),
            of_all(&|group| row(Step::Acceptance, group).chosen, 0, 2),
        ],
        vec![
            of_all(&|group| row(Step::Contact, group).people, 1, 0),
            of_all(&|group| row(Step::Contact, group).chosen, 1, 1),
        ],
    ];
    for (chain, levels) in ways.iter().enumerate() {
        for (level, known) in levels.iter().enumerate() {
            for (some, number) in known.iter().filter(|(some, _)| **some != everybody) {
                assert_eq!(*number, truth(chain, level, *some), "what follows is true");
                let nobody = truth(chain, 0, *some) == 0;
                assert!(*number >= LEAST || nobody, "{number} of {some:b} at {chain}.{level}: {table:?}");
                for later in levels.iter().skip(level + 1).filter_map(|known| known.get(some)) {
                    assert!(number - later >= LEAST || nobody, "{number} and {later} of {some:b}: {table:?}");
                }
            }
        }
    }
    for step in Step::ALL {
        let of_step: Vec<&AuditRow> = table.rows.iter().filter(|row| row.step == *step).collect();
        let compared = of_step.iter().any(|row| row.ratio.is_some());
        let best = of_step.iter().any(|row| row.ratio == Some(10_000) && row.chosen.is_some());
        assert!(!compared || best, "a rate that is hidden is not what others are compared with: {table:?}");
        for row in of_step {
            assert_eq!(
                (row.rate.is_some(), row.chosen.is_some() && row.people.is_none()),
                (row.chosen.is_some(), false)
            );
            assert!(row.below.is_none() || row.people.is_some());
        }
    }
    table.rows.iter().filter(|row| row.chosen.is_some()).count()
}

#[test]
fn nothing_that_follows_from_a_table_is_of_too_few() {
    let mut dice = Dice(7);
    let mut told = 0;
    for _ in 0..1_500 {
        let people = dice.people();
        for table in audit(&people) {
            told += assert_tells_of_no_few(&people, &table);
        }
    }
    assert!(told > 2_000, "much is told all the same: {told}");
}
