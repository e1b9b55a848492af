//! The courses that one may caption.

use std::sync::Arc;

use leptos::prelude::*;
use passerelle_api::{
    account::{Language, Role},
    captions::TaughtCourse,
};
use passerelle_rules::teaching::is_teacher;

use super::calls;
use crate::{
    announce::PageHeading,
    gate::Entrances,
    i18n as tr,
    load::{Loaded, load},
    route::Route,
    session::{Who, use_session},
    ui::{
        empty::Empty,
        notice::Notice,
        skeleton::Skeleton,
        table::{Column, Table},
        tag::{Tag, TagTone},
    },
};

/// The courses of those who teach.
#[component]
pub fn TeachPage() -> impl IntoView {
    for_teachers(Arc::new(page))
}

/// As much of the session as decides what is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visitor {
    Unknown,
    Nobody,
    Person,
    Teacher,
}

/// Shows what is for mentors and those who work here; others are told so.
pub fn for_teachers(page: ChildrenFn) -> AnyView {
    let session = use_session();
    let visitor = Memo::new(move |_| match session.who() {
        Who::Unknown => Visitor::Unknown,
        Who::Nobody => Visitor::Nobody,
        Who::Account(account) if is_teacher(&account.roles) => Visitor::Teacher,
        Who::Account(_) => Visitor::Person,
    });
    let refused = |way: AnyView| view! { <PageHeading text=tr::teach::title/> {way} }.into_any();
    (move || match visitor.get() {
        Visitor::Unknown => view! { <Skeleton label=tr::shell::loading/> }.into_any(),
        Visitor::Nobody => refused(view! { <Entrances why=tr::teach::gate_why/> }.into_any()),
        Visitor::Person => {
            refused(view! { <Notice title=tr::teach::teachers_only><p>{tr::teach::gate_why}</p></Notice> }.into_any())
        }
        Visitor::Teacher => page(),
    })
    .into_any()
}

fn page() -> AnyView {
    let session = use_session();
    let loader = load(tr::language, calls::courses);
    let works_here = move || session.works_here();
    let coaches = move || session.account().is_some_and(|account| account.roles.contains(&Role::Mentor));
    view! {
        <PageHeading text=tr::teach::title/>
        <p class="lead">{tr::teach::lead}</p>
        <Loaded loader view=courses/>
        <p><a class="lone-link" href=Route::Needs.path()>{tr::teach::to_needs}</a></p>
        {move || coaches().then(|| view! {
            <p><a class="lone-link" href=Route::Coaching.path()>{tr::teach::to_coaching}</a></p>
        }.into_any())}
        {move || works_here().then(|| view! {
            <p><a class="lone-link" href=Route::Reports.path()>{tr::teach::to_reports}</a></p>
            <p><a class="lone-link" href=Route::Audit.path()>{tr::teach::to_audit}</a></p>
            <p><a class="lone-link" href=Route::StaffTraining.path()>{tr::teach::to_training}</a></p>
        }.into_any())}
    }
    .into_any()
}

fn courses(courses: Vec<TaughtCourse>) -> AnyView {
    if courses.is_empty() {
        return view! { <Empty title=tr::teach::none text=tr::teach::none_next/> }.into_any();
    }
    let columns = vec![
        Column::text(tr::teach::course),
        Column::text(tr::teach::state),
        Column::number(tr::teach::videos),
        Column::text(tr::teach::captioned),
    ];
    let rows: Vec<AnyView> = courses.into_iter().map(row).collect();
    view! { <Table id="taught" caption=tr::teach::courses columns>{rows}</Table> }.into_any()
}

fn row(course: TaughtCourse) -> AnyView {
    let TaughtCourse { slug, title, lang, published, videos, captions } = course;
    view! {
        <tr>
            <th scope="row"><a href=Route::TeachCourse(slug).path() lang=lang.as_str()>{title}</a></th>
            <td>{state_tag(published)}</td>
            <td class="num">{move || tr::number(u64::from(videos))}</td>
            <td>{move || names(&captions)}</td>
        </tr>
    }
    .into_any()
}

/// Whether a course is in the catalogue, in a word.
pub fn state_tag(published: bool) -> AnyView {
    let (label, tone) =
        if published { (tr::teach::published, TagTone::Ok) } else { (tr::teach::unpublished, TagTone::Warn) };
    view! { <Tag label tone/> }.into_any()
}

/// Languages by name, or that there is none.
fn names(languages: &[Language]) -> String {
    if languages.is_empty() {
        return tr::teach::no_language();
    }
    tr::list(&languages.iter().map(|language| tr::language_name(language.as_str())).collect::<Vec<_>>())
}
