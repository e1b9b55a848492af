//! Cards: one thing of a list, with a heading that leads to it.

use leptos::{prelude::*, text_prop::TextProp};

use super::heading::heading;

/// A list of [`Card`]s, side by side where there is room.
#[component]
pub fn CardList(
    /// Lets [`super::more::More`] find the list.
    #[prop(optional, into)]
    id: Option<String>,
    /// Puts one card on each row, for things that are compared by their text.
    #[prop(optional)]
    rows: bool,
    children: Children,
) -> impl IntoView {
    // The role says again what some browsers forget about a list without bullets.
    view! { <ul class="cards" class:cards-rows=rows id=id role="list">{children()}</ul> }
}

/// One thing of a list. The whole card is its heading's link, except for what stands in `actions`.
#[component]
pub fn Card(
    #[prop(into)] title: TextProp,
    #[prop(into)] href: TextProp,
    #[prop(default = 3)] level: u8,
    /// The language of the title, where it differs from the interface's.
    #[prop(optional, into)]
    lang: Option<String>,
    /// A few words above the title, such as the kind of thing. Read after it.
    #[prop(optional, into)]
    eyebrow: Option<TextProp>,
    /// A picture, such as a course's cover.
    #[prop(optional, into)]
    media: Option<ViewFn>,
    /// Buttons that do something else than lead to the thing.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    // A name of another script, such as that of a company, keeps its full stop at its end.
    let link = view! { <a class="card-link" href=move || href.get() lang=lang dir="auto">{move || title.get()}</a> };
    view! {
        <li class="card">
            {media.map(|media| view! { <div class="card-media">{media.run()}</div> })}
            <div class="card-body">
                {heading(level, "card-title", None, link)}
                {eyebrow.map(|eyebrow| view! { <p class="card-eyebrow"><bdi>{move || eyebrow.get()}</bdi></p> })}
                {children.map(|children| children())}
                {actions.map(|actions| view! { <div class="card-actions">{actions.run()}</div> })}
            </div>
        </li>
    }
}
