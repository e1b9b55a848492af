//! JSON by the browser's own parser.

use js_sys::{Array, JSON, Reflect};
use passerelle_api::{FromJson, Json};
use wasm_bindgen::JsValue;

/// Reads a text as a type of the contract. `None` when it is not JSON, or not of that type.
pub fn read<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&Parsed(JSON::parse(text).ok()?))
}

struct Parsed(JsValue);

impl Json for Parsed {
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
        self.0.as_f64()
    }

    fn truth(&self) -> Option<bool> {
        self.0.as_bool()
    }

    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit an i64 for 292 million years")]
    fn moment(&self) -> Option<i64> {
        let moment = js_sys::Date::parse(&self.text()?);
        moment.is_finite().then_some(moment as i64)
    }
}
