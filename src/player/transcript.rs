//! Everything that is said, as text beside the picture: to read, to search, to take away, and to go to a line.

use std::cell::Cell;

use leptos::{ev, html, prelude::*};
use passerelle_api::{account::Language, course::TrackKind};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

use super::{
    captions::direction,
    chapters::current,
    controller::Controller,
    cues::{Cues, find, group},
    element, markup, panels,
    preferences::{self, Setting},
    state::Request,
};
use crate::{
    base, i18n as tr,
    ui::{
        button::{Button, ButtonKind},
        field::Tick,
        icon::Icon,
    },
    watch::{on_load, watch, watch_from},
};

/// The id of the transcript, where a broken video leads to.
pub const ID: &str = "transcript";

/// The id of what can be done with it.
const TOOLS: &str = "player-tools";

/// For so long after the transcript moved by itself, its moving is not the reader's.
const OWN_MS: i64 = 800;

/// Whether the transcript follows the video now.
pub type Follows = RwSignal<bool>;

thread_local! {
    /// When the transcript last moved by itself.
    static MOVED_AT: Cell<i64> = const { Cell::new(0) };
}

/// The transcript. One line is in the tab order, and the arrow keys go from line to line.
pub fn transcript(controller: Controller) -> AnyView {
    panels::expect_lines();
    // Whether it follows now; it stops when the reader moves in it, which changes nothing for the next lesson.
    let follows = RwSignal::new(untrack(|| controller.is_on(Setting::Follow)));
    // Whether the track is here. A dozen others arrive beside it, and drawing the lines anew for each would take focus from them.
    let shown = Memo::new(move |_| {
        let track = controller.picks().transcript;
        let is_here = match controller.cues(track) {
            Cues::Loaded(_) => Some(true),
            Cues::Loading => None,
            Cues::Failed => Some(false),
        };
        (track, is_here)
    });
    let choose = move |follow: bool| {
        follows.set(follow);
        controller.prefer(Setting::Follow, i16::from(follow));
    };
    view! {
        <section class="player-transcript" aria-labelledby=ID>
            <div class="player-transcript-head">
                <h3 class="player-part-title" id=ID tabindex="-1">{tr::player::transcript}</h3>
                <Tick id="player-follow" label=tr::player::follow checked=follows on_change=choose/>
                <Button
                    label=tr::player::tools
                    kind=ButtonKind::Quiet
                    icon=Icon::Search
                    controls=TOOLS
                    expanded=controller.tools
                    on_press=move |()| controller.tools.update(|open| *open = !*open)
                />
            </div>
            <div class="player-tools" id=TOOLS hidden=move || !controller.tools.get()>
                {panels::once_open(controller, controller.tools, panels::tools)}
            </div>
            {move || match shown.get() {
                (_, Some(true)) => panels::lines(controller, follows),
                (_, None) => view! { <p class="player-transcript-state">{tr::player::transcript_loading}</p> }.into_any(),
                (track, Some(false)) => without(controller, track),
            }}
        </section>
    }
    .into_any()
}

/// What to do where there are no captions to make a transcript of, or where they cannot be had or read.
fn without(controller: Controller, track: Option<usize>) -> AnyView {
    let Some(track) = track else {
        return view! { <p class="player-transcript-state">{tr::player::transcript_none}</p> }.into_any();
    };
    let others: Vec<Language> = controller.read_tracks(|tracks| {
        let captions = tracks.iter().enumerate().filter(|(_, one)| one.kind == TrackKind::Captions);
        captions.filter(|(number, _)| *number != track).map(|(_, one)| one.lang).collect()
    });
    let other = |language: Language| {
        let read = move |()| controller.prefer(Setting::TranscriptLanguage, preferences::number(Some(language)));
        view! {
            <Button label=tr::player::transcript_in(&tr::language_name(language.as_str())) on_press=read/>
        }
        .into_any()
    };
    let others: Vec<AnyView> = others.into_iter().map(other).collect();
    view! {
        <div class="player-transcript-state" role="status">
            <p>{tr::player::transcript_failed}</p>
            <div class="cluster">
                <Button label=tr::player::transcript_again on_press=move |()| element::reload_track(controller, track)/>
                {others}
            </div>
        </div>
    }
    .into_any()
}

