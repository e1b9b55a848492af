//! Says things once to a screen reader: a polite live region, and the page heading that takes focus on navigation.

use std::{cell::Cell, time::Duration};

use leptos::{html, prelude::*, text_prop::TextProp};

/// How long a message stays. A region that keeps old words has them read again when a dialog closes.
const STAYS: Duration = Duration::from_secs(1);

thread_local! {
    /// Whether the reader came here from another page of the app, in which case the new heading takes focus.
    static NAVIGATED: Cell<bool> = const { Cell::new(false) };
}

/// The words of the live region.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

/// Gives the app its announcer. Called once, by `App`.
pub fn provide() -> Announcer {
    let announcer = Announcer(RwSignal::new(String::new()));
    provide_context(announcer);
    announcer
}

/// Says a message politely. It is gone again after a second.
pub fn announce(message: String) {
    let Some(Announcer(words)) = use_context::<Announcer>() else { return };
    words.set(message);
    set_timeout(move || words.set(String::new()), STAYS);
}

impl Announcer {
    /// The same, for code that runs outside a component.
    pub fn say(self, message: String) {
        let words = self.0;
        words.set(message);
        set_timeout(move || words.set(String::new()), STAYS);
    }
}

/// Where the announcer's words stand for screen readers.
#[component]
pub fn LiveRegion(announcer: Announcer) -> impl IntoView {
    view! { <div class="visually-hidden" aria-live="polite" aria-atomic="true">{move || announcer.0.get()}</div> }
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
            // The heading must be laid out before it can take focus, which the next frame assures.
            request_animation_frame(move || {
                if element.focus().is_err() {
                    leptos::logging::error!("the heading of the page could not take focus");
                }
            });
        }
    });
    view! { <h1 node_ref=heading tabindex="-1" lang=lang>{move || text.get()}</h1> }
}
