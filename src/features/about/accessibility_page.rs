//! The accessibility statement, in the form that French law fixes.

use leptos::prelude::*;

use crate::{
    announce::PageHeading,
    base,
    i18n::{self as tr, Namespace},
    lazy::{Fetching, panel, panels, with_words},
    reading,
    report_form::{Place, report_form},
    route::Route,
    ui::{
        button::Button,
        icon::{Glyph, Icon},
    },
};

/// The day the statement was made: 25 November 2026, in milliseconds since 1970.
const MADE_MS: i64 = 1_795_564_800_000;

const DEFENDER_FORM: &str = "https://formulaire.defenseurdesdroits.fr/";
const DEFENDER_DELEGATES: &str = "https://www.defenseurdesdroits.fr/saisir/delegues";

/// Names of techniques and tools, which are the same in every language.
const TECHNOLOGIES: &[&str] = &["HTML", "CSS", "SVG", "WAI-ARIA", "WebVTT", "JavaScript", "WebAssembly"];
const TOOLS: &[&str] = &["axe-core", "Playwright"];

/// The statement.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    view! {
        <PageHeading text=tr::about::title/>
        <div class="statement">
            <p>{tr::about::commitment}</p>
            <p>{move || tr::about::applies(&site())}</p>
            <h2>{tr::about::state}</h2>
            <p class="statement-state"><Glyph icon=Icon::Accessibility size=24/><strong>{tr::shell::accessibility}</strong></p>
            <p>{tr::about::state_text}</p>
            <h3>{tr::about::results}</h3>
            <p>{tr::about::results_own}</p>
            <p>{tr::about::results_outside}</p>
            <NotAccessible/>
            <Making/>
            <Contact/>
            {more("report", tr::about::report, || with_words(&[Namespace::Report, Namespace::Words], Box::pin(about_report())))}
            <Remedies/>
            <h2>{tr::about::works}</h2>
            {list(&[tr::about::works_captions, tr::about::works_keyboard, tr::about::works_languages, tr::about::works_time])}
            {more("reading", tr::about::reading, || with_words(&[Namespace::Reading], Box::pin(about_reading())))}
        </div>
    }
}

panels! {
    about_reading(()) => |()| reading::panel(reading::open());
    about_report(()) => |()| report_form(Place { page: Route::Accessibility.path(), ..Place::default() });
}

/// A button that opens more in its place.
fn more(id: &'static str, label: fn() -> String, fetch: fn() -> Fetching<()>) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <Button label controls=id expanded=Signal::from(open) on_press=move |()| open.update(|open| *open = !*open)/>
        <div id=id class="statement-more">{move || open.get().then(|| panel(fetch, ()))}</div>
    }
    .into_any()
}

fn site() -> String {
    window().location().host().unwrap_or_default()
}

fn list(items: &[fn() -> String]) -> impl IntoView + use<> {
    view! { <ul>{items.iter().map(|item| view! { <li>{*item}</li> }).collect_view()}</ul> }
}

fn names(names: &'static [&'static str]) -> impl IntoView {
    view! { <p>{move || tr::list(&names.iter().map(ToString::to_string).collect::<Vec<_>>())}</p> }
}

#[component]
fn NotAccessible() -> impl IntoView {
    view! {
        <h2>{tr::about::not_accessible}</h2>
        <h3>{tr::about::failures}</h3>
        {list(&[tr::about::failure_signed, tr::about::failure_description, tr::about::failure_unchecked])}
        <h3>{tr::about::burden}</h3>
        <p>{tr::about::burden_text}</p>
        <h3>{tr::about::exempt}</h3>
        <p>{tr::about::exempt_text}</p>
    }
}

#[component]
fn Making() -> impl IntoView {
    let page = |route: Route, label: fn() -> String| view! { <li><a href=route.path()>{label}</a></li> };
    view! {
        <h2>{tr::about::made}</h2>
        <p>{move || tr::about::made_on(&tr::day(MADE_MS, "long"))}</p>
        <h3>{tr::about::technologies}</h3>
        {names(TECHNOLOGIES)}
        <h3>{tr::about::environment}</h3>
        <p>{tr::about::environment_text}</p>
        <h3>{tr::about::tools}</h3>
        {names(TOOLS)}
        <h3>{tr::about::pages}</h3>
        <ul>
            {page(Route::Home, tr::about::page_home)}
            {page(Route::Catalogue, tr::shell::courses)}
            {page(Route::Jobs, tr::shell::jobs)}
            {page(Route::SignIn, tr::shell::sign_in)}
            {page(Route::Accessibility, tr::about::page_statement)}
        </ul>
    }
}

#[component]
fn Contact() -> impl IntoView {
    view! {
        <h2>{tr::about::contact}</h2>
        <p>{tr::about::contact_text}</p>
        {base::told("contact").filter(|address| !address.is_empty()).map(mail)}
    }
}

/// Where to write to: whoever serves the app says it when they build it, and until then there is the form below.
fn mail(address: String) -> impl IntoView {
    view! {
        <p>
            {tr::about::contact_mail}
            " "
            <a href=["mailto:", &address].concat() dir="ltr">{address.clone()}</a>
        </p>
    }
}

/// The Defender of Rights, whom the law names as the way on.
#[component]
fn Remedies() -> impl IntoView {
    let link = |href: &'static str, label: fn() -> String| {
        view! {
            <a href=href rel="external noopener">
                {label}
                <Glyph icon=Icon::External size=16/>
                <span class="visually-hidden">" ("{tr::about::external}")"</span>
            </a>
        }
    };
    view! {
        <h2>{tr::about::remedies}</h2>
        <p>{tr::about::remedies_text}</p>
        <ul>
            <li>{link(DEFENDER_FORM, tr::about::remedy_form)}</li>
            <li>{link(DEFENDER_DELEGATES, tr::about::remedy_delegate)}</li>
            <li>
                {tr::about::remedy_post}
                <address lang="fr" dir="ltr">
                    "Défenseur des droits"<br/>"Libre réponse 71120"<br/>"75342 Paris CEDEX 07"
                </address>
            </li>
        </ul>
    }
}
