//! Finding talents, as an organisation. No answer in here holds a name or an address before the talent accepted.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use crate::store::Connection;
use passerelle_api::{
    FieldError, Reason,
    account::Language,
    catalogue::Relax,
    id::{JobSlug, SkillCode, TalentId},
    job::{Remote, limits as job_limits},
    reference::Place,
    talent::{ListTalents, MatchPart, ProvenSkill, ShowTalent, Talent, TalentCard, TalentList, TalentQuery, limits},
};
use passerelle_rules::{
    distance::Spot,
    matching::{Answer, Job, Lessons, Match, Wish, compare, explain},
};
use serde::{Deserialize, Serialize};

use crate::{
    auth::EmployerMember,
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    fit::Fitting,
    store::{
        contact, job,
        matching::{self, Ad},
        reference::{self, Taxonomy},
        talent::{self, Candidate, Words},
        unsigned,
    },
};

/// Talents on one page.
const PAGE: usize = 20;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_talents).on(show_talent)
}

async fn list_talents(call: Call<ListTalents>, member: EmployerMember) -> Result<TalentList> {
    let Call { app, query, .. } = call;
    let after: Option<Mark> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    if after.as_ref().is_some_and(|after| after.job != query.job) {
        return Err(Error::Malformed("cursor: made for another order".into()));
    }
    let mut db = app.store.read().await?;
    let search = Search::read(&mut db, &query, &member).await?;
    let near = search.taxonomy.near();
    let total = talent::count(&mut db, &search.wish.must, near).await?;
    let candidates = talent::candidates(&mut db, &search.rank, &search.around, near, &search.spots, total).await?;
    let mut found: Vec<(Mark, Candidate)> = candidates
        .into_iter()
        .map(|candidate| (search.mark(&candidate), candidate))
        .filter(|(mark, _)| after.as_ref().is_none_or(|after| order(mark) > order(after)))
        .collect();
    found.sort_by_cached_key(|(mark, _)| order(mark));
    found.truncate(PAGE + 1);
    let next = cursor::page(&mut found, PAGE, |(mark, _)| mark.clone())?;
    let found = found.into_iter().map(|(_, candidate)| candidate).collect();
    let items = search.cards(&mut db, found, &member).await?;
    let items = items.into_iter().map(|(card, _)| card).collect();
    let relax = if total == 0 { relax(&mut db, &query, &search).await? } else { Vec::new() };
    Ok(TalentList { items, total: unsigned(total)?, next, relax })
}

async fn show_talent(call: Call<ShowTalent>, member: EmployerMember) -> Result<Talent> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    let search = Search::read(&mut db, &query, &member).await?;
    // A hidden talent and one that never was are the same to whoever asks.
    let found = talent::find_visible(&mut db, &path.talent, &search.spots).await?.ok_or(Error::NotFound)?;
    let seq = found.seq;
    let mut cards = search.cards(&mut db, vec![found], &member).await?;
    let (card, words) = cards.pop().ok_or(Error::NotFound)?;
    let revealed = contact::revealed(&mut db, seq, &member.employer.slug).await?;
    Ok(Talent { card, about: words.about, projects: words.projects, revealed })
}

/// Where a talent stands in a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Mark {
    /// The ad that the list is ordered by, in place of the search.
    job: Option<JobSlug>,
    score: u32,
    id: TalentId,
}

/// Best first; the random handle decides between equals, so that nobody stands first for having come first.
fn order(mark: &Mark) -> (Reverse<u32>, TalentId) {
    (Reverse(mark.score), mark.id.clone())
}

/// Only must skills exclude, so only they can be dropped to find more.
async fn relax(db: &mut Connection, query: &TalentQuery, search: &Search) -> Result<Vec<Relax>> {
    if query.must.is_empty() {
        return Ok(Vec::new());
    }
    let count = unsigned(talent::count(db, &[], search.taxonomy.near()).await?)?;
    Ok(if count > 0 { vec![Relax { filter: "must".to_owned(), count }] } else { Vec::new() })
}

