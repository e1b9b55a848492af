//! How often each declared group is chosen, for those who work here.

use leptos::prelude::*;
use passerelle_api::audit::{Audit, AuditRow, AuditTable, CSV_PATH, Step, Trait};

use super::{age, calls, disability, origin, sex};
use crate::{
    announce::PageHeading,
    gate::Gate,
    i18n as tr,
    load::{Loaded, load},
    session::use_session,
    ui::{
        button::LinkButton,
        notice::Notice,
        table::{Column, Table, cell},
    },
    words,
};

/// The audit.
#[component]
pub fn AuditPage() -> impl IntoView {
    let session = use_session();
    let works_here = Memo::new(move |_| session.works_here());
    view! {
        <PageHeading text=tr::audit::title/>
        <Gate why=tr::audit::staff_only>
            {move || if works_here.get() { page() } else {
                view! { <Notice title=tr::audit::staff_only><p>{tr::audit::lead}</p></Notice> }.into_any()
            }}
        </Gate>
    }
}

fn page() -> AnyView {
    let loader = load(|| (), |()| calls::audit());
    view! {
        <p class="lead">{tr::audit::lead}</p>
        <p>{tr::audit::counted}</p>
        <p>{tr::audit::minimum}</p>
        <p>{tr::audit::again}</p>
        <p><LinkButton href=CSV_PATH label=tr::audit::csv download="audit.csv"/></p>
        <Loaded loader view=tables/>
    }
    .into_any()
}

fn tables(audit: Audit) -> AnyView {
    let tables: Vec<AnyView> = audit.tables.into_iter().map(table).collect();
    view! { <div class="stack">{tables}</div> }.into_any()
}

fn table(table: AuditTable) -> AnyView {
    let by = table.by;
    let columns = vec![
        Column::text(tr::audit::group),
        Column::text(tr::audit::step),
        Column::number(tr::audit::people),
        Column::number(tr::audit::chosen),
        Column::number(tr::audit::rate),
        Column::number(tr::audit::ratio),
        Column::text(tr::audit::finding),
    ];
    let rows: Vec<AnyView> = table.rows.into_iter().map(|row| line(by, row)).collect();
    let id = ["audit-", by.as_str()].concat();
    let caption = move || tr::audit::table(&trait_name(by)(), &words::day(table.told_at.date_naive()));
    view! { <Table id caption stacked=true whole=true columns>{rows}</Table> }.into_any()
}

fn line(by: Trait, row: AuditRow) -> AnyView {
    let AuditRow { step, group, people, chosen, rate, ratio, below } = row;
    let few = move |told: Option<String>| move || told.clone().unwrap_or_else(tr::audit::few);
    // Why nothing stands there is said beside it.
    let dash = |told: Option<String>| told.unwrap_or_else(|| "–".to_owned());
    // Basis points as whole percents; at most a hundred.
    let percent = |points: Option<u32>| points.map(|points| tr::percent(((points + 50) / 100).min(100) as u8));
    let finding = move || match below {
        Some(true) => tr::audit::below(),
        Some(false) => tr::audit::not_below(),
        None => "–".to_owned(),
    };
    view! {
        <tr>
            <th scope="row">{move || group_name(by, &group)}</th>
            {cell(tr::audit::step, "", (move || step_name(step)).into_any())}
            {cell(tr::audit::people, "num", few(people.map(tr::number)).into_any())}
            {cell(tr::audit::chosen, "num", few(chosen.map(tr::number)).into_any())}
            {cell(tr::audit::rate, "num", (move || dash(percent(rate))).into_any())}
            {cell(tr::audit::ratio, "num", (move || dash(percent(ratio))).into_any())}
            {cell(tr::audit::finding, "", finding.into_any())}
        </tr>
    }
    .into_any()
}

fn trait_name(by: Trait) -> fn() -> String {
    match by {
        Trait::Sex => tr::audit::sex,
        Trait::Age => tr::audit::age,
        Trait::Origin => tr::audit::origin,
        Trait::Disability => tr::audit::disability,
    }
}

/// A group by its word; one that this app does not know stands for itself.
fn group_name(by: Trait, group: &str) -> String {
    let name = match by {
        Trait::Sex => group.parse().ok().map(sex),
        Trait::Age => group.parse().ok().map(age),
        Trait::Origin => group.parse().ok().map(origin),
        Trait::Disability => group.parse().ok().map(disability),
    };
    name.unwrap_or_else(|| group.to_owned())
}

fn step_name(step: Step) -> String {
    match step {
        Step::Interview => tr::audit::step_interview(),
        Step::Acceptance => tr::audit::step_acceptance(),
        Step::Opened => tr::audit::step_opened(),
        Step::Contact => tr::audit::step_contact(),
    }
}
