//! Fields that are typed into.

use std::time::Duration;

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*, text_prop::TextProp};

use super::{
    super::{
        button::{Button, ButtonKind},
        icon::Icon,
    },
    Frame,
};
use crate::watch::watch;

/// A field of one line.
#[component]
pub fn TextField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    /// Marks the field in words as one that may be left out.
    #[prop(optional)]
    optional: bool,
    /// The `type`: `text`, `email`, `password`, `tel`, `url`, `date`, `month`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    /// The language of what is typed, where it differs from the interface's.
    #[prop(optional, into)]
    lang: Option<TextProp>,
    /// Makes it as wide as a short answer needs.
    #[prop(optional)]
    short: bool,
    /// What is written there can be read and chosen, and not changed.
    #[prop(optional)]
    readonly: bool,
    /// For a password: the name of the button that shows what was typed.
    #[prop(optional, into)]
    reveal: Option<TextProp>,
    /// A unit behind the field, such as "€ a month".
    #[prop(optional, into)]
    unit: Option<TextProp>,
) -> impl IntoView {
    let frame = Frame { id: id.clone(), label, label_dir: None, hint, error, optional };
    let shown = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    // A browser gives the address in a field for e-mail without the spaces around it. Written back over what was typed, it would take
    // a space away under the caret, which goes to the beginning then.
    watch(move || {
        let value = value.get();
        if let Some(input) = input.get()
            && input.value() != value
        {
            input.set_value(&value);
        }
    });
    let unit_id = unit.as_ref().map(|_| "unit");
    let controls = id.clone();
    let unit_view = unit.map(|unit| view! { <span class="unit" id=format!("{id}-unit")>{move || unit.get()}</span> });
    frame.around(view! {
        <div class="input-row">
            <input
                class="input"
                class:input-short=short
                id=id.clone()
                node_ref=input
                type=move || if shown.get() { "text" } else { kind }
                required=required
                readonly=readonly
                autocomplete=autocomplete
                inputmode=inputmode
                lang=lang.map(|lang| move || lang.get())
                dir=if matches!(kind, "email" | "url" | "tel" | "password") { "ltr" } else { "auto" }
                spellcheck=matches!(kind, "email" | "url" | "tel" | "password").then_some("false")
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by(unit_id)
                on:input:target=move |event| on_input.run(event.target().value())
            />
            {unit_view}
            {reveal.map(|label| view! {
                <Button
                    label
                    kind=ButtonKind::Quiet
                    icon=Icon::Eye
                    controls
                    pressed=shown
                    on_press=move |()| shown.update(|shown| *shown = !*shown)
                />
            })}
        </div>
    })
}

/// The count is said this long after the last key, so that it does not talk over typing.
const PAUSE: Duration = Duration::from_secs(1);

/// A field of several lines.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    /// Marks the field in words as one that may be left out.
    #[prop(optional)]
    optional: bool,
    #[prop(default = 5)] rows: u16,
    /// How many characters may be typed. More can be, and is said to be too much: what was written is not cut off.
    #[prop(optional)]
    max: Option<usize>,
    /// The language of what is typed, where it differs from the interface's.
    #[prop(optional, into)]
    lang: Option<TextProp>,
    /// The direction of the label, where it is in other words than the interface's.
    #[prop(optional)]
    label_dir: Option<&'static str>,
    /// What is written there can be read and chosen, and not changed.
    #[prop(optional)]
    readonly: bool,
) -> impl IntoView {
    let frame = Frame { id: id.clone(), label, label_dir, hint, error, optional };
    let said = RwSignal::new(String::new());
    // A description that changes is read with every key, so that the field is described by what was left when it took focus.
    let at_focus = RwSignal::new(untrack(|| value.get()));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let count = Count::new(max);
    let typed = move |text: String| {
        let message = count.filter(|count| count.is_near(&text)).map(|count| count.text(&text)).unwrap_or_default();
        on_input.run(text);
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        waiting.set_value(set_timeout_with_handle(move || said.set(message.clone()), PAUSE).ok());
    };
    let count_id = format!("{id}-count");
    let count_view = count.map(|count| {
        view! {
            <p class="count" class:count-over=move || value.with(|text| count.is_over(text))>
                {move || value.with(|text| count.text(text))}
            </p>
            <span id=count_id hidden>{move || at_focus.with(|text| count.text(text))}</span>
            <p class="visually-hidden" role="status">{move || said.get()}</p>
        }
    });
    frame.around(view! {
        <textarea
            class="input"
            id=id
            rows=rows
            required=required
            readonly=readonly
            lang=lang.map(|lang| move || lang.get())
            dir="auto"
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by(count.map(|_| "count"))
            prop:value=move || value.get()
            on:focus=move |_| at_focus.set(value.get_untracked())
            on:input:target=move |event| typed(event.target().value())
        ></textarea>
        {count_view}
    })
}

/// The characters that are left.
#[derive(Clone, Copy)]
struct Count {
    max: usize,
    left: fn(u64) -> String,
    over: fn(u64) -> String,
}

impl Count {
    fn new(max: Option<usize>) -> Option<Self> {
        let words = Frame::words()?;
        max.map(|max| Self { max, left: words.left, over: words.over })
    }

    fn text(self, typed: &str) -> String {
        let length = typed.chars().count();
        let say = if length > self.max { self.over } else { self.left };
        say(length.abs_diff(self.max) as u64)
    }

    fn is_over(self, typed: &str) -> bool {
        typed.chars().count() > self.max
    }

    /// Whether so little is left that it is worth saying.
    fn is_near(self, typed: &str) -> bool {
        typed.chars().count() * 10 >= self.max * 9
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    const COUNT: Count =
        Count { max: 10, left: |count| format!("{count} left"), over: |count| format!("{count} over") };

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(COUNT.text("é".repeat(4).as_str()), "6 left");
        assert!(!COUNT.is_over("مرحبا بكم!"));
    }

    #[test]
    fn too_many_are_said_as_such() {
        assert_eq!(COUNT.text("abcdefghijkl"), "2 over");
        assert!(COUNT.is_over("abcdefghijk"));
    }

    #[test]
    fn the_count_is_said_only_near_the_end() {
        assert!(!COUNT.is_near("abcdefgh"));
        assert!(COUNT.is_near("abcdefghi"));
    }
}
