//! The parts of the player that are fetched when they are first opened, with their words.

use leptos::prelude::*;

use super::{
    controller::Controller,
    help, settings as all_settings, sign as signer, speech as describer, tools as more,
    transcript::{self, Follows},
    trouble::{self, Next},
};
use crate::{
    i18n::{Namespace, language_untracked},
    language,
    lazy::{ChunkMissing, Fetching, panel, panels},
};

panels! {
    player_settings(Controller) => all_settings::view;
    player_keys(Controller) => help::view;
    player_tools(Controller) => more::view;
    player_speech(Controller) => describer::view;
    player_sign(Controller) => signer::view;
    player_lines((Controller, Follows)) => |(controller, follows)| transcript::lines(controller, follows);
    player_end((Controller, Next)) => |(controller, next)| trouble::ended(controller, next);
}

/// Shows a part from the first time on that it is opened, so that nothing in it is lost when it is closed.
pub fn once_open(controller: Controller, open: RwSignal<bool>, view: fn(Controller) -> AnyView) -> AnyView {
    let opened = Memo::new(move |before: Option<&bool>| before.copied().unwrap_or(false) || open.get());
    (move || if opened.get() { view(controller) } else { ().into_any() }).into_any()
}

/// The settings.
pub fn settings(controller: Controller) -> AnyView {
    panel(|| with_words(Box::pin(player_settings())), controller)
}

/// The list of keys.
pub fn keys(controller: Controller) -> AnyView {
    panel(|| with_words(Box::pin(player_keys())), controller)
}

/// What can be done with the transcript.
pub fn tools(controller: Controller) -> AnyView {
    panel(|| with_words(Box::pin(player_tools())), controller)
}

/// What is seen, told.
pub fn speech(controller: Controller) -> AnyView {
    panel(|| Box::pin(player_speech()), controller)
}

/// The person who signs.
pub fn sign(controller: Controller) -> AnyView {
    panel(|| with_words(Box::pin(player_sign())), controller)
}

/// The lines of the transcript, which come with the captions that they are made of.
pub fn lines(controller: Controller, follows: Follows) -> AnyView {
    panel(|| Box::pin(player_lines()), (controller, follows))
}

/// Asks for the lines while the captions are on their way. Where they are shown, it is told if they did not come.
pub fn expect_lines() {
    leptos::task::spawn_local(async { drop(player_lines().await) });
}

/// What comes after the end.
pub fn end(controller: Controller, next: Next) -> AnyView {
    panel(|| Box::pin(player_end()), (controller, next))
}

/// Fetches the words of a part along with it.
fn with_words(fetching: Fetching<Controller>) -> Fetching<Controller> {
    Box::pin(async move {
        if language::ensure(&[Namespace::PlayerSettings], language_untracked()).await.is_err() {
            return Err(ChunkMissing);
        }
        fetching.await
    })
}
