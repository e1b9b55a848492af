//! Where the sending of a form stands: on its way, refused for some fields, or failed with a way to try again.

use leptos::{ev::SubmitEvent, html, prelude::*, text_prop::TextProp};
use passerelle_api::{Code, FieldError, Reason};

use crate::{
    attention, base,
    client::Failure,
    forms::{self, FailureNotice},
    i18n as tr,
    toast::{Toasts, Tone, use_toasts},
    ui::{
        error_summary::{ErrorSummary, SETTLES},
        focus::{focus, within},
    },
    watch::watch,
};

/// A field of a form: its name in the contract, the id of its control, and its label.
pub type Field = (&'static str, &'static str, fn() -> String);

/// What stands for the fields that come in rows, such as `projects.0.title`: by the name, the id of the control and its label.
pub type Rows = fn(&str) -> Option<(String, String)>;

/// Where the sending of one form stands.
#[derive(Clone, Copy)]
pub struct Sending {
    fields: &'static [Field],
    rows: Rows,
    /// What the ids of the controls end with, where a page has the form several times.
    of: Option<StoredValue<String>>,
    /// What it is about, for whoever left it before it failed.
    about: Option<StoredValue<String>>,
    toasts: Toasts,
    busy: RwSignal<bool>,
    errors: RwSignal<Vec<FieldError>>,
    failure: RwSignal<Option<Failure>>,
    attempt: RwSignal<u32>,
}

impl Sending {
    /// A form that was not sent yet, with its fields in their order.
    pub fn new(fields: &'static [Field]) -> Self {
        let (errors, failure) = (RwSignal::new(Vec::new()), RwSignal::new(None));
        Self {
            fields,
            rows: |_| None,
            of: None,
            about: None,
            toasts: use_toasts(),
            busy: RwSignal::new(false),
            errors,
            failure,
            attempt: RwSignal::new(0),
        }
    }

    /// The same for one of several such forms: each id has that of what it is about behind it.
    pub fn of(fields: &'static [Field], about: &str) -> Self {
        Self { of: Some(StoredValue::new(["-", about].concat())), ..Self::new(fields) }
    }

    /// The same form, about something that has a name.
    pub fn named(self, about: String) -> Self {
        Self { about: Some(StoredValue::new(about)), ..self }
    }

    /// The same form with fields in rows. They stand in its order where the field is that their names begin with.
    pub fn with_rows(self, rows: Rows) -> Self {
        Self { rows, ..self }
    }

    /// The same form beside what must not be on its way together with it, with which it shares whether it is.
    pub fn with_busy(self, busy: RwSignal<bool>) -> Self {
        Self { busy, ..self }
    }

