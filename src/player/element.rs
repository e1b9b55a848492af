//! The media element: the only place that tells it anything, and the only one that listens to it.

use js_sys::{Reflect, futures::JsFuture};
use leptos::{ev, html, prelude::*};
use passerelle_api::course::{Rendition, Track, TrackKind};
use wasm_bindgen::JsValue;
use web_sys::{MediaError, TextTrackCueList, TextTrackMode, VttCue};

use super::{
    controller::Controller,
    cues::{Cue, Cues, order},
    state::{Command, Event, Fault, Request},
};

/// Below this width of the window the small picture is large enough.
const SMALL_WINDOW: f64 = 640.0;

/// The picture. It has no controls of the browser's own; ours stand beside it.
#[component]
pub fn Media(controller: Controller) -> impl IntoView {
    let video = controller.video.get_value();
    let hear = move |event: Event| controller.hear(event);
    let element = controller.element;
    element.on_load(move |element| {
        let speed = f64::from(untrack(|| controller.preferences().speed)) / 100.0;
        // Loading sets the speed back to the default one, so both are set.
        element.set_default_playback_rate(speed);
        element.set_playback_rate(speed);
    });
    keep_modes(controller);
    let renditions = order(video.renditions, wants_small());
    let last = renditions.len().saturating_sub(1);
    let sources = renditions
        .into_iter()
        .enumerate()
        .map(move |(number, rendition)| source(controller, rendition, number == last));
    let tracks = video.tracks.into_iter().enumerate().map(move |(number, one)| track(controller, number, one));
    view! {
        <video
            class="player-video"
            node_ref=element
            poster=video.poster
            preload="metadata"
            playsinline=true
            aria-label=video.title
            on:click=move |_| controller.ask(Request::Toggle)
            on:loadedmetadata=move |_| {
                untrack(|| show_tracks(controller));
                hear(Event::Metadata { duration_ms: duration(controller) });
            }
            on:timeupdate=move |_| hear(Event::Position(position(element)))
            on:seeked=move |_| hear(Event::Seeked(position(element)))
            on:playing=move |_| hear(Event::Playing)
            on:pause=move |_| hear(Event::Paused)
            on:waiting=move |_| hear(Event::Waiting)
            on:ended=move |_| hear(Event::Ended)
            on:error=move |_| {
                if let Some(fault) = fault(element) {
                    hear(Event::Failed(fault));
                }
            }
            on:ratechange=move |_| {
                if let Some(element) = element.get_untracked() {
                    hear(Event::Speed((element.playback_rate() * 100.0).round() as u16));
                }
            }
            on:volumechange=move |_| {
                if let Some(element) = element.get_untracked() {
                    hear(Event::Sound { volume: (element.volume() * 100.0).round() as u8, muted: element.muted() });
                }
            }
        >
            {sources.collect_view()}
            {tracks.collect_view()}
        </video>
    }
}

/// An encoding. When the last one fails there is nothing left to try, which the element itself does not report.
fn source(controller: Controller, rendition: Rendition, is_last: bool) -> impl IntoView {
    view! {
        <source
            src=rendition.src
            type=rendition.mime
            on:error=move |_| {
                if is_last {
                    controller.hear(Event::Failed(Fault::NoSource));
                }
            }
        />
    }
}

fn track(controller: Controller, number: usize, track: Track) -> impl IntoView {
    view! {
        <track
            kind=track.kind.as_str()
            src=track.src
            srclang=track.lang.as_str()
            label=track.lang.own_name()
            on:load=move |_| controller.install(number, Cues::Loaded(cues(controller, number, false)))
            on:error=move |_| controller.install(number, Cues::Failed)
            on:cuechange=move |_| controller.say(number, cues(controller, number, true))
        />
    }
}

/// Tells the element.
pub fn run(controller: Controller, command: Command) {
    let Some(element) = controller.element.get_untracked() else { return };
    match command {
        Command::Play => play(element),
        Command::Pause => {
            if element.pause().is_err() {
                leptos::logging::error!("the video could not be paused");
            }
        }
        Command::SeekTo(ms) => element.set_current_time(ms as f64 / 1_000.0),
        Command::Speed(percent) => {
            let speed = f64::from(percent) / 100.0;
            element.set_default_playback_rate(speed);
            element.set_playback_rate(speed);
        }
        Command::Sound { volume, muted } => {
            element.set_volume(f64::from(volume) / 100.0);
            element.set_muted(muted);
        }
        Command::FullScreen(true) => {
            if let Some(frame) = controller.frame.get_untracked()
                && frame.request_fullscreen().is_err()
            {
                leptos::logging::error!("the video could not fill the screen");
            }
        }
        Command::FullScreen(false) => document().exit_fullscreen(),
        Command::Load => element.load(),
    }
}

