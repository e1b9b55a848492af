//! What there is to mind about an ad before it is published: what is missing, and words that keep people away.
//!
//! Findings are advice, but for three kinds. Without a few parts there is no ad. Nobody can begin on a day that is over. And an ad may not ask for a sex or an age: in France
//! by articles L. 1132-1 and L. 5321-2 of the Code du travail, in the United States by what the Equal Employment Opportunity
//! Commission says of job advertisements under Title VII and the ADEA. Only the law of apprenticeship itself sets ages, so there
//! an age is advice. A word cannot be told from its sense, so that the writer of a sport class for women may say that its words are
//! about those who come there; the finding stays as advice.

mod find;
mod terms;

use passerelle_api::{
    NaiveDate,
    account::Language,
    job::Contract,
    posting::{AdContent, AdField, AdFinding, AdFlaw},
};

use self::find::{Text, found};

/// Everything there is to mind on a day, in the order of the form.
pub fn check(ad: &AdContent, today: NaiveDate) -> Vec<AdFinding> {
    let mut findings = missing(ad);
    // Soon after its start an ad is found no more, and who finds it before cannot begin on a day that is over.
    if ad.start.is_some_and(|start| start < today) {
        let (field, flaw) = (AdField::Start, AdFlaw::Past);
        findings.push(AdFinding { field, flaw, words: None, instead: None, blocks: true });
    }
    let lang = ad.lang.unwrap_or(Language::English);
    for (field, text) in texts(ad) {
        let text = Text::read(text);
        // English words stand in ads of every language.
        let mut languages = vec![lang];
        if lang != Language::English {
            languages.push(Language::English);
        }
        for (term, words) in languages.iter().flat_map(|lang| found(terms::of(*lang), &text)) {
            let blocks = !ad.about_public
                && match term.flaw {
                    AdFlaw::SexAsked => true,
                    AdFlaw::AgeLimit => ad.contract != Some(Contract::Apprenticeship),
                    _ => false,
                };
            let instead = (!term.instead.is_empty()).then(|| term.instead.to_owned());
            let finding = AdFinding { field, flaw: term.flaw, words: Some(words), instead, blocks };
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }
    findings.extend(repeated(ad));
    findings.sort_by_key(|finding| finding.field);
    findings
}

/// Whether something keeps the ad from being published.
pub fn blocks(findings: &[AdFinding]) -> bool {
    findings.iter().any(|finding| finding.blocks)
}

/// What an ad does not say. Those who read it ask for all of it; without some of it there is nothing to read.
fn missing(ad: &AdContent) -> Vec<AdFinding> {
    let blank = |text: &str| text.trim().is_empty();
    let apprentice = ad.contract == Some(Contract::Apprenticeship);
    let parts = [
        (AdField::Title, blank(&ad.title), true),
        (AdField::Summary, blank(&ad.summary), true),
        (AdField::Description, blank(&ad.description), true),
        (AdField::Lang, ad.lang.is_none(), true),
        (AdField::Contract, ad.contract.is_none(), true),
        (AdField::Remote, ad.remote.is_none(), true),
        (AdField::Place, ad.place.is_none(), true),
        (AdField::Occupation, ad.occupation.is_none(), false),
        (AdField::Level, ad.level.is_none(), false),
        (AdField::Pay, ad.pay.is_none(), false),
        (AdField::Start, ad.start.is_none(), false),
        (AdField::TrainingDays, apprentice && ad.training_days.is_none(), false),
        (AdField::Must, ad.must.is_empty(), false),
        (AdField::Steps, blank(&ad.steps), false),
    ];
    let finding = |(field, _, blocks)| AdFinding { field, flaw: AdFlaw::Missing, words: None, instead: None, blocks };
    parts.into_iter().filter(|(_, missing, _)| *missing).map(finding).collect()
}

/// A question that is asked twice: an application answers each by its words, so that the second would have the answer of the first.
fn repeated(ad: &AdContent) -> Option<AdFinding> {
    let asked: Vec<&str> = ad.questions.iter().map(|question| question.trim()).collect();
    let twice = asked.iter().enumerate().find(|(at, question)| !question.is_empty() && asked[..*at].contains(question));
    twice.map(|(_, question)| AdFinding {
        field: AdField::Questions,
        flaw: AdFlaw::Repeated,
        words: Some((*question).to_owned()),
        instead: None,
        blocks: true,
    })
}

/// Whatever the organisation wrote in words of its own.
fn texts(ad: &AdContent) -> impl Iterator<Item = (AdField, &str)> {
    let parts = [
        (AdField::Title, ad.title.as_str()),
        (AdField::Summary, &ad.summary),
        (AdField::Description, &ad.description),
        (AdField::Steps, &ad.steps),
    ];
    parts.into_iter().chain(ad.questions.iter().map(|question| (AdField::Questions, question.as_str())))
}
