//! Fields of forms. Each has a visible label, says what is wrong beside itself, and is controlled: it shows `value` and reports
//! what is typed.

mod choice;
mod file;
mod group;
mod select;
mod text;

use leptos::{prelude::*, text_prop::TextProp};

pub use self::{
    choice::{Checkbox, Tick},
    file::FileField,
    group::{CheckboxGroup, RadioGroup},
    select::Select,
    text::{TextArea, TextField},
};
use super::icon::{Glyph, Icon};

/// The words that every field needs. The app gives them once.
#[derive(Clone)]
pub struct FieldWords {
    /// Stands before an error, with the punctuation of the language: "Error:".
    pub error: TextProp,
    /// Marks a field that may be left out: "optional".
    pub optional: TextProp,
    /// How many characters may still be typed.
    pub left: fn(u64) -> String,
    /// How many characters are too many.
    pub over: fn(u64) -> String,
    /// Names the field that narrows a long list of options: "Find in this list".
    pub narrow: TextProp,
    /// How many options of a long list are shown.
    pub options: fn(u64) -> String,
}

/// Gives every field below its words.
pub fn provide_words(words: FieldWords) {
    provide_context(words);
}

/// One option of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// The language of the label, where it is not the reader's.
    pub lang: Option<&'static str>,
    /// The label is somebody's own words, which may run the other way.
    pub own_words: bool,
    /// A second line, or a count.
    pub hint: Option<String>,
    /// In view, and not to be chosen now.
    pub disabled: bool,
}

impl Choice {
    /// An option without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    /// An option called by somebody's own words, such as the name of an organisation: among words that run the other way its full
    /// stop stays at its end.
    pub fn named(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { own_words: true, ..Self::new(value, label) }
    }

    /// The same option with a hint.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl From<(String, String)> for Choice {
    fn from((value, label): (String, String)) -> Self {
        Self::new(value, label)
    }
}

/// The words of a label. Somebody's own keep their direction, whatever the words around them do.
fn worded(label: TextProp, own_words: bool) -> AnyView {
    view! { <span dir=own_words.then_some("auto")>{move || label.get()}</span> }.into_any()
}

/// What stands around a control: its label or legend, its hint, and what is wrong with it.
#[derive(Clone)]
struct Frame {
    id: String,
    label: TextProp,
    /// Set where the label is in words of somebody else, which may run the other way.
    label_dir: Option<&'static str>,
    hint: Option<TextProp>,
    error: Signal<Option<String>>,
    optional: bool,
}

impl Frame {
    fn words() -> Option<FieldWords> {
        use_context()
    }

    /// The label's words, with the mark of a field that may be left out.
    fn label_text(&self) -> impl IntoView + use<> {
        let label = self.label.clone();
        let mark = Self::words().filter(|_| self.optional);
        view! {
            {move || label.get()}
            {mark.map(|words| view! { " "<span class="label-mark">"("{move || words.optional.get()}")"</span> })}
        }
    }

    fn hint_view(&self) -> impl IntoView + use<> {
        let id = format!("{}-hint", self.id);
        self.hint.clone().map(|hint| view! { <p class="hint" id=id>{move || hint.get()}</p> })
    }

    fn error_view(&self) -> impl IntoView + use<> {
        let (id, error) = (format!("{}-error", self.id), self.error);
        let words = Self::words();
        move || {
            let words = words.clone();
            error.get().map(|text| view! {
                <p class="error" id=id.clone()>
                    <Glyph icon=Icon::Alert/>
                    <span>{words.map(|words| view! { <span class="visually-hidden">{move || words.error.get()}" "</span> })}{text}</span>
                </p>
            })
        }
    }

    /// The ids that describe the control, in the order in which they are read.
    fn described_by(
        &self,
        more: Option<&'static str>,
    ) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static + use<> {
        let (id, hint, error) = (self.id.clone(), self.hint.is_some(), self.error);
        move || {
            let parts = [hint.then_some("hint"), error.with(Option::is_some).then_some("error"), more];
            let ids: Vec<String> = parts.into_iter().flatten().map(|part| format!("{id}-{part}")).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    /// Said in both cases: of a field that must be filled in and is empty, Firefox says by itself that it is invalid.
    fn invalid(&self) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static + use<> {
        let error = self.error;
        move || Some(if error.with(Option::is_some) { "true" } else { "false" })
    }

    /// The frame around one control, whose label names it.
    fn around<V: IntoView>(&self, control: V) -> impl IntoView + use<V> {
        let error = self.error;
        view! {
            <div class="field" class:field-bad=move || error.with(Option::is_some)>
                <label class="label" id=format!("{}-label", self.id) for=self.id.clone() dir=self.label_dir>{self.label_text()}</label>
                {self.hint_view()}
                {self.error_view()}
                {control}
            </div>
        }
    }

    /// The frame around several controls, whose legend names them together.
    fn around_group<V: IntoView>(
        &self,
        role: Option<&'static str>,
        required: bool,
        controls: V,
    ) -> impl IntoView + use<V> {
        let error = self.error;
        // Only some roles may say that an answer is needed or wrong.
        let says_state = role.is_some();
        let invalid = self.invalid();
        view! {
            <fieldset
                class="field group"
                class:field-bad=move || error.with(Option::is_some)
                role=role
                aria-describedby=self.described_by(None)
                aria-required=(says_state && required).then_some("true")
                aria-invalid=move || invalid().filter(|_| says_state)
            >
                <legend class="label">{self.label_text()}</legend>
                {self.hint_view()}
                {self.error_view()}
                {controls}
            </fieldset>
        }
    }
}
