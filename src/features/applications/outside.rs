//! Applications that were made elsewhere, which only their owner sees.

use leptos::prelude::*;
use passerelle_api::NaiveDate;
use passerelle_api::outside::{OutsideApplication, OutsideChange, OutsideStatus, limits};
use passerelle_rules::outside::errors;

use super::{calls, outside_desk::Desk, outside_meanwhile};
use crate::{
    announce, base,
    draft::{Draft, own_draft},
    forms::failure_text,
    i18n as tr,
    load::{Loaded, Loader, load},
    press::use_press,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        confirm::Confirm,
        field::{Select, TextArea, TextField},
        icon::{Glyph, Icon},
        tag::{Tag, TagTone},
    },
    words,
};

const FIELDS: &[Field] = &[
    ("title", "outside-job", tr::outside::job),
    ("employer", "outside-employer", tr::outside::employer),
    ("url", "outside-url", tr::outside::url),
    ("applied_on", "outside-day", tr::outside::applied_on),
    ("note", "outside-note", tr::outside::note),
];

/// The id of the part's heading, which takes focus where what had it is gone.
const HEADING: &str = "outside";

/// What is being written.
type Writing = Draft<Desk>;

/// The application that somebody is asked about before it is deleted: its id and title.
#[derive(Clone, Copy)]
struct Deleting {
    open: RwSignal<bool>,
    of: RwSignal<(String, String)>,
}

/// The list with its form.
pub fn outside() -> AnyView {
    let applications = load(|| (), |()| calls::outside());
    let writing: Writing = own_draft("outside", Desk::default());
    let deleting = Deleting { open: RwSignal::new(false), of: RwSignal::default() };
    let add = move |()| {
        writing.update(|desk| desk.add(base::fresh_key().0));
        announce::arrive("outside-job");
    };
    let open = Memo::new(move |_| writing.with(Desk::open));
    view! {
        <section class="outside" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">{tr::outside::title}</h2>
            <p>{tr::outside::text}</p>
            {move || match open.get() {
                Some(id) => form(id, writing, applications),
                None => view! {
                    <Button label=tr::outside::add icon=Icon::Plus on_press=add/>
                    {unsaved(writing, None)}
                }
                .into_any(),
            }}
            <Loaded loader=applications view=move |list| list_view(list, writing, deleting)/>
            {delete_dialog(writing, deleting, applications)}
        </section>
    }
    .into_any()
}

/// The word for where an application stands.
pub fn status_name(status: OutsideStatus) -> String {
    match status {
        OutsideStatus::Planned => tr::outside::planned(),
        OutsideStatus::Sent => tr::outside::sent(),
        OutsideStatus::Interview => tr::outside::interview(),
        OutsideStatus::Offer => tr::outside::offer(),
        OutsideStatus::Declined => tr::outside::declined(),
    }
}

/// Says of an application that something was typed of it and is not saved.
fn unsaved(writing: Writing, id: Option<String>) -> AnyView {
    let waits = Memo::new(move |_| writing.with(|desk| desk.waits(id.as_deref())));
    (move || waits.get().then(|| view! { <p class="hint">{tr::outside::unsaved}</p> })).into_any()
}

fn list_view(list: Vec<OutsideApplication>, writing: Writing, deleting: Deleting) -> AnyView {
    if list.is_empty() {
        return view! { <p class="hint">{tr::outside::empty}</p> }.into_any();
    }
    let items: Vec<AnyView> = list.into_iter().map(|application| item(application, writing, deleting)).collect();
    view! { <ul class="applications" role="list">{items}</ul> }.into_any()
}

fn item(application: OutsideApplication, writing: Writing, deleting: Deleting) -> AnyView {
    let OutsideApplication { id, title, employer, url, status, applied_on, note, changed_at, .. } = application.clone();
    let heading = format!("outside-{id}");
    let changed = changed_at.timestamp_millis();
    let (about, visited) = (title.clone(), title.clone());
    let edit = move |()| {
        writing.update(|desk| desk.edit(application.id.0.clone(), application.change()));
        announce::arrive("outside-job");
    };
    view! {
        <li class="application">
            <article aria-labelledby=heading.clone()>
                <h3 class="application-title" id=heading.clone()><bdi>{title.clone()}</bdi></h3>
                <p class="application-by"><bdi>{employer}</bdi></p>
                <p><Tag label=move || status_name(status) tone=tone(status)/></p>
                {applied_on.map(|day| view! {
                    <p>{move || tr::words::labelled(&tr::outside::applied_on(), &words::day(day))}</p>
                })}
                {(!note.is_empty()).then(|| view! { <p class="application-text" dir="auto">{note}</p> })}
                {(!url.is_empty()).then(|| view! {
                    <p>
                        <a class="outside-link" href=url rel="external noopener">
                            {tr::outside::visit}
                            <span class="visually-hidden">"\u{a0}"{move || tr::outside::about_ad(&visited)}</span>
                            <Glyph icon=Icon::External size=18/>
                        </a>
                    </p>
                })}
                <p class="hint">{move || tr::outside::changed(&tr::date_time(changed))}</p>
                {unsaved(writing, Some(id.0.clone()))}
                <div class="cluster">
                    <Button
                        label=tr::outside::edit
                        about=move || tr::outside::about(&about)
                        icon=Icon::Edit
                        on_press=edit
                    />
                    {delete_button(id.0, title, deleting)}
                </div>
            </article>
        </li>
    }
    .into_any()
}

