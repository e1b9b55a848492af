//! The parts of the player in a real browser, found as a person finds them: by what they are and what they are called.

use std::{cell::Cell, collections::BTreeMap, rc::Rc};

use js_sys::{Array, Reflect};
use leptos::{mount::mount_to, prelude::*, task::tick};
use passerelle_api::{
    account::Language,
    course::{Track, TrackKind, Video},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, KeyboardEvent};

use super::{
    Controller,
    cues::{Cue, Cues},
    preferences::{Setting, number},
    state::{Event, Fault, Phase},
    surroundings,
};
use crate::{
    i18n::{self, Namespace},
    ui::focus::within,
};

wasm_bindgen_test_configure!(run_in_browser);

/// The tracks of the test's video, by number.
const ENGLISH: usize = 0;
const ARABIC: usize = 1;
const CHAPTERS: usize = 2;

/// A player on the page, without a file to play.
struct Bench {
    root: HtmlElement,
    controller: Controller,
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn words() {
    let all: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(include_str!("../../locales/en/player.json")).expect("valid JSON");
    let pack = |value: &serde_json::Value| match value {
        serde_json::Value::Object(forms) => {
            forms.iter().map(|(form, text)| format!("\u{1f}{form}={}", text.as_str().expect("a text"))).collect()
        }
        text => text.as_str().expect("a text").to_owned(),
    };
    i18n::install(Namespace::Player, Language::English, all.values().map(pack).collect());
    i18n::set_language(Language::English);
}

fn cue(start_ms: u64, text: &str) -> Cue {
    Cue { start_ms, end_ms: start_ms + 2_000, text: text.into(), html: format!("<b>{text}</b>") }
}

fn video() -> Video {
    let track = |kind, lang| Track { src: "data:text/vtt,WEBVTT".into(), kind, lang };
    Video {
        id: "v".into(),
        title: "A tour".into(),
        voice: Language::English,
        duration_ms: 60_000,
        poster: String::new(),
        renditions: vec![],
        described: vec![],
        signed: vec![],
        tracks: vec![
            track(TrackKind::Captions, Language::English),
            track(TrackKind::Captions, Language::Arabic),
            track(TrackKind::Chapters, Language::English),
            track(TrackKind::Descriptions, Language::English),
        ],
    }
}

async fn bench(video: Video) -> Bench {
    words();
    let store = window().local_storage().expect("a store").expect("a store");
    store.clear().expect("what another test chose is forgotten");
    let root: HtmlElement = document().create_element("div").expect("a div").unchecked_into();
    document().body().expect("a body").append_child(&root).expect("room for it");
    let out = Rc::new(Cell::new(None));
    let inside = Rc::clone(&out);
    mount_to(root.clone(), move || {
        let controller = Controller::new(video, ("course".into(), "chapter".into()), Callback::new(|_| ()));
        inside.set(Some(controller));
        surroundings(controller, Callback::new(|()| ("Quiz".into(), "/quiz".into())))
    })
    .forget();
    let bench = Bench { root, controller: out.get().expect("mounted") };
    settle(bench.controller).await;
    bench
}

/// Lets the browser load the empty tracks that are shown, so that they do not overwrite what a test puts in. Those that are not shown
/// are not loaded.
async fn settle(controller: Controller) {
    let is_loading = |track| matches!(controller.cues(Some(track)), Cues::Loading);
    for _ in 0..400 {
        tick().await;
        if !untrack(|| [ENGLISH, CHAPTERS].into_iter().any(is_loading)) {
            return;
        }
        let wait = js_sys::Promise::new(&mut |done, _| {
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 25).expect("a timer");
        });
        js_sys::futures::JsFuture::from(wait).await.expect("it passes");
    }
    panic!("the tracks are not loaded after ten seconds");
}

impl Bench {
    fn button(&self, name: &str) -> HtmlElement {
        let named = |button: &HtmlElement| spoken(button) == name;
        within(&self.root, "button").into_iter().find(named).unwrap_or_else(|| panic!("no button is called {name:?}"))
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        within(&self.root, selector).iter().map(spoken).collect()
    }

    fn put_lines(&self) {
        self.controller
            .install(ENGLISH, Cues::Loaded(vec![cue(0, "Hello."), cue(5_000, "Second."), cue(9_000, "Third.")]));
        self.controller.install(CHAPTERS, Cues::Loaded(vec![cue(0, "Start"), cue(9_000, "End")]));
    }

    fn press(&self, on: &HtmlElement, key: &str) {
        let init = js_sys::Object::new();
        for (name, value) in [("key", key.into()), ("bubbles", true.into()), ("cancelable", true.into())] {
            Reflect::set(&init, &JsValue::from_str(name), &value).expect("a plain object");
        }
        let constructor: js_sys::Function =
            Reflect::get(&js_sys::global(), &JsValue::from_str("KeyboardEvent")).expect("keys").unchecked_into();
        let arguments = Array::of2(&JsValue::from_str("keydown"), &init);
        let event: KeyboardEvent = Reflect::construct(&constructor, &arguments).expect("an event").unchecked_into();
        on.dispatch_event(&event).expect("it arrives");
    }
}

/// What a screen reader says of an element: its text without what is hidden from it.
fn spoken(element: &HtmlElement) -> String {
    let copy: HtmlElement = element.clone_node_with_deep(true).expect("a copy").unchecked_into();
    within(&copy, "[aria-hidden=true]").iter().for_each(|hidden| hidden.remove());
    copy.text_content().unwrap_or_default().trim().to_owned()
}

