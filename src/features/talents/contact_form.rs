//! Asking a talent to meet about one of the organisation's own ads.

use leptos::prelude::*;
use passerelle_api::{
    FieldError, Reason,
    id::{IdempotencyKey, TalentId},
    job::Pay,
    posting::{JobChoice, JobChoices},
    talent::{ContactStatus, NewContact, Talent, limits},
};
use serde::{Deserialize, Serialize};

use super::{ad_choice::cut, calls};
use crate::{
    announce::{self, Announcer},
    base,
    draft::{Draft, own_draft},
    i18n as tr,
    load::{Loaded, Loader},
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{Choice, Select, TextArea, TextField},
        icon::Icon,
        notice::Notice,
    },
    words,
};

const FIELDS: &[Field] = &[
    ("job", "contact-job", tr::talents::job),
    ("pay_min", "contact-pay-min", tr::talents::pay_min),
    ("pay_max", "contact-pay-max", tr::talents::pay_max),
    ("message", "contact-message", tr::talents::message),
];

/// What the form holds, as typed. The key makes one request of however many sendings.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Form {
    job: String,
    pay_min: String,
    pay_max: String,
    message: String,
    key: IdempotencyKey,
}

impl Form {
    /// Takes another ad. Its pay is proposed where none stands, or what the ad before proposed, which may be of another currency and
    /// period; what was typed is left alone.
    fn choose(&mut self, job: String, before: Option<&Pay>, pay: Option<&Pay>) {
        let proposed =
            |pay: Option<&Pay>| pay.map(|pay| (pay.min.to_string(), pay.max.to_string())).unwrap_or_default();
        let is_typed = !self.pay_min.is_empty() || !self.pay_max.is_empty();
        let (least, most) = proposed(before);
        if !is_typed || (self.pay_min == least && self.pay_max == most) {
            (self.pay_min, self.pay_max) = proposed(pay);
        }
        self.job = job;
    }
}

/// The ads that a request may be about; none for those who may only look.
pub type OwnJobs = Option<Loader<JobChoices>>;

/// The form, once it is known which ads it may be about.
#[component]
pub fn ContactForm(talent: TalentId, loader: Loader<Talent>, jobs: OwnJobs) -> impl IntoView {
    let Some(jobs) = jobs else { return view! { <Notice title=tr::talents::viewer/> }.into_any() };
    let form = move |mut jobs: JobChoices| {
        jobs.items.retain(|job| !job.closed && !job.stale);
        if jobs.items.is_empty() {
            view! { <Notice title=tr::talents::no_jobs/> }.into_any()
        } else {
            view! { <Fields talent=talent.clone() jobs loader/> }.into_any()
        }
    };
    view! { <Loaded loader=jobs view=form/> }.into_any()
}

#[component]
fn Fields(talent: TalentId, jobs: JobChoices, loader: Loader<Talent>) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let announcer = use_context::<Announcer>();
    let form = own_draft(&format!("contact:{talent}"), Form { key: base::fresh_key(), ..Form::default() });
    let sending = Sending::new(FIELDS);
    let talent = StoredValue::new(talent);
    let submit = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let contact = match read(&form.get_untracked()) {
            Ok(contact) => contact,
            Err(errors) => return sending.refuse(errors),
        };
        let (own, kept) = (talent.get_value(), form.sent());
        leptos::task::spawn_local(async move {
            let work = || calls::ask(own.clone(), contact.clone());
            if sending.send(session.send(work)).await.is_some() {
                kept.forget();
                announcer.iter().for_each(|announcer| announcer.say(untrack(tr::talents::sent)));
                if form.is_left() {
                    return;
                }
                if let Some(mut shown) = untrack(move || loader.value()) {
                    shown.card.contact = Some(ContactStatus::Sent);
                    loader.set(shown);
                }
                // The button that sent it goes with the form.
                announce::arrive("meet");
            } else if sending.conflicts() {
                // A colleague was faster, or the reply to an earlier sending was lost. What was typed stays in its draft, and goes on
                // as a request of its own.
                form.update(|form| form.key = base::fresh_key());
                sending.dismiss();
                toasts.show(Tone::Problem, untrack(tr::talents::asked_meanwhile));
                loader.retry_to("meet".to_owned());
            }
        });
    });
    let cut = cut(&jobs);
    let jobs = StoredValue::new(jobs.items);
    view! {
        <form
            class="stack contact-form"
            novalidate=true
            on:submit=submits(submit)
        >
            <SendingNotes sending retry=submit/>
            <JobFields form sending jobs cut/>
            <TextArea
                id="contact-message"
                label=tr::talents::message
                hint=tr::talents::message_hint
                value=Signal::derive(move || form.with(|form| form.message.clone()))
                on_input=move |text| form.update(|form| form.message = text)
                error=sending.error("message")
                max=usize::try_from(limits::MESSAGE_MAX).unwrap_or(usize::MAX)
                required=true
                rows=7
            />
            <div class="cluster">
            <Button label=tr::talents::send kind=ButtonKind::Primary icon=Icon::Send submit=true busy=sending.busy()/>
            </div>
        </form>
    }
}

