//! The page that writes to a company without an ad. Everything can be written before one signs in.

use leptos::prelude::*;
use passerelle_api::{
    Code,
    company::Company,
    hiring::{CompanyQuery, OpenTo},
    id::EmployerSlug,
    job::Application,
};
use passerelle_rules::application::bars_another;

use super::{
    answering::answering,
    application::{Form, To},
    application_form::{ApplicationForm, STANDS, use_writing},
    apply_page::{SENT, Sent, sign_in_first},
    calls,
};
use crate::{
    announce::{self, PageHeading},
    i18n as tr,
    load::{Load, Loaded, load_known},
    query::use_query,
    route::Route,
    session::use_session,
    ui::{
        breadcrumb::Breadcrumb,
        facts::{Fact, Facts},
        icon::Icon,
        notice::{Notice, Tone},
    },
    watch::watch,
    words,
};

/// The page that writes to a company.
#[component]
pub fn WritePage(company: EmployerSlug) -> impl IntoView {
    let session = use_session();
    let me = Memo::new(move |_| session.viewer());
    let slug = company.clone();
    let shown =
        load_known(move || me.get().map(|_| (slug.clone(), tr::language())), |(slug, lang)| calls::company(slug, lang));
    // The list of companies hands on what one looks for there.
    let wished = use_query::<CompanyQuery>().get_untracked().occupation.map(|code| code.0).unwrap_or_default();
    let fresh = move || Form { occupation: wished.clone(), ..Form::new() };
    let writing = use_writing(&format!("write:{company}"), fresh);
    let sent = RwSignal::new(None::<Application>);
    let gone = Memo::new(move |_| matches!(shown.state(), Load::Failed(why) if why.code() == Some(Code::NotFound)));
    // Whose form it is, is not known before. Who signs in while it is sent keeps the form that sends it.
    let unknown = Memo::new(move |_| me.with(Option::is_none));
    let barred =
        Memo::new(move |_| shown.value().and_then(|shown| shown.mine).filter(|mine| bars_another(mine.status)));
    watch(move || {
        if let Some(mine) = shown.value().and_then(|shown| shown.mine).filter(|mine| !bars_another(mine.status)) {
            untrack(|| writing.begin_after(&mine.id));
        }
    });
    let name = Memo::new(move |_| shown.value().map(|shown| shown.name));
    let closed = Memo::new(move |_| shown.value().is_some_and(|shown| shown.open.is_none()));
    let open =
        Memo::new(move |_| shown.value().and_then(|shown| shown.open).map(|open| open.occupations).unwrap_or_default());
    let document_title =
        move || name.get().map_or_else(tr::companies::write_title, |name| tr::companies::write_to(&name));
    let on_sent = move |application: Application| {
        sent.set(Some(application));
        announce::arrive(SENT);
    };
    // It may be closed by now or gone, or have an application from another tab: the page says so in the place of the form. What was
    // written stays.
    let overtaken = RwSignal::new(false);
    let on_overtaken = move |focus: &'static str| {
        overtaken.set(true);
        shown.retry_to(focus.to_owned());
    };
    let page = Route::Company(company.clone()).path();
    let trail = move || {
        let name = name.get().unwrap_or_else(tr::company::title);
        vec![(Route::Companies.path(), tr::companies::title()), (page.clone(), name)]
    };
    let here = Route::WriteTo(company.clone()).path();
    view! {
        <Breadcrumb label=tr::jobs::you_are_here items=Signal::derive(trail) here=tr::companies::write_title/>
        <div class="apply-page">
            <PageHeading text=tr::companies::write_title title=document_title/>
            <Loaded loader=shown view=about/>
            {move || match (sent.get(), barred.get()) {
                (Some(application), _) => view! { <Sent application/> }.into_any(),
                (None, Some(mine)) => written(&mine),
                (None, None) if gone.get() && overtaken.get_untracked() => {
                    view! { <p>{tr::companies::kept_here}</p>{elsewhere()} }.into_any()
                }
                (None, None) if gone.get() || unknown.get() => ().into_any(),
                (None, None) if closed.get() => {
                    view! { <div id=STANDS tabindex="-1">
                        <Notice tone=Tone::Warn title=tr::companies::closed>
                        <p>{tr::companies::closed_text}</p>{elsewhere()}</Notice></div> }.into_any()
                }
                (None, None) => view! {
                    {sign_in_first(here.clone())}
                    <ApplicationForm
                        to=To::Company(company.clone(), open)
                        questions=Signal::derive(Vec::new)
                        writing
                        on_sent
                        on_overtaken
                    />
                }
                .into_any(),
            }}
        </div>
    }
}

/// The way to other companies.
fn elsewhere() -> AnyView {
    view! { <p><a href=Route::Companies.path()>{tr::companies::to_companies}</a></p> }.into_any()
}

/// Whom one writes to, and what it looks for.
fn about(company: Company) -> AnyView {
    let Company { slug, name, open, answering: known, .. } = company;
    let href = Route::Company(slug).path();
    let linked = name.clone();
    let facts = open.map(|OpenTo { occupations, places }| {
        let occupations = move || tr::list(&occupations.iter().map(|one| one.name.clone()).collect::<Vec<_>>());
        let places = move || tr::list(&places.iter().map(|place| place.name.clone()).collect::<Vec<_>>());
        view! {
            <Facts>
                <Fact icon=Icon::Briefcase term=tr::companies::occupations value=occupations/>
                <Fact icon=Icon::Place term=tr::companies::places value=places/>
                {answering(known)}
            </Facts>
        }
        .into_any()
    });
    view! {
        <section class="apply-ad" aria-labelledby="write-company">
            <h2 id="write-company"><bdi>{name}</bdi></h2>
            {facts}
            <p><a class="lone-link" href=href>{move || tr::companies::to_company(&linked)}</a></p>
        </section>
    }
    .into_any()
}

/// What became of what one wrote before.
fn written(mine: &Application) -> AnyView {
    let status = mine.status;
    view! {
        <div id=STANDS tabindex="-1">
            <Notice tone=Tone::Ok title=tr::companies::written>
                <p>{move || tr::words::labelled(&tr::jobs::state(), &words::application_status(status))}</p>
                <p><a href=Route::Applications.path()>{tr::jobs::to_applications}</a></p>
            </Notice>
        </div>
    }
    .into_any()
}
