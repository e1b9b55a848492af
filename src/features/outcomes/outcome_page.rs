//! What one does after one's first certificate: asked once, answered by who likes, changed and deleted at any time.

use leptos::prelude::*;
use passerelle_api::{
    FieldError, Reason,
    job::PayPeriod,
    outcome::{Outcome, OutcomeChange, OwnOutcome, Situation},
};
use passerelle_rules::pay::currencies;
use serde::{Deserialize, Serialize};

use super::calls;
use crate::{
    announce::{PageHeading, arrive},
    base,
    draft::{Draft, own_draft},
    gate::Gate,
    i18n as tr,
    load::{Loaded, Loader, load},
    press::use_press,
    route::Route,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{Choice, RadioGroup, Select, TextField},
        icon::Icon,
        notice::{self, Notice},
    },
    words,
};

/// Where it stands, which takes focus once it is another.
const STATE: &str = "outcome-state";

const FIELDS: &[Field] = &[
    ("situation", "outcome-situation", tr::outcomes::situation),
    ("related", "outcome-related", tr::outcomes::related_ask),
    ("began_on", "outcome-began", tr::outcomes::began),
    ("stayed", "outcome-stayed", tr::outcomes::stayed_ask),
    ("pay_before", "outcome-before", tr::outcomes::pay_before),
    ("pay_now", "outcome-now", tr::outcomes::pay_now),
    ("currency", "outcome-currency", tr::outcomes::currency),
    ("period", "outcome-period", tr::outcomes::period),
];

/// What the form holds, as it is typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Form {
    situation: String,
    related: String,
    began: String,
    stayed: String,
    before: String,
    now: String,
    currency: String,
    period: String,
}

impl Form {
    fn of(answer: Option<&Outcome>) -> Self {
        let fresh =
            Self { currency: "EUR".to_owned(), period: PayPeriod::Month.as_str().to_owned(), ..Self::default() };
        let Some(answer) = answer else { return fresh };
        let flag = |flag: Option<bool>| flag.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned();
        let amount = |amount: Option<u32>| amount.map(|amount| amount.to_string()).unwrap_or_default();
        Self {
            situation: answer.situation.as_str().to_owned(),
            related: flag(answer.related),
            began: answer.began_on.map(|day| day.to_string()).unwrap_or_default(),
            stayed: flag(answer.stayed),
            before: amount(answer.pay_before),
            now: amount(answer.pay_now),
            currency: answer.currency.clone().unwrap_or(fresh.currency),
            period: answer.period.map_or(fresh.period, |period| period.as_str().to_owned()),
        }
    }

    fn works(&self) -> bool {
        self.situation.parse().is_ok_and(Situation::is_work)
    }

    /// What is sent, or what of it cannot be read. What was typed for work before the situation was changed is not sent along.
    fn change(&self) -> Result<OutcomeChange, Vec<FieldError>> {
        let flag = |word: &str| (!word.is_empty()).then_some(word == "yes");
        let works = self.works();
        let mut errors = Vec::new();
        let mut amount = |field: &str, typed: &str| {
            let read = base::whole(typed);
            if works && read.is_err() {
                errors.push(FieldError::new(field, Reason::NotAWholeNumber));
            }
            read.ok().flatten().filter(|_| works)
        };
        let (pay_before, pay_now) = (amount("pay_before", &self.before), amount("pay_now", &self.now));
        let paid = pay_before.is_some() || pay_now.is_some();
        let change = OutcomeChange {
            situation: self.situation.parse().ok(),
            related: flag(&self.related),
            began_on: if works { base::day(&self.began) } else { None },
            pay_before,
            pay_now,
            currency: (paid && !self.currency.is_empty()).then(|| self.currency.clone()),
            period: if paid { self.period.parse().ok() } else { None },
            stayed: flag(&self.stayed),
        };
        if errors.is_empty() { Ok(change) } else { Err(errors) }
    }
}

