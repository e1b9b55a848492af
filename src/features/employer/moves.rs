//! The form that moves applications: where to, with which reason, and what their people read with it.

use leptos::prelude::*;
use passerelle_api::{
    id::{ApplicationId, JobSlug},
    job::DeclineReason,
    pipeline::{Move, PipelineItem, Stage, Template, limits},
};
use serde::{Deserialize, Serialize};

use super::{
    calls,
    pipeline_page::{Board, Texts, choice, stage_id, stage_name},
};
use crate::{
    announce::Announcer,
    base,
    draft::{Draft, Sent, own_draft},
    i18n as tr,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        confirm::Confirm,
        field::{Choice, Select, TextArea},
        icon::Icon,
    },
    words,
};

const FIELDS: &[Field] = &[
    ("applications", "move-all", tr::pipeline::ticked),
    ("stage", "move-stage", tr::pipeline::stage),
    ("reason", "move-reason", tr::pipeline::reason),
    ("message", "move-message", tr::pipeline::message),
];

/// What is kept of a move until it is sent. Who is ticked is not: a refusal should reach nobody who was forgotten among the ticks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Form {
    stage: String,
    reason: String,
    message: String,
}

/// What is to be moved, as it is chosen and typed. It outlives a board that is drawn anew.
#[derive(Clone, Copy)]
pub struct Moving {
    ticked: RwSignal<Vec<ApplicationId>>,
    form: Draft<Form>,
    /// The kept text that is chosen and not yet in the message.
    picked: RwSignal<String>,
    sending: Sending,
}

impl Moving {
    /// The move among the applications to an ad.
    pub fn new(job: &JobSlug) -> Self {
        let form = own_draft(&["board-move:", job.as_str()].concat(), Form::default());
        let (ticked, picked) = (RwSignal::new(Vec::new()), RwSignal::new(String::new()));
        Self { ticked, form, picked, sending: Sending::new(FIELDS) }
    }

    /// The box that chooses an application.
    pub fn tick(self, id: &ApplicationId, name: &str) -> AnyView {
        let (own, toggled) = (id.clone(), id.clone());
        let checked = Signal::derive(move || self.ticked.with(|ticked| ticked.contains(&own)));
        let change = Callback::new(move |checked: bool| {
            self.ticked.update(|ticked| {
                ticked.retain(|other| *other != toggled);
                if checked {
                    ticked.push(toggled.clone());
                }
            });
        });
        choice(["move-", id.as_str()].concat(), name.to_owned(), checked, change)
    }

    fn to(self) -> Option<Stage> {
        self.form.with(|form| form.stage.parse().ok())
    }

    /// Whether the people are told of the move.
    fn tells(self) -> bool {
        matches!(self.to(), Some(Stage::Interview | Stage::Hired | Stage::Refused))
    }

    /// The move of some applications as it is chosen; what does not go with the stage is not sent along.
    fn read(self, applications: Vec<ApplicationId>) -> Move {
        let message = self.form.with(|form| form.message.trim().to_owned());
        Move {
            applications,
            stage: self.to(),
            reason: self.form.with(|form| form.reason.parse().ok()).filter(|_| self.to() == Some(Stage::Refused)),
            message: (self.tells() && !message.is_empty()).then_some(message),
        }
    }

    /// Forgets what was moved. What was ticked or typed since stays.
    fn clear(self, moved: &[ApplicationId], kept: &Sent) {
        self.ticked.try_update(|ticked| ticked.retain(|id| !moved.contains(id)));
        self.picked.try_set(String::new());
        self.form.begin_after(kept, Form::default());
    }
}

/// Of those who are ticked, whom the board still has a box for, with their names. Whoever was answered by somebody else
/// or took the application back since has none: nobody could take the tick away again.
fn standing(ticked: &[ApplicationId], movable: &[(ApplicationId, String)]) -> Vec<(ApplicationId, String)> {
    ticked.iter().filter_map(|id| movable.iter().find(|(other, _)| other == id)).cloned().collect()
}

