//! The form of the profile: kept while it is written, sent as a whole, and shown as an employer sees it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use passerelle_api::{
    id::SkillCode,
    portfolio::OwnProject,
    reference::Skill,
    talent::{EvidenceKind, Profile},
};
use passerelle_rules::portfolio::skills;

use super::{
    calls::{self, Opened},
    fields::{SituationFields, VisibleField, WordFields, WorkFields},
    form::{Form, STATE},
    import::import,
    languages::{self, Languages},
    preview::{Preview, card_of, proven},
    project::Project,
    project_fields::named,
    projects::{ADD, Projects},
};
use crate::{
    announce,
    draft::Draft,
    i18n as tr,
    masked::{evidence_icon, proofs},
    meanwhile::Writing,
    route::Route,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{self, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        field::{CheckboxGroup, Choice},
        icon::Icon,
        notice::{Notice, Tone},
    },
    words,
};

const FIELDS: &[Field] = &[
    ("headline", "profile-headline", tr::profile::headline),
    ("about", "profile-about", tr::profile::about),
    ("skills", "profile-skills", tr::profile::skills),
    ("level", "profile-level", tr::profile::level),
    ("place", "profile-place", tr::profile::place),
    ("radius_km", "profile-radius", tr::profile::radius),
    ("available_from", "profile-available", tr::profile::available_from),
    ("contracts", "profile-contracts", tr::profile::contracts),
    ("remote", "profile-remote", tr::profile::remote),
    ("training_days", "profile-training-days", tr::profile::training_days),
    ("pay_month", "profile-pay", tr::profile::pay),
    ("languages", "language-0", tr::profile::languages),
    ("projects", ADD, tr::projects::title),
];

/// The form, with what was saved and with what was written since.
#[component]
pub fn ProfileForm(opened: Opened) -> impl IntoView {
    let sending = Sending::new(FIELDS).with_rows(|name| named(name).or_else(|| languages::named(name)));
    let saved = RwSignal::new(opened.profile.clone());
    let opened = StoredValue::new(opened);
    let writing: Writing<Form> = Writing::open("profile", saved, sending);
    let form = writing.form;
    let projects = Projects::new(form, sending, opened);
    let is_changed = Memo::new(move |_| writing.is_changed());
    let submit = saving(writing, sending, opened, projects);
    // A link may lead to the one field that an ad could not be compared by.
    let asked = use_location().hash.get_untracked();
    if let Some(field) = asked.strip_prefix('#').filter(|field| !field.is_empty()).map(str::to_owned) {
        announce::arrive(field);
    }
    view! {
        <div id=STATE tabindex="-1">
            {move || {
                let (visible, found) =
                    saved.with(|profile| profile.as_ref().map(|profile| (profile.visible, profile.found)).unwrap_or_default());
                state(visible, found)
            }}
        </div>
        {writing.notices(submit)}
        <form
            class="stack profile-form"
            novalidate=true
            on:submit=submits(submit)
        >
            <SendingNotes sending retry=submit/>
            {import(form, opened)}
            <VisibleField form/>
            <h2>{tr::profile::part_words}</h2>
            <WordFields form sending/>
            <h2>{tr::profile::part_skills}</h2>
            <Skills form sending opened/>
            <h2>{tr::profile::part_situation}</h2>
            <SituationFields form sending places=opened.with_value(|opened| opened.places.clone())/>
            <WorkFields form sending/>
            <Languages form sending/>
            <h2 id="projects" tabindex="-1">{tr::projects::title}</h2>
            {projects.view()}
            <Finish form sending opened is_changed/>
        </form>
    }
}

/// Sends what stands in the form, unless it has to be decided first what becomes of it.
fn saving(writing: Writing<Form>, sending: Sending, opened: StoredValue<Opened>, projects: Projects) -> Callback<()> {
    let (session, toasts) = (use_session(), use_toasts());
    let take_up = move |profile: &Option<Profile>| {
        opened.try_update_value(|opened| opened.profile.clone_from(profile));
    };
    Callback::new(move |()| {
        if writing.waits() {
            return;
        }
        let sent = writing.send();
        let change = match sent.form.read(calls::today()) {
            Ok(change) => change,
            Err(errors) => {
                sending.refuse(errors);
                return projects.open_refused();
            }
        };
        leptos::task::spawn_local(async move {
            let work = || calls::save(change.clone(), tr::language_untracked());
            if let Some(profile) = sending.send(session.send(work)).await {
                let words = if profile.visible { tr::profile::saved_visible() } else { tr::profile::saved_hidden() };
                toasts.show(toast::Tone::Done, words);
                let kept = Some(profile);
                take_up(&kept);
                writing.take(kept, &sent);
            } else if sending.conflicts() {
                let now = session.send(|| calls::show(tr::language_untracked())).await;
                now.iter().for_each(take_up);
                writing.bring(now);
            } else {
                projects.open_refused();
            }
        });
    })
}

