/// Declares types that travel: the derives every one of them needs are written here once.
///
/// `wire!` is for what the server sends; `request!` is for what a stranger sends, and refuses fields it does not know,
/// so that a misspelt field is an answer instead of a silence.
macro_rules! wire {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$fmeta:meta])* pub $field:ident: $type:ty,)* })*) => {$(
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        $(#[$meta])*
        pub struct $name { $($(#[$fmeta])* pub $field: $type,)* }

        $crate::wire::from_json! { $name { $($field: $type),* } }
    )*};
}

/// Reads a struct from parsed JSON, member by member.
macro_rules! from_json {
    ($name:ident { $($field:ident: $type:ty),* }) => {
        impl $crate::json::FromJson for $name {
            fn from_json<J: $crate::json::Json>(json: &J) -> Option<Self> {
                Some(Self { $($field: <$type as $crate::json::FromJson>::member(json, stringify!($field))?,)* })
            }
        }
    };
}

/// Declares what is one of several kinds of thing, each with values of its own: a JSON object whose `code` names the kind.
macro_rules! tagged {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal $({ $($field:ident: $type:ty),* })?,)* }) => {
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        $(#[$meta])*
        #[serde(tag = "code")]
        pub enum $name { $(
            $(#[$vmeta])*
            #[serde(rename = $code)]
            // The document's derive does not read serde's name where a macro handed it on.
            #[cfg_attr(feature = "schema", schema(rename = $code))]
            $variant $({ $($field: $type),* })?,
        )* }

        impl $name {
            /// The code that stands beside the values, stable across versions and languages.
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)* }
            }
        }

        impl $crate::json::FromJson for $name {
            fn from_json<J: $crate::json::Json>(json: &J) -> Option<Self> {
                match <String as $crate::json::FromJson>::member(json, "code")?.as_str() {
                    $($code => Some(Self::$variant $({ $($field: <$type as $crate::json::FromJson>::member(json, stringify!($field))?),* })?),)*
                    _ => None,
                }
            }
        }
    };
}

macro_rules! request {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$fmeta:meta])* pub $field:ident: $type:ty,)* })*) => {$(
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        $(#[$meta])*
        pub struct $name { $($(#[$fmeta])* pub $field: $type,)* }

        $crate::wire::from_json! { $name { $($field: $type),* } }
    )*};
}

/// Declares a closed set of words, each spelled as on the wire, with `ALL`, `as_str`, `FromStr` and both sides of serde.
macro_rules! words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$vmeta])* #[cfg_attr(feature = "schema", schema(rename = $word))] $variant,)* }

        impl $name {
            /// Every member, in the order it is shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The member as it is spelled on the wire and in addresses.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(word: &str) -> Result<Self, ()> {
                match word { $($word => Ok(Self::$variant),)* _ => Err(()) }
            }
        }

        impl $crate::json::FromJson for $name {
            fn from_json<J: $crate::json::Json>(json: &J) -> Option<Self> {
                json.text()?.parse().ok()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(deserializer)?;
                // The derived form reads each enum by a visitor of its own, which the browser would have to download.
                word.parse().map_err(|()| serde::de::Error::unknown_variant(&word, &[$($word),*]))
            }
        }
    )*};
}

pub(crate) use {from_json, request, tagged, wire, words};
