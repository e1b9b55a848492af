//! The chapters of a video, each a way to go there.

use leptos::prelude::*;
use passerelle_api::account::Language;

use super::{
    captions::direction,
    controller::Controller,
    cues::{self, Cue, clock},
    state::Request,
};
use crate::i18n as tr;

/// The number of the cue that was begun last.
pub fn current(controller: Controller, track: Option<usize>) -> Option<usize> {
    let position = controller.position_ms();
    controller.with_cues(track, |cues| cues::current(cues, position))
}

/// The list of chapters, where the video has some.
pub fn chapters(controller: Controller) -> AnyView {
    let here = Memo::new(move |_| current(controller, controller.picks().chapters));
    let item = move |(number, chapter): (usize, Cue)| {
        view! {
            <li>
                <button
                    class="player-chapter"
                    type="button"
                    aria-current=move || (here.get() == Some(number)).then_some("true")
                    on:click=move |_| controller.ask(Request::SeekTo(chapter.start_ms))
                >
                    <span>{chapter.text}</span>
                    <span class="player-clock" aria-hidden="true">{clock(chapter.start_ms)}</span>
                </button>
            </li>
        }
        .into_any()
    };
    (move || {
        let list = controller.chapters();
        if list.is_empty() {
            return ().into_any();
        }
        let language = controller.language(controller.picks().chapters);
        let items: Vec<AnyView> = list.into_iter().enumerate().map(item).collect();
        view! {
            <nav class="player-chapters" aria-labelledby="player-chapters-title">
                <h3 class="player-part-title" id="player-chapters-title">{tr::player::chapters}</h3>
                <ol role="list" lang=language.map(Language::as_str) dir=direction(language)>{items}</ol>
            </nav>
        }
        .into_any()
    })
    .into_any()
}
