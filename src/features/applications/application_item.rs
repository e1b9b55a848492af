//! One application: where it stands, how it came there, and what was sent.

use leptos::prelude::*;
use passerelle_api::{
    job::{Application, ApplicationStatus, StatusChange, download_path},
    placement::Side,
};
use passerelle_rules::application::{bars_another, may_withdraw, stands_open};

use super::meeting::meeting;
use crate::{
    i18n as tr,
    listed::Listed,
    placement::{self, Contracted},
    route::Route,
    ui::{
        button::{Button, LinkButton},
        disclosure::Disclosure,
        icon::{Glyph, Icon},
        notice::{Notice, Tone},
        tag::{Tag, TagTone},
    },
    words,
};

/// The id of what takes focus after something was done with an application.
pub fn heading_id(application: &Application) -> String {
    format!("application-{}", application.id)
}

/// What an application is for: the ad, or the occupation that somebody wrote for without one.
pub fn title(application: &Application) -> String {
    match &application.wish {
        Some(wish) => tr::applications::spontaneous(&wish.name),
        None => application.job_title.clone(),
    }
}

/// One application.
#[component]
pub fn ApplicationItem(
    application: Application,
    /// Asks to take the application back.
    #[prop(into)]
    on_withdraw: Callback<Application>,
    /// The list that it stands in, which takes what becomes of it.
    listed: Listed<Application>,
) -> impl IntoView {
    let id = heading_id(&application);
    let status = application.status;
    let about = if application.wish.is_some() {
        Route::Company(application.employer.slug.clone()).path()
    } else {
        Route::Job(application.job.clone()).path()
    };
    // The title of an ad is the organisation's, where what was written without one is called by words of ours.
    let (words, is_ours) = (application.clone(), application.wish.is_some());
    let words = move || title(&words);
    let named = if is_ours { words.into_any() } else { view! { <bdi>{words}</bdi> }.into_any() };
    let proof = application.placement.as_ref().map(|placement| placement::tag(placement, Side::Candidate));
    let has_proof = proof.is_some();
    view! {
        <li class="application">
            <article aria-labelledby=id.clone()>
                <h2 class="application-title" id=id.clone() tabindex="-1">
                    <a href=about>{named}</a>
                </h2>
                <p class="application-by"><bdi>{application.employer.name.clone()}</bdi></p>
                <p class:cluster=has_proof>
                    <Tag label=move || words::application_status(status) tone=tone(status) icon=icon(status)/>
                    {proof}
                </p>
                <Answer application=application.clone()/>
                {sent_away(&application)}
                {meeting(&application, listed)}
                {contract(&application, listed)}
                <h3>{tr::applications::history}</h3>
                <History changes=application.history.clone()/>
                <WhatWasSent application=application.clone()/>
                <Actions application on_withdraw listed/>
            </article>
        </li>
    }
}

/// Says that nobody is left who would answer.
fn sent_away(application: &Application) -> Option<AnyView> {
    (application.employer_away && stands_open(application.status)).then(|| {
        view! {
            <Notice tone=Tone::Warn title=tr::applications::away>
                <p>{tr::applications::away_text}</p>
            </Notice>
        }
        .into_any()
    })
}

/// The contract, where one comes of it.
fn contract(application: &Application, listed: Listed<Application>) -> Option<AnyView> {
    let shown = Contracted {
        application: application.id.clone(),
        placement: application.placement.clone()?,
        side: Side::Candidate,
        other: application.employer.name.clone(),
        about: title(application),
        writes: true,
        changed: Callback::new(move |heading: String| listed.retry_to(heading)),
    };
    Some(placement::contract(shown))
}

/// The employer's reason and words, where there are any.
#[component]
fn Answer(application: Application) -> impl IntoView {
    let Application { reason, note, .. } = application;
    let reason = reason.map(|reason| {
        view! {
            <p>
                <strong>{tr::applications::reason}</strong>
                " "
                {move || words::decline_reason(reason)}
            </p>
        }
    });
    let note = note.filter(|note| !note.is_empty()).map(|note| {
        view! {
            <p>
                <strong>{tr::applications::note}</strong>
            </p>
            <blockquote class="application-note" dir="auto">{note}</blockquote>
        }
    });
    view! { {reason} {note} }
}

