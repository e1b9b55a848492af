//! What a form still needs, said once above it.

use std::time::Duration;

use leptos::{ev::MouseEvent, html, prelude::*, text_prop::TextProp};

use super::{
    focus::{element, focus, focus_id},
    icon::{Glyph, Icon},
};
use crate::{attention, watch::watch};

/// Screen readers speak an error twice when focus arrives in the very moment it is drawn.
pub const SETTLES: Duration = Duration::from_millis(50);

/// The errors of a form, each a link to its field. It takes focus when errors appear, and at each attempt that leaves some.
#[component]
pub fn ErrorSummary(
    /// Such as "There is a problem".
    #[prop(into)]
    title: TextProp,
    /// The id of each field with what is wrong there.
    #[prop(into)]
    errors: Signal<Vec<(String, String)>>,
    /// Counts how often the form was sent, so that a second attempt with the same errors is heard again.
    #[prop(optional, into)]
    attempt: Signal<u32>,
    #[prop(default = 2)] level: u8,
    /// Called in place of taking focus from whoever went on to another field meanwhile.
    #[prop(optional, into)]
    unseen: Option<Callback<()>>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    let any = Memo::new(move |_| errors.with(|errors| !errors.is_empty()));
    watch(move || {
        attempt.track();
        if any.get() {
            let (went_on, asked) = (attention::went_on(), attention::asked());
            set_timeout(
                move || {
                    if went_on || asked.went_on() {
                        // The page may be left by then.
                        unseen.and_then(|unseen| unseen.try_run(())).unwrap_or_default();
                    } else {
                        element(summary).iter().for_each(focus);
                    }
                },
                SETTLES,
            );
        }
    });
    move || {
        let title = title.clone();
        any.get().then(|| view! {
            <div class="error-summary" tabindex="-1" role="group" aria-labelledby="error-summary-title" node_ref=summary>
                <Glyph icon=Icon::Alert size=24/>
                <div>
                    {super::heading::heading(level, "error-summary-title", Some("error-summary-title".into()), move || title.get())}
                    <ul>{move || errors.get().into_iter().map(link).collect_view()}</ul>
                </div>
            </div>
        })
    }
}

fn link((field, text): (String, String)) -> impl IntoView {
    let href = format!("#{field}");
    let follow = move |event: MouseEvent| {
        // Where the field is there, the address bar need not know.
        if focus_id(&field) {
            event.prevent_default();
        }
    };
    view! { <li><a href=href on:click=follow>{text}</a></li> }
}
