//! The media element: the only place that tells it anything, and the only one that listens to it.

use js_sys::{Function, Reflect, futures::JsFuture};
use leptos::{ev, prelude::*};
use passerelle_api::course::{Rendition, Track};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, EventTarget, HtmlVideoElement, MediaError, TextTrackCueList, TextTrackMode, VttCue};

use super::{
    controller::Controller,
    cues::{Cue, Cues, order},
    preferences::Setting,
    state::{Command, Event, Fault, Request},
    sync::{Correction, correct},
};
use crate::{
    base,
    watch::{on_load, watch},
};

/// The windows for which the small picture is large enough. Asking for their width would make the browser lay the page out.
const SMALL_WINDOW: &str = "(max-width: 639px)";

/// The name under which this device keeps how loud it plays. That is no preference of the account: a phone in a train is not a desk
/// at home.
const SOUND: &str = "player-sound";

/// What the element reports.
const REPORTS: &[&str] = &[
    "loadedmetadata",
    "timeupdate",
    "seeked",
    "play",
    "playing",
    "pause",
    "waiting",
    "ended",
    "error",
    "ratechange",
    "volumechange",
    "enterpictureinpicture",
    "leavepictureinpicture",
    "click",
];

/// The picture. It has no controls of the browser's own; ours stand beside it.
pub fn media(controller: Controller) -> AnyView {
    let (poster, title) = controller.video.with_value(|video| (video.poster.clone(), video.title.clone()));
    on_load(controller.element, move |element| set_up(controller, &element));
    view! {
        <video
            class="player-video"
            node_ref=controller.element
            poster=poster
            preload="metadata"
            playsinline=true
            aria-label=title
        ></video>
    }
    .into_any()
}

fn set_sound(element: &HtmlVideoElement, volume: u8, muted: bool) {
    element.set_volume(f64::from(volume) / 100.0);
    element.set_muted(muted);
}

/// How loud this device played last, and whether it was mute.
fn kept_sound(kept: &str) -> Option<(u8, bool)> {
    let (volume, muted) = kept.split_once(' ').unwrap_or((kept, ""));
    Some((volume.parse().ok().filter(|volume| *volume <= 100)?, muted == "muted"))
}

fn set_up(controller: Controller, element: &HtmlVideoElement) {
    if let Some((volume, muted)) = base::stored(SOUND).and_then(|kept| kept_sound(&kept)) {
        set_sound(element, volume, muted);
        // Loading the video drops the element's own word of it.
        controller.hear(Event::Sound { volume, muted });
    }
    set_speed(element, untrack(|| controller.get(Setting::Speed)) as u16);
    listen(element, REPORTS, Box::new(move |report| hear(controller, report)));
    let tracks = controller.read_tracks(<[Track]>::to_vec);
    for (number, track) in tracks.iter().enumerate() {
        let Some(child) = track_element(track) else { continue };
        let told = Box::new(move |report: &str| match report {
            "load" => controller.install(number, Cues::Loaded(cues(controller, number, false))),
            "error" => controller.install(number, Cues::Failed),
            _ => controller.now(number, &cues(controller, number, true)),
        });
        listen(&child, &["load", "error", "cuechange"], told);
        attach(element, &child);
    }
    choose_renditions(controller);
    let apart = Memo::new(move |_| controller.state().picture_in_picture);
    watch(move || {
        show_tracks(controller, apart.get());
    });
}

fn attach(element: &HtmlVideoElement, child: &Element) {
    if element.append_child(child).is_err() {
        leptos::logging::error!("a track could not be added to the video");
    }
}

fn track_element(track: &Track) -> Option<Element> {
    let element = document().create_element("track").ok()?;
    let attributes = [
        ("kind", track.kind.as_str()),
        ("src", &track.src),
        ("srclang", track.lang.as_str()),
        ("label", track.lang.own_name()),
    ];
    for (name, value) in attributes {
        element.set_attribute(name, value).ok()?;
    }
    Some(element)
}

/// Listens to several events by one function. It stays as long as the page: an element that was taken away may still report, and
/// must find it.
fn listen(target: &EventTarget, names: &[&str], run: Box<dyn Fn(&str)>) {
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| run(&event.type_()));
    let function: &Function = closure.as_ref().unchecked_ref();
    for name in names {
        if target.add_event_listener_with_callback(name, function).is_err() {
            leptos::logging::error!("the player cannot hear {name}");
        }
    }
    closure.forget();
}

