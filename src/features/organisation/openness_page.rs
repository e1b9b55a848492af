//! Whether people can write to the organisation without an ad, for what and where.

use leptos::{prelude::*, text_prop::TextProp};
use passerelle_api::{
    Access,
    hiring::{Openness, OpennessChange, OpennessFound},
    reference::Occupation,
};
use passerelle_rules::organisation::ordered;
use serde::{Deserialize, Serialize};

use super::calls::{self, OpenFor};
use crate::{
    announce::{Announcer, PageHeading, arrive},
    draft::Draft,
    gate::EmployerGate,
    i18n as tr,
    load::{Loaded, load},
    meanwhile::{self, Writing, otherwise},
    route::Route,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        chip::{Chip, ChipList},
        field::{Checkbox, Choice, Select},
        icon::{Glyph, Icon},
    },
};

/// Where it stands, which takes focus once it is another.
const STATE: &str = "openness-state";

const FIELDS: &[Field] = &[
    ("occupations", "openness-occupations", tr::openness::occupations),
    ("places", "openness-places", tr::openness::places),
];

/// What the form holds. What is chosen in a list and not added yet is meant as well.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Form {
    open: bool,
    occupations: Several,
    places: Several,
    /// How it stood when this was begun.
    #[serde(default)]
    was: Option<OpennessFound>,
}

/// Some values, and the one that is chosen in the list of those that can be added.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Several {
    added: Vec<String>,
    chosen: String,
}

impl Several {
    fn of(added: impl Iterator<Item = String>) -> Self {
        Self { added: added.collect(), chosen: String::new() }
    }

    /// Adds what is chosen in the list.
    fn add(&mut self) {
        let chosen = std::mem::take(&mut self.chosen);
        if !chosen.is_empty() && !self.added.contains(&chosen) {
            self.added.push(chosen);
        }
    }

    /// All that is meant.
    fn all(mut self) -> Vec<String> {
        self.add();
        self.added
    }
}

impl Form {
    fn change(self) -> OpennessChange {
        OpennessChange {
            open: self.open,
            occupations: self.occupations.all().into_iter().map(Into::into).collect(),
            places: self.places.all().into_iter().map(Into::into).collect(),
            was: self.was,
        }
    }
}

impl meanwhile::Form for Form {
    type Kept = Openness;

    const OVERTAKEN: [fn() -> String; 2] = [tr::openness::overtaken, tr::openness::overtaken_text];

    const FIRST: &'static str = "openness-open";

    fn of(kept: &Openness) -> Self {
        Self {
            open: kept.open,
            occupations: Several::of(kept.to.occupations.iter().map(|one| one.code.0.clone())),
            places: Several::of(kept.to.places.iter().map(|place| place.slug.0.clone())),
            was: Some(ordered(kept.found())),
        }
    }

    fn is_begun_from(&self, kept: &Openness) -> bool {
        self.was == Some(ordered(kept.found()))
    }

    fn begun_from(self, kept: &Openness) -> Self {
        Self { was: Some(ordered(kept.found())), ..self }
    }

    fn says_same(&self, kept: &Openness) -> bool {
        self.parts(kept).iter().all(|(differs, _)| !differs)
    }

    fn undoes(&self, kept: &Openness) -> Vec<String> {
        otherwise(self.parts(kept))
    }
}

impl Form {
    /// What is chosen, and whether something else is kept of it.
    fn parts(&self, kept: &Openness) -> [(bool, fn() -> String); 3] {
        let OpennessChange { open, occupations, places, was: _ } = self.clone().change();
        let (typed, kept) = (ordered(OpennessFound { open, occupations, places }), ordered(kept.found()));
        [
            (typed.open != kept.open, tr::openness::open),
            (typed.occupations != kept.occupations, tr::openness::occupations),
            (typed.places != kept.places, tr::openness::places),
        ]
    }
}

/// The page on which an organisation says whether people can write to it without an ad.
#[component]
pub fn OpennessPage() -> impl IntoView {
    view! {
        <a class="back-link" href=Route::Employer.path()>
            <Glyph icon=Icon::Back/>
            {tr::shell::employer_desk}
        </a>
        <PageHeading text=tr::openness::title/>
        <EmployerGate why=tr::openness::gate_why let_in=true>{page()}</EmployerGate>
    }
}

fn page() -> AnyView {
    let loader = load(tr::language, calls::openness);
    view! {
        <p class="lead">{tr::openness::lead}</p>
        <Loaded loader view=shown/>
    }
    .into_any()
}

