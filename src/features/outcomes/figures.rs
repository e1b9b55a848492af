//! The figures of the survey and of signed contracts as a chart and as a table, with what cannot be told yet.

use leptos::prelude::*;
use passerelle_api::outcome::{Outcomes, PayChange, Share};

use crate::{
    i18n as tr,
    ui::{
        chart::{Bar, BarChart},
        table::{Column, Table, cell},
    },
};

/// A figure of the table: what it is, what it says, and how many people stand behind it.
struct Line {
    label: fn() -> String,
    told: Option<String>,
    of: Option<u64>,
    /// What stands there while it is not told.
    untold: String,
}

/// Everything that is told, with its source and its date.
pub fn figures(outcomes: Outcomes) -> AnyView {
    let at = outcomes.at.timestamp_millis();
    let shown = outcomes.clone();
    let source = move || tr::outcomes::source(&tr::date(at, "long"));
    let bars = Memo::new(move |_| bars(&shown));
    let has_bars = untrack(|| bars.with(|bars| !bars.is_empty()));
    let columns = || {
        vec![
            Column::text(tr::outcomes::figure),
            Column::text(tr::outcomes::value),
            Column::number(tr::outcomes::behind),
        ]
    };
    let rows = move || lines(&outcomes).into_iter().map(row).collect::<Vec<AnyView>>();
    view! {
        {has_bars.then(|| view! {
            <BarChart
                caption=tr::outcomes::chart
                label_head=tr::outcomes::figure
                value_head=tr::outcomes::value
                bars
                max=100.0
                source=source
            />
        })}
        <Table id="outcome-figures" caption=tr::outcomes::table stacked=true whole=true columns=columns()>{rows}</Table>
        <p class="hint">{source}</p>
    }
    .into_any()
}

fn bars(outcomes: &Outcomes) -> Vec<Bar> {
    let told = [
        (tr::outcomes::response as fn() -> String, outcomes.response),
        (tr::outcomes::placed, outcomes.placed.as_ref().map(|share| share.percent)),
        (tr::outcomes::related, outcomes.related.as_ref().map(|share| share.percent)),
        (tr::outcomes::stayed, outcomes.stayed.as_ref().map(|share| share.percent)),
    ];
    // The share of answers alone says nothing of what became of people.
    if told.iter().skip(1).all(|(_, percent)| percent.is_none()) {
        return Vec::new();
    }
    let bar = |(label, percent): (fn() -> String, Option<u8>)| {
        Some(Bar { label: label(), value: f64::from(percent?), text: tr::percent(percent?) })
    };
    told.into_iter().filter_map(bar).collect()
}

fn lines(outcomes: &Outcomes) -> Vec<Line> {
    let Outcomes { least, asked, answered, response, placed, signed, related, pay, stayed, .. } = outcomes.clone();
    let (number, few) = (tr::number(least), tr::outcomes::few_people(&tr::number(least)));
    // How many answered is told beside it. Of an answer's parts not even that: few apprentices could be known.
    let answers = match answered {
        Some(count) if count < least => tr::outcomes::few_of(&tr::number(count), &number),
        _ => tr::outcomes::few(),
    };
    let percent = |share: &Share| tr::percent(share.percent);
    let of = |share: &Option<Share>| share.as_ref().map(|share| share.of);
    let line = |label, told, of, untold: &str| Line { label, told, of, untold: untold.to_owned() };
    vec![
        line(tr::outcomes::asked, asked.map(tr::number), None, &few),
        line(tr::outcomes::answered, answered.map(tr::number), None, &few),
        line(tr::outcomes::response, response.map(tr::percent), asked, &few),
        line(tr::outcomes::placed, placed.as_ref().map(percent), of(&placed), &answers),
        line(tr::outcomes::signed, signed.map(tr::number), None, &tr::outcomes::signed_untold()),
        line(tr::outcomes::related, related.as_ref().map(percent), of(&related), &answers),
        line(tr::outcomes::pay, pay.as_ref().map(pay_change), pay.as_ref().map(|pay| pay.of), &tr::outcomes::few()),
        line(tr::outcomes::stayed, stayed.as_ref().map(percent), of(&stayed), &tr::outcomes::few()),
    ]
}

/// A change with its direction in words, since a minus is easily missed.
pub fn pay_change(change: &PayChange) -> String {
    let percent = tr::percent(u8::try_from(change.percent.unsigned_abs()).unwrap_or(u8::MAX));
    match change.percent {
        0 => tr::outcomes::pay_same(),
        1.. => tr::outcomes::pay_more(&percent),
        _ => tr::outcomes::pay_less(&percent),
    }
}

fn row(line: Line) -> AnyView {
    let Line { label, told, of, untold } = line;
    let of = of.map_or_else(|| "–".to_owned(), tr::number);
    view! {
        <tr>
            <th scope="row">{label}</th>
            {cell(tr::outcomes::value, "", told.unwrap_or(untold).into_any())}
            {cell(tr::outcomes::behind, "num", of.into_any())}
        </tr>
    }
    .into_any()
}
