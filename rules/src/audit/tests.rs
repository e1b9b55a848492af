use std::collections::BTreeMap;

use super::*;

fn applied(sex: Sex, interviewed: bool) -> Declared {
    Declared { sex: Some(sex), decided: true, interviewed, ..Declared::default() }
}

fn many(sex: Sex, all: usize, interviewed: usize) -> Vec<Declared> {
    (0..all).map(|number| applied(sex, number < interviewed)).collect()
}

fn audit(people: &[Declared]) -> Vec<AuditTable> {
    let told_at = "2026-03-01T09:00:00Z".parse().unwrap();
    Trait::ALL.iter().map(|by| AuditTable { by: *by, told_at, rows: rows(&count(people, *by)) }).collect()
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
fn who_waits_for_an_answer_is_not_passed_over() {
    let mut people = [many(Sex::Man, 100, 50), many(Sex::Woman, 40, 20)].concat();
    // Sixty more women applied this morning, and nobody decided yet.
    people.extend(vec![Declared { sex: Some(Sex::Woman), ..Declared::default() }; 60]);
    let rows = of(&people, Step::Interview);
    assert_eq!((rows[0].people, rows[0].chosen, rows[0].below), (Some(40), Some(20), Some(false)));
    assert_eq!((rows[1].people, rows[1].chosen, rows[1].below), (Some(100), Some(50), Some(false)));
    // Ten men wait for what comes of their interview, and forty women do.
    let mut people = [many(Sex::Man, 120, 50), many(Sex::Woman, 100, 80)].concat();
    let with_outcome = |person: &mut Declared, accepted| (person.concluded, person.accepted) = (true, accepted);
    (0..40).for_each(|at| with_outcome(&mut people[at], at < 20));
    (120..160).for_each(|at| with_outcome(&mut people[at], at < 140));
    let rows = of(&people, Step::Acceptance);
    for row in &rows[..2] {
        assert_eq!((row.people, row.chosen, row.below), (Some(40), Some(20), Some(false)), "{rows:?}");
    }
}

#[test]
fn fewer_than_ten_who_wait_are_not_told_of_and_nobody_is() {
    let with_outcomes = |women: usize| {
        let mut people = [many(Sex::Woman, 60, 40), many(Sex::Man, 60, 40)].concat();
        for (from, all) in [(0, women), (60, 40)] {
            for (number, person) in people[from..from + all].iter_mut().enumerate() {
                (person.concluded, person.accepted) = (true, number < 15);
            }
        }
        of(&people, Step::Acceptance)
    };
    let told = |women| with_outcomes(women).iter().filter_map(|row| row.chosen).count();
    assert_eq!(told(40), 2, "nobody waits");
    assert_eq!(told(37), 0, "three women wait");
    assert_eq!(told(30), 0, "no man waits, and of those who do each would be known to be a woman");
}

#[test]
fn fewer_than_ten_people_are_not_told_of_nor_compared_with() {
    let people = [many(Sex::Woman, 9, 9), many(Sex::Man, 10, 0), many(Sex::Other, 30, 0)].concat();
    let rows = of(&people, Step::Interview);
    assert_eq!((rows[0].people, rows[0].below), (None, None));
    assert_eq!((rows[1].people, rows[1].below), (None, None), "or the whole would tell of the first");
    let other = (rows[2].people, rows[2].chosen, rows[2].below);
    assert_eq!(other, (Some(30), None, None), "nor marked where the number is not told");
    let people = [many(Sex::Woman, 4, 0), many(Sex::Man, 200, 90), many(Sex::Other, 5, 0)].concat();
    assert!(of(&people, Step::Interview).iter().all(|row| row.people.is_none()), "nine in two groups are as few");
    assert!(of(&[], Step::Contact).iter().all(|row| row.people.is_none()));
}

#[test]
fn a_number_that_is_hidden_at_a_step_is_not_who_comes_to_the_next() {
    let mut people = many(Sex::Woman, 30, 21);
    people.iter_mut().take(21).for_each(|person| person.concluded = true);
    people.extend([many(Sex::Man, 100, 50), many(Sex::Other, 100, 40)].concat());
    let rows = of(&people, Step::Interview);
    assert_eq!((rows[0].people, rows[0].chosen, rows[0].rate), (Some(30), None, None), "nine were not asked");
    assert_eq!(of(&people, Step::Acceptance)[0].people, None, "or it would follow that nine were not");
    let told = rows[1..].iter().filter(|row| row.chosen.is_some()).count();
    assert_eq!(told, 1, "of one more nothing is told, or the whole would tell of the first");
    assert!(rows.iter().all(|row| row.ratio.is_none() && row.below.is_none()), "one alone is compared with nothing");
}

#[test]
fn a_mark_tells_no_number_that_is_hidden() {
    let origin = |origin, all: usize, interviewed: usize| {
        let person = |number| Declared { sex: None, origin: Some(origin), ..applied(Sex::Other, number < interviewed) };
        (0..all).map(person).collect::<Vec<_>>()
    };
    // Were the first marked, at most one of ten came to an interview, and nobody where the whole is known to be thirteen.
    let people = [origin(Origin::Abroad, 10, 0), origin(Origin::NotAbroad, 100, 13)].concat();
    let rows = rows(&count(&people, Trait::Origin));
    for row in rows.iter().filter(|row| row.step == Step::Interview) {
        assert_eq!((row.people.is_some(), row.chosen, row.ratio, row.below), (true, None, None, None));
    }
    // One that is hidden is nothing that others are compared with, or its rate would be known to be the best.
    let people = [many(Sex::Woman, 10, 10), many(Sex::Man, 200, 150), many(Sex::Other, 200, 170)].concat();
    assert_marks_follow(&audit(&people).remove(0));
}

#[test]
fn each_step_counts_those_who_came_to_it() {
    let mut people = many(Sex::Woman, 40, 24);
    for (number, person) in people[..24].iter_mut().enumerate() {
        (person.concluded, person.accepted) = (true, number < 12);
    }
    let woman = Declared { sex: Some(Sex::Woman), ..Declared::default() };
    // Whoever was opened was shown, and who did not say what they are is in no rate.
    people.extend(vec![Declared { opened: true, ..woman }; 15]);
    people.extend(vec![Declared { shown: true, ..woman }; 20]);
    people.extend(vec![Declared { contacted: true, ..woman }; 12]);
    people.extend(vec![Declared { sex: None, contacted: true, ..applied(Sex::Other, true) }; 40]);
    let numbers = |step| of(&people, step).into_iter().next().map(|row| (row.people, row.chosen)).unwrap();
    assert_eq!(numbers(Step::Interview), (Some(40), Some(24)));
    assert_eq!(numbers(Step::Acceptance), (Some(24), Some(12)));
    assert_eq!(numbers(Step::Opened), (Some(47), Some(27)));
    assert_eq!(numbers(Step::Contact), (Some(27), Some(12)));
}

#[test]
fn the_csv_has_a_line_for_each_group_at_each_step_and_its_day() {
    let csv = csv(&audit(&[many(Sex::Woman, 100, 39), many(Sex::Man, 50, 25)].concat()));
    assert_eq!(csv.lines().count(), 1 + 4 * (3 + 3 + 2 + 2));
    assert!(csv.contains("sex,interview,woman,100,39,39.00,78.00,yes,2026-03-01\r\n"), "{csv}");
    assert!(csv.contains("sex,interview,other,,,,,,2026-03-01\r\n"), "{csv}");
}

/// Numbers that are random enough, and the same in each run.
pub struct Dice(pub u64);

impl Dice {
    pub fn under(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// How far people of a group come is chosen for the whole group, so that numbers on either side of the least are common.
    pub fn people(&mut self) -> Vec<Declared> {
        let mut people = Vec::new();
        let nobody_waits = self.under(3) == 0;
        for sex in Sex::ALL {
            let (all, shown) = (self.size(), self.size());
            let asked = self.part(all);
            let concluded = if nobody_waits { asked } else { self.part(asked) };
            let (accepted, opened) = (self.part(concluded), self.part(shown));
            let contacted = self.part(opened);
            for number in 0..all {
                let (concluded, accepted) = (number < concluded, number < accepted);
                people.push(Declared { concluded, accepted, ..applied(*sex, number < asked) });
            }
            for number in 0..shown {
                let (opened, contacted) = (number < opened, number < contacted);
                people.push(Declared { sex: Some(*sex), shown: true, opened, contacted, ..Declared::default() });
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

/// The numbers that a table tells of a group at a level of a way. One that stands in two rows is told where either tells it.
fn told_of(table: &AuditTable, group: &str, way: usize, level: usize) -> Option<u64> {
    let of_step = |row: &AuditRow| {
        let (of_way, from) = place(row.step);
        let is_here = row.group == group && of_way == way;
        let number = if from == level { row.people } else { row.chosen.filter(|_| from + 1 == level) };
        number.filter(|_| is_here)
    };
    table.rows.iter().find_map(of_step)
}

/// What a reader of a table could work out, against the truth.
fn assert_tells_of_no_few(people: &[Declared], table: &AuditTable) -> usize {
    let counted = count(people, table.by);
    let truth = |way: usize, level: usize, some: usize| -> u64 {
        let among = counted.iter().enumerate().filter(|(at, _)| some & (1 << at) != 0);
        among.map(|(_, group)| group.ways[way][level]).sum()
    };
    let everybody = (1 << counted.len()) - 1;
    for (way, Way { levels, waits }) in WAYS.into_iter().enumerate() {
        let known = |level: usize| {
            let told: Vec<Option<u64>> = counted.iter().map(|group| told_of(table, &group.name, way, level)).collect();
            follows(&told, truth(way, level, everybody))
        };
        let known: Vec<BTreeMap<usize, u64>> = (0..levels).map(known).collect();
        for (level, of_level) in known.iter().enumerate() {
            for (some, number) in of_level.iter().filter(|(some, _)| **some != everybody) {
                assert_eq!(*number, truth(way, level, *some), "what follows is true");
                let nobody = truth(way, 0, *some) == 0;
                assert!(*number >= LEAST || nobody, "{number} of {some:b} at {way}.{level}: {table:?}");
                for (later, of_later) in known.iter().enumerate().skip(level + 1) {
                    let Some(further) = of_later.get(some) else { continue };
                    let all_came = waits == Some(level)
                        && later == level + 1
                        && truth(way, level, everybody) == truth(way, later, everybody);
                    let enough = number - further >= LEAST || nobody || all_came;
                    assert!(enough, "{number} and {further} of {some:b}: {table:?}");
                }
            }
        }
    }
    assert_marks_follow(table);
    table.rows.iter().filter(|row| row.chosen.is_some()).count()
}

/// Rates, what they are compared with and marks are worked out from nothing but the numbers that are told, so that they tell no more.
fn assert_marks_follow(table: &AuditTable) {
    for step in Step::ALL {
        let of_step: Vec<&AuditRow> = table.rows.iter().filter(|row| row.step == *step).collect();
        let told = of_step.iter().filter_map(|row| Some((row.chosen? as f64) / (row.people? as f64)));
        let rates: Vec<f64> = told.collect();
        let best = rates.iter().copied().fold(0.0, f64::max);
        for row in of_step {
            assert!(row.chosen.is_none() || row.people.is_some(), "{row:?}");
            assert_eq!(row.rate.is_some(), row.chosen.is_some(), "{row:?}");
            let compared = row.chosen.is_some() && rates.len() > 1;
            assert_eq!((row.ratio.is_some(), row.below.is_some()), (compared, compared), "{row:?}");
            if let (Some(people), Some(chosen), Some(below)) = (row.people, row.chosen, row.below) {
                let share = chosen as f64 / people as f64 / best;
                assert!(below == (share < 0.8) || (share - 0.8).abs() < 1e-9, "{row:?}");
            }
        }
    }
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
