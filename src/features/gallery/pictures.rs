//! Colours, type, icons and drawings.

use leptos::prelude::*;

use super::Specimen;
use crate::{
    i18n as tr,
    route::Route,
    ui::{
        cover::Cover,
        hero::Hero,
        icon::{Glyph, Icon},
    },
};

const COLOURS: [&str; 14] = [
    "paper",
    "surface",
    "sunken",
    "ink",
    "muted",
    "bridge",
    "bridge-strong",
    "ember",
    "ok",
    "warn",
    "bad",
    "info",
    "line",
    "focus",
];

const COVERS: [(&str, &str); 8] = [
    ("web", "accessible-html"),
    ("job-search", "find-an-apprenticeship"),
    ("digital-basics", "first-steps-online"),
    ("ai", "understanding-ai"),
    ("data", "read-a-table"),
    ("design", "clear-forms"),
    ("business", "your-first-invoice"),
    ("web", "style-that-lasts"),
];

#[component]
pub fn Pictures() -> impl IntoView {
    let swatch = |name: &'static str| {
        view! {
            <li class="swatch">
                <svg class="swatch-colour" aria-hidden="true" focusable="false">
                    <rect width="100%" height="100%" fill=format!("var(--{name})")></rect>
                </svg>
                <code>{name}</code>
            </li>
        }
    };
    let cover = |(topic, slug): (&'static str, &'static str)| view! { <li><Cover topic slug/></li> };
    let icon = |icon: Icon| view! { <li class="swatch"><Glyph icon size=24/><code>{format!("{icon:?}")}</code></li> };
    view! {
        <Specimen id="hero" title=tr::gallery::hero>
            <p class="hint">{tr::gallery::decoration}</p>
            <Hero/>
        </Specimen>
        <Specimen id="colours" title=tr::gallery::colours>
            <ul class="swatches" role="list">{COLOURS.into_iter().map(swatch).collect_view()}</ul>
        </Specimen>
        <Specimen id="type" title=tr::gallery::typography>
            <h3>{tr::gallery::type_heading}</h3>
            <p>{tr::gallery::type_text}" "<a href=Route::Catalogue.path()>{tr::gallery::type_link}</a>" "<kbd>"Esc"</kbd>" "<code>"aria-label"</code></p>
        </Specimen>
        <Specimen id="icons" title=tr::gallery::icons>
            <ul class="swatches" role="list">{Icon::ALL.iter().copied().map(icon).collect_view()}</ul>
        </Specimen>
        <Specimen id="covers" title=tr::gallery::covers>
            <p class="hint">{tr::gallery::decoration}</p>
            <ul class="swatches swatches-wide" role="list">{COVERS.into_iter().map(cover).collect_view()}</ul>
        </Specimen>
    }
}
