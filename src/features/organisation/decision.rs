//! Letting one organisation in, or refusing it with a reason.

use leptos::prelude::*;
use passerelle_api::organisation::{Decision, Registration, limits};

use super::{calls, registrations_page::Listed};
use crate::{
    announce::arrive,
    draft::own_draft,
    i18n as tr,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{Checkbox, Choice, RadioGroup, TextArea},
        icon::Icon,
    },
};

const FIELDS: &[Field] = &[
    ("approve", "decision-approve", tr::organisation::decision),
    ("reason", "decision-reason", tr::organisation::reason),
    ("verify_domain", "decision-domain", tr::organisation::verify_domain),
];

/// The form of a decision, folded away behind a line of its own.
pub fn decision(listed: Listed, registration: Registration) -> AnyView {
    let chosen = listed.chosen;
    let name = registration.name.clone();
    let summary = move || tr::organisation::decide_on(&name);
    let slug = StoredValue::new(registration.slug.clone());
    let open = Memo::new(move |_| chosen.with(|chosen| *chosen == Some(slug.get_value())));
    let toggle = move |()| chosen.set((!open.get_untracked()).then(|| slug.get_value()));
    let shown = StoredValue::new(registration);
    view! {
        <div>
            <Button label=summary expanded=Signal::from(open) on_press=toggle/>
        </div>
        {move || open.get().then(|| form(listed, shown.get_value()))}
    }
    .into_any()
}

fn form(Listed { loader, items, chosen }: Listed, registration: Registration) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    // The answer and its reason.
    let form = own_draft(&["decision:", registration.slug.as_str()].concat(), (String::new(), String::new()));
    let approve = move || form.with(|form| form.0.clone());
    let verified = registration.domain_verified;
    let verify = RwSignal::new(verified);
    let sending = Sending::new(FIELDS);
    let heading = ["registration-", registration.slug.as_str()].concat();
    let Registration { slug, name, website, approval, domain_matches: matches, .. } = registration;
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let (answer, reason) = form.get_untracked();
        let (yes, no) = (answer == "yes", answer == "no");
        let decision = Decision {
            name: name.clone(),
            website: website.clone(),
            approve: (yes || no).then_some(yes),
            // A reason that was typed before the answer was changed is not sent along.
            reason: no.then_some(reason),
            verify_domain: yes && verify.get_untracked(),
            was: Some(approval),
            was_verified: Some(verified),
        };
        let (slug, heading, kept) = (slug.clone(), heading.clone(), form.sent());
        leptos::task::spawn_local(async move {
            let work = || calls::decide(slug.clone(), tr::language_untracked(), &decision);
            if let Some(reply) = sending.send(session.send(work)).await {
                form.begin_after(&kept, (String::new(), String::new()));
                toasts.show(Tone::Done, untrack(|| tr::organisation::decided(&reply.name)));
                chosen.try_set(None);
                items.try_update(|items| {
                    items.iter_mut().filter(|other| other.slug == reply.slug).for_each(|other| *other = reply.clone());
                });
                arrive(heading);
            } else if sending.conflicts() {
                toasts.show(Tone::Problem, untrack(tr::organisation::changed_meanwhile));
                loader.retry_to(heading);
            }
        });
    });
    let options =
        || vec![Choice::new("yes", tr::organisation::approve()), Choice::new("no", tr::organisation::refuse())];
    let (says_yes, says_no) = (move || approve() == "yes", move || approve() == "no");
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=submits(send)
        >
            <SendingNotes sending retry=send/>
            <RadioGroup
                id="decision-approve"
                label=tr::organisation::decision
                value=Signal::derive(approve)
                on_change=move |choice| form.update(|form| form.0 = choice)
                options=Signal::derive(options)
                error=sending.error("approve")
                required=true
            />
            {move || (matches && says_yes()).then(|| view! {
                <Checkbox
                    id="decision-domain"
                    label=tr::organisation::verify_domain
                    checked=verify
                    on_change=move |yes| verify.set(yes)
                    error=sending.error("verify_domain")
                />
            })}
            {move || says_no().then(|| view! {
                <TextArea
                    id="decision-reason"
                    label=tr::organisation::reason
                    hint=tr::organisation::reason_hint
                    value=Signal::derive(move || form.with(|form| form.1.clone()))
                    on_input=move |text| form.update(|form| form.1 = text)
                    error=sending.error("reason")
                    max=usize::try_from(limits::REASON).unwrap_or(usize::MAX)
                    required=true
                />
            })}
            <div>
                <Button label=tr::organisation::decide kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}
