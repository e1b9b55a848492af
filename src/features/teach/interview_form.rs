//! The form that writes an interview down, or changes one.

use leptos::prelude::*;
use passerelle_api::{
    id::InterviewId,
    interview::{Interview, InterviewChange, InterviewFound, limits},
    reference::Skill,
};
use passerelle_rules::interview::said;
use serde::{Deserialize, Serialize};

use super::{
    calls,
    interviews_page::{Listed, TITLE},
};
use crate::{
    announce, base,
    draft::{Draft, own_draft},
    i18n as tr,
    meanwhile::{self, Form as _, Writing, otherwise},
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{CheckboxGroup, Choice, TextArea, TextField},
        icon::Icon,
    },
};

/// The first control, which takes focus as the form opens.
const FIRST: &str = "interview-organisation";

const FIELDS: &[Field] = &[
    ("organisation", FIRST, tr::interviews::organisation),
    ("held_on", "interview-day", tr::interviews::day),
    ("skills", "interview-skills", tr::interviews::skills),
    ("notes", "interview-notes", tr::interviews::notes),
];

/// What the form holds, as it is typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Form {
    organisation: String,
    day: String,
    skills: Vec<String>,
    notes: String,
    /// What the interview said when this was begun. None of one that is new.
    was: Option<InterviewFound>,
}

impl Form {
    fn says(&self) -> InterviewFound {
        InterviewFound {
            organisation: self.organisation.clone(),
            held_on: base::day(&self.day),
            skills: self.skills.iter().map(|code| code.as_str().into()).collect(),
            notes: self.notes.clone(),
        }
    }

    fn change(&self) -> InterviewChange {
        self.says().change(self.was.clone())
    }

    /// What is typed, and whether something else is kept of it.
    fn parts(&self, kept: Option<&Interview>) -> [(bool, fn() -> String); 4] {
        let (typed, kept) = (said(self.says()), kept.map(Interview::found).unwrap_or_default());
        [
            (typed.organisation != kept.organisation, tr::interviews::organisation),
            (typed.held_on != kept.held_on, tr::interviews::day),
            (typed.skills != kept.skills, tr::interviews::skills),
            (typed.notes != kept.notes, tr::interviews::notes),
        ]
    }
}

impl meanwhile::Form for Form {
    type Kept = Option<Interview>;

    const OVERTAKEN: [fn() -> String; 2] = [tr::interviews::overtaken, tr::interviews::overtaken_text];

    const FIRST: &'static str = FIRST;

    fn of(kept: &Option<Interview>) -> Self {
        let Some(interview) = kept else { return Self::default() };
        Self {
            organisation: interview.organisation.clone(),
            day: interview.held_on.to_string(),
            skills: interview.skills.iter().map(|skill| skill.code.0.clone()).collect(),
            notes: interview.notes.clone(),
            was: Some(interview.found()),
        }
    }

    fn is_begun_from(&self, kept: &Option<Interview>) -> bool {
        self.was == kept.as_ref().map(Interview::found)
    }

    fn begun_from(self, kept: &Option<Interview>) -> Self {
        Self { was: kept.as_ref().map(Interview::found), ..self }
    }

    fn says_same(&self, kept: &Option<Interview>) -> bool {
        self.parts(kept.as_ref()).iter().all(|(differs, _)| !differs)
    }

    fn undoes(&self, kept: &Option<Interview>) -> Vec<String> {
        match kept {
            Some(interview) => otherwise(self.parts(Some(interview))),
            None => vec![tr::interviews::gone()],
        }
    }
}

/// An interview that is being written, as it was last found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    pub id: InterviewId,
    pub kept: Option<Interview>,
}

/// Which interview is being written. What is typed of each waits in this browser by its id, whichever is open.
#[derive(Clone, Copy)]
pub struct Desk {
    pub open: Draft<Option<Opened>>,
    /// The new one that is not saved yet.
    pub new: Draft<Option<InterviewId>>,
}

impl Desk {
    pub fn open() -> Self {
        Self { open: own_draft("interview-open", None), new: own_draft("interview-new", None) }
    }

    /// Goes on with an interview, or begins a new one.
    pub fn edit(self, kept: Option<Interview>) {
        let id = kept.as_ref().map(|interview| interview.id.clone());
        let id = id.or_else(|| self.new.get_untracked()).unwrap_or_else(|| base::fresh_key().0.into());
        if kept.is_none() {
            self.new.update(|new| *new = Some(id.clone()));
        }
        self.open.update(|open| *open = Some(Opened { id, kept }));
        announce::arrive(FIRST);
    }

    fn is_new(self, id: &InterviewId) -> bool {
        self.new.try_with_untracked(|new| new.as_ref() == Some(id)).unwrap_or(false)
    }

    /// Keeps in mind how the interview that is open is kept by now, for when the page is opened again.
    fn learn(self, id: &InterviewId, now: Option<&Interview>) {
        self.open.update(|open| {
            if let Some(open) = open.as_mut().filter(|open| open.id == *id) {
                open.kept = now.cloned();
            }
        });
    }
}

