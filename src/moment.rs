//! A moment in time, for people and for machines.

use js_sys::Date;
use leptos::prelude::*;
use passerelle_api::{DateTime, Utc};
use wasm_bindgen::JsValue;

use crate::i18n as tr;

/// The day of a moment as the reader's language writes it.
#[component]
pub fn Moment(at: DateTime<Utc>) -> impl IntoView {
    let unix_ms = at.timestamp_millis();
    view! { <time datetime=iso(unix_ms)>{move || tr::date(unix_ms, "long")}</time> }
}

/// The browser writes the machine's form, which spares the app a formatter of its own.
#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 stay far below 2^53")]
fn iso(unix_ms: i64) -> String {
    Date::new(&JsValue::from_f64(unix_ms as f64)).to_iso_string().into()
}
