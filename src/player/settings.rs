//! What is set once and kept. The settings are a table, and each kind of control is written once.

use leptos::{html, prelude::*};
use passerelle_api::{account::Language, course::TrackKind};

use super::{
    actions, captions,
    controller::Controller,
    cues::languages,
    preferences::{self, Preferences, Setting, describe_by, place},
    speech,
    state::{Request, SPEED_STEP, SPEEDS},
};
use crate::{
    base, i18n as tr,
    ui::button::{Button, ButtonKind},
    watch::watch,
};

type Options = fn(Controller) -> Vec<(i16, String)>;

/// What a setting is set by.
#[derive(Clone, Copy)]
enum Kind {
    Switch,
    Pick(Options),
    /// From the first to the second by the third, and how a value is said.
    Slide(i16, i16, i16, fn(i16) -> String),
}

#[derive(Clone, Copy)]
struct Row {
    id: &'static str,
    setting: Setting,
    label: fn() -> String,
    kind: Kind,
}

struct Group {
    id: &'static str,
    title: fn() -> String,
    of_use: fn(Controller) -> bool,
    rows: &'static [Row],
    /// What stands under the rows.
    more: fn(Controller) -> AnyView,
}

const fn row(id: &'static str, setting: Setting, label: fn() -> String, kind: Kind) -> Row {
    Row { id, setting, label, kind }
}

const GROUPS: &[Group] = &[
    Group {
        id: "player-settings-play",
        title: tr::player_settings::playing,
        of_use: |_| true,
        rows: &[
            row("player-speed", Setting::Speed, tr::player::speed, Kind::Pick(speeds)),
            row("player-quality", Setting::Quality, tr::player_settings::quality, Kind::Pick(qualities)),
        ],
        more: passage,
    },
    Group {
        id: "player-settings-captions",
        title: tr::player::captions,
        of_use: |controller| controller.has(TrackKind::Captions),
        rows: &[
            row("player-language", Setting::Language, tr::player_settings::language, Kind::Pick(first_languages)),
            row("player-second", Setting::SecondLanguage, tr::player_settings::second, Kind::Pick(second_languages)),
            row("player-place", Setting::Place, tr::player_settings::place, Kind::Pick(places)),
            row("player-size", Setting::Size, tr::player_settings::size, Kind::Slide(50, 300, 25, percent)),
            row("player-typeface", Setting::Typeface, tr::player_settings::typeface, Kind::Pick(typefaces)),
            row("player-colour", Setting::Colour, tr::player_settings::colour, Kind::Pick(colours)),
            row("player-background", Setting::Background, tr::player_settings::background, Kind::Pick(backgrounds)),
            row("player-opacity", Setting::Opacity, tr::player_settings::opacity, Kind::Slide(0, 100, 5, percent)),
            row("player-edge", Setting::Edge, tr::player_settings::edge, Kind::Pick(edges)),
            row("player-native", Setting::Native, tr::player_settings::native, Kind::Switch),
            row("player-aloud", Setting::CaptionsAloud, tr::player_settings::captions_aloud, Kind::Switch),
        ],
        more: preview,
    },
    Group {
        id: "player-settings-description",
        title: tr::player::descriptions,
        of_use: Controller::has_description,
        rows: &[
            row("player-describe-by", Setting::DescribeBy, tr::player_settings::describe_by, Kind::Pick(tellers)),
            row("player-describe-waits", Setting::DescribeWaits, tr::player_settings::describe_waits, Kind::Switch),
            row(
                "player-describe-speed",
                Setting::DescribeSpeed,
                tr::player_settings::describe_speed,
                Kind::Slide(50, 300, 25, percent),
            ),
        ],
        more: voices,
    },
    Group {
        id: "player-settings-help",
        title: tr::player_settings::said_title,
        of_use: |_| true,
        rows: &[row("player-announce", Setting::Announce, tr::player_settings::announce, Kind::Switch)],
        more: |_| ().into_any(),
    },
];

/// The settings.
pub fn view(controller: Controller) -> AnyView {
    let groups: Vec<AnyView> =
        GROUPS.iter().filter(|group| (group.of_use)(controller)).map(|group| group_view(controller, group)).collect();
    view! { <div class="player-settings-groups">{groups}</div> }.into_any()
}

fn group_view(controller: Controller, group: &'static Group) -> AnyView {
    let rows: Vec<AnyView> = group.rows.iter().map(|row| row_view(controller, *row)).collect();
    view! {
        <section aria-labelledby=group.id>
            <h3 class="player-part-title" id=group.id>{group.title}</h3>
            <div class="player-settings-grid">{rows}</div>
            {(group.more)(controller)}
        </section>
    }
    .into_any()
}