/// The form of one interview, and how that is kept as far as this page knows.
pub fn view(listed: Listed, desk: Desk, Opened { id, kept }: Opened, skills: StoredValue<Vec<Skill>>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let sending = Sending::new(FIELDS);
    let name = ["interview:", id.as_str()].concat();
    let writing: Writing<Form> = Writing::open(&name, RwSignal::new(kept), sending);
    let form = writing.form;
    let id = StoredValue::new(id);
    let cancel = move |()| {
        form.begin_anew(writing.saved.with_untracked(Form::of));
        if id.with_value(|id| desk.is_new(id)) {
            desk.new.begin_anew(None);
        }
        desk.open.begin_anew(None);
        announce::arrive(TITLE);
    };
    let send = Callback::new(move |()| {
        if writing.waits() {
            return;
        }
        let (sent, lang, own) = (writing.send(), tr::language_untracked(), id.get_value());
        let change = sent.form.change();
        let (open, new) = (desk.open.sent(), desk.is_new(&own).then(|| desk.new.sent()));
        leptos::task::spawn_local(async move {
            let work = session.send(|| calls::save_interview(lang, own.clone(), &change));
            if let Some(saved) = sending.send(work).await {
                toasts.show(Tone::Done, untrack(tr::interviews::saved));
                let now = Some(saved.clone());
                writing.take(now.clone(), &sent);
                new.iter().for_each(|new| desk.new.begin_after(new, None));
                // What was typed meanwhile stays open.
                if form.try_with_untracked(|form| form.says_same(&now)).unwrap_or(true) {
                    desk.open.begin_after(&open, None);
                } else {
                    desk.learn(&own, now.as_ref());
                }
                listed.put(saved);
            } else if sending.conflicts() {
                let now = session.send(|| calls::interview(lang, own.clone())).await;
                if let Ok(now) = &now {
                    desk.learn(&own, now.as_ref());
                    listed.learn(&own, now.as_ref());
                }
                writing.bring(now);
            }
        });
    });
    view! {
        {writing.notices(send)}
        <form class="stack posting-form" novalidate=true aria-label=tr::interviews::form on:submit=submits(send)>
            <SendingNotes sending retry=send/>
            {fields(form, sending, skills)}
            <div class="cluster">
                <Button label=tr::shell::save kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
                <Button label=tr::shell::cancel on_press=cancel/>
            </div>
        </form>
    }
    .into_any()
}

fn fields(form: Draft<Form>, sending: Sending, skills: StoredValue<Vec<Skill>>) -> AnyView {
    let part = move |part: fn(&Form) -> String| Signal::derive(move || form.with(part));
    let options = skills.with_value(|skills| {
        skills.iter().map(|skill| Choice::named(skill.code.0.clone(), skill.name.clone())).collect::<Vec<_>>()
    });
    view! {
        <TextField
            id=FIRST
            label=tr::interviews::organisation
            hint=tr::interviews::organisation_hint
            value=part(|form| form.organisation.clone())
            on_input=move |text| form.update(|form| form.organisation = text)
            error=sending.error("organisation")
            required=true
        />
        <TextField
            id="interview-day"
            label=tr::interviews::day
            kind="date"
            value=part(|form| form.day.clone())
            on_input=move |text| form.update(|form| form.day = text)
            error=sending.error("held_on")
            required=true
        />
        <CheckboxGroup
            id="interview-skills"
            label=tr::interviews::skills
            values=Signal::derive(move || form.with(|form| form.skills.clone()))
            on_change=move |codes| form.update(|form| form.skills = codes)
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
            on_input=move |text| form.update(|form| form.notes = text)
            error=sending.error("notes")
            optional=true
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(notes: &str) -> Option<Interview> {
        Some(Interview {
            id: "a".into(),
            organisation: "Corner bakery".into(),
            employer: None,
            held_on: "2026-01-04".parse().unwrap(),
            skills: vec![Skill { code: "html".into(), name: "HTML".into() }],
            notes: notes.into(),
            author: None,
            changeable: true,
            changed_at: passerelle_api::DateTime::UNIX_EPOCH,
        })
    }

    #[test]
    fn what_is_sent_says_what_it_was_begun_from() {
        let (found, other) = (kept("a"), kept("b"));
        let form = Form::of(&found);
        assert!(form.says_same(&found) && form.is_begun_from(&found) && !form.is_begun_from(&other));
        assert_eq!(form.change(), found.as_ref().unwrap().found().change(found.as_ref().map(Interview::found)));
        let typed = Form { notes: "c".into(), ..form }.begun_from(&other);
        assert_eq!((typed.is_begun_from(&other), typed.change().notes.as_str()), (true, "c"));
        assert_eq!(typed.parts(other.as_ref()).map(|(differs, _)| differs), [false, false, false, true]);
    }

    #[test]
    fn a_new_one_goes_on_from_nothing_and_one_that_was_deleted_does_not() {
        let fresh = Form::of(&None);
        assert!(fresh.says_same(&None) && fresh.is_begun_from(&None) && fresh.change().was.is_none());
        let typed = Form::of(&kept("a"));
        assert!(!typed.is_begun_from(&None) && typed.begun_from(&None).change().was.is_none());
    }
}
