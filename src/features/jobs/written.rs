//! What was written to an ad that takes no applications any more: it goes over to the ad that stands for it, or is read and
//! copied.

use leptos::{prelude::*, text_prop::TextProp};
use passerelle_api::{id::JobSlug, job::Job};
use passerelle_rules::application::bars_another;

use super::{application::Form, application_form::Writing, job_parts::takes_none};
use crate::{
    draft::is_kept_of_anybody,
    i18n as tr,
    route::Route,
    session::use_session,
    ui::{
        button::{ButtonKind, LinkButton},
        field::{TextArea, TextField},
        icon::Icon,
    },
    watch::watch,
};

/// Has what was written to an ad go over to the other one, as soon as there is one that stands for it.
pub fn goes_over(ad: &JobSlug, other: Memo<Option<JobSlug>>, writing: Writing) {
    let (own, draft, busy) = (Form::name(ad), writing.draft, writing.sending.busy());
    watch(move || {
        let Some(other) = other.get() else { return };
        // What is being sent may arrive yet. And whose draft it is may be known only now, so that it is looked at again
        // whenever something else is in it.
        if !busy.get() && draft.with(Form::is_begun) {
            untrack(|| draft.goes_over(&own, &Form::name(&other), Form::new, Form::joined));
        }
    });
}

/// The way to the form of the ad that stands for one, where that form has what was written.
pub fn way_on(ad: &JobSlug, other: &JobSlug, writing: Writing) -> AnyView {
    let (own, theirs, href) = (Form::name(ad), Form::name(other), Route::Apply(other.clone()).path());
    let draft = writing.draft;
    // What goes over leaves this form empty, which has the other one looked into.
    let waits =
        move || !draft.with(Form::is_begun) && draft.beside(&own, &theirs).is_some_and(|form: Form| form.is_begun());
    let way = move || {
        waits().then(|| {
            view! {
                <p>{tr::jobs::moved}</p>
                <p>
                    <LinkButton
                        href=href.clone()
                        label=tr::jobs::moved_link
                        kind=ButtonKind::Primary
                        icon=Icon::Next
                    />
                </p>
            }
            .into_any()
        })
    };
    way.into_any()
}

/// The way from an ad that takes no applications to what was written to it, where something was.
pub fn way_back(job: &Job) -> Option<AnyView> {
    let barred = job.mine.as_ref().is_some_and(|mine| bars_another(mine.status));
    (takes_none(job) && !barred).then(|| {
        let (session, name) = (use_session(), Form::name(&job.card.slug));
        let href = Route::Apply(job.card.slug.clone()).path();
        let is_there = Memo::new(move |_| is_kept_of_anybody::<Form>(session, &name, Form::is_begun));
        let way = move || {
            is_there.get().then(|| {
                view! { <p><a class="lone-link" href=href.clone()>{tr::jobs::written_link}</a></p> }.into_any()
            })
        };
        way.into_any()
    })
}

/// What was written to an ad that does not take it. It stands in fields, from which it is copied with the keyboard alone.
pub fn written(writing: Writing) -> AnyView {
    let draft = writing.draft;
    (move || draft.with(Form::is_begun).then(|| fields(draft.get()))).into_any()
}

fn fields(form: Form) -> AnyView {
    let answers = form.former(&[]).into_iter().enumerate();
    let answers = answers.map(|(at, given)| (format!("answer-{at}"), TextProp::from(given.question), given.answer));
    let texts = [("message", tr::jobs::message, form.message), ("profile", tr::jobs::profile, form.profile)];
    let texts = texts.map(|(name, label, text)| (name.to_owned(), TextProp::from(label), text));
    let areas: Vec<AnyView> = answers.chain(texts).filter(|(_, _, text)| !text.trim().is_empty()).map(area).collect();
    let cv = form.cv.map(|cv| cv.name).or(form.cv_name).unwrap_or_default();
    view! {
        <section aria-labelledby="apply-written">
            <h2 id="apply-written">{tr::jobs::written}</h2>
            <p>{tr::jobs::written_hint}</p>
            {areas}
            {line("apply-written-phone", tr::jobs::phone, "tel", form.phone)}
            {line("apply-written-cv", tr::jobs::cv, "text", cv)}
        </section>
    }
    .into_any()
}

/// A text, under the words that asked for it.
fn area((name, label, text): (String, TextProp, String)) -> AnyView {
    let (id, unchanged) = (["apply-written-", &name].concat(), |_: String| {});
    let value = Signal::derive(move || text.clone());
    view! { <TextArea id label label_dir="auto" readonly=true value on_input=unchanged/> }.into_any()
}

/// What is no longer than a line, where something is there.
fn line(id: &'static str, label: fn() -> String, kind: &'static str, text: String) -> Option<AnyView> {
    let unchanged = |_: String| {};
    (!text.trim().is_empty()).then(|| {
        let value = Signal::derive(move || text.clone());
        view! { <TextField id label kind readonly=true value on_input=unchanged/> }.into_any()
    })
}
