//! What can be done with the transcript: search in it, read it in another language, print it, take it away.

use leptos::prelude::*;
use passerelle_api::{
    course::TrackKind,
    transcript::{TranscriptForm, TranscriptQuery, transcript_path},
};

use super::{controller::Controller, cues::find, preferences::Setting, settings};
use crate::{
    i18n as tr,
    ui::{
        button::{Button, LinkButton},
        icon::Icon,
    },
};

/// The tools.
pub fn view(controller: Controller) -> AnyView {
    view! {
        {search(controller)}
        {settings::pick(controller, "player-transcript-language", tr::player_settings::transcript_language, Setting::TranscriptLanguage, settings::transcript_languages)}
        {move || downloads(controller)}
        <Button label=tr::player_settings::print icon=Icon::Print on_press=move |()| print()/>
    }
    .into_any()
}

fn search(controller: Controller) -> AnyView {
    let (words, hit) = (controller.words, controller.hit);
    let count = move || {
        let track = controller.picks().transcript;
        words.with(|words| controller.with_cues(track, |cues| find(cues, words).len()))
    };
    let go = move |by: usize| {
        let all = untrack(count);
        if all > 0 {
            hit.update(|hit| *hit = (*hit + by) % all);
            controller.say(untrack(|| said(controller)));
        }
    };
    let told = move || {
        if words.with(|words| words.trim().is_empty()) {
            return String::new();
        }
        match count() {
            0 => tr::player_settings::found_none(),
            all => tr::player_settings::found(&tr::number(hit.get() as u64 + 1), &tr::number(all as u64)),
        }
    };
    let none = move || if count() == 0 { Some("true") } else { None };
    view! {
        <div class="player-search" role="search" aria-label=tr::player_settings::search>
            <div class="field">
                <label class="label" for="player-search">{tr::player_settings::search}</label>
                <input
                    class="input"
                    id="player-search"
                    type="search"
                    autocomplete="off"
                    prop:value=move || words.get()
                    on:input:target=move |event| {
                        hit.set(0);
                        words.set(event.target().value());
                    }
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            let all = untrack(count);
                            go(if event.shift_key() { all.saturating_sub(1) } else { 1 });
                        }
                    }
                />
            </div>
            <div class="cluster">
                <button class="button" type="button" aria-disabled=none on:click=move |_| go(untrack(count).saturating_sub(1))>{tr::player_settings::found_before}</button>
                <button class="button" type="button" aria-disabled=none on:click=move |_| go(1)>{tr::player_settings::found_next}</button>
                <p class="player-found" role="status">{told}</p>
            </div>
        </div>
    }
    .into_any()
}

/// The line that was found, so that nobody has to go there to read it.
fn said(controller: Controller) -> String {
    let track = controller.picks().transcript;
    let (words, hit) = (controller.words.get(), controller.hit.get());
    let text = |cues: &[super::cues::Cue]| find(cues, &words).get(hit).map(|line| cues[*line].text.clone());
    controller.with_cues(track, text).unwrap_or_default()
}

fn downloads(controller: Controller) -> AnyView {
    let language = controller.language(controller.picks().transcript);
    let query = TranscriptQuery { language };
    let link = |form: TranscriptForm, label: fn() -> String| {
        let href = controller.place.with_value(|(course, chapter)| transcript_path(course, chapter, form, &query));
        view! { <li><LinkButton href label icon=Icon::Download download=""/></li> }.into_any()
    };
    if !controller.has(TrackKind::Captions) {
        return ().into_any();
    }
    view! {
        <div>
            <h4 class="player-tools-title" id="player-downloads">{tr::player_settings::downloads}</h4>
            <ul class="cluster" role="list" aria-labelledby="player-downloads">
                {link(TranscriptForm::Text, tr::player_settings::download_text)}
                {link(TranscriptForm::Braille, tr::player_settings::download_braille)}
                {link(TranscriptForm::SubRip, tr::player_settings::download_srt)}
                {link(TranscriptForm::WebVtt, tr::player_settings::download_vtt)}
            </ul>
        </div>
    }
    .into_any()
}

/// Prints the page with the transcript alone in place of the player.
fn print() {
    if window().print().is_err() {
        leptos::logging::error!("the browser refused to print");
    }
}
