//! The lesson's text, with what the server's HTML cannot have by itself: code that can be copied.

use std::time::Duration;

use js_sys::{Reflect, futures::JsFuture};
use leptos::{ev::MouseEvent, html, prelude::*};
use passerelle_api::{account::Language, course::Heading};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use crate::{announce::Announcer, base, i18n as tr, ui::focus::within};

/// How long a button says what became of its press.
const SHOWN: Duration = Duration::from_secs(3);

/// Shorter texts need no list of their headings.
const HEADINGS: usize = 3;

/// The headings of the text, each a way to go there.
#[component]
pub fn OnThisPage(headings: Vec<Heading>, lang: Language) -> impl IntoView {
    let link = |heading: Heading| {
        let id = heading.id.clone();
        // The router shows the place; only focus makes the next press of a key start from there.
        let go = move |_: MouseEvent| {
            if let Some(target) = document().get_element_by_id(&id) {
                set(&target, "tabindex", "-1");
                base::focus(&id);
            }
        };
        view! { <li data-level=heading.level><a href=format!("#{}", heading.id) on:click=go>{heading.text}</a></li> }
    };
    (headings.len() >= HEADINGS).then(|| {
        view! {
            <nav class="lesson-headings" aria-labelledby="lesson-headings-title">
                <h2 class="lesson-side-title" id="lesson-headings-title">{tr::lesson::on_this_page}</h2>
                <ul lang=lang.as_str()>{headings.into_iter().map(link).collect_view()}</ul>
            </nav>
        }
    })
}

/// The text itself. The server made it from the author's Markdown and let nothing through that could run.
#[component]
pub fn Text(html: String, lang: Language) -> impl IntoView {
    let article = NodeRef::<html::Article>::new();
    let announcer = use_context::<Announcer>();
    Effect::new(move |_| {
        if let Some(article) = article.get() {
            enhance(&article);
        }
    });
    view! {
        <article
            class="prose lesson-text"
            lang=lang.as_str()
            dir=if lang.is_rtl() { "rtl" } else { "ltr" }
            node_ref=article
            on:click=move |event| copy(&event, announcer)
            inner_html=html
        ></article>
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
