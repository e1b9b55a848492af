//! A talent as an organisation reads it, in the words of whoever asks.

use passerelle_api::{
    account::Language,
    id::SkillCode,
    reference::Place,
    talent::{MatchPart, ProvenSkill, TalentCard},
};
use passerelle_rules::matching::{Answer, Match, Wish, compare};

use crate::store::{
    reference::Taxonomy,
    talent::{Candidate, Words},
};

/// What cards are made with.
#[derive(Debug, Clone, Copy)]
pub struct Cards<'a> {
    /// What is looked for.
    pub wish: &'a Wish,
    pub taxonomy: &'a Taxonomy,
    pub places: &'a [Place],
    pub lang: Language,
}

impl Cards<'_> {
    /// The card of a talent, from whose words everything that is hidden was taken out already.
    pub fn card(self, candidate: Candidate, words: &Words) -> TalentCard {
        let Candidate { id, place, facts, .. } = candidate;
        let Match { score, parts } = compare(self.wish, &facts, self.taxonomy.near());
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
            place: self.places.iter().find(|known| place.as_deref() == Some(known.slug.as_str())).cloned(),
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

    fn part(self, answer: Answer) -> MatchPart {
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