/// What is looked for, with the lists that it is read by.
struct Search {
    wish: Wish,
    /// The ad that talents are compared with besides.
    job: Option<Ad>,
    /// The wish by which the database chooses, where more talents are found than can be scored.
    rank: Wish,
    /// Places within the radius of that wish.
    around: Vec<String>,
    spots: HashMap<String, Spot>,
    taxonomy: Taxonomy,
    lang: Language,
}

impl Search {
    async fn read(db: &mut Connection, query: &TalentQuery, member: &EmployerMember) -> Result<Self> {
        let taxonomy = Taxonomy::load(db).await?;
        let spots = reference::spots(db).await?;
        check(query, &taxonomy, &spots)?;
        let radius = query.radius.unwrap_or(job_limits::RADIUS_DEFAULT);
        let centre = query.place.as_ref().and_then(|place| spots.get(place.as_str())).copied();
        let wish = Wish {
            must: distinct(&query.must.0),
            nice: distinct(&query.nice.0),
            place: centre.map(|centre| (centre, radius)),
            level: query.level,
            available_by: query.available_by,
            contract: query.contract,
            language: query.language,
        };
        let job = match &query.job {
            Some(job) => Some(own_ad(db, job, member, &spots).await?),
            None => None,
        };
        let rank = job.as_ref().map_or_else(|| wish.clone(), |ad| with_job(&wish, &ad.job));
        let around = match rank.place {
            Some((centre, radius)) => reference::places_around(db, centre, radius).await?,
            None => Vec::new(),
        };
        let around = around.into_iter().map(|(place, _)| place).collect();
        Ok(Self { wish, job, rank, around, spots, taxonomy, lang: query.lang.unwrap_or(Language::English) })
    }

    /// Where a talent stands: by the ad where there is one, else by the search.
    fn mark(&self, candidate: &Candidate) -> Mark {
        let near = self.taxonomy.near();
        let id = candidate.id.clone();
        match &self.job {
            Some(ad) => {
                let score = explain(&ad.job, &candidate.person(&[]), near, &Lessons::new()).score;
                Mark { job: Some(ad.slug.clone()), score, id }
            }
            None => Mark { job: None, score: compare(&self.wish, &candidate.facts, near).score.into(), id },
        }
    }

    /// Talents as cards, each with everything else they wrote.
    async fn cards(
        &self,
        db: &mut Connection,
        found: Vec<Candidate>,
        member: &EmployerMember,
    ) -> Result<Vec<(TalentCard, Words)>> {
        let seqs: Vec<i64> = found.iter().map(|candidate| candidate.seq).collect();
        let mut words = talent::words(db, &seqs).await?;
        let contacts = talent::contact_statuses(db, &member.employer.slug, &seqs).await?;
        let places = reference::places(db, self.lang).await?;
        let fitting = match &self.job {
            Some(ad) => Some(Fitting::load(db, &ad.job, &self.taxonomy, self.lang).await?),
            None => None,
        };
        let mut cards = Vec::with_capacity(found.len());
        for candidate in found {
            let written = words.remove(&candidate.seq);
            let written = written.ok_or_else(|| Error::fault("a talent without texts"))?;
            let contact = contacts.get(&candidate.seq).copied();
            let tell = |fitting: &Fitting<'_>| fitting.tell(&candidate.person(&written.skills), &written.skills);
            let fit = fitting.as_ref().map(tell);
            cards.push((TalentCard { contact, fit, ..self.card(candidate, &written, &places) }, written));
        }
        Ok(cards)
    }

