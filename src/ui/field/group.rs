//! Options that are all in view: one of them, or several.

use leptos::{prelude::*, text_prop::TextProp};

use super::{Choice, Frame, worded};

/// More options than this get a field that narrows them.
const LONG: usize = 12;

/// One of several options.
#[component]
pub fn RadioGroup(
    /// The id of the first option, where a link from the error summary leads.
    #[prop(into)]
    id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<String>,
    #[prop(into)] options: Signal<Vec<Choice>>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    /// Marks the group in words as one that may be left out.
    #[prop(optional)]
    optional: bool,
    /// Puts short options beside each other.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let frame = Frame { id: id.clone(), label, label_dir: None, hint, error, optional };
    let name = id;
    let option = move |(index, choice): (usize, Choice)| {
        let own = choice.value.clone();
        let chosen = choice.value.clone();
        let part = Part { name: name.clone(), index, choice, kind: "radio" };
        part.view(move || value.with(|value| *value == own), move |_| on_change.run(chosen.clone()))
    };
    let list = move || options.get().into_iter().enumerate().map(option.clone()).collect_view();
    frame.around_group(
        Some("radiogroup"),
        required,
        view! { <div class="choices" class:choices-inline=inline>{list}</div> },
    )
}

/// Any of several options.
#[component]
pub fn CheckboxGroup(
    /// The id of the first option, where a link from the error summary leads.
    #[prop(into)]
    id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] values: Signal<Vec<String>>,
    /// Gets all the values that are chosen now.
    #[prop(into)]
    on_change: Callback<Vec<String>>,
    #[prop(into)] options: Signal<Vec<Choice>>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// Marks the group in words as one that may be left out.
    #[prop(optional)]
    optional: bool,
    /// Puts short options beside each other.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let frame = Frame { id: id.clone(), label, label_dir: None, hint, error, optional };
    let sought = RwSignal::new(String::new());
    let is_long = Memo::new(move |_| options.with(|options| options.len() > LONG));
    let toggle = move |value: &str, checked: bool| {
        let mut chosen = values.get_untracked();
        chosen.retain(|other| other != value);
        if checked {
            chosen.push(value.to_owned());
        }
        on_change.run(chosen);
    };
    let name = id.clone();
    let option = move |(index, choice): (usize, Choice)| {
        let own = choice.value.clone();
        let toggled = choice.value.clone();
        let part = Part { name: name.clone(), index, choice, kind: "checkbox" };
        part.view(move || values.with(|values| values.contains(&own)), move |checked| toggle(&toggled, checked))
    };
    let shown = move || {
        let (options, sought) = (options.get(), sought.get());
        // A chosen option stays in view, so that what is sent is what is seen.
        let chosen = values.get_untracked();
        options
            .into_iter()
            .filter(|choice| matches(choice, &sought) || chosen.contains(&choice.value))
            .collect::<Vec<_>>()
    };
    let list = move || shown().into_iter().enumerate().map(option.clone()).collect_view();
    let narrow_id = id.clone();
    let narrow = move || is_long.get().then(|| narrow(narrow_id.clone(), sought, move || shown().len() as u64));
    frame.around_group(
        None,
        false,
        view! {
            {narrow}
            <div class="choices" class:choices-inline=inline class:choices-long=move || is_long.get()>{list}</div>
        },
    )
}

/// The field that narrows a long list. It says how many options are left.
fn narrow(id: String, sought: RwSignal<String>, count: impl Fn() -> u64 + Send + Sync + 'static) -> impl IntoView {
    let id = format!("{id}-narrow");
    let words = Frame::words();
    let label = words.clone();
    view! {
        <label class="hint" for=id.clone()>{move || label.as_ref().map(|words| words.narrow.get())}</label>
        <input
            class="input"
            type="search"
            id=id
            autocomplete="off"
            prop:value=move || sought.get()
            on:input:target=move |event| sought.set(event.target().value())
        />
        <p class="visually-hidden" role="status">
            {move || words.as_ref().filter(|_| !sought.with(String::is_empty)).map(|words| (words.options)(count()))}
        </p>
    }
}

fn matches(choice: &Choice, sought: &str) -> bool {
    crate::base::lower(&choice.label).contains(crate::base::lower(sought.trim()).as_str())
}

/// One option of a group.
struct Part {
    name: String,
    index: usize,
    choice: Choice,
    kind: &'static str,
}

impl Part {
    fn view(
        self,
        checked: impl Fn() -> bool + Send + Sync + 'static,
        on_change: impl Fn(bool) + Send + Sync + 'static,
    ) -> impl IntoView {
        let Self { name, index, choice, kind } = self;
        let id = if index == 0 { name.clone() } else { format!("{name}-{index}") };
        let hint_id = choice.hint.as_ref().map(|_| format!("{name}-{index}-about"));
        view! {
            <div class="choice">
                <input
                    class="choice-box"
                    type=kind
                    id=id.clone()
                    name=name
                    value=choice.value
                    aria-describedby=hint_id.clone()
                    prop:checked=checked
                    on:change:target=move |event| on_change(event.target().checked())
                />
                <label class="choice-label" for=id lang=choice.lang>{worded(choice.label.into(), choice.own_words)}</label>
                {choice.hint.map(|hint| view! { <span class="hint" id=hint_id>{hint}</span> })}
            </div>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, matches};

    #[test]
    fn narrowing_ignores_case_and_outer_spaces() {
        let choice = Choice::new("fr-lyo", "Lyon");
        assert!(matches(&choice, " ly "));
        assert!(matches(&choice, ""));
        assert!(!matches(&choice, "Paris"));
    }
}