fn delete_button(id: String, title: String, deleting: Deleting) -> AnyView {
    let named = title.clone();
    let ask = move |()| {
        deleting.of.set((id.clone(), named.clone()));
        deleting.open.set(true);
    };
    view! {
        <Button
            label=tr::outside::delete
            about=move || tr::outside::about(&title)
            kind=ButtonKind::Quiet
            icon=Icon::Trash
            on_press=ask
        />
    }
    .into_any()
}

/// Asks before an application is deleted. A form that is open for it closes with it.
fn delete_dialog(
    writing: Writing,
    Deleting { open, of }: Deleting,
    applications: Loader<Vec<OutsideApplication>>,
) -> AnyView {
    let press = use_press();
    let delete = move |()| {
        let (id, _) = of.get_untracked();
        let (deleted, kept) = (id.clone(), writing.name());
        let done = move |()| {
            press.done(untrack(tr::outside::deleted));
            close(writing, &kept, &deleted);
            applications.request().retry_if_lost(HEADING.to_owned());
        };
        press.send(move || calls::delete_outside(id.clone()), done);
    };
    view! {
        <Confirm
            id="outside-delete"
            open
            title=move || of.with(|(_, title)| tr::outside::delete_title(title))
            text=tr::outside::delete_text
            yes=tr::outside::delete
            no=tr::shell::cancel
            close=tr::shell::close
            on_yes=delete
        />
    }
    .into_any()
}

/// Ends the writing of an application, and forgets what was written of it, under the name that the writing is kept by.
fn close(writing: Writing, kept: &str, id: &str) {
    end(writing, kept, &|desk| desk.close(id));
}

/// Changes what is written so that less of it may be left, and forgets it where nothing is.
fn end(writing: Writing, kept: &str, change: &dyn Fn(&mut Desk)) {
    writing.update(change);
    let is_empty = writing.try_with_untracked(Desk::is_empty).unwrap_or_else(|| end_kept(kept, change));
    if is_empty {
        base::forget(kept);
    }
}

/// The same where the page was left meanwhile: what was typed of others stays. Gives whether nothing does.
fn end_kept(kept: &str, change: &dyn Fn(&mut Desk)) -> bool {
    let desk = base::stored(kept).and_then(|text| serde_json::from_str::<Desk>(&text).ok());
    let Some(mut desk) = desk else { return false };
    change(&mut desk);
    if let Ok(text) = serde_json::to_string(&desk) {
        // A browser that does not store has nothing kept, and was not read either.
        base::keep(kept, &text);
    }
    desk.is_empty()
}

fn form(id: String, writing: Writing, applications: Loader<Vec<OutsideApplication>>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let sending = Sending::new(FIELDS);
    let id = StoredValue::new(id);
    let cancel = Callback::new(move |()| {
        id.with_value(|id| close(writing, &writing.name(), id));
        announce::arrive(HEADING);
    });
    let send = Callback::new(move |()| {
        if writing.with_untracked(|desk| desk.met().is_some()) {
            return announce::arrive(outside_meanwhile::OVERTAKEN);
        }
        let Some(change) = writing.with_untracked(|desk| desk.form().cloned()) else { return };
        let errors = errors(&change, base::today().unwrap_or(NaiveDate::MAX));
        if !errors.is_empty() {
            return sending.refuse(errors);
        }
        let (own, kept) = (id.get_value(), writing.name());
        leptos::task::spawn_local(async move {
            let mut failed = None;
            let work = async {
                let result = session.send(|| calls::save_outside(own.clone(), &change)).await;
                failed = result.as_ref().err().cloned();
                result
            };
            let reply = sending.send(work).await;
            // Whoever writes of another one by now stays there.
            let elsewhere =
                writing.try_with_untracked(|desk| desk.open().is_some_and(|open| open != own)).unwrap_or_default();
            if let Some(reply) = reply {
                toasts.show(Tone::Done, untrack(tr::outside::saved));
                let saved = reply.change();
                end(writing, &kept, &|desk| desk.saved(&own, &change, &saved));
                let stays = writing.try_with_untracked(|desk| desk.open().as_ref() == Some(&own)).unwrap_or_default();
                let waits = writing.try_with_untracked(Desk::has_aside).unwrap_or_default();
                let next = if stays && waits { outside_meanwhile::ASIDE } else { HEADING };
                // Whoever typed on goes on typing.
                if elsewhere || (stays && !waits) {
                    applications.request().retry_if_lost(next.to_owned());
                } else {
                    applications.retry_to(next.to_owned());
                }
            } else if let Some(failure) = failed.filter(|_| elsewhere) {
                let about = if change.title.is_empty() { &change.employer } else { &change.title };
                toasts.show(Tone::Problem, untrack(|| tr::words::labelled(about, &failure_text(&failure).0)));
            } else if sending.conflicts() {
                bring(&own, writing, sending, applications).await;
            }
        });
    });
    view! {
        {outside_meanwhile::notices(writing, sending, send, cancel)}
        <form
            class="stack outside-form"
            novalidate=true
            aria-label=tr::outside::form
            on:submit=submits(send)
        >
            <SendingNotes sending retry=send/>
            {fields(writing, sending)}
            <div class="cluster">
                <Button label=tr::shell::save kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
                <Button label=tr::shell::cancel on_press=move |()| cancel.run(())/>
            </div>
        </form>
    }
    .into_any()
}

