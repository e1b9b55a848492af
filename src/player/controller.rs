//! What the parts of the player share: the state, what is chosen, what is said now, and the way to ask for something.

use std::time::Duration;

use leptos::{html, prelude::*};
use passerelle_api::{
    account::Language,
    course::{Rendition, Track, TrackKind, Video},
    id::{ChapterSlug, CourseSlug},
};

use super::{
    actions::{self, Untold},
    cues::{self, Cue, Cues},
    element,
    keys::Bindings,
    preferences::{Preferences, Setting, describe_by},
    saver::Saver,
    state::{Event, Patience, Phase, Request, State},
};
use crate::{
    announce::Announcer,
    i18n as tr, preferences as kept,
    session::{SessionState, use_session},
};

/// What the preferences and the keys are kept under.
const NAME: &str = "player";
const KEYS: &str = "player-keys";

/// A stall is told after the first, and something else is offered after the second.
const TOLD: Duration = Duration::from_secs(1);
const SPENT: Duration = Duration::from_secs(8);

/// The tracks in use, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Picks {
    pub captions: Option<usize>,
    /// The second language of captions.
    pub second: Option<usize>,
    pub transcript: Option<usize>,
    pub chapters: Option<usize>,
    pub descriptions: Option<usize>,
}

/// A handle on one player.
#[derive(Clone, Copy)]
pub struct Controller {
    pub video: StoredValue<Video>,
    /// The lesson that it is shown in.
    pub place: StoredValue<(CourseSlug, ChapterSlug)>,
    pub element: NodeRef<html::Video>,
    /// What fills the screen when asked: the picture with everything on it, and the controls.
    pub frame: NodeRef<html::Div>,
    /// The encodings in the order in which they are tried.
    pub renditions: StoredValue<Vec<Rendition>>,
    /// What is open: the settings, the list of keys, what can be done with the transcript.
    pub settings: RwSignal<bool>,
    pub keys: RwSignal<bool>,
    pub tools: RwSignal<bool>,
    /// Captions of this moment as markup, in the first and the second language, and as words.
    pub said: [RwSignal<String>; 2],
    pub aloud: RwSignal<String>,
    /// What is seen at this moment, in words.
    pub seen: RwSignal<String>,
    /// What is looked for in the transcript, and which of the places found is meant.
    pub words: RwSignal<String>,
    pub hit: RwSignal<usize>,
    /// A jump that was asked for and whose end was not said yet.
    pub untold: StoredValue<Untold>,
    picks: Memo<Picks>,
    state: RwSignal<State>,
    position: RwSignal<u64>,
    saver: StoredValue<Saver>,
    stalls: StoredValue<usize>,
    preferences: RwSignal<Preferences>,
    bindings: RwSignal<Bindings>,
    /// The cues of each track, in the order of the tracks.
    tracks: RwSignal<Vec<Cues>>,
    announcer: Option<Announcer>,
    session: SessionState,
    on_position: Callback<u64>,
}

impl Controller {
    /// Opens a video. `on_position` gets the positions that are worth keeping.
    pub fn new(video: Video, place: (CourseSlug, ChapterSlug), on_position: Callback<u64>) -> Self {
        let chosen = kept::kept(NAME).map(|text| Preferences::read(&text)).unwrap_or_default();
        let bindings = kept::kept(KEYS).map(|text| Bindings::read(&text)).unwrap_or_default();
        let preferences = RwSignal::new(chosen);
        let speed = u16::try_from(chosen.get(Setting::Speed)).unwrap_or(100);
        let text = || RwSignal::new(String::new());
        let tracks = vec![Cues::Loading; video.tracks.len()];
        let state = State::new(video.duration_ms, speed, 0);
        let video = StoredValue::new(video);
        Self {
            video,
            place: StoredValue::new(place),
            element: NodeRef::new(),
            frame: NodeRef::new(),
            renditions: StoredValue::new(Vec::new()),
            settings: RwSignal::new(false),
            keys: RwSignal::new(false),
            tools: RwSignal::new(false),
            said: [text(), text()],
            aloud: text(),
            seen: text(),
            words: text(),
            hit: RwSignal::new(0),
            untold: StoredValue::new(Untold::default()),
            picks: Memo::new(move |_| preferences.with(|chosen| pick(video, chosen))),
            state: RwSignal::new(state),
            position: RwSignal::new(0),
            saver: StoredValue::new(Saver::default()),
            stalls: StoredValue::new(0),
            preferences,
            bindings: RwSignal::new(bindings),
            tracks: RwSignal::new(tracks),
            announcer: use_context(),
            session: use_session(),
            on_position,
        }
    }