/// The form that moves what is ticked.
pub fn move_form(board: Board, movable: Vec<PipelineItem>, texts: Texts) -> AnyView {
    let (session, toasts, moving) = (use_session(), use_toasts(), board.moving);
    let sending = moving.sending;
    let named: Vec<(ApplicationId, String)> =
        movable.iter().map(|item| (item.received.application.id.clone(), item.received.name.clone())).collect();
    let chosen = Memo::new(move |_| moving.ticked.with(|ticked| standing(ticked, &named)));
    let ids = move || chosen.with(|chosen| chosen.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>());
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let (body, kept) = (untrack(|| moving.read(ids())), moving.form.sent());
        leptos::task::spawn_local(async move {
            if let Some(done) = sending.send(session.send(|| calls::move_all(&body))).await {
                let (moved, stayed) = (done.moved.len() as u64, done.stayed.len() as u64);
                let words =
                    untrack(|| if stayed == 0 { tr::pipeline::moved(moved) } else { tr::pipeline::stayed(stayed) });
                toasts.show(if stayed == 0 { Tone::Done } else { Tone::Problem }, words);
                moving.clear(&body.applications, &kept);
                board.loader.retry_to(body.stage.map(stage_id).unwrap_or_default());
            }
        });
    });
    // Whoever has an interview was chosen already, and the server moves no more than so many at once.
    let waits = |item: &PipelineItem| matches!(item.stage, Stage::New | Stage::Reading);
    let most = usize::try_from(limits::AT_ONCE).unwrap_or(usize::MAX);
    let all: Vec<ApplicationId> =
        movable.into_iter().filter(waits).take(most).map(|item| item.received.application.id).collect();
    // A no reaches people at once and cannot be taken back, so that they are named once more.
    let names =
        move || tr::list(&chosen.with(|chosen| chosen.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>()));
    let asking = RwSignal::new(false);
    let people = move || chosen.with(|chosen| chosen.len() as u64);
    // Nothing is said of nobody until somebody was chosen: a status that comes with words is read as the page opens.
    let begun = Memo::new(move |before: Option<&bool>| before.copied().unwrap_or(false) || people() > 0);
    let submit = Callback::new(move |()| {
        let refuses = untrack(|| {
            moving.to() == Some(Stage::Refused) && !moving.form.with(|form| form.reason.is_empty()) && people() > 0
        });
        if refuses { asking.set(true) } else { send.run(()) }
    });
    let tick_all = move |()| {
        moving.ticked.set(all.clone());
        base::focus("move-stage");
    };
    view! {
        <section class="stack posting-form" aria-labelledby="move-title">
            <h2 id="move-title">{tr::pipeline::move_title}</h2>
            <form
                class="stack"
                novalidate=true
                on:submit=submits(submit)
            >
                // What is tried again is what stands in the form by then, which may be a no by now.
                <SendingNotes sending retry=submit/>
                <div class="cluster">
                    <Button id="move-all" label=tr::pipeline::tick_all on_press=tick_all/>
                    <p role="status">{move || begun.get().then(|| tr::pipeline::chosen(people()))}</p>
                </div>
                {fields(moving, texts)}
                <div>
                    <Button label=tr::pipeline::go kind=ButtonKind::Primary icon=Icon::Next submit=true busy=sending.busy()/>
                </div>
            </form>
            <Confirm
                id="move-no"
                open=asking
                title=move || tr::pipeline::refuse_title(people())
                text=move || [names(), tr::pipeline::refuse_text()].join(". ")
                yes=tr::pipeline::refuse
                no=tr::shell::cancel
                close=tr::shell::close
                on_yes=send
            />
        </section>
    }
    .into_any()
}

