//! A moment in time, for people and for machines.

use js_sys::Date;
use leptos::prelude::*;
use passerelle_api::{DateTime, Utc};
use wasm_bindgen::JsValue;

use crate::i18n as tr;

/// The day of a moment as the reader's language writes it, and its time where the day alone does not tell it from others.
#[component]
pub fn Moment(at: DateTime<Utc>, #[prop(optional)] timed: bool) -> impl IntoView {
    let unix_ms = at.timestamp_millis();
    let written = move || if timed { tr::date_time(unix_ms) } else { tr::date(unix_ms, "long") };
    view! { <time datetime=iso(unix_ms)>{written}</time> }
}

/// The browser writes the machine's form, which spares the app a formatter of its own.
#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 stay far below 2^53")]
fn iso(unix_ms: i64) -> String {
    Date::new(&JsValue::from_f64(unix_ms as f64)).to_iso_string().into()
}

/// A moment of a video as players write it: `1:05`, `1:00:05`.
pub fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let two = |number: u64| if number < 10 { format!("0{number}") } else { number.to_string() };
    if hours > 0 {
        [hours.to_string(), two(minutes), two(seconds)].join(":")
    } else {
        [minutes.to_string(), two(seconds)].join(":")
    }
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn hours_are_written_only_where_there_are_any() {
        assert_eq!((clock(5), clock(65), clock(3_605)), ("0:05".into(), "1:05".into(), "1:00:05".into()));
    }
}
