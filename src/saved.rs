//! Searches that somebody keeps, whatever they are for: the form that saves one, and each of them with what is new in it.

use std::{pin::Pin, sync::Arc};

use leptos::{prelude::*, text_prop::TextProp};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use passerelle_api::saved_search::limits;

use crate::{
    attention, base,
    client::Failure,
    draft::own_draft,
    i18n as tr,
    press::use_press,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::TextField,
        icon::Icon,
    },
};

/// The id of the heading above the list, which takes focus where what had it is gone.
pub const MINE: &str = "saved-mine";

const FIELDS: &[Field] = &[("name", "saved-name", tr::saved::name)];
const RENAMED: &[Field] = &[("name", "saved-rename", tr::saved::name)];

/// A call on its way. Boxed, so that what sends it is compiled once for every kind of search.
pub type Doing = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// Keeps a search under an id and a name.
pub type Keep = Arc<dyn Fn(String, String) -> Doing + Send + Sync>;

/// What a list of searches is told: to be drawn anew, and what takes focus then.
pub type Again = Callback<String>;

/// The form that saves the search of the address under a name.
pub fn form(draft: &str, looks_for: TextProp, keep: Keep, again: Again) -> AnyView {
    let (session, toasts, navigate) = (use_session(), use_toasts(), use_navigate());
    let path = use_location().pathname;
    // A name that is cut must not end inside an isolate, which would draw in whatever stands behind it.
    let fresh = tr::bare(&untrack(|| looks_for.get())).chars().take(limits::NAME as usize).collect::<String>();
    let name = own_draft(draft, fresh);
    let sending = Sending::new(FIELDS);
    // Made once, so that the same search sent twice is kept once.
    let id = StoredValue::new(base::fresh_key().0);
    let send = Callback::new(move |()| {
        let (keep, navigate) = (Arc::clone(&keep), navigate.clone());
        let (own, typed, kept) = (id.get_value(), name.get_untracked(), name.sent());
        leptos::task::spawn_local(async move {
            if sending.send(session.send(|| keep(own.clone(), typed.clone()))).await.is_some() {
                kept.forget();
                toasts.show(Tone::Done, untrack(tr::saved::saved));
                // Where the page was left meanwhile, the address is that of another one.
                if name.is_left() {
                    return;
                }
                // Without its query the page has no form any more, so focus goes to the list with the new search.
                again.run(MINE.to_owned());
                let here = path.get_untracked();
                navigate(&here, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
            }
        });
    });
    view! {
        <section class="saved-form" aria-labelledby="saved-form">
            <h2 id="saved-form">{tr::saved::form}</h2>
            <form
                novalidate=true
                on:submit=submits(send)
            >
                <SendingNotes sending retry=send/>
                <p>{move || tr::words::labelled(&tr::saved::looks_for(), &looks_for.get())}</p>
                <TextField
                    id="saved-name"
                    label=tr::saved::name
                    hint=tr::saved::name_hint
                    value=Signal::derive(move || name.get())
                    on_input=move |text| name.update(|name| *name = text)
                    error=sending.error("name")
                    required=true
                />
                <Button label=tr::saved::save kind=ButtonKind::Primary icon=Icon::Bookmark submit=true busy=sending.busy()/>
            </form>
        </section>
    }
    .into_any()
}

/// A search in the list.
pub struct Kept {
    pub id: String,
    pub name: String,
    pub href: String,
    /// What it looks for, in words.
    pub looks_for: TextProp,
    /// Until when its owner looked, in milliseconds.
    pub looked_ms: i64,
    /// How many are new; nothing where it cannot be searched any more.
    pub new: Option<u64>,
    pub keep: Keep,
    pub delete: fn(String) -> Doing,
    /// What is new, once it is asked for.
    pub news: Arc<dyn Fn(Searched) -> AnyView + Send + Sync>,
}

/// The search that news are of.
#[derive(Clone)]
pub struct Searched {
    pub name: String,
    /// The id of its heading, which takes focus when it was looked at.
    pub heading: String,
}

/// The words of one kind of search.
#[derive(Clone, Copy)]
pub struct Words {
    pub count: fn(u64) -> String,
    pub show_new: fn() -> String,
}

/// How many are new, or why nobody can tell.
fn news_words(new: Option<u64>, count: fn(u64) -> String) -> String {
    match new {
        Some(0) => tr::saved::none_new(),
        Some(new) => count(new),
        None => tr::saved::broken(),
    }
}

/// What is new in all of somebody's searches. What several of them found may be the same, so that it is counted in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AllNews {
    Counted(u64),
    In(u64),
}

impl AllNews {
    fn of(each: &[u64]) -> Self {
        let with_news: Vec<u64> = each.iter().copied().filter(|new| *new > 0).collect();
        match with_news.as_slice() {
            [] => Self::Counted(0),
            [one] => Self::Counted(*one),
            several => Self::In(several.len() as u64),
        }
    }
}

/// How much is new in all of somebody's searches, by how much each of them found.
pub fn all_news_words(each: &[u64], count: fn(u64) -> String) -> String {
    match AllNews::of(each) {
        AllNews::Counted(new) => news_words(Some(new), count),
        AllNews::In(searches) => tr::saved::news_in(searches),
    }
}

/// Which search is being named anew: one at a time, so that its field has an id of its own. The page holds it, since a list that is read
/// once more is drawn once more.
pub type Renaming = RwSignal<Option<String>>;

