//! Doing what a button or a key asks for, and saying what came of it.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    controller::Controller,
    cues,
    keys::Action,
    preferences::Setting,
    state::{Request, STEP_MS},
};
use crate::i18n as tr;

/// The element has reported by then what became of a press.
const DONE: Duration = Duration::from_millis(200);

/// A jump in the video takes as long as the line needs; after this long, a word is said about it.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Pressing "chapter before" this soon after a chapter began goes to the one before it, later to its own beginning.
const BARELY_MS: u64 = 2_000;

/// Does it. What a key did is said, since focus may be anywhere in the player; of what a button did only what it does not show itself.
pub fn act(controller: Controller, action: Action, by_key: bool) {
    match action {
        Action::Toggle => controller.ask(Request::Toggle),
        Action::Back => controller.ask(Request::Skip(-STEP_MS)),
        Action::Forward => controller.ask(Request::Skip(STEP_MS)),
        Action::PreviousChapter | Action::NextChapter => chapter(controller, action == Action::NextChapter),
        Action::Captions => controller.switch(Setting::Captions),
        Action::Descriptions => controller.switch(Setting::Descriptions),
        Action::Sign => controller.switch(Setting::Sign),
        Action::Mute => controller.ask(Request::Mute),
        Action::Louder => controller.ask(Request::Louder),
        Action::Quieter => controller.ask(Request::Quieter),
        Action::Slower => controller.ask(Request::Slower),
        Action::Faster => controller.ask(Request::Faster),
        Action::LoopStart => controller.ask(Request::LoopStart),
        Action::LoopEnd => controller.ask(Request::LoopEnd),
        Action::LoopStop => controller.ask(Request::LoopStop),
        Action::Position => {}
        Action::FullScreen => controller.ask(Request::FullScreen),
        Action::PictureInPicture => controller.ask(Request::PictureInPicture),
        Action::Settings => controller.settings.update(|open| *open = !*open),
        Action::Keys => controller.keys.set(true),
    }
    let jumps = matches!(action, Action::Back | Action::Forward | Action::PreviousChapter | Action::NextChapter);
    if jumps {
        let mut own = 0;
        controller.untold.update_value(|untold| own = untold.expect(action));
        set_timeout(move || overdue(controller, own), PATIENCE);
    } else if by_key || matches!(action, Action::LoopStart | Action::LoopEnd | Action::LoopStop) {
        set_timeout(move || say(controller, action), DONE);
    }
}

/// The last jump that was asked for, as long as nothing was said of where it led.
#[derive(Debug, Default)]
pub struct Untold {
    count: usize,
    action: Option<Action>,
}

impl Untold {
    /// The number of the jump that is waited for from here on.
    fn expect(&mut self, action: Action) -> usize {
        self.count += 1;
        self.action = Some(action);
        self.count
    }
}

/// Says where a jump led to, once.
pub fn arrived(controller: Controller) {
    if let Some(action) = controller.untold.try_update_value(|untold| untold.action.take()).flatten() {
        say(controller, action);
    }
}

/// A jump that leads nowhere, as from the last chapter on, brings no report, so it is said where the video is. One that is still
/// under way says so, and where it led once it is there. A later jump has its own turn.
fn overdue(controller: Controller, own: usize) {
    let waits = controller.untold.try_with_value(|untold| untold.count == own && untold.action.is_some());
    if waits != Some(true) {
        return;
    }
    if untrack(|| controller.state().is_on_its_way()) {
        controller.say(tr::player::stalled());
    } else {
        arrived(controller);
    }
}

/// Asks for a change of the passage that is repeated, and says what it is then.
pub fn ask_and_say(controller: Controller, request: Request) {
    controller.ask(request);
    controller.say(untrack(|| passage(controller)));
}

fn chapter(controller: Controller, forward: bool) {
    let chapters = untrack(|| controller.chapters());
    let position = untrack(|| controller.state().place_ms());
    let here = cues::current(&chapters, position);
    let target = match (here, forward) {
        (None, true) => 0,
        (Some(here), true) => here + 1,
        (None, false) => return controller.ask(Request::SeekTo(0)),
        (Some(here), false) if position > chapters[here].start_ms + BARELY_MS => here,
        (Some(here), false) => here.saturating_sub(1),
    };
    if let Some(chapter) = chapters.get(target) {
        controller.ask(Request::SeekTo(chapter.start_ms));
    }
}

/// Says what is so now.
fn say(controller: Controller, action: Action) {
    if controller.element.try_get_untracked().is_none() {
        return;
    }
    let words = untrack(|| feedback(controller, action));
    if !words.is_empty() {
        controller.say(words);
    }
}

fn feedback(controller: Controller, action: Action) -> String {
    let state = controller.state();
    let switched = |label: fn() -> String, setting| tr::player::said(&label(), &on_or_off(controller.is_on(setting)));
    match action {
        Action::Toggle if state.plays() => tr::player::said_playing(),
        Action::Toggle => tr::player::said_paused(),
        Action::Back | Action::Forward | Action::Position => place(controller),
        Action::PreviousChapter | Action::NextChapter => {
            let chapters = controller.chapters();
            let here = cues::current(&chapters, controller.position_ms() + 1).and_then(|here| chapters.get(here));
            here.map(|chapter| chapter.text.clone()).unwrap_or_default()
        }
        Action::Captions => switched(tr::player::captions, Setting::Captions),
        Action::Descriptions => switched(tr::player::descriptions, Setting::Descriptions),
        Action::Sign => switched(tr::player::sign, Setting::Sign),
        Action::Mute => tr::player::said(&tr::player::mute(), &on_or_off(state.muted)),
        Action::Louder | Action::Quieter => tr::player::said(&tr::player::volume(), &tr::percent(state.volume)),
        Action::Slower | Action::Faster => tr::player::said(&tr::player::speed(), &speed(state.speed)),
        Action::LoopStart | Action::LoopEnd | Action::LoopStop => passage(controller),
        Action::FullScreen | Action::PictureInPicture | Action::Settings | Action::Keys => String::new(),
    }
}

fn on_or_off(is_on: bool) -> String {
    if is_on { tr::player::on() } else { tr::player::off() }
}

/// Where the video is, as one says it.
pub fn place(controller: Controller) -> String {
    tr::player::position(&moment(controller.position_ms()), &moment(controller.state().duration_ms))
}

/// Which passage is repeated.
pub fn passage(controller: Controller) -> String {
    let state = controller.state();
    match (state.loop_start_ms, state.loop_end_ms) {
        (Some(start), Some(end)) => tr::player::loop_now(&moment(start), &moment(end)),
        (Some(start), None) => tr::player::loop_from(&moment(start)),
        (None, _) => tr::player::loop_none(),
    }
}

/// A speed as the language writes it, such as `1.5 ×`.
pub fn speed(percent: u16) -> String {
    let times = js_sys::Number::from(f64::from(percent) / 100.0).to_locale_string(tr::language().as_str());
    [&String::from(times), "\u{a0}×"].concat()
}

/// A length as one says it.
pub fn moment(ms: u64) -> String {
    let seconds = ms / 1_000;
    match (seconds / 60, seconds % 60) {
        (0, seconds) => tr::player::seconds(seconds),
        (minutes, 0) => tr::player::minutes(minutes),
        (minutes, seconds) => tr::list(&[tr::player::minutes(minutes), tr::player::seconds(seconds)]),
    }
}
