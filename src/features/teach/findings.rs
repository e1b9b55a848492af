//! What a check found, in a table: where, what is wrong, what would mend it. Each place leads to its line of the file.

use leptos::prelude::*;
use passerelle_api::captions::{CaptionCheck, Finding, Severity};

use super::flaws;
use crate::{
    i18n as tr,
    ui::{
        focus,
        icon::{Glyph, Icon},
        notice::{Notice, Tone},
        table::{Column, Table},
    },
};

/// What the check found. `text` is the file, whose lines are shown where anything is wrong with them.
pub fn findings(id: String, checked: &CaptionCheck, text: &str) -> AnyView {
    let (errors, cues) = (count(checked, Severity::Error), u64::from(checked.cues));
    let warnings = count(checked, Severity::Warning);
    let (tone, title): (Tone, fn() -> String) = match (checked.acceptable, warnings) {
        (false, _) => (Tone::Bad, tr::teach::refused),
        (true, 0) => (Tone::Ok, tr::teach::faultless),
        (true, _) => (Tone::Warn, tr::teach::could_be_better),
    };
    let summary = move || tr::list(&[tr::teach::cues(cues), tr::teach::errors(errors), tr::teach::warnings(warnings)]);
    let table = (!checked.findings.is_empty()).then(|| table(&id, &checked.findings, text));
    view! {
        <div id=id.clone() tabindex="-1">
            <Notice tone title><p>{summary}</p></Notice>
        </div>
        {table}
    }
    .into_any()
}

fn count(checked: &CaptionCheck, severity: Severity) -> u64 {
    checked.findings.iter().filter(|finding| finding.severity == severity).count() as u64
}

fn table(id: &str, findings: &[Finding], text: &str) -> AnyView {
    let columns = vec![
        Column::text(tr::teach::place),
        Column::text(tr::teach::weight),
        Column::text(tr::teach::wrong),
        Column::text(tr::teach::mend),
    ];
    let rows: Vec<AnyView> = findings.iter().map(|finding| row(id, finding)).collect();
    view! {
        <Table id=format!("{id}-table") caption=tr::teach::findings columns>{rows}</Table>
        {lines(id, findings, text)}
    }
    .into_any()
}

fn row(id: &str, finding: &Finding) -> AnyView {
    let Finding { line, column, severity, flaw } = finding.clone();
    let target = line_id(id, line);
    let go = target.clone();
    let (icon, class, word): (Icon, &str, fn() -> String) = match severity {
        Severity::Error => (Icon::Cross, "teach-standing tone-bad", tr::teach::error),
        Severity::Warning => (Icon::Alert, "teach-standing tone-warn", tr::teach::warning),
    };
    let mend = flaw.clone();
    view! {
        <tr>
            <th scope="row">
                <a href=format!("#{target}") on:click=move |_| { focus::focus_id(&go); }>
                    {move || tr::teach::line_column(&tr::number(u64::from(line)), &tr::number(u64::from(column)))}
                </a>
            </th>
            <td><span class=class><Glyph icon size=18/><span>{word}</span></span></td>
            <td>{move || flaws::wrong(&flaw)}</td>
            <td>{move || flaws::mend(&mend)}</td>
        </tr>
    }
    .into_any()
}

/// The lines of the file that something is wrong with, by number.
fn lines(id: &str, findings: &[Finding], text: &str) -> AnyView {
    let mut numbers: Vec<u32> = findings.iter().map(|finding| finding.line).collect();
    numbers.dedup();
    let all: Vec<&str> = text.lines().collect();
    let line = |number: &u32| {
        let text = all.get((*number as usize).saturating_sub(1)).copied().unwrap_or_default().to_owned();
        let number = *number;
        view! {
            <li id=line_id(id, number) tabindex="-1">
                <span class="teach-line-number">{move || tr::teach::line(&tr::number(u64::from(number)))}</span>
                <code dir="auto">{text}</code>
            </li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = numbers.iter().map(line).collect();
    let title = format!("{id}-lines");
    view! {
        <h3 id=title.clone()>{tr::teach::lines}</h3>
        <ul class="teach-lines" role="list" aria-labelledby=title.clone()>{items}</ul>
    }
    .into_any()
}

fn line_id(id: &str, line: u32) -> String {
    format!("{id}-line-{line}")
}
