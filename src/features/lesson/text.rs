//! The lesson's text, with what the server's HTML cannot do by itself: words that open, code that is copied, a place that is kept.

use std::time::Duration;

use js_sys::{Reflect, futures::JsFuture};
use leptos::{
    ev::{self, KeyboardEvent, MouseEvent},
    html,
    leptos_dom::helpers::TimeoutHandle,
    prelude::*,
};
use passerelle_api::account::Language;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::progress::Progress;
use crate::{
    announce::Announcer,
    base, i18n as tr,
    ui::focus::{focus, within},
    watch::watch,
};

/// The id of the text.
pub const ID: &str = "lesson-text";

/// How long a button says what became of its press.
const SHOWN: Duration = Duration::from_secs(3);

/// A reader who rests this long in a place has reached it.
const RESTS: Duration = Duration::from_secs(1);

/// What the header and a line of text cover at the top of the window, in pixels.
const TOP: f64 = 96.0;

/// The text itself. The server made it from the author's Markdown and let nothing through that could run.
#[component]
pub fn Text(html: String, lang: Language, progress: Progress) -> impl IntoView {
    let article = NodeRef::<html::Article>::new();
    let announcer = use_context::<Announcer>();
    watch(move || {
        if let Some(article) = article.get() {
            enhance(&article);
        }
    });
    follow(progress);
    view! {
        <article
            class="prose lesson-text"
            id=ID
            lang=lang.as_str()
            dir=if lang.is_rtl() { "rtl" } else { "ltr" }
            node_ref=article
            on:click=move |event| press(&event, announcer)
            on:keydown=move |event| leave(&event)
            inner_html=html
        ></article>
    }
}

/// Goes to a heading of the text. The router shows the place; only focus makes the next press of a key start from there.
pub fn go_to(id: &str) {
    if let Some(target) = document().get_element_by_id(id) {
        set(&target, "tabindex", "-1");
        base::focus(id);
    }
}

/// Goes to a block of the text.
pub fn go_to_block(block: u32) {
    let Some(target) = blocks().into_iter().nth(block as usize) else { return };
    set(&target, "tabindex", "-1");
    target.scroll_into_view();
    focus(&target);
}

/// What the section is called that a block belongs to.
pub fn section_of(block: u32) -> Option<String> {
    let above = blocks().into_iter().take(block as usize + 1);
    above.filter(|block| block.tag_name().starts_with('H')).last()?.text_content()
}

fn blocks() -> Vec<HtmlElement> {
    document().get_element_by_id(ID).map(|article| within(&article, ":scope > *")).unwrap_or_default()
}

/// The first block that is in view, once the beginning of the text is above it.
fn reached() -> Option<u32> {
    let below = |block: &HtmlElement| block.get_bounding_client_rect().bottom() > TOP;
    let blocks = blocks();
    let begun = blocks.first().is_some_and(|first| first.get_bounding_client_rect().top() < TOP);
    begun.then(|| blocks.iter().position(below).unwrap_or(blocks.len().saturating_sub(1)) as u32)
}

/// Keeps how far the text is read, whenever the reader rests.
fn follow(progress: Progress) {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let scrolled = window_event_listener(ev::scroll, move |_| {
        if let Some(handle) = waiting.try_get_value().flatten() {
            handle.clear();
        }
        let rest = move || {
            if let Some(block) = reached() {
                progress.keep_reading(block);
            }
        };
        waiting.try_set_value(set_timeout_with_handle(rest, RESTS).ok());
    });
    on_cleanup(move || {
        scrolled.remove();
        if let Some(handle) = waiting.try_get_value().flatten() {
            handle.clear();
        }
    });
}

/// What a press in the text asks for: a word's meaning, or a copy of code.
fn press(event: &MouseEvent, announcer: Option<Announcer>) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    match target.and_then(|target| target.closest(".term").ok().flatten()) {
        Some(term) => open_term(&term, term.get_attribute("aria-expanded").as_deref() != Some("true")),
        None => copy(event, announcer),
    }
}

/// Escape closes the word that has focus.
fn leave(event: &KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let open = target.filter(|target| target.matches(".term[aria-expanded=true]").unwrap_or(false));
    if let Some(term) = open.filter(|_| event.key() == "Escape") {
        event.prevent_default();
        open_term(&term, false);
    }
}

/// Shows or hides what a word means. It stands right behind the word, so that it is read next.
fn open_term(term: &Element, open: bool) {
    set(term, "aria-expanded", if open { "true" } else { "false" });
    if let Some(meaning) = term.next_element_sibling().and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        meaning.set_hidden(!open);
    }
}

/// Adds what is missing, and puts its words in the interface's language. Runs again when that language changes.
fn enhance(article: &Element) {
    let blocks = within(article, "pre");
    let total = tr::number(blocks.len() as u64);
    for (number, block) in blocks.iter().enumerate() {
        let Some(button) = button_of(block) else { continue };
        let which = tr::lesson::copy_code_of(&tr::number(number as u64 + 1), &total);
        set_words(&button, &tr::lesson::copy_code(), (blocks.len() > 1).then_some(which));
        set(&button, "lang", tr::language().as_str());
    }
}

/// The button of a block of code, made where there is none yet.
fn button_of(block: &HtmlElement) -> Option<Element> {
    if let Some(before) = block.previous_element_sibling().filter(|before| before.has_attribute("data-copy")) {
        return Some(before);
    }
    let button = document().create_element("button").ok()?;
    for (name, value) in [("type", "button"), ("class", "button button-quiet lesson-copy"), ("data-copy", "")] {
        set(&button, name, value);
    }
    for class in ["", "visually-hidden"] {
        let part = document().create_element("span").ok()?;
        set(&part, "class", class);
        button.append_child(&part).ok()?;
    }
    block.insert_adjacent_element("beforebegin", &button).ok()?
}

/// Puts words on a button, and says to those who hear it alone which of several it is.
fn set_words(button: &Element, words: &str, which: Option<String>) {
    if let Some(part) = button.first_element_child() {
        part.set_text_content(Some(words));
    }
    if let (Some(part), Some(which)) = (button.last_element_child(), which) {
        part.set_text_content(Some(&format!(" {which}")));
    }
}

fn set(element: &Element, name: &str, value: &str) {
    if element.set_attribute(name, value).is_err() {
        leptos::logging::error!("the attribute {name} could not be set");
    }
}

/// Copies the code whose button was pressed, and says so.
fn copy(event: &MouseEvent, announcer: Option<Announcer>) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let button = target.and_then(|target| target.closest("[data-copy]").ok().flatten());
    let Some(block) = button.as_ref().and_then(Element::next_element_sibling) else { return };
    let Some(button) = button else { return };
    let text = block.text_content().unwrap_or_default();
    leptos::task::spawn_local(async move {
        let copied = write(&text).await;
        let words = untrack(|| if copied { tr::lesson::copied() } else { tr::lesson::copy_failed() });
        set_words(&button, &words, None);
        set_timeout(move || set_words(&button, &untrack(tr::lesson::copy_code), None), SHOWN);
        if let Some(announcer) = announcer {
            announcer.say(words);
        }
    });
}

/// Browsers have no clipboard for pages that came over plain HTTP, and may refuse it to others.
async fn write(text: &str) -> bool {
    let navigator = window().navigator();
    let has = Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|clipboard| clipboard.is_object());
    has && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
