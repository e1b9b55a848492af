//! The form of what an organisation says of itself: what it holds, and its controls.

use leptos::prelude::*;
use passerelle_api::{
    FieldError, Reason,
    account::Approval,
    organisation::{Organisation, OrganisationChange, OrganisationText, limits},
    reference::Place,
};
use serde::{Deserialize, Serialize};

use crate::{
    base,
    draft::Draft,
    i18n as tr,
    meanwhile::{self, Form as _, otherwise},
    sending::{Field, Sending},
    ui::field::{Checkbox, Choice, Select, TextArea, TextField},
    words,
};

pub const FIELDS: &[Field] = &[
    ("name", "organisation-name", tr::organisation::name),
    ("about", "organisation-about", tr::organisation::about),
    ("lang", "organisation-lang", tr::organisation::lang),
    ("place", "organisation-place", tr::organisation::place),
    ("size", "organisation-size", tr::organisation::size),
    ("website", "organisation-website", tr::organisation::website),
];

/// What the form holds, as typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Form {
    name: String,
    about: String,
    lang: String,
    place: String,
    size: String,
    website: String,
    accessible: bool,
    confident: bool,
    /// What the organisation said when this was begun. A form that registers one has none.
    #[serde(default)]
    was: Option<OrganisationText>,
}

impl Form {
    /// The form that registers an organisation, before anything is typed.
    pub fn empty() -> Self {
        Self { lang: tr::language_untracked().as_str().to_owned(), ..Self::default() }
    }

    /// What the form says; only what cannot be read is said here, and all else by the server.
    pub fn read(&self) -> Result<OrganisationText, Vec<FieldError>> {
        let size = base::whole(&self.size).map_err(|()| vec![FieldError::new("size", Reason::NotAWholeNumber)])?;
        Ok(OrganisationText {
            name: self.name.clone(),
            about: self.about.clone(),
            lang: self.lang.parse().ok(),
            size,
            place: (!self.place.is_empty()).then(|| self.place.as_str().into()),
            website: address(&self.website),
            accessible_workplace: self.accessible,
            disability_confident: self.confident,
        })
    }

    /// The change that the form asks for. A name that was typed before the organisation was let in is not sent: it would be refused
    /// where nothing can be changed.
    pub fn change(&self, kept: &Organisation) -> Result<OrganisationChange, Vec<FieldError>> {
        let text = self.read()?;
        let name = fixed(kept).unwrap_or(text.name);
        Ok(OrganisationText { name, ..text }.change(self.was.clone()))
    }
}

impl meanwhile::Form for Form {
    type Kept = Organisation;

    const OVERTAKEN: [fn() -> String; 2] = [tr::organisation::overtaken, tr::organisation::overtaken_text];

    const FIRST: &'static str = "organisation-name";

    fn of(kept: &Organisation) -> Self {
        let text = kept.text.clone();
        Self {
            name: text.name,
            about: text.about,
            lang: text.lang.map(|lang| lang.as_str().to_owned()).unwrap_or_default(),
            place: text.place.map(|place| place.0).unwrap_or_default(),
            size: text.size.map(|size| size.to_string()).unwrap_or_default(),
            website: text.website,
            accessible: text.accessible_workplace,
            confident: text.disability_confident,
            was: Some(kept.text.clone()),
        }
    }

    fn is_begun_from(&self, kept: &Organisation) -> bool {
        self.was.as_ref() == Some(&kept.text)
    }

    fn begun_from(self, kept: &Organisation) -> Self {
        Self { was: Some(kept.text.clone()), ..self }
    }

    fn says_same(&self, kept: &Organisation) -> bool {
        self.parts(kept).iter().all(|(differs, _)| !differs)
    }

    fn undoes(&self, kept: &Organisation) -> Vec<String> {
        otherwise(self.parts(kept))
    }
}