    /// Takes in what was chosen on another device, once somebody is signed in.
    pub fn follow_account(self) {
        kept::follow(Callback::new(move |()| {
            let chosen = kept::kept(NAME).map(|text| Preferences::read(&text)).unwrap_or_default();
            let bindings = kept::kept(KEYS).map(|text| Bindings::read(&text)).unwrap_or_default();
            self.bindings.try_set(bindings);
            if self.preferences.try_set(chosen).is_none() {
                self.ask(Request::Speed(u16::try_from(chosen.get(Setting::Speed)).unwrap_or(100)));
                element::choose_renditions(self);
            }
        }));
    }

    /// Asks for something.
    pub fn ask(self, request: Request) {
        self.change(move |state| state.ask(request));
        if matches!(request, Request::Speed(_) | Request::Faster | Request::Slower) {
            let speed = element::speed(self);
            self.prefer(Setting::Speed, i16::try_from(speed).unwrap_or(100));
        }
    }

    /// Takes in what the element reports.
    pub fn hear(self, event: Event) {
        let Some(stalled_before) = self.state.try_with_untracked(|state| state.phase == Phase::Stalled) else { return };
        self.change(move |state| state.hear(event));
        let Some(state) = self.state.try_get_untracked() else { return };
        if state.phase == Phase::Stalled && !stalled_before {
            self.wait(TOLD, Patience::Told);
            self.wait(SPENT, Patience::Spent);
        } else if state.phase != Phase::Stalled {
            self.stalls.update_value(|count| *count += 1);
        }
        if let Some(position) = self.saver.try_update_value(|saver| saver.after(&state, event)).flatten() {
            self.on_position.run(position);
        }
        if matches!(event, Event::Seeked(_)) {
            actions::arrived(self);
        }
    }

    /// Changes the state, does what follows, and tells those who show it: of a mere moment that passed only those who show the time.
    fn change(self, change: impl FnOnce(&mut State) -> Option<super::state::Command>) {
        let Some(mut state) = self.state.try_get_untracked() else { return };
        let before = state;
        let command = change(&mut state);
        if state.differs(&before) {
            self.state.set(state);
        } else {
            self.state.update_untracked(|old| *old = state);
        }
        if state.position_ms != before.position_ms {
            self.position.set(state.position_ms);
        }
        if let Some(command) = command {
            element::run(self, command);
        }
    }

    /// Says that a stall goes on, if it is still the same one then.
    fn wait(self, time: Duration, patience: Patience) {
        let stall = self.stalls.get_value();
        let look = move || {
            if self.stalls.try_get_value() == Some(stall) {
                self.hear(Event::StillWaiting(patience));
            }
        };
        set_timeout(look, time);
    }

    /// Keeps the position because the page is left or hidden.
    pub fn leave(self) {
        let Some(state) = self.state.try_get_untracked() else { return };
        if let Some(position) = self.saver.try_update_value(|saver| saver.leaving(&state)).flatten() {
            self.on_position.run(position);
        }
    }

    /// What the video is doing. Where it is now is [`Self::position_ms`], which changes far more often.
    pub fn state(self) -> State {
        self.state.get()
    }

    /// Where the video is.
    pub fn position_ms(self) -> u64 {
        self.position.get()
    }

    /// What is chosen.
    pub fn get(self, setting: Setting) -> i16 {
        self.preferences.with(|chosen| chosen.get(setting))
    }

    /// Whether something is switched on.
    pub fn is_on(self, setting: Setting) -> bool {
        self.get(setting) != 0
    }

    /// Everything that is chosen.
    pub fn preferences(self) -> Preferences {
        self.preferences.get()
    }

    /// Chooses something, and keeps it.
    pub fn prefer(self, setting: Setting, value: i16) {
        let Some(mut chosen) = self.preferences.try_get_untracked() else { return };
        chosen.set(setting, value);
        if chosen != self.preferences.get_untracked() {
            self.preferences.set(chosen);
            kept::keep(self.session, NAME, &chosen.write());
        }
        if matches!(setting, Setting::Quality | Setting::Descriptions | Setting::DescribeBy) {
            element::choose_renditions(self);
        }
    }

    /// Switches something on, or off.
    pub fn switch(self, setting: Setting) {
        self.prefer(setting, i16::from(!untrack(|| self.is_on(setting))));
    }

    /// The keys.
    pub fn bindings(self) -> Bindings {
        self.bindings.get()
    }

