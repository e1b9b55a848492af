//! Reading the text aloud, sentence by sentence, in its own language.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, SpeechSynthesis, SpeechSynthesisUtterance};

use super::{
    sentences::{Sentence, mark, sentences, unmark},
    text,
    tools::Here,
};
use crate::{
    i18n as tr, player,
    ui::{
        button::{Button, ButtonKind},
        field::{Choice, Select},
        icon::Icon,
        notice::{Notice, Tone},
    },
};

/// Speeds, each as it is written and as the browser takes it.
const RATES: &[(&str, f32)] = &[("0.5", 0.5), ("0.75", 0.75), ("1", 1.0), ("1.25", 1.25), ("1.5", 1.5), ("2", 2.0)];

/// Where the reading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Silent,
    Speaking,
    Paused,
    Failed,
}

type Ended = Closure<dyn FnMut(web_sys::Event)>;

/// What is read, and how far. It belongs to the one thread that browsers give a page.
#[derive(Default)]
struct Voice {
    sentences: Vec<Sentence>,
    at: usize,
    /// Counts what was begun, so that the end of something that was stopped moves nothing on.
    turn: u32,
    /// What is spoken now, with what the browser calls at its end.
    said: Option<(SpeechSynthesisUtterance, Ended)>,
}

#[derive(Clone, Copy)]
struct Aloud {
    here: Here,
    stage: RwSignal<Stage>,
    rate: RwSignal<String>,
    voice: StoredValue<Voice, LocalStorage>,
}

/// The controls. What is read stops when they are closed or the page is left.
pub fn panel(here: Here) -> AnyView {
    let aloud = Aloud {
        here,
        stage: RwSignal::new(Stage::Silent),
        rate: RwSignal::new("1".to_owned()),
        voice: StoredValue::new_local(Voice::default()),
    };
    on_cleanup(move || {
        aloud.silence();
        unmark();
    });
    let stage = aloud.stage;
    let speaks = move || stage.get() == Stage::Speaking;
    let label = move || match stage.get() {
        Stage::Speaking => tr::tools::pause(),
        Stage::Paused => tr::tools::resume(),
        Stage::Silent | Stage::Failed => tr::tools::play(),
    };
    let language = here.lesson.with_value(|lesson| lesson.lang);
    let rates = move || RATES.iter().map(|(rate, _)| Choice::new(*rate, tr::tools::times(rate))).collect::<Vec<_>>();
    view! {
        <div class="cluster">
            {move || {
                let icon = if speaks() { Icon::Pause } else { Icon::Play };
                view! { <Button id="aloud-play" label kind=ButtonKind::Primary icon on_press=move |()| aloud.toggle()/> }.into_any()
            }}
            <Button label=tr::tools::stop icon=Icon::Close disabled=Signal::derive(move || stage.get() == Stage::Silent) on_press=move |()| aloud.stop()/>
            <Button label=tr::tools::back icon=Icon::Rewind on_press=move |()| aloud.step(false)/>
            <Button label=tr::tools::forward icon=Icon::Forward on_press=move |()| aloud.step(true)/>
        </div>
        <Select
            id="aloud-rate"
            label=tr::tools::rate
            value=aloud.rate
            on_change=move |rate| aloud.choose_rate(rate)
            options=Signal::derive(rates)
        />
        <p class="hint">{tr::tools::aloud_hint}</p>
        <div role="alert">
            {move || (stage.get() == Stage::Failed).then(|| view! {
                <Notice tone=Tone::Bad title=move || tr::tools::no_voice(&tr::language_name(language.as_str()))>
                    <p>{tr::tools::no_voice_next}</p>
                </Notice>
            }.into_any())}
        </div>
    }
    .into_any()
}

impl Aloud {
    fn toggle(self) {
        match self.stage.get_untracked() {
            Stage::Speaking => {
                self.silence();
                self.stage.set(Stage::Paused);
            }
            Stage::Paused => self.speak(),
            Stage::Silent | Stage::Failed => {
                self.begin();
                self.speak();
            }
        }
    }

