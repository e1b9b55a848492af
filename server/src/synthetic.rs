//! Any amount of made-up data, to see how the product behaves when it is large. The same seed gives the same rows with the
//! same keys, so that a second run adds nothing; every key begins with `synthetic-`, so that it can be told apart.

use std::{future::Future, time::Duration};

use crate::store::Connection;
use chrono::{DateTime, Utc};
use passerelle_api::id::SkillCode;
use tokio::time::Instant;

use crate::{
    clock::Clock,
    error::{Error, Result},
    store::{
        Store, Tx, bulk, occupation,
        reference::{self, Named, Names},
    },
    text::fold,
};

mod ads;
mod courses;
mod talents;

/// How much of each to make, and the seed it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amounts {
    pub courses: u64,
    pub ads: u64,
    pub talents: u64,
    pub seed: u64,
}

/// Makes it, telling how far it is once a second.
pub async fn run(store: &Store, clock: &Clock, amounts: Amounts, tell: &mut dyn FnMut(String)) -> Result<()> {
    let world = World::load(&mut *store.read().await?, amounts.seed, clock).await?;
    let mut work = Work { store, world: &world, tell };

    work.batches("courses", amounts.courses, 50, courses::add).await?;
    work.batches("ads", amounts.ads, 2_000, ads::add).await?;
    work.batches("talents", amounts.talents, 2_000, talents::add).await?;
    let mut tx = store.begin().await?;
    bulk::analyze(&mut tx).await?;
    tx.commit().await
}

/// What every row is made from.
#[derive(Debug)]
struct World {
    seed: u64,
    /// When the run began, from which the rows count their days.
    now: DateTime<Utc>,
    clock: Clock,
    skills: Vec<KnownSkill>,
    places: Vec<KnownPlace>,
    /// Codes of occupations.
    occupations: Vec<String>,
}

#[derive(Debug)]
struct KnownSkill {
    code: SkillCode,
    names: Names,
    /// Its names in every language, folded.
    words: String,
}

#[derive(Debug)]
struct KnownPlace {
    slug: String,
    /// Its names in every language and its region, folded.
    words: String,
}

impl World {
    async fn load(db: &mut Connection, seed: u64, clock: &Clock) -> Result<Self> {
        let joined = |names: &Names| names.values().cloned().collect::<Vec<_>>().join(" ");
        let skill = |(code, names): (SkillCode, Names)| KnownSkill { code, words: fold(&joined(&names)), names };
        let skills: Vec<KnownSkill> = reference::skills(db).await?.into_iter().map(skill).collect();
        let place = |Named { slug, names, region, .. }: Named| {
            let words = fold(&format!("{} {region}", joined(&names)));
            KnownPlace { slug, words }
        };
        let mut places: Vec<KnownPlace> = reference::named_places(db).await?.into_iter().map(place).collect();
        places.sort_by(|one, other| one.slug.cmp(&other.slug));
        let mut occupations: Vec<String> = occupation::all(db).await?.into_keys().collect();
        occupations.sort();
        if skills.len() < 10 || places.is_empty() {
            return Err(Error::fault("the database has no skills and places yet: run `demo` first"));
        }
        Ok(Self { seed, now: clock.now(), clock: clock.clone(), skills, places, occupations })
    }

    /// The dice of one row. Those of different kinds and numbers have nothing to do with one another.
    fn dice(&self, kind: u64, number: u64) -> Dice {
        let mut dice = Dice(self.seed ^ kind.rotate_left(56));
        let row = dice.next();
        Dice(row ^ number.wrapping_mul(0xD605_1F8B_5C3A_2E91))
    }
}

/// A small generator (SplitMix64) that gives the same numbers everywhere.
#[derive(Debug, Clone)]
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn under(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// True that many times of a hundred.
    fn chance(&mut self, percent: u64) -> bool {
        self.under(100) < percent
    }

    fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.under(items.len() as u64) as usize]
    }

    /// Between `least` and `most` different items, in the order they were drawn.
    fn some_of<'a, T>(&mut self, items: &'a [T], least: u64, most: u64) -> Vec<&'a T> {
        let count = (least + self.under(most - least + 1)).min(items.len() as u64) as usize;
        let mut drawn: Vec<usize> = Vec::with_capacity(count);
        while drawn.len() < count {
            let index = self.under(items.len() as u64) as usize;
            if !drawn.contains(&index) {
                drawn.push(index);
            }
        }
        drawn.into_iter().map(|index| &items[index]).collect()
    }
}

struct Work<'a> {
    store: &'a Store,
    world: &'a World,
    tell: &'a mut dyn FnMut(String),
}

/// The rows of one batch, as numbers from the first to before the last.
type Batch = std::ops::Range<u64>;

impl<'a> Work<'a> {
    /// Adds `total` rows in transactions of `size`.
    async fn batches<F, Fut>(&mut self, what: &str, total: u64, size: u64, add: F) -> Result<()>
    where
        F: Fn(&'a World, Tx, Batch) -> Fut,
        Fut: Future<Output = Result<Tx>>,
    {
        let begun = Instant::now();
        let mut told = begun;
        let mut done = 0;
        while done < total {
            let batch = done..(done + size).min(total);
            done = batch.end;
            let tx = add(self.world, self.store.begin().await?, batch).await?;
            tx.commit().await?;
            if told.elapsed() >= Duration::from_secs(1) || done == total {
                told = Instant::now();
                let rate = done as f64 / begun.elapsed().as_secs_f64();
                (self.tell)(format!("{what}: {done}/{total}, {rate:.0} a second"));
            }
        }
        Ok(())
    }
}
