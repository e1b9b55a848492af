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
    id::SkillCode,
    job,
    reference::Place,
    talent::{
        ContactStatus, ListTalents, MatchPart, ProvenSkill, ShowTalent, Talent, TalentCard, TalentList, TalentQuery,
        limits,
    },
};
use passerelle_rules::{
    distance::Spot,
    matching::{Answer, Match, Wish, compare},
};

use crate::{
    auth::EmployerMember,
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        contact,
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
    let after: Option<(Reverse<u8>, String)> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let mut db = app.store.read().await?;
    let search = Search::read(&mut db, &query).await?;
    let near = search.taxonomy.near();
    let total = talent::count(&mut db, &search.wish.must, near).await?;
    let candidates = talent::candidates(&mut db, &search.wish, &search.around, near, &search.spots, total).await?;
    let mut found: Vec<(Candidate, Match)> = candidates
        .into_iter()
        .map(|candidate| {
            let fit = compare(&search.wish, &candidate.facts, near);
            (candidate, fit)
        })
        .filter(|found| after.as_ref().is_none_or(|after| order(found) > *after))
        .collect();
    found.sort_by_cached_key(order);
    found.truncate(PAGE + 1);
    let next = cursor::page(&mut found, PAGE, order)?;
    let items = search.cards(&mut db, found, &member).await?;
    let items = items.into_iter().map(|(card, _)| card).collect();
    let relax = if total == 0 { relax(&mut db, &query, &search).await? } else { Vec::new() };
    Ok(TalentList { items, total: unsigned(total)?, next, relax })
}

async fn show_talent(call: Call<ShowTalent>, member: EmployerMember) -> Result<Talent> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    let search = Search::read(&mut db, &query).await?;
    // A hidden talent and one that never was are the same to whoever asks.
    let found = talent::find_visible(&mut db, &path.talent, &search.spots).await?.ok_or(Error::NotFound)?;
    let seq = found.seq;
    let fit = compare(&search.wish, &found.facts, search.taxonomy.near());
    let mut cards = search.cards(&mut db, vec![(found, fit)], &member).await?;
    let (card, words) = cards.pop().ok_or(Error::NotFound)?;
    let revealed = contact::revealed(&mut db, seq, &member.employer.slug).await?;
    Ok(Talent { card, about: words.about, projects: words.projects, revealed })
}

/// Best first; the random handle decides between equals, so that nobody stands first for having come first.
fn order((candidate, fit): &(Candidate, Match)) -> (Reverse<u8>, String) {
    (Reverse(fit.score), candidate.id.0.clone())
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
    /// Places within the wished radius.
    around: Vec<String>,
    spots: HashMap<String, Spot>,
    taxonomy: Taxonomy,
    lang: Language,
}

impl Search {
    async fn read(db: &mut Connection, query: &TalentQuery) -> Result<Self> {
        let taxonomy = Taxonomy::load(db).await?;
        let spots = reference::spots(db).await?;
        check(query, &taxonomy, &spots)?;
        let radius = query.radius.unwrap_or(job::limits::RADIUS_DEFAULT);
        let centre = query.place.as_ref().and_then(|place| spots.get(place.as_str())).copied();
        let around = match centre {
            Some(centre) => reference::places_around(db, centre, radius).await?,
            None => Vec::new(),
        };
        let wish = Wish {
            must: distinct(&query.must.0),
            nice: distinct(&query.nice.0),
            place: centre.map(|centre| (centre, radius)),
            level: query.level,
            available_by: query.available_by,
            contract: query.contract,
            language: query.language,
        };
        let around = around.into_iter().map(|(place, _)| place).collect();
        Ok(Self { wish, around, spots, taxonomy, lang: query.lang.unwrap_or(Language::English) })
    }

    /// Talents as cards, each with everything else they wrote.
    async fn cards(
        &self,
        db: &mut Connection,
        found: Vec<(Candidate, Match)>,
        member: &EmployerMember,
    ) -> Result<Vec<(TalentCard, Words)>> {
        let seqs: Vec<i64> = found.iter().map(|(candidate, _)| candidate.seq).collect();
        let mut words = talent::words(db, &seqs).await?;
        let contacts = talent::contact_statuses(db, &member.employer.slug, &seqs).await?;
        let places = reference::places(db, self.lang).await?;
        let mut cards = Vec::with_capacity(found.len());
        for (candidate, fit) in found {
            let written = words.remove(&candidate.seq);
            let written = written.ok_or_else(|| Error::fault("a talent without texts"))?;
            let contact = contacts.get(&candidate.seq).copied();
            cards.push((self.card(candidate, fit, &written, &places, contact), written));
        }
        Ok(cards)
    }

    fn card(
        &self,
        candidate: Candidate,
        fit: Match,
        words: &Words,
        places: &[Place],
        contact: Option<ContactStatus>,
    ) -> TalentCard {
        let Candidate { id, place, facts, .. } = candidate;
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
            score: fit.score,
            parts: fit.parts.into_iter().map(|answer| self.part(answer)).collect(),
            contact,
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
    if query.radius.is_some_and(|radius| !(1..=job::limits::RADIUS_MAX).contains(&radius)) {
        errors.push(FieldError::new("radius", Reason::OutOfRange));
    }
    if query.level.is_some_and(|level| !(3..=8).contains(&level)) {
        errors.push(FieldError::new("level", Reason::OutOfRange));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
