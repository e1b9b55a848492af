//! The fields of one project.

use leptos::prelude::*;
use passerelle_api::{portfolio::limits, reference::Skill};
use passerelle_rules::portfolio::field;

use super::{calls::Opened, form::Form, project::Project};
use crate::{
    draft::Draft,
    i18n as tr,
    sending::{Field, Sending},
    ui::field::{Checkbox, CheckboxGroup, Choice, TextArea, TextField},
};

/// Reads and writes one project of the form, and says what is wrong with it.
#[derive(Clone, Copy)]
struct Row {
    at: usize,
    form: Draft<Form>,
    sending: Sending,
}

impl Row {
    fn id(self, name: &str) -> String {
        ["project-", &self.at.to_string(), "-", name].concat()
    }

    /// The language that the profile is written in, which may be chosen anew.
    fn lang(self) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        let chosen = Memo::new(move |_| self.form.with(|form| form.lang.clone()));
        move || chosen.get()
    }

    fn text(self, part: fn(&Project) -> &String) -> Signal<String> {
        let Self { at, form, .. } = self;
        Signal::derive(move || form.with(|form| form.projects.get(at).map(part).cloned()).unwrap_or_default())
    }

    fn ticked(self, part: fn(&Project) -> bool) -> Signal<bool> {
        let Self { at, form, .. } = self;
        Signal::derive(move || form.with(|form| form.projects.get(at).is_some_and(part)))
    }

    fn types(self, part: fn(&mut Project) -> &mut String) -> Callback<String> {
        Callback::new(move |text| self.change(|project| *part(project) = text))
    }

    fn ticks(self, part: fn(&mut Project) -> &mut bool) -> Callback<bool> {
        Callback::new(move |is| self.change(|project| *part(project) = is))
    }

    fn change(self, change: impl FnOnce(&mut Project)) {
        self.form.update(|form| {
            if let Some(project) = form.projects.get_mut(self.at) {
                change(project);
            }
        });
    }

    fn error(self, name: &str) -> Signal<Option<String>> {
        self.sending.error_in(field(self.at, name))
    }
}

/// The fields by their names in the contract: the end of the control's id, and the label.
const NAMES: &[Field] = &[
    ("title", "title", tr::projects::name),
    ("text", "text", tr::projects::text),
    ("own", "own", tr::projects::own),
    ("skills", "skills", tr::projects::skills),
    ("year", "year", tr::projects::year),
    ("link", "link", tr::projects::link),
    ("defence.day", "day", tr::projects::day),
    ("defence.heard_by", "heard", tr::projects::heard_by),
    ("defence.recording", "recording", tr::projects::recording),
];

/// The id of the control that a field such as `projects.0.title` stands for, and its label, which says of which project it is.
pub fn named(name: &str) -> Option<(String, String)> {
    let (at, field) = name.strip_prefix("projects.")?.split_once('.')?;
    let (_, end, label) = NAMES.iter().find(|(known, ..)| *known == field)?;
    let number = tr::number(at.parse::<u64>().ok()? + 1);
    Some((["project-", at, "-", end].concat(), tr::projects::field_of(&number, &label())))
}

/// The number of the project that a field belongs to.
pub fn row_of(name: &str) -> Option<usize> {
    name.strip_prefix("projects.")?.split_once('.')?.0.parse().ok()
}

fn length(limit: u64) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