#[wasm_bindgen_test]
async fn controls_are_named_buttons_in_the_order_of_use() {
    let bench = bench(video()).await;
    let names = bench.texts(".player-bar button");
    let wanted = [
        "Play",
        "Captions",
        "Description",
        "Back 5 s",
        "Forward 5 s",
        "Chapter before",
        "Next chapter",
        "Mute",
        "Settings",
    ];
    assert_eq!(names[..wanted.len()], wanted);
}

#[wasm_bindgen_test]
async fn captions_keep_their_markup_and_say_their_language() {
    let bench = bench(video()).await;
    bench.controller.now(ENGLISH, &[cue(0, "Hello.")]);
    // Another language that happens to be loaded is not on the picture.
    bench.controller.now(ARABIC, &[cue(0, "مرحبا")]);
    tick().await;
    assert_eq!(bench.texts(".player-caption"), ["Hello."]);
    assert_eq!(bench.texts(".player-captions b"), ["Hello."]);
    bench.controller.prefer(Setting::Language, number(Some(Language::Arabic)));
    tick().await;
    let captions = &within(&bench.root, ".player-caption-lines")[0];
    assert_eq!((captions.lang().as_str(), captions.dir().as_str()), ("ar", "rtl"));
}

#[wasm_bindgen_test]
async fn captions_switch_off_by_button_and_by_letter_unless_letters_are_off() {
    let bench = bench(video()).await;
    bench.controller.now(ENGLISH, &[cue(0, "Hello.")]);
    let button = bench.button("Captions");
    let is_on = || button.get_attribute("aria-pressed").as_deref() == Some("true");
    assert!(is_on());
    button.click();
    tick().await;
    assert!(!is_on() && within(&bench.root, ".player-captions[hidden]").len() == 1);
    bench.press(&button, "c");
    tick().await;
    assert!(is_on());
    bench.controller.prefer(Setting::Letters, 0);
    bench.press(&button, "c");
    tick().await;
    assert!(is_on());
}

#[wasm_bindgen_test]
async fn the_transcript_stands_under_its_chapters_and_leads_to_its_lines() {
    let bench = bench(video()).await;
    bench.put_lines();
    tick().await;
    assert_eq!(bench.texts(".player-lines h4"), ["Start", "End"]);
    assert_eq!(bench.texts(".player-lines li"), ["Hello.", "Second.", "Third."]);
    bench.button("Second.").click();
    let element = bench.controller.element.get_untracked().expect("a video");
    assert!((element.current_time() - 5.0).abs() < 0.01);
}

#[wasm_bindgen_test]
async fn one_line_is_current_and_the_arrows_go_from_line_to_line() {
    let bench = bench(video()).await;
    bench.put_lines();
    bench.controller.hear(Event::Position(5_500));
    tick().await;
    let currents = within(&bench.root, ".player-lines [aria-current=true]");
    assert_eq!(currents.iter().map(spoken).collect::<Vec<_>>(), ["Second."]);
    assert_eq!(within(&bench.root, ".player-lines [tabindex='0']").len(), 1);
    currents[0].focus().expect("focus");
    bench.press(&currents[0], "ArrowDown");
    let focused: HtmlElement = document().active_element().expect("focus").unchecked_into();
    assert_eq!(spoken(&focused), "Third.");
}

#[wasm_bindgen_test]
async fn a_transcript_that_cannot_be_had_says_so() {
    let bench = bench(video()).await;
    bench.controller.install(ENGLISH, Cues::Failed);
    tick().await;
    let told = bench.texts(".player-transcript-state").join(" ");
    assert!(told.starts_with("The captions of this video cannot be read"), "{told}");
    bench.button("Load the transcript again");
}

#[wasm_bindgen_test]
async fn two_languages_stand_under_one_another() {
    let bench = bench(video()).await;
    bench.controller.prefer(Setting::SecondLanguage, number(Some(Language::Arabic)));
    tick().await;
    bench.controller.now(ENGLISH, &[cue(0, "Hello.")]);
    bench.controller.now(ARABIC, &[cue(0, "مرحبا")]);
    tick().await;
    assert_eq!(bench.texts(".player-caption"), ["Hello.", "مرحبا"]);
    let languages: Vec<String> = within(&bench.root, ".player-caption-lines").iter().map(HtmlElement::lang).collect();
    assert_eq!(languages, ["en", "ar"]);
}

#[wasm_bindgen_test]
async fn a_play_that_waits_can_be_taken_back() {
    let bench = bench(video()).await;
    bench.controller.hear(Event::Starting);
    tick().await;
    assert_eq!(bench.controller.state().phase, Phase::Stalled);
    bench.button("Pause");
}

#[wasm_bindgen_test]
async fn a_broken_video_says_what_happened_and_leads_to_the_transcript() {
    let bench = bench(video()).await;
    bench.controller.hear(Event::Failed(Fault::NoSource));
    tick().await;
    let alert = bench.texts("[role=alert]").join(" ");
    assert!(alert.contains("The video could not be loaded"), "{alert}");
    let link = within(&bench.root, "[role=alert] a").remove(0);
    let target = link.get_attribute("href").expect("an address");
    assert!(bench.root.query_selector(&target).expect("a selector").is_some());
}
