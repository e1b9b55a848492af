//! Says things once to a screen reader: a polite live region, and the page heading that takes focus on navigation.

use std::{cell::Cell, time::Duration};

use leptos::{html, prelude::*, text_prop::TextProp, wasm_bindgen::JsCast};

use crate::{
    attention, base, returning,
    watch::{on_load, watch},
};

/// How long a message stays. A screen reader that is busy takes a second until it reads it; a region that keeps old words for long
/// has them read again when a dialog closes.
const STAYS: Duration = Duration::from_secs(2);

/// How long what is new stands before its heading takes focus. Chromium tells screen readers of a list's chosen option when the list
/// appears, and Orca goes to it: focus that came first would leave the reader in a filter, with its letters typed into the page.
/// And where the button that was pressed goes, Orca has to hear of that first: else it takes focus without a word.
const STANDS: Duration = Duration::from_millis(120);

thread_local! {
    /// Whether the reader came here from another page of the app, in which case the new heading takes focus.
    static NAVIGATED: Cell<bool> = const { Cell::new(false) };

    /// Counts the arrivals, of which only the last one takes focus.
    static ARRIVALS: Cell<u32> = const { Cell::new(0) };

    /// The app's announcer, for what comes when no component is about.
    static ANNOUNCER: Cell<Option<Announcer>> = const { Cell::new(None) };
}

/// How long a region stands empty before it says the same words once more; without that nothing would change in it.
const EMPTIES: Duration = Duration::from_millis(60);

/// How long a message has to stand before the next one may take its place. A screen reader that is busy, such as with the echo of what
/// was typed, reads what stands when it comes to it: one that is replaced at once is never heard, and the next one twice.
const LEAST_MS: i64 = 700;

/// The words of the live region, and what is to be said next.
#[derive(Clone, Copy)]
pub struct Announcer {
    words: RwSignal<String>,
    turn: StoredValue<Turn>,
}

/// Whose turn it is to be said.
#[derive(Default)]
struct Turn {
    /// Counts the messages, of which only the latest empties the region.
    count: u32,
    /// When the words that stand were set, in milliseconds.
    since_ms: i64,
    /// What is said as soon as the words that stand were heard. Something newer takes its place: a key that is held down must not be
    /// heard long after it was let go.
    next: Option<String>,
}

/// Gives the app its announcer. Called once, by `App`.
pub fn provide() -> Announcer {
    let announcer = Announcer { words: RwSignal::new(String::new()), turn: StoredValue::new(Turn::default()) };
    provide_context(announcer);
    ANNOUNCER.set(Some(announcer));
    attention::listen();
    returning::listen();
    announcer
}

/// Says a message politely. It is gone again after two seconds.
pub fn announce(message: String) {
    if let Some(announcer) = use_context::<Announcer>() {
        announcer.say(message);
    }
}

impl Announcer {
    /// The same, for code that runs outside a component.
    pub fn say(self, message: String) {
        let stands = base::now_ms() - self.turn.with_value(|turn| turn.since_ms);
        if !(0..LEAST_MS).contains(&stands) {
            return self.show(message);
        }
        let mut waits = None;
        self.turn.update_value(|turn| waits = turn.next.replace(message));
        if waits.is_none() {
            let rest = Duration::from_millis((LEAST_MS - stands).unsigned_abs());
            set_timeout(
                move || {
                    if let Some(message) = self.turn.try_update_value(|turn| turn.next.take()).flatten() {
                        self.show(message);
                    }
                },
                rest,
            );
        }
    }

    fn show(self, message: String) {
        let Self { words, turn } = self;
        turn.update_value(|turn| {
            turn.count += 1;
            turn.since_ms = base::now_ms();
        });
        let own = turn.with_value(|turn| turn.count);
        let is_latest = move || turn.with_value(|turn| turn.count) == own;
        let again = words.with_untracked(|standing| *standing == message);
        words.set(if again { String::new() } else { message.clone() });
        if again {
            set_timeout(
                move || {
                    if is_latest() {
                        words.set(message);
                    }
                },
                EMPTIES,
            );
        }
        // A message that came meanwhile has its own time.
        set_timeout(
            move || {
                if is_latest() {
                    words.set(String::new());
                }
            },
            STAYS,
        );
    }
}

/// Where the announcer's words stand for screen readers.
#[component]
pub fn LiveRegion(announcer: Announcer) -> impl IntoView {
    view! { <div class="visually-hidden" aria-live="polite" aria-atomic="true">{move || announcer.words.get()}</div> }
}

