//! One talent: what stands behind each skill, how the search is answered, and asking to meet.

use std::time::Duration;

use leptos::prelude::*;
use passerelle_api::{
    Access,
    account::Language,
    id::TalentId,
    portfolio::Project,
    talent::{ContactStatus, Revealed, Talent, TalentQuery},
};
use passerelle_rules::day::{first_day, last_day};

use super::{
    calls,
    contact_form::{ContactForm, OwnJobs},
    listing::listing,
    matching::{MatchLines, MatchSummary},
    search::{Search, in_language, use_search, with_search},
};
use crate::{
    announce::PageHeading,
    fit::{fit_lines, score},
    gate::EmployerGate,
    i18n as tr,
    load::{Load, Loaded, Loader, load},
    masked::{self, TalentFacts, monogram, projects, proofs_in_full},
    route::Route,
    session::use_session,
    ui::{
        disclosure::Disclosure,
        icon::{Glyph, Icon},
        notice::{Notice, Tone},
        skeleton::Skeleton,
    },
    words,
};

/// Until when a screen reader has heard that the page before is gone.
const GONE: Duration = Duration::from_millis(250);

/// The page of one talent, with the search that led there.
#[component]
pub fn TalentPage(talent: TalentId) -> impl IntoView {
    view! {
        <EmployerGate why=tr::talents::gate_why heading=tr::talents::talent let_in=true>
            <Shown talent=talent.clone()/>
        </EmployerGate>
    }
}

#[component]
fn Shown(talent: TalentId) -> impl IntoView {
    let search = use_search();
    let id = talent.clone();
    let loader = load(
        move || in_language(&search.get(), tr::language()),
        move |query| {
            let id = id.clone();
            async move { calls::show(id, &query).await }
        },
    );
    let session = use_session();
    let jobs = untrack(|| session.may(Access::Poster)).then(|| load(|| (), move |()| calls::own_jobs(search.named())));
    // A list of ads that came after the heading took focus would draw Orca to the option it shows, so that both come together. It has to
    // hear before that what was pressed is gone: a page that comes at once takes focus without a word, or Orca reads the list first.
    let settled = RwSignal::new(false);
    set_timeout(
        move || {
            settled.try_set(true);
        },
        GONE,
    );
    let awaited = Memo::new(move |_| match jobs.map(|jobs| jobs.state()) {
        Some(Load::Loading) => Some(false),
        Some(Load::Slow) => Some(true),
        Some(_) if !settled.get() => Some(false),
        _ => None,
    });
    let failed = Memo::new(move |_| matches!(loader.state(), Load::Failed(_)));
    view! {
        <a class="back-link" href=move || search.with(|query| with_search(&Route::Talents, query))>
            <Glyph icon=Icon::Back/>
            {tr::talents::back}
        </a>
        {move || failed.get().then(|| view! { <PageHeading text=tr::talents::talent/> })}
        {move || match awaited.get() {
            None => view! { <Loaded loader view=move |talent| view! { <Sections talent search loader jobs/> }/> }.into_any(),
            Some(true) => view! { <Skeleton label=tr::shell::loading/> }.into_any(),
            Some(false) => ().into_any(),
        }}
    }
}

#[component]
fn Sections(talent: Talent, search: Search, loader: Loader<Talent>, jobs: OwnJobs) -> impl IntoView {
    let Talent { card, about, projects: made, revealed, .. } = talent.clone();
    let listed = StoredValue::new(card.id.clone());
    let lang = card.lang;
    let fits = card.fit.as_ref().map(|fit| {
        let (score, lines) = (score(fit), fit_lines(fit));
        view! {
            <section class="stack">
                <h2>{tr::talents::fit_title}</h2>
                <p class="match-score">{score}</p>
                {lines}
            </section>
        }
    });
    let explained = (!card.parts.is_empty()).then(|| explained(&talent, search.get_untracked()));
    let (title, title_lang) = masked::headline(&card.headline, lang);
    // A heading with nothing below it would leave a screen reader to wonder what was missed.
    let about = (!about.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{tr::talents::about}</h2>
                <p class="prose-lines" lang=lang.as_str()>{about}</p>
            </section>
        }
    });
    view! {
        <article class="talent">
            <header class="talent-head">
                {monogram(&card.skills)}
                <PageHeading text=title lang=title_lang.as_str()/>
            </header>
            <div class="talent-columns">
                <div class="stack talent-main">
                    <section class="stack">
                        <h2>{tr::talents::skills}</h2>
                        {proofs_in_full(&card.skills, lang)}
                    </section>
                    {fits}
                    {explained}
                    {projects_section(made, lang)}
                    {about}
                </div>
                <aside class="stack talent-side" aria-label=tr::talents::facts>
                    <TalentFacts card=card.clone()/>
                </aside>
            </div>
        </article>
        {listing(listed)}
        <section class="stack talent-contact" aria-labelledby="meet">
            <h2 id="meet" tabindex="-1">{tr::talents::meet}</h2>
            {contact(&talent, revealed, loader, jobs)}
        </section>
    }
}

