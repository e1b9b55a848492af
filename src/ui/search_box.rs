//! The one search of a page.

use leptos::{ev::SubmitEvent, html, prelude::*, text_prop::TextProp};

use super::{
    button::{Button, ButtonKind},
    icon::Icon,
};

/// A search field with its button. It searches when it is sent, so that nothing changes while somebody types.
#[component]
pub fn SearchBox(
    /// Names the field; must be its own in the page.
    #[prop(into)]
    id: String,
    /// What is searched, such as "Search courses".
    #[prop(into)]
    label: TextProp,
    /// What the button says, such as "Search".
    #[prop(into)]
    button: TextProp,
    /// What is searched for now.
    #[prop(into)]
    value: Signal<String>,
    /// An example, below the label.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Leaves the label to screen readers, where a heading right above says the same.
    #[prop(optional)]
    label_hidden: bool,
    #[prop(into)] on_search: Callback<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    // What is typed stays until something else is looked for: a filter that changes says the same words once more.
    let value = Memo::new(move |_| value.get());
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            on_search.run(input.value().trim().to_owned());
        }
    };
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    view! {
        <form class="search-box" role="search" on:submit=send>
            <label class=if label_hidden { "visually-hidden" } else { "label" } for=id.clone()>{move || label.get()}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id.clone()>{move || hint.get()}</p> })}
            <div class="search-row">
                <input
                    class="input"
                    type="search"
                    id=id
                    enterkeyhint="search"
                    autocomplete="off"
                    aria-describedby=hint_id
                    node_ref=input
                    prop:value=move || value.get()
                />
                <Button label=button kind=ButtonKind::Primary icon=Icon::Search submit=true/>
            </div>
        </form>
    }
}
