//! The profile as the server shows it to organisations, and which of them saw the person.

use leptos::prelude::*;
use passerelle_api::{
    privacy::{Privacy, ProfileView, ProfileViews, Seen},
    talent::Talent,
};

use super::{calls, choices::Choosing};
use crate::{
    announce, i18n as tr,
    load::{Loaded, load},
    masked::{TalentFacts, headline, monogram, projects, proofs_in_full},
    paging::{Paging, beside},
    ui::{
        button::Button,
        growing::growing,
        icon::Icon,
        more::More,
        table::{Column, Table},
    },
    words,
};

/// The heading of the preview.
const PREVIEW: &str = "privacy-preview";

/// The profile as an organisation sees it, asked for anew whenever something else was saved.
pub fn preview(saved: RwSignal<Privacy>, choosing: Choosing) -> AnyView {
    let loader = load(move || (saved.get(), tr::language()), |(_, lang)| calls::preview(lang));
    let view = |talent: Option<Talent>| talent.map_or_else(|| ().into_any(), shown);
    view! {
        <section class="stack" aria-labelledby=PREVIEW>
            <h2 id=PREVIEW tabindex="-1">{tr::privacy::preview}</h2>
            <p>{tr::privacy::preview_text}</p>
            {move || defences(saved, choosing)}
            <Loaded loader view/>
        </section>
    }
    .into_any()
}

/// Takes back at once that organisations read how projects were defended, whatever else waits in a form.
fn defences(saved: RwSignal<Privacy>, choosing: Choosing) -> AnyView {
    if saved.with(|saved| saved.defences == 0) {
        return ().into_any();
    }
    let press = choosing.press;
    let hide = move |()| {
        let done = move |privacy: Privacy| {
            press.done(untrack(tr::privacy::defences_hidden));
            choosing.keep(privacy);
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
    let (title, title_lang) = headline(&card.headline, card.lang);
    let about = (!about.is_empty()).then(|| view! { <p class="prose-lines" lang=lang>{about}</p> });
    let made = projects(made, card.lang, 4);
    view! {
        <div class="stack talent-preview">
            <div class="talent-head">
                {monogram(&card.skills)}
                <h3 lang=title_lang.as_str()>{title}</h3>
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
    view! {
        <section class="stack">
            <h2>{tr::privacy::views}</h2>
            <p class="hint">{tr::privacy::views_kept}</p>
            {list(&OPENED)}
        </section>
        <section class="stack">
            <h2>{tr::privacy::shown}</h2>
            <p class="hint">{tr::privacy::shown_text}</p>
            {list(&SHOWN)}
        </section>
    }
    .into_any()
}

/// One of the two lists, and its words.
struct List {
    id: &'static str,
    among: bool,
    caption: fn() -> String,
    what: fn() -> String,
    none: fn() -> String,
    more: fn() -> String,
}

const OPENED: List = List {
    id: "views",
    among: false,
    caption: tr::privacy::views,
    what: tr::privacy::view_opened,
    none: tr::privacy::no_views,
    more: tr::privacy::more_opened,
};

const SHOWN: List = List {
    id: "shown",
    among: true,
    caption: tr::privacy::shown,
    what: tr::privacy::view_where,
    none: tr::privacy::no_shown,
    more: tr::privacy::more_shown,
};

fn list(list: &'static List) -> AnyView {
    let loader = load(|| (), |()| calls::views(list.among, None));
    view! { <Loaded loader view=move |views| table(list, views)/> }.into_any()
}

fn table(list: &'static List, views: ProfileViews) -> AnyView {
    let List { id, among, caption, what, none, more: label } = *list;
    if views.items.is_empty() {
        return view! { <p>{none}</p> }.into_any();
    }
    let columns = vec![
        Column::text(tr::privacy::view_employer),
        Column::text(what),
        Column::text(tr::privacy::view_day),
        Column::number(tr::privacy::view_times),
    ];
    let goes_on = views.next.is_some();
    let fetch = move |cursor| async move {
        let page = calls::views(among, Some(cursor)).await?;
        Ok((page.items, page.next))
    };
    let first = (views.items, views.next);
    let Paging { items, busy, done, more } = beside(id, first, tr::privacy::came, fetch, |_, _| false);
    let line = move |number| items.with_untracked(|items| items.get(number).cloned()).map(row).into_any();
    let stand = move || tr::privacy::lines(items.with(Vec::len) as u64);
    view! {
        <Table id caption caption_hidden=true columns>
            {growing(move || items.with(Vec::len), line)}
        </Table>
        {goes_on.then(|| view! { <More label shown=stand list=id busy done on_more=more/> })}
    }
    .into_any()
}

fn row(view: ProfileView) -> AnyView {
    let ProfileView { employer, seen, day, times } = view;
    view! {
        <tr>
            // A line has no link: it is its head that focus goes to among those that came.
            <th scope="row" tabindex="-1"><bdi>{employer.name}</bdi></th>
            <td>{move || words_of(seen)}</td>
            <td>{move || words::day(day)}</td>
            <td class="num">{move || tr::number(times.into())}</td>
        </tr>
    }
    .into_any()
}

fn words_of(seen: Seen) -> String {
    match seen {
        Seen::Profile => tr::privacy::seen_profile(),
        Seen::Application => tr::privacy::seen_application(),
        Seen::Fit => tr::privacy::seen_fit(),
        Seen::Cv => tr::privacy::seen_cv(),
        Seen::Taken => tr::privacy::seen_taken(),
        Seen::Results => tr::privacy::seen_results(),
        Seen::Shortlist => tr::privacy::seen_shortlist(),
        Seen::Contacts => tr::privacy::seen_contacts(),
        Seen::Export => tr::privacy::seen_export(),
    }
}