#[component]
fn JobFields(
    form: Draft<Form>,
    sending: Sending,
    jobs: StoredValue<Vec<JobChoice>>,
    /// That not every ad stands here.
    cut: Option<fn() -> String>,
) -> impl IntoView {
    let of_slug = move |slug: &str| jobs.with_value(|jobs| jobs.iter().find(|job| job.slug.as_str() == slug).cloned());
    let options = jobs.with_value(|jobs| {
        jobs.iter().map(|job| Choice::named(job.slug.as_str(), job.title.clone())).collect::<Vec<_>>()
    });
    let pay_of = move |slug: &str| of_slug(slug).and_then(|job| job.pay);
    let choose = move |slug: String| {
        form.update(|form| {
            let (before, pay) = (pay_of(&form.job), pay_of(&slug));
            form.choose(slug, before.as_ref(), pay.as_ref());
        });
    };
    let unit = move || {
        let pay = form.with(|form| pay_of(&form.job));
        let (currency, period) = pay.map_or_else(
            || ("EUR".to_owned(), passerelle_api::job::PayPeriod::Month),
            |pay| (pay.currency, pay.period),
        );
        tr::talents::pay_unit(&currency, &words::period(period))
    };
    view! {
        <Select
            id="contact-job"
            label=tr::talents::job
            value=Signal::derive(move || form.with(|form| form.job.clone()))
            on_change=choose
            options
            none=tr::talents::job_none
            error=sending.error("job")
            required=true
        />
        {cut.map(|cut| view! { <p class="hint">{cut}</p> })}
        <div class="pay-fields">
            <TextField
                id="contact-pay-min"
                label=tr::talents::pay_min
                value=Signal::derive(move || form.with(|form| form.pay_min.clone()))
                on_input=move |text| form.update(|form| form.pay_min = text)
                error=sending.error("pay_min")
                inputmode="numeric"
                unit=unit
                required=true
                short=true
            />
            <TextField
                id="contact-pay-max"
                label=tr::talents::pay_max
                value=Signal::derive(move || form.with(|form| form.pay_max.clone()))
                on_input=move |text| form.update(|form| form.pay_max = text)
                error=sending.error("pay_max")
                inputmode="numeric"
                unit=unit
                required=true
                short=true
            />
        </div>
    }
}

/// Reads the form, or says which fields need another look: the same rules as the server's.
fn read(form: &Form) -> Result<NewContact, Vec<FieldError>> {
    let mut errors = Vec::new();
    if form.job.is_empty() {
        errors.push(FieldError::new("job", Reason::Required));
    }
    let pay_min = amount("pay_min", &form.pay_min, &mut errors);
    let pay_max = amount("pay_max", &form.pay_max, &mut errors);
    if (1..pay_min).contains(&pay_max) {
        errors.push(FieldError::new("pay_max", Reason::BelowLeast));
    }
    let message = form.message.trim();
    match message.chars().count() as u64 {
        0 => errors.push(FieldError::new("message", Reason::Required)),
        count if count < limits::MESSAGE_MIN => {
            errors.push(FieldError::limited("message", Reason::TooShort, limits::MESSAGE_MIN));
        }
        count if count > limits::MESSAGE_MAX => {
            errors.push(FieldError::limited("message", Reason::TooLong, limits::MESSAGE_MAX));
        }
        _ => {}
    }
    if errors.is_empty() {
        Ok(NewContact {
            job: form.job.as_str().into(),
            pay_min,
            pay_max,
            message: message.to_owned(),
            key: form.key.clone(),
        })
    } else {
        Err(errors)
    }
}