/// Moves focus to what came into view in place of what had it, which makes a screen reader say it. It stays where it is when
/// something newer arrived by then, the reader pressed something or left, or went on while the answer was on its way; to whoever went on
/// while they waited, it is said.
pub fn arrive(id: impl AsRef<str> + 'static) {
    let went_on = attention::went_on();
    settle(Box::new(move |is_left| {
        if went_on && attention::is_somewhere() {
            say_of(id.as_ref());
        } else if !is_left {
            base::focus(id.as_ref());
        }
    }));
}

/// Says what an element is headed by, or what stands in it. A field has nothing to say.
fn say_of(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let heading = element.query_selector("h1, h2, h3, h4, .notice-title").ok().flatten();
    let words = heading.unwrap_or(element).dyn_into().map(|element: web_sys::HtmlElement| element.inner_text());
    let words = words.unwrap_or_default();
    if let Some(announcer) = ANNOUNCER.get()
        && !words.trim().is_empty()
    {
        announcer.say(words);
    }
}

/// The same for what changed behind the back of who reads something else: focus moves only if it was in what is gone.
pub fn arrive_if_lost(id: String) {
    base::after_paint(move || {
        if attention::is_lost() {
            arrive(id);
        }
    });
}

/// Moves focus to the heading of a part of the page in which what was asked for again came in place of the button that asked, or to
/// that of the page. It stays where the reader went meanwhile.
pub fn arrive_in(part: web_sys::Element) {
    settle(Box::new(move |is_left| {
        let heading = || part.query_selector("h1,h2,h3").ok()?.filter(|_| part.is_connected());
        let heading = heading().or_else(|| document().query_selector("main h1").ok()?);
        if !is_left
            && !is_in_page()
            && let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok())
        {
            heading.set_tab_index(-1);
            // Nothing keeps a heading from taking focus.
            attention::lead_to(&heading);
        }
    }));
}

/// Waits until what is new stands. What comes then is told whether the reader left by that time: focus that is still to move must not pull
/// back who did.
fn settle(arrives: Box<dyn FnOnce(bool)>) {
    let own = ARRIVALS.with(|count| {
        count.set(count.get().wrapping_add(1));
        count.get()
    });
    let asked = attention::asked();
    set_timeout(
        move || {
            if ARRIVALS.with(Cell::get) == own {
                arrives(asked.is_left());
            }
        },
        STANDS,
    );
}

/// Remembers that the next heading belongs to a page that the reader navigated to.
pub fn navigated() {
    NAVIGATED.with(|flag| flag.set(true));
}

/// Whether the reader went into the page meanwhile, with a key that was quicker than the heading's focus.
fn is_in_page() -> bool {
    document().query_selector("main :focus").is_ok_and(|focused| focused.is_some())
}

/// The one `h1` of a page. It names the document, and takes focus when the reader came from another page, which is what makes a
/// screen reader say where it is: once, because nothing else announces the route.
#[component]
pub fn PageHeading(
    /// What the page is, alone; the document's title adds the product's name.
    #[prop(into)]
    text: TextProp,
    /// The language of the text, where it differs from the interface's.
    #[prop(optional, into)]
    lang: Option<String>,
    /// The text is somebody's own words in a language that is not told, which may run the other way.
    #[prop(optional)]
    own_words: bool,
    /// A title for the document that differs from the heading.
    #[prop(optional, into)]
    title: Option<TextProp>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let announcer = use_context::<Announcer>();
    let title = title.unwrap_or_else(|| text.clone());
    watch(move || document().set_title(&format!("{} · Passerelle", title.get())));
    on_load(heading, move |element| {
        if NAVIGATED.with(|flag| flag.replace(false)) {
            base::drop_caret();
            let came_from = returning::came_from();
            let asked = attention::asked();
            let take_focus = move || {
                if is_in_page() {
                    return;
                }
                // Who went on in the header meanwhile hears the heading where they are.
                if asked.is_elsewhere() {
                    announcer.into_iter().for_each(|announcer| announcer.say(element.inner_text()));
                    return;
                }
                // The link that the reader had taken is their place in the page; the heading is said all the same.
                if came_from.as_deref().is_some_and(returning::focus_link) {
                    if let Some(announcer) = announcer {
                        announcer.say(element.inner_text());
                    }
                    return;
                }
                if !attention::lead_to(&element) {
                    leptos::logging::error!("the heading of the page could not take focus");
                }
                came_from.into_iter().for_each(returning::seek_link);
            };
            set_timeout(take_focus, STANDS);
        }
    });
    let dir = own_words.then_some("auto");
    view! { <h1 node_ref=heading tabindex="-1" lang=lang dir=dir>{move || text.get()}</h1> }
}
