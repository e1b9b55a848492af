//! One application as the organisation reads it.

use leptos::prelude::*;
use passerelle_api::{
    Access,
    id::ApplicationId,
    job::{Application, ApplicationStatus, FileRef, QuestionAnswer, ReceivedApplication, StatusChange, download_path},
    reference::Occupation,
};

use super::{answer_form::Asked, applicant_fit::applicant_fit, calls};
use crate::{
    base, i18n as tr,
    session::use_session,
    ui::{
        button::{Button, LinkButton},
        disclosure::Disclosure,
        icon::Icon,
        tag::{Tag, TagTone},
    },
    words,
};

/// The id of the heading of an application.
pub fn heading_id(id: &ApplicationId) -> String {
    ["application-", id.as_str()].concat()
}

/// Whose application it is. Whoever withdrew one took their name back with it.
pub fn sender(item: &ReceivedApplication) -> String {
    if item.name.is_empty() { tr::employer::withdrew() } else { item.name.clone() }
}

/// An application that may still be answered.
#[component]
pub fn OpenApplication(item: ReceivedApplication, asked: Asked) -> impl IntoView {
    let (name, about, status) = (item.name.clone(), item.name.clone(), item.application.status);
    let question = StoredValue::new(item.clone());
    let session = use_session();
    let answers = Memo::new(move |_| session.may(Access::Poster));
    let about = StoredValue::new(about);
    let heading = heading_id(&item.application.id);
    let compared = compared(&item);
    view! {
        <li>
            <article class="stack application" aria-labelledby=heading.clone()>
                <div class="application-head">
                    <h3 id=heading.clone() tabindex="-1"><bdi>{name}</bdi></h3>
                    <Tag label=move || state(status) tone=tone(status)/>
                </div>
                {details(item)}
                {compared}
                {move || answers.get().then(|| view! {
                    <div class="cluster">
                        <Button
                            label=tr::employer::answer
                            about=move || about.with_value(|name| tr::employer::answer_to(name))
                            icon=Icon::Send
                            on_press=move |()| asked.ask(question.get_value())
                        />
                    </div>
                })}
            </article>
        </li>
    }
}

/// An application that has come to its end, folded.
#[component]
pub fn ClosedApplication(item: ReceivedApplication) -> impl IntoView {
    let (name, status) = (item.name.clone(), item.application.status);
    let summary = move || {
        if name.is_empty() {
            return tr::employer::withdrew();
        }
        tr::words::labelled(&name, &words::application_status(status))
    };
    let compared = compared(&item);
    let looked = looking_at(item.application.id.clone());
    view! {
        <li>
            <Disclosure summary on_open=looked>
                <div class="stack application">{details(item)}{compared}</div>
            </Disclosure>
        </li>
    }
}

/// Tells the server, once, that an application was opened: owners read who opened it, and its sender which organisation did. Where that
/// does not arrive there is nothing that the reader could mend, and the next time that it is opened tells it.
pub fn looking_at(id: ApplicationId) -> Callback<()> {
    let told = StoredValue::new(false);
    Callback::new(move |()| {
        if !told.try_update_value(|told| std::mem::replace(told, true)).unwrap_or(true) {
            let id = id.clone();
            leptos::task::spawn_local(async move {
                if calls::opened(id).await.is_err() {
                    told.try_set_value(false);
                }
            });
        }
    })
}

/// How the person fits the ad, behind a button. Where there is no ad nothing can be compared, and of what was withdrawn only the fact is
/// left.
pub fn compared(item: &ReceivedApplication) -> Option<AnyView> {
    let ReceivedApplication { application, name, .. } = item;
    (application.wish.is_none() && application.status != ApplicationStatus::Withdrawn)
        .then(|| applicant_fit(application.id.clone(), name.clone()))
}

/// Where an application stands, from the side that answers.
fn state(status: ApplicationStatus) -> String {
    match status {
        ApplicationStatus::Sent | ApplicationStatus::Seen => tr::employer::unanswered(),
        _ => words::application_status(status),
    }
}

const fn tone(status: ApplicationStatus) -> TagTone {
    match status {
        ApplicationStatus::Sent | ApplicationStatus::Seen => TagTone::Ember,
        ApplicationStatus::Interview => TagTone::Info,
        ApplicationStatus::Accepted => TagTone::Ok,
        ApplicationStatus::Declined | ApplicationStatus::Withdrawn => TagTone::Plain,
    }
}

