//! What an organisation says of itself: the form that registers one, and the one that changes it.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use passerelle_api::{
    Access, FieldError, Reason,
    account::Approval,
    organisation::{Organisation, OrganisationText, limits},
};
use serde::{Deserialize, Serialize};

use super::{
    calls::{self, Opened},
    domain, words as own,
};
use crate::{
    announce::{PageHeading, arrive},
    base,
    draft::{Draft, own_draft},
    gate::Gate,
    i18n as tr,
    load::{Loaded, Loader, load},
    route::Route,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{Checkbox, Choice, Select, TextArea, TextField},
        icon::{Glyph, Icon},
        notice::{self, Notice},
    },
    words,
};

/// Where the organisation stands, which takes focus once it is another.
const STATE: &str = "organisation-state";

const FIELDS: &[Field] = &[
    ("name", "organisation-name", tr::organisation::name),
    ("about", "organisation-about", tr::organisation::about),
    ("lang", "organisation-lang", tr::organisation::lang),
    ("place", "organisation-place", tr::organisation::place),
    ("size", "organisation-size", tr::organisation::size),
    ("website", "organisation-website", tr::organisation::website),
];

/// What the form holds, as typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Form {
    name: String,
    about: String,
    lang: String,
    place: String,
    size: String,
    website: String,
    accessible: bool,
    confident: bool,
}

impl Form {
    fn of(organisation: Option<&Organisation>) -> Self {
        let Some(Organisation { text, .. }) = organisation.cloned() else {
            return Self { lang: tr::language_untracked().as_str().to_owned(), ..Self::default() };
        };
        Self {
            name: text.name,
            about: text.about,
            lang: text.lang.map(|lang| lang.as_str().to_owned()).unwrap_or_default(),
            place: text.place.map(|place| place.0).unwrap_or_default(),
            size: text.size.map(|size| size.to_string()).unwrap_or_default(),
            website: text.website,
            accessible: text.accessible_workplace,
            confident: text.disability_confident,
        }
    }

