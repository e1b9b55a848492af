//! What the parts of the player share: the state, what is chosen, what is said now, and the way to ask for something.

use leptos::{html, prelude::*};
use passerelle_api::{
    account::Language,
    course::{Track, TrackKind, Video},
};

use super::{
    cues::{self, Cue, Cues},
    element,
    preferences::Preferences,
    state::{Event, Phase, Request, Saver, State},
};
use crate::i18n as tr;

/// A handle on one player.
#[derive(Clone, Copy)]
pub struct Controller {
    pub video: StoredValue<Video>,
    pub element: NodeRef<html::Video>,
    /// What fills the screen when asked: the picture with everything on it, and the controls.
    pub frame: NodeRef<html::Div>,
    state: RwSignal<State>,
    saver: StoredValue<Saver>,
    preferences: RwSignal<Preferences>,
    /// The cues of each track, in the order of the tracks.
    tracks: RwSignal<Vec<Cues>>,
    captions: RwSignal<Vec<String>>,
    described: RwSignal<String>,
    on_position: Callback<u64>,
}

impl Controller {
    /// Opens a video. `on_position` gets the positions that are worth keeping.
    pub fn new(video: Video, preferences: Preferences, on_position: Callback<u64>) -> Self {
        Self {
            state: RwSignal::new(State::new(video.duration_ms, preferences.speed)),
            tracks: RwSignal::new(vec![Cues::Loading; video.tracks.len()]),
            video: StoredValue::new(video),
            element: NodeRef::new(),
            frame: NodeRef::new(),
            saver: StoredValue::new(Saver::default()),
            preferences: RwSignal::new(preferences),
            captions: RwSignal::new(Vec::new()),
            described: RwSignal::new(String::new()),
            on_position,
        }
    }

    /// Asks for something.
    pub fn ask(self, request: Request) {
        let command = self.state.try_update(|state| state.ask(request)).flatten();
        if let Some(command) = command {
            element::run(self, command);
        }
        if let Request::Speed(speed) = request {
            self.prefer(|preferences| preferences.speed = speed);
        }
    }

    /// Takes in what the element reports.
    pub fn hear(self, event: Event) {
        let Some(command) = self.state.try_update(|state| state.hear(event)) else { return };
        if let Some(command) = command {
            element::run(self, command);
        }
        let state = self.state.get_untracked();
        if let Some(position) = self.saver.try_update_value(|saver| saver.after(&state, event)).flatten() {
            self.on_position.run(position);
        }
    }

    /// Keeps the position because the page is left or hidden.
    pub fn leave(self) {
        let Some(state) = self.state.try_get_untracked() else { return };
        if let Some(position) = self.saver.try_update_value(|saver| saver.leaving(&state)).flatten() {
            self.on_position.run(position);
        }
    }

    /// Reads a part of the state, as a signal that changes with that part alone.
    pub fn part<T: PartialEq + Send + Sync + 'static>(self, read: fn(&State) -> T) -> Memo<T> {
        Memo::new(move |_| self.state.with(read))
    }

    /// What the video is doing.
    pub fn phase(self) -> Memo<Phase> {
        self.part(|state| state.phase)
    }

    /// What is chosen now.
    pub fn preferences(self) -> Preferences {
        self.preferences.get()
    }

    /// Reads one choice, as a signal that changes with it alone.
    pub fn choice<T: PartialEq + Send + Sync + 'static>(self, read: fn(&Preferences) -> T) -> Memo<T> {
        Memo::new(move |_| self.preferences.with(read))
    }

    /// Changes what is chosen, and keeps it in this browser.
    pub fn prefer(self, change: impl FnOnce(&mut Preferences)) {
        self.preferences.update(change);
        self.preferences.with_untracked(Preferences::keep);
    }

    /// Whether there is a track of a kind.
    pub fn has(self, kind: TrackKind) -> bool {
        self.read_tracks(|tracks| tracks.iter().any(|track| track.kind == kind))
    }

    /// Reads the tracks that the video comes with.
    pub fn read_tracks<T>(self, read: impl FnOnce(&[Track]) -> T) -> T {
        self.video.with_value(|video| read(&video.tracks))
    }

    /// The number of the track of a kind that fits best: in the chosen language, the interface's, or the spoken one.
    pub fn track(self, kind: TrackKind) -> Option<usize> {
        let chosen = self.preferences.with(|preferences| preferences.language);
        let voice = self.video.with_value(|video| video.voice);
        let wanted: Vec<Language> = chosen.into_iter().chain([tr::language(), voice]).collect();
        self.read_tracks(|tracks| cues::pick(tracks, kind, &wanted))
    }

    /// The language of that track.
    pub fn language(self, kind: TrackKind) -> Option<Language> {
        let track = self.track(kind)?;
        self.read_tracks(|tracks| tracks.get(track).map(|track| track.lang))
    }

    /// The cues of that track.
    pub fn cues(self, kind: TrackKind) -> Memo<Cues> {
        Memo::new(move |_| {
            let Some(track) = self.track(kind) else { return Cues::Failed };
            self.tracks.with(|tracks| tracks.get(track).cloned().unwrap_or_default())
        })
    }

    /// Puts in the cues of a track, once they are here or cannot be had.
    pub fn install(self, track: usize, cues: Cues) {
        self.tracks.update(|tracks| {
            if let Some(place) = tracks.get_mut(track) {
                *place = cues;
            }
        });
    }

    /// Takes in what a track says now.
    pub fn say(self, track: usize, cues: Vec<Cue>) {
        let kind = self.read_tracks(|tracks| tracks.get(track).map(|track| track.kind));
        match kind {
            Some(kind) if untrack(|| self.track(kind)) != Some(track) => {}
            Some(TrackKind::Captions) => self.captions.set(cues.into_iter().map(|cue| cue.html).collect()),
            Some(TrackKind::Descriptions) => {
                self.described.set(cues.into_iter().map(|cue| cue.text).collect::<Vec<_>>().join(" "))
            }
            Some(TrackKind::Chapters) | None => {}
        }
    }

    /// The captions that are said now, as markup.
    pub fn captions(self) -> Vec<String> {
        self.captions.get()
    }

    /// The description of what is seen now.
    pub fn described(self) -> String {
        self.described.get()
    }

    /// The number of the cue that was begun last, as a signal that changes with it alone.
    pub fn current(self, list: Memo<Cues>) -> Memo<Option<usize>> {
        Memo::new(move |_| {
            let position = self.state.with(|state| state.position_ms);
            list.with(|cues| cues::current(cues.list(), position))
        })
    }
}
