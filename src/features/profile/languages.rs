//! The languages that somebody speaks, each with its level.

use leptos::prelude::*;
use passerelle_api::talent::Cefr;

use super::form::{Form, Spoken, language_field};
use crate::{
    base,
    draft::Draft,
    i18n as tr,
    sending::Sending,
    ui::{
        button::{Button, ButtonKind},
        field::{Choice, Select},
        icon::{Glyph, Icon},
    },
    words,
};

/// Languages on offer: the most spoken of Europe and of those who come here, by ISO 639 code.
const CODES: &[&str] = &[
    "am", "ar", "bg", "bm", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "ff", "fi", "fr", "ha", "hi", "hr",
    "hu", "hy", "it", "ja", "ka", "ko", "ku", "ln", "lt", "lv", "nl", "no", "pl", "ps", "pt", "ro", "ru", "sk", "sl",
    "so", "sq", "sr", "sv", "sw", "ta", "ti", "tr", "uk", "ur", "vi", "wo", "zh",
];

/// Rows of a language and its level, with a way to add and to remove one.
#[component]
pub fn Languages(form: Draft<Form>, sending: Sending) -> impl IntoView {
    // What is wrong with all of them; what a row lacks is said at the row.
    let error = sending.error("languages");
    let described =
        move || if error.with(Option::is_some) { "languages-hint languages-error" } else { "languages-hint" };
    let count = Memo::new(move |_| form.with(|form| form.languages.len()));
    let add = move |()| {
        form.update(|form| form.languages.push(Spoken::default()));
        let last = count.get_untracked().saturating_sub(1);
        // The new row is drawn before the next frame.
        request_animation_frame(move || {
            base::focus(&code_id(last));
        });
    };
    view! {
        <fieldset class="field group" class:field-bad=move || error.with(Option::is_some) aria-describedby=described>
            <legend class="label">{tr::profile::languages}" "<span class="label-mark">"("{tr::shell::optional}")"</span></legend>
            <p class="hint" id="languages-hint">{tr::profile::languages_hint}</p>
            {move || error.get().map(|text| view! {
                <p class="error" id="languages-error">
                    <Glyph icon=Icon::Alert/>
                    <span><span class="visually-hidden">{tr::shell::error_word}" "</span>{text}</span>
                </p>
            })}
            {move || (0..count.get()).map(|row| view! { <Row form sending row/> }).collect_view()}
            <Button id="add-language" label=tr::profile::language_add icon=Icon::Plus on_press=add/>
        </fieldset>
    }
}

/// The id of a row's first control. The first row's is where the error summary leads for all of them.
fn code_id(row: usize) -> String {
    format!("language-{row}")
}

fn level_id(row: usize) -> String {
    format!("language-level-{row}")
}

/// The id of the control that a field such as `languages.0.cefr` stands for, and its label, which says of which language it is.
pub fn named(name: &str) -> Option<(String, String)> {
    let (row, part) = name.strip_prefix("languages.")?.split_once('.')?;
    let row: usize = row.parse().ok()?;
    let number = tr::profile::language_number(&tr::number(row as u64 + 1));
    match part {
        "code" => Some((code_id(row), number)),
        "cefr" => Some((level_id(row), tr::profile::language_level(&number))),
        _ => None,
    }
}

#[component]
fn Row(form: Draft<Form>, sending: Sending, row: usize) -> impl IntoView {
    let read = move |part: fn(&Spoken) -> &String| {
        Signal::derive(move || form.with(|form| form.languages.get(row).map(part).cloned()).unwrap_or_default())
    };
    let write = move |change: &dyn Fn(&mut Spoken)| {
        form.update(|form| form.languages.get_mut(row).into_iter().for_each(change));
    };
    let (code, cefr) = (read(|spoken| &spoken.code), read(|spoken| &spoken.cefr));
    let number = move || tr::number(row as u64 + 1);
    let name = move || match code.get() {
        code if code.is_empty() => number(),
        code => tr::language_name(&code),
    };
    let remove = move |()| {
        // What a row lacks is told by its number, and the numbers of those behind it change.
        sending.forget("languages.");
        form.update(|form| {
            form.languages.remove(row);
        });
        base::focus("add-language");
    };
    view! {
        <div class="language-row">
            <Select
                id=code_id(row)
                label=move || tr::profile::language_number(&number())
                value=code
                on_change=move |code: String| write(&|spoken| spoken.code.clone_from(&code))
                options=Signal::derive(move || options(form, &code.get()))
                none=tr::profile::choose
                error=sending.error_in(language_field(row, "code"))
            />
            <Select
                id=level_id(row)
                label=move || tr::profile::language_level(&name())
                value=cefr
                on_change=move |cefr: String| write(&|spoken| spoken.cefr.clone_from(&cefr))
                options=Signal::derive(|| words::choices(Cefr::ALL, Cefr::as_str, words::cefr))
                none=tr::profile::choose
                error=sending.error_in(language_field(row, "cefr"))
            />
            <Button
                label=move || tr::profile::language_remove(&name())
                kind=ButtonKind::Quiet
                icon=Icon::Trash
                icon_only=true
                on_press=remove
            />
        </div>
    }
}

/// The languages by name, without those of other rows: each is said once.
fn options(form: Draft<Form>, own: &str) -> Vec<Choice> {
    let taken: Vec<String> = form.with(|form| form.languages.iter().map(|spoken| spoken.code.clone()).collect());
    let free = |code: &&&str| **code == own || !taken.iter().any(|other| other == *code);
    // A language that was said elsewhere and is not on offer here stays.
    let known = CODES.contains(&own) || own.is_empty();
    let own = (!known).then(|| Choice::new(own, tr::language_name(own)));
    let mut options: Vec<Choice> =
        CODES.iter().filter(free).map(|code| Choice::new(*code, tr::language_name(code))).collect();
    options.extend(own);
    options.sort_by_key(|choice| base::lower(&choice.label));
    options
}