fn row_view(controller: Controller, row: Row) -> AnyView {
    match row.kind {
        Kind::Switch => switch(controller, row),
        Kind::Pick(options) => pick(controller, row.id, row.label, row.setting, options),
        Kind::Slide(least, most, step, words) => slide(controller, row, [least, most, step], words),
    }
}

fn switch(controller: Controller, row: Row) -> AnyView {
    view! {
        <div class="field">
            <div class="choice">
                <input
                    class="choice-box"
                    type="checkbox"
                    id=row.id
                    prop:checked=move || controller.is_on(row.setting)
                    on:change:target=move |event| choose(controller, row.setting, i16::from(event.target().checked()))
                />
                <label class="choice-label" for=row.id>{row.label}</label>
            </div>
        </div>
    }
    .into_any()
}

/// A list to choose from.
pub fn pick(
    controller: Controller,
    id: &'static str,
    label: fn() -> String,
    setting: Setting,
    options: Options,
) -> AnyView {
    let option = move |(value, words): (i16, String)| {
        view! { <option value=value.to_string() prop:selected=move || controller.get(setting) == value>{words}</option> }
            .into_any()
    };
    view! {
        <div class="field">
            <label class="label" for=id>{label}</label>
            <div class="select">
                <select
                    class="input"
                    id=id
                    on:change:target=move |event| {
                        if let Ok(value) = event.target().value().parse() {
                            choose(controller, setting, value);
                        }
                    }
                >
                    {move || options(controller).into_iter().map(option).collect::<Vec<AnyView>>()}
                </select>
            </div>
        </div>
    }
    .into_any()
}

fn slide(controller: Controller, row: Row, [least, most, step]: [i16; 3], words: fn(i16) -> String) -> AnyView {
    let said = move || words(controller.get(row.setting));
    view! {
        <div class="field">
            <label class="label" for=row.id>{row.label}</label>
            <div class="player-slide">
                <input
                    class="player-range"
                    id=row.id
                    type="range"
                    min=least.to_string()
                    max=most.to_string()
                    step=step.to_string()
                    aria-valuetext=said
                    prop:value=move || controller.get(row.setting).to_string()
                    on:input:target=move |event| {
                        if let Ok(value) = event.target().value().parse() {
                            choose(controller, row.setting, value);
                        }
                    }
                />
                <span aria-hidden="true">{said}</span>
            </div>
        </div>
    }
    .into_any()
}

/// Chooses. The element has the last word on its speed.
fn choose(controller: Controller, setting: Setting, value: i16) {
    match u16::try_from(value) {
        Ok(percent) if setting == Setting::Speed => controller.ask(Request::Speed(percent)),
        _ => controller.prefer(setting, value),
    }
}

fn percent(value: i16) -> String {
    [&tr::number(u64::try_from(value).unwrap_or(0)), "\u{a0}%"].concat()
}

fn speeds(_: Controller) -> Vec<(i16, String)> {
    let all = SPEEDS.step_by(usize::from(SPEED_STEP));
    all.map(|one| (i16::try_from(one).unwrap_or(100), actions::speed(one))).collect()
}

fn qualities(controller: Controller) -> Vec<(i16, String)> {
    let mut heights: Vec<u32> =
        controller.video.with_value(|video| video.renditions.iter().map(|one| one.height).collect());
    heights.sort_unstable();
    heights.dedup();
    let own = heights
        .into_iter()
        .filter_map(|height| Some((i16::try_from(height).ok()?, [&height.to_string(), "p"].concat())));
    std::iter::once((0, tr::player_settings::quality_auto())).chain(own).collect()
}

fn caption_languages(controller: Controller, none: String) -> Vec<(i16, String)> {
    let all = controller.read_tracks(|tracks| languages(tracks, TrackKind::Captions));
    let own = all.into_iter().map(|one| (preferences::number(Some(one)), one.own_name().to_owned()));
    std::iter::once((0, none)).chain(own).collect()
}

fn first_languages(controller: Controller) -> Vec<(i16, String)> {
    caption_languages(controller, tr::player_settings::language_first())
}

fn second_languages(controller: Controller) -> Vec<(i16, String)> {
    caption_languages(controller, tr::player_settings::second_none())
}

/// The languages of the transcript.
pub fn transcript_languages(controller: Controller) -> Vec<(i16, String)> {
    caption_languages(controller, tr::player_settings::transcript_same())
}

fn named(words: &[fn() -> String]) -> Vec<(i16, String)> {
    (0..).zip(words).map(|(value, word)| (value, word())).collect()
}