/// Who sees the profile as it is saved now.
fn state(visible: bool, found: bool) -> AnyView {
    if found {
        view! { <Notice tone=Tone::Ok title=tr::profile::is_visible><p>{tr::profile::is_visible_text}</p></Notice> }
            .into_any()
    } else if visible {
        view! {
            <Notice tone=Tone::Warn title=tr::profile::lapsed>
                <p>{tr::profile::lapsed_text}</p>
                <p><a class="lone-link" href=Route::Privacy.path()>{tr::profile::privacy}</a></p>
            </Notice>
        }
        .into_any()
    } else {
        view! { <Notice title=tr::profile::is_hidden><p>{tr::profile::is_hidden_text}</p></Notice> }.into_any()
    }
}

/// The skills, each with the certificate that proves it where there is one.
#[component]
fn Skills(form: Draft<Form>, sending: Sending, opened: StoredValue<Opened>) -> impl IntoView {
    // What was chosen when the form opened stands first; the list does not move while boxes are ticked.
    let Form { skills: first, projects: made, .. } = form.get_untracked();
    let made: Vec<OwnProject> = made.iter().map(Project::own).collect();
    let options = move || {
        opened.with_value(|opened| {
            let mut skills: Vec<&Skill> = opened.skills.iter().collect();
            skills.sort_by_key(|skill| !first.contains(&skill.code.0));
            skills.into_iter().map(|skill| option(skill, &made, opened)).collect::<Vec<_>>()
        })
    };
    let chosen = move || {
        let (chosen, made) = form.with(|form| {
            let chosen: Vec<SkillCode> = form.skills.iter().map(|code| code.as_str().into()).collect();
            (chosen, form.projects.iter().map(Project::own).collect::<Vec<_>>())
        });
        let all = skills(&chosen, &made);
        opened.with_value(|opened| all.iter().filter_map(|code| proven(code, &made, opened)).collect::<Vec<_>>())
    };
    let missing = Memo::new(move |_| {
        let chosen = form.with(|form| form.skills.clone());
        opened.with_value(|opened| {
            certified(opened).into_iter().filter(|code| !chosen.contains(code)).collect::<Vec<_>>()
        })
    });
    let add = move |()| form.update(|form| form.skills.extend(missing.get_untracked()));
    view! {
        {move || proofs(&chosen())}
        {move || match missing.with(Vec::len) {
            0 => ().into_any(),
            count => view! {
                <Button
                    label=move || tr::profile::add_certified(count as u64)
                    icon=evidence_icon(EvidenceKind::Certificate)
                    on_press=add
                />
            }
            .into_any(),
        }}
        <CheckboxGroup
            id="profile-skills"
            label=tr::profile::skills
            hint=tr::profile::skills_hint
            values=Signal::derive(move || form.with(|form| form.skills.clone()))
            on_change=move |skills| form.update(|form| form.skills = skills)
            options=Signal::derive(options)
            error=sending.error("skills")
            optional=true
        />
    }
}

/// A skill with what stands behind it, where that is more than one's own word.
fn option(skill: &Skill, made: &[OwnProject], opened: &Opened) -> Choice {
    let choice = Choice::named(skill.code.0.clone(), skill.name.clone());
    match proven(&skill.code, made, opened) {
        Some(proven) if proven.evidence != EvidenceKind::Statement => {
            choice.hint(tr::words::labelled(&words::evidence(proven.evidence), &proven.text))
        }
        _ => choice,
    }
}

/// The skills that one's certificates prove, each once.
fn certified(opened: &Opened) -> Vec<String> {
    let shown = opened.certificates.iter().flat_map(|certificate| &certificate.skills);
    let mut codes: Vec<String> = shown.map(|skill| skill.code.0.clone()).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The end of the form: how an employer sees it, and saving.
#[component]
fn Finish(form: Draft<Form>, sending: Sending, opened: StoredValue<Opened>, is_changed: Memo<bool>) -> impl IntoView {
    let open = RwSignal::new(false);
    let preview = move || {
        let form = form.get();
        let (card, known) = opened.with_value(|opened| (card_of(&form, opened), opened.skills.clone()));
        view! { <Preview card form known/> }
    };
    view! {
        <div class="cluster profile-finish">
            <Button label=tr::shell::save kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
            <Button label=tr::profile::preview icon=Icon::Eye on_press=move |()| open.set(true)/>
            <p class="hint" role="status">{move || is_changed.get().then(tr::profile::not_saved)}</p>
        </div>
        <Dialog id="preview" open title=tr::profile::preview_title close=tr::shell::close wide=true>
            {move || open.get().then(preview)}
        </Dialog>
    }
}
