//! Reading what the server sent from JSON that somebody else parsed.
//!
//! The browser has a JSON parser, so the app does not bring one: it reads the parsed value field by field. What `serde` derives for
//! the same types reads text and values of any format, and in WebAssembly that was a third of a page's code.

use chrono::{DateTime, NaiveDate, Utc};

/// A JSON value that was parsed already.
pub trait Json: Sized {
    /// Whether there is nothing.
    fn is_null(&self) -> bool;

    /// A member of an object, unless it is absent or null.
    fn field(&self, name: &str) -> Option<Self>;

    /// The items of an array.
    fn items(&self) -> Option<Vec<Self>>;

    /// The text of a string.
    fn text(&self) -> Option<String>;

    /// A number. The contract has none beyond 2^53.
    fn number(&self) -> Option<f64>;

    /// A truth value.
    fn truth(&self) -> Option<bool>;

    /// A string that is a moment or a day in RFC 3339, in milliseconds since 1970-01-01T00:00Z.
    fn moment(&self) -> Option<i64>;
}

/// What can be read from parsed JSON. `None` when the value is not of the contract.
pub trait FromJson: Sized {
    /// Reads a value.
    fn from_json<J: Json>(json: &J) -> Option<Self>;

    /// What an absent member stands for; nothing, unless the type says otherwise.
    fn absent() -> Option<Self> {
        None
    }

    /// Reads a member of an object.
    fn member<J: Json>(json: &J, name: &str) -> Option<Self> {
        match json.field(name) {
            Some(value) => Self::from_json(&value),
            None => Self::absent(),
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        if json.is_null() { Some(None) } else { T::from_json(json).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        json.items()?.iter().map(T::from_json).collect()
    }
}

impl FromJson for () {
    fn from_json<J: Json>(_: &J) -> Option<Self> {
        Some(())
    }
}

impl FromJson for String {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        json.text()
    }
}

impl FromJson for bool {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        json.truth()
    }
}

impl FromJson for f64 {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        json.number()
    }
}

impl FromJson for DateTime<Utc> {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Self::from_timestamp_millis(json.moment()?)
    }
}

impl FromJson for NaiveDate {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        DateTime::from_timestamp_millis(json.moment()?).map(|moment| moment.date_naive())
    }
}

macro_rules! whole_numbers {
    ($($kind:ty)*) => {$(
        impl FromJson for $kind {
            fn from_json<J: Json>(json: &J) -> Option<Self> {
                whole(json.number()?)?.try_into().ok()
            }
        }
    )*};
}

whole_numbers! { u8 u16 u32 u64 i32 i64 }

/// A number without a fraction. JSON as a browser reads it has one kind of number, exact up to 2^53.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_whole_numbers_are_read_as_such() {
        assert_eq!(whole(42.0), Some(42));
        assert_eq!(whole(-1.0), Some(-1));
        assert_eq!(whole(1.5), None);
        assert_eq!(whole(f64::NAN), None);
        assert_eq!(whole(1e300), None);
    }
}
