//! What somebody made, in the order in which employers read it.

use leptos::prelude::*;
use passerelle_api::portfolio::limits;

use super::{
    calls::Opened,
    form::Form,
    project::Project,
    project_fields::{fields, row_of},
};
use crate::{
    announce::{self, Announcer},
    base,
    draft::Draft,
    i18n as tr,
    sending::Sending,
    ui::{
        button::{Button, ButtonKind},
        confirm::Confirm,
        icon::{Glyph, Icon},
    },
};

/// The button that adds a project, where focus goes when one goes.
pub const ADD: &str = "add-project";

/// The projects of the form, with which of them stand open.
#[derive(Clone, Copy)]
pub struct Projects {
    form: Draft<Form>,
    sending: Sending,
    opened: StoredValue<Opened>,
    open: RwSignal<Vec<usize>>,
    /// The one that is about to be removed.
    going: RwSignal<Option<usize>>,
    asking: RwSignal<bool>,
}

impl Projects {
    pub fn new(form: Draft<Form>, sending: Sending, opened: StoredValue<Opened>) -> Self {
        let (open, going) = (RwSignal::new(Vec::new()), RwSignal::new(None));
        Self { form, sending, opened, open, going, asking: RwSignal::new(false) }
    }

    /// Opens those that something is wrong with, so that the links of the summary lead somewhere.
    pub fn open_refused(self) {
        let rows: Vec<usize> = self.sending.refused_fields().iter().filter_map(|name| row_of(name)).collect();
        self.open.try_update(|open| open.extend(rows));
    }

    /// Draws them.
    pub fn view(self) -> AnyView {
        let count = Memo::new(move |_| self.form.with(|form| form.projects.len()));
        let is_full = Memo::new(move |_| count.get() as u64 >= limits::PROJECTS);
        let add = move |()| {
            let at = count.get_untracked();
            self.open.update(|open| open.push(at));
            self.form.update(|form| form.projects.push(Project::default()));
            // The new fields are drawn before the next frame.
            request_animation_frame(move || {
                base::focus(&format!("project-{at}-title"));
            });
        };
        let error = self.sending.error("projects");
        view! {
            <p class="hint">{tr::projects::lead}</p>
            {move || error.get().map(|text| view! {
                <p class="error"><Glyph icon=Icon::Alert/><span>{text}</span></p>
            })}
            {move || (count.get() > 0).then(|| view! {
                <ol class="project-rows" role="list">
                    {(0..count.get()).map(|row| self.row(row, count)).collect_view()}
                </ol>
            })}
            <Button id=ADD label=tr::projects::add icon=Icon::Plus disabled=is_full describedby="projects-full" on_press=add/>
            <p class="hint" id="projects-full">{move || is_full.get().then(tr::projects::full)}</p>
            <Confirm
                id="project-remove"
                open=self.asking
                title=tr::projects::remove_title
                text=tr::projects::remove_text
                yes=tr::projects::remove
                no=tr::projects::keep
                close=tr::shell::close
                on_yes=move |()| self.remove_asked()
            />
        }
        .into_any()
    }

    fn row(self, row: usize, count: Memo<usize>) -> AnyView {
        let announcer = use_context::<Announcer>();
        let number = move || tr::number(row as u64 + 1);
        let title = Memo::new(move |_| {
            self.form
                .with(|form| form.projects.get(row).map(|project| project.title.trim().to_owned()))
                .unwrap_or_default()
        });
        let name = move || match title.get() {
            title if title.is_empty() => tr::projects::number(&number()),
            title => title,
        };
        let is_open = Memo::new(move |_| self.open.with(|open| open.contains(&row)));
        let toggle = move |()| {
            let shut = is_open.get_untracked();
            self.open.update(|open| {
                open.retain(|other| *other != row);
                open.extend((!shut).then_some(row));
            });
        };
        let swap = move |other: usize| {
            self.swap(row, other);
            // The button goes with its project. At an end of the list it rests, so that focus goes to the way back.
            let up = other < row;
            let ends = if up { other == 0 } else { other + 1 == count.get_untracked() };
            base::focus(&button_id(if up == ends { "down" } else { "up" }, other));
            if let Some(announcer) = announcer {
                let moved =
                    untrack(|| self.form.with(|form| form.projects.get(other).map(|moved| moved.title.clone())));
                announcer.say(tr::projects::moved(&moved.unwrap_or_default(), &tr::number(other as u64 + 1)));
            }
        };
        let ask = move |()| {
            self.going.set(Some(row));
            let is_empty = untrack(|| self.form.with(|form| form.projects.get(row) == Some(&Project::default())));
            if is_empty { self.remove_asked() } else { self.asking.set(true) }
        };
        let body = format!("project-{row}-fields");
        view! {
            <li class="project-row">
                <h3 id=format!("project-{row}")><bdi>{name}</bdi></h3>
                <div class="cluster">
                    <Button
                        label=tr::projects::change
                        about=name
                        icon=Icon::Edit
                        controls=body.clone()
                        expanded=is_open
                        on_press=toggle
                    />
                    <Button
                        id=button_id("up", row)
                        label=tr::projects::up
                        about=name
                        kind=ButtonKind::Quiet
                        disabled=row == 0
                        on_press=move |()| swap(row.saturating_sub(1))
                    />
                    <Button
                        id=button_id("down", row)
                        label=tr::projects::down
                        about=name
                        kind=ButtonKind::Quiet
                        disabled=Signal::derive(move || row + 1 >= count.get())
                        on_press=move |()| swap(row + 1)
                    />
                    <Button label=tr::projects::remove about=name kind=ButtonKind::Quiet icon=Icon::Trash on_press=ask/>
                </div>
                <div id=body>
                    {move || is_open.get().then(|| view! {
                        <div role="group" aria-labelledby=format!("project-{row}")>
                            {fields(row, self.form, self.sending, self.opened)}
                        </div>
                    })}
                </div>
            </li>
        }
        .into_any()
    }

    fn swap(self, one: usize, other: usize) {
        self.sending.forget("projects.");
        self.open.update(|open| {
            for row in open.iter_mut() {
                *row = if *row == one {
                    other
                } else if *row == other {
                    one
                } else {
                    *row
                };
            }
        });
        self.form.update(|form| {
            if one.max(other) < form.projects.len() {
                form.projects.swap(one, other);
            }
        });
    }

    fn remove_asked(self) {
        let Some(row) = self.going.get_untracked() else { return };
        self.going.set(None);
        // What was wrong is told by number, and the numbers of those behind it change.
        self.sending.forget("projects.");
        self.open.update(|open| {
            open.retain(|other| *other != row);
            for other in open.iter_mut().filter(|other| **other > row) {
                *other -= 1;
            }
        });
        self.form.update(|form| {
            if row < form.projects.len() {
                form.projects.remove(row);
            }
        });
        // The dialog gives focus back to the button that opened it, which is gone.
        announce::arrive(ADD);
    }
}

fn button_id(way: &str, row: usize) -> String {
    ["project-", &row.to_string(), "-", way].concat()
}
