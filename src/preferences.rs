//! How somebody likes to watch and read: kept in this browser, and with the account where there is one, so that it is the same on
//! the next lesson and on the next device. The later choice stays.

use std::{cell::Cell, pin::Pin};

use leptos::prelude::*;
use passerelle_api::{
    NoQuery,
    id::AccountId,
    preferences::{Preference, PreferencesChange, SavePreferences},
};

use crate::{
    base, client,
    lazy::panels,
    session::{SessionState, use_session},
    watch::{watch, watch_from},
};

/// Everything that goes along from device to device.
const NAMES: &[&str] = &["player", "player-keys", "reading"];

/// A choice is sent after this long, together with those that were made meanwhile.
const PAUSE: std::time::Duration = std::time::Duration::from_secs(1);

thread_local! {
    /// Whether choices are waiting to be sent.
    static WAITING: Cell<bool> = const { Cell::new(false) };

    /// Whether this browser and the account are being brought together just now.
    static MEETING: Cell<bool> = const { Cell::new(false) };

    /// Counts what came from the account, for all who show a choice: one of them asks, and each has to look again.
    static NEWER: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// A choice as this browser keeps it.
#[derive(Debug, PartialEq)]
struct Kept {
    chosen_ms: i64,
    /// The account that chose it; nothing for somebody without one.
    owner: String,
    value: String,
}

/// What was chosen under a name, as far as this browser knows.
pub fn kept(name: &str) -> Option<String> {
    read(name).map(|kept| kept.value)
}

/// Keeps a choice: in this browser at once, and with the account soon. A browser that refuses to store has it until the page is left.
pub fn keep(session: SessionState, name: &str, value: &str) {
    let account = untrack(|| session.account());
    let owner = account.map(|account| account.id.0).unwrap_or_default();
    let signed_in = !owner.is_empty();
    write(name, base::now_ms(), &owner, value);
    if signed_in && !WAITING.replace(true) {
        let send = move || {
            WAITING.set(false);
            if let Some(account) = untrack(|| session.account()) {
                leptos::task::spawn_local(async move {
                    meet(account.id).await;
                });
            }
        };
        set_timeout(send, PAUSE);
    }
}

/// Brings this browser and the account together as soon as somebody is signed in, and tells when something newer came from there.
pub fn follow(changed: Callback<()>) {
    let session = use_session();
    watch(move || {
        let Some(account) = session.account() else { return };
        if !MEETING.replace(true) {
            leptos::task::spawn_local(async move {
                meet(account.id).await;
                MEETING.set(false);
            });
        }
    });
    let newer = NEWER.with(Clone::clone);
    watch_from(move |before: Option<()>| {
        newer.track();
        if before.is_some() {
            changed.run(());
        }
    });
}

panels! {
    /// Somebody without an account has nothing to bring together, so this is no part of the page.
    account_choices(AccountId) -> Pin<Box<dyn Future<Output = ()>>> => |account| Box::pin(bring_together(account));
}

/// Brings this browser and the account together. What cannot be sent or fetched now goes along the next time.
async fn meet(account: AccountId) {
    if let Ok(bring_together) = account_choices().await {
        bring_together(account).await;
    }
}

/// Sends what this browser keeps for the account, and takes in what is newer there.
async fn bring_together(account: AccountId) {
    let mine = |kept: &Kept| kept.owner.is_empty() || kept.owner == account.as_str();
    let items = NAMES.iter().filter_map(|name| {
        let Kept { chosen_ms, value, .. } = read(name).filter(mine)?;
        Some(Preference { name: (*name).to_owned(), value, chosen_ms })
    });
    let change = PreferencesChange { items: items.collect() };
    let Ok(all) = client::call(&SavePreferences {}, &NoQuery {}, &change).await else { return };
    let mut changed = false;
    for name in NAMES {
        let before = read(name);
        match (all.items.iter().find(|item| item.name == *name), &before) {
            (Some(item), _) => {
                // Chosen again while the answer was on its way: that goes along with the next one.
                if before.as_ref().is_none_or(|kept| !mine(kept) || kept.chosen_ms <= item.chosen_ms) {
                    changed |= before.is_none_or(|kept| kept.value != item.value);
                    write(name, item.chosen_ms, account.as_str(), &item.value);
                }
            }
            // Somebody else used this browser; what they like is not what this person chose.
            (None, Some(kept)) if !mine(kept) => {
                base::forget(&place(name));
                changed = true;
            }
            (None, _) => {}
        }
    }
    if changed {
        NEWER.with(|newer| newer.update(|count| *count = count.wrapping_add(1)));
    }
}

fn place(name: &str) -> String {
    format!("preference-{name}")
}

fn read(name: &str) -> Option<Kept> {
    parse(&base::stored(&place(name))?)
}

fn write(name: &str, chosen_ms: i64, owner: &str, value: &str) {
    base::keep(&place(name), &format!("{chosen_ms} {owner} {value}"));
}

fn parse(text: &str) -> Option<Kept> {
    let mut parts = text.splitn(3, ' ');
    let chosen_ms = parts.next()?.parse().ok()?;
    let (owner, value) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    Some(Kept { chosen_ms, owner, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_choice_says_when_and_by_whom() {
        let kept = |owner: &str, value: &str| Some(Kept { chosen_ms: 12, owner: owner.into(), value: value.into() });
        assert_eq!(parse("12 amina speed=150 size=2"), kept("amina", "speed=150 size=2"));
        assert_eq!(parse("12  speed=150"), kept("", "speed=150"));
        assert_eq!(parse(r#"{"speed":150}"#), None);
        assert_eq!(parse("12 amina"), None);
    }
}