/// The searches of one list.
pub fn items(kept: Vec<Kept>, words: Words, renaming: Renaming, again: Again) -> AnyView {
    attention::hold_place();
    let items: Vec<AnyView> = kept.into_iter().map(|kept| item(kept, words, renaming, again)).collect();
    view! { <ul class="applications" role="list">{items}</ul> }.into_any()
}

fn item(kept: Kept, words: Words, renaming: Renaming, again: Again) -> AnyView {
    let Kept { id, name, href, looks_for, looked_ms, new, keep, delete, news } = kept;
    let heading = format!("saved-{id}");
    let open = RwSignal::new(false);
    let (about, back) = (name.clone(), Searched { name: name.clone(), heading: heading.clone() });
    let (own, shown) = (id.clone(), name.clone());
    let renames = Memo::new(move |_| renaming.with(|renaming| *renaming == Some(own.clone())));
    let (toggled, renamed) = (id.clone(), StoredValue::new((id.clone(), name.clone(), heading.clone())));
    let (about_rename, keep) = (name.clone(), StoredValue::new(keep));
    view! {
        <li class="application">
            <article aria-labelledby=heading.clone()>
                <h3 class="application-title" id=heading.clone() tabindex="-1"><a href=href dir="auto">{shown}</a></h3>
                <p>{move || looks_for.get()}</p>
                <p><strong>{move || news_words(new, words.count)}</strong></p>
                <p class="hint">{move || tr::saved::since(&tr::date_time(looked_ms))}</p>
                <div class="cluster">
                    {(new.unwrap_or_default() > 0).then(|| view! {
                        <Button
                            label=words.show_new
                            about=move || tr::saved::about(&about)
                            icon=Icon::Eye
                            expanded=Signal::from(open)
                            on_press=move |()| open.update(|open| *open = !*open)
                        />
                    })}
                    <Button
                        label=tr::saved::rename
                        about=move || tr::saved::about(&about_rename)
                        kind=ButtonKind::Quiet
                        expanded=Signal::from(renames)
                        on_press=move |()| renaming.update(|renaming| {
                            *renaming = Some(toggled.clone()).filter(|own| renaming.as_ref() != Some(own));
                        })
                    />
                    {delete_button(id, name, delete, again)}
                </div>
                {move || renames.get().then(|| {
                    let (id, name, heading) = renamed.get_value();
                    rename_form(id, name, heading, keep.get_value(), renaming, again)
                })}
                {move || open.get().then(|| news(back.clone()))}
            </article>
        </li>
    }
    .into_any()
}

fn rename_form(id: String, name: String, heading: String, keep: Keep, renaming: Renaming, again: Again) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let typed = own_draft(&["saved-rename:", &id].concat(), name.clone());
    let sending = Sending::new(RENAMED).named(name);
    let send = Callback::new(move |()| {
        let (id, heading, keep) = (id.clone(), heading.clone(), Arc::clone(&keep));
        leptos::task::spawn_local(async move {
            let (name, kept) = (typed.get_untracked(), typed.sent());
            if sending.send(session.send(|| keep(id.clone(), name.clone()))).await.is_some() {
                kept.forget();
                // Whoever renames another one by now goes on with that.
                renaming.try_update(|renaming| renaming.take_if(|open| *open == id));
                toasts.show(Tone::Done, untrack(tr::saved::renamed));
                again.run(heading);
            }
        });
    });
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=submits(send)
        >
            <SendingNotes sending retry=send/>
            <TextField
                id="saved-rename"
                label=tr::saved::name
                value=Signal::derive(move || typed.get())
                on_input=move |text| typed.update(|typed| *typed = text)
                error=sending.error("name")
                required=true
            />
            <div><Button label=tr::saved::rename_save icon=Icon::Check submit=true busy=sending.busy()/></div>
        </form>
    }
    .into_any()
}

fn delete_button(id: String, name: String, delete: fn(String) -> Doing, again: Again) -> AnyView {
    let press = use_press();
    let pressed = move |()| {
        let id = id.clone();
        let done = move |()| {
            press.done(untrack(tr::saved::deleted));
            again.run(MINE.to_owned());
        };
        press.send(move || delete(id.clone()), done);
    };
    view! {
        <Button
            label=tr::saved::delete
            about=move || tr::saved::about(&name)
            kind=ButtonKind::Quiet
            icon=Icon::Trash
            busy=press.busy()
            on_press=pressed
        />
    }
    .into_any()
}

/// The button that says that what is new was seen: until then it stays new. It says `all`, how many that are, where not all stand there.
pub fn looked_button(
    look: impl Fn() -> Doing + Clone + Send + Sync + 'static,
    all: Signal<Option<u64>>,
    Searched { name, heading }: Searched,
    again: Again,
) -> AnyView {
    let press = use_press();
    let looked = move |()| {
        let heading = heading.clone();
        press.send(look.clone(), move |()| again.run(heading));
    };
    let label = move || all.get().map_or_else(tr::saved::looked, |all| tr::saved::looked_all(&tr::number(all)));
    let about = move || tr::saved::about_new(&name);
    view! { <Button label about icon=Icon::Check busy=press.busy() on_press=looked/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::AllNews;

    #[test]
    fn what_two_searches_found_is_not_counted_twice() {
        assert_eq!(AllNews::of(&[]), AllNews::Counted(0));
        assert_eq!(AllNews::of(&[0, 3, 0]), AllNews::Counted(3));
        assert_eq!(AllNews::of(&[1, 0, 1]), AllNews::In(2), "it may be one ad that both found");
    }
}
