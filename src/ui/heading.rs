//! A heading whose level its surroundings decide.

use leptos::prelude::*;

/// A heading of a level from 2 to 6; what is outside is brought to the nearest. Pages have one `h1` of their own.
pub fn heading(level: u8, class: &'static str, id: Option<String>, content: impl IntoView + 'static) -> AnyView {
    let content = content.into_any();
    match level {
        0..=2 => view! { <h2 class=class id=id>{content}</h2> }.into_any(),
        3 => view! { <h3 class=class id=id>{content}</h3> }.into_any(),
        4 => view! { <h4 class=class id=id>{content}</h4> }.into_any(),
        5 => view! { <h5 class=class id=id>{content}</h5> }.into_any(),
        6.. => view! { <h6 class=class id=id>{content}</h6> }.into_any(),
    }
}