fn hear(controller: Controller, report: &str) {
    let Some(element) = controller.element.try_get_untracked().flatten() else { return };
    let event = match report {
        "loadedmetadata" => {
            untrack(|| show_tracks(controller, controller.state().picture_in_picture));
            Event::Metadata { duration_ms: duration(controller, &element) }
        }
        "timeupdate" => Event::Position(to_ms(element.current_time())),
        "seeked" => Event::Seeked(to_ms(element.current_time())),
        "play" => Event::Starting,
        "playing" => Event::Playing,
        "pause" => Event::Paused,
        "waiting" => Event::Waiting,
        "ended" => Event::Ended,
        "ratechange" => Event::Speed((element.playback_rate() * 100.0).round() as u16),
        "volumechange" => Event::Sound { volume: (element.volume() * 100.0).round() as u8, muted: element.muted() },
        "enterpictureinpicture" => Event::PictureInPicture(true),
        "leavepictureinpicture" => Event::PictureInPicture(false),
        "click" => return controller.ask(Request::Toggle),
        _ => match fault(&element) {
            Some(fault) => Event::Failed(fault),
            None => return,
        },
    };
    controller.hear(event);
}

/// Tells the element.
pub fn run(controller: Controller, command: Command) {
    let Some(element) = controller.element.get_untracked() else { return };
    match command {
        Command::Play => play(&element),
        Command::Pause => told(element.pause().is_ok()),
        Command::SeekTo(ms) => element.set_current_time(ms as f64 / 1_000.0),
        Command::PlayFrom(ms) => {
            element.set_current_time(ms as f64 / 1_000.0);
            play(&element);
        }
        Command::Speed(percent) => set_speed(&element, percent),
        Command::Sound { volume, muted } => {
            set_sound(&element, volume, muted);
            base::keep(SOUND, &[volume.to_string().as_str(), if muted { " muted" } else { "" }].concat());
        }
        Command::FullScreen(true) => {
            told(controller.frame.get_untracked().is_some_and(|frame| frame.request_fullscreen().is_ok()));
        }
        Command::FullScreen(false) => document().exit_fullscreen(),
        Command::PictureInPicture(true) => promise(element.as_ref(), "requestPictureInPicture"),
        Command::PictureInPicture(false) => promise(document().as_ref(), "exitPictureInPicture"),
        Command::Load(number) => {
            let address =
                controller.renditions.with_value(|list| list.get(usize::from(number)).map(|one| one.src.clone()));
            if let Some(address) = address {
                element.set_src(&address);
            }
        }
    }
}

fn told(done: bool) {
    if !done {
        leptos::logging::error!("the browser refused what the player asked for");
    }
}

/// Loading sets the speed back to the default one, so both are set.
fn set_speed(element: &HtmlVideoElement, percent: u16) {
    let speed = f64::from(percent) / 100.0;
    element.set_default_playback_rate(speed);
    element.set_playback_rate(speed);
}

/// The speed that was last asked for, in percent.
pub fn speed(controller: Controller) -> u16 {
    let speed = controller.element.get_untracked().map_or(1.0, |element| element.playback_rate());
    (speed * 100.0).round() as u16
}

fn play(element: &HtmlVideoElement) {
    promise(element.as_ref(), "play");
}

/// Calls what answers later. A refusal leaves everything as it was, which the controls show; what is wrong with the file comes as an
/// error of its own.
fn promise(target: &JsValue, name: &str) {
    let function = Reflect::get(target, &JsValue::from_str(name)).and_then(|function| function.dyn_into::<Function>());
    let answer = function.and_then(|function| function.call0(target));
    if let Ok(answer) = answer
        && let Ok(answer) = answer.dyn_into::<js_sys::Promise>()
    {
        leptos::task::spawn_local(async move { drop(JsFuture::from(answer).await) });
    }
}

/// Whether the frame of a player fills the screen now.
pub fn fills_screen() -> bool {
    document().fullscreen_element().is_some()
}

/// Whether this browser lets a video play in a window of its own.
pub fn can_play_apart() -> bool {
    Reflect::get(&document(), &JsValue::from_str("pictureInPictureEnabled")).is_ok_and(|can| can.is_truthy())
}

/// Puts the encodings in the order in which they are tried, where that changed: those that this browser plays, the wanted height first.
pub fn choose_renditions(controller: Controller) {
    let Some(element) = controller.element.try_get_untracked().flatten() else { return };
    let height = untrack(|| controller.get(Setting::Quality));
    let described = untrack(|| controller.plays_described());
    let all = controller.video.with_value(|video| if described { &video.described } else { &video.renditions }.clone());
    let mut list = order(all, wants_small());
    list.retain(|one| !element.can_play_type(&one.mime).is_empty());
    list.sort_by_key(|one| height != 0 && i64::from(one.height) != i64::from(height));
    if list.is_empty() {
        return controller.hear(Event::Failed(Fault::NoCodec));
    }
    let count = u8::try_from(list.len()).unwrap_or(u8::MAX);
    let same = |before: &Vec<Rendition>| *before == list;
    if !controller.renditions.with_value(same) {
        controller.renditions.set_value(list);
        controller.ask(Request::Renditions(count));
    }
}

