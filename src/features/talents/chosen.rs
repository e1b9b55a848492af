//! Up to five talents that are to be seen side by side.

use leptos::prelude::*;
use passerelle_api::{id::TalentId, talent::TalentCard};

use super::search::{Search, with_search};
use crate::{
    i18n as tr,
    route::Route,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::Icon,
    },
};

/// As many as stand beside each other and can still be told apart.
const MOST: usize = 5;

/// Those that were chosen, in their order.
#[derive(Clone, Copy)]
pub struct Chosen(RwSignal<Vec<TalentId>>);

/// Nobody yet, for everything inside the page.
pub fn provide_chosen() -> Chosen {
    let chosen = Chosen(RwSignal::new(Vec::new()));
    provide_context(chosen);
    chosen
}

/// The button on a card that takes its talent along, or leaves it again.
pub fn choose(card: &TalentCard) -> Option<AnyView> {
    let Chosen(chosen) = use_context()?;
    let (own, pressed, full) = (card.id.clone(), card.id.clone(), card.id.clone());
    let headline = card.headline.clone();
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
        </div>
    }
    .into_any()
}
