//! Facts at a glance: what each is, and its value.

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Glyph, Icon};

/// A list of [`Fact`]s.
#[component]
pub fn Facts(
    /// On cards: the icon stands for the term, which only screen readers get as a word.
    #[prop(optional)]
    terse: bool,
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts" class:facts-terse=terse>{children()}</dl> }
}

/// One fact, in [`Facts`].
#[component]
pub fn Fact(
    icon: Icon,
    #[prop(into)] term: TextProp,
    #[prop(into)] value: TextProp,
    /// More below the value, such as where it comes from.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="fact">
            <dt class="fact-term"><Glyph icon/><span>{move || term.get()}</span></dt>
            <dd class="fact-value">{move || value.get()}{children.map(|children| children())}</dd>
        </div>
    }
}