fn shown(OpenFor { openness, occupations, places }: OpenFor) -> AnyView {
    let session = use_session();
    let writes = untrack(move || session.may(Access::Poster));
    let places: Vec<Choice> = places.into_iter().map(|place| Choice::new(place.slug.0, place.name)).collect();
    let saved = RwSignal::new(openness);
    let form = if writes { form(saved, choices(occupations), places) } else { saved.with_untracked(readers) };
    view! {
        <section class="stack" aria-labelledby=STATE>
            <h2 id=STATE tabindex="-1">{tr::openness::state}</h2>
            {move || saved.with(state)}
        </section>
        {form}
    }
    .into_any()
}

/// Whether people can write to it, and where those who did are found.
fn state(openness: &Openness) -> AnyView {
    let state: fn() -> String = if openness.open { tr::openness::is_open } else { tr::openness::is_closed };
    let received = u64::from(openness.applications);
    let board = openness.job.clone().map(|job| {
        let href = Route::Pipeline(job).path();
        view! {
            <p>{move || tr::openness::received(received)}</p>
            <p><a class="lone-link" href=href>{tr::openness::to_board}</a></p>
        }
        .into_any()
    });
    view! {
        <p>{state}</p>
        {board}
    }
    .into_any()
}

fn choices(occupations: Vec<Occupation>) -> Vec<Choice> {
    occupations.into_iter().map(|one| Choice::new(one.code.0, one.name)).collect()
}

/// What those read who change nothing here.
fn readers(openness: &Openness) -> AnyView {
    let named = |label: fn() -> String, names: Vec<String>| {
        let list = move || tr::words::labelled(&label(), &tr::list(&names));
        view! { <p>{list}</p> }.into_any()
    };
    let occupations = openness.to.occupations.iter().map(|one| one.name.clone()).collect();
    let places = openness.to.places.iter().map(|place| place.name.clone()).collect();
    view! {
        {openness.open.then(|| named(tr::openness::occupations, occupations))}
        {openness.open.then(|| named(tr::openness::places, places))}
        <p class="hint">{tr::openness::readers}</p>
    }
    .into_any()
}

