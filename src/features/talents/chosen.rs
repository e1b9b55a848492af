//! Up to five talents that are to be seen side by side.

use std::cell::RefCell;

use leptos::prelude::*;
use passerelle_api::{
    id::{AccountId, EmployerSlug, TalentId},
    talent::TalentCard,
};

use super::{
    search::{Search, with_search},
    talents_page::COUNT,
};
use crate::{
    announce::arrive,
    i18n as tr, masked,
    route::Route,
    session::use_session,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::Icon,
    },
    watch::watch,
};

/// As many as stand beside each other and can still be told apart.
pub const MOST: usize = 5;

thread_local! {
    /// Whoever looks at those they chose and comes back finds them chosen still. A new visit begins with nobody, and so does whoever signs in
    /// after them, or searches for another organisation.
    static KEPT: RefCell<(Searching, Vec<TalentId>)> = const { RefCell::new((None, Vec::new())) };
}

/// Who searches, and for which organisation.
type Searching = Option<(AccountId, Option<EmployerSlug>)>;

/// Those that were chosen, in their order.
#[derive(Clone, Copy)]
pub struct Chosen(RwSignal<Vec<TalentId>>);

/// Those of this visit, for everything inside the page.
pub fn provide_chosen() -> Chosen {
    let account = untrack(|| use_session().account());
    let own: Searching = account.map(|account| (account.id, account.employer.map(|employer| employer.slug)));
    let kept = KEPT.with_borrow(|(of, kept)| if *of == own { kept.clone() } else { Vec::new() });
    let chosen = Chosen(RwSignal::new(kept));
    watch(move || KEPT.set((own.clone(), chosen.0.get())));
    provide_context(chosen);
    chosen
}

/// The button on a card that takes its talent along, or leaves it again.
pub fn choose(card: &TalentCard) -> Option<AnyView> {
    let Chosen(chosen) = use_context()?;
    let (own, pressed, full) = (card.id.clone(), card.id.clone(), card.id.clone());
    let (headline, _) = masked::headline(&card.headline, card.lang);
    let toggle = move |()| {
        chosen.update(|chosen| match chosen.iter().position(|id| *id == own) {
            Some(place) => {
                chosen.remove(place);
            }
            None => chosen.push(own.clone()),
        });
    };
    let is_full = move || chosen.with(|chosen| chosen.len() >= MOST && !chosen.contains(&full));
    Some(
        view! {
            <p class="compare-choice">
                <Button
                    label=tr::talents::compare_choose
                    about=move || headline.clone()
                    kind=ButtonKind::Quiet
                    pressed=Signal::derive(move || chosen.with(|chosen| chosen.contains(&pressed)))
                    disabled=Signal::derive(is_full)
                    on_press=toggle
                />
            </p>
        }
        .into_any(),
    )
}

/// How many were chosen, and the way to them.
pub fn comparing(Chosen(chosen): Chosen, search: Search) -> AnyView {
    let count = Memo::new(move |_| chosen.with(Vec::len));
    let href = move || search.with(|query| with_search(&Route::Compare(chosen.get()), query));
    let way =
        move || (count.get() > 1).then(|| view! { <LinkButton href label=tr::talents::compare icon=Icon::Next/> });
    let clear = move |()| {
        chosen.update(Vec::clear);
        // The button that was pressed goes with the choice.
        arrive(COUNT);
    };
    view! {
        <div class="cluster">
            <p role="status">
                {move || match count.get() {
                    0 => String::new(),
                    MOST => tr::talents::compare_full(),
                    count => tr::talents::compare_count(count as u64),
                }}
            </p>
            {way}
            {move || (count.get() > 0).then(|| view! {
                <Button label=tr::talents::compare_clear kind=ButtonKind::Quiet on_press=clear/>
            })}
        </div>
    }
    .into_any()
}
