//! Dialogs, on the browser's own `<dialog>`: it keeps focus inside, makes the page behind inert, closes with Escape and gives
//! focus back to where it came from.

use leptos::{html, prelude::*, text_prop::TextProp};

use super::{
    button::{Button, ButtonKind},
    icon::Icon,
};
use crate::{base, watch::watch};

/// A dialog over the page. Its contents stay when it is closed, so that nothing typed is lost.
#[component]
pub fn Dialog(
    /// Names the dialog; must be its own in the page.
    #[prop(into)]
    id: String,
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    /// The name of the button that closes it.
    #[prop(into)]
    close: TextProp,
    /// A sentence that is read when it opens.
    #[prop(optional, into)]
    description: Option<TextProp>,
    /// A message that is said while it is open. What the page behind would say is not heard then.
    #[prop(optional, into)]
    status: Option<TextProp>,
    /// Gives it the width of a page's text and more.
    #[prop(optional)]
    wide: bool,
    /// Called however it was closed.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let class = stylers::style_sheet!("src/ui/dialog.css");
    let dialog = NodeRef::<html::Dialog>::new();
    watch(move || {
        let wanted = open.get();
        let Some(element) = dialog.get() else { return };
        if wanted && !element.open() {
            base::drop_caret();
            if element.show_modal().is_err() {
                leptos::logging::error!("a dialog could not be opened");
            }
        } else if !wanted && element.open() {
            element.close();
        }
    });
    let closed = move |_| {
        // The event comes some time after the closing. By then the dialog may be open again, which this would undo.
        if dialog.get_untracked().is_some_and(|element| element.open()) {
            return;
        }
        open.set(false);
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    let title_id = format!("{id}-title");
    let description_id = description.as_ref().map(|_| format!("{id}-description"));
    let sentence_id = description_id.clone();
    view! { class = class,
        <dialog
            class="dialog"
            class:dialog-wide=wide
            id=id
            node_ref=dialog
            aria-labelledby=title_id.clone()
            aria-describedby=description_id.clone()
            on:close=closed
        >
            <div class="dialog-head">
                // The title takes focus, and what it is described by is what a screen reader goes on with.
                <h2 class="dialog-title" id=title_id.clone() tabindex="-1" autofocus=true aria-describedby=description_id.clone()>
                    {move || title.get()}
                </h2>
                <Button label=close kind=ButtonKind::Quiet icon=Icon::Close icon_only=true on_press=move |()| open.set(false)/>
            </div>
            {description.map(|description| view! { class = class, <p class="dialog-description" id=sentence_id>{move || description.get()}</p> })}
            <div class="dialog-body">{children()}</div>
            {status.map(|status| view! { <p class="visually-hidden" role="status">{move || status.get()}</p> })}
        </dialog>
    }
}
