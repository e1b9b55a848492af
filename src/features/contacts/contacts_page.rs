//! Who asks to meet me, about which job and for what pay, and saying yes or no.

use std::sync::Arc;

use leptos::prelude::*;
use passerelle_api::{
    DateTime, Utc,
    talent::{Contact, ContactStatus, ReceivedContacts},
};
use passerelle_rules::day::last_day;

use super::{
    answer_dialog::{AnswerDialog, Asked},
    calls,
};
use crate::{
    announce::PageHeading,
    gate::Gate,
    i18n as tr,
    listed::{Listed, Words, listed},
    load::{Loaded, Loader, load},
    route::Route,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        empty::Empty,
        facts::{Fact, Facts},
        icon::Icon,
        tag::{Tag, TagTone},
    },
    words,
};

/// The requests that came to me.
#[component]
pub fn ContactsPage() -> impl IntoView {
    view! {
        <PageHeading text=tr::contacts::title/>
        <p class="lead">{tr::contacts::lead}</p>
        <Gate why=tr::contacts::gate_why>
            <Requests/>
        </Gate>
    }
}

#[component]
fn Requests() -> impl IntoView {
    // Once more of them stand, no fewer do after they were asked for anew.
    let stood = StoredValue::new(0);
    let loader = load(|| (), move |()| calls::received(stood.try_get_value().unwrap_or_default()));
    let asked = Asked::nothing();
    view! {
        <Loaded loader view=move |page| view! { <List page loader asked stood/> }/>
        <AnswerDialog asked/>
    }
}

/// The list that grows.
const LIST: &str = "requests";

pub fn heading_id(contact: &Contact) -> String {
    format!("request-{}", contact.id)
}

#[component]
fn List(
    page: ReceivedContacts,
    loader: Loader<ReceivedContacts>,
    asked: Asked,
    /// How many stand.
    stood: StoredValue<usize>,
) -> impl IntoView {
    if page.items.is_empty() {
        return view! {
            <Empty title=tr::contacts::none text=tr::contacts::none_next>
                <LinkButton href=Route::Profile.path() label=tr::contacts::profile/>
            </Empty>
        }
        .into_any();
    }
    let fetch = |cursor| async move {
        let page = calls::part(Some(cursor)).await?;
        Ok((page.items, page.next))
    };
    let line = move |contact, listed| view! { <Request contact asked listed/> }.into_any();
    let same = |one: &Contact, other: &Contact| one.id == other.id;
    let shown = Arc::new(tr::contacts::shown);
    let words = Words { came: tr::contacts::came, more: tr::contacts::more, shown };
    listed((LIST, "stack"), (loader, stood), (page.items, page.next), same, words, fetch, line)
}

#[component]
fn Request(contact: Contact, asked: Asked, listed: Listed<Contact>) -> impl IntoView {
    let question = contact.clone();
    let heading = heading_id(&contact);
    let Contact { employer, job, job_title, pay, message, status, sent_at, expires_at, answered_at, .. } = contact;
    let tone = match status {
        ContactStatus::Sent => TagTone::Ember,
        ContactStatus::Accepted => TagTone::Ok,
        ContactStatus::Declined | ContactStatus::Expired => TagTone::Plain,
    };
    let state = move || match status {
        ContactStatus::Sent => tr::contacts::waits(),
        _ => words::contact_status(status),
    };
    let waits = status == ContactStatus::Sent;
    let answered = answered_at.map(|at| {
        view! {
            <p class="hint">{move || tr::contacts::answered_on(&tr::date(at.timestamp_millis(), "long"))}</p>
        }
    });
    view! {
        <li>
            <article class="stack request">
                <div class="request-head">
                    <h2 id=heading tabindex="-1"><bdi>{employer.name}</bdi></h2>
                    <Tag label=state tone/>
                </div>
                <Facts>
                    <Fact icon=Icon::Briefcase term=tr::contacts::job value="">
                        <a href=Route::Job(job).path() dir="auto">{job_title}</a>
                    </Fact>
                    <Fact icon=Icon::Pay term=tr::contacts::pay value=move || words::pay(&pay)/>
                    <Fact icon=Icon::Calendar term=tr::contacts::sent_on value="">
                        {day(sent_at)}
                    </Fact>
                    {waits.then(|| view! {
                        <Fact icon=Icon::Clock term=tr::contacts::answer_by value="">{until(expires_at)}</Fact>
                    })}
                </Facts>
                <blockquote class="prose-lines request-message" dir="auto">{message}</blockquote>
                {answered}
                {waits.then(|| answers(question, asked, listed))}
            </article>
        </li>
    }
}

fn day(at: DateTime<Utc>) -> impl IntoView {
    view! { <time datetime=at.to_rfc3339()>{move || tr::date(at.timestamp_millis(), "long")}</time> }
}

/// The last day of which all is left to answer on.
fn until(end: DateTime<Utc>) -> impl IntoView {
    let last = last_day(end);
    view! { <time datetime=last.to_string()>{move || words::day(last)}</time> }
}

fn answers(contact: Contact, asked: Asked, listed: Listed<Contact>) -> impl IntoView {
    let (yes, no) = (contact.clone(), contact.clone());
    let (about_yes, about_no) = (contact.employer.name.clone(), contact.employer.name);
    view! {
        <div class="cluster">
            <Button
                label=tr::contacts::accept
                about=move || tr::contacts::request_of(&about_yes)
                icon=Icon::Check
                on_press=move |()| asked.ask(yes.clone(), true, listed)
            />
            <Button
                label=tr::contacts::decline
                about=move || tr::contacts::request_of(&about_no)
                kind=ButtonKind::Quiet
                on_press=move |()| asked.ask(no.clone(), false, listed)
            />
        </div>
    }
}