/// The page.
#[component]
pub fn OutcomePage() -> impl IntoView {
    view! {
        <PageHeading text=tr::outcomes::own_title/>
        <p class="lead">{tr::outcomes::own_lead}</p>
        <Gate why=tr::outcomes::own_gate>{open()}</Gate>
        <p><a class="lone-link" href=Route::Outcomes.path()>{tr::outcomes::to_figures}</a></p>
    }
}

fn open() -> AnyView {
    let loader = load(|| (), |()| calls::own());
    view! { <Loaded loader view=move |own| shown(loader, own)/> }.into_any()
}

fn shown(loader: Loader<OwnOutcome>, own: OwnOutcome) -> AnyView {
    if own.asked_since.is_none() {
        return view! {
            <Notice title=tr::outcomes::not_asked><p>{tr::outcomes::not_asked_text}</p></Notice>
        }
        .into_any();
    }
    let answer = own.answer;
    let form = own_draft("outcome", Form::of(answer.as_ref()));
    let kept = answer.map(|answer| kept(loader, form, &answer));
    view! {
        <h2 id=STATE tabindex="-1">{tr::outcomes::own_state}</h2>
        {kept.unwrap_or_else(|| view! { <p>{tr::outcomes::own_none}</p> }.into_any())}
        <ul>
            <li>{tr::outcomes::own_free}</li>
            <li>{tr::outcomes::own_use}</li>
            <li>{tr::outcomes::own_back}</li>
        </ul>
        {form_view(loader, form)}
    }
    .into_any()
}

/// Says since when something is kept, with the way to delete it.
fn kept(loader: Loader<OwnOutcome>, form: Draft<Form>, answer: &Outcome) -> AnyView {
    let press = use_press();
    let delete = move |()| {
        let written = form.name();
        let done = move |()| {
            press.done(untrack(tr::outcomes::deleted));
            base::forget(&written);
            loader.retry_to(STATE.to_owned());
        };
        press.send(calls::delete, done);
    };
    let (day, situation) = (answer.changed_at.timestamp_millis(), answer.situation);
    let title = move || tr::outcomes::kept_since(&tr::date(day, "long"));
    view! {
        <Notice tone=notice::Tone::Ok title>
            <p>{move || situation_name(situation)}</p>
            <Button label=tr::outcomes::delete kind=ButtonKind::Danger icon=Icon::Trash busy=press.busy() on_press=delete/>
        </Notice>
    }
    .into_any()
}

fn form_view(loader: Loader<OwnOutcome>, form: Draft<Form>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let change = match form.get_untracked().change() {
            Ok(change) => change,
            Err(errors) => return sending.refuse(errors),
        };
        let kept = form.sent();
        leptos::task::spawn_local(async move {
            if let Some(own) = sending.send(session.send(|| calls::save(&change))).await {
                kept.forget();
                toasts.show(Tone::Done, untrack(tr::outcomes::saved));
                loader.set(own);
                arrive(STATE);
            }
        });
    });
    let works = Memo::new(move |_| form.with(Form::works));
    view! {
        <form class="stack posting-form" novalidate=true on:submit=submits(send)>
            <SendingNotes sending retry=send/>
            <RadioGroup
                id="outcome-situation"
                label=tr::outcomes::situation
                value=Signal::derive(move || form.with(|form| form.situation.clone()))
                on_change=move |word| form.update(|form| form.situation = word)
                options=Signal::derive(|| words::choices(Situation::ALL, Situation::as_str, situation_name))
                error=sending.error("situation")
                required=true
            />
            {flag(form, sending, FIELDS[1], tr::outcomes::related_hint, |form| &form.related, |form, word| form.related = word)}
            {move || works.get().then(|| work_fields(form, sending))}
            {flag(form, sending, FIELDS[3], tr::outcomes::stayed_hint, |form| &form.stayed, |form, word| form.stayed = word)}
            <div>
                <Button label=tr::outcomes::save kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}