/// How the application came to where it stands, in the order of time.
#[component]
fn History(changes: Vec<StatusChange>) -> impl IntoView {
    let line = |change: StatusChange| {
        let StatusChange { status, at } = change;
        view! {
            <li>
                <Glyph icon=icon(status) size=18/>
                <span>{move || words::application_status(status)}</span>
                <time datetime=at.to_rfc3339()>{move || tr::date_time(at.timestamp_millis())}</time>
            </li>
        }
    };
    view! { <ol class="application-history">{changes.into_iter().map(line).collect_view()}</ol> }
}

#[component]
fn WhatWasSent(application: Application) -> impl IntoView {
    let named = application.clone();
    let about = move || tr::applications::about_sent(&title(&named));
    let Application { message, profile, phone, cv, answers, .. } = application;
    let answers: Vec<AnyView> = answers
        .into_iter()
        .map(|given| {
            view! { <dt dir="auto">{given.question}</dt><dd class="application-text" dir="auto">{given.answer}</dd> }
                .into_any()
        })
        .collect();
    let part = |title: fn() -> String, text: Option<String>| {
        text.filter(|text| !text.is_empty()).map(|text| {
            view! {
                <dt>{title}</dt>
                <dd class="application-text" dir="auto">{text}</dd>
            }
        })
    };
    let cv = cv.map(|cv| {
        view! {
            <dt>{tr::applications::cv}</dt>
            <dd>
                <a href=download_path(&cv.id) rel="external" download=cv.name.clone()><bdi>{cv.name.clone()}</bdi></a>
            </dd>
        }
    });
    view! {
        <Disclosure summary=tr::applications::what_sent about>
            <dl class="application-sent">
                {part(tr::applications::message, Some(message))}
                {part(tr::applications::profile, Some(profile))}
                {answers}
                {part(tr::applications::phone, phone)}
                {cv}
            </dl>
        </Disclosure>
    }
}

#[component]
fn Actions(application: Application, on_withdraw: Callback<Application>, listed: Listed<Application>) -> impl IntoView {
    let (named, job) = (application.clone(), application.job.clone());
    let about = move || tr::applications::about(&title(&named));
    let once = application.clone();
    let again = move || tr::applications::about_again(&title(&once));
    if may_withdraw(application.status) {
        view! {
            <Button
                label=tr::applications::withdraw
                about
                icon=Icon::Trash
                on_press=move |()| on_withdraw.run(application.clone())
            />
        }
        .into_any()
    } else if application.status == ApplicationStatus::Withdrawn {
        let href = if application.wish.is_some() {
            Route::WriteTo(application.employer.slug).path()
        } else {
            Route::Apply(application.job).path()
        };
        // Who applied once more stands above with that: the newest come first.
        let applied = move || listed.any(|other| other.job == job && bars_another(other.status));
        let again = StoredValue::new((href, again));
        let link = move || {
            let (href, about) = again.get_value();
            view! { <LinkButton href label=tr::applications::again about icon=Icon::Next/> }
        };
        (move || (!applied()).then(link)).into_any()
    } else {
        ().into_any()
    }
}

const fn tone(status: ApplicationStatus) -> TagTone {
    match status {
        ApplicationStatus::Sent | ApplicationStatus::Seen => TagTone::Info,
        ApplicationStatus::Interview => TagTone::Ember,
        ApplicationStatus::Accepted => TagTone::Ok,
        ApplicationStatus::Declined => TagTone::Bad,
        ApplicationStatus::Withdrawn => TagTone::Plain,
    }
}

const fn icon(status: ApplicationStatus) -> Icon {
    match status {
        ApplicationStatus::Sent => Icon::Send,
        ApplicationStatus::Seen => Icon::Eye,
        ApplicationStatus::Interview => Icon::Calendar,
        ApplicationStatus::Accepted => Icon::Check,
        ApplicationStatus::Declined => Icon::Cross,
        ApplicationStatus::Withdrawn => Icon::Back,
    }
}
