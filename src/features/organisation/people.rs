//! People as a list. Beside a table's columns the buttons would stand behind a sideways scroll on a phone.

use leptos::{prelude::*, text_prop::TextProp};

/// The list, named by a heading.
pub fn people(heading: &'static str, items: Vec<AnyView>) -> AnyView {
    view! { <ul class="people" role="list" aria-labelledby=heading>{items}</ul> }.into_any()
}

/// Somebody: who, in what seat, and what may be done about it.
pub fn person(who: AnyView, seat: impl Into<TextProp>, more: AnyView, actions: AnyView) -> AnyView {
    let seat = seat.into();
    view! {
        <li class="people-item">
            <div class="people-text">
                {who}
                <p><span class="tag">{move || seat.get()}</span>" "{more}</p>
            </div>
            {actions}
        </li>
    }
    .into_any()
}