/// The fields of the project of that number.
pub fn fields(at: usize, form: Draft<Form>, sending: Sending, opened: StoredValue<Opened>) -> AnyView {
    let row = Row { at, form, sending };
    let lang = row.lang();
    let defended = row.ticked(|project| project.defended);
    view! {
        <TextField
            id=row.id("title")
            label=tr::projects::name
            value=row.text(|project| &project.title)
            on_input=row.types(|project| &mut project.title)
            error=row.error("title")
            lang
            required=true
        />
        <TextArea
            id=row.id("text")
            label=tr::projects::text
            hint=tr::projects::text_hint
            value=row.text(|project| &project.text)
            on_input=row.types(|project| &mut project.text)
            error=row.error("text")
            max=length(limits::TEXT)
            rows=4
            lang
            required=true
        />
        <TextArea
            id=row.id("own")
            label=tr::projects::own
            hint=tr::projects::own_hint
            value=row.text(|project| &project.own)
            on_input=row.types(|project| &mut project.own)
            error=row.error("own")
            max=length(limits::TEXT)
            rows=4
            lang
            optional=true
        />
        {skills(row, opened)}
        <TextField
            id=row.id("year")
            label=tr::projects::year
            inputmode="numeric"
            value=row.text(|project| &project.year)
            on_input=row.types(|project| &mut project.year)
            error=row.error("year")
            optional=true
            short=true
        />
        <TextField
            id=row.id("link")
            label=tr::projects::link
            hint=tr::projects::link_hint
            kind="url"
            value=row.text(|project| &project.link)
            on_input=row.types(|project| &mut project.link)
            error=row.error("link")
            optional=true
        />
        <Checkbox
            id=row.id("defended")
            label=tr::projects::defended
            hint=tr::projects::defended_hint
            checked=defended
            on_change=row.ticks(|project| &mut project.defended)
        />
        {move || defended.get().then(|| defence(row))}
    }
    .into_any()
}

fn skills(row: Row, opened: StoredValue<Opened>) -> AnyView {
    let Row { at, form, .. } = row;
    let values =
        move || form.with(|form| form.projects.get(at).map(|project| project.skills.clone())).unwrap_or_default();
    // What was chosen when the fields opened stands first; the list does not move while boxes are ticked.
    let first = untrack(values);
    let options = move || {
        opened.with_value(|opened| {
            let mut skills: Vec<&Skill> = opened.skills.iter().collect();
            skills.sort_by_key(|skill| !first.contains(&skill.code.0));
            skills.into_iter().map(|skill| Choice::named(skill.code.0.clone(), skill.name.clone())).collect::<Vec<_>>()
        })
    };
    view! {
        <CheckboxGroup
            id=row.id("skills")
            label=tr::projects::skills
            hint=tr::projects::skills_hint
            values=Signal::derive(values)
            on_change=move |skills| row.change(|project| project.skills = skills)
            options=Signal::derive(options)
            error=row.error("skills")
            optional=true
        />
    }
    .into_any()
}

/// How it was defended, and whether employers may know.
fn defence(row: Row) -> AnyView {
    let lang = row.lang();
    view! {
        <fieldset class="field group project-defence">
            <legend class="label">{tr::projects::defence}</legend>
            <p class="hint">{tr::projects::defence_hint}</p>
            <TextField
                id=row.id("day")
                label=tr::projects::day
                kind="date"
                value=row.text(|project| &project.day)
                on_input=row.types(|project| &mut project.day)
                error=row.error("defence.day")
                required=true
                short=true
            />
            <TextField
                id=row.id("heard")
                label=tr::projects::heard_by
                hint=tr::projects::heard_by_hint
                value=row.text(|project| &project.heard_by)
                on_input=row.types(|project| &mut project.heard_by)
                error=row.error("defence.heard_by")
                lang
                required=true
            />
            <Checkbox
                id=row.id("passed")
                label=tr::projects::passed
                hint=tr::projects::passed_hint
                checked=row.ticked(|project| project.passed)
                on_change=row.ticks(|project| &mut project.passed)
            />
            <TextField
                id=row.id("recording")
                label=tr::projects::recording
                hint=tr::projects::recording_hint
                kind="url"
                value=row.text(|project| &project.recording)
                on_input=row.types(|project| &mut project.recording)
                error=row.error("defence.recording")
                optional=true
            />
            <Checkbox
                id=row.id("shown")
                label=tr::projects::consent
                hint=tr::projects::consent_hint
                checked=row.ticked(|project| project.shown)
                on_change=row.ticks(|project| &mut project.shown)
            />
        </fieldset>
    }
    .into_any()
}
