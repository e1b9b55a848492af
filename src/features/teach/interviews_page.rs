//! What recruiters say in interviews, written down by those who teach, so that it counts as a need.

use std::sync::Arc;

use leptos::prelude::*;
use passerelle_api::{DateTime, Utc, id::InterviewId, interview::Interview};

use super::{
    calls::{self, OpenedInterviews},
    interview_form::{self, Desk, Opened},
    teach_page::for_teachers,
};
use crate::{
    announce::{self, PageHeading},
    i18n as tr,
    load::{Loaded, Loader, load},
    paging::{Paging, moving},
    press::use_press,
    route::Route,
    ui::{
        button::{Button, ButtonKind},
        empty::Empty,
        growing::growing,
        icon::{Glyph, Icon},
        more::More,
    },
    words,
};

/// The heading of the list, which takes focus where what had it is gone.
pub const TITLE: &str = "interviews-title";

/// The list that grows.
const LIST: &str = "interviews";

/// What a change changes.
#[derive(Clone, Copy)]
pub struct Listed {
    pub loader: Loader<OpenedInterviews>,
    items: RwSignal<Vec<Interview>>,
}

impl Listed {
    /// Puts an interview in the place of what it was before, whose heading takes focus, or a new one where its day is.
    pub fn put(self, changed: Interview) {
        let id = changed.id.clone();
        match self.items.try_update(|items| put(items, changed)) {
            Some(Put::Changed) => announce::arrive(heading_of(&id)),
            Some(Put::New) => announce::arrive(TITLE),
            // The first one of all takes the place of the words that there is none.
            Some(Put::First) | None => self.loader.retry_to(TITLE.to_owned()),
        }
    }

    /// Shows how an interview is kept by now, or that it is not any more, while focus is elsewhere.
    pub fn learn(self, id: &InterviewId, now: Option<&Interview>) {
        self.items.try_update(|items| match now {
            Some(now) => items.iter_mut().filter(|item| item.id == *id).for_each(|item| *item = now.clone()),
            None => items.retain(|item| item.id != *id),
        });
    }

    /// Takes an interview out, and gives the heading of the next one focus, or of the one before.
    fn take(self, id: &InterviewId) {
        let take = |items: &mut Vec<Interview>| {
            let at = items.iter().position(|item| item.id == *id)?;
            items.remove(at);
            items.get(at).or_else(|| items.last()).map(|item| item.id.clone())
        };
        match self.items.try_update(take).flatten() {
            Some(next) => announce::arrive(heading_of(&next)),
            None => self.loader.retry_to(TITLE.to_owned()),
        }
    }
}

/// What became of a list.
#[derive(Debug, PartialEq)]
enum Put {
    Changed,
    New,
    First,
}

fn put(items: &mut Vec<Interview>, changed: Interview) -> Put {
    if items.is_empty() {
        return Put::First;
    }
    if let Some(place) = items.iter_mut().find(|item| item.id == changed.id) {
        *place = changed;
        return Put::Changed;
    }
    let place = items.iter().position(|item| item.held_on <= changed.held_on).unwrap_or(items.len());
    items.insert(place, changed);
    Put::New
}

fn heading_of(id: &InterviewId) -> String {
    ["interview-", id.as_str()].concat()
}

/// The page of interviews.
#[component]
pub fn InterviewsPage() -> impl IntoView {
    for_teachers(Arc::new(page))
}

fn page() -> AnyView {
    let loader = load(tr::language, calls::open_interviews);
    view! {
        <a class="back-link" href=Route::Needs.path()>
            <Glyph icon=Icon::Back/>
            {tr::interviews::to_needs}
        </a>
        <PageHeading text=tr::interviews::title/>
        <p class="lead">{tr::interviews::lead}</p>
        <Loaded loader view=move |opened| shown(loader, opened)/>
    }
    .into_any()
}

