//! Cards, chips, facts, tables, charts, and lists that go on.

use std::time::Duration;

use leptos::prelude::*;

use super::Specimen;
use crate::{
    i18n as tr,
    route::Route,
    ui::{
        button::Button,
        card::{Card, CardList},
        chart::{Bar, BarChart},
        chip::{Chip, ChipList},
        cover::Cover,
        facts::{Fact, Facts},
        icon::Icon,
        more::More,
        table::{Column, Table},
        tag::{Tag, TagTone},
    },
};

#[component]
pub fn Lists() -> impl IntoView {
    view! {
        <Specimen id="cards" title=tr::gallery::cards>
            <CardList>
                <CourseCard topic="web" slug="accessible-html" title=tr::gallery::course_web/>
                <CourseCard topic="ai" slug="understanding-ai" title=tr::gallery::course_ai/>
                <CourseCard topic="digital-basics" slug="first-steps-online" title=tr::gallery::course_basics/>
            </CardList>
            <GrowingList/>
        </Specimen>
        <ChipSpecimen/>
        <Specimen id="facts" title=tr::gallery::facts>
            <JobFacts/>
        </Specimen>
        <Specimen id="tables" title=tr::gallery::tables>
            <TableSpecimen/>
        </Specimen>
        <Specimen id="charts" title=tr::gallery::charts>
            <ChartSpecimen/>
        </Specimen>
    }
}

#[component]
fn CourseCard(topic: &'static str, slug: &'static str, title: fn() -> String) -> impl IntoView {
    view! {
        <Card title href=Route::Course(slug.into()).path() eyebrow=tr::gallery::eyebrow media=move || view! { <Cover topic slug/> }>
            <p>{tr::gallery::course_promise}</p>
            <Facts terse=true>
                <Fact icon=Icon::Clock term=tr::gallery::duration value=|| tr::gallery::minutes(45)/>
                <Fact icon=Icon::Level term=tr::gallery::level value=tr::gallery::beginner/>
                <Fact icon=Icon::Captions term=tr::gallery::captions value=tr::gallery::captions_value/>
            </Facts>
        </Card>
    }
}

/// How long the gallery waits in the place of a server.
const WAIT: Duration = Duration::from_millis(800);

#[component]
fn GrowingList() -> impl IntoView {
    let count = RwSignal::new(2u64);
    let busy = RwSignal::new(false);
    let ask = move |()| {
        busy.set(true);
        set_timeout(
            move || {
                count.update(|count| *count += 2);
                busy.set(false);
            },
            WAIT,
        );
    };
    let card = |number: u64| {
        let actions = || view! { <Button label=tr::gallery::bookmark icon=Icon::Bookmark/> };
        view! {
            <Card title=move || tr::gallery::job_title(&tr::number(number)) href=Route::Job(number.to_string().as_str().into()).path() actions>
                <JobFacts/>
            </Card>
        }
    };
    view! {
        <CardList id="g-jobs" rows=true>
            <For each=move || 1..=count.get() key=|number| *number children=card/>
        </CardList>
        <More
            list="g-jobs"
            label=tr::gallery::more
            shown=move || tr::gallery::shown(&tr::number(count.get()), &tr::number(6))
            busy
            done=move || { count.get() >= 6 }
            on_more=ask
        />
    }
}

#[component]
fn JobFacts() -> impl IntoView {
    view! {
        <Facts>
            <Fact icon=Icon::Pay term=tr::gallery::pay value=tr::gallery::pay_value/>
            <Fact icon=Icon::Place term=tr::gallery::place value="Lyon"/>
            <Fact icon=Icon::Calendar term=tr::gallery::start value=tr::gallery::start_value/>
            <Fact icon=Icon::Book term=tr::gallery::rhythm value=tr::gallery::rhythm_value/>
        </Facts>
    }
}

#[component]
fn ChipSpecimen() -> impl IntoView {
    let applied = RwSignal::new(vec!["Lyon", "HTML", "CSS"]);
    let chip = move |name: &'static str| {
        let drop = move |()| applied.update(|applied| applied.retain(|other| *other != name));
        view! { <Chip label=name remove=move || tr::gallery::remove(name) on_remove=drop/> }
    };
    view! {
        <Specimen id="chips" title=tr::gallery::chips>
            <ChipList label=tr::gallery::applied fallback="g-restore">
                <For each=move || applied.get() key=|name| *name children=chip/>
            </ChipList>
            <Button id="g-restore" label=tr::gallery::restore on_press=move |()| applied.set(vec!["Lyon", "HTML", "CSS"])/>
        </Specimen>
    }
}

#[component]
fn TableSpecimen() -> impl IntoView {
    let columns = vec![
        Column::text(tr::gallery::candidate),
        Column::text(tr::gallery::state),
        Column::number(tr::gallery::score),
        Column::actions(tr::gallery::action),
    ];
    let row = |(name, points, is_new): (&'static str, u64, bool)| {
        let state = if is_new { tr::gallery::state_new } else { tr::gallery::state_read };
        let tone = if is_new { TagTone::Ember } else { TagTone::Plain };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td><Tag label=state tone/></td>
                <td class="num">{move || tr::number(points)}</td>
                <td><Button label=tr::gallery::open about=name/></td>
            </tr>
        }
    };
    let rows = [("HTML · CSS", 92, true), ("SQL · Excel", 81, false), ("Rust", 77, false)];
    view! {
        <Table id="g-table" caption=tr::gallery::table_caption columns>
            {rows.into_iter().map(row).collect_view()}
        </Table>
    }
}

#[component]
fn ChartSpecimen() -> impl IntoView {
    let bars = || {
        let parts =
            [(tr::gallery::online as fn() -> String, 62u8), (tr::gallery::workshop, 27), (tr::gallery::phone, 11)];
        parts
            .into_iter()
            .map(|(label, share)| Bar { label: label(), value: f64::from(share), text: tr::percent(share) })
            .collect::<Vec<_>>()
    };
    view! {
        <BarChart
            caption=tr::gallery::chart_caption
            label_head=tr::gallery::chart_label
            value_head=tr::gallery::chart_value
            bars
            max=100.0
            source=tr::gallery::chart_source
        />
    }
}
