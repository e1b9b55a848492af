//! The interface's words, in one language at a time.
//!
//! Each message of `locales/<language>/<namespace>.json` is a function here, such as `tr::shell::skip()`: it reads the language's
//! signal, so that a view that calls it follows a switch. A namespace is fetched with the feature that needs it; the browser's own
//! `Intl` chooses plural forms and writes numbers and dates, which costs no download and knows all six Arabic forms.

use std::{cell::RefCell, collections::HashMap};

use js_sys::{Array, Intl, Object, Reflect};
use leptos::prelude::*;
use passerelle_api::account::Language;
use wasm_bindgen::JsValue;

include!(concat!(env!("OUT_DIR"), "/keys.rs"));

/// The plural forms of a message travel in one text, each behind this mark: `\u{1f}one=…\u{1f}other=…`.
const FORM: char = '\u{1f}';

/// Before a text that runs from right to left, before one that runs as its first letter does, and behind either.
const ISOLATE_RTL: char = '\u{2067}';
const ISOLATE: char = '\u{2068}';
const ISOLATED: char = '\u{2069}';

/// One namespace in one language, by message number.
pub type Messages = Vec<String>;

struct State {
    language: ArcRwSignal<Language>,
    messages: RefCell<HashMap<(Namespace, Language), Messages>>,
}

thread_local! {
    static STATE: State = State { language: ArcRwSignal::new(Language::English), messages: RefCell::default() };
}

/// The language that the interface is in.
pub fn language() -> Language {
    STATE.with(|state| state.language.get())
}

/// The same, for code that must not follow a switch.
pub fn language_untracked() -> Language {
    STATE.with(|state| state.language.get_untracked())
}

/// Whether a namespace can be read in a language.
pub fn has(namespace: Namespace, language: Language) -> bool {
    STATE.with(|state| state.messages.borrow().contains_key(&(namespace, language)))
}

/// The namespaces that were fetched in a language, which a switch must fetch in the next one.
pub fn loaded(language: Language) -> Vec<Namespace> {
    STATE.with(|state| {
        state.messages.borrow().keys().filter(|(_, of)| *of == language).map(|(namespace, _)| *namespace).collect()
    })
}

/// Keeps a namespace that was fetched.
pub fn install(namespace: Namespace, language: Language, messages: Messages) {
    STATE.with(|state| {
        state.messages.borrow_mut().insert((namespace, language), messages);
    });
}

/// Switches the interface. Its namespaces must be installed before.
pub fn set_language(language: Language) {
    STATE.with(|state| state.language.set(language));
}

fn plain(namespace: Namespace, index: usize) -> String {
    let language = language();
    STATE.with(|state| {
        let messages = state.messages.borrow();
        messages.get(&(namespace, language)).and_then(|messages| messages.get(index)).cloned().unwrap_or_default()
    })
}

fn filled(namespace: Namespace, index: usize, args: &[(&str, &str)]) -> String {
    fill(&plain(namespace, index), args)
}

fn plural(namespace: Namespace, index: usize, count: u64, args: &[(&str, &str)]) -> String {
    let forms = plain(namespace, index);
    let language = language();
    let form = choose(&forms, &category(language, count)).replace("{count}", &number(count));
    fill(&form, args)
}

/// The form of a category, or `other`, which every language has.
fn choose<'a>(forms: &'a str, category: &str) -> &'a str {
    let named = |name: &str| forms.split(FORM).find_map(|form| form.strip_prefix(name)?.strip_prefix('='));
    named(category).or_else(|| named("other")).unwrap_or_default()
}

/// Puts the arguments in, each apart from the words around it. What is put in is not read again, so that a name in braces stays one.
fn fill(text: &str, args: &[(&str, &str)]) -> String {
    let rtl = language_untracked().is_rtl();
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let named = part.split_once('}');
        match named.and_then(|(name, rest)| Some((args.iter().find(|arg| arg.0 == name)?.1, rest))) {
            Some((value, rest)) => filled.extend([apart(value, rtl).as_str(), rest]),
            None => filled.extend(["{", part]),
        }
    }
    filled
}

/// A text as it stands among words of the interface, so that it draws none of their marks and numbers to its side. Among
/// words from right to left everything is isolated: a Latin title, a number and "C++" alike would be reordered. Among others
/// it is what runs from right to left, but not a sentence that holds such words isolated already, which itself runs from left
/// to right.
fn apart(text: &str, rtl: bool) -> String {
    if rtl || (is_rtl(text) && !text.contains(ISOLATED)) { isolated(text) } else { text.to_owned() }
}

