use passerelle_api::audit::{AuditRow, Disability, Origin, Sex, Trait};

use super::*;
use crate::audit::{Declared, count, rows, tests::Dice};

const START: i64 = 1_000;

fn first(people: &[Declared], by: Trait) -> Told {
    tell(None, count(people, by), START)
}

/// What is told in a while of how things are then.
fn later(kept: &Told, people: &[Declared], by: Trait) -> Told {
    tell(Some(kept.clone()), count(people, by), kept.compared_ms + STANDS_MS)
}

fn women(all: usize, interviewed: usize) -> Vec<Declared> {
    of(Sex::Woman, all, interviewed)
}

fn men(all: usize, interviewed: usize) -> Vec<Declared> {
    of(Sex::Man, all, interviewed)
}

fn of(sex: Sex, all: usize, interviewed: usize) -> Vec<Declared> {
    let person =
        |number| Declared { sex: Some(sex), decided: true, interviewed: number < interviewed, ..Declared::default() };
    (0..all).map(person).collect()
}

/// The numbers of a table, in the order of its rows.
fn numbers(rows: &[AuditRow]) -> Vec<Option<u64>> {
    rows.iter().flat_map(|row| [row.people, row.chosen]).collect()
}

#[test]
fn a_table_is_told_anew_where_as_many_moved_as_are_told_of() {
    let kept = first(&[women(40, 20), men(50, 25)].concat(), Trait::Sex);
    let told = later(&kept, &[women(60, 30), men(70, 35)].concat(), Trait::Sex);
    assert_eq!((told.told_ms, told.compared_ms), (START + STANDS_MS, START + STANDS_MS));
    assert_eq!(rows(&told.groups)[0].people, Some(60));
    for (why, women, men) in [
        ("one woman more", women(41, 20), men(50, 25)),
        ("nine women more", women(49, 25), men(70, 35)),
        ("enough women, of whom too few were asked", women(60, 29), men(70, 35)),
        ("enough women, of whom too few were not", women(60, 35), men(70, 35)),
        ("enough women, none of whom was asked", women(60, 20), men(70, 35)),
        ("one woman less", women(39, 20), men(70, 35)),
    ] {
        let told = later(&kept, &[women, men].concat(), Trait::Sex);
        assert_eq!((told.told_ms, told.compared_ms), (START, START + STANDS_MS), "{why}");
        assert_eq!(told.groups, kept.groups, "{why}");
    }
    let same = later(&kept, &[women(40, 20), men(50, 25)].concat(), Trait::Sex);
    assert_eq!(same.told_ms, START, "whether few moved or nobody did looks the same");
    let asked = later(&kept, &[women(40, 30), men(50, 25)].concat(), Trait::Sex);
    assert_eq!(rows(&asked.groups)[0].chosen, Some(30), "ten of those who were there were asked since");
}

#[test]
fn a_number_that_was_hidden_is_told_where_enough_people_moved() {
    let kept = first(&[women(9, 0), men(50, 25)].concat(), Trait::Sex);
    assert!(rows(&kept.groups).iter().all(|row| row.people.is_none()));
    let told = later(&kept, &[women(10, 0), men(50, 25)].concat(), Trait::Sex);
    assert_eq!(told.told_ms, START, "the tenth would be known to be a woman");
    let told = later(&kept, &[women(19, 0), men(55, 25)].concat(), Trait::Sex);
    assert_eq!(told.told_ms, START, "five men more");
    let told = later(&kept, &[women(20, 0), men(70, 35)].concat(), Trait::Sex);
    assert_eq!(rows(&told.groups)[0].people, Some(20));
    let nobody = first(&[], Trait::Sex);
    let told = later(&nobody, &[women(12, 0), men(50, 25)].concat(), Trait::Sex);
    assert_eq!(
        numbers(&rows(&told.groups))[..4],
        [Some(12), None, Some(50), None],
        "of nobody there is nothing to subtract"
    );
}

#[test]
fn whoever_looks_before_and_after_sees_the_same() {
    let people = [women(40, 20), men(50, 25)].concat();
    let kept = first(&people, Trait::Sex);
    let many = count(&[women(90, 45), men(90, 45)].concat(), Trait::Sex);
    let told = tell(Some(kept.clone()), many.clone(), START + STANDS_MS - 1);
    assert_eq!(told, kept, "however many moved");
    // Looking without finding enough counts as a look: the moment of the tenth is not to be found by looking often.
    let looked = tell(Some(kept), count(&[women(49, 24), men(50, 25)].concat(), Trait::Sex), START + STANDS_MS);
    assert_eq!(looked.told_ms, START);
    assert_eq!(tell(Some(looked.clone()), many.clone(), START + 2 * STANDS_MS - 1), looked);
    assert_eq!(tell(Some(looked), many, START + 2 * STANDS_MS).told_ms, START + 2 * STANDS_MS);
}

