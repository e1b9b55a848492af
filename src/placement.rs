//! The contract that comes of an application, as each of its sides sees it: what is to be done, what both confirmed, and the forms for
//! one's own side. Pages that use it need the messages `Namespace::Placement` and `Namespace::Words`, and the style sheet `applications`.

mod forms;
mod steps;

use leptos::prelude::*;
use passerelle_api::{
    NaiveDate,
    id::ApplicationId,
    job::Contract,
    placement::{Placement, PlacementState as State, Side, Signed},
};
use passerelle_rules::placement::can_end;

use self::{
    forms::{end_form, sign_form, take_back},
    steps::steps,
};
use crate::{
    base,
    i18n::{self as tr, Namespace},
    lazy::{self, Fetching, panels, with_words},
    ui::{
        disclosure::Disclosure,
        icon::Icon,
        notice::{Notice, Tone},
        tag::{Tag, TagTone},
    },
    words,
};

/// A contract with who looks at it.
#[derive(Clone)]
pub struct Contracted {
    pub application: ApplicationId,
    pub placement: Placement,
    pub side: Side,
    /// The name of the other side.
    pub other: String,
    /// What tells its controls from those of another contract of the page.
    pub about: String,
    /// Whether who looks may confirm for their side.
    pub writes: bool,
    /// Has everything read anew, with focus to an element then.
    pub changed: Callback<String>,
}

panels! {
    /// Most applications come to no contract, so this is no part of the page.
    contract_panel(StoredValue<Contracted>) => panel;
}

/// How far the proof has come, in a word or two.
pub fn tag(placement: &Placement, side: Side) -> AnyView {
    let (own, _) = sides(placement, side);
    let signed = own.map(|own| own.signed);
    let (tone, icon) = match placement.state {
        State::Open => (TagTone::Info, Icon::Edit),
        State::Waiting if signed.is_some() => (TagTone::Info, Icon::Clock),
        State::Waiting => (TagTone::Ember, Icon::Edit),
        State::Differs => (TagTone::Warn, Icon::Alert),
        State::Placed => (TagTone::Ok, Icon::Check),
        State::Ended => (TagTone::Plain, Icon::Cross),
    };
    let state = placement.state;
    let label = move || match (state, signed) {
        (State::Open, _) | (State::Waiting, None) => tr::placement::to_confirm(),
        (State::Waiting, Some(_)) => tr::placement::waiting(),
        (State::Differs, _) => tr::placement::differs(),
        (State::Placed, Some(day)) => tr::placement::placed(&words::day(day)),
        (State::Placed, None) => tr::placement::to_confirm(),
        (State::Ended, _) => tr::placement::ended(),
    };
    view! { <Tag label tone icon/> }.into_any()
}

/// The part of an application that is about its contract.
pub fn contract(shown: Contracted) -> AnyView {
    let fetch: fn() -> Fetching<StoredValue<Contracted>> =
        || with_words(&[Namespace::Apprenticeship, Namespace::TrainFirst], Box::pin(contract_panel()));
    let (id, kind) = (heading_id(&shown.application), shown.placement.contract);
    let (labelled, name) = (id.clone(), move || kind_name(kind));
    // An application of one's own stands a level higher than one on a board.
    let heading = match shown.side {
        Side::Candidate => view! { <h3 id=id tabindex="-1">{name}</h3> }.into_any(),
        Side::Employer => view! { <h4 id=id tabindex="-1">{name}</h4> }.into_any(),
    };
    view! {
        <section class="stack placement" aria-labelledby=labelled>
            {heading}
            {lazy::panel(fetch, StoredValue::new(shown))}
        </section>
    }
    .into_any()
}

fn heading_id(application: &ApplicationId) -> String {
    ["contract-", application.as_str()].concat()
}

/// What one's own side confirmed, and what the other one did.
fn sides(placement: &Placement, side: Side) -> (Option<&Signed>, Option<&Signed>) {
    let (candidate, employer) = (placement.candidate.as_ref(), placement.employer.as_ref());
    match side {
        Side::Candidate => (candidate, employer),
        Side::Employer => (employer, candidate),
    }
}