    /// What the form says; only what cannot be read is said here, and all else by the server.
    fn read(&self) -> Result<OrganisationText, Vec<FieldError>> {
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
}

/// The address of a website as people type it, who seldom write what stands before its name.
fn address(typed: &str) -> String {
    let typed = typed.trim();
    let is_name = typed.contains('.') && !typed.contains("://") && !typed.contains([' ', '@']);
    if is_name { ["https://", typed].concat() } else { typed.to_owned() }
}

/// One's own organisation, or the form that registers one.
#[component]
pub fn OrganisationPage() -> impl IntoView {
    let session = use_session();
    let has_one = Memo::new(move |_| session.account().is_some_and(|account| account.employer.is_some()));
    let title = move || if has_one.get() { tr::organisation::title() } else { tr::organisation::register_title() };
    view! {
        {move || has_one.get().then(|| view! {
            <a class="back-link" href=Route::Employer.path()>
                <Glyph icon=Icon::Back/>
                {tr::shell::employer_desk}
            </a>
        })}
        <PageHeading text=title/>
        <Gate why=tr::organisation::gate_why>{page(has_one)}</Gate>
    }
}

fn page(has_one: Memo<bool>) -> AnyView {
    let loader = load(move || (has_one.get(), tr::language()), |(has_one, lang)| calls::open(has_one, lang));
    view! { <Loaded loader view=move |opened| shown(loader, opened)/> }.into_any()
}

fn shown(loader: Loader<Opened>, opened: Opened) -> AnyView {
    let session = use_session();
    let Opened { organisation, places } = opened;
    let changes = organisation.is_none() || untrack(move || session.may(Access::Owner));
    let proved = move |()| {
        if let Some(mut opened) = untrack(move || loader.value()) {
            opened.organisation.iter_mut().for_each(|organisation| organisation.domain_verified = true);
            loader.set(opened);
        }
    };
    // A website that changes has another proof.
    let proof = organisation.as_ref().filter(|_| changes).map(|_| domain::proof(Callback::new(proved)));
    let form = if changes { form(loader, organisation.as_ref(), places) } else { only_owners(organisation.as_ref()) };
    view! {
        {match &organisation {
            Some(organisation) => state(organisation),
            None => view! { <p class="lead">{tr::organisation::register_lead}</p> }.into_any(),
        }}
        {form}
        {proof}
    }
    .into_any()
}

/// Whether it was let in, and what comes next.
fn state(organisation: &Organisation) -> AnyView {
    let refusal = organisation.refusal.clone().map(|why| {
        view! {
            <Notice tone=notice::Tone::Bad title=tr::organisation::refused_why>
                <p class="prose-lines" dir="auto">{why}</p>
                <p>{tr::organisation::refused_next}</p>
            </Notice>
        }
        .into_any()
    });
    let waits = (organisation.approval == Approval::Waiting).then(|| {
        view! { <Notice title=tr::organisation::waiting><p>{tr::organisation::waiting_text}</p></Notice> }.into_any()
    });
    let verified = organisation.domain_verified.then(|| view! { <p>{tr::organisation::verified}</p> }.into_any());
    let approval = own::approval(organisation.approval);
    view! {
        <section class="stack" aria-labelledby=STATE>
            <h2 id=STATE tabindex="-1">{tr::organisation::state}</h2>
            <p>{approval}</p>
            {verified}
            {waits}
            {refusal}
        </section>
    }
    .into_any()
}

fn only_owners(organisation: Option<&Organisation>) -> AnyView {
    let about = organisation.map(|organisation| organisation.text.about.clone());
    view! {
        <p class="prose-lines" dir="auto">{about}</p>
        <Notice title=tr::organisation::owners_only/>
    }
    .into_any()
}

fn form(
    loader: Loader<Opened>,
    organisation: Option<&Organisation>,
    places: Vec<passerelle_api::reference::Place>,
) -> AnyView {
    let (session, toasts, navigate) = (use_session(), use_toasts(), use_navigate());
    let registers = organisation.is_none();
    let name = organisation.map_or_else(|| "register".to_owned(), |organisation| organisation.slug.0.clone());
    let form = own_draft(&format!("organisation:{name}"), Form::of(organisation));
    // It was let in under this name.
    let approved = organisation.filter(|organisation| organisation.approval == Approval::Approved);
    let fixed = StoredValue::new(approved.map(|organisation| organisation.text.name.clone()));
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let text = match form.get_untracked().read() {
            // A name that was typed before the organisation was let in is not sent: it would be refused where nothing can be changed.
            Ok(text) => OrganisationText { name: fixed.get_value().unwrap_or(text.name), ..text },
            Err(errors) => return sending.refuse(errors),
        };
        let (navigate, kept) = (navigate.clone(), form.sent());
        leptos::task::spawn_local(async move {
            if registers {
                if let Some(reply) = sending.send(session.send(|| calls::register(&text))).await {
                    kept.forget();
                    toasts.show(Tone::Done, untrack(tr::organisation::registered));
                    let is_left = form.is_left();
                    session.enter(reply);
                    if is_left {
                        return;
                    }
                    navigate(&Route::Employer.path(), NavigateOptions::default());
                }
            } else if let Some(organisation) = sending.send(session.send(|| calls::change(&text))).await {
                kept.forget();
                toasts.show(Tone::Done, untrack(tr::organisation::saved));
                session.refresh().await;
                if form.is_left() {
                    return;
                }
                if let Some(opened) = untrack(move || loader.value()) {
                    loader.set(Opened { organisation: Some(organisation), ..opened });
                }
                arrive(STATE);
            }
        });
    });
    let label: fn() -> String = if registers { tr::organisation::register } else { tr::organisation::save };
    view! {
        <form
            class="stack posting-form"
            novalidate=true
            on:submit=submits(send)
        >
            <SendingNotes sending retry=send/>
            {fields(form, sending, places, fixed)}
            <div>
                <Button label kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}

fn fields(
    form: Draft<Form>,
    sending: Sending,
    places: Vec<passerelle_api::reference::Place>,
    fixed: StoredValue<Option<String>>,
) -> AnyView {
    let is_fixed = fixed.with_value(Option::is_some);
    let name = move || fixed.get_value().unwrap_or_else(|| form.with(|form| form.name.clone()));
    let name_hint: fn() -> String = if is_fixed { tr::organisation::name_fixed } else { tr::organisation::name_hint };
    let places: Vec<Choice> = places.into_iter().map(|place| Choice::new(place.slug.0, place.name)).collect();
    let value = move |read: fn(&Form) -> &String| Signal::derive(move || form.with(|form| read(form).clone()));
    view! {
        <TextField
            id="organisation-name"
            label=tr::organisation::name
            hint=name_hint
            value=Signal::derive(name)
            on_input=move |text| form.update(|form| form.name = text)
            error=sending.error("name")
            readonly=is_fixed
            autocomplete="organization"
            required=true
        />
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

#[cfg(test)]
mod tests {
    use super::*;

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
