//! Says things once to a screen reader: a polite live region, and the page heading that takes focus on navigation.

use std::{cell::Cell, time::Duration};

use leptos::{ev, html, prelude::*, text_prop::TextProp};

use crate::base;

/// How long a message stays. A region that keeps old words has them read again when a dialog closes.
const STAYS: Duration = Duration::from_secs(1);

/// How long what is new stands before its heading takes focus. Chromium tells screen readers of a list's chosen option when the list
/// appears, and Orca goes to it: focus that came first would leave the reader in a filter, with its letters typed into the page.
/// And where the button that was pressed goes, Orca has to hear of that first: else it takes focus without a word.
const STANDS: Duration = Duration::from_millis(120);

thread_local! {
    /// Whether the reader came here from another page of the app, in which case the new heading takes focus.
    static NAVIGATED: Cell<bool> = const { Cell::new(false) };

    /// Counts what the reader pressed. Focus that is still to move to something new must not pull a reader back who went on meanwhile.
    static PRESSED: Cell<u32> = const { Cell::new(0) };

    /// Counts the arrivals, of which only the last one takes focus.
    static ARRIVALS: Cell<u32> = const { Cell::new(0) };
}

/// How long a region stands empty before it says the same words once more; without that nothing would change in it.
const EMPTIES: Duration = Duration::from_millis(60);

/// The words of the live region, and how many messages there were.
#[derive(Clone, Copy)]
pub struct Announcer {
    words: RwSignal<String>,
    count: StoredValue<u32>,
}

/// Gives the app its announcer. Called once, by `App`.
pub fn provide() -> Announcer {
    let announcer = Announcer { words: RwSignal::new(String::new()), count: StoredValue::new(0) };
    provide_context(announcer);
    let pressed = || PRESSED.with(|count| count.set(count.get().wrapping_add(1)));
    // The app stands as long as its window, so these listeners are never taken off.
    let _ = window_event_listener(ev::keydown, move |_| pressed());
    let _ = window_event_listener(ev::pointerdown, move |_| pressed());
    announcer
}

/// Says a message politely. It is gone again after a second.
pub fn announce(message: String) {
    if let Some(announcer) = use_context::<Announcer>() {
        announcer.say(message);
    }
}

impl Announcer {
    /// The same, for code that runs outside a component.
    pub fn say(self, message: String) {
        let Self { words, count } = self;
        count.update_value(|count| *count += 1);
        let own = count.get_value();
        let is_latest = move || count.get_value() == own;
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
        // A message that came meanwhile has its own second.
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
/// something newer arrived by then, or the reader pressed something.
pub fn arrive(id: impl AsRef<str> + 'static) {
    let own = ARRIVALS.with(|count| {
        count.set(count.get().wrapping_add(1));
        count.get()
    });
    let pressed = PRESSED.with(Cell::get);
    set_timeout(
        move || {
            if ARRIVALS.with(Cell::get) == own && PRESSED.with(Cell::get) == pressed {
                base::focus(id.as_ref());
            }
        },
        STANDS,
    );
}

/// Remembers that the next heading belongs to a page that the reader navigated to.
pub fn navigated() {
    NAVIGATED.with(|flag| flag.set(true));
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
    /// A title for the document that differs from the heading.
    #[prop(optional, into)]
    title: Option<TextProp>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let title = title.unwrap_or_else(|| text.clone());
    Effect::new(move |_| document().set_title(&format!("{} · Passerelle", title.get())));
    heading.on_load(|element| {
        if NAVIGATED.with(|flag| flag.replace(false)) {
            let take_focus = move || {
                if element.focus().is_err() {
                    leptos::logging::error!("the heading of the page could not take focus");
                }
            };
            set_timeout(take_focus, STANDS);
        }
    });
    view! { <h1 node_ref=heading tabindex="-1" lang=lang>{move || text.get()}</h1> }
}
