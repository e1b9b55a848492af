//! JSON and queries by the browser's own parsers.

use js_sys::{Array, JSON, Object, Reflect};
use passerelle_api::{FromJson, Json};
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

/// Reads a text as a type of the contract. `None` when it is not JSON, or not of that type.
pub fn read<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&Parsed(JSON::parse(text).ok()?))
}

/// A text as JSON that rules read part by part; `None` when it is not JSON.
pub fn parse(text: &str) -> Option<impl Json + use<>> {
    Some(Parsed(JSON::parse(text).ok()?))
}

/// Reads the query of an address, in which every value is a text. A value that is not of the type is left out, so that an old link or
/// one that was written by hand still asks for the rest; what the type does not know is passed over. `None` when the type needs what
/// is not there.
pub fn read_query<T: FromJson>(search: &str) -> Option<T> {
    let read = |query: &str| {
        let query = UrlSearchParams::new_with_str(query).ok()?;
        T::from_json(&Parsed(Object::from_entries(&query).ok()?.into()))
    };
    read(search).or_else(|| read(&parts_that(search, &|part| read(part).is_some())))
}

/// The query of an address without the parts that cannot be read, each of which is a query by itself.
fn parts_that(search: &str, is_read: &dyn Fn(&str) -> bool) -> String {
    let parts = search.trim_start_matches('?').split('&');
    parts.filter(|part| is_read(part)).collect::<Vec<_>>().join("&")
}

struct Parsed(JsValue);

impl Json for Parsed {
    fn is_null(&self) -> bool {
        self.0.is_null()
    }

    fn field(&self, name: &str) -> Option<Self> {
        let value = Reflect::get(&self.0, &JsValue::from_str(name)).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(Self(value))
    }

    fn items(&self) -> Option<Vec<Self>> {
        Array::is_array(&self.0).then(|| Array::from(&self.0).iter().map(Self).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<f64> {
        let number = match self.0.is_string() {
            // In a query a number is a text. An empty one would count as nought.
            true if self.0.is_falsy() => return None,
            true => self.0.unchecked_into_f64(),
            false => self.0.as_f64()?,
        };
        number.is_finite().then_some(number)
    }

    fn truth(&self) -> Option<bool> {
        self.0.as_bool().or_else(|| self.text()?.parse().ok())
    }

    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit an i64 for 292 million years")]
    fn moment(&self) -> Option<i64> {
        let moment = js_sys::Date::parse(&self.text()?);
        moment.is_finite().then_some(moment as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_cannot_be_read_takes_no_other_with_it() {
        let is_read = |part: &str| !matches!(part, "contract=cdi" | "level=");
        assert_eq!(parts_that("?q=a+b&contract=cdi&place=rennes&level=", &is_read), "q=a+b&place=rennes");
        assert_eq!(parts_that("?contract=cdi", &is_read), "");
        assert_eq!(parts_that("q=%26&x", &is_read), "q=%26&x");
    }
}