impl Form {
    /// What is said, and whether something else is kept of it.
    fn parts(&self, kept: &Organisation) -> [(bool, fn() -> String); 8] {
        let other = Self::of(kept);
        let reads = |one: &str, other: &str| one.trim() != other.trim();
        [
            (fixed(kept).is_none() && reads(&self.name, &other.name), tr::organisation::name),
            (reads(&self.about, &other.about), tr::organisation::about),
            (self.lang != other.lang, tr::organisation::lang),
            (self.place != other.place, tr::organisation::place),
            (base::whole(&self.size) != Ok(kept.text.size), tr::organisation::size),
            (address(&self.website) != address(&other.website), tr::organisation::website),
            (self.accessible != other.accessible, tr::organisation::accessible),
            (self.confident != other.confident, tr::organisation::confident),
        ]
    }
}

/// The name that an organisation was let in under, which stays.
pub fn fixed(organisation: &Organisation) -> Option<String> {
    (organisation.approval == Approval::Approved).then(|| organisation.text.name.clone())
}

/// The controls. `fixed` is the name that stays, where one does.
pub fn fields(form: Draft<Form>, sending: Sending, places: Vec<Place>, fixed: Memo<Option<String>>) -> AnyView {
    let places: Vec<Choice> = places.into_iter().map(|place| Choice::new(place.slug.0, place.name)).collect();
    let value = move |read: fn(&Form) -> &String| Signal::derive(move || form.with(|form| read(form).clone()));
    view! {
        {move || name(form, sending, fixed.get())}
        <TextArea
            id="organisation-about"
            label=tr::organisation::about
            hint=tr::organisation::about_hint
            value=value(|form| &form.about)
            on_input=move |text| form.update(|form| form.about = text)
            error=sending.error("about")
            max=usize::try_from(limits::ABOUT).unwrap_or(usize::MAX)
            required=true
        />
        <Select
            id="organisation-lang"
            label=tr::organisation::lang
            value=value(|form| &form.lang)
            on_change=move |lang| form.update(|form| form.lang = lang)
            options=Signal::derive(words::own_languages)
            error=sending.error("lang")
            required=true
        />
        <Select
            id="organisation-place"
            label=tr::organisation::place
            value=value(|form| &form.place)
            on_change=move |place| form.update(|form| form.place = place)
            options=places
            none=tr::organisation::choose
            error=sending.error("place")
            required=true
        />
        <TextField
            id="organisation-size"
            label=tr::organisation::size
            value=value(|form| &form.size)
            on_input=move |size| form.update(|form| form.size = size)
            error=sending.error("size")
            inputmode="numeric"
            short=true
            required=true
        />
        <TextField
            id="organisation-website"
            label=tr::organisation::website
            hint=tr::organisation::website_hint
            kind="url"
            value=value(|form| &form.website)
            on_input=move |website| form.update(|form| form.website = website)
            error=sending.error("website")
            optional=true
        />
        <Checkbox
            id="organisation-accessible"
            label=tr::organisation::accessible
            checked=Signal::derive(move || form.with(|form| form.accessible))
            on_change=move |yes| form.update(|form| form.accessible = yes)
        />
        <Checkbox
            id="organisation-confident"
            label=tr::organisation::confident
            checked=Signal::derive(move || form.with(|form| form.confident))
            on_change=move |yes| form.update(|form| form.confident = yes)
        />
    }
    .into_any()
}

/// The field of the name, which is only read where it stays.
fn name(form: Draft<Form>, sending: Sending, fixed: Option<String>) -> AnyView {
    let is_fixed = fixed.is_some();
    let hint: fn() -> String = if is_fixed { tr::organisation::name_fixed } else { tr::organisation::name_hint };
    let value = move || fixed.clone().unwrap_or_else(|| form.with(|form| form.name.clone()));
    view! {
        <TextField
            id="organisation-name"
            label=tr::organisation::name
            hint
            value=Signal::derive(value)
            on_input=move |text| form.update(|form| form.name = text)
            error=sending.error("name")
            readonly=is_fixed
            autocomplete="organization"
            required=true
        />
    }
    .into_any()
}

