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

/// Reads the query of an address, in which every value is a text. `None` when a value is not of the type; what the type does not know
/// is passed over.
pub fn read_query<T: FromJson>(search: &str) -> Option<T> {
    let query = UrlSearchParams::new_with_str(search).ok()?;
    T::from_json(&Parsed(Object::from_entries(&query).ok()?.into()))
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
