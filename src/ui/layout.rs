//! How the parts of a page stand to each other.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    button::{Button, ButtonKind},
    dialog::Dialog,
    icon::Icon,
};

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
    /// The filters. They are drawn either at the side or in the dialog, so that their ids stay unique.
    #[prop(into)]
    filters: ViewFn,
    /// The results.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let name = title.clone();
    let at_side = filters.clone();
    let (status, title_id) = (done.clone(), format!("{id}-side-title"));
    let side_heading = title.clone();
    view! {
        <div class="side-page">
            <div class="side-open">
                <Button label=open_label icon=Icon::Filter on_press=move |()| open.set(true)/>
            </div>
            <section class="side" aria-labelledby=title_id.clone()>
                <h2 class="side-title" id=title_id.clone()>{move || side_heading.get()}</h2>
                {move || (!open.get()).then(|| at_side.run())}
            </section>
            <div class="side-main">{children()}</div>
        </div>
        <Dialog id=id open title=name close status>
            {move || open.get().then(|| filters.run())}
            <div class="side-done">
                <Button label=done kind=ButtonKind::Primary on_press=move |()| open.set(false)/>
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