fn form(saved: RwSignal<Openness>, occupations: Vec<Choice>, places: Vec<Choice>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let sending = Sending::new(FIELDS);
    let writing: Writing<Form> = Writing::open("openness", saved, sending);
    let form = writing.form;
    let send = Callback::new(move |()| {
        if writing.waits() {
            return;
        }
        let (sent, lang) = (writing.send(), tr::language_untracked());
        let change = sent.form.clone().change();
        leptos::task::spawn_local(async move {
            let work = session.send(|| calls::change_openness(lang, &change));
            if let Some(openness) = sending.send(work).await {
                toasts.show(Tone::Done, untrack(tr::openness::saved));
                writing.take(openness, &sent);
                if !form.is_left() {
                    arrive(STATE);
                }
            } else if sending.conflicts() {
                writing.bring(session.send(move || calls::own_openness(lang)).await);
            }
        });
    });
    view! {
        {writing.notices(send)}
        <form class="stack posting-form" novalidate=true on:submit=submits(send)>
            <SendingNotes sending retry=send/>
            <Checkbox
                id="openness-open"
                label=tr::openness::open
                hint=tr::openness::open_hint
                checked=Signal::derive(move || form.with(|form| form.open))
                on_change=move |open| form.update(|form| form.open = open)
            />
            {several(form, sending, Group {
                field: FIELDS[0],
                one: tr::openness::occupation,
                hint: tr::openness::occupations_hint,
                part: |form| &mut form.occupations,
                read: |form| &form.occupations,
            }, occupations)}
            {several(form, sending, Group {
                field: FIELDS[1],
                one: tr::openness::place,
                hint: tr::openness::places_hint,
                part: |form| &mut form.places,
                read: |form| &form.places,
            }, places)}
            <div>
                <Button label=tr::openness::save kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}

/// A group of values that are added one by one.
#[derive(Clone, Copy)]
struct Group {
    field: Field,
    /// What one of them is called.
    one: fn() -> String,
    hint: fn() -> String,
    part: fn(&mut Form) -> &mut Several,
    read: fn(&Form) -> &Several,
}

/// What was added, each with a way to take it off, and a list to add from. A choice in the list alone adds nothing yet: with the keyboard
/// one passes over many.
fn several(form: Draft<Form>, sending: Sending, group: Group, options: Vec<Choice>) -> AnyView {
    let Group { field: (field, id, label), one, hint, part, read } = group;
    let announcer = use_context::<Announcer>();
    let options = StoredValue::new(options);
    let named = move |value: &str| {
        options.with_value(|options| {
            let known = options.iter().find(|choice| choice.value == value);
            known.map_or_else(|| value.to_owned(), |choice| choice.label.clone())
        })
    };
    let add = move |()| {
        let chosen = form.get_untracked();
        let chosen = read(&chosen).chosen.clone();
        form.update(|form| part(form).add());
        if !chosen.is_empty() {
            announcer.iter().for_each(|announcer| announcer.say(tr::openness::added(&named(&chosen))));
        }
    };
    let chip = move |value: String| {
        let (name, gone) = (named(&value), value);
        let shown = name.clone();
        view! {
            <Chip
                label=shown
                remove=move || tr::openness::remove(&name)
                on_remove=move |()| form.update(|form| part(form).added.retain(|other| *other != gone))
            />
        }
        .into_any()
    };
    let added = Memo::new(move |_| form.with(|form| read(form).added.clone()));
    let chips = move || added.get().into_iter().map(chip).collect::<Vec<AnyView>>();
    let legend: TextProp = label.into();
    view! {
        <fieldset class="field group picker">
            <legend class="label">{move || legend.get()}</legend>
            <p class="hint">{hint}</p>
            {move || added.with(Vec::is_empty).then(|| view! { <p>{tr::openness::none}</p> })}
            <ChipList label fallback=id>{chips}</ChipList>
            <Select
                id
                label=one
                value=Signal::derive(move || form.with(|form| read(form).chosen.clone()))
                on_change=move |value| form.update(|form| part(form).chosen = value)
                options=Signal::derive(move || options.get_value())
                none=tr::openness::choose
                error=sending.error(field)
            />
            <Button label=tr::openness::add about=one icon=Icon::Plus on_press=add/>
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use passerelle_api::{hiring::OpenTo, reference::Place};

    use super::{meanwhile::Form as _, *};

    fn kept(open: bool, places: &[&str]) -> Openness {
        let place = |&slug: &&str| Place {
            slug: slug.into(),
            name: slug.to_uppercase(),
            region: "Brittany".into(),
            country: "FR".into(),
        };
        let to = OpenTo { occupations: Vec::new(), places: places.iter().map(place).collect() };
        Openness { open, to, job: None, applications: 0, unanswered: 0 }
    }

    #[test]
    fn what_is_chosen_and_not_added_is_meant_as_well() {
        let chosen = |added: &[&str], chosen: &str| Several {
            added: added.iter().map(|&one| one.to_owned()).collect(),
            chosen: chosen.to_owned(),
        };
        assert_eq!(chosen(&["a"], "b").all(), ["a", "b"]);
        assert_eq!(chosen(&["a"], "a").all(), ["a"], "each once");
        assert_eq!(chosen(&["a"], "").all(), ["a"]);
    }

    fn differing(form: &Form, kept: &Openness) -> usize {
        form.parts(kept).iter().filter(|(differs, _)| *differs).count()
    }

    #[test]
    fn what_is_typed_differs_in_what_would_be_kept_otherwise_whatever_its_order() {
        let found = kept(true, &["paris", "rennes"]);
        let mut form = Form::of(&found);
        form.places.added.reverse();
        assert_eq!(differing(&form, &found), 0);
        assert!(form.is_begun_from(&kept(true, &["rennes", "paris"])), "another language has another order");
        form.places.chosen = "brest".into();
        assert_eq!(differing(&form, &found), 1, "what is chosen and not added is meant");
        assert_eq!(differing(&form, &kept(false, &["brest", "paris", "rennes"])), 1);
    }

    #[test]
    fn what_is_sent_says_what_it_was_begun_from() {
        let (found, other) = (kept(true, &["rennes"]), kept(true, &["paris"]));
        let form = Form::of(&found);
        assert_eq!(form.clone().change().was, Some(found.found()));
        assert!(form.is_begun_from(&found) && !form.is_begun_from(&other));
        let form = form.begun_from(&other);
        assert_eq!((form.is_begun_from(&other), form.places.added.as_slice()), (true, &["rennes".to_owned()][..]));
        let nothing = r#"{"added":[],"chosen":""}"#;
        let older = format!(r#"{{"open":true,"occupations":{nothing},"places":{nothing}}}"#);
        let older: Form = serde_json::from_str(&older).unwrap();
        assert!(!older.is_begun_from(&found), "a draft that does not tell what it was begun from");
    }
}