fn play(element: web_sys::HtmlVideoElement) {
    leptos::task::spawn_local(async move {
        if let Ok(started) = element.play() {
            // A refusal leaves the video paused, which the controls show; what is wrong with the file comes as an error of its own.
            let _ = JsFuture::from(started).await;
        }
    });
}

/// Whether the frame of a player fills the screen now.
pub fn fills_screen() -> bool {
    document().fullscreen_element().is_some()
}

/// Keeps the tracks that are used apart from those that are not: an unused one is not even fetched.
fn keep_modes(controller: Controller) {
    Effect::new(move |_| {
        if controller.element.get().is_some() {
            show_tracks(controller);
        }
    });
}

/// A browser may switch on captions of its own choice when a video is loaded; ours would then be on the picture twice.
fn show_tracks(controller: Controller) {
    let wanted = [TrackKind::Captions, TrackKind::Chapters, TrackKind::Descriptions].map(|kind| controller.track(kind));
    let list = controller.element.get_untracked().and_then(|element| element.text_tracks());
    let Some(list) = list else { return };
    for number in 0..list.length() {
        let is_wanted = wanted.contains(&Some(number as usize));
        if let Some(track) = list.get(number) {
            track.set_mode(if is_wanted { TextTrackMode::Hidden } else { TextTrackMode::Disabled });
            if is_wanted {
                controller.say(number as usize, track.active_cues().map(|list| read(&list)).unwrap_or_default());
            }
        }
    }
}

/// All cues of a track, or only those of this moment. A track that is switched off has none.
fn cues(controller: Controller, number: usize, only_active: bool) -> Vec<Cue> {
    let tracks = controller.element.get_untracked().and_then(|element| element.text_tracks());
    let track = tracks.and_then(|tracks| tracks.get(u32::try_from(number).ok()?));
    let list = track.and_then(|track| if only_active { track.active_cues() } else { track.cues() });
    list.map(|list| read(&list)).unwrap_or_default()
}

fn read(list: &TextTrackCueList) -> Vec<Cue> {
    (0..list.length()).filter_map(|number| list.get(number)).filter_map(|cue| one_cue(&cue)).collect()
}

fn one_cue(cue: &VttCue) -> Option<Cue> {
    let holder = document().create_element("div").ok()?;
    holder.append_child(&cue.get_cue_as_html()).ok()?;
    Some(Cue {
        start_ms: to_ms(cue.start_time()),
        end_ms: to_ms(cue.end_time()),
        text: holder.text_content().unwrap_or_default(),
        html: holder.inner_html(),
    })
}

fn position(element: NodeRef<html::Video>) -> u64 {
    element.get_untracked().map(|element| to_ms(element.current_time())).unwrap_or_default()
}

/// The length as the file says it; some files do not, and then the server's word holds.
fn duration(controller: Controller) -> u64 {
    let told =
        controller.element.get_untracked().map(|element| element.duration()).filter(|seconds| seconds.is_finite());
    told.map_or_else(|| controller.video.with_value(|video| video.duration_ms), to_ms)
}

fn fault(element: NodeRef<html::Video>) -> Option<Fault> {
    match element.get_untracked()?.error()?.code() {
        MediaError::MEDIA_ERR_NETWORK => Some(Fault::Network),
        MediaError::MEDIA_ERR_DECODE => Some(Fault::Decode),
        MediaError::MEDIA_ERR_SRC_NOT_SUPPORTED => Some(Fault::NoSource),
        // The fourth one says that somebody stopped it, which is no fault.
        _ => None,
    }
}

/// Never negative, and whole: what JavaScript calls a number of seconds becomes ours.
fn to_ms(seconds: f64) -> u64 {
    (seconds * 1_000.0).round() as u64
}

/// Whether the small picture should be tried first: a small window, or somebody who asked the browser to save data.
fn wants_small() -> bool {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    let connection =
        Reflect::get(&window().navigator(), &JsValue::from_str("connection")).ok().filter(JsValue::is_object);
    let saves = connection.and_then(|connection| Reflect::get(&connection, &JsValue::from_str("saveData")).ok());
    width.is_some_and(|width| width < SMALL_WINDOW) || saves.is_some_and(|saves| saves.is_truthy())
}

/// Keeps the position when the page is left or hidden. A phone that runs short of memory never comes back to say goodbye.
pub fn keep_on_leaving(controller: Controller) {
    let hidden = window_event_listener(ev::visibilitychange, move |_| {
        if document().hidden() {
            controller.leave();
        }
    });
    on_cleanup(move || {
        hidden.remove();
        controller.leave();
    });
}
