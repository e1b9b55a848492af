//! Chips: what a search is narrowed by, each with a way to drop it.

use leptos::{ev::MouseEvent, prelude::*, text_prop::TextProp, wasm_bindgen::JsCast, web_sys};

use super::{
    focus::{focus, focus_id, within},
    icon::{Glyph, Icon},
};
use crate::base::after_paint;

/// A list of [`Chip`]s.
#[component]
pub fn ChipList(
    /// What the chips are, such as "Applied filters".
    #[prop(into)]
    label: TextProp,
    /// The id of what takes focus when the last chip is gone, such as the heading of the results. Without one, whoever takes it off does
    /// that.
    #[prop(optional, into)]
    fallback: Option<String>,
    children: Children,
) -> impl IntoView {
    view! { <ul class="chips" role="list" aria-label=move || label.get() data-fallback=fallback>{children()}</ul> }
}

/// One chip, in a [`ChipList`]. When it goes, focus moves to the chip that takes its place.
#[component]
pub fn Chip(
    #[prop(into)] label: TextProp,
    /// What pressing it does, such as "Remove filter: Paris".
    #[prop(into)]
    remove: TextProp,
    #[prop(into)] on_remove: Callback<()>,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        let place = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|button| place(&button));
        after_paint(move || {
            // The page may have been left since what was pressed.
            on_remove.try_run(());
            if let Some(place) = place {
                // The list is drawn anew before the next frame.
                request_animation_frame(move || place.refocus());
            }
        });
    };
    view! {
        <li>
            <button class="chip" type="button" aria-label=move || remove.get() on:click=press>
                // Words that somebody looked for may run the other way: "C++" ends in its signs.
                <span><bdi>{move || label.get()}</bdi></span>
                <Glyph icon=Icon::Close size=16/>
            </button>
        </li>
    }
}

/// Where a chip stood.
struct Place {
    list: web_sys::Element,
    index: usize,
}

fn place(button: &web_sys::Element) -> Option<Place> {
    let list = button.closest(".chips").ok()??;
    let index = within(&list, ".chip").iter().position(|chip| chip.is_same_node(Some(button)))?;
    Some(Place { list, index })
}

impl Place {
    fn refocus(&self) {
        let chips = within(&self.list, ".chip");
        match chips.get(self.index).or(chips.last()) {
            Some(chip) => focus(chip),
            None => {
                if let Some(fallback) = self.list.get_attribute("data-fallback") {
                    focus_id(&fallback);
                }
            }
        }
    }
}