fn fields(moving: Moving, texts: Texts) -> AnyView {
    let sending = moving.sending;
    // Neither field is drawn anew with each key in the message.
    let refuses = Memo::new(move |_| moving.to() == Some(Stage::Refused));
    let tells = Memo::new(move |_| moving.tells());
    view! {
        <Select
            id="move-stage"
            label=tr::pipeline::stage
            value=Signal::derive(move || moving.form.with(|form| form.stage.clone()))
            on_change=move |stage| moving.form.update(|form| form.stage = stage)
            options=Signal::derive(|| words::choices(Stage::ALL, Stage::as_str, stage_name))
            none=tr::pipeline::choose_stage
            error=sending.error("stage")
            required=true
        />
        {move || refuses.get().then(|| view! {
            <Select
                id="move-reason"
                label=tr::pipeline::reason
                hint=tr::employer::reason_hint
                value=Signal::derive(move || moving.form.with(|form| form.reason.clone()))
                on_change=move |reason| moving.form.update(|form| form.reason = reason)
                options=Signal::derive(|| words::choices(DeclineReason::ALL, DeclineReason::as_str, words::decline_reason))
                none=tr::pipeline::choose_stage
                error=sending.error("reason")
                required=true
            />
        })}
        {move || if tells.get() { message(moving, texts) } else {
            view! { <p class="hint">{tr::pipeline::not_told}</p> }.into_any()
        }}
    }
    .into_any()
}

/// Which words are filled in.
pub fn message_hint() -> String {
    let slots = passerelle_rules::pipeline::slots(tr::language());
    tr::pipeline::message_hint(slots.name, slots.job)
}

/// A message once a kept text was put into it. What was typed by hand stays, one kept text takes the place of another, and none stands
/// there twice.
fn with_text(typed: &str, text: &str, is_kept: bool) -> String {
    if typed.trim().is_empty() || is_kept {
        text.to_owned()
    } else if typed.contains(text) {
        typed.to_owned()
    } else {
        [typed, "\n\n", text].concat()
    }
}

/// What the people read, from a kept text or typed.
fn message(moving: Moving, texts: Texts) -> AnyView {
    let options = texts.with_value(|texts| {
        texts.iter().map(|text| Choice::named(text.id.0.clone(), text.name.clone())).collect::<Vec<Choice>>()
    });
    // Browsers that choose with each arrow key would put text after text into what people read, so that choosing alone puts none there.
    let chosen = move || {
        let picked = moving.picked.get();
        let text = |texts: &Vec<Template>| texts.iter().find(|text| text.id.0 == picked).map(|text| text.text.clone());
        texts.try_with_value(text).flatten()
    };
    let announcer = use_context::<Announcer>();
    let put = move |()| {
        let Some(text) = untrack(chosen) else { return };
        moving.form.update(|form| {
            let is_kept = texts.with_value(|texts| texts.iter().any(|text| text.text == form.message));
            form.message = with_text(&form.message, &text, is_kept);
        });
        if let Some(announcer) = announcer {
            announcer.say(untrack(tr::pipeline::text_put));
        }
    };
    let picker = (!options.is_empty()).then(|| {
        view! {
            <Select
                id="move-text"
                label=tr::pipeline::take_text
                value=moving.picked
                on_change=move |id| moving.picked.set(id)
                options
                none=tr::pipeline::no_text
            />
            <div>
                <Button label=tr::pipeline::put_text icon=Icon::Plus disabled=Signal::derive(move || chosen().is_none()) on_press=put/>
            </div>
        }
        .into_any()
    });
    view! {
        {picker}
        <TextArea
            id="move-message"
            label=tr::pipeline::message
            hint=message_hint
            value=Signal::derive(move || moving.form.with(|form| form.message.clone()))
            on_input=move |text| moving.form.update(|form| form.message = text)
            error=moving.sending.error("message")
            max=usize::try_from(limits::TEMPLATE).unwrap_or(usize::MAX)
            optional=true
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_the_board_has_no_box_for_any_more_is_not_moved() {
        let of = |id: &str| (ApplicationId::from(id), id.to_owned());
        let ticked: Vec<ApplicationId> = ["ada", "bo", "cleo"].map(ApplicationId::from).into();
        let movable = [of("cleo"), of("dina"), of("ada")];
        assert_eq!(standing(&ticked, &movable), [of("ada"), of("cleo")], "in the order of the ticks");
    }

    #[test]
    fn a_kept_text_takes_no_words_away_and_stands_once() {
        assert_eq!(with_text(" ", "No.", false), "No.");
        // The message is the other kept text.
        assert_eq!(with_text("Yes.", "No.", true), "No.");
        let typed = with_text("Dear Ada,", "No.", false);
        assert_eq!(typed, "Dear Ada,\n\nNo.");
        assert_eq!(with_text(&typed, "No.", false), typed);
    }
}
