//! An organisation that hires: what it does, how it recruits and answers, and its open ads.

use leptos::prelude::*;
use passerelle_api::{company::Company, id::EmployerSlug, job::JobCard};
use passerelle_rules::application::bars_another;

use super::{answering::answering, calls, card::JobItem};
use crate::{
    announce::PageHeading,
    i18n as tr,
    load::{Load, Loaded, load},
    paging::{Paging, Part, paging},
    route::Route,
    ui::{
        breadcrumb::Breadcrumb,
        button::{ButtonKind, LinkButton},
        card::CardList,
        facts::{Fact, Facts},
        growing::growing,
        icon::{Glyph, Icon},
        more::More,
        tag::{Tag, TagTone},
    },
};

/// The id of the list of its ads.
const ADS: &str = "company-ad-list";

/// The page of an organisation.
#[component]
pub fn CompanyPage(company: EmployerSlug) -> impl IntoView {
    let loader = load(tr::language, move |lang| calls::company(company.clone(), lang));
    let failed = Memo::new(move |_| matches!(loader.state(), Load::Failed(_)));
    view! {
        {move || failed.get().then(|| view! { <PageHeading text=tr::company::title/> })}
        <Loaded loader view=shown/>
    }
}

fn shown(company: Company) -> AnyView {
    let Company { name, about, lang, size, website, verified, accessible_workplace, disability_confident, .. } =
        company;
    let (elsewhere, known) = (company.elsewhere, company.answering);
    let (steps, steps_lang) = (company.steps, company.steps_lang.as_str());
    let host = website.trim_start_matches("https://").trim_end_matches('/').to_owned();
    let total = company.total;
    let slug = company.slug;
    let ads = ads(slug.clone(), (company.jobs, company.next), total);
    let written = company.mine.filter(|mine| bars_another(mine.status)).is_some();
    let open = company.open.map(|_| open(slug, written));
    let workplace = move || super::job_parts::workplace(accessible_workplace, disability_confident);
    let site = (!website.is_empty()).then(|| {
        view! { <p><a class="lone-link" href=website rel="external noopener" dir="ltr">{host}<Glyph icon=Icon::External size=18/></a></p> }
            .into_any()
    });
    let steps = (!steps.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="company-steps">
                <h2 id="company-steps">{tr::company::steps}</h2>
                <p class="prose-lines" lang=steps_lang>{steps}</p>
            </section>
        }
        .into_any()
    });
    view! {
        <Breadcrumb
            label=tr::jobs::you_are_here
            items=Signal::derive(|| vec![(Route::Jobs.path(), tr::shell::jobs())])
            here=name.clone()
        />
        <article class="stack company">
            <PageHeading text=name own_words=true/>
            {verified.then(|| view! { <div><Tag label=tr::jobs::verified tone=TagTone::Ok icon=Icon::Check/></div> })}
            <p class="prose-lines" lang=lang.as_str()>{about}</p>
            <Facts>
                {(size > 0).then(|| view! { <Fact icon=Icon::People term=tr::jobs::size value=move || tr::jobs::people(size.into())/> })}
                <Fact icon=Icon::Accessibility term=tr::jobs::workplace value=workplace/>
                {(!elsewhere).then(|| answering(known))}
            </Facts>
            {site}
            {open}
            {steps}
            <section class="stack" aria-labelledby="company-ads">
                <h2 id="company-ads">{move || tr::jobs::found(total)}</h2>
                {ads}
            </section>
        </article>
    }
    .into_any()
}

/// Its ads, which further parts are added to in place.
fn ads(company: EmployerSlug, first: Part<JobCard>, total: u64) -> AnyView {
    if total == 0 {
        return view! { <p>{tr::company::no_ads}</p> }.into_any();
    }
    let company = StoredValue::new(company);
    let fetch = move |cursor| async move {
        let part = calls::company_ads(company.get_value(), untrack(tr::language), cursor).await?;
        Ok((part.items, part.next))
    };
    let Paging { items: cards, busy, done, more } = paging(first, tr::jobs::came, fetch);
    let shown = move || tr::jobs::shown(&tr::number(cards.with(Vec::len) as u64), &tr::number(total));
    let item = move |number| {
        let card = cards.with_untracked(|cards| cards.get(number).cloned());
        card.map(|card| view! { <JobItem card/> }).into_any()
    };
    view! {
        <CardList id=ADS rows=true>{growing(move || cards.with(Vec::len), item)}</CardList>
        {(!done.get_untracked()).then(|| view! { <More label=tr::jobs::more shown list=ADS busy done on_more=more/> })}
    }
    .into_any()
}

/// The way to write to it without an ad, or to what one wrote.
fn open(slug: EmployerSlug, written: bool) -> AnyView {
    let way = if written {
        view! { <p><a class="lone-link" href=Route::Applications.path()>{tr::jobs::to_applications}</a></p> }.into_any()
    } else {
        let href = Route::WriteTo(slug).path();
        view! { <div><LinkButton href label=tr::company::write kind=ButtonKind::Primary icon=Icon::Edit/></div> }
            .into_any()
    };
    view! {
        <section class="stack" aria-labelledby="company-open">
            <h2 id="company-open">{tr::company::open}</h2>
            <p>{tr::company::open_text}</p>
            {way}
        </section>
    }
    .into_any()
}
