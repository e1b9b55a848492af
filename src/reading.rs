//! Reading mode: width, size, spacing, typeface and contrast of every page with text. What is chosen stands in attributes of the
//! root element, which the style sheet answers; `boot.js` puts them there before the first paint.

use leptos::prelude::*;

use crate::{
    base, i18n as tr, preferences,
    session::{SessionState, use_session},
    ui::{
        button::{Button, ButtonKind},
        field::{Choice, RadioGroup},
    },
};

/// The name that the choices are kept under, in this browser and with the account.
const NAME: &str = "reading";

/// A choice that the lesson's page offers itself: whether the video stands beside the text.
pub const LAYOUT: &str = "layout";

/// One thing that can be chosen: its name, its label, and its options, the usual one first.
type Setting = (&'static str, fn() -> String, &'static [(&'static str, fn() -> String)]);

const SETTINGS: &[Setting] = &[
    (
        "size",
        tr::reading::size,
        &[
            ("", tr::reading::usual),
            ("large", tr::reading::large),
            ("larger", tr::reading::larger),
            ("largest", tr::reading::largest),
        ],
    ),
    (
        "width",
        tr::reading::width,
        &[("", tr::reading::usual), ("narrow", tr::reading::narrow), ("wide", tr::reading::wide)],
    ),
    (
        "spacing",
        tr::reading::spacing,
        &[("", tr::reading::usual), ("loose", tr::reading::loose), ("looser", tr::reading::looser)],
    ),
    (
        "typeface",
        tr::reading::typeface,
        &[("", tr::reading::usual), ("serif", tr::reading::serif), ("easy", tr::reading::easy)],
    ),
    ("contrast", tr::reading::contrast, &[("", tr::reading::usual), ("high", tr::reading::high)]),
];

/// What is chosen, as one text: `size=large spacing=loose`.
#[derive(Clone, Copy)]
pub struct Reading {
    session: SessionState,
    text: RwSignal<String>,
}

/// Opens the choices, which follow those of the account.
pub fn open() -> Reading {
    let text = RwSignal::new(preferences::kept(NAME).unwrap_or_default());
    preferences::follow(Callback::new(move |()| {
        let kept = preferences::kept(NAME).unwrap_or_default();
        show(&kept);
        text.try_set(kept);
    }));
    Reading { session: use_session(), text }
}

impl Reading {
    /// What is chosen under a name; nothing for the usual.
    pub fn get(self, name: &str) -> String {
        self.text.with(|text| value_of(text, name).to_owned())
    }

    /// Chooses, keeps it and shows it.
    pub fn set(self, name: &str, value: &str) {
        let text = self.text.with_untracked(|text| changed(text, name, value));
        self.keep(text);
    }

    fn keep(self, text: String) {
        show(&text);
        preferences::keep(self.session, NAME, &text);
        self.text.set(text);
    }
}

/// The settings, each with its options.
pub fn panel(reading: Reading) -> AnyView {
    let settings = SETTINGS.iter().map(|setting| group(reading, setting)).collect::<Vec<_>>();
    let reset = move |()| {
        // Where the video stands is not a matter of reading, and stays.
        let layout = reading.text.with_untracked(|text| changed("", LAYOUT, value_of(text, LAYOUT)));
        reading.keep(layout);
    };
    view! {
        <div class="reading-settings">{settings}</div>
        <p class="hint">{tr::reading::where_kept}</p>
        <Button label=tr::reading::reset kind=ButtonKind::Quiet on_press=reset/>
    }
    .into_any()
}

fn group(reading: Reading, &(name, label, options): &'static Setting) -> AnyView {
    let choices = move || options.iter().map(|(value, label)| Choice::new(*value, label())).collect::<Vec<_>>();
    view! {
        <RadioGroup
            id=format!("reading-{name}")
            label
            value=Signal::derive(move || reading.get(name))
            on_change=move |value: String| reading.set(name, &value)
            options=Signal::derive(choices)
            inline=true
        />
    }
    .into_any()
}

/// Puts the choices on the root element.
fn show(text: &str) {
    for name in SETTINGS.iter().map(|(name, ..)| *name).chain([LAYOUT]) {
        base::set_root(&["data-reading-", name].concat(), value_of(text, name));
    }
}

fn value_of<'a>(text: &'a str, name: &str) -> &'a str {
    let value = text.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    value.unwrap_or_default()
}

fn changed(text: &str, name: &str, value: &str) -> String {
    let others = text.split(' ').filter(|part| part.split_once('=').is_some_and(|(other, _)| other != name));
    let mut parts: Vec<String> = others.map(str::to_owned).collect();
    if !value.is_empty() {
        parts.push([name, "=", value].concat());
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_replaces_the_one_before_and_leaves_the_others() {
        let text = changed("", "size", "large");
        let text = changed(&text, "spacing", "loose");
        assert_eq!(changed(&text, "size", "largest"), "spacing=loose size=largest");
        assert_eq!(changed(&text, "size", ""), "spacing=loose");
        assert_eq!((value_of(&text, "size"), value_of(&text, "width")), ("large", ""));
        assert_eq!(changed("of another shape", "size", "large"), "size=large");
    }
}
