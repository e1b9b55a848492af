//! Whom an index chooses to be compared with an ad, where more are found than can be. It weighs as the rules of matching do, so that nobody
//! is left out in whose stead one who fits worse is compared: first who is known not to fit comes last, then each part that documents
//! tell gives its points. They do not tell the rhythm, the pay, nor of a language less than A2.

use std::collections::HashMap;

use chrono::Days;
use passerelle_api::{
    NaiveDate,
    job::{Remote, limits as job_limits},
    matching::Aspect,
    talent::Fit,
};
use passerelle_rules::{
    distance::Spot,
    matching::{
        Graded, Job, Lessons, Near, Person, WHOLE, explain,
        grade::{LATE_DAYS, points},
    },
};

use super::{
    Clause,
    talents::{
        self, at_least, by_distance, contract_term, free_by, has_or_near, knows, reach, remote_term, skill_term, speaks,
    },
};

/// Whoever is not known to be barred comes before all who are: that is more than everything else together.
const OPEN: u32 = WHOLE + 1;

/// Towns around an ad, the nearest, in each of the two lists of those from which people would travel. Where there are
/// more, whoever lives behind all these is chosen after the others; how they fit is not worked out here.
const TOWNS: usize = talents::TOWNS / 2;

/// What gives points. Nobody is excluded by it. `homes` are the towns that people live in.
pub fn grades(job: &Job, near: &Near, homes: &HashMap<String, Spot>) -> Vec<(Clause, u32)> {
    let places = by_distance(homes, job.place);
    let asked = Asked { job, near, places: &places };
    let mut grades = vec![(asked.open(), OPEN)];
    // A part weighs the same whoever answers it.
    for part in explain(job, &Person::default(), near, &Lessons::new()).parts {
        let (all, some) = (points(Fit::Met, part.of), points(Fit::Partly, part.of));
        if part.aspect == Aspect::Place {
            grades.extend(asked.way(all, some));
        } else if let Some((met, partly)) = asked.fits(&part) {
            // Whoever meets a part meets it partly too, so that the rest of the points comes on top.
            grades.push((partly, some));
            grades.push((met, all - some));
        }
    }
    grades
}

struct Asked<'a> {
    job: &'a Job,
    near: &'a Near,
    /// All that people live in, the nearest to the ad first.
    places: &'a [(u32, &'a str)],
}

impl Asked<'_> {
    /// Who is not known to be barred by anything but the way: each constraint is met, partly met, or nothing was said of it.
    fn open(&self) -> Clause {
        let contract = Clause::Any(vec![contract_term(self.job.contract), unsaid(&["contract"])]);
        let start = self.job.start.map(|day| Clause::Any(vec![unsaid(&["free"]), free_by(late(day))]));
        let languages = self
            .job
            .languages
            .iter()
            .map(|code| Clause::Any(vec![unsaid(&["speaks", "knows"]), speaks(code), knows(code)]));
        Clause::All([contract].into_iter().chain(start).chain(languages).collect())
    }

    /// What the way to work gives. It bars only whoever said how far they would travel, and the towns around stand in few clauses, of
    /// which an engine takes only so many.
    fn way(&self, all: u32, some: u32) -> [(Clause, u32); 4] {
        let (here, unsaid) = (self.here(), unsaid(&["reach"]));
        [
            (unsaid.clone(), OPEN),
            (Clause::All(vec![Clause::Any(here.clone()), unsaid]), some),
            (Clause::Any(self.travels(|distance| distance)), OPEN + some),
            (
                Clause::Any(here.into_iter().chain(self.travels(|distance| distance.saturating_mul(2))).collect()),
                all - some,
            ),
        ]
    }

    /// Who meets a part, and who does so at least partly; nothing of what no document tells.
    fn fits(&self, part: &Graded) -> Option<(Clause, Clause)> {
        match part.aspect {
            Aspect::MustSkill | Aspect::NiceSkill => {
                let skill = part.skill.as_ref()?;
                Some((skill_term(skill), has_or_near(skill, self.near)))
            }
            Aspect::Level => self.job.level.map(|level| (at_least(level), at_least(level.saturating_sub(1)))),
            Aspect::Remote => self.job.remote.map(|offered| {
                let nearest = match offered {
                    Remote::Hybrid => Remote::ALL.iter().copied().map(remote_term).collect(),
                    Remote::OnSite | Remote::Remote => vec![remote_term(offered), remote_term(Remote::Hybrid)],
                };
                (remote_term(offered), Clause::Any(nearest))
            }),
            Aspect::Contract => Some((contract_term(self.job.contract), contract_term(self.job.contract))),
            Aspect::Start => self.job.start.map(|day| (free_by(day), free_by(late(day)))),
            Aspect::Language => {
                let code = part.language.as_deref()?;
                Some((speaks(code), Clause::Any(vec![speaks(code), knows(code)])))
            }
            Aspect::Place | Aspect::Rhythm | Aspect::Pay => None,
        }
    }

    /// Who lives in the town of the ad, however far they would travel.
    fn here(&self) -> Vec<Clause> {
        let here = self.places.iter().take_while(|(distance, _)| *distance == 0);
        here.map(|(_, place)| Clause::term(format!("place:{place}"))).collect()
    }

    /// Who would travel as far as it takes from where they live.
    fn travels(&self, takes: fn(u32) -> u32) -> Vec<Clause> {
        let within = self.places.iter().map(|(distance, place)| (takes(*distance), place));
        let within = within.take_while(|(least, _)| *least <= job_limits::RADIUS_MAX).take(TOWNS);
        within.map(|(least, place)| Clause::Between(reach(place, least), reach(place, u32::MAX))).collect()
    }
}

/// Who has none of some kinds of terms.
fn unsaid(kinds: &[&str]) -> Clause {
    // The sign after the colon, so that every term of the kind stands between the two.
    let said = kinds.iter().map(|kind| Clause::Between(format!("{kind}:"), format!("{kind};")));
    Clause::Any(said.collect()).complement()
}

/// The last day on which an availability still partly answers a start.
fn late(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(LATE_DAYS.unsigned_abs())).unwrap_or(day)
}