    /// Chooses the keys, and keeps them.
    pub fn bind(self, bindings: Bindings) {
        self.bindings.set(bindings);
        kept::keep(self.session, KEYS, &bindings.write());
    }

    /// Says something to screen readers, unless that is switched off.
    pub fn say(self, words: String) {
        if let Some(announcer) = self.announcer
            && untrack(|| self.is_on(Setting::Announce))
        {
            announcer.say(words);
        }
    }

    /// Whether a recording tells what is seen.
    pub fn plays_described(self) -> bool {
        self.is_on(Setting::Descriptions)
            && self.get(Setting::DescribeBy) == describe_by::RECORDING
            && self.video.with_value(|video| !video.described.is_empty())
    }

    /// Whether there is a track of a kind.
    pub fn has(self, kind: TrackKind) -> bool {
        self.read_tracks(|tracks| tracks.iter().any(|track| track.kind == kind))
    }

    /// Whether what is seen can be told.
    pub fn has_description(self) -> bool {
        self.has(TrackKind::Descriptions) || self.video.with_value(|video| !video.described.is_empty())
    }

    /// Reads the tracks that the video comes with.
    pub fn read_tracks<T>(self, read: impl FnOnce(&[Track]) -> T) -> T {
        self.video.with_value(|video| read(&video.tracks))
    }

    /// The tracks in use.
    pub fn picks(self) -> Picks {
        self.picks.get()
    }

    /// The language of a track.
    pub fn language(self, track: Option<usize>) -> Option<Language> {
        self.read_tracks(|tracks| tracks.get(track?).map(|track| track.lang))
    }

    /// The cues of a track.
    pub fn cues(self, track: Option<usize>) -> Cues {
        let Some(track) = track else { return Cues::Failed };
        self.tracks.with(|tracks| tracks.get(track).cloned().unwrap_or_default())
    }

    /// Reads the cues of a track, or none while they are not here.
    pub fn with_cues<T>(self, track: Option<usize>, read: impl FnOnce(&[Cue]) -> T) -> T {
        self.tracks.with(|tracks| read(track.and_then(|track| tracks.get(track)).map_or(&[], Cues::list)))
    }

    /// Puts in the cues of a track, once they are here or cannot be had.
    pub fn install(self, track: usize, cues: Cues) {
        self.tracks.try_update(|tracks| {
            if let Some(place) = tracks.get_mut(track) {
                *place = cues;
            }
        });
    }

    /// Takes in what a track says now.
    pub fn now(self, track: usize, cues: &[Cue]) {
        let Some(picks) = self.picks.try_get_untracked() else { return };
        let markup = || cues.iter().map(|cue| cue.html.as_str());
        let words = || cues.iter().map(|cue| cue.text.as_str()).collect::<Vec<_>>().join(" ");
        if picks.captions == Some(track) {
            self.said[0].set(lines(markup()));
            self.aloud.set(words());
        }
        if picks.second == Some(track) {
            self.said[1].set(lines(markup()));
        }
        if picks.descriptions == Some(track) {
            self.seen.set(words());
        }
    }

    /// The chapters, as far as they are here.
    pub fn chapters(self) -> Vec<Cue> {
        self.cues(self.picks().chapters).list().to_vec()
    }
}

/// Captions as markup. The browser made it of the cue: bold, italic, ruby and the like, never a script or an address.
fn lines<'a>(cues: impl Iterator<Item = &'a str>) -> String {
    let mut markup = String::new();
    for cue in cues {
        markup = [&markup, "<p class=\"player-caption\"><span>", cue, "</span></p>"].concat();
    }
    markup
}

fn pick(video: StoredValue<Video>, chosen: &Preferences) -> Picks {
    let (spoken, interface) = (video.with_value(|video| video.voice), tr::language());
    video.with_value(|video| {
        let wanted = |language: Option<Language>| language.into_iter().chain([interface, spoken]).collect::<Vec<_>>();
        let of = |kind, language| cues::pick(&video.tracks, kind, &wanted(language));
        let exactly = |language: Language| {
            video.tracks.iter().position(|track| track.kind == TrackKind::Captions && track.lang == language)
        };
        let language = chosen.language(Setting::Language);
        let captions = of(TrackKind::Captions, language);
        Picks {
            captions,
            second: chosen.language(Setting::SecondLanguage).and_then(exactly).filter(|track| Some(*track) != captions),
            transcript: chosen.language(Setting::TranscriptLanguage).and_then(exactly).or(captions),
            chapters: of(TrackKind::Chapters, language),
            descriptions: of(TrackKind::Descriptions, language),
        }
    })
}
