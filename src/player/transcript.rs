//! Everything that is said, as text beside the picture: to read, to search with the browser, and to go to a line.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use passerelle_api::{account::Language, course::TrackKind};

use super::{
    captions::direction,
    controller::Controller,
    cues::{Cue, Cues, Group, clock, group},
    state::Request,
};
use crate::{base, i18n as tr, ui::field::Checkbox};

/// The id of the transcript, where a broken video leads to.
pub const ID: &str = "transcript";

/// The transcript. One line is in the tab order, and the arrow keys go from line to line.
#[component]
pub fn Transcript(controller: Controller) -> impl IntoView {
    let lines = controller.cues(TrackKind::Captions);
    let follow = controller.choice(|preferences| preferences.follow);
    view! {
        <section class="player-transcript" aria-labelledby=ID>
            <div class="player-transcript-head">
                <h3 class="player-part-title" id=ID tabindex="-1">{tr::player::transcript}</h3>
                <Checkbox
                    id="player-follow"
                    label=tr::player::follow
                    checked=follow
                    on_change=move |follow| controller.prefer(|preferences| preferences.follow = follow)
                />
            </div>
            {move || {
                let state = lines.with(|lines| match lines {
                    Cues::Loaded(_) => None,
                    Cues::Loading => Some(tr::player::transcript_loading()),
                    Cues::Failed if !controller.has(TrackKind::Captions) => Some(tr::player::transcript_none()),
                    Cues::Failed => Some(tr::player::transcript_failed()),
                });
                match state {
                    Some(words) => view! { <p class="player-transcript-state">{words}</p> }.into_any(),
                    None => view! { <Lines controller lines/> }.into_any(),
                }
            }}
        </section>
    }
}

#[component]
fn Lines(controller: Controller, lines: Memo<Cues>) -> impl IntoView {
    let chapters = controller.cues(TrackKind::Chapters);
    let current = controller.current(lines);
    let language = Memo::new(move |_| controller.language(TrackKind::Captions));
    // The line that has focus, while one has.
    let focused = RwSignal::new(None::<usize>);
    let stop = Memo::new(move |_| focused.get().or_else(|| current.get()).unwrap_or(0));
    let list = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let (Some(number), Some(list)) = (current.get(), list.get()) else { return };
        // Whoever reads with the keys keeps the place they are at.
        if controller.choice(|preferences| preferences.follow).get_untracked() && focused.get_untracked().is_none() {
            bring_into_view(&list, number);
        }
    });
    let groups = move || lines.with(|lines| chapters.with(|chapters| group(lines.list(), chapters.list())));
    let line = move |(number, cue): (usize, Cue)| line(controller, number, cue, current, stop, focused);
    let part = move |Group { chapter, lines }: Group| {
        view! {
            {chapter.map(|chapter| view! { <h4 class="player-group-title">{chapter.text}</h4> })}
            <ol role="list">{lines.into_iter().map(line).collect_view()}</ol>
        }
    };
    view! {
        <p class="visually-hidden" id="player-lines-help">{tr::player::lines_help}</p>
        <div
            class="player-lines"
            node_ref=list
            lang=move || language.get().map(Language::as_str)
            dir=move || direction(language.get())
            on:keydown=move |event| step(&event, stop, lines)
            on:focusout=move |_| focused.set(None)
        >
            {move || groups().into_iter().map(part).collect_view()}
        </div>
    }
}

fn line(
    controller: Controller,
    number: usize,
    cue: Cue,
    current: Memo<Option<usize>>,
    stop: Memo<usize>,
    focused: RwSignal<Option<usize>>,
) -> impl IntoView {
    view! {
        <li>
            <button
                class="player-line"
                type="button"
                id=line_id(number)
                aria-current=move || (current.get() == Some(number)).then_some("true")
                aria-describedby=(number == 0).then_some("player-lines-help")
                tabindex=move || if stop.get() == number { "0" } else { "-1" }
                on:click=move |_| controller.ask(Request::SeekTo(cue.start_ms))
                on:focus=move |_| focused.set(Some(number))
            >
                <span class="player-clock" aria-hidden="true">{clock(cue.start_ms)}</span>
                <span>{cue.text}</span>
            </button>
        </li>
    }
}

fn line_id(number: usize) -> String {
    format!("player-line-{number}")
}

/// Moves focus from line to line. The keys are used up, so that they do not turn the sound down as well.
fn step(event: &KeyboardEvent, stop: Memo<usize>, lines: Memo<Cues>) {
    let last = lines.with_untracked(|lines| lines.list().len()).saturating_sub(1);
    let at = stop.get_untracked();
    let next = match event.key().as_str() {
        "ArrowDown" => (at + 1).min(last),
        "ArrowUp" => at.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    base::focus(&line_id(next));
}

/// Scrolls the list alone, never the page, so that the line stands in its upper third.
fn bring_into_view(list: &web_sys::HtmlDivElement, number: usize) {
    let line = document().get_element_by_id(&line_id(number)).map(|line| line.get_bounding_client_rect());
    if let Some(line) = line {
        let below = line.top() - list.get_bounding_client_rect().top();
        list.set_scroll_top(list.scroll_top() + below as i32 - list.client_height() / 3);
    }
}
