//! The profile as the server shows it to organisations, and which of them saw the person.

use leptos::prelude::*;
use passerelle_api::{
    privacy::{Privacy, ProfileView, Seen},
    talent::Talent,
};

use super::calls;
use crate::{
    announce, i18n as tr,
    load::{Loaded, load},
    masked::{TalentFacts, monogram, projects, proofs_in_full},
    press::use_press,
    ui::{
        button::Button,
        icon::Icon,
        table::{Column, Table},
    },
    words,
};

/// The heading of the preview.
const PREVIEW: &str = "privacy-preview";

/// The profile as an organisation sees it, asked for anew whenever something else was saved.
pub fn preview(saved: RwSignal<Privacy>) -> AnyView {
    let loader = load(move || (saved.get(), tr::language()), |(_, lang)| calls::preview(lang));
    let view = |talent: Option<Talent>| talent.map_or_else(|| ().into_any(), shown);
    view! {
        <section class="stack" aria-labelledby=PREVIEW>
            <h2 id=PREVIEW tabindex="-1">{tr::privacy::preview}</h2>
            <p>{tr::privacy::preview_text}</p>
            {move || defences(saved)}
            <Loaded loader view/>
        </section>
    }
    .into_any()
}

/// Takes back at once that organisations read how projects were defended, whatever else waits in a form.
fn defences(saved: RwSignal<Privacy>) -> AnyView {
    if saved.with(|saved| saved.defences == 0) {
        return ().into_any();
    }
    let press = use_press();
    let hide = move |()| {
        let done = move |privacy: Privacy| {
            press.done(untrack(tr::privacy::defences_hidden));
            saved.try_set(privacy);
            // The button goes with what it was for.
            announce::arrive(PREVIEW);
        };
        press.send(calls::hide_defences, done);
    };
    view! {
        <p>{tr::privacy::defences}</p>
        <p><Button label=tr::privacy::defences_hide icon=Icon::Lock busy=press.busy() on_press=hide/></p>
    }
    .into_any()
}

fn shown(talent: Talent) -> AnyView {
    let Talent { card, about, projects: made, .. } = talent;
    let lang = card.lang.as_str();
    let about = (!about.is_empty()).then(|| view! { <p class="prose-lines" lang=lang>{about}</p> });
    let made = projects(made, card.lang, 4);
    view! {
        <div class="stack talent-preview">
            <div class="talent-head">
                {monogram(&card.skills)}
                <h3 lang=lang>{card.headline.clone()}</h3>
            </div>
            {proofs_in_full(&card.skills, card.lang)}
            <TalentFacts card/>
            {made}
            {about}
        </div>
    }
    .into_any()
}

/// The organisations that saw the person: those that opened something, and those that were shown a line of it.
pub fn views() -> AnyView {
    let loader = load(|| (), |()| calls::views());
    view! { <Loaded loader view=viewed/> }.into_any()
}

fn viewed(views: Vec<ProfileView>) -> AnyView {
    let (opened, shown): (Vec<ProfileView>, Vec<ProfileView>) =
        views.into_iter().partition(|view| view.seen.is_opened());
    view! {
        <section class="stack">
            <h2>{tr::privacy::views}</h2>
            <p class="hint">{tr::privacy::views_kept}</p>
            {table("views", tr::privacy::views, tr::privacy::view_opened, tr::privacy::no_views, opened)}
        </section>
        <section class="stack">
            <h2>{tr::privacy::shown}</h2>
            <p class="hint">{tr::privacy::shown_text}</p>
            {table("shown", tr::privacy::shown, tr::privacy::view_where, tr::privacy::no_shown, shown)}
        </section>
    }
    .into_any()
}

fn table(
    id: &'static str,
    caption: fn() -> String,
    what: fn() -> String,
    none: fn() -> String,
    views: Vec<ProfileView>,
) -> AnyView {
    if views.is_empty() {
        return view! { <p>{none}</p> }.into_any();
    }
    let row = |view: ProfileView| {
        let ProfileView { employer, seen, day, times } = view;
        view! {
            <tr>
                <th scope="row"><bdi>{employer.name}</bdi></th>
                <td>{move || words_of(seen)}</td>
                <td>{move || words::day(day)}</td>
                <td class="num">{move || tr::number(times.into())}</td>
            </tr>
        }
    };
    let columns = vec![
        Column::text(tr::privacy::view_employer),
        Column::text(what),
        Column::text(tr::privacy::view_day),
        Column::number(tr::privacy::view_times),
    ];
    view! {
        <Table id caption caption_hidden=true columns>
            {views.into_iter().map(row).collect_view()}
        </Table>
    }
    .into_any()
}

fn words_of(seen: Seen) -> String {
    match seen {
        Seen::Profile => tr::privacy::seen_profile(),
        Seen::Application => tr::privacy::seen_application(),
        Seen::Cv => tr::privacy::seen_cv(),
        Seen::Results => tr::privacy::seen_results(),
        Seen::Shortlist => tr::privacy::seen_shortlist(),
        Seen::Contacts => tr::privacy::seen_contacts(),
        Seen::Export => tr::privacy::seen_export(),
    }
}
