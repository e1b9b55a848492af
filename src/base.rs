//! What the page was opened with: where its files are, and the browser's small stores.

use std::time::Duration;

use passerelle_api::{DateTime, NaiveDate, Utc};
use wasm_bindgen::JsCast;

use crate::attention;

/// The versioned folder that the app's own files come from, with a slash at its end. `index.html` names it.
pub fn assets() -> String {
    told("assets").unwrap_or_else(|| "/assets/".into())
}

/// What `index.html` says of how the app was built and is served.
pub fn told(name: &str) -> Option<String> {
    let meta = leptos::prelude::document().query_selector(&["meta[name=passerelle-", name, "]"].concat()).ok()??;
    meta.get_attribute("content")
}

/// What is kept in this browser under a name. Reading cannot fail: a browser that forbids storing has nothing stored.
pub fn stored(name: &str) -> Option<String> {
    store()?.get_item(name).ok().flatten()
}

/// Keeps a text in this browser under a name. Returns whether it was kept: a private window or a full store may refuse.
pub fn keep(name: &str, text: &str) -> bool {
    store().is_some_and(|store| store.set_item(name, text).is_ok())
}

/// Forgets what was kept under a name.
pub fn forget(name: &str) {
    if let Some(store) = store() {
        // Removing what is not there is what was wanted.
        let _ = store.remove_item(name);
    }
}

fn store() -> Option<web_sys::Storage> {
    leptos::prelude::window().local_storage().ok().flatten()
}

/// Sets an attribute of the root element, such as `lang`.
pub fn set_root(attribute: &str, value: &str) {
    if let Some(root) = leptos::prelude::document().document_element() {
        // The names are our own and valid, so the browser has no reason to refuse.
        let _ = root.set_attribute(attribute, value);
    }
}

/// Does something once what was pressed is drawn.
pub fn after_paint(then: impl FnOnce() + 'static) {
    leptos::prelude::request_animation_frame(move || leptos::prelude::set_timeout(then, Duration::ZERO));
}

/// Moves focus to an element by its id, and brings it into view. Returns whether it is there.
pub fn focus(id: &str) -> bool {
    let element = leptos::prelude::document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    element.is_some_and(|element| attention::lead_to(&element))
}

/// Takes the reader's caret off the page. Where it stands in what goes or becomes inert, Chromium moves it to what comes in view, and
/// a screen reader that follows it without a word has nothing more to say when focus comes to the same place.
pub fn drop_caret() {
    if let Ok(Some(selection)) = leptos::prelude::window().get_selection() {
        // It fails where there is no range, which is what was wanted.
        let _ = selection.remove_all_ranges();
    }
}

/// A text in small letters. In the browser it is the browser that knows how, because the standard library's table of letters is a
/// download of 13 KB.
pub fn lower(text: &str) -> String {
    if cfg!(target_arch = "wasm32") { js_sys::JsString::from(text).to_lower_case().into() } else { text.to_lowercase() }
}

/// A text in capital letters, in the same way.
pub fn upper(text: &str) -> String {
    if cfg!(target_arch = "wasm32") { js_sys::JsString::from(text).to_upper_case().into() } else { text.to_uppercase() }
}

/// A text without case and accents, so that "developpement" finds "Développement".
pub fn folded(text: &str) -> String {
    let apart = String::from(js_sys::JsString::from(text).to_lower_case().normalize("NFD"));
    apart.chars().filter(|letter| !is_mark(*letter)).collect()
}

/// Combining marks of Latin and of Arabic.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// A text with the figures that everybody's keyboard has in place of those that Arabic and Persian ones give, which are the same.
pub fn western(text: &str) -> String {
    let figure = |letter: char| {
        let from = |zero: char| (letter as u32).checked_sub(zero as u32).filter(|figure| *figure < 10);
        from('٠').or_else(|| from('۰')).and_then(|figure| char::from_digit(figure, 10)).unwrap_or(letter)
    };
    text.chars().map(figure).collect()
}

/// A whole number as people type one: with gaps between thousands and the sign of a currency, in the figures of any keyboard. Nothing
/// typed is none, and what is no whole number is an error. One that is too large for any form stays too large.
pub fn whole(typed: &str) -> Result<Option<u32>, ()> {
    let digits: String =
        western(typed).chars().filter(|letter| !letter.is_whitespace() && !"€$£¥".contains(*letter)).collect();
    if digits.is_empty() {
        // A sign alone is no number.
        return if typed.trim().is_empty() { Ok(None) } else { Err(()) };
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(());
    }
    Ok(Some(digits.parse().unwrap_or(u32::MAX)))
}

/// The present moment, in milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit an i64 for 292 million years")]
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// A calendar day as a date field writes it, `2026-09-01`. The parser of `chrono` reads any format, which is code that every page with
/// such a field would carry.
pub fn day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A day and time as a field gives them, in the time zone of whoever typed them.
pub fn moment(typed: &str) -> Option<DateTime<Utc>> {
    let ms = js_sys::Date::new(&typed.into()).get_time();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a moment that is none is not finite, and all others are whole"
    )]
    ms.is_finite().then(|| DateTime::from_timestamp_millis(ms as i64)).flatten()
}

/// Whether something stands in a field that the browser makes no value of, such as a day without its time: what the
/// field gives is empty then. Of a field that must be filled in, one that is empty is told all the same; and what is no address in one for
/// addresses is a value, which the server tells.
pub fn half_typed(id: &str) -> bool {
    let half = ["input#", id, ":invalid:not(:required,[type=email],[type=url])"].concat();
    let found = leptos::prelude::document().query_selector(&half);
    found.is_ok_and(|found| found.is_some())
}

/// The day it is where the reader is.
pub fn today() -> Option<NaiveDate> {
    let now = js_sys::Date::new_0();
    NaiveDate::from_ymd_opt(i32::try_from(now.get_full_year()).ok()?, now.get_month() + 1, now.get_date())
}

/// A fresh key for a form that may be sent twice.
pub fn fresh_key() -> passerelle_api::id::IdempotencyKey {
    let mut bytes = [0u8; 16];
    let filled =
        leptos::prelude::window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    if filled.is_err() {
        // Without the browser's randomness the time still tells two sendings apart, which is all that the key is for.
        bytes[..8].copy_from_slice(&now_ms().to_be_bytes());
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_read_as_people_type_it() {
        for typed in ["1800", " 1 800 ", "1\u{a0}800", "1\u{202f}800 €", "€1800", "١٨٠٠", "۱۸۰۰"] {
            assert_eq!(whole(typed), Ok(Some(1_800)), "{typed}");
        }
        assert_eq!(whole("  "), Ok(None));
        assert_eq!(whole("99999999999"), Ok(Some(u32::MAX)));
        for typed in ["12,50", "12.50", "1.5", "a lot", "-3", "€", "+1"] {
            assert_eq!(whole(typed), Err(()), "{typed}");
        }
    }

    #[test]
    fn a_day_is_read_whole_or_not_at_all() {
        assert_eq!(day("2026-09-01"), NaiveDate::from_ymd_opt(2026, 9, 1));
        assert_eq!(day("2026-02-30"), None);
        assert_eq!(day("2026-09"), None);
        assert_eq!(day(""), None);
        assert_eq!(day("next week"), None);
    }
}
