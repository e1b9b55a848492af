//! More, for those who want it.

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Glyph, Icon};

/// A line that opens to show more, in the browser's own way.
#[component]
pub fn Disclosure(
    /// What is inside, so that nobody has to open it to find out.
    #[prop(into)]
    summary: TextProp,
    #[prop(optional)] open: bool,
    children: Children,
) -> impl IntoView {
    let class = stylers::style_sheet!("src/ui/disclosure.css");
    view! { class = class,
        <details class="disclosure" open=open>
            <summary class="disclosure-summary">
                <span class="disclosure-mark"><Glyph icon=Icon::Chevron size=18/></span>
                <span>{move || summary.get()}</span>
            </summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
}
