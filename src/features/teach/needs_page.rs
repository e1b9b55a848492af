//! What employers need and nobody teaches here, by region and occupation, for those who make courses.

use std::sync::Arc;

use leptos::prelude::*;
use passerelle_api::{
    job::OccupationCount,
    need::{Need, Needs, NeedsQuery},
};

use super::{calls, teach_page::for_teachers};
use crate::{
    announce::{PageHeading, announce},
    i18n as tr,
    load::{Loaded, load},
    query::{use_query, use_set_query},
    route::Route,
    ui::{
        chart::{Bar, BarChart},
        empty::Empty,
        field::{Choice, Select},
        icon::{Glyph, Icon},
        table::{Column, Table, cell},
    },
    watch::watch,
};

/// Bars that are compared at a look; the table has them all.
const BARS: usize = 15;

/// The page of needs.
#[component]
pub fn NeedsPage() -> impl IntoView {
    for_teachers(Arc::new(page))
}

fn page() -> AnyView {
    let query = use_query::<NeedsQuery>();
    let asked = move || NeedsQuery { lang: Some(tr::language()), ..query.get() };
    let loader = load(asked, |query| async move { calls::needs(&query).await.map(|found| (query, found)) });
    // An answer with as many as the one before is heard as well, so the question is compared too.
    let count = Memo::new(move |_| loader.value().map(|(query, found)| (query, found.needs.len() as u64)));
    watch(move || {
        if let Some((_, count)) = count.get() {
            announce(tr::needs::found(count));
        }
    });
    // What there is to choose stays while the next answer is on its way, so that no list under a finger changes twice.
    let choices = Memo::new(move |before: Option<&Choices>| {
        loader.value().map(|(_, found)| Choices::of(found)).or_else(|| before.cloned()).unwrap_or_default()
    });
    view! {
        <a class="back-link" href=Route::Teach.path()>
            <Glyph icon=Icon::Back/>
            {tr::teach::title}
        </a>
        <PageHeading text=tr::needs::title/>
        <p class="lead">{tr::needs::lead}</p>
        <p><a class="lone-link" href=Route::Interviews.path()>{tr::needs::to_interviews}</a></p>
        {filters(query, choices)}
        <Loaded loader view=|(_, found)| shown(found)/>
    }
    .into_any()
}

/// The regions and occupations of open ads.
#[derive(Debug, Clone, PartialEq, Default)]
struct Choices {
    regions: Vec<Choice>,
    occupations: Vec<Choice>,
}

impl Choices {
    fn of(found: Needs) -> Self {
        let label = |name: &str, count: u64| tr::needs::choice(name, &tr::number(count));
        // Two regions of one name are one question.
        let mut regions: Vec<(String, u64)> = Vec::new();
        for region in found.regions {
            match regions.iter_mut().find(|(name, _)| *name == region.region) {
                Some((_, count)) => *count += region.count,
                None => regions.push((region.region, region.count)),
            }
        }
        let region = |(name, count): (String, u64)| {
            let label = label(&name, count);
            Choice::new(name, label)
        };
        let occupation = |item: OccupationCount| {
            let label = label(&item.occupation.name, item.count);
            Choice::new(item.occupation.code.0, label)
        };
        Self {
            regions: regions.into_iter().map(region).collect(),
            occupations: found.occupations.into_iter().map(occupation).collect(),
        }
    }
}

fn shown(found: Needs) -> AnyView {
    let Needs { ads, needs, few, counts_interviews, .. } = found;
    let minimum: fn() -> String = if counts_interviews { tr::needs::minimum } else { tr::needs::minimum_ads };
    let none = needs.is_empty();
    let total = needs.len() as u64;
    view! {
        <section class="stack" aria-labelledby="needs-count">
            <h2 id="needs-count">{move || tr::needs::found(total)}</h2>
            <p>{move || tr::needs::ads(ads)}</p>
            <p>{minimum}</p>
            {if none {
                view! { <Empty title=tr::needs::none text=tr::needs::none_next level=3/> }.into_any()
            } else {
                lists(needs, counts_interviews)
            }}
            {(few > 0).then(|| view! { <p class="hint">{move || tr::needs::few(few)}</p> })}
        </section>
    }
    .into_any()
}

/// What the ads are narrowed by. Each applies as soon as it changes.
fn filters(query: Memo<NeedsQuery>, choices: Memo<Choices>) -> AnyView {
    let write = use_set_query::<NeedsQuery>();
    let region = move || query.with(|query| query.region.clone().unwrap_or_default());
    let occupation = move || query.with(|query| query.occupation.as_ref().map(ToString::to_string)).unwrap_or_default();
    let change = Callback::new(move |change: Box<dyn FnOnce(&mut NeedsQuery)>| {
        let mut asked = query.get_untracked();
        change(&mut asked);
        write(&NeedsQuery { lang: None, ..asked });
    });
    view! {
        <div class="teach-form">
            <Select
                id="needs-region"
                label=tr::needs::region
                value=Signal::derive(region)
                on_change=move |name: String| change.run(Box::new(move |query| query.region = (!name.is_empty()).then_some(name)))
                options=Signal::derive(move || choices.with(|choices| choices.regions.clone()))
                none=tr::shell::any
            />
            <Select
                id="needs-occupation"
                label=tr::needs::occupation
                value=Signal::derive(occupation)
                on_change=move |code: String| {
                    change.run(Box::new(move |query| query.occupation = (!code.is_empty()).then(|| code.into())));
                }
                options=Signal::derive(move || choices.with(|choices| choices.occupations.clone()))
                none=tr::shell::any
            />
        </div>
    }
    .into_any()
}

fn lists(needs: Vec<Need>, counts_interviews: bool) -> AnyView {
    let bar = |need: &Need| Bar {
        label: need.skill.name.clone(),
        value: f64::from(need.must),
        text: untrack(|| tr::number(need.must.into())),
    };
    let bars: Vec<Bar> = needs.iter().take(BARS).map(bar).collect();
    let mut columns = vec![
        Column::text(tr::needs::skill),
        Column::number(tr::needs::must),
        Column::number(tr::needs::nice),
        Column::number(tr::needs::employers),
    ];
    columns.extend(counts_interviews.then(|| Column::number(tr::needs::interviews)));
    let source: fn() -> String = if counts_interviews { tr::needs::source } else { tr::needs::source_ads };
    let rows: Vec<AnyView> = needs.into_iter().map(|need| row(need, counts_interviews)).collect();
    view! {
        <BarChart
            caption=tr::needs::chart
            label_head=tr::needs::skill
            value_head=tr::needs::must
            bars=Signal::derive(move || bars.clone())
            source=source
        />
        <Table id="needs" caption=tr::needs::table stacked=true columns>{rows}</Table>
    }
    .into_any()
}

fn row(need: Need, counts_interviews: bool) -> AnyView {
    let Need { skill, must, nice, employers, interviews } = need;
    let figure = |label: fn() -> String, count: u32| cell(label, "num", (move || tr::number(count.into())).into_any());
    view! {
        <tr>
            <th scope="row">{skill.name}</th>
            {figure(tr::needs::must, must)}
            {figure(tr::needs::nice, nice)}
            {figure(tr::needs::employers, employers)}
            {counts_interviews.then(|| figure(tr::needs::interviews, interviews))}
        </tr>
    }
    .into_any()
}