/// The address of a website as people type it, who seldom write what stands before its name.
fn address(typed: &str) -> String {
    let typed = typed.trim();
    let is_name = typed.contains('.') && !typed.contains("://") && !typed.contains([' ', '@']);
    if is_name { ["https://", typed].concat() } else { typed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(approval: Approval) -> Organisation {
        Organisation {
            slug: "velo".into(),
            text: OrganisationText {
                name: "Velo".into(),
                about: "We mend bicycles.".into(),
                size: Some(1_200),
                website: "https://velo.example".into(),
                ..OrganisationText::default()
            },
            approval,
            refusal: None,
            domain_verified: false,
        }
    }

    fn differing(form: &Form, kept: &Organisation) -> usize {
        form.parts(kept).iter().filter(|(differs, _)| *differs).count()
    }

    #[test]
    fn what_is_typed_differs_in_what_would_be_kept_otherwise() {
        let kept = kept(Approval::Waiting);
        let same =
            Form { size: " 1 200".into(), website: "velo.example ".into(), name: " Velo".into(), ..Form::of(&kept) };
        assert_eq!(differing(&same, &kept), 0);
        for typed in [
            Form { name: "Velos".into(), ..same.clone() },
            Form { size: "many".into(), ..same.clone() },
            Form { size: String::new(), ..same.clone() },
            Form { lang: "fr".into(), ..same.clone() },
            Form { confident: true, ..same.clone() },
        ] {
            assert_eq!(differing(&typed, &kept), 1, "{typed:?}");
        }
    }

    #[test]
    fn a_name_that_stays_is_sent_whatever_was_typed() {
        let typed = |kept: &Organisation| Form { name: "Velos".into(), ..Form::of(kept) };
        let approved = kept(Approval::Approved);
        assert_eq!(differing(&typed(&approved), &approved), 0);
        assert_eq!(typed(&approved).change(&approved).unwrap().text.name, "Velo");
        let refused = kept(Approval::Refused);
        assert_eq!(typed(&refused).change(&refused).unwrap().text.name, "Velos");
    }

    #[test]
    fn what_is_sent_says_what_it_was_begun_from() {
        let kept = kept(Approval::Waiting);
        let other =
            Organisation { text: OrganisationText { about: "We sell.".into(), ..kept.text.clone() }, ..kept.clone() };
        let form = Form::of(&kept);
        assert_eq!(form.change(&other).unwrap().was, Some(kept.text.clone()));
        assert!(form.is_begun_from(&kept) && !form.is_begun_from(&other));
        let form = form.begun_from(&other);
        assert_eq!((form.is_begun_from(&other), form.about.as_str()), (true, "We mend bicycles."));
        let older = r#"{"name":"a","about":"","lang":"","place":"","size":"","website":"","accessible":false,"confident":false}"#;
        let older: Form = serde_json::from_str(older).unwrap();
        assert!(!older.is_begun_from(&kept), "a draft that does not tell what it was begun from");
    }

    #[test]
    fn a_size_is_a_whole_number_or_nothing() {
        let read = |size: &str| Form { size: size.into(), ..Form::default() }.read().map(|text| text.size);
        assert_eq!(read(" 1 200 "), Ok(Some(1_200)));
        assert_eq!(read(""), Ok(None));
        assert_eq!(read("١٢"), Ok(Some(12)));
        assert_eq!(read("many"), Err(vec![FieldError::new("size", Reason::NotAWholeNumber)]));
    }

    #[test]
    fn a_website_needs_no_more_than_its_name() {
        assert_eq!(address(" exemple.org "), "https://exemple.org");
        assert_eq!(address("https://exemple.org/a"), "https://exemple.org/a");
        assert_eq!(address("http://exemple.org"), "http://exemple.org", "another address is not guessed");
        assert_eq!(address("our site"), "our site");
        assert_eq!(address(""), "");
    }
}