/// An amount as people write one, with spaces between the thousands and the sign of the currency.
fn amount(field: &str, text: &str, errors: &mut Vec<FieldError>) -> u32 {
    let (amount, reason) = match base::whole(text) {
        Err(()) => (0, Some(Reason::NotAWholeNumber)),
        Ok(None) => (0, Some(Reason::Required)),
        Ok(Some(0)) => (0, Some(Reason::OutOfRange)),
        Ok(Some(amount)) => (amount, None),
    };
    errors.extend(reason.map(|reason| FieldError::new(field, reason)));
    amount
}

#[cfg(test)]
mod tests {
    use passerelle_api::job::PayPeriod;

    use super::*;

    fn form() -> Form {
        Form {
            job: "web-developer".into(),
            pay_min: "1 200".into(),
            pay_max: "1500".into(),
            message: "We would like to meet you about this job.".into(),
            key: "abcdefgh".into(),
        }
    }

    fn fields(form: &Form) -> Vec<(String, Reason)> {
        read(form).err().unwrap_or_default().into_iter().map(|error| (error.field, error.reason)).collect()
    }

    #[test]
    fn amounts_may_be_written_with_spaces() {
        let read = read(&form()).map(|contact| (contact.pay_min, contact.pay_max));
        assert_eq!(read, Ok((1200, 1500)));
    }

    #[test]
    fn amounts_may_be_written_in_arabic_digits() {
        let form = Form { pay_min: "١٢٠٠ €".into(), ..form() };
        assert_eq!(read(&form).map(|contact| contact.pay_min), Ok(1200));
    }

    #[test]
    fn the_pay_of_an_ad_goes_with_the_ad_and_typed_pay_stays() {
        let pay = |min, max, currency: &str, period| Pay { min, max, currency: currency.into(), period };
        let (month, hour) = (pay(1_500, 1_800, "EUR", PayPeriod::Month), pay(12, 14, "GBP", PayPeriod::Hour));
        let stands = |form: &Form| (form.job.clone(), form.pay_min.clone(), form.pay_max.clone());
        let said = |job: &str, min: &str, max: &str| (job.to_owned(), min.to_owned(), max.to_owned());
        let mut form = Form::default();
        form.choose("a".into(), None, Some(&month));
        assert_eq!(stands(&form), said("a", "1500", "1800"));
        form.choose("b".into(), Some(&month), Some(&hour));
        assert_eq!(stands(&form), said("b", "12", "14"));
        form.choose("c".into(), Some(&hour), None);
        assert_eq!(stands(&form), said("c", "", ""));
        form.choose("a".into(), None, Some(&month));
        form.pay_min = "1600".into();
        form.choose("b".into(), Some(&month), Some(&hour));
        assert_eq!(stands(&form), said("b", "1600", "1800"));
    }

    #[test]
    fn an_empty_form_names_every_field() {
        let names: Vec<String> = fields(&Form::default()).into_iter().map(|(field, _)| field).collect();
        assert_eq!(names, ["job", "pay_min", "pay_max", "message"]);
    }

    #[test]
    fn the_most_pay_is_not_under_the_least() {
        let form = Form { pay_max: "1100".into(), ..form() };
        assert_eq!(fields(&form), [("pay_max".to_owned(), Reason::BelowLeast)]);
        let form = Form { pay_min: "-5".into(), ..self::form() };
        assert_eq!(fields(&form), [("pay_min".to_owned(), Reason::NotAWholeNumber)]);
    }

    #[test]
    fn a_message_has_its_bounds_after_trimming() {
        let form = Form { message: format!("{:<40}", "short"), ..form() };
        assert_eq!(fields(&form), [("message".to_owned(), Reason::TooShort)]);
        let form = Form { message: "é".repeat(1_000), ..self::form() };
        assert!(read(&form).is_ok());
    }
}
