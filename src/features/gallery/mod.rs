//! Every component in every state, for those who build pages and those who check them.

mod actions;
mod fields;
mod lists;
mod messages;
mod pictures;
mod structure;

use leptos::{prelude::*, text_prop::TextProp};

use crate::{announce::PageHeading, i18n as tr, ui::breadcrumb::Breadcrumb};

/// The components of the design system.
#[component]
pub fn GalleryPage() -> impl IntoView {
    view! {
        <Breadcrumb label=tr::gallery::here items=|| vec![("/".to_owned(), tr::gallery::home())] here=tr::gallery::title/>
        <PageHeading text=tr::gallery::title/>
        <p class="lead">{tr::gallery::lead}</p>
        <div class="gallery">
            <pictures::Pictures/>
            <actions::Actions/>
            <fields::Fields/>
            <messages::Messages/>
            <lists::Lists/>
            <structure::Structure/>
        </div>
    }
}

/// One component of the gallery, under a heading of its own.
#[component]
fn Specimen(#[prop(into)] id: String, #[prop(into)] title: TextProp, children: Children) -> impl IntoView {
    view! {
        <section class="specimen" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{move || title.get()}</h2>
            {children()}
        </section>
    }
}
