//! Who may change a course, which those who work here decide.

use leptos::prelude::*;
use passerelle_api::{
    captions::{Author, NewAuthor},
    id::CourseSlug,
};

use super::calls;
use crate::{
    announce::arrive,
    draft::draft,
    i18n as tr,
    load::{Loaded, Loader, load},
    press::use_press,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::TextField,
        icon::Icon,
    },
};

const FIELDS: &[Field] = &[("email", "author-email", tr::teach::author_email)];

/// The heading, which takes focus once somebody was added or removed.
const TITLE: &str = "authors";

/// The people, with the ways to add and remove them.
pub fn authors(course: &CourseSlug) -> AnyView {
    let course = StoredValue::new(course.clone());
    let loader = load(|| (), move |()| calls::authors(course.get_value()));
    view! {
        <section class="stack teach-authors" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">{tr::teach::authors}</h2>
            <p>{tr::teach::authors_lead}</p>
            <Loaded loader view=move |authors| list(authors, course, loader)/>
            {form(course, loader)}
        </section>
    }
    .into_any()
}

fn list(authors: Vec<Author>, course: StoredValue<CourseSlug>, loader: Loader<Vec<Author>>) -> AnyView {
    if authors.is_empty() {
        return view! { <p class="hint">{tr::teach::authors_none}</p> }.into_any();
    }
    let item = |author: Author| {
        let Author { account, name, email } = author;
        let about = name.clone();
        let press = use_press();
        let remove = move |()| {
            let (account, name) = (account.clone(), name.clone());
            let done = move |authors| {
                press.done(untrack(|| tr::teach::author_removed(&name)));
                loader.set(authors);
                // The button that was pressed is gone.
                arrive(TITLE);
            };
            press.send(move || calls::remove_author(course.get_value(), account.clone()), done);
        };
        view! {
            <li class="cluster">
                <span><bdi>{about.clone()}</bdi>" "<bdi class="hint">{email}</bdi></span>
                <Button
                    label=tr::teach::author_remove
                    about=move || about.clone()
                    kind=ButtonKind::Quiet
                    icon=Icon::Trash
                    busy=press.busy()
                    on_press=remove
                />
            </li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = authors.into_iter().map(item).collect();
    view! { <ul class="stack" role="list">{items}</ul> }.into_any()
}

fn form(course: StoredValue<CourseSlug>, loader: Loader<Vec<Author>>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let sending = Sending::new(FIELDS);
    let name = course.with_value(|course| ["author:", course.as_str()].concat());
    let email = draft(&name, String::new());
    let send = Callback::new(move |()| {
        let author = NewAuthor { email: email.get_untracked() };
        let (own, kept) = (course.get_value(), email.sent());
        leptos::task::spawn_local(async move {
            let work = || calls::add_author(own.clone(), &author);
            if let Some(authors) = sending.send(session.send(work)).await {
                toasts.show(Tone::Done, untrack(tr::teach::author_added));
                email.begin_after(&kept, String::new());
                loader.set(authors);
                arrive(TITLE);
            }
        });
    });
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=submits(send)
        >
            <SendingNotes sending retry=send/>
            <TextField
                id="author-email"
                label=tr::teach::author_email
                hint=tr::teach::author_hint
                kind="email"
                autocomplete="off"
                value=Signal::derive(move || email.get())
                on_input=move |text| email.update(|email| *email = text)
                error=sending.error("email")
                required=true
            />
            <div><Button label=tr::teach::author_add icon=Icon::Plus submit=true busy=sending.busy()/></div>
        </form>
    }
    .into_any()
}