/// Whether any of a text is written from right to left, in Hebrew or Arabic letters or those between the two.
pub fn is_rtl(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
}

/// A text that keeps its own direction among others: from right to left where any of it is, though it may begin with "HTML".
fn isolated(text: &str) -> String {
    let begin = if is_rtl(text) { ISOLATE_RTL } else { ISOLATE };
    format!("{begin}{text}{ISOLATED}")
}

/// A text without the marks that isolate parts of it, for a field that somebody goes on writing in.
pub fn bare(text: &str) -> String {
    text.replace([ISOLATE_RTL, ISOLATE, ISOLATED], "")
}

fn locales(language: Language) -> Array {
    Array::of1(&JsValue::from_str(language.as_str()))
}

fn category(language: Language, count: u64) -> String {
    let rules = Intl::PluralRules::new(&locales(language), &Object::new());
    String::from(rules.select(precise(count)))
}

/// A count as JavaScript's only number type. Counts here stay far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn precise(count: u64) -> f64 {
    count as f64
}

/// A whole number as the language writes it.
pub fn number(value: u64) -> String {
    // Such a number is its digits wherever digits are Latin. The browser's first formatter takes a slow phone some 55 ms, which a page
    // that counts nothing larger need not wait for.
    if value < 1_000 && !language().is_rtl() {
        return value.to_string();
    }
    formatted(precise(value), &[])
}

/// A share of a hundred as the language writes it.
pub fn percent(value: u8) -> String {
    formatted(f64::from(value) / 100.0, &[("style", "percent")])
}

/// An amount of money without its cents.
pub fn money(amount: u32, currency: &str) -> String {
    signed(formatted(
        f64::from(amount),
        &[("style", "currency"), ("currency", currency), ("maximumFractionDigits", "0")],
    ))
}

/// An amount of money with its cents, given in hundredths.
pub fn money_exact(hundredths: u32, currency: &str) -> String {
    signed(formatted(f64::from(hundredths) / 100.0, &[("style", "currency"), ("currency", currency)]))
}

/// An amount in Arabic may end in letters and a sign, `UK£`. Without a mark behind it the sign would go to the other side of them.
fn signed(amount: String) -> String {
    if language().is_rtl() { amount.replace('£', "£\u{200e}").replace('$', "$\u{200e}") } else { amount }
}

/// Hundredths of a unit as the language writes them, with as many decimals as are needed: "12.5".
pub fn hundredths(value: u32) -> String {
    formatted(f64::from(value) / 100.0, &[("maximumFractionDigits", "2")])
}

fn formatted(value: f64, options: &[(&str, &str)]) -> String {
    let format = Intl::NumberFormat::new(&locales(language()), &object(options));
    let written = format.format().call1(&JsValue::UNDEFINED, &JsValue::from_f64(value));
    // Rust's own way of writing a fraction is thirteen kilobytes of code, for what no browser needs.
    let plain = || js_sys::Number::from(value).to_locale_string("en").into();
    written.ok().and_then(|text| text.as_string()).unwrap_or_else(plain)
}

/// A moment as the language writes it, in the reader's time zone. `style` is `full`, `long`, `medium` or `short`.
pub fn date(unix_ms: i64, style: &str) -> String {
    dated(unix_ms, &[("dateStyle", style)])
}

/// A calendar day, which is the same day in every time zone.
pub fn day(unix_ms: i64, style: &str) -> String {
    dated(unix_ms, &[("dateStyle", style), ("timeZone", "UTC")])
}

/// The month of a calendar day: "December 2026".
pub fn month(unix_ms: i64) -> String {
    dated(unix_ms, &[("year", "numeric"), ("month", "long"), ("timeZone", "UTC")])
}

/// A moment with its time of day.
pub fn date_time(unix_ms: i64) -> String {
    dated(unix_ms, &[("dateStyle", "long"), ("timeStyle", "short")])
}

