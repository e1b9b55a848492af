//! Ways to other places, which stand before and after the main landmark: whoever skips to the content is at the content, and whoever
//! looks for the other chapters finds them in a landmark of their own.

use crate::watch::on_load;
use leptos::{html, prelude::*};

/// Moves an element to one of the places that the layout has beside the main landmark. It leaves with the page.
pub fn stand_in(slot: &'static str, element: NodeRef<html::Div>) {
    on_load(element, move |element| {
        let Some(slot) = document().get_element_by_id(slot) else { return };
        if slot.append_child(&element).is_err() {
            leptos::logging::error!("a part of the page could not be moved beside the main landmark");
        }
    });
    on_cleanup(move || {
        if let Some(element) = element.get_untracked() {
            element.remove();
        }
    });
}