    fn card(&self, candidate: Candidate, words: &Words, places: &[Place]) -> TalentCard {
        let Candidate { id, place, facts, .. } = candidate;
        let Match { score, parts } = compare(&self.wish, &facts, self.taxonomy.near());
        let proven = words.skills.iter().map(|evidence| ProvenSkill {
            skill: self.taxonomy.skill(&evidence.skill, self.lang),
            evidence: evidence.kind,
            text: evidence.text.clone(),
        });
        TalentCard {
            id,
            headline: words.headline.clone(),
            lang: words.lang,
            skills: proven.collect(),
            level: facts.level,
            place: places.iter().find(|known| place.as_deref() == Some(known.slug.as_str())).cloned(),
            contracts: facts.contracts,
            remote: facts.remote,
            available_from: facts.available_from,
            languages: facts.languages,
            score,
            parts: parts.into_iter().map(|answer| self.part(answer)).collect(),
            contact: None,
            fit: None,
        }
    }

    fn part(&self, answer: Answer) -> MatchPart {
        let named = |code: Option<SkillCode>| code.map(|code| self.taxonomy.skill(&code, self.lang));
        MatchPart {
            part: answer.part,
            fit: answer.fit,
            skill: named(answer.skill),
            instead: named(answer.instead),
            found: answer.found,
            points: answer.points,
            of: answer.of,
        }
    }
}

/// An ad of the member's organisation. Another's and one that never was are the same to whoever asks.
async fn own_ad(
    db: &mut Connection,
    slug: &JobSlug,
    member: &EmployerMember,
    spots: &HashMap<String, Spot>,
) -> Result<Ad> {
    let unknown = || Error::field("job", Reason::NotKnown);
    let employer = job::employer_of(db, slug.as_str()).await?;
    if employer.as_deref() != Some(member.employer.slug.as_str()) {
        return Err(unknown());
    }
    matching::ads(db, &[slug.as_str()], spots).await?.pop().ok_or_else(unknown)
}

/// A wish with what an ad asks for in the place of what was not wished. Only the wish excludes anybody.
fn with_job(wish: &Wish, job: &Job) -> Wish {
    let nice: Vec<SkillCode> = wish.nice.iter().chain(&job.must).chain(&job.nice).cloned().collect();
    let at_work = (job.remote != Remote::Remote).then_some((job.place, job_limits::RADIUS_DEFAULT));
    Wish {
        must: wish.must.clone(),
        nice: distinct(&nice),
        place: wish.place.or(at_work),
        level: wish.level.or(job.level),
        available_by: wish.available_by.or(job.start),
        contract: wish.contract.or(Some(job.contract)),
        language: wish.language.or_else(|| job.languages.iter().find_map(|code| code.parse().ok())),
    }
}

fn distinct(codes: &[SkillCode]) -> Vec<SkillCode> {
    let mut seen = HashSet::new();
    codes.iter().filter(|code| seen.insert(*code)).cloned().collect()
}

/// Refuses what no talent could answer.
fn check(query: &TalentQuery, taxonomy: &Taxonomy, spots: &HashMap<String, Spot>) -> Result<()> {
    let mut errors = Vec::new();
    for (field, skills) in [("must", &query.must.0), ("nice", &query.nice.0)] {
        if skills.len() as u64 > limits::SEARCH_SKILLS {
            errors.push(FieldError::limited(field, Reason::TooMany, limits::SEARCH_SKILLS));
        } else if !skills.iter().all(|skill| taxonomy.has(skill)) {
            errors.push(FieldError::new(field, Reason::NotKnown));
        }
    }
    if query.place.as_ref().is_some_and(|place| !spots.contains_key(place.as_str())) {
        errors.push(FieldError::new("place", Reason::NotKnown));
    }
    if query.radius.is_some_and(|radius| !(1..=job_limits::RADIUS_MAX).contains(&radius)) {
        errors.push(FieldError::new("radius", Reason::OutOfRange));
    }
    if query.level.is_some_and(|level| !(3..=8).contains(&level)) {
        errors.push(FieldError::new("level", Reason::OutOfRange));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