/// Everything the person sent, how to reach them, and what was answered.
pub fn details(item: ReceivedApplication) -> impl IntoView + use<> {
    let person = sender(&item);
    let ReceivedApplication { application, email, name } = item;
    let Application { wish, profile, message, phone, cv, reason, note, answers, history, .. } = application;
    let answers: Vec<AnyView> = answers.into_iter().map(answered).collect();
    let mail = (!email.is_empty()).then(|| {
        let write = format!("mailto:{email}");
        view! { <li><a href=write dir="ltr">{email}</a></li> }
    });
    let phone = phone.map(|phone| {
        let call = ["tel:", &dialled(&phone)].concat();
        view! { <li><a href=call dir="ltr">{phone}</a></li> }
    });
    let reason = reason.map(|reason| view! { <p>{move || words::decline_reason(reason)}</p> });
    let note = note.map(|note| view! { <p class="prose-lines" dir="auto">{note}</p> });
    let answer = (reason.is_some() || note.is_some()).then(|| {
        view! {
            <section class="application-part">
                <h4>{tr::employer::our_answer}</h4>
                {reason}
                {note}
            </section>
        }
    });
    let reach = (mail.is_some() || phone.is_some()).then(|| {
        view! {
            <ul class="cluster" role="list">
                {mail}
                {phone}
            </ul>
        }
    });
    view! {
        {reach}
        {wish.map(wished)}
        {part(tr::employer::message, message)}
        {part(tr::employer::profile, profile)}
        {answers}
        {cv.map(|cv| cv_link(cv, name))}
        {answer}
        <Disclosure summary=tr::employer::history about=move || tr::pipeline::about(&person)>
            <ol class="history">{history.into_iter().map(step).collect_view()}</ol>
        </Disclosure>
    }
}

/// What a telephone dials of a number as people write it: the figures of any keyboard, without what stands between them, nor the zero in
/// brackets of "+33 (0)6", which is dialled only where the country is not.
fn dialled(phone: &str) -> String {
    let phone = base::western(phone).replace(char::is_whitespace, "");
    let abroad = phone.starts_with('+') || phone.starts_with("00");
    let phone = if abroad { phone.replacen("(0)", "", 1) } else { phone };
    phone.replace(|letter: char| letter != '+' && !letter.is_ascii_digit(), "")
}

/// What somebody looks for who wrote without an ad.
fn wished(wish: Occupation) -> AnyView {
    view! {
        <section class="application-part">
            <h4>{tr::employer::wish}</h4>
            <p lang=wish.lang.as_str()>{wish.name}</p>
        </section>
    }
    .into_any()
}

fn part(title: fn() -> String, text: String) -> Option<impl IntoView> {
    (!text.is_empty()).then(|| {
        view! {
            <section class="application-part">
                <h4>{title}</h4>
                <p class="prose-lines" dir="auto">{text}</p>
            </section>
        }
    })
}

/// A question of the ad with what the person answered.
fn answered(given: QuestionAnswer) -> AnyView {
    view! {
        <section class="application-part">
            <h4 dir="auto">{given.question}</h4>
            <p class="prose-lines" dir="auto">{given.answer}</p>
        </section>
    }
    .into_any()
}

fn cv_link(cv: FileRef, person: String) -> impl IntoView {
    let size = cv.bytes.div_ceil(1024);
    let name = cv.name.clone();
    view! {
        <p>
            <LinkButton
                href=download_path(&cv.id)
                label=move || tr::employer::cv(&name, &tr::number(size))
                about=move || tr::employer::cv_of(&person)
                icon=Icon::Download
                download=cv.name
            />
        </p>
    }
}

fn step(change: StatusChange) -> impl IntoView {
    let StatusChange { status, at } = change;
    view! {
        <li>
            <span>{move || words::application_status(status)}</span>
            " "
            <time class="hint" datetime=at.to_rfc3339()>{move || tr::date_time(at.timestamp_millis())}</time>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::dialled;

    #[test]
    fn a_telephone_dials_figures_alone() {
        for (written, number) in [
            ("06 12\u{202f}34.56-78", "0612345678"),
            ("+33 (0)6 12 34 56 78", "+33612345678"),
            ("(0)6 12 34 56 78", "0612345678"),
            ("٠٦ ١٢ ٣٤ ٥٦ ٧٨", "0612345678"),
        ] {
            assert_eq!(dialled(written), number);
        }
    }
}
