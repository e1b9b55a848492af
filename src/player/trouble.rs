//! What goes wrong with a video, what still works then, and what comes after its end.

use leptos::prelude::*;

use super::{
    actions,
    controller::Controller,
    panels,
    preferences::Setting,
    state::{Fault, Patience, Phase, Request},
    transcript,
};
use crate::{
    base, i18n as tr,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::{Glyph, Icon},
        notice::{Notice, Tone},
    },
    watch::watch,
};

/// The words and the address of what comes after the video.
pub type Next = Callback<(), (String, String)>;

/// What the picture itself cannot show: that it may be started, that more of it is on its way, that it waits for a description.
pub fn status(controller: Controller) -> AnyView {
    let invites = move || controller.state().phase == Phase::Paused && !controller.state().touched;
    let words = move || {
        let state = controller.state();
        match state.phase {
            Phase::Stalled if state.patience != Patience::Short => tr::player::stalled(),
            Phase::Held => tr::player::held(),
            // Until it is played, where it goes on is a matter of another day, which nobody may remember.
            Phase::Paused if !state.touched && controller.position_ms() > 0 => {
                tr::player::resumes(&actions::moment(controller.position_ms()))
            }
            _ => String::new(),
        }
    };
    view! {
        <div class="player-invite" aria-hidden="true" hidden=move || !invites()>
            <Glyph icon=Icon::Play size=48/>
        </div>
        <p class="player-status" role="status">{words}</p>
    }
    .into_any()
}

/// After the end: again, or on.
pub fn end(controller: Controller, next: Next) -> AnyView {
    let over = Memo::new(move |_| controller.state().phase == Phase::Ended);
    watch(move || {
        if over.get() {
            controller.say(untrack(|| tr::player::ended_next(&next.run(()).0)));
        }
    });
    (move || if over.get() { panels::end(controller, next) } else { ().into_any() }).into_any()
}

/// The end itself. The page has the way on as well, below the text, so that this may come when it is needed.
pub fn ended(controller: Controller, next: Next) -> AnyView {
    let (label, href) = next.run(());
    view! {
        <div class="player-end">
            <p class="player-end-title">{tr::player::ended}</p>
            <div class="cluster">
                <LinkButton label=label href=href kind=ButtonKind::Primary icon=Icon::Next/>
                <Button label=tr::player::again icon=Icon::Rewind on_press=move |()| again(controller)/>
            </div>
        </div>
    }
    .into_any()
}

fn again(controller: Controller) {
    controller.ask(Request::SeekTo(0));
    controller.ask(Request::Toggle);
}

/// Says what went wrong, and offers what still works: the transcript first.
pub fn trouble(controller: Controller) -> AnyView {
    let kind = Memo::new(move |_| {
        let state = controller.state();
        match state.phase {
            Phase::Failed(Fault::Network) => 1,
            Phase::Failed(Fault::Decode) => 2,
            Phase::Failed(Fault::NoSource) => 3,
            Phase::Failed(Fault::NoCodec) => 4,
            Phase::Stalled if state.patience == Patience::Spent => 5,
            _ => 0usize,
        }
    });
    watch(move || {
        // A region that comes with its words in it is said only where it is an alert, and this is none.
        if kind.get() == 5 {
            controller.say(untrack(|| [tr::player::slow(), tr::player::slow_next()].join(". ")));
        }
    });
    (move || {
        let number = kind.get();
        let title = match number {
            0 => return ().into_any(),
            1 => tr::player::failed_network,
            2 => tr::player::failed_decode,
            3 => tr::player::failed_source,
            4 => tr::player::failed_codec,
            _ => tr::player::slow,
        };
        let broken = number < 5;
        let smaller = !broken && smallest(controller).is_some();
        view! {
            <Notice tone=if broken { Tone::Bad } else { Tone::Info } title live=broken>
                <p>
                    {if broken { tr::player::failed_next } else { tr::player::slow_next }}" "
                    <a href=["#", transcript::ID].concat() on:click=move |_| { base::focus(transcript::ID); }>{tr::player::to_transcript}</a>
                </p>
                <div class="cluster">
                    {(number != 4).then(|| view! {
                        <Button label=tr::player::reload on_press=move |()| controller.ask(Request::Reload)/>
                    }.into_any())}
                    {smaller.then(|| view! {
                        <Button label=tr::player::smaller on_press=move |()| {
                            if let Some(height) = smallest(controller) {
                                controller.prefer(Setting::Quality, height);
                            }
                        }/>
                    }.into_any())}
                </div>
            </Notice>
        }
        .into_any()
    })
    .into_any()
}

/// The height of the smallest picture, where another one is played now.
fn smallest(controller: Controller) -> Option<i16> {
    let now = usize::from(untrack(|| controller.state().rendition));
    controller.renditions.with_value(|list| {
        let least = list.iter().map(|one| one.height).min()?;
        let is_now = list.get(now).is_some_and(|one| one.height == least);
        i16::try_from(least).ok().filter(|_| !is_now)
    })
}
