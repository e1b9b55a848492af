//! The style sheet of a page, fetched with it. What every page needs is in `app.css`, which `index.html` names.

use wasm_bindgen_futures::JsFuture;

use crate::{base, client::Failure};

/// Puts a page's style sheets into the document, unless they are there.
///
/// # Errors
/// [`Failure::Offline`] when one could not be fetched.
pub async fn ensure(names: &[&str]) -> Result<(), Failure> {
    let links = names.iter().filter_map(|name| link(name)).collect::<Vec<_>>();
    for (link, loaded) in links {
        if JsFuture::from(loaded).await.is_err() {
            link.remove();
            return Err(Failure::Offline);
        }
    }
    Ok(())
}

/// A sheet that is not there yet, with the promise of its arrival.
fn link(name: &str) -> Option<(web_sys::Element, js_sys::Promise)> {
    let document = leptos::prelude::document();
    let id = format!("sheet-{name}");
    if document.get_element_by_id(&id).is_some() {
        return None;
    }
    let link = document.create_element("link").ok()?;
    for (attribute, value) in
        [("id", id), ("rel", "stylesheet".to_owned()), ("href", format!("{}pages/{name}.css", base::assets()))]
    {
        link.set_attribute(attribute, &value).ok()?;
    }
    let loaded = js_sys::Promise::new(&mut |resolve, reject| {
        // A fresh element refuses no listener.
        let _ = link.add_event_listener_with_callback("load", &resolve);
        let _ = link.add_event_listener_with_callback("error", &reject);
    });
    document.head()?.append_child(&link).ok()?;
    Some((link, loaded))
}
