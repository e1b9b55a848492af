//! A talent as an organisation reads it, in the words of whoever asks.

use passerelle_api::{
    account::Language,
    id::SkillCode,
    reference::Place,
    talent::{EvidenceKind, MatchPart, ProvenSkill, TalentCard, Verified},
};
use passerelle_rules::matching::{Answer, Match, Wish, compare};

use crate::{
    clock::from_ms,
    error::Result,
    store::{
        certificate::Record,
        reference::Taxonomy,
        talent::{Candidate, Words},
    },
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
            certificate: None,
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

    /// Says which of the skills a certificate shows that was verified, and where that can be read once the talent is known by name.
    pub fn verify(card: &mut TalentCard, certificates: &[Record], named: bool) -> Result<()> {
        for proven in card.skills.iter_mut().filter(|proven| proven.evidence == EvidenceKind::Certificate) {
            let Some(record) = certificates.iter().find(|record| record.skills.contains(&proven.skill.code)) else {
                continue;
            };
            let on = from_ms(record.awarded_at)?.date_naive();
            proven.certificate = Some(Verified { on, code: named.then(|| record.code.clone()) });
        }
        Ok(())
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