    /// Stops the voice. What it was saying then ends nothing any more.
    fn silence(self) {
        let said = self.voice.try_update_value(|voice| {
            voice.turn += 1;
            voice.said.take()
        });
        if let Some((utterance, _)) = said.flatten() {
            utterance.set_onend(None);
            utterance.set_onerror(None);
        }
        if let Some(synthesis) = synthesis() {
            synthesis.cancel();
        }
    }

    fn stop(self) {
        self.silence();
        unmark();
        self.voice.update_value(|voice| voice.at = 0);
        self.stage.set(Stage::Silent);
    }

    /// Goes a sentence back or forward, and reads on from there where it was reading.
    fn step(self, forward: bool) {
        if self.voice.with_value(|voice| voice.sentences.is_empty()) {
            self.begin();
        }
        self.voice.update_value(|voice| {
            let last = voice.sentences.len().saturating_sub(1);
            voice.at = if forward { (voice.at + 1).min(last) } else { voice.at.saturating_sub(1) };
        });
        if self.stage.get_untracked() == Stage::Speaking {
            self.speak();
        } else {
            self.stage.set(Stage::Paused);
            self.show();
        }
    }

    fn choose_rate(self, rate: String) {
        self.rate.set(rate);
        if self.stage.get_untracked() == Stage::Speaking {
            self.speak();
        }
    }

    /// Finds the sentences anew: meanings may have been opened since.
    fn begin(self) {
        let lang = self.here.lesson.with_value(|lesson| lesson.lang);
        let article = document().get_element_by_id(text::ID);
        let found = article.map(|article| sentences(&article, lang.as_str())).unwrap_or_default();
        self.voice.update_value(|voice| {
            voice.at = 0;
            voice.sentences = found;
        });
    }

    /// Marks the sentence and brings it into view.
    fn show(self) {
        let sentence = self.voice.with_value(|voice| voice.sentences.get(voice.at).cloned());
        if let Some(sentence) = sentence {
            mark(&sentence);
            bring_into_view(&sentence.block);
        }
    }

    /// Reads the sentence, and then the next one.
    fn speak(self) {
        let Some(synthesis) = synthesis() else { return self.stage.set(Stage::Failed) };
        self.silence();
        let next = self
            .voice
            .try_with_value(|voice| (voice.turn, voice.sentences.get(voice.at).map(|sentence| sentence.text.clone())));
        let Some((turn, Some(text))) = next else { return self.stop() };
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&text) else {
            return self.stage.set(Stage::Failed);
        };
        player::pause();
        utterance.set_lang(self.here.lesson.with_value(|lesson| lesson.lang).as_str());
        let rate = self.rate.get_untracked();
        utterance.set_rate(RATES.iter().find(|(name, _)| *name == rate).map_or(1.0, |(_, rate)| *rate));
        let ended: Ended = Closure::new(move |event: web_sys::Event| self.hear(turn, event.type_() == "error"));
        utterance.set_onend(Some(ended.as_ref().unchecked_ref()));
        utterance.set_onerror(Some(ended.as_ref().unchecked_ref()));
        self.voice.update_value(|voice| voice.said = Some((utterance.clone(), ended)));
        self.stage.set(Stage::Speaking);
        self.show();
        synthesis.speak(&utterance);
    }

    /// What the browser says of the sentence that was begun as `turn`.
    fn hear(self, turn: u32, failed: bool) {
        if self.voice.try_with_value(|voice| voice.turn) != Some(turn) {
            return;
        }
        if failed {
            unmark();
            return self.stage.set(Stage::Failed);
        }
        self.voice.update_value(|voice| voice.at += 1);
        // The closure that is running now must not be replaced before it returns.
        set_timeout(
            move || {
                if self.voice.try_with_value(|voice| voice.turn) == Some(turn) {
                    self.speak()
                }
            },
            std::time::Duration::ZERO,
        );
    }
}

fn synthesis() -> Option<SpeechSynthesis> {
    window().speech_synthesis().ok()
}

/// Scrolls only where the sentence would not be seen, so that the page does not jump with every one.
fn bring_into_view(block: &HtmlElement) {
    let place = block.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::MAX);
    if place.top() < 0.0 || place.bottom() > height {
        let centre = web_sys::ScrollIntoViewOptions::new();
        centre.set_block(web_sys::ScrollLogicalPosition::Center);
        block.scroll_into_view_with_scroll_into_view_options(&centre);
    }
}