/// Uses the tracks that are picked: an unused one is not even fetched. A browser may switch on captions of its own choice when a video
/// is loaded; ours would then be on the picture twice. Where the picture is apart from the page, ours stay behind.
fn show_tracks(controller: Controller, apart: bool) {
    let picks = controller.picks();
    let native = controller.is_on(Setting::Captions) && (apart || controller.is_on(Setting::Native));
    let list = controller.element.get_untracked().and_then(|element| element.text_tracks());
    let Some(list) = list else { return };
    let wanted = [picks.captions, picks.second, picks.transcript, picks.chapters, picks.descriptions];
    for one in controller.said {
        one.set(String::new());
    }
    controller.seen.set(String::new());
    for number in 0..list.length() {
        let place = Some(number as usize);
        let Some(track) = list.get(number) else { continue };
        let shows = native && (place == picks.captions || place == picks.second);
        track.set_mode(match wanted.contains(&place) {
            true if shows => TextTrackMode::Showing,
            true => TextTrackMode::Hidden,
            false => TextTrackMode::Disabled,
        });
        controller.now(number as usize, &track.active_cues().map(|list| read(&list)).unwrap_or_default());
    }
}

/// Fetches a track again that could not be had.
pub fn reload_track(controller: Controller, number: usize) {
    let Some(element) = controller.element.get_untracked() else { return };
    let child = element.children().item(u32::try_from(number).unwrap_or(u32::MAX));
    let address = controller.read_tracks(|tracks| tracks.get(number).map(|track| track.src.clone()));
    if let (Some(child), Some(address)) = (child, address) {
        controller.install(number, Cues::Loading);
        // A browser does not ask again for the address that it has.
        let again = [&address, "?again=", &base::now_ms().to_string()].concat();
        told(child.set_attribute("src", &again).is_ok());
    }
}

/// All cues of a track, or only those of this moment. A track that is switched off has none.
fn cues(controller: Controller, number: usize, only_active: bool) -> Vec<Cue> {
    let tracks = controller.element.try_get_untracked().flatten().and_then(|element| element.text_tracks());
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
        // Where a line of captions is broken is a matter of the picture alone.
        text: holder.text_content().unwrap_or_default().replace('\n', " "),
        html: holder.inner_html(),
    })
}

/// The length as the file says it; some files do not, and then the server's word holds.
fn duration(controller: Controller, element: &HtmlVideoElement) -> u64 {
    let told = Some(element.duration()).filter(|seconds| seconds.is_finite());
    told.map_or_else(|| controller.video.with_value(|video| video.duration_ms), to_ms)
}

fn fault(element: &HtmlVideoElement) -> Option<Fault> {
    match element.error()?.code() {
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

/// Whether the small picture should be tried first: a small window, a slow line, or somebody who asked the browser to save data.
fn wants_small() -> bool {
    let is_small = window().match_media(SMALL_WINDOW).is_ok_and(|list| list.is_some_and(|list| list.matches()));
    let connection =
        Reflect::get(&window().navigator(), &JsValue::from_str("connection")).ok().filter(JsValue::is_object);
    let fact = |name: &str| connection.as_ref().and_then(|line| Reflect::get(line, &JsValue::from_str(name)).ok());
    let saves = fact("saveData").is_some_and(|saves| saves.is_truthy());
    let is_slow = fact("effectiveType").and_then(|kind| kind.as_string()).is_some_and(|kind| kind != "4g");
    is_small || saves || is_slow
}

/// Gives the second video, of a person who signs, its file.
pub fn open_signer(controller: Controller, signer: &HtmlVideoElement) {
    // Without sound there is nothing to allow, and no permission to wait for.
    signer.set_muted(true);
    let encodings = order(controller.video.with_value(|video| video.signed.clone()), true);
    let playable = encodings.iter().find(|one| !signer.can_play_type(&one.mime).is_empty());
    if let Some(one) = playable {
        signer.set_src(&one.src);
    }
}

/// Keeps the second video in step with the first, which plays at `speed`, in percent.
pub fn keep_in_step(controller: Controller, signer: &HtmlVideoElement, speed: u16) {
    let Some(first) = controller.element.get_untracked() else { return };
    let plays = !first.paused();
    match correct(to_ms(first.current_time()), to_ms(signer.current_time()), speed, plays) {
        Correction::Jump => signer.set_current_time(first.current_time()),
        Correction::Speed(percent) => {
            let rate = f64::from(percent) / 100.0;
            if (signer.playback_rate() - rate).abs() > 0.001 {
                signer.set_playback_rate(rate);
            }
        }
    }
    if plays && signer.paused() {
        play(signer);
    } else if !plays && !signer.paused() {
        told(signer.pause().is_ok());
    }
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
