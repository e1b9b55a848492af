//! The form that applies.

use leptos::{ev::SubmitEvent, prelude::*, web_sys};
use passerelle_api::{
    Code, FieldError, Reason,
    hiring::NewSpontaneous,
    id::{AccountId, ApplicationId, JobSlug},
    job::{Application, Job, QuestionAnswer, limits},
    posting::limits::ANSWER,
    reference::Occupation,
};

use super::{
    application::{Form, To, answer_field, check},
    calls,
    cv::Cv,
    fill,
};
use crate::{
    announce, base, chosen_file,
    client::Failure,
    draft::{Draft, draft_of_anybody},
    i18n as tr,
    sending::{Field, Sending, SendingNotes},
    session::{SessionState, use_session},
    ui::{
        button::{Button, ButtonKind},
        field::{Choice, Select, TextArea, TextField},
        icon::Icon,
        notice::{Notice, Tone},
    },
    watch::{watch, watch_from},
};

const FIELDS: &[Field] = &[
    ("occupation", "apply-occupation", tr::companies::occupation),
    ("answers.0", "apply-answer-0", tr::jobs::question_1),
    ("answers.1", "apply-answer-1", tr::jobs::question_2),
    ("answers.2", "apply-answer-2", tr::jobs::question_3),
    ("message", "apply-message", tr::jobs::message),
    ("profile", "apply-profile", tr::jobs::profile),
    ("phone", "apply-phone", tr::jobs::phone),
    ("cv", "apply-cv", tr::jobs::cv),
];

/// What takes focus once the ad asks other questions than were answered, or the company looks for other occupations.
const CHANGED: &str = "apply-changed";

/// What takes focus once it turned out that a company takes no application by now. The page shows it in the place of the form.
pub const STANDS: &str = "apply-stands";

/// The state of the form. It is made by the page, so that it outlives a form that is drawn anew.
#[derive(Clone, Copy)]
pub struct Writing {
    pub(super) draft: Draft<Form>,
    pub(super) sending: Sending,
    /// A CV that waits for its sender to be signed in.
    pub(super) waiting: RwSignal<Option<web_sys::File>, LocalStorage>,
    /// Whether the ad was found to ask other questions when the answers were sent, or the company to look for other occupations.
    changed: RwSignal<bool>,
    /// Whether it was the file alone that was sent last, which is then what is tried again.
    pub(super) file_alone: StoredValue<bool>,
    pub(super) session: SessionState,
}

/// A form that continues what whoever is signed in wrote under a name, or whoever is not.
pub fn use_writing(name: &str, fresh: impl Fn() -> Form + 'static) -> Writing {
    let session = use_session();
    let draft = draft_of_anybody(name, fresh, Form::joined);
    let (waiting, changed) = (RwSignal::new_local(chosen_file::of(name)), RwSignal::new(false));
    let file_alone = StoredValue::new(false);
    let writing = Writing { draft, sending: Sending::new(FIELDS), waiting, changed, file_alone, session };
    // Who goes to sign in on another page comes back to the file as to the texts.
    let name = name.to_owned();
    watch(move || match (waiting.get(), session.viewer()) {
        (Some(file), Some(None)) => chosen_file::keep(&name, file),
        (_, None) => {}
        _ => chosen_file::forget(&name),
    });
    watch_from(move |before: Option<Option<AccountId>>| {
        let now = session.viewer().flatten();
        // Nothing that somebody chose or was told stays for the next person. Who signs in takes it along.
        if before.flatten().is_some_and(|before| now.as_ref() != Some(&before)) {
            waiting.set(None);
            changed.set(false);
            writing.sending.refuse(Vec::new());
        }
        now
    });
    writing
}

impl Writing {
    /// Takes another key once an application was taken back that may have been sent with this one: its answer would be given again.
    pub fn begin_after(self, withdrawn: &ApplicationId) {
        if self.draft.with_untracked(|form| form.is_spent(withdrawn)) {
            self.draft.update(|form| (form.key, form.after) = (base::fresh_key(), Some(withdrawn.clone())));
        }
    }