/// Brings the applications as they are kept by now. Sending the same once more cannot help, so that the form offers the ways on instead.
async fn bring(id: &str, writing: Writing, sending: Sending, applications: Loader<Vec<OutsideApplication>>) {
    let Ok(list) = calls::outside().await else { return };
    if writing.try_with_untracked(|_| ()).is_none() {
        return;
    }
    let kept = list.iter().find(|application| application.id.as_str() == id).map(OutsideApplication::change);
    applications.set(list);
    let mut is_overtaken = false;
    writing.update(|desk| is_overtaken = desk.meet(id, kept));
    if is_overtaken {
        sending.dismiss();
        announce::arrive(outside_meanwhile::OVERTAKEN);
    }
}

fn fields(writing: Writing, sending: Sending) -> AnyView {
    let part = move |part: fn(&OutsideChange) -> String| {
        Signal::derive(move || writing.with(|desk| desk.form().map(part).unwrap_or_default()))
    };
    let change = move |change: &dyn Fn(&mut OutsideChange)| {
        writing.update(|desk| {
            if let Some(form) = desk.form_mut() {
                change(form);
            }
        });
    };
    view! {
        <TextField
            id="outside-job"
            label=tr::outside::job
            value=part(|form| form.title.clone())
            on_input=move |text: String| change(&|form| form.title.clone_from(&text))
            error=sending.error("title")
            required=true
        />
        <TextField
            id="outside-employer"
            label=tr::outside::employer
            value=part(|form| form.employer.clone())
            on_input=move |text: String| change(&|form| form.employer.clone_from(&text))
            error=sending.error("employer")
            required=true
        />
        <TextField
            id="outside-url"
            label=tr::outside::url
            hint=tr::outside::url_hint
            kind="url"
            value=part(|form| form.url.clone())
            on_input=move |text: String| change(&|form| form.url.clone_from(&text))
            error=sending.error("url")
            optional=true
        />
        <Select
            id="outside-status"
            label=tr::outside::status
            value=part(|form| form.status.unwrap_or(OutsideStatus::Planned).as_str().to_owned())
            on_change=move |status: String| change(&|form| form.status = status.parse().ok())
            options=Signal::derive(|| words::choices(OutsideStatus::ALL, OutsideStatus::as_str, status_name))
        />
        <TextField
            id="outside-day"
            label=tr::outside::applied_on
            kind="date"
            value=part(|form| form.applied_on.map(|day| day.to_string()).unwrap_or_default())
            on_input=move |text: String| change(&|form| form.applied_on = base::day(&text))
            error=sending.error("applied_on")
            optional=true
        />
        <TextArea
            id="outside-note"
            label=tr::outside::note
            hint=tr::outside::note_hint
            rows=3
            max=limits::NOTE as usize
            value=part(|form| form.note.clone())
            on_input=move |text: String| change(&|form| form.note.clone_from(&text))
            error=sending.error("note")
            optional=true
        />
    }
    .into_any()
}

const fn tone(status: OutsideStatus) -> TagTone {
    match status {
        OutsideStatus::Planned => TagTone::Plain,
        OutsideStatus::Sent => TagTone::Info,
        OutsideStatus::Interview => TagTone::Ember,
        OutsideStatus::Offer => TagTone::Ok,
        OutsideStatus::Declined => TagTone::Bad,
    }
}
