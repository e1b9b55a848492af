//! How the parts of a page stand to each other.

use leptos::{html, prelude::*, text_prop::TextProp};

use super::{
    button::{Button, ButtonKind},
    dialog::Dialog,
    icon::Icon,
};
use crate::{base, watch::watch};

/// Results with their filters at the side, or in a dialog where there is no room.
#[component]
pub fn SidePage(
    /// Names the filters; must be its own in the page.
    #[prop(into)]
    id: String,
    /// What the side holds, such as "Filters".
    #[prop(into)]
    title: TextProp,
    /// What the button on small screens says, such as "Filters (2)".
    #[prop(into)]
    open_label: TextProp,
    /// The name of the button that closes the dialog.
    #[prop(into)]
    close: TextProp,
    /// What the button below the filters in the dialog says, such as "Show 24 jobs".
    #[prop(into)]
    done: TextProp,
    /// The filters. They are drawn once, at the side, and taken into the dialog while it is open: their ids stay unique, what was
    /// unfolded stays so, and a slow phone does not draw them again each time.
    #[prop(into)]
    filters: ViewFn,
    /// The results.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let name = title.clone();
    let (status, title_id) = (done.clone(), format!("{id}-side-title"));
    let side_heading = title.clone();
    let (side, inside, drawn) =
        (NodeRef::<html::Section>::new(), NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let take = move || {
        // A page that was left meanwhile has no filters to move.
        let Some(is_open) = open.try_get_untracked() else { return };
        let (Some(side), Some(inside), Some(drawn)) =
            (side.get_untracked(), inside.get_untracked(), drawn.get_untracked())
        else {
            return;
        };
        let place: &web_sys::Node = if is_open { &inside } else { &side };
        if drawn.parent_node().as_ref() != Some(place) && place.append_child(&drawn).is_err() {
            leptos::logging::error!("the filters could not be moved");
        }
    };
    watch(move || {
        open.track();
        // Moving the filters takes a slow phone as long again as the dialog does.
        base::after_paint(take);
    });
    // The button is seen to be pressed at once. Opening the dialog makes the whole page behind it inert, and closing it undoes that, for
    // which a slow phone needs longer than somebody waits without a sign.
    let set_open = move |wanted: bool| {
        base::after_paint(move || {
            // The page may have been left since.
            open.try_set(wanted);
        });
    };
    view! {
        <div class="side-page">
            <div class="side-open">
                <Button label=open_label icon=Icon::Filter on_press=move |()| set_open(true)/>
            </div>
            <section class="side" aria-labelledby=title_id.clone() node_ref=side>
                <h2 class="side-title" id=title_id.clone()>{move || side_heading.get()}</h2>
                <div node_ref=drawn>{filters.run()}</div>
            </section>
            <div class="side-main">{children()}</div>
        </div>
        <Dialog id=id open title=name close status>
            <div class="side-inside" node_ref=inside></div>
            <div class="side-done">
                <Button label=done kind=ButtonKind::Primary on_press=move |()| set_open(false)/>
            </div>
        </Dialog>
    }
}

/// Things below each other.
#[component]
pub fn Stack(children: Children) -> impl IntoView {
    view! { <div class="stack">{children()}</div> }
}

/// Things beside each other, as far as they fit.
#[component]
pub fn Cluster(children: Children) -> impl IntoView {
    view! { <div class="cluster">{children()}</div> }
}
