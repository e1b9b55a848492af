//! The form that asks for a course.

use leptos::prelude::*;
use passerelle_api::{
    FieldError, NaiveDate, Reason,
    id::IdempotencyKey,
    training::{NewTraining, limits},
};
use passerelle_rules::training::errors;
use serde::{Deserialize, Serialize};

use super::{
    calls::{self, Opened},
    training_page::LIST,
};
use crate::{
    base,
    draft::{Draft, own_draft},
    i18n as tr,
    load::Loader,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{Checkbox, CheckboxGroup, Choice, Select, TextArea, TextField},
        icon::Icon,
    },
};

const FIELDS: &[Field] = &[
    ("skills", "training-skills", tr::training::skills),
    ("people", "training-people", tr::training::people),
    ("region", "training-region", tr::training::region),
    ("start_on", "training-start", tr::training::start),
    ("purpose", "training-purpose", tr::training::purpose),
];

/// What the form holds, as it is typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Form {
    skills: Vec<String>,
    people: String,
    region: String,
    remote: bool,
    start: String,
    purpose: String,
    candidates: bool,
    key: IdempotencyKey,
}

impl Form {
    fn fresh() -> Self {
        Self {
            skills: Vec::new(),
            people: String::new(),
            region: String::new(),
            remote: false,
            start: String::new(),
            purpose: String::new(),
            candidates: false,
            key: base::fresh_key(),
        }
    }

    /// The request, or all that is wrong with it, so that nobody mends one field only to be told of the next.
    fn request(&self, today: Option<NaiveDate>) -> Result<NewTraining, Vec<FieldError>> {
        let (people, wrong) = match base::whole(&self.people) {
            Ok(Some(people)) => (people, None),
            // What is no number has no bounds to be outside of.
            Ok(None) => (1, Some(Reason::Required)),
            Err(()) => (1, Some(Reason::NotAWholeNumber)),
        };
        let new = NewTraining {
            skills: self.skills.iter().map(|code| code.as_str().into()).collect(),
            people,
            region: (!self.region.is_empty()).then(|| self.region.clone()),
            remote: self.remote,
            start_on: base::day(&self.start),
            purpose: self.purpose.clone(),
            candidates: self.candidates,
            key: self.key.clone(),
        };
        // Where the browser does not know the day, the server still does.
        let mut errors = errors(&new, today.or(new.start_on).unwrap_or_default());
        errors.extend(wrong.map(|reason| FieldError::new("people", reason)));
        if errors.is_empty() { Ok(new) } else { Err(errors) }
    }
}

/// Changes the form. What is another is another request, so that its key is another as well.
fn edit(form: Draft<Form>, change: impl FnOnce(&mut Form)) {
    form.update(|form| {
        change(form);
        form.key = base::fresh_key();
    });
}

pub fn form(loader: Loader<Opened>, opened: Opened) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let form = own_draft("training", Form::fresh());
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let new = match form.get_untracked().request(base::today()) {
            Ok(new) => new,
            Err(errors) => return sending.refuse(errors),
        };
        let (lang, kept) = (tr::language_untracked(), form.sent());
        leptos::task::spawn_local(async move {
            if sending.send(session.send(|| calls::ask(lang, &new))).await.is_some() {
                form.begin_after(&kept, Form::fresh());
                toasts.show(Tone::Done, untrack(tr::training::sent));
                loader.retry_to(LIST.to_owned());
            }
        });
    });
    view! {
        <form class="stack posting-form" novalidate=true aria-labelledby="training-form" on:submit=submits(send)>
            <h2 id="training-form">{tr::training::ask}</h2>
            <SendingNotes sending retry=send/>
            {fields(form, sending, opened)}
            <div>
                <Button label=tr::training::send kind=ButtonKind::Primary icon=Icon::Send submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}