/// The same with the time zone that it is told in, for those who meet: who comes to a place in another zone would be
/// there at the wrong hour.
pub fn meeting_time(unix_ms: i64) -> String {
    let day = [("year", "numeric"), ("month", "long"), ("day", "numeric")];
    let time = [("hour", "numeric"), ("minute", "2-digit"), ("timeZoneName", "short")];
    dated(unix_ms, &[day, time].concat())
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 stay far below 2^53")]
fn dated(unix_ms: i64, options: &[(&str, &str)]) -> String {
    let format = Intl::DateTimeFormat::new(&locales(language()), &object(options));
    let moment = js_sys::Date::new(&JsValue::from_f64(unix_ms as f64));
    let written = format.format().call1(&JsValue::UNDEFINED, &moment);
    let written = written.ok().and_then(|text| text.as_string()).unwrap_or_default();
    if language() == Language::French { first_of_month(written) } else { written }
}

/// A French date with the first of a month as it is written, "1er janvier", which `Intl` does not know. A date in numbers alone has
/// no such day.
fn first_of_month(date: String) -> String {
    let mut words = date.split(' ');
    let at = words.by_ref().take_while(|word| *word != "1").map(|word| word.len() + 1).sum::<usize>();
    let is_month =
        words.next().is_some_and(|month| month.len() > 2 && !month.starts_with(|letter: char| letter.is_ascii_digit()));
    if is_month { [&date[..=at], "er", &date[at + 1..]].concat() } else { date }
}

/// A list of words joined as the language joins them ("a, b and c"), each apart from the others.
pub fn list(words: &[String]) -> String {
    let rtl = language().is_rtl();
    let items: Array = words.iter().map(|word| JsValue::from_str(&apart(word, rtl))).collect();
    let Ok(constructor) = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl"))
        .and_then(|intl| Reflect::get(&intl, &JsValue::from_str("ListFormat")))
    else {
        return words.join(", ");
    };
    let written = Reflect::construct(&constructor.into(), &Array::of1(&locales(language()))).and_then(|format| {
        let method: js_sys::Function = Reflect::get(&format, &JsValue::from_str("format"))?.into();
        method.call1(&format, &items)
    });
    written.ok().and_then(|text| text.as_string()).unwrap_or_else(|| words.join(", "))
}

/// A language's name in the interface's language.
pub fn language_name(code: &str) -> String {
    let options = object(&[("type", "language")]);
    let Ok(constructor) = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl"))
        .and_then(|intl| Reflect::get(&intl, &JsValue::from_str("DisplayNames")))
    else {
        return code.to_owned();
    };
    let written =
        Reflect::construct(&constructor.into(), &Array::of2(&locales(language()), &options)).and_then(|names| {
            let method: js_sys::Function = Reflect::get(&names, &JsValue::from_str("of"))?.into();
            method.call1(&names, &JsValue::from_str(code))
        });
    written.ok().and_then(|text| text.as_string()).unwrap_or_else(|| code.to_owned())
}

fn object(entries: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        // Setting a property of a fresh plain object cannot be refused.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_month_is_an_ordinal_in_french() {
        for (date, written) in [
            ("1 janvier 2026", "1er janvier 2026"),
            ("jeudi 1 octobre 2026 à 09:01", "jeudi 1er octobre 2026 à 09:01"),
            ("1 févr. 2026, 11:00", "1er févr. 2026, 11:00"),
            ("11 janvier 2026", "11 janvier 2026"),
            ("21 mai 2026 à 1 h", "21 mai 2026 à 1 h"),
            ("01/02/2026", "01/02/2026"),
            ("", ""),
        ] {
            assert_eq!(first_of_month(date.to_owned()), written);
        }
    }

    #[test]
    fn a_missing_plural_form_falls_back_to_other() {
        let forms = "\u{1f}one={count} cours\u{1f}other={count} cours en tout";
        assert_eq!(choose(forms, "one"), "{count} cours");
        assert_eq!(choose(forms, "many"), "{count} cours en tout");
    }

    #[test]
    fn words_that_run_the_other_way_are_isolated_in_every_language() {
        assert_eq!(fill("For {name} (3)", &[("name", "مطبخ 24")]), "For \u{2067}مطبخ 24\u{2069} (3)");
        for text in ["HTML للجميع", "מטבח", "\u{fefb}"] {
            assert_eq!(apart(text, false), isolated(text));
        }
        for text in ["Café 24", "C++"] {
            assert_eq!(apart(text, false), text);
            assert_eq!(apart(text, true), isolated(text));
        }
    }

    #[test]
    fn what_is_put_in_is_not_read_again() {
        let args = [("name", "{job}"), ("job", "{name}")];
        assert_eq!(fill("{name}, {job} and {other}: {", &args), "{job}, {name} and {other}: {");
    }

    #[test]
    fn a_sentence_that_holds_isolated_words_runs_as_the_interface_does() {
        let sentence = format!("Needed: {}", isolated("طبخ"));
        assert_eq!(apart(&sentence, false), sentence);
        assert_eq!(bare(&sentence), "Needed: طبخ");
    }
}
