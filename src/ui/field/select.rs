//! A choice from a closed list.

use leptos::{prelude::*, text_prop::TextProp};

use super::{Choice, Frame};

/// The browser's own list of options.
#[component]
pub fn Select(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<String>,
    #[prop(into)] options: Signal<Vec<Choice>>,
    /// A first option that stands for no choice, such as "Any place".
    #[prop(optional, into)]
    none: Option<TextProp>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    /// Marks the field in words as one that may be left out.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
) -> impl IntoView {
    let frame = Frame { id: id.clone(), label, label_dir: None, hint, error, optional };
    let option = move |choice: Choice| {
        let Choice { value: own, label, lang, own_words, disabled, .. } = choice;
        // An option holds no element that could isolate its words.
        let dir = own_words.then_some("auto");
        let is_selected = {
            let own = own.clone();
            move || value.with(|value| *value == own)
        };
        view! {
            <option value=own lang=lang dir=dir disabled=disabled prop:selected=is_selected.clone() selected=is_selected>{label}</option>
        }
    };
    frame.around(view! {
        <div class="select">
            <select
                class="input"
                id=id
                required=required
                autocomplete=autocomplete
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by(None)
                on:change:target=move |event| on_change.run(event.target().value())
            >
                {none.map(|none| view! { <option value="" prop:selected=move || value.with(String::is_empty)>{move || none.get()}</option> })}
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        </div>
    })
}
