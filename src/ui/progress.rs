//! How far something is, as a bar and in words.

use leptos::{prelude::*, text_prop::TextProp};

/// A bar with its label and its value in words.
#[component]
pub fn Progress(
    /// What progresses, such as "Course progress".
    #[prop(into)]
    label: TextProp,
    /// How far it is, such as "3 of 8 chapters".
    #[prop(into)]
    text: TextProp,
    #[prop(into)] value: Signal<u32>,
    #[prop(into)] max: Signal<u32>,
    /// Leaves the label to screen readers where the surroundings show it.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let (name, words) = (label.clone(), text.clone());
    view! {
        <div class="progress">
            <p class="progress-words">
                <span class=if label_hidden { "visually-hidden" } else { "progress-label" }>{move || label.get()}</span>
                " "
                <span class="progress-text">{move || text.get()}</span>
            </p>
            <progress
                class="progress-bar"
                value=move || value.get().min(max.get())
                // A bar without a length is not a valid one.
                max=move || max.get().max(1)
                aria-label=move || name.get()
                aria-valuetext=move || words.get()
            ></progress>
        </div>
    }
}
