//! What the organisation keeps about one application: notes, tasks, and times to meet.

use std::sync::Arc;

use leptos::prelude::*;
use passerelle_api::{
    id::ApplicationId,
    job::ApplicationStatus,
    pipeline::{NewNote, NewTask, PipelineItem, StageNote, Task, limits},
};

use super::{calls, pipeline_page::Board, slots::slots};
use crate::{
    base,
    client::Failure,
    draft::own_draft,
    forms::failure_text,
    i18n as tr,
    press::use_press,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{TextArea, TextField, Tick},
        icon::Icon,
    },
    wish::{Work, wish},
    words,
};

/// The headings that focus goes to once their list is another.
const NOTES: &str = "panel-notes";
const TASKS: &str = "panel-tasks";

const NOTE_FIELDS: &[Field] = &[("text", "note-text", tr::pipeline::note)];
const TASK_FIELDS: &[Field] = &[("text", "task-text", tr::pipeline::task), ("due", "task-due", tr::pipeline::due)];

/// Everything that is kept about an application. One is open at a time, since its fields have the same names everywhere.
pub fn panel(board: Board, item: PipelineItem) -> AnyView {
    let PipelineItem { received, notes: kept, tasks: todo, slots: times, .. } = item;
    let (id, status) = (received.application.id, received.application.status);
    let none_suits = received.application.none_suits.filter(|_| status == ApplicationStatus::Interview);
    let writes = board.writes.get_untracked();
    view! {
        <div class="stack">
            {notes(board, id.clone(), kept, writes)}
            {tasks(board, id.clone(), todo, writes)}
            {slots(board, id, times, none_suits, status, writes)}
        </div>
    }
    .into_any()
}

/// A button that deletes something of the board and then has it read anew, also where somebody else was faster.
pub fn deleting(
    board: Board,
    label: fn() -> String,
    about: String,
    arrives: &'static str,
    work: impl Fn() -> Work + Send + Sync + 'static,
) -> AnyView {
    let press = use_press();
    let work = Arc::new(work);
    let anew = move || board.loader.retry_to(arrives.to_owned());
    let go = move |()| {
        let work = work.clone();
        let deleted = move |()| {
            press.done(untrack(tr::pipeline::deleted));
            anew();
        };
        press.send_shared(move || work(), tr::pipeline::gone, anew, deleted);
    };
    view! { <Button label about=move || tr::pipeline::about(&about) kind=ButtonKind::Quiet icon=Icon::Trash busy=press.busy() on_press=go/> }
        .into_any()
}

fn notes(board: Board, id: ApplicationId, notes: Vec<StageNote>, writes: bool) -> AnyView {
    let note = |note: StageNote| {
        let StageNote { id, author, text, written_at } = note;
        let short: String = text.chars().take(40).collect();
        let delete = writes.then(|| {
            deleting(board, tr::pipeline::delete_note, short, NOTES, move || {
                let id = id.clone();
                Box::pin(async move { calls::delete_note(id).await })
            })
        });
        view! {
            <li>
                <p class="prose-lines" dir="auto">{text}</p>
                <p class="hint">
                    <bdi>{move || author.clone().unwrap_or_else(tr::pipeline::author_gone)}</bdi>" · "
                    <time datetime=written_at.to_rfc3339()>{move || tr::date_time(written_at.timestamp_millis())}</time>
                </p>
                {delete}
            </li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = notes.into_iter().map(note).collect();
    let list = (!items.is_empty()).then(|| view! { <ul class="stack" role="list">{items}</ul> }.into_any());
    view! {
        <h4 id=NOTES tabindex="-1">{tr::pipeline::notes}</h4>
        {list}
        {writes.then(|| note_form(board, id))}
    }
    .into_any()
}

fn note_form(board: Board, id: ApplicationId) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    // Words sent once more are the same note; other words are another.
    let form =
        own_draft(&["board-note:", id.as_str()].concat(), NewNote { text: String::new(), key: base::fresh_key() });
    let sending = Sending::new(NOTE_FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let (id, note) = (id.clone(), form.get_untracked());
        let kept = form.sent();
        leptos::task::spawn_local(async move {
            let work = || calls::add_note(id.clone(), &note);
            if sending.send(session.send(work)).await.is_some() {
                kept.forget();
                toasts.show(Tone::Done, untrack(tr::pipeline::kept));
                board.loader.retry_to(NOTES.to_owned());
            }
        });
    });
    view! {
        <form class="stack" novalidate=true on:submit=submits(send)>
            <SendingNotes sending retry=send/>
            <TextArea
                id="note-text"
                label=tr::pipeline::note
                hint=tr::pipeline::note_hint
                value=Signal::derive(move || form.with(|note| note.text.clone()))
                on_input=move |text| form.update(|note| *note = NewNote { text, key: base::fresh_key() })
                error=sending.error("text")
                rows=3
                max=usize::try_from(limits::NOTE).unwrap_or(usize::MAX)
            />
            <div><Button label=tr::pipeline::add_note icon=Icon::Plus submit=true busy=sending.busy()/></div>
        </form>
    }
    .into_any()
}

