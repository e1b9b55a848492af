//! The chapters of a video, each a way to go there.

use leptos::prelude::*;
use passerelle_api::{account::Language, course::TrackKind};

use super::{captions::direction, controller::Controller, cues::clock, state::Request};
use crate::i18n as tr;

/// The list of chapters, where the video has some.
#[component]
pub fn Chapters(controller: Controller) -> impl IntoView {
    let chapters = controller.cues(TrackKind::Chapters);
    let current = controller.current(chapters);
    let language = Memo::new(move |_| controller.language(TrackKind::Chapters));
    let item = move |(number, chapter): (usize, super::cues::Cue)| {
        view! {
            <li>
                <button
                    class="player-chapter"
                    type="button"
                    aria-current=move || (current.get() == Some(number)).then_some("true")
                    on:click=move |_| controller.ask(Request::SeekTo(chapter.start_ms))
                >
                    <span lang=move || language.get().map(Language::as_str) dir=move || direction(language.get())>{chapter.text}</span>
                    <span class="player-clock" aria-hidden="true">{clock(chapter.start_ms)}</span>
                </button>
            </li>
        }
    };
    move || {
        let list = chapters.with(|chapters| chapters.list().to_vec());
        (!list.is_empty()).then(|| {
            view! {
                <nav class="player-chapters" aria-labelledby="player-chapters-title">
                    <h3 class="player-part-title" id="player-chapters-title">{tr::player::chapters}</h3>
                    <ol role="list">{list.into_iter().enumerate().map(item).collect_view()}</ol>
                </nav>
            }
        })
    }
}
