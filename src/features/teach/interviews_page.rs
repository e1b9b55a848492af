//! What recruiters say in interviews, written down by those who teach, so that it counts as a need.

use std::sync::Arc;

use leptos::prelude::*;
use passerelle_api::{id::InterviewId, interview::Interview};

use super::{
    calls::{self, OpenedInterviews},
    interview_form::{self, Form, Writing},
    teach_page::for_teachers,
};
use crate::{
    announce::{self, PageHeading},
    base,
    draft::own_draft,
    i18n as tr,
    load::{Loaded, Loader, load},
    press::use_press,
    route::Route,
    ui::{
        button::{Button, ButtonKind},
        empty::Empty,
        icon::{Glyph, Icon},
    },
    words,
};

/// The heading of the list, which takes focus where what had it is gone.
pub const LIST: &str = "interviews-list";

/// The page of interviews.
#[component]
pub fn InterviewsPage() -> impl IntoView {
    for_teachers(Arc::new(page))
}

fn page() -> AnyView {
    let loader = load(tr::language, calls::interviews);
    view! {
        <a class="back-link" href=Route::Needs.path()>
            <Glyph icon=Icon::Back/>
            {tr::interviews::to_needs}
        </a>
        <PageHeading text=tr::interviews::title/>
        <p class="lead">{tr::interviews::lead}</p>
        <Loaded loader view=move |opened| shown(loader, opened)/>
    }
    .into_any()
}

fn shown(loader: Loader<OpenedInterviews>, opened: OpenedInterviews) -> AnyView {
    let OpenedInterviews { interviews, skills } = opened;
    let skills = StoredValue::new(skills);
    let writing: Writing = own_draft("interview", None);
    let add = move |()| {
        writing.update(|written| *written = Some((base::fresh_key().0, Form::default())));
        announce::arrive("interview-organisation");
    };
    let written = Memo::new(move |_| writing.with(|written| written.as_ref().map(|(id, _)| id.clone())));
    let list = if interviews.is_empty() {
        view! { <Empty title=tr::interviews::none text=tr::interviews::none_next level=3/> }.into_any()
    } else {
        let items: Vec<AnyView> = interviews.into_iter().map(|interview| item(loader, interview, writing)).collect();
        view! { <ul class="stack" role="list">{items}</ul> }.into_any()
    };
    view! {
        <div class="stack">
        {move || match written.get() {
            Some(id) => interview_form::view(loader, id.into(), writing, skills),
            None => view! { <div><Button label=tr::interviews::add icon=Icon::Plus on_press=add/></div> }.into_any(),
        }}
        <section class="stack" aria-labelledby=LIST>
            <h2 id=LIST tabindex="-1">{tr::interviews::list}</h2>
            {list}
        </section>
        </div>
    }
    .into_any()
}

fn item(loader: Loader<OpenedInterviews>, interview: Interview, writing: Writing) -> AnyView {
    let Interview { id, organisation, employer, held_on, skills, notes, author, changeable, .. } = interview.clone();
    let heading = ["interview-", id.as_str()].concat();
    let labelled = heading.clone();
    let names: Vec<String> = skills.into_iter().map(|skill| skill.name).collect();
    let about = organisation.clone();
    let edit = move |()| {
        writing.update(|written| *written = Some((interview.id.0.clone(), Form::of(&interview))));
        announce::arrive("interview-organisation");
    };
    let buttons = changeable.then(|| {
        let name = about.clone();
        view! {
            <div class="cluster">
                <Button label=tr::interviews::edit about=move || name.clone() icon=Icon::Edit on_press=edit/>
                {delete_button(loader, id, about)}
            </div>
        }
        .into_any()
    });
    let name = match employer {
        Some(employer) => view! { <a href=Route::Company(employer).path()><bdi>{organisation}</bdi></a> }.into_any(),
        None => view! { <bdi>{organisation}</bdi> }.into_any(),
    };
    view! {
        <li>
            <article class="stack" aria-labelledby=labelled>
                <h3 id=heading>{name}</h3>
                <p class="hint">
                    {move || words::day(held_on)}
                    {author.map(|author| view! { " · "<bdi>{author}</bdi> })}
                </p>
                <p>{move || tr::words::labelled(&tr::interviews::skills(), &tr::list(&names))}</p>
                {(!notes.is_empty()).then(|| view! { <p class="prose-lines" dir="auto">{notes}</p> })}
                {buttons}
            </article>
        </li>
    }
    .into_any()
}

fn delete_button(loader: Loader<OpenedInterviews>, id: InterviewId, about: String) -> AnyView {
    let press = use_press();
    let delete = move |()| {
        let id = id.clone();
        let done = move |()| {
            press.done(untrack(tr::interviews::deleted));
            loader.retry_to(LIST.to_owned());
        };
        press.send(move || calls::delete_interview(id.clone()), done);
    };
    view! {
        <Button
            label=tr::interviews::delete
            about=move || about.clone()
            kind=ButtonKind::Quiet
            icon=Icon::Trash
            busy=press.busy()
            on_press=delete
        />
    }
    .into_any()
}