#[test]
fn groups_that_were_counted_in_another_way_are_told_of_anew() {
    let mut kept = first(&[women(40, 20), men(50, 25)].concat(), Trait::Sex);
    kept.groups.pop();
    let people = [women(41, 20), men(50, 25)].concat();
    assert_eq!(later(&kept, &people, Trait::Sex).told_ms, START + STANDS_MS);
    kept.groups.iter_mut().for_each(|group| group.ways[0].truncate(2));
    assert!(rows(&kept.groups).iter().all(|row| row.chosen.is_none() || row.people.is_some()));
}

/// Somebody who says something, or to whom something happens, or who takes back what they said.
fn one_more(dice: &mut Dice, people: &[Declared]) -> Vec<Declared> {
    let mut people = people.to_vec();
    let at = dice.under(people.len().max(1) as u64) as usize;
    match dice.under(3) {
        0 if !people.is_empty() => drop(people.remove(at)),
        1 if !people.is_empty() => {
            let person = &mut people[at];
            match dice.under(6) {
                0 => person.interviewed = true,
                1 => person.concluded = true,
                2 => person.accepted = true,
                3 => person.opened = true,
                4 => person.contacted = true,
                _ => person.disability = None,
            }
        }
        _ => people.push(somebody(dice)),
    }
    people
}

/// Somebody new, who came as far as it happens.
fn somebody(dice: &mut Dice) -> Declared {
    let mut of_times = |times: u64| dice.under(times) == 0;
    let interviewed = of_times(2);
    let concluded = interviewed && !of_times(4);
    let (accepted, decided, opened) = (concluded && of_times(3), interviewed || of_times(2), of_times(2));
    Declared {
        sex: Sex::ALL.get(dice.under(3) as usize).copied(),
        origin: Origin::ALL.get(dice.under(3) as usize).copied(),
        disability: Disability::ALL.get(dice.under(2) as usize).copied(),
        decided,
        interviewed,
        concluded,
        accepted,
        shown: dice.under(2) == 0,
        opened,
        contacted: opened && dice.under(3) == 0,
        ..Declared::default()
    }
}

#[test]
fn one_person_more_or_less_never_changes_what_is_told() {
    let mut dice = Dice(11);
    let mut told = 0;
    for _ in 0..400 {
        let people = dice.people();
        let other = one_more(&mut dice, &people);
        for by in Trait::ALL {
            let kept = first(&people, *by);
            let anew = later(&kept, &other, *by);
            let numbers_now = numbers(&rows(&anew.groups));
            assert_eq!(numbers_now, numbers(&rows(&kept.groups)), "{by:?}: {:?}", count(&other, *by));
            told += numbers_now.iter().flatten().count();
        }
    }
    assert!(told > 2_000, "much is told all the same: {told}");
}

#[test]
fn no_two_tables_differ_by_few_however_slowly_people_come() {
    let mut dice = Dice(5);
    let (mut renewed, mut moved) = (0, 0);
    for _ in 0..8 {
        let mut people = dice.people();
        let mut kept = first(&people, Trait::Disability);
        let newcomers = dice.under(40);
        for _ in 0..50 {
            for _ in 0..=dice.under(4) {
                people = one_more(&mut dice, &people);
            }
            people.extend((0..dice.under(newcomers + 1)).map(|_| somebody(&mut dice)).collect::<Vec<_>>());
            let anew = later(&kept, &people, Trait::Disability);
            let (was, is) = (rows(&kept.groups), rows(&anew.groups));
            for (was, is) in numbers(&was).into_iter().zip(numbers(&is)) {
                let Some((was, is)) = was.zip(is) else { continue };
                assert!(was == is || was.abs_diff(is) >= LEAST, "{was} and {is}: {kept:?} {anew:?}");
                moved += usize::from(was != is);
            }
            for (was, is) in was.iter().zip(&is) {
                let left = |row: &AuditRow| Some(row.people? - row.chosen?);
                let Some((was, is)) = left(was).zip(left(is)) else { continue };
                assert!(was == is || was.abs_diff(is) >= LEAST, "{was} and {is} were left behind");
            }
            renewed += usize::from(anew.told_ms != kept.told_ms);
            kept = anew;
        }
    }
    assert!(renewed > 10 && moved > 50, "tables are told anew all the same: {renewed}, {moved}");
}
