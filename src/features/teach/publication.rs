//! Putting a course into the catalogue, and what is in the way.

use leptos::prelude::*;
use passerelle_api::captions::CourseTracks;

use super::{calls, teach_page::state_tag};
use crate::{
    announce::arrive,
    i18n as tr,
    load::Loader,
    press::use_press,
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
    let change = use_press();
    let (course, published) = (StoredValue::new(tracks.course.clone()), tracks.published);
    let blocked = !published && !tracks.blocking.is_empty();
    let press = move |()| {
        let done = move |tracks: CourseTracks| {
            let words = if tracks.published { tr::teach::now_published } else { tr::teach::now_unpublished };
            change.done(untrack(words));
            loader.set(tracks);
            arrive(TITLE);
        };
        change.send(move || calls::publish(course.get_value(), !published), done);
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
                <Button label kind icon=Icon::Globe busy=change.busy() disabled=Signal::stored(blocked) describedby=REASONS on_press=press/>
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
                <a href=format!("#chapter-{}", part.chapter)><bdi>{part.title.clone()}</bdi></a>": "
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