fn fields(form: Draft<Form>, sending: Sending, opened: Opened) -> AnyView {
    let Opened { skills, places, .. } = opened;
    let skills: Vec<Choice> = skills.into_iter().map(|skill| Choice::named(skill.code.0, skill.name)).collect();
    let mut regions: Vec<String> = places.into_iter().map(|place| place.region).collect();
    regions.retain(|region| !region.is_empty());
    regions.sort();
    regions.dedup();
    let regions: Vec<Choice> = regions.into_iter().map(|region| Choice::named(region.clone(), region)).collect();
    view! {
        <CheckboxGroup
            id="training-skills"
            label=tr::training::skills
            hint=tr::training::skills_hint
            values=Signal::derive(move || form.with(|form| form.skills.clone()))
            on_change=move |chosen| edit(form, |form| form.skills = chosen)
            options=skills
            error=sending.error("skills")
        />
        <TextField
            id="training-people"
            label=tr::training::people
            hint=tr::training::people_hint
            value=Signal::derive(move || form.with(|form| form.people.clone()))
            on_input=move |typed| edit(form, |form| form.people = typed)
            error=sending.error("people")
            inputmode="numeric"
            short=true
            required=true
        />
        <Select
            id="training-region"
            label=tr::training::region
            value=Signal::derive(move || form.with(|form| form.region.clone()))
            on_change=move |region| edit(form, |form| form.region = region)
            options=regions
            none=tr::training::region_none
            error=sending.error("region")
        />
        <Checkbox
            id="training-remote"
            label=tr::training::can_be_remote
            checked=Signal::derive(move || form.with(|form| form.remote))
            on_change=move |remote| edit(form, |form| form.remote = remote)
        />
        <TextField
            id="training-start"
            label=tr::training::start
            kind="date"
            value=Signal::derive(move || form.with(|form| form.start.clone()))
            on_input=move |typed| edit(form, |form| form.start = typed)
            error=sending.error("start_on")
            optional=true
        />
        <TextArea
            id="training-purpose"
            label=tr::training::purpose
            hint=tr::training::purpose_hint
            value=Signal::derive(move || form.with(|form| form.purpose.clone()))
            on_input=move |typed| edit(form, |form| form.purpose = typed)
            error=sending.error("purpose")
            max=limits::PURPOSE as usize
            required=true
        />
        <Checkbox
            id="training-candidates"
            label=tr::training::candidates
            hint=tr::training::candidates_hint
            checked=Signal::derive(move || form.with(|form| form.candidates))
            on_change=move |wanted| edit(form, |form| form.candidates = wanted)
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Form {
        Form {
            skills: vec!["html".into()],
            people: "12".into(),
            region: "Bretagne".into(),
            remote: false,
            start: "2026-01-05".into(),
            purpose: "Our shop gets a site that everybody can use.".into(),
            candidates: false,
            key: "training-1".into(),
        }
    }

    fn wrong(form: &Form) -> Vec<(String, Reason)> {
        let errors = form.request("2026-01-05".parse().ok()).unwrap_err();
        let mut wrong: Vec<_> = errors.into_iter().map(|error| (error.field, error.reason)).collect();
        wrong.sort_by_key(|(field, _)| FIELDS.iter().position(|(name, ..)| name == field));
        wrong
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let sent = typed().request("2026-01-05".parse().ok()).unwrap();
        assert_eq!((sent.people, sent.region.as_deref()), (12, Some("Bretagne")));
        let empty = Form { skills: vec![], people: " ".into(), region: "".into(), purpose: "".into(), ..typed() };
        let told = ["skills", "people", "region", "purpose"].map(|field| (field.to_owned(), Reason::Required));
        assert_eq!(wrong(&empty), told);
        let odd = Form { people: "a dozen".into(), start: "2026-01-04".into(), purpose: "A course.".into(), ..typed() };
        let told = [
            ("people".to_owned(), Reason::NotAWholeNumber),
            ("start_on".to_owned(), Reason::OutOfRange),
            ("purpose".to_owned(), Reason::TooShort),
        ];
        assert_eq!(wrong(&odd), told);
        let many = Form { people: "501".into(), skills: vec![], ..typed() };
        assert_eq!(wrong(&many), [("skills".to_owned(), Reason::Required), ("people".to_owned(), Reason::OutOfRange)]);
    }

    #[test]
    fn a_browser_that_knows_no_day_leaves_the_start_to_the_server() {
        assert!(Form { start: "2020-01-01".into(), ..typed() }.request(None).is_ok());
    }
}
