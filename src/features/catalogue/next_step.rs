//! The one thing to do next in a course, and what it says about the certificate.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use passerelle_api::{
    course::Chapter,
    id::{ChapterSlug, CourseSlug},
};

use super::{calls, standing::Next};
use crate::{
    client::Failure,
    forms::FailureNotice,
    gate::entrance,
    i18n as tr,
    route::Route,
    session::use_session,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::Icon,
    },
};

/// One primary button.
#[component]
pub fn NextStep(course: CourseSlug, chapters: Vec<Chapter>, next: Next) -> impl IntoView {
    let lesson = {
        let course = course.clone();
        move |chapter: ChapterSlug| Route::Lesson(course.clone(), chapter).path()
    };
    match next {
        Next::Nothing => ().into_any(),
        Next::Award => view! { <Award course/> }.into_any(),
        Next::SignUp => view! { <SignUpFirst course/> }.into_any(),
        Next::Start(chapter) => lead(lesson(chapter), tr::catalogue::start, Icon::Next),
        Next::Again(chapter) => lead(lesson(chapter), tr::catalogue::again, Icon::Next),
        Next::SeeCertificate(code) => {
            lead(Route::Certificate(code).path(), tr::catalogue::see_certificate, Icon::Certificate)
        }
        Next::GoOn(chapter) => {
            let title =
                chapters.into_iter().find(|item| item.slug == chapter).map(|item| item.title).unwrap_or_default();
            lead(lesson(chapter), move || tr::catalogue::go_on(&title), Icon::Next)
        }
    }
}

fn lead(href: String, label: impl Fn() -> String + Send + Sync + 'static, icon: Icon) -> AnyView {
    view! { <LinkButton href label kind=ButtonKind::Primary icon/> }.into_any()
}

/// Asks for the certificate and goes to it.
#[component]
fn Award(course: CourseSlug) -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let ask = Callback::new(move |()| {
        let (course, navigate) = (course.clone(), navigate.clone());
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let awarded = session.send(|| calls::award(course.clone())).await;
            // Whoever went elsewhere meanwhile is not taken from there.
            if busy.try_set(false).is_some() {
                return;
            }
            match awarded {
                Ok(certificate) => navigate(&Route::Certificate(certificate.code).path(), Default::default()),
                Err(reason) => failure.set(Some(reason)),
            }
        });
    });
    view! {
        <Button
            label=tr::catalogue::get_certificate
            kind=ButtonKind::Primary
            icon=Icon::Certificate
            busy
            on_press=ask
        />
        <div role="alert">{move || failure.get().map(|failure| view! { <FailureNotice failure retry=ask/> })}</div>
    }
}

/// Signing up or in, and back to this course, where what was done comes along.
#[component]
fn SignUpFirst(course: CourseSlug) -> impl IntoView {
    let back = Route::Course(course).path();
    let href = move |route: Route| entrance(&route, &back);
    view! {
        <div class="cluster">
            <LinkButton href=href(Route::SignUp) label=tr::shell::sign_up kind=ButtonKind::Primary/>
            <LinkButton href=href(Route::SignIn) label=tr::shell::sign_in/>
        </div>
    }
}

/// What there is to know about the certificate now.
pub fn certificate_words(next: &Next, has_quiz: bool, is_guest: bool) -> fn() -> String {
    match next {
        Next::SeeCertificate(_) => tr::catalogue::certificate_held,
        Next::Award => tr::catalogue::certificate_ready,
        Next::SignUp => tr::catalogue::guest_ready,
        _ if !has_quiz => tr::catalogue::certificate_none,
        Next::GoOn(_) if is_guest => tr::catalogue::guest_kept,
        _ => tr::catalogue::certificate_how,
    }
}
