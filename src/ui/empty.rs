//! A list with nothing in it, and what to do about that.

use leptos::{prelude::*, text_prop::TextProp};

use super::heading::heading;

/// Says that nothing was found, with ways on as its children.
#[component]
pub fn Empty(
    /// Such as "No job matches all five filters".
    #[prop(into)]
    title: TextProp,
    #[prop(default = 2)] level: u8,
    /// What would help, in a sentence.
    #[prop(optional, into)]
    text: Option<TextProp>,
    /// Buttons or links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <svg class="empty-picture" viewBox="0 0 240 96" width="240" height="96" aria-hidden="true" focusable="false">
                <path class="art-land" d="M0 96V62c26-8 46-6 66 4l6 30zM240 96V56c-24-10-48-8-70 8l-6 32z"></path>
                <path class="art-line" d="M10 60h56M174 60h56M18 60C26 38 44 28 62 32M222 60c-8-22-26-32-44-28M40 60V33M200 60V33"></path>
                <path class="art-dash" d="M66 60h108M62 32c16 4 40 14 58 14s42-10 58-14"></path>
                <circle class="art-sun" cx="120" cy="22" r="9"></circle>
            </svg>
            {heading(level, "empty-title", None, move || title.get())}
            {text.map(|text| view! { <p class="empty-text">{move || text.get()}</p> })}
            {children.map(|children| view! { <div class="cluster empty-actions">{children()}</div> })}
        </div>
    }
}
