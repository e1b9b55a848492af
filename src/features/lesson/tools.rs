//! What helps to read a lesson. Each tool is a button that opens its panel, which is fetched then.

use leptos::prelude::*;
use passerelle_api::course::Lesson;

use super::{aloud, contents::lesson_path, notes};
use crate::{
    i18n::{self as tr, Namespace},
    lazy::{Fetching, panel, panels, with_words},
    player,
    reading::{self, LAYOUT, Reading},
    report_form::{Place, report_form},
    ui::{
        button::{Button, ButtonKind},
        heading::heading,
        icon::Icon,
    },
};

/// The lesson that the tools are for.
#[derive(Clone, Copy)]
pub struct Here {
    pub lesson: StoredValue<Lesson>,
    pub reading: Reading,
}

/// A tool: the id of its panel, its name, its icon, and how its panel is fetched.
type Tool = (&'static str, fn() -> String, Icon, fn() -> Fetching<Here>);

const TOOLS: &[Tool] = &[
    ("tool-reading", tr::lesson::tool_reading, Icon::Settings, || {
        with_words(&[Namespace::Reading], Box::pin(reading_panel()))
    }),
    ("tool-aloud", tr::lesson::tool_aloud, Icon::Volume, || with_words(&[Namespace::Tools], Box::pin(aloud_panel()))),
    ("tool-notes", tr::lesson::tool_notes, Icon::Edit, || with_words(&[Namespace::Tools], Box::pin(notes_panel()))),
    ("tool-report", tr::lesson::tool_report, Icon::Accessibility, || {
        with_words(&[Namespace::Report, Namespace::Words], Box::pin(report_panel()))
    }),
];

panels! {
    reading_panel(Here) => |here| reading::panel(here.reading);
    aloud_panel(Here) => aloud::panel;
    notes_panel(Here) => notes::panel;
    report_panel(Here) => |here| report_form(place(here));
    /// Sends the notes that wait; it shows nothing.
    notes_sender(Here) => |_| notes::send();
}

/// The bar of tools, with the panels that are open below it.
pub fn tools(here: Here) -> AnyView {
    let open = TOOLS.iter().map(|_| RwSignal::new(false)).collect::<Vec<_>>();
    let buttons: Vec<AnyView> = TOOLS.iter().zip(&open).map(|(tool, open)| button(tool, *open)).collect();
    let panels: Vec<AnyView> = TOOLS.iter().zip(open).map(|(tool, open)| place_of(tool, open, here)).collect();
    let sender = notes_waiting(here);
    view! {
        <div class="lesson-tools" role="group" aria-label=tr::lesson::tools>
            {buttons}
            {here.lesson.with_value(|lesson| lesson.video.is_some()).then(|| layout(here.reading))}
        </div>
        {panels}
        {sender}
    }
    .into_any()
}

fn button(&(id, label, icon, _): &'static Tool, open: RwSignal<bool>) -> AnyView {
    view! {
        <Button
            label
            kind=ButtonKind::Quiet
            icon
            controls=id
            expanded=Signal::from(open)
            on_press=move |()| open.update(|open| *open = !*open)
        />
    }
    .into_any()
}

fn place_of(&(id, label, _, fetch): &'static Tool, open: RwSignal<bool>, here: Here) -> AnyView {
    let title = [id, "-title"].concat();
    let name = heading(2, "lesson-side-title", Some(title.clone()), label);
    view! {
        <section class="lesson-tool" id=id aria-labelledby=title hidden=move || !open.get()>
            {name}
            {move || open.get().then(|| panel(fetch, here))}
        </section>
    }
    .into_any()
}

/// Puts the video beside the text, where the window is wide enough for both.
fn layout(reading: Reading) -> AnyView {
    let beside = Signal::derive(move || reading.get(LAYOUT) == "side");
    let toggle = move |()| reading.set(LAYOUT, if beside.get_untracked() { "" } else { "side" });
    view! {
        <div class="lesson-layout">
            <Button label=tr::lesson::beside kind=ButtonKind::Quiet icon=Icon::Transcript pressed=beside on_press=toggle/>
        </div>
    }
    .into_any()
}

/// Sends notes that were written without a line, on whatever lesson is opened next. The code for it is fetched only when there are any.
fn notes_waiting(here: Here) -> Option<AnyView> {
    crate::base::stored(notes::KEPT).map(|_| panel(|| Box::pin(notes_sender()), here))
}

/// Where the problem is that somebody reports.
fn place(here: Here) -> Place {
    here.lesson.with_value(|lesson| Place {
        page: lesson_path(&lesson.course, &lesson.chapter),
        course: Some(lesson.course.clone()),
        chapter: Some(lesson.chapter.clone()),
        second: player::position_ms().and_then(|ms| u32::try_from(ms / 1000).ok()),
    })
}
