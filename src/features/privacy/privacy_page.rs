//! Who sees what of one's own profile: whether it is found, what is kept back, from whom, and who has looked.

use leptos::prelude::*;
use passerelle_api::privacy::Privacy;

use super::{
    calls::{self, Opened},
    choices::{Choosing, choices},
    seen::{preview, views},
};
use crate::{
    announce::{self, PageHeading},
    gate::Gate,
    i18n as tr,
    load::{Loaded, load},
    route::Route,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        empty::Empty,
        icon::Icon,
        notice::{self, Notice},
    },
    words,
};

/// The heading that focus goes to when the notice that had it is drawn anew.
const STATE: &str = "privacy-state";

/// Who sees what of one's own profile.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    view! {
        <PageHeading text=tr::privacy::title/>
        <p class="lead">{tr::privacy::lead}</p>
        <Gate why=tr::privacy::gate_why>
            {open()}
            <p><a class="lone-link" href=Route::Declaration.path()>{tr::privacy::to_declaration}</a></p>
        </Gate>
    }
}

fn open() -> AnyView {
    let loader = load(|| (), |()| calls::open());
    view! { <Loaded loader view=opened/> }.into_any()
}

fn opened(opened: Opened) -> AnyView {
    let Opened { privacy, employers } = opened;
    let Some(privacy) = privacy else {
        return view! {
            <Empty title=tr::privacy::none text=tr::privacy::none_next>
                <LinkButton href=Route::Profile.path() label=tr::privacy::write kind=ButtonKind::Primary/>
            </Empty>
            // Whoever applied without a profile is told who opened that.
            <div class="stack privacy">{views()}</div>
        }
        .into_any();
    };
    // What was saved last: the preview is what the server shows of it.
    let saved = RwSignal::new(privacy);
    let choosing = Choosing::open(saved);
    view! {
        <div class="stack privacy">
            <section class="stack" aria-labelledby=STATE>
                <h2 id=STATE tabindex="-1">{tr::privacy::state}</h2>
                {move || state(saved, choosing)}
            </section>
            {choices(employers, choosing)}
            {preview(saved, choosing)}
            {views()}
        </div>
    }
    .into_any()
}

/// Whether organisations find the profile now, until when, and how it stays so.
fn state(saved: RwSignal<Privacy>, choosing: Choosing) -> AnyView {
    let Privacy { found, visible, holds_until, .. } = saved.get();
    let until = words::day(holds_until);
    if !visible {
        return view! {
            <Notice title=tr::privacy::hidden>
                <p>{tr::privacy::hidden_text}</p>
                <LinkButton href=Route::Profile.path() label=tr::privacy::write/>
            </Notice>
        }
        .into_any();
    }
    let (tone, title, text): (_, fn() -> String, String) = if found {
        (notice::Tone::Ok, tr::privacy::found, tr::privacy::found_text(&until))
    } else {
        (notice::Tone::Warn, tr::privacy::lapsed, tr::privacy::lapsed_text(&until))
    };
    view! {
        <Notice tone title>
            <p>{text}</p>
            {confirming(choosing)}
        </Notice>
    }
    .into_any()
}

/// The button that says that the profile still holds.
fn confirming(choosing: Choosing) -> AnyView {
    let press = choosing.press;
    let confirm = move |()| {
        let done = move |privacy: Privacy| {
            press.done(untrack(|| tr::privacy::confirmed(&words::day(privacy.holds_until))));
            choosing.keep(privacy);
            // The notice with the button in it is drawn anew.
            announce::arrive(STATE);
        };
        press.send(calls::confirm, done);
    };
    view! { <Button label=tr::privacy::confirm icon=Icon::Check busy=press.busy() on_press=confirm/> }.into_any()
}
