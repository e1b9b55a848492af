//! Moving focus, for the components that take away or bring what had it.

use leptos::{html::ElementType, prelude::*, wasm_bindgen::JsCast, web_sys};

use crate::attention;

/// Focuses an element. Browsers refuse this for no element that can have focus, so a refusal is a fault of ours worth a word.
pub fn focus(element: &web_sys::HtmlElement) {
    if !attention::lead_to(element) {
        leptos::logging::error!("an element could not take focus");
    }
}

/// Focuses the element with an id. Returns whether it is there.
pub fn focus_id(id: &str) -> bool {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into().ok());
    element.inspect(focus).is_some()
}

/// The elements inside another one that a selector finds, in their order.
pub fn within(element: &web_sys::Element, selector: &str) -> Vec<web_sys::HtmlElement> {
    let Ok(found) = element.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// Whether the text around an element runs from right to left, where the arrow keys change sides.
pub fn is_rtl(element: &web_sys::Element) -> bool {
    matches!(element.closest("[dir]"), Ok(Some(root)) if root.get_attribute("dir").as_deref() == Some("rtl"))
}

/// The element behind a reference, as one that can take focus.
pub fn element<E>(reference: NodeRef<E>) -> Option<web_sys::HtmlElement>
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    reference.try_get_untracked().flatten()?.dyn_into().ok()
}
