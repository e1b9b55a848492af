//! The form that writes an interview down, or changes one.

use leptos::prelude::*;
use passerelle_api::{
    id::InterviewId,
    interview::{Interview, InterviewChange, limits},
    reference::Skill,
};
use serde::{Deserialize, Serialize};

use super::{
    calls,
    interviews_page::{Listed, TITLE},
};
use crate::{
    announce, base,
    draft::Draft,
    i18n as tr,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{CheckboxGroup, Choice, TextArea, TextField},
        icon::Icon,
    },
};

const FIELDS: &[Field] = &[
    ("organisation", "interview-organisation", tr::interviews::organisation),
    ("held_on", "interview-day", tr::interviews::day),
    ("skills", "interview-skills", tr::interviews::skills),
    ("notes", "interview-notes", tr::interviews::notes),
];

/// What the form holds, as it is typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Form {
    organisation: String,
    day: String,
    skills: Vec<String>,
    notes: String,
}

/// An interview that is being written, under the id that it is kept by.
pub type Writing = Draft<Option<(String, Form)>>;

impl Form {
    pub fn of(interview: &Interview) -> Self {
        Self {
            organisation: interview.organisation.clone(),
            day: interview.held_on.to_string(),
            skills: interview.skills.iter().map(|skill| skill.code.0.clone()).collect(),
            notes: interview.notes.clone(),
        }
    }

    fn change(&self) -> InterviewChange {
        InterviewChange {
            organisation: self.organisation.clone(),
            held_on: base::day(&self.day),
            skills: self.skills.iter().map(|code| code.as_str().into()).collect(),
            notes: self.notes.clone(),
        }
    }
}

pub fn view(listed: Listed, id: InterviewId, writing: Writing, skills: StoredValue<Vec<Skill>>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let sending = Sending::new(FIELDS);
    let id = StoredValue::new(id);
    let cancel = move |()| {
        writing.begin_anew(None);
        announce::arrive(TITLE);
    };
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let Some((_, form)) = writing.get_untracked() else { return };
        let change = form.change();
        let (lang, own, kept) = (tr::language_untracked(), id.get_value(), writing.sent());
        leptos::task::spawn_local(async move {
            let work = || calls::save_interview(lang, own.clone(), &change);
            if let Some(saved) = sending.send(session.send(work)).await {
                writing.begin_after(&kept, None);
                toasts.show(Tone::Done, untrack(tr::interviews::saved));
                listed.put(saved);
            }
        });
    });
    view! {
        <form class="stack posting-form" novalidate=true aria-label=tr::interviews::form on:submit=submits(send)>
            <SendingNotes sending retry=send/>
            {fields(writing, sending, skills)}
            <div class="cluster">
                <Button label=tr::shell::save kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
                <Button label=tr::shell::cancel on_press=cancel/>
            </div>
        </form>
    }
    .into_any()
}

fn fields(writing: Writing, sending: Sending, skills: StoredValue<Vec<Skill>>) -> AnyView {
    let part = move |part: fn(&Form) -> String| {
        Signal::derive(move || writing.with(|written| written.as_ref().map(|(_, form)| part(form)).unwrap_or_default()))
    };
    let change = move |change: &dyn Fn(&mut Form)| {
        writing.update(|written| {
            if let Some((_, form)) = written {
                change(form);
            }
        });
    };
    let chosen =
        move || writing.with(|written| written.as_ref().map(|(_, form)| form.skills.clone()).unwrap_or_default());
    let put_skills = Callback::new(move |codes: Vec<String>| change(&|form| form.skills.clone_from(&codes)));
    let options = skills.with_value(|skills| {
        skills.iter().map(|skill| Choice::named(skill.code.0.clone(), skill.name.clone())).collect::<Vec<_>>()
    });
    view! {
        <TextField
            id="interview-organisation"
            label=tr::interviews::organisation
            hint=tr::interviews::organisation_hint
            value=part(|form| form.organisation.clone())
            on_input=move |text: String| change(&|form| form.organisation.clone_from(&text))
            error=sending.error("organisation")
            required=true
        />
        <TextField
            id="interview-day"
            label=tr::interviews::day
            kind="date"
            value=part(|form| form.day.clone())
            on_input=move |text: String| change(&|form| form.day.clone_from(&text))
            error=sending.error("held_on")
            required=true
        />
        <CheckboxGroup
            id="interview-skills"
            label=tr::interviews::skills
            values=Signal::derive(chosen)
            on_change=move |codes| put_skills.run(codes)
            options
            error=sending.error("skills")
        />
        <TextArea
            id="interview-notes"
            label=tr::interviews::notes
            hint=tr::interviews::notes_hint
            rows=4
            max=limits::NOTES as usize
            value=part(|form| form.notes.clone())
            on_input=move |text: String| change(&|form| form.notes.clone_from(&text))
            error=sending.error("notes")
            optional=true
        />
    }
    .into_any()
}