fn tasks(board: Board, id: ApplicationId, tasks: Vec<Task>, writes: bool) -> AnyView {
    let task = |task: Task| {
        let Task { id, text, due, done } = task;
        let label = {
            let text = text.clone();
            move || due.map_or_else(|| text.clone(), |day| tr::pipeline::task_due(&text, &words::day(day)))
        };
        // With a day the words stand in a sentence of ours, which isolates them.
        let undated = due.is_none();
        let ticked = id.clone();
        let name = ["task-", id.as_str()].concat();
        let arrives = name.clone();
        let change = move |done: bool| -> Work {
            let id = ticked.clone();
            Box::pin(async move { calls::change_task(id, done).await.map(drop) })
        };
        let settled = move |failure: Option<Failure>| match failure {
            None => board.loader.retry_to(arrives.clone()),
            Some(failure) if failure.is_stale() => board.loader.retry_to(TASKS.to_owned()),
            Some(_) => {}
        };
        let (checked, toggle) = wish(board.loader.request(), done, Arc::new(change), unchanged, Arc::new(settled));
        let delete = writes.then(|| {
            deleting(board, tr::pipeline::delete_task, text, TASKS, move || {
                let id = id.clone();
                Box::pin(async move { calls::delete_task(id).await })
            })
        });
        let shown = if writes {
            view! { <Tick id=name label own_words=undated checked on_change=toggle/> }.into_any()
        } else if undated {
            view! { <p><bdi>{label}</bdi></p> }.into_any()
        } else {
            view! { <p>{label}</p> }.into_any()
        };
        view! { <li class="cluster">{shown}{delete}</li> }.into_any()
    };
    let items: Vec<AnyView> = tasks.into_iter().map(task).collect();
    let list = (!items.is_empty()).then(|| view! { <ul role="list">{items}</ul> }.into_any());
    view! {
        <h4 id=TASKS tabindex="-1">{tr::pipeline::tasks}</h4>
        {list}
        {writes.then(|| task_form(board, id))}
    }
    .into_any()
}

/// Why a task stays as it was.
fn unchanged(failure: &Failure) -> String {
    if failure.is_stale() { tr::pipeline::gone() } else { failure_text(failure).0 }
}

fn task_form(board: Board, id: ApplicationId) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    // What is to be done, by which day, and the key that makes one task of however many sendings of the same.
    let form = own_draft(&["board-task:", id.as_str()].concat(), (String::new(), String::new(), base::fresh_key()));
    let sending = Sending::new(TASK_FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let (text, due, key) = form.get_untracked();
        let task = NewTask { text, due: base::day(&due), key };
        let (id, kept) = (id.clone(), form.sent());
        leptos::task::spawn_local(async move {
            let work = || calls::add_task(id.clone(), &task);
            if sending.send(session.send(work)).await.is_some() {
                kept.forget();
                toasts.show(Tone::Done, untrack(tr::pipeline::kept));
                board.loader.retry_to(TASKS.to_owned());
            }
        });
    });
    view! {
        <form class="stack" novalidate=true on:submit=submits(send)>
            <SendingNotes sending retry=send/>
            <TextField id="task-text" label=tr::pipeline::task value=Signal::derive(move || form.with(|form| form.0.clone())) on_input=move |typed| form.update(|form| (form.0, form.2) = (typed, base::fresh_key())) error=sending.error("text")/>
            <TextField
                id="task-due"
                label=tr::pipeline::due
                kind="date"
                value=Signal::derive(move || form.with(|form| form.1.clone()))
                on_input=move |day| form.update(|form| (form.1, form.2) = (day, base::fresh_key()))
                error=sending.error("due")
                short=true
                optional=true
            />
            <div><Button label=tr::pipeline::add_task icon=Icon::Plus submit=true busy=sending.busy()/></div>
        </form>
    }
    .into_any()
}