/// A question that is answered with yes, no or nothing.
fn flag(
    form: Draft<Form>,
    sending: Sending,
    (field, id, label): Field,
    hint: fn() -> String,
    read: fn(&Form) -> &String,
    write: fn(&mut Form, String),
) -> AnyView {
    let options = || {
        vec![
            Choice::new("yes", tr::outcomes::yes()),
            Choice::new("no", tr::outcomes::no()),
            Choice::new("", tr::outcomes::unsaid()),
        ]
    };
    view! {
        <RadioGroup
            id
            label
            hint
            value=Signal::derive(move || form.with(|form| read(form).clone()))
            on_change=move |word| form.update(|form| write(form, word))
            options=Signal::derive(options)
            error=sending.error(field)
            optional=true
            inline=true
        />
    }
    .into_any()
}

/// The day that work began, and what it pays.
fn work_fields(form: Draft<Form>, sending: Sending) -> AnyView {
    let amount = move |(field, id, label): Field, read: fn(&Form) -> &String, write: fn(&mut Form, String)| {
        view! {
            <TextField
                id
                label
                value=Signal::derive(move || form.with(|form| read(form).clone()))
                on_input=move |typed| form.update(|form| write(form, typed))
                error=sending.error(field)
                inputmode="numeric"
                short=true
                optional=true
            />
        }
        .into_any()
    };
    let options: Vec<Choice> = currencies().map(|code| Choice::new(code, code)).collect();
    view! {
        <TextField
            id="outcome-began"
            label=tr::outcomes::began
            kind="date"
            value=Signal::derive(move || form.with(|form| form.began.clone()))
            on_input=move |typed| form.update(|form| form.began = typed)
            error=sending.error("began_on")
            required=true
        />
        <p class="hint">{tr::outcomes::pay_hint}</p>
        <div class="posting-row">
            {amount(FIELDS[4], |form| &form.before, |form, typed| form.before = typed)}
            {amount(FIELDS[5], |form| &form.now, |form, typed| form.now = typed)}
            <Select
                id="outcome-currency"
                label=tr::outcomes::currency
                value=Signal::derive(move || form.with(|form| form.currency.clone()))
                on_change=move |code| form.update(|form| form.currency = code)
                options
                error=sending.error("currency")
            />
            <Select
                id="outcome-period"
                label=tr::outcomes::period
                value=Signal::derive(move || form.with(|form| form.period.clone()))
                on_change=move |word| form.update(|form| form.period = word)
                options=Signal::derive(|| words::choices(PayPeriod::ALL, PayPeriod::as_str, words::period))
                error=sending.error("period")
            />
        </div>
    }
    .into_any()
}

fn situation_name(situation: Situation) -> String {
    match situation {
        Situation::Job => tr::outcomes::situation_job(),
        Situation::Apprenticeship => tr::outcomes::situation_apprenticeship(),
        Situation::Promotion => tr::outcomes::situation_promotion(),
        Situation::Business => tr::outcomes::situation_business(),
        Situation::Study => tr::outcomes::situation_study(),
        Situation::Looking => tr::outcomes::situation_looking(),
        Situation::Other => tr::outcomes::situation_other(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_for_work_is_not_sent_of_somebody_without() {
        let typed = Form {
            situation: "job".into(),
            began: String::new(),
            before: "1 600".into(),
            now: "x".into(),
            currency: "EUR".into(),
            period: "month".into(),
            ..Form::default()
        };
        assert_eq!(typed.change(), Err(vec![FieldError::new("pay_now", Reason::NotAWholeNumber)]));
        let sent = Form { now: "1800".into(), ..typed.clone() }.change().unwrap();
        assert_eq!((sent.pay_before, sent.pay_now, sent.currency), (Some(1_600), Some(1_800), Some("EUR".into())));
        let looking = Form { situation: "looking-for-work".into(), ..typed }.change().unwrap();
        assert_eq!((looking.pay_before, looking.pay_now, looking.currency, looking.period), (None, None, None, None));
    }
}
