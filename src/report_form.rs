//! Reporting an accessibility problem, from a lesson or from the page about accessibility.

use leptos::prelude::*;
use passerelle_api::{
    FieldError, NoQuery, Reason,
    id::{ChapterSlug, CourseSlug, IdempotencyKey},
    report::{NewReport, SendReport, limits},
};
use serde::{Deserialize, Serialize};

use crate::{
    announce::arrive,
    base, client,
    draft::{Draft, draft},
    i18n as tr,
    moment::clock,
    sending::{Field, Sending, SendingNotes, submits},
    ui::{
        button::{Button, ButtonKind},
        field::{TextArea, TextField},
        icon::Icon,
        notice::{Notice, Tone},
    },
};

const FIELDS: &[Field] =
    &[("text", "report-text", tr::report::text), ("contact", "report-contact", tr::report::contact)];

/// Where it takes focus once the report is sent.
const SENT: &str = "report-sent";

/// Where the problem is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// The path of the page.
    pub page: String,
    pub course: Option<CourseSlug>,
    pub chapter: Option<ChapterSlug>,
    /// Where the video stands, in seconds.
    pub second: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Form {
    text: String,
    contact: String,
    key: IdempotencyKey,
}

/// The form. It says what goes along with the words, and that nothing else does.
pub fn report_form(place: Place) -> AnyView {
    let form = draft(&format!("report:{}", place.page), Form { key: base::fresh_key(), ..Form::default() });
    let sending = Sending::new(FIELDS);
    let sent = RwSignal::new(false);
    let along = along(&place);
    let place = StoredValue::new(place);
    let submit = Callback::new(move |()| {
        if !sending.busy().get_untracked() {
            send(form, sending, place, sent);
        }
    });
    let again = move |()| {
        form.update(|form| *form = Form { key: base::fresh_key(), ..Form::default() });
        sent.set(false);
    };
    (move || {
        if sent.get() {
            return view! {
                <div id=SENT tabindex="-1">
                    <Notice tone=Tone::Ok title=tr::report::sent><p>{tr::report::sent_next}</p></Notice>
                </div>
                <Button label=tr::report::again on_press=again/>
            }
            .into_any();
        }
        let along = along.clone();
        view! {
            <form
                class="stack"
                novalidate=true
                on:submit=submits(submit)
            >
                <SendingNotes sending retry=submit/>
                {fields(form, sending)}
                <p class="hint">{move || along()}</p>
                <div><Button label=tr::report::send kind=ButtonKind::Primary icon=Icon::Send submit=true busy=sending.busy()/></div>
            </form>
        }
        .into_any()
    })
    .into_any()
}

fn fields(form: Draft<Form>, sending: Sending) -> AnyView {
    view! {
        <TextArea
            id="report-text"
            label=tr::report::text
            hint=tr::report::text_hint
            value=Signal::derive(move || form.with(|form| form.text.clone()))
            on_input=move |text| form.update(|form| form.text = text)
            error=sending.error("text")
            max=limits::TEXT as usize
            required=true
        />
        <TextField
            id="report-contact"
            label=tr::report::contact
            hint=tr::report::contact_hint
            value=Signal::derive(move || form.with(|form| form.contact.clone()))
            on_input=move |contact| form.update(|form| form.contact = contact)
            error=sending.error("contact")
            autocomplete="email"
            optional=true
        />
    }
    .into_any()
}

/// What goes along with the words.
fn along(place: &Place) -> impl Fn() -> String + Clone + Send + Sync + use<> {
    let (page, second) = (place.page.clone(), place.second);
    move || match second {
        Some(second) => tr::report::along_video(&page, &clock(u64::from(second))),
        None => tr::report::along(&page),
    }
}

fn send(form: Draft<Form>, sending: Sending, place: StoredValue<Place>, sent: RwSignal<bool>) {
    let Form { text, contact, key } = form.get_untracked();
    let errors = errors(&text, &contact);
    if !errors.is_empty() {
        return sending.refuse(errors);
    }
    let Place { page, course, chapter, second } = place.get_value();
    let report = NewReport { text, contact, key, page, course, chapter, second };
    let kept = form.sent();
    leptos::task::spawn_local(async move {
        if sending.send(client::call(&SendReport {}, &NoQuery {}, &report)).await.is_some() {
            kept.forget();
            sent.try_set(true);
            arrive(SENT);
        }
    });
}

fn errors(text: &str, contact: &str) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if text.trim().is_empty() {
        errors.push(FieldError::new("text", Reason::Required));
    }
    for (field, text, limit) in [("text", text, limits::TEXT), ("contact", contact, limits::CONTACT)] {
        if text.trim().chars().count() as u64 > limit {
            errors.push(FieldError::limited(field, Reason::TooLong, limit));
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_needs_words_and_not_too_many() {
        let reasons = |text: &str, contact: &str| {
            errors(text, contact).into_iter().map(|error| (error.field, error.reason)).collect::<Vec<_>>()
        };
        assert_eq!(reasons("No focus ring", ""), []);
        assert_eq!(reasons("  ", ""), [("text".to_owned(), Reason::Required)]);
        assert_eq!(reasons(&"é".repeat(2_001), ""), [("text".to_owned(), Reason::TooLong)]);
        assert_eq!(reasons("x", &"a".repeat(255)), [("contact".to_owned(), Reason::TooLong)]);
    }
}
