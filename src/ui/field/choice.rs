//! One box to tick.

use leptos::{prelude::*, text_prop::TextProp};

use super::{Frame, worded};

/// A box to tick, for one yes or no.
#[component]
pub fn Checkbox(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let frame = Frame { id: id.clone(), label, label_dir: None, hint, error, optional: false };
    view! {
        <div class="field" class:field-bad=move || error.with(Option::is_some)>
            {frame.error_view()}
            <div class="choice">
                <input
                    class="choice-box"
                    type="checkbox"
                    id=id.clone()
                    required=required
                    aria-invalid=frame.invalid()
                    aria-describedby=frame.described_by(None)
                    prop:checked=move || checked.get()
                    on:change:target=move |event| on_change.run(event.target().checked())
                />
                <label class="choice-label" for=id>{frame.label_text()}</label>
                {frame.hint_view()}
            </div>
        </div>
    }
}

/// A box to tick that nothing can be wrong with and that says all by its label, so that a page without a form does not carry what
/// forms need.
#[component]
pub fn Tick(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
    /// The label is somebody's own words, which may run the other way.
    #[prop(optional)]
    own_words: bool,
    /// The id of what is said about it elsewhere.
    #[prop(optional)]
    describedby: Option<&'static str>,
    /// In view, and not to be ticked now. It keeps focus, which it may have when that comes about.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="field">
            <div class="choice">
                <input
                    class="choice-box"
                    type="checkbox"
                    id=id.clone()
                    aria-describedby=describedby
                    aria-disabled=move || disabled.get().then_some("true")
                    on:click=move |event| if disabled.get_untracked() { event.prevent_default() }
                    prop:checked=move || checked.get()
                    on:change:target=move |event| on_change.run(event.target().checked())
                />
                <label class="choice-label" for=id>{worded(label, own_words)}</label>
            </div>
        </div>
    }
}