fn explained(talent: &Talent, query: TalentQuery) -> impl IntoView + use<> {
    let (summary, lines) = (talent.card.clone(), talent.card.clone());
    view! {
        <section class="stack">
            <h2>{tr::talents::match_title}</h2>
            <MatchSummary card=summary/>
            <MatchLines card=lines wished=query.language/>
            <Disclosure summary=tr::talents::how_scored><p>{tr::talents::how_scored_text}</p></Disclosure>
        </section>
    }
}

fn projects_section(made: Vec<Project>, lang: Language) -> Option<impl IntoView> {
    projects(made, lang, 3).map(|list| {
        view! {
            <section class="stack">
                <h2>{tr::talents::projects}</h2>
                {list}
            </section>
        }
    })
}

/// Where asking to meet stands: who the talent is, that an answer is awaited, or the form.
fn contact(talent: &Talent, revealed: Option<Revealed>, loader: Loader<Talent>, jobs: OwnJobs) -> AnyView {
    if let Some(Revealed { name, email }) = revealed {
        let mail = format!("mailto:{email}");
        return view! {
            <Notice tone=Tone::Ok title=tr::talents::accepted>
                <p>
                    <bdi>{name}</bdi>
                    " · "
                    <a href=mail dir="ltr">{email}</a>
                </p>
            </Notice>
        }
        .into_any();
    }
    match talent.card.contact {
        Some(ContactStatus::Sent) => {
            let until = talent.ask_from.map(last_day).map(|last| {
                view! { <p>{move || tr::talents::waiting_until(&words::day(last))}</p> }
            });
            view! { <Notice title=tr::talents::waiting><p>{tr::talents::waiting_next}</p>{until}</Notice> }.into_any()
        }
        Some(ContactStatus::Declined) => {
            if let Some(from) = talent.ask_from.map(first_day) {
                return view! {
                    <Notice title=tr::talents::declined>
                        <p>{move || tr::talents::declined_pause(&words::day(from))}</p>
                    </Notice>
                }
                .into_any();
            }
            let id = talent.card.id.clone();
            view! {
                <Notice title=tr::talents::declined><p>{tr::talents::declined_next}</p></Notice>
                <Disclosure summary=tr::talents::ask_again><ContactForm talent=id loader jobs/></Disclosure>
            }
            .into_any()
        }
        Some(ContactStatus::Expired | ContactStatus::Accepted) | None if talent.ask_from.is_some() => {
            // Another organisation of the same domain asked and was declined.
            let from = talent.ask_from.map(first_day);
            view! {
                <Notice title=move || tr::talents::ask_from(&from.map(words::day).unwrap_or_default())>
                    <p>{tr::talents::ask_from_text}</p>
                </Notice>
            }
            .into_any()
        }
        Some(ContactStatus::Expired) => {
            let id = talent.card.id.clone();
            view! {
                <Notice title=tr::talents::expired><p>{tr::talents::expired_next}</p></Notice>
                <ContactForm talent=id loader jobs/>
            }
            .into_any()
        }
        Some(ContactStatus::Accepted) | None => {
            let id = talent.card.id.clone();
            view! { <p>{tr::talents::meet_text}</p><ContactForm talent=id loader jobs/> }.into_any()
        }
    }
}