    async fn apply(self, to: &To, questions: &[String]) -> Result<Application, Failure> {
        // What stands in the form now is what is sent: who signs in on the way finds there what they had begun before as well.
        let form = self.draft.get_untracked();
        // A page that is left while the file is on its way has neither list nor draft any more.
        let wished = to.occupation(&form);
        let kept = match self.upload().await? {
            Some(came) => Some(Some(came)),
            None => self.draft.try_with_untracked(|form| form.cv.clone()),
        };
        let form = Form { cv: kept.unwrap_or_else(|| form.cv.clone()), ..form };
        let application = form.application(questions);
        match to {
            To::Ad(job) => self.session.send(|| calls::apply(job, &application)).await,
            To::Company(company, _) => {
                let new = NewSpontaneous { occupation: Some(wished.into()), application };
                self.session.send(|| calls::write_to(company, &new)).await
            }
        }
    }

    /// Reads an ad anew that did not take what was sent: it may ask something else by now, be closed, or have taken an application from
    /// another tab. The page draws what it is now; where one can still apply, what was written stays and what changed is said.
    async fn read_anew(self, ad: &JobSlug, asked: &[String], on_read: Callback<Job>) {
        let lang = tr::language_untracked();
        let Ok(now) = self.session.send(|| calls::show(ad.clone(), lang)).await else { return };
        let differs = now.questions != asked;
        on_read.try_run(now);
        if differs && self.changed.try_set(true).is_none() {
            self.sending.refuse(Vec::new());
            announce::arrive(CHANGED);
        }
    }
}

