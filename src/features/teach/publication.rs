//! Putting a course into the catalogue, and what is in the way.

use leptos::prelude::*;
use passerelle_api::captions::CourseTracks;

use super::{calls, teach_page::state_tag};
use crate::{
    announce::arrive,
    forms::failure_text,
    i18n as tr,
    load::Loader,
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        notice::{self, Notice},
    },
};

/// The heading, which takes focus once the course was put in or taken out.
const TITLE: &str = "publication";

/// What is in the way of publishing, which describes the button.
const REASONS: &str = "publication-reasons";

/// Where the course stands, with the button that changes it.
pub fn publication(loader: Loader<CourseTracks>, tracks: &CourseTracks) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let busy = RwSignal::new(false);
    let (course, published) = (StoredValue::new(tracks.course.clone()), tracks.published);
    let blocked = !published && !tracks.blocking.is_empty();
    let press = move |()| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            match session.send(|| calls::publish(course.get_value(), !published)).await {
                Ok(tracks) => {
                    let words = if tracks.published { tr::teach::now_published } else { tr::teach::now_unpublished };
                    toasts.show(Tone::Done, untrack(words));
                    loader.set(tracks);
                    arrive(TITLE);
                }
                Err(failure) => toasts.show(Tone::Problem, untrack(|| failure_text(&failure).0)),
            }
            busy.try_set(false);
        });
    };
    let (label, kind): (fn() -> String, _) = if published {
        (tr::teach::unpublish, ButtonKind::Secondary)
    } else {
        (tr::teach::publish, ButtonKind::Primary)
    };
    view! {
        <section class="stack" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">{tr::teach::publication}</h2>
            <p>{state_tag(published)}</p>
            <div id=REASONS>{(!tracks.blocking.is_empty()).then(|| reasons(tracks))}</div>
            <div>
                <Button label kind icon=Icon::Globe busy disabled=Signal::stored(blocked) describedby=REASONS on_press=press/>
            </div>
        </section>
    }
    .into_any()
}

/// The chapters that nobody who cannot hear would understand.
fn reasons(tracks: &CourseTracks) -> AnyView {
    let items = tracks.chapters.iter().filter(|part| tracks.blocking.contains(&part.chapter)).map(|part| {
        let voice = part.video.as_ref().map(|video| video.voice.as_str()).unwrap_or_default();
        view! {
            <li>
                <a href=format!("#chapter-{}", part.chapter)>{part.title.clone()}</a>": "
                {move || tr::teach::needs(&tr::language_name(voice))}
            </li>
        }
        .into_any()
    });
    let items: Vec<AnyView> = items.collect();
    view! {
        <Notice tone=notice::Tone::Warn title=tr::teach::blocked><ul>{items}</ul></Notice>
    }
    .into_any()
}
