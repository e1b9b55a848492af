//! The ad as search engines read it, in the head of the document while the ad is shown.

use leptos::prelude::*;

const ID: &str = "job-posting";

/// Puts the ad into the head, until what is being drawn is taken away.
pub fn publish(json_ld: &str) {
    let (document, script) = (document(), document().create_element("script"));
    let added = script.and_then(|script| {
        script.set_id(ID);
        script.set_attribute("type", "application/ld+json")?;
        script.set_text_content(Some(json_ld));
        match document.query_selector("head")? {
            Some(head) => head.append_child(&script).map(drop),
            None => Ok(()),
        }
    });
    if added.is_err() {
        leptos::logging::error!("the ad could not be put into the head");
    }
    on_cleanup(|| {
        if let Some(script) = leptos::prelude::document().get_element_by_id(ID) {
            script.remove();
        }
    });
}