/// The form that applies.
#[component]
pub fn ApplicationForm(
    to: To,
    /// What the ad asks, as far as it is known yet.
    #[prop(into)]
    questions: Signal<Vec<String>>,
    writing: Writing,
    /// Gets the application once it was sent.
    #[prop(into)]
    on_sent: Callback<Application>,
    /// Gets the ad where it had to be read anew.
    #[prop(optional, into)]
    on_read: Option<Callback<Job>>,
    /// Gets what takes focus where an organisation did not take what was sent, once the page shows how that stands by now.
    #[prop(optional, into)]
    on_overtaken: Option<Callback<&'static str>>,
) -> impl IntoView {
    let sending = writing.sending;
    let (wished, message_hint): (_, fn() -> String) = match &to {
        To::Ad(_) => (asks_otherwise(questions, writing), tr::jobs::message_hint),
        To::Company(_, occupations) => (occupation(*occupations, writing), tr::companies::message_hint),
    };
    let send = Callback::new(move |()| {
        writing.file_alone.set_value(false);
        let asked = questions.get_untracked();
        let form = writing.draft.get_untracked();
        let mut errors = check(&form.application(&asked));
        if matches!(to, To::Company(..)) && to.occupation(&form).is_empty() {
            errors.insert(0, FieldError::new("occupation", Reason::Required));
        }
        if !errors.is_empty() {
            return sending.refuse(errors);
        }
        let to = to.clone();
        leptos::task::spawn_local(async move {
            let kept = writing.draft.sent();
            if let Some(application) = sending.send(writing.apply(&to, &asked)).await {
                kept.forget();
                // Who signed in on the way has another draft by now, under their own name.
                writing.draft.begin_anew(Form::new());
                on_sent.try_run(application);
            } else if let (To::Ad(ad), Some(on_read)) = (&to, on_read) {
                if sending.conflicts() {
                    writing.read_anew(ad, &asked, on_read).await;
                }
            } else if let Some(on_overtaken) = on_overtaken {
                if sending.conflicts() || sending.failed_with(Code::NotFound) {
                    on_overtaken.try_run(STANDS);
                } else if sending.refused("occupation") && writing.changed.try_set(true).is_none() {
                    // It is chosen anew among others, or there is one alone to choose.
                    sending.refuse(Vec::new());
                    on_overtaken.try_run(CHANGED);
                }
            }
        });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    let again = move |()| if writing.file_alone.get_value() { writing.send_cv() } else { send.run(()) };
    view! {
        <form class="apply-form" novalidate on:submit=submit>
            <SendingNotes sending retry=again/>
            {wished}
            {move || questions.get().into_iter().enumerate().map(|(at, question)| answer(at, question, writing)).collect_view()}
            <Texts writing message_hint/>
            <Cv writing/>
            <p class="apply-who">{tr::jobs::who_sees}</p>
            <Button label=tr::jobs::send kind=ButtonKind::Primary icon=Icon::Send submit=true busy=sending.busy()/>
            <p class="hint">{tr::jobs::kept}</p>
        </form>
    }
}

/// What somebody looks for, of what the organisation names. Where that is one alone, nobody is asked.
fn occupation(occupations: Memo<Vec<Occupation>>, writing: Writing) -> AnyView {
    let Writing { draft, sending, .. } = writing;
    let choices =
        move || occupations.get().into_iter().map(|one| Choice::new(one.code.0, one.name)).collect::<Vec<_>>();
    let several = Memo::new(move |_| occupations.with(|known| known.len() > 1));
    let choice = move || {
        several.get().then(|| {
            view! {
                <Select
                    id="apply-occupation"
                    label=tr::companies::occupation
                    value=Signal::derive(move || draft.with(|form| form.occupation.clone()))
                    on_change=move |code| draft.update(|form| form.occupation = code)
                    options=Signal::derive(choices)
                    none=tr::companies::choose
                    error=sending.error("occupation")
                    required=true
                />
            }
        })
    };
    let words = [tr::companies::occupations_changed as fn() -> String, tr::companies::occupations_changed_text];
    view! { {move || writing.changed.get().then(|| changed(words, ()))} {choice} }.into_any()
}

/// What takes focus where something else is asked than before.
fn changed([title, text]: [fn() -> String; 2], more: impl IntoView + 'static) -> AnyView {
    view! {
        <div id=CHANGED tabindex="-1">
            <Notice tone=Tone::Warn title>
                <p>{text}</p>
                {more.into_any()}
            </Notice>
        </div>
    }
    .into_any()
}

/// Says that the ad asks other questions than before, with what was answered to those that it asks no more.
fn asks_otherwise(questions: Signal<Vec<String>>, writing: Writing) -> AnyView {
    let former = Memo::new(move |_| {
        // Before the ad is there, nothing is known of what it asks.
        let asked = questions.get();
        let known = writing.changed.get() || !asked.is_empty();
        if known { writing.draft.with(|form| form.former(&asked)) } else { Vec::new() }
    });
    let shows = Memo::new(move |_| writing.changed.get() || former.with(|former| !former.is_empty()));
    let line = |QuestionAnswer { question, answer }| {
        view! { <dt dir="auto">{question}</dt><dd class="prose-lines" dir="auto">{answer}</dd> }.into_any()
    };
    let answers = move || {
        let lines: Vec<AnyView> = former.get().into_iter().map(line).collect();
        (!lines.is_empty()).then(|| view! { <p>{tr::jobs::questions_former}</p><dl>{lines}</dl> })
    };
    let words = [tr::jobs::questions_changed as fn() -> String, tr::jobs::questions_changed_text];
    (move || shows.get().then(|| changed(words, answers))).into_any()
}

/// The answer to a question of the ad.
fn answer(at: usize, question: String, writing: Writing) -> AnyView {
    let Writing { draft, sending, .. } = writing;
    let (read, written) = (question.clone(), question.clone());
    view! {
        <TextArea
            id=format!("apply-answer-{at}")
            // It is in the language of the ad.
            label=question
            label_dir="auto"
            rows=3
            max=ANSWER as usize
            required=true
            value=Signal::derive(move || draft.with(|form| form.answer_to(&read).to_owned()))
            on_input=move |text| draft.update(|form| form.answer(&written, text))
            error=sending.error(answer_field(at))
        />
    }
    .into_any()
}

#[component]
fn Texts(writing: Writing, message_hint: fn() -> String) -> impl IntoView {
    let Writing { draft, sending, .. } = writing;
    let value = move |read: fn(&Form) -> &String| Signal::derive(move || draft.with(|form| read(form).clone()));
    view! {
        <TextArea
            id="apply-message"
            label=tr::jobs::message
            hint=message_hint
            rows=7
            max=limits::MESSAGE_MAX as usize
            required=true
            value=value(|form| &form.message)
            on_input=move |text| draft.update(|form| form.message = text)
            error=sending.error("message")
        />
        <TextArea
            id="apply-profile"
            label=tr::jobs::profile
            hint=tr::jobs::profile_hint
            rows=7
            max=limits::PROFILE_MAX as usize
            optional=true
            value=value(|form| &form.profile)
            on_input=move |text| draft.update(|form| form.profile = text)
            error=sending.error("profile")
        />
        {fill::opener(draft)}
        <TextField
            id="apply-phone"
            label=tr::jobs::phone
            hint=tr::jobs::phone_hint
            kind="tel"
            autocomplete="tel"
            inputmode="tel"
            optional=true
            value=value(|form| &form.phone)
            on_input=move |text| draft.update(|form| form.phone = text)
            error=sending.error("phone")
        />
    }
}
