//! A dialog that asks before something is done that cannot be taken back.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    button::{Button, ButtonKind},
    dialog::Dialog,
    icon::Icon,
};

/// Asks, with a button that does it. The other one, Escape and closing leave all as it was.
#[component]
pub fn Confirm(
    /// Names the dialog; must be its own in the page.
    #[prop(into)]
    id: String,
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    /// What will be gone, and what stays.
    #[prop(into)]
    text: TextProp,
    /// The name of the button that does it.
    #[prop(into)]
    yes: TextProp,
    /// The name of the button that does not.
    #[prop(into)]
    no: TextProp,
    /// The name of the button that closes the dialog.
    #[prop(into)]
    close: TextProp,
    #[prop(into)] on_yes: Callback<()>,
) -> impl IntoView {
    // It closes first: the page behind shows that it is being done, and says so if it cannot be.
    let yes_pressed = move |()| {
        open.set(false);
        on_yes.run(());
    };
    view! {
        <Dialog id open title close description=text>
            <div class="cluster">
                <Button label=yes kind=ButtonKind::Danger icon=Icon::Trash on_press=yes_pressed/>
                <Button label=no on_press=move |()| open.set(false)/>
            </div>
        </Dialog>
    }
}
