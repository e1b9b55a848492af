//! What is asked, read once more than the server does, as what can be tried on one talent.

use chrono::Days;
use passerelle_api::{
    NaiveDate,
    account::Language,
    endpoint::from_query,
    id::SkillCode,
    job::{Contract, limits as job_limits},
    talent::{Part, TalentQuery, limits},
};
use passerelle_rules::{
    distance::km,
    matching::{Facts, Wish, compare, grade::LATE_DAYS},
};
use passerelle_server::{
    lists::Lists,
    search::{
        Clause,
        talents::{self, FACETS},
    },
};

/// What can be tried on a talent.
pub enum Test {
    /// Has one of these skills.
    Skills(Vec<SkillCode>),
    /// Lives in one of these places or, where the work can be done from anywhere, works remotely.
    Places {
        places: Vec<String>,
        anywhere: bool,
    },
    /// Lives in one of these places and would travel as far as stands beside it.
    Reach(Vec<(String, u32)>),
    Level(u8),
    FreeBy(NaiveDate),
    Contract(Contract),
    /// Speaks it well enough for work.
    Speaks(Language),
    /// Speaks it a little less well.
    Knows(Language),
    Never,
}

/// A wish: who meets it, who does so at least in part, and of how many points.
pub struct Wished {
    pub met: Test,
    pub partly: Test,
    pub of: u32,
}

pub struct Asked {
    pub line: String,
    /// How many the index found.
    pub total: u64,
    /// Each must be met.
    pub must: Vec<Test>,
    pub words: Option<Clause>,
    /// Wishes that must be met.
    pub only: Vec<(Part, Test)>,
    pub wishes: Vec<Wished>,
    /// The choices of each part. How many each has is counted as if nothing of its part had to be met.
    pub facets: Vec<(Part, Vec<Test>)>,
}

impl Asked {
    /// Reads the number that the index found, and the query behind it.
    pub fn read(line: &str, lists: &Lists, today: NaiveDate) -> Self {
        let (total, line) = line.split_once(' ').unwrap();
        let query: TalentQuery = from_query(line).unwrap();
        let radius = query.radius.unwrap_or(job_limits::RADIUS_DEFAULT);
        let wish = Wish {
            must: query.must.0.clone(),
            nice: query.nice.0.clone(),
            place: query.place.as_ref().map(|place| (lists.spots[place.as_str()], radius)),
            remote: query.remote == Some(true),
            level: query.level,
            available_by: query.available_by,
            contract: query.contract,
            language: query.language,
        };
        let reader = Reader { wish: &wish, lists, today };
        let only = query.only.0.iter().map(|part| part.parse().unwrap());
        let wishes = compare(&wish, &Facts::default(), lists.taxonomy.near()).parts.into_iter().map(|answer| {
            let (met, partly) = reader.fits(answer.part, answer.skill.as_ref()).unwrap();
            Wished { met, partly, of: answer.of }
        });
        let facets = FACETS.iter().map(|part| (*part, reader.choices(*part)));
        Self {
            line: line.to_owned(),
            total: total.parse().unwrap(),
            must: wish.must.iter().map(|skill| reader.has_or_near(skill)).collect(),
            words: query.q.as_deref().and_then(|words| talents::words(words, &lists.skill_words)),
            // Without a wish there is nothing to meet.
            only: only.filter_map(|part| Some((part, reader.fits(part, None)?.0))).collect(),
            wishes: wishes.collect(),
            facets: facets.filter(|(_, choices)| !choices.is_empty()).collect(),
        }
    }
}

struct Reader<'a> {
    wish: &'a Wish,
    lists: &'a Lists,
    today: NaiveDate,
}

impl Reader<'_> {
    fn has_or_near(&self, skill: &SkillCode) -> Test {
        let near = self.lists.taxonomy.near().get(skill).into_iter().flatten();
        Test::Skills(std::iter::once(skill).chain(near).cloned().collect())
    }

    /// Who meets a wish, and who does so at least in part.
    fn fits(&self, part: Part, skill: Option<&SkillCode>) -> Option<(Test, Test)> {
        match part {
            Part::MustSkill | Part::NiceSkill => {
                skill.map(|skill| (Test::Skills(vec![skill.clone()]), self.has_or_near(skill)))
            }
            Part::Place => self.wish.place.map(|(_, radius)| {
                let near = self.by_distance(radius + 1..=job_limits::RADIUS_MAX);
                (self.within(radius), Test::Reach(near))
            }),
            Part::Level => self.wish.level.map(|level| (Test::Level(level), Test::Level(level.saturating_sub(1)))),
            Part::Availability => self.wish.available_by.map(|day| {
                let late = day + Days::new(LATE_DAYS.unsigned_abs());
                (Test::FreeBy(day), Test::FreeBy(late))
            }),
            Part::Contract => self.wish.contract.map(|contract| (Test::Contract(contract), Test::Never)),
            Part::Language => self.wish.language.map(|language| (Test::Speaks(language), Test::Knows(language))),
        }
    }

    fn choices(&self, part: Part) -> Vec<Test> {
        match part {
            Part::Place if self.wish.place.is_some() => limits::RADII.iter().map(|km| self.within(*km)).collect(),
            Part::Level => (3..=8).map(Test::Level).collect(),
            Part::Availability => [0, 30, 90, 180].map(|days| Test::FreeBy(self.today + Days::new(days))).into(),
            Part::Contract => Contract::ALL.iter().copied().map(Test::Contract).collect(),
            Part::Language => Language::ALL.iter().copied().map(Test::Speaks).collect(),
            Part::Place | Part::MustSkill | Part::NiceSkill => Vec::new(),
        }
    }

    fn within(&self, radius: u32) -> Test {
        let places = self.by_distance(0..=radius).into_iter().map(|(place, _)| place).collect();
        Test::Places { places, anywhere: self.wish.remote }
    }

    /// The places whose distance from the wished one is within bounds.
    fn by_distance(&self, bounds: std::ops::RangeInclusive<u32>) -> Vec<(String, u32)> {
        let distance = |spot| self.wish.place.map(|(centre, _)| km(centre, spot));
        let all = self.lists.spots.iter().filter_map(|(place, spot)| Some((place.clone(), distance(*spot)?)));
        all.filter(|(_, distance)| bounds.contains(distance)).collect()
    }
}
