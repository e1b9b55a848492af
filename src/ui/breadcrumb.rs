//! Where a page is, and the way back up.

use leptos::{prelude::*, text_prop::TextProp};

/// The pages above this one, as pairs of address and name, and this page.
#[component]
pub fn Breadcrumb(
    /// The name of the navigation, such as "You are here".
    #[prop(into)]
    label: TextProp,
    #[prop(into)] items: Signal<Vec<(String, String)>>,
    /// This page.
    #[prop(into)]
    here: TextProp,
    /// The language of this page's name, where it differs from the interface's.
    #[prop(optional, into)]
    lang: Option<String>,
) -> impl IntoView {
    // Names of another script keep their own direction.
    let link = |(href, text): (String, String)| view! { <li><a href=href><bdi>{text}</bdi></a></li> };
    view! {
        <nav class="breadcrumb" aria-label=move || label.get()>
            <ol role="list">
                {move || items.get().into_iter().map(link).collect_view()}
                <li><span aria-current="page" lang=lang dir="auto">{move || here.get()}</span></li>
            </ol>
        </nav>
    }
}
