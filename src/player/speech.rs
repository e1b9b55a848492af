//! What is seen, told: by the browser's own voice, or by the screen reader. The video waits where telling takes longer than showing.

use std::{cell::RefCell, time::Duration};

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use passerelle_api::account::Language;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance};

use super::{
    captions::direction,
    controller::Controller,
    describe::{Describer, Step, reading_ms},
    preferences::{Setting, describe_by},
    state::Request,
};
use crate::{
    base,
    watch::{watch, watch_from},
};

/// A jump in the video is what its running cannot explain.
const JUMP_MS: u64 = 2_500;

/// What is being said, and who hears that it was.
type Utterance = (SpeechSynthesisUtterance, Closure<dyn Fn()>);

thread_local! {
    /// Browsers forget an utterance that nobody holds, and with it the report.
    static SPOKEN: RefCell<Option<Utterance>> = const { RefCell::new(None) };
}

/// One teller.
#[derive(Clone, Copy)]
struct Teller {
    controller: Controller,
    describer: StoredValue<Describer>,
    /// What is being told, for those who read it.
    text: RwSignal<String>,
    /// Whether the screen reader says it.
    live: RwSignal<bool>,
    /// Counts what was told, so that a late report of an earlier one changes nothing.
    turn: StoredValue<usize>,
}

/// What is seen, below the picture, while it is told.
pub fn view(controller: Controller) -> AnyView {
    let waits = untrack(|| controller.is_on(Setting::DescribeWaits));
    let teller = Teller {
        controller,
        describer: StoredValue::new(Describer::new(waits)),
        text: RwSignal::new(String::new()),
        live: RwSignal::new(false),
        turn: StoredValue::new(0),
    };
    watch(move || {
        let waits = controller.is_on(Setting::DescribeWaits);
        teller.perform(|describer| {
            let steps = describer.stop();
            *describer = Describer::new(waits);
            steps
        });
    });
    watch(move || {
        let seen = controller.seen.get();
        teller.perform(|describer| describer.turn(&seen));
    });
    watch_from(move |before: Option<u64>| {
        let here = controller.position_ms();
        if before.is_some_and(|before| here.abs_diff(before) > JUMP_MS) {
            let seen = controller.seen.get_untracked();
            teller.perform(|describer| describer.stop().into_iter().chain(describer.turn(&seen)).collect());
        }
        here
    });
    on_cleanup(move || teller.perform(Describer::stop));
    let language = move || controller.language(controller.picks().descriptions);
    view! {
        <div
            class="player-described"
            role=move || teller.live.get().then_some("status")
            lang=move || language().map(Language::as_str)
            dir=move || direction(language())
        >
            <p>{move || teller.text.get()}</p>
        </div>
    }
    .into_any()
}

impl Teller {
    fn perform(self, change: impl FnOnce(&mut Describer) -> Vec<Step>) {
        let steps = self.describer.try_update_value(change).unwrap_or_default();
        for step in steps {
            match step {
                Step::Say(text) => self.say(text),
                Step::Hush => self.hush(),
                Step::Hold => self.controller.ask(Request::Hold),
                Step::Release => self.controller.ask(Request::Release),
            }
        }
    }

    fn say(self, text: String) {
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        }) else {
            return;
        };
        let done = move || {
            if self.turn.try_get_value() == Some(turn) {
                self.perform(Describer::done);
            }
        };
        let by_voice = untrack(|| self.controller.get(Setting::DescribeBy)) == describe_by::VOICE;
        let is_spoken = by_voice && self.speak(&text, Closure::new(done));
        self.live.set(!is_spoken);
        if !is_spoken {
            set_timeout(done, Duration::from_millis(reading_ms(&text)));
        }
        self.text.set(text);
    }

    fn hush(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.text.try_set(String::new());
        if let Some(synthesis) = synthesis() {
            synthesis.cancel();
        }
    }

    /// Has the browser say it. It cannot where it has no voice for the language.
    fn speak(self, text: &str, done: Closure<dyn Fn()>) -> bool {
        let language = untrack(|| self.controller.language(self.controller.picks().descriptions));
        let Some((synthesis, language)) = synthesis().zip(language) else { return false };
        let Some(voice) = voice(&synthesis, language) else { return false };
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(text) else { return false };
        utterance.set_lang(language.as_str());
        utterance.set_rate(f32::from(untrack(|| self.controller.get(Setting::DescribeSpeed))) / 100.0);
        if Reflect::set(&utterance, &JsValue::from_str("voice"), &voice).is_err() {
            return false;
        }
        utterance.set_onend(Some(done.as_ref().unchecked_ref()));
        utterance.set_onerror(Some(done.as_ref().unchecked_ref()));
        synthesis.speak(&utterance);
        // The one before it may be reporting just now, so it is let go when that is over.
        let before = SPOKEN.replace(Some((utterance, done)));
        set_timeout(move || drop(before), Duration::ZERO);
        true
    }
}

/// The browser's voice, where it has one.
pub fn synthesis() -> Option<SpeechSynthesis> {
    window().speech_synthesis().ok()
}

/// The voices for a language.
pub fn voices(synthesis: &SpeechSynthesis, language: Language) -> Vec<JsValue> {
    let speaks = |voice: &JsValue| fact(voice, "lang").to_ascii_lowercase().starts_with(language.as_str());
    let all: Array = synthesis.get_voices().unchecked_into();
    all.iter().filter(speaks).collect()
}

/// What a voice says of itself.
pub fn fact(voice: &JsValue, name: &str) -> String {
    Reflect::get(voice, &JsValue::from_str(name)).ok().and_then(|fact| fact.as_string()).unwrap_or_default()
}

/// The voice that was chosen for a language, or the first one.
fn voice(synthesis: &SpeechSynthesis, language: Language) -> Option<JsValue> {
    let voices = voices(synthesis, language);
    let chosen = base::stored(&voice_place(language));
    let is_chosen = |voice: &&JsValue| chosen.as_deref() == Some(fact(voice, "name").as_str());
    voices.iter().find(is_chosen).or_else(|| voices.first()).cloned()
}

/// What a voice is kept under. Each device has its own voices, so the choice stays in this browser.
pub fn voice_place(language: Language) -> String {
    ["player-voice-", language.as_str()].concat()
}
