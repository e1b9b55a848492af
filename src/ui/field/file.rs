//! A file to send.

use leptos::{prelude::*, text_prop::TextProp, web_sys};

use super::{
    super::icon::{Glyph, Icon},
    Frame,
};

/// A field for one file. The browser's own words ("No file chosen") would be in its language, not in the reader's, so the
/// field has its own.
#[component]
pub fn FileField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    /// What the button says, such as "Choose a file".
    #[prop(into)]
    button: TextProp,
    /// The chosen file in words, such as its name and size.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// Says that none is chosen. It is no news, so it is not announced.
    #[prop(into)]
    none: TextProp,
    /// The endings and types that are taken, such as `.pdf,.docx`.
    accept: &'static str,
    #[prop(into)] on_choose: Callback<web_sys::File>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    /// Marks the field in words as one that may be left out.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let frame = Frame { id: id.clone(), label, label_dir: None, hint, error, optional };
    let choose = move |input: web_sys::HtmlInputElement| {
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            on_choose.run(file);
        }
        // The same file can then be chosen again after it was changed.
        input.set_value("");
    };
    frame.around(view! {
        <div class="file">
            <span class="file-button">
                <input
                    class="file-input"
                    type="file"
                    id=id.clone()
                    accept=accept
                    aria-labelledby=format!("{id}-label {id}-button")
                    aria-required=required.then_some("true")
                    aria-invalid=frame.invalid()
                    aria-describedby=frame.described_by(Some("chosen"))
                    on:change:target=move |event| choose(event.target())
                />
                <span class="button" id=format!("{id}-button")>
                    <Glyph icon=Icon::Upload/>
                    <span>{move || button.get()}</span>
                </span>
            </span>
            <span class="file-chosen" id=format!("{id}-chosen")>
                <span role="status">{move || chosen.get()}</span>
                {move || chosen.with(Option::is_none).then(|| none.get())}
            </span>
        </div>
    })
}