fn places(_: Controller) -> Vec<(i16, String)> {
    vec![
        (place::OVER, tr::player_settings::place_over()),
        (place::BELOW, tr::player_settings::place_below()),
        (place::ABOVE, tr::player_settings::place_above()),
    ]
}

fn typefaces(_: Controller) -> Vec<(i16, String)> {
    use tr::player_settings::{typeface_fixed, typeface_plain, typeface_serif, typeface_wide};
    named(&[typeface_plain, typeface_serif, typeface_fixed, typeface_wide])
}

fn colours(_: Controller) -> Vec<(i16, String)> {
    use tr::player_settings::{black, blue, cyan, green, magenta, red, white, yellow};
    named(&[white, yellow, green, cyan, blue, magenta, red, black])
}

fn backgrounds(_: Controller) -> Vec<(i16, String)> {
    use tr::player_settings::{black, blue, cyan, green, magenta, red, white, yellow};
    named(&[black, white, yellow, green, cyan, blue, magenta, red])
}

fn edges(_: Controller) -> Vec<(i16, String)> {
    use tr::player_settings::{edge_none, edge_outline, edge_raised, edge_shadow, edge_sunken};
    named(&[edge_none, edge_outline, edge_shadow, edge_raised, edge_sunken])
}

fn tellers(controller: Controller) -> Vec<(i16, String)> {
    let mut all = vec![
        (describe_by::VOICE, tr::player_settings::describe_voice()),
        (describe_by::SCREEN_READER, tr::player_settings::describe_reader()),
    ];
    if controller.video.with_value(|video| !video.described.is_empty()) {
        all.push((describe_by::RECORDING, tr::player_settings::describe_recording()));
    }
    all
}

/// The buttons of the passage that is repeated.
fn passage(controller: Controller) -> AnyView {
    let ask = move |request| move |()| super::actions::ask_and_say(controller, request);
    view! {
        <div class="player-passage" role="group" aria-labelledby="player-passage-title">
            <p class="label" id="player-passage-title">{tr::player_settings::passage}</p>
            <p>{move || actions::passage(controller)}</p>
            <div class="cluster">
                <Button label=tr::player_settings::loop_start on_press=ask(Request::LoopStart)/>
                <Button label=tr::player_settings::loop_end on_press=ask(Request::LoopEnd)/>
                <Button label=tr::player_settings::loop_stop on_press=ask(Request::LoopStop)/>
            </div>
        </div>
    }
    .into_any()
}

/// A line in the look that is chosen, and the way back to the first look.
fn preview(controller: Controller) -> AnyView {
    let sample = NodeRef::<html::Div>::new();
    watch(move || {
        let chosen = controller.preferences();
        if let Some(element) = sample.get() {
            captions::dress(&element, &chosen);
        }
    });
    let first = move |()| {
        let first = Preferences::default();
        for row in GROUPS[1].rows.iter().skip(2) {
            controller.prefer(row.setting, first.get(row.setting));
        }
        for setting in [Setting::CaptionX, Setting::CaptionY] {
            controller.prefer(setting, first.get(setting));
        }
    };
    view! {
        <div class="player-preview">
            <p class="label">{tr::player_settings::preview}</p>
            <div class="player-captions player-captions-sample" node_ref=sample>
                <p class="player-caption"><span>{tr::player_settings::preview_text}</span></p>
            </div>
        </div>
        <Button label=tr::player_settings::look_reset kind=ButtonKind::Secondary on_press=first/>
    }
    .into_any()
}

/// The voices of this device for the language of the description.
fn voices(controller: Controller) -> AnyView {
    let language = untrack(|| controller.language(controller.picks().descriptions));
    let found = speech::synthesis().zip(language).map(|(synthesis, language)| speech::voices(&synthesis, language));
    let (Some(language), Some(found)) = (language, found.filter(|found| !found.is_empty())) else {
        return view! { <p class="hint">{tr::player_settings::voice_none}</p> }.into_any();
    };
    let chosen = base::stored(&speech::voice_place(language)).unwrap_or_default();
    let option = move |voice: wasm_bindgen::JsValue| {
        let name = speech::fact(&voice, "name");
        let (is_chosen, value) = (name == chosen, name.clone());
        view! { <option value=value selected=is_chosen>{name}</option> }.into_any()
    };
    let options: Vec<AnyView> = found.into_iter().map(option).collect();
    view! {
        <div class="field">
            <label class="label" for="player-voice">{tr::player_settings::voice}</label>
            <div class="select">
                <select
                    class="input"
                    id="player-voice"
                    lang=Language::as_str(language)
                    on:change:target=move |event| {
                        base::keep(&speech::voice_place(language), &event.target().value());
                    }
                >
                    {options}
                </select>
            </div>
        </div>
    }
    .into_any()
}