/// The lines, once there are cues to make them of.
pub fn lines(controller: Controller, follows: Follows) -> AnyView {
    let language = controller.language(controller.picks().transcript);
    let list = NodeRef::<html::Div>::new();
    let text = move || {
        let picks = controller.picks();
        let (lines, chapters) = (controller.cues(picks.transcript), controller.cues(picks.chapters));
        let words = controller.words.get();
        let here = untrack(|| current(controller, picks.transcript));
        markup::transcript(&group(lines.list(), chapters.list()), &words, here)
    };
    watch_from(move |before: Option<Option<usize>>| {
        let here = current(controller, controller.picks().transcript);
        if before != Some(here)
            && let Some(list) = list.get()
        {
            mark(before.flatten(), here);
            if let Some(here) = here.filter(|_| follows.get_untracked()) {
                bring_into_view(&list, here);
            }
        }
        here
    });
    watch(move || {
        // Whoever has it follow again wants to be where the video is at once.
        if follows.get()
            && let Some(list) = list.get_untracked()
            && let Some(here) = untrack(|| current(controller, controller.picks().transcript))
        {
            bring_into_view(&list, here);
        }
    });
    watch(move || {
        let (words, hit) = (controller.words.get(), controller.hit.get());
        if words.is_empty() || list.get().is_none() {
            return;
        }
        let track = untrack(|| controller.picks().transcript);
        let found = untrack(|| controller.with_cues(track, |cues| find(cues, &words).get(hit).copied()));
        if let Some(line) = found.and_then(line) {
            follows.set(false);
            show(&line);
        }
    });
    on_load(list, move |list| leave_to_reader(&list, follows));
    view! {
        <p class="visually-hidden" id="player-lines-help">{tr::player::lines_help}</p>
        <div
            class="player-lines"
            node_ref=list
            lang=language.map(Language::as_str)
            dir=direction(language)
            inner_html=text
            on:keydown=move |event| step(&event)
            on:focusin=move |event: ev::FocusEvent| take_stop(event.target(), follows)
            on:click=move |event| go(controller, event.target(), follows)
        ></div>
    }
    .into_any()
}

/// The line that an event happened on.
fn line_of(target: Option<EventTarget>) -> Option<(Element, usize)> {
    let line = target?.dyn_into::<Element>().ok()?.closest(".player-line").ok()??;
    let number = line.id().strip_prefix(markup::LINE)?.parse().ok()?;
    Some((line, number))
}

/// Goes to the line that was pressed. Whoever does that wants to watch from there, so the transcript follows again.
fn go(controller: Controller, target: Option<EventTarget>, follows: Follows) {
    let Some((_, number)) = line_of(target) else { return };
    let track = untrack(|| controller.picks().transcript);
    let start = untrack(|| controller.with_cues(track, |cues| cues.get(number).map(|cue| cue.start_ms)));
    if let Some(start) = start {
        follows.set(untrack(|| controller.is_on(Setting::Follow)));
        controller.ask(Request::SeekTo(start));
    }
}

/// The line that has focus is the one that Tab comes back to. Whoever moves in the text keeps the place they are at.
fn take_stop(target: Option<EventTarget>, follows: Follows) {
    let Some((line, _)) = line_of(target) else { return };
    follows.set(false);
    stop_at(&line);
}

fn stop_at(line: &Element) {
    let before = document().query_selector(".player-line[tabindex='0']").ok().flatten();
    if let Some(before) = before {
        set(&before, "tabindex", "-1");
    }
    set(line, "tabindex", "0");
}

fn set(element: &Element, name: &str, value: &str) {
    if element.set_attribute(name, value).is_err() {
        leptos::logging::error!("the attribute {name} could not be set");
    }
}

fn line(number: usize) -> Option<Element> {
    document().get_element_by_id(&markup::line_id(number))
}

/// Marks the line that is said now, and takes the mark from the one before.
fn mark(before: Option<usize>, here: Option<usize>) {
    if let Some(before) = before.and_then(line)
        && before.remove_attribute("aria-current").is_err()
    {
        leptos::logging::error!("a line could not be unmarked");
    }
    let Some(here) = here.and_then(line) else { return };
    set(&here, "aria-current", "true");
    let in_text = document().active_element().is_some_and(|focused| focused.class_list().contains("player-line"));
    if !in_text {
        stop_at(&here);
    }
}

/// Moves focus from line to line. The keys are used up, so that they do not turn the sound down as well.
fn step(event: &ev::KeyboardEvent) {
    let Some((_, at)) = line_of(event.target()) else { return };
    let last = || {
        let all = document().query_selector_all(".player-line").map(|all| all.length()).unwrap_or_default();
        (all as usize).saturating_sub(1)
    };
    let next = match event.key().as_str() {
        "ArrowDown" => (at + 1).min(last()),
        "ArrowUp" => at.saturating_sub(1),
        "Home" => 0,
        "End" => last(),
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    base::focus(&markup::line_id(next));
}

/// Stops following as soon as the reader moves the text, by whatever means.
fn leave_to_reader(list: &web_sys::HtmlDivElement, follows: Follows) {
    let run = move |event: web_sys::Event| {
        let own = event.type_() == "scroll" && base::now_ms() < MOVED_AT.get() + OWN_MS;
        if !own && follows.try_get_untracked() == Some(true) {
            follows.set(false);
        }
    };
    let closure = wasm_bindgen::closure::Closure::<dyn Fn(web_sys::Event)>::new(run);
    for name in ["scroll", "wheel", "touchmove"] {
        if list.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).is_err() {
            leptos::logging::error!("the transcript cannot hear {name}");
        }
    }
    // It stays as long as the page, like the listeners of the video.
    closure.forget();
}

/// Shows a line that was looked for, wherever the page stands.
fn show(line: &Element) {
    MOVED_AT.set(base::now_ms());
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    line.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls the list alone, never the page, so that the line stands in its upper third.
fn bring_into_view(list: &web_sys::HtmlDivElement, number: usize) {
    if let Some(line) = line(number).map(|line| line.get_bounding_client_rect()) {
        MOVED_AT.set(base::now_ms());
        let below = line.top() - list.get_bounding_client_rect().top();
        list.set_scroll_top(list.scroll_top() + below as i32 - list.client_height() / 3);
    }
}
