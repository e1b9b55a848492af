//! More, for those who want it.

use leptos::{ev::Event, prelude::*, text_prop::TextProp, web_sys};

use super::icon::{Glyph, Icon};

/// A line that opens to show more, in the browser's own way.
#[component]
pub fn Disclosure(
    /// What is inside, so that nobody has to open it to find out.
    #[prop(into)]
    summary: TextProp,
    /// Whose it is, for those who hear the summary without its surroundings: "History", then "(Ana)". What is in another language says
    /// which.
    #[prop(optional, into)]
    about: Option<ViewFn>,
    #[prop(optional)] open: bool,
    /// Runs each time that it opens.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let class = stylers::style_sheet!("src/ui/disclosure.css");
    let toggled = move |event: Event| {
        if let Some(on_open) = on_open
            && event_target::<web_sys::Element>(&event).has_attribute("open")
        {
            on_open.run(());
        }
    };
    view! { class = class,
        <details class="disclosure" open=open on:toggle=toggled>
            <summary class="disclosure-summary">
                <span class="disclosure-mark"><Glyph icon=Icon::Chevron size=18/></span>
                <span>{move || summary.get()}</span>
                {about.map(|about| view! { <span class="visually-hidden">"\u{a0}"{move || about.run()}</span> })}
            </summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
}