fn shown(loader: Loader<OpenedInterviews>, opened: OpenedInterviews) -> AnyView {
    let OpenedInterviews { interviews, skills } = opened;
    let skills = StoredValue::new(skills);
    let (is_empty, goes_on) = (interviews.items.is_empty(), interviews.next.is_some());
    let fetch = |cursor| async move {
        let page = calls::interviews(tr::language_untracked(), Some(cursor)).await?;
        Ok((page.items, page.next))
    };
    // What changes while somebody reads on comes once more at the end.
    let same = |one: &Interview, other: &Interview| one.id == other.id;
    let first = (interviews.items, interviews.next);
    let Paging { items, busy, done, more } = moving(first, tr::interviews::came, fetch, same);
    let listed = Listed { loader, items };
    let desk = Desk::open();
    let opened = Memo::new(move |_| desk.open.with(|open| open.as_ref().map(|open| open.id.clone())));
    // One that is changed may stand in the way of a new one, whose words wait.
    let is_new = Memo::new(move |_| opened.with(|open| open.is_some() && desk.new.with(|new| new == open)));
    let form = move |id: InterviewId| {
        let in_list = items.with_untracked(|items| items.iter().find(|item| item.id == id).cloned());
        let kept = in_list.or_else(|| desk.open.with_untracked(|open| open.as_ref()?.kept.clone()));
        interview_form::view(listed, desk, Opened { id, kept }, skills)
    };
    let line = move |number: usize| {
        // Drawn anew once it, or one above it, was changed or deleted.
        let one = Memo::new(move |_| items.with(|items| items.get(number).cloned()));
        (move || one.get().map(|interview| item(listed, interview, desk))).into_any()
    };
    let stand = move || tr::interviews::shown(items.with(Vec::len) as u64);
    let list = if is_empty {
        view! { <Empty title=tr::interviews::none text=tr::interviews::none_next level=3/> }.into_any()
    } else {
        view! {
            <ul id=LIST class="stack" role="list">{growing(move || items.with(Vec::len), line)}</ul>
            {goes_on.then(|| view! { <More label=tr::interviews::more shown=stand list=LIST busy done on_more=more/> })}
        }
        .into_any()
    };
    view! {
        <div class="stack">
        {move || (!is_new.get()).then(|| view! {
            <div><Button label=tr::interviews::add icon=Icon::Plus on_press=move |()| desk.edit(None)/></div>
        })}
        {move || opened.get().map(form)}
        <section class="stack" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">{tr::interviews::list}</h2>
            {list}
        </section>
        </div>
    }
    .into_any()
}

fn item(listed: Listed, interview: Interview, desk: Desk) -> AnyView {
    let Interview { id, organisation, employer, held_on, skills, notes, author, changeable, changed_at } =
        interview.clone();
    let heading = heading_of(&id);
    let labelled = heading.clone();
    let names: Vec<String> = skills.into_iter().map(|skill| skill.name).collect();
    let about = organisation.clone();
    let edit = move |()| desk.edit(Some(interview.clone()));
    let buttons = changeable.then(|| {
        let name = about.clone();
        view! {
            <div class="cluster">
                <Button label=tr::interviews::edit about=move || name.clone() icon=Icon::Edit on_press=edit/>
                {delete_button(listed, id, changed_at, about)}
            </div>
        }
        .into_any()
    });
    let name = match employer {
        Some(employer) => view! { <a href=Route::Company(employer).path()><bdi>{organisation}</bdi></a> }.into_any(),
        None => view! { <bdi>{organisation}</bdi> }.into_any(),
    };
    view! {
        <li>
            <article class="stack registration" aria-labelledby=labelled>
                <h3 id=heading tabindex="-1">{name}</h3>
                <p class="hint">
                    {move || words::day(held_on)}
                    {author.map(|author| view! { " · "<bdi>{author}</bdi> })}
                </p>
                <p>{move || tr::words::labelled(&tr::interviews::skills(), &tr::list(&names))}</p>
                {(!notes.is_empty()).then(|| view! { <p class="prose-lines" dir="auto">{notes}</p> })}
                {buttons}
            </article>
        </li>
    }
    .into_any()
}

/// Deletes an interview as it stands here. Where somebody else changed it meanwhile, what they wrote is shown instead.
fn delete_button(listed: Listed, id: InterviewId, changed_at: DateTime<Utc>, about: String) -> AnyView {
    let press = use_press();
    let delete = move |()| {
        let (lang, id, gone) = (tr::language_untracked(), id.clone(), id.clone());
        let done = move |now: Option<Interview>| {
            if let Some(now) = now {
                press.problem(untrack(tr::interviews::overtaken));
                listed.put(now);
            } else {
                press.done(untrack(tr::interviews::deleted));
                listed.take(&gone);
            }
        };
        press.send(move || calls::delete_interview(lang, id.clone(), changed_at), done);
    };
    view! {
        <Button
            label=tr::interviews::delete
            about=move || about.clone()
            kind=ButtonKind::Quiet
            icon=Icon::Trash
            busy=press.busy()
            on_press=delete
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interview(id: &str, day: &str) -> Interview {
        Interview {
            id: id.into(),
            organisation: "alpha works".into(),
            employer: None,
            held_on: day.parse().unwrap_or_default(),
            skills: Vec::new(),
            notes: String::new(),
            author: None,
            changeable: true,
            changed_at: passerelle_api::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_changed_interview_stays_and_a_new_one_goes_where_its_day_is() {
        let mut items = Vec::new();
        assert_eq!(put(&mut items, interview("a", "2026-01-03")), Put::First);
        items = vec![interview("a", "2026-01-03"), interview("b", "2026-01-01")];
        assert_eq!(put(&mut items, interview("b", "2026-01-04")), Put::Changed);
        assert_eq!(put(&mut items, interview("c", "2026-01-03")), Put::New);
        assert_eq!(put(&mut items, interview("d", "2025-01-01")), Put::New);
        let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["c", "a", "b", "d"], "of one day, the newest first");
    }
}