fn kind_name(contract: Option<Contract>) -> String {
    match contract {
        Some(Contract::Apprenticeship) => tr::placement::kind_apprenticeship(),
        Some(Contract::Permanent) => tr::placement::kind_permanent(),
        Some(Contract::FixedTerm) => tr::placement::kind_fixed_term(),
        Some(Contract::Internship) => tr::placement::kind_internship(),
        Some(Contract::TrainThenHire) => tr::placement::kind_train_then_hire(),
        None => tr::placement::kind_other(),
    }
}

fn panel(shown: StoredValue<Contracted>) -> AnyView {
    let Contracted { placement, side, writes, about, .. } = shown.get_value();
    let (own, other) = sides(&placement, side);
    let acts = match placement.state {
        State::Ended => ().into_any(),
        _ if !writes => view! { <p class="hint">{tr::placement::viewer}</p> }.into_any(),
        State::Open | State::Differs => sign_form(shown),
        State::Waiting if own.is_none() => sign_form(shown),
        State::Waiting => take_back(shown),
        State::Placed => ().into_any(),
    };
    let can_end = || match (&placement.candidate, &placement.employer, base::today()) {
        (Some(candidate), Some(employer), Some(today)) => can_end(candidate, employer, today),
        _ => false,
    };
    let ends =
        (writes && matches!(placement.state, State::Placed | State::Differs) && can_end()).then(|| end_form(shown));
    view! {
        {told(shown, &placement, own, other)}
        {acts}
        {ends}
        <Disclosure
            summary=tr::placement::steps
            about=move || tr::placement::about(&about)
            open={placement.state == State::Open}
        >
            {steps(&placement, side)}
        </Disclosure>
    }
    .into_any()
}

/// What both sides said, and what follows from it.
fn told(
    shown: StoredValue<Contracted>,
    placement: &Placement,
    own: Option<&Signed>,
    other: Option<&Signed>,
) -> AnyView {
    let name = shown.with_value(|shown| shown.other.clone());
    let days = |signed: Option<&Signed>| signed.map(|signed| (signed.signed, signed.starts));
    let (own, other) = (days(own), days(other));
    let ended = placement.ended.clone();
    let side = shown.with_value(|shown| shown.side);
    let yours = own.map(|days| view! { <li>{move || tr::placement::you_said(&said(days))}</li> }.into_any());
    let whose = name.clone();
    let theirs =
        other.map(|days| view! { <li>{move || tr::placement::other_said(&whose, &said(days))}</li> }.into_any());
    let lines = view! { <ul>{yours}{theirs}</ul> }.into_any();
    match (placement.state, own) {
        (State::Open, _) => view! { <p>{tr::placement::open_text}</p> }.into_any(),
        (State::Waiting, Some(_)) => view! {
            <Notice title=tr::placement::waiting>{lines}<p>{tr::placement::waiting_text}</p></Notice>
        }
        .into_any(),
        (State::Waiting, None) => view! {
            <Notice tone=Tone::Warn title=move || tr::placement::your_turn(&name)>
                {lines}
                <p>{tr::placement::your_turn_text}</p>
            </Notice>
        }
        .into_any(),
        (State::Differs, _) => view! {
            <Notice tone=Tone::Warn title=tr::placement::differs>{lines}<p>{tr::placement::differs_text}</p></Notice>
        }
        .into_any(),
        (State::Placed, Some(days)) => view! {
            <Notice tone=Tone::Ok title=move || tr::placement::placed(&words::day(days.0))>
                <p>{move || tr::placement::placed_text(&said(days))}</p>
            </Notice>
        }
        .into_any(),
        // Nothing is placed without a day; what has none is shown as both sides said it.
        (State::Placed, None) => lines,
        (State::Ended, _) => {
            let by = ended.map(|ended| {
                let text = move || {
                    let day = words::day(ended.day);
                    if ended.by == side {
                        tr::placement::ended_you(&day)
                    } else {
                        tr::placement::ended_other(&name, &day)
                    }
                };
                view! { <p>{text}</p> }.into_any()
            });
            view! { <Notice title=tr::placement::ended>{by}{lines}</Notice> }.into_any()
        }
    }
}

/// "signed on 4 January 2026, first day 1 March 2026".
fn said((signed, starts): (NaiveDate, NaiveDate)) -> String {
    tr::placement::days(&words::day(signed), &words::day(starts))
}