    /// Whether the form is on its way.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// What is wrong with a field.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        forms::error_for(move || self.errors.get(), field)
    }

    /// What is wrong with a field of a row.
    pub fn error_in(self, field: String) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.errors.with(|errors| errors.iter().find(|error| error.field == field).map(forms::reason))
        })
    }

    /// The names of the fields that were refused.
    pub fn refused_fields(self) -> Vec<String> {
        let names = |errors: &Vec<FieldError>| errors.iter().map(|error| error.field.clone()).collect();
        self.errors.try_with_untracked(names).unwrap_or_default()
    }

    /// Says no more of what was wrong with fields whose names begin so: their rows are not where they were.
    pub fn forget(self, begin: &str) {
        if self.errors.with_untracked(|errors| errors.iter().any(|error| error.field.starts_with(begin))) {
            self.errors.update(|errors| errors.retain(|error| !error.field.starts_with(begin)));
        }
    }

    /// Says what the form itself found wrong, before anything was sent.
    pub fn refuse(self, errors: Vec<FieldError>) {
        self.failure.set(None);
        self.errors.set(errors);
        self.attempt.update(|attempt| *attempt += 1);
    }

    /// Refuses what is half typed, and says whether something was. It is no change to what is kept, as far as the browser tells.
    pub fn refuses_half_typed(self) -> bool {
        let half = self.half_typed();
        let refuses = !half.is_empty();
        if refuses {
            self.refuse(half);
        }
        refuses
    }

    /// The fields of which the browser gives nothing, since what stands in them is half typed.
    fn half_typed(self) -> Vec<FieldError> {
        let end = self.of.and_then(|of| of.try_get_value()).unwrap_or_default();
        let half = self.fields.iter().filter(|(_, id, _)| base::half_typed(&[*id, end.as_str()].concat()));
        half.map(|(name, ..)| FieldError::new(*name, Reason::HalfTyped)).collect()
    }

    /// Sends, and gives what came back unless it failed, which is told in passing where the form was left meanwhile. What is half typed
    /// would be lost without a word, so that nothing is sent until it is whole or gone.
    pub async fn send<T>(self, work: impl Future<Output = Result<T, Failure>>) -> Option<T> {
        if self.refuses_half_typed() {
            return None;
        }
        self.busy.set(true);
        self.failure.set(None);
        let about = self.about.and_then(|about| about.try_get_value());
        let result = work.await;
        self.busy.try_set(false);
        match result {
            Ok(reply) => {
                self.errors.try_set(Vec::new());
                Some(reply)
            }
            Err(failure) => {
                self.failed(about, failure);
                None
            }
        }
    }

    /// Says why what was sent did not go through.
    fn failed(self, about: Option<String>, failure: Failure) {
        let Some(attempt) = self.attempt.try_get_untracked() else {
            return self.toasts.show(Tone::Problem, untrack(|| unsent(about.as_deref(), &failure)));
        };
        let errors = failure.fields();
        let known = |error: &FieldError| {
            self.fields.iter().any(|(name, ..)| *name == error.field) || (self.rows)(&error.field).is_some()
        };
        // What no field of the form stands for is said for the form as a whole.
        if errors.is_empty() || !errors.iter().all(known) {
            self.failure.set(Some(failure));
        }
        self.errors.set(errors);
        self.attempt.set(attempt + 1);
    }

    /// Whether what was sent last did not go with what the server has by now.
    pub fn conflicts(self) -> bool {
        self.failed_with(Code::Conflict)
    }

    /// Whether what was sent last was refused as a whole, for this reason.
    pub fn failed_with(self, code: Code) -> bool {
        let of_code = |failure: &Option<Failure>| failure.as_ref().and_then(Failure::code) == Some(code);
        self.failure.try_with_untracked(of_code).unwrap_or(false)
    }

    /// Takes what was said of the form as a whole away, where the page says it better.
    pub fn dismiss(self) {
        self.failure.try_set(None);
    }

    /// Takes it away and gives its words, for who does not look at the form any more.
    pub fn take_words(self) -> Option<String> {
        let failure = self.failure.try_update(Option::take).flatten();
        failure.map(|failure| untrack(|| forms::failure_text(&failure).0))
    }

    /// Whether a field of what was sent last was refused.
    pub fn refused(self, field: &str) -> bool {
        let of_field = |errors: &Vec<FieldError>| errors.iter().any(|error| error.field == field);
        self.errors.try_with_untracked(of_field).unwrap_or(false)
    }

    /// The refused fields in the order of the form, each with its label and what is wrong.
    fn summary(self) -> Vec<(String, String)> {
        let errors = self.errors.get();
        let line =
            |id: String, label: &str, error: &FieldError| (id, tr::words::labelled(label, &forms::reason(error)));
        let end = self.of.map(|of| of.get_value()).unwrap_or_default();
        let mut lines = Vec::new();
        for (name, id, label) in self.fields {
            let own = errors.iter().find(|error| error.field == *name);
            lines.extend(own.map(|error| line([id, end.as_str()].concat(), &label(), error)));
            let in_rows = errors.iter().filter(|error| error.field.len() > name.len() && error.field.starts_with(name));
            lines.extend(in_rows.filter_map(|error| {
                let (id, label) = (self.rows)(&error.field)?;
                Some(line(id, &label, error))
            }));
        }
        lines
    }
}

/// Says of what is not looked at any more why it did not go through.
fn unsent(about: Option<&str>, failure: &Failure) -> String {
    let why = forms::failure_text(failure).0;
    about.map_or_else(|| tr::words::unsent(&why), |about| tr::words::labelled(about, &why))
}

/// What a form does when it is submitted: the page stays, and it is sent.
pub fn submits(send: Callback<()>) -> impl Fn(SubmitEvent) + Send + Sync + 'static {
    move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    }
}

/// What went wrong with a form, above it.
#[component]
pub fn SendingNotes(
    sending: Sending,
    /// Sends once more.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let title: TextProp = tr::shell::error_summary.into();
    let alert = NodeRef::<html::Div>::new();
    let toasts = use_toasts();
    // Whoever went on sees and hears the first of what is wrong where they are.
    let unseen = move |()| {
        if let Some((_, first)) = untrack(|| sending.summary()).into_iter().next() {
            toasts.show(Tone::Problem, first);
        }
    };
    // The button that sent may be far below, where what is said up here would not be seen. Whoever sent goes on with trying again.
    watch(move || {
        if sending.failure.with(Option::is_some)
            && let Some(alert) = alert.get()
        {
            let (went_on, asked) = (attention::went_on(), attention::asked());
            set_timeout(
                move || {
                    let nearest = web_sys::ScrollIntoViewOptions::new();
                    nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
                    // A file is sent by itself once it was chosen: who writes on meanwhile must not be taken out of the field.
                    let writes =
                        document().active_element().is_some_and(|at| !at.matches("body, button").unwrap_or(true));
                    // So must who went on to something else not be taken from there.
                    if !writes && !went_on && !asked.is_left() {
                        within(&alert, "button").first().iter().for_each(|again| focus(again));
                    }
                    alert.scroll_into_view_with_scroll_into_view_options(&nearest);
                },
                SETTLES,
            );
        }
    });
    view! {
        <ErrorSummary title errors=Signal::derive(move || sending.summary()) attempt=sending.attempt unseen/>
        <div role="alert" node_ref=alert>
            {move || sending.failure.get().map(|failure| view! { <FailureNotice failure retry/> })}
        </div>
    }
}
