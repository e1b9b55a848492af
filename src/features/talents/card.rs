//! One talent in the list: what the person can do and its proof first, then how it answers the search.

use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    talent::{TalentCard, TalentQuery},
};

use super::{
    chosen::choose,
    matching::{MatchLines, MatchSummary},
    search::talent_href,
};
use crate::{
    fit, i18n as tr, masked,
    masked::TalentFacts,
    ui::{
        card::Card,
        disclosure::Disclosure,
        tag::{Tag, TagTone},
    },
    words,
};

/// One talent, with what the search asks of one.
#[component]
pub fn TalentItem(
    card: TalentCard,
    query: TalentQuery,
    /// Of its heading: one below that of what it stands in.
    #[prop(default = 3)]
    level: u8,
) -> impl IntoView {
    let href = talent_href(&card.id, &query);
    let skills = card.skills.clone();
    let (title, lang) = masked::headline(&card.headline, card.lang);
    let (matched, fitting) = (whose(&title, lang), whose(&title, lang));
    let contact = card.contact.map(|status| {
        view! { <p><Tag label=move || tr::talents::contact_state(&words::contact_status(status)) tone=TagTone::Info/></p> }
    });
    let explained = (!card.parts.is_empty()).then(|| {
        let (summary, lines) = (card.clone(), card.clone());
        let wished = query.language;
        view! {
            <MatchSummary card=summary/>
            <Disclosure summary=tr::talents::match_more about=matched><MatchLines card=lines wished/></Disclosure>
        }
    });
    let fits = card.fit.as_ref().map(|job| {
        let (score, lines) = (fit::score(job), fit::fit_lines(job));
        view! {
            <p class="match-score">{tr::words::labelled(&tr::talents::fit_title(), &score)}</p>
            <Disclosure summary=tr::talents::fit_more about=fitting>{lines}</Disclosure>
        }
    });
    let compare = choose(&card);
    view! {
        <Card
            title
            href
            level
            lang=lang.as_str()
            media=move || masked::monogram(&skills)
        >
            {masked::proofs(&card.skills)}
            {fits}
            {explained}
            <TalentFacts card terse=true/>
            {contact}
            {compare}
        </Card>
    }
}

/// Whose match it is: the talent's headline, in its own language.
fn whose(headline: &str, lang: Language) -> ViewFn {
    let headline = headline.to_owned();
    ViewFn::from(move || view! { <span lang=lang.as_str()>{headline.clone()}</span> })
}
