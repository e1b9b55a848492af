//! How somebody likes to watch and read, kept with the account so that it follows them from device to device.
//!
//! Each preference is a name and a text that the app alone understands. The server keeps the newest of each name, by the moment at
//! which it was chosen, so that a device that was offline does not undo a later choice when it comes back.

use crate::{
    endpoint::{NoBody, NoQuery, endpoints},
    wire::{request, wire},
};

wire! {
    /// Everything that is kept, by name.
    pub struct Preferences {
        pub items: Vec<Preference>,
    }

    /// One thing that somebody chose.
    #[derive(Eq)]
    pub struct Preference {
        /// Small letters, digits and hyphens.
        pub name: String,
        pub value: String,
        /// When it was chosen, in milliseconds since 1970 by the clock of the device.
        pub chosen_ms: i64,
    }
}

request! {
    /// What was chosen. Of each name the later choice is kept; names that are left out stay.
    pub struct PreferencesChange {
        pub items: Vec<Preference>,
    }
}

/// Bounds that the app and the server both hold to.
pub mod limits {
    /// Characters of a name.
    pub const NAME: u64 = 40;
    /// Bytes of all names and values of an account together.
    pub const ALL: u64 = 4096;
}

endpoints! {
    /// Shows the preferences that are kept with one's own account.
    Get "/api/account/preferences" ShowPreferences {} (NoQuery, NoBody) -> Preferences, Account;
    /// Keeps preferences with one's own account, the later choice of each name, and answers with all of them.
    Put "/api/account/preferences" SavePreferences {} (NoQuery, PreferencesChange) -> Preferences, Account;
}
