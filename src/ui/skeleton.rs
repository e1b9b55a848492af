//! What stands where something is still on its way.

use leptos::{prelude::*, text_prop::TextProp};

/// Grey lines in the place of what is awaited, and words for those who do not see them.
#[component]
pub fn Skeleton(
    /// What is happening, such as "Loading courses".
    #[prop(into)]
    label: TextProp,
    /// How many blocks are expected.
    #[prop(default = 3)]
    blocks: usize,
    /// Draws cards instead of lines.
    #[prop(optional)]
    cards: bool,
) -> impl IntoView {
    let block = move |_| {
        if cards {
            view! { <div class="bone bone-card"></div> }.into_any()
        } else {
            view! { <div class="bone bone-title"></div><div class="bone"></div><div class="bone bone-short"></div> }
                .into_any()
        }
    };
    view! {
        <div class="skeleton" class:skeleton-cards=cards aria-busy="true">
            <p class="visually-hidden" role="status">{move || label.get()}</p>
            {(0..blocks).map(block).collect_view()}
        </div>
    }
}
