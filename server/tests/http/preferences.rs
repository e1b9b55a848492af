//! Preferences that follow a person from device to device.

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    preferences::{Preference, PreferencesChange, SavePreferences, ShowPreferences, limits},
};

use crate::support::{START_MS, Server};

fn chosen(name: &str, value: &str, chosen_ms: i64) -> PreferencesChange {
    PreferencesChange { items: vec![Preference { name: name.into(), value: value.into(), chosen_ms }] }
}

#[tokio::test]
async fn the_later_choice_stays_and_what_is_left_out_stays_too() {
    let server = Server::start().await;
    let who = server.person("learner", Role::Learner).await;
    assert_eq!(server.ok(&who, ShowPreferences {}, &NoQuery {}, &()).await.items, []);
    server.ok(&who, SavePreferences {}, &NoQuery {}, &chosen("player", "speed=150", 20)).await;
    server.ok(&who, SavePreferences {}, &NoQuery {}, &chosen("reading", "width=60", 10)).await;
    // A device that was offline brings an older choice, and learns the newer one.
    let all = server.ok(&who, SavePreferences {}, &NoQuery {}, &chosen("player", "speed=50", 15)).await.items;
    let told: Vec<_> = all.iter().map(|item| (item.name.as_str(), item.value.as_str(), item.chosen_ms)).collect();
    assert_eq!(told, [("player", "speed=150", 20), ("reading", "width=60", 10)]);
    assert_eq!(server.ok(&who, ShowPreferences {}, &NoQuery {}, &()).await.items, all);
}

#[tokio::test]
async fn nobody_sees_the_preferences_of_another() {
    let server = Server::start().await;
    let (one, other) = (server.person("one", Role::Learner).await, server.person("other", Role::Learner).await);
    server.ok(&one, SavePreferences {}, &NoQuery {}, &chosen("player", "speed=150", 20)).await;
    assert_eq!(server.ok(&other, ShowPreferences {}, &NoQuery {}, &()).await.items, []);
    let problem = server.refused(&server.nobody(), ShowPreferences {}, &NoQuery {}, &()).await;
    assert_eq!(problem.code, Code::SignInNeeded);
}

#[tokio::test]
async fn a_clock_that_is_ahead_does_not_win_for_ever() {
    let server = Server::start().await;
    let who = server.person("learner", Role::Learner).await;
    let far = START_MS + 365 * 24 * 3_600_000;
    let all = server.ok(&who, SavePreferences {}, &NoQuery {}, &chosen("player", "a", far)).await.items;
    assert_eq!(all[0].chosen_ms, START_MS);
    let all = server.ok(&who, SavePreferences {}, &NoQuery {}, &chosen("player", "b", START_MS)).await.items;
    assert_eq!(all[0].value, "b");
}

#[tokio::test]
async fn what_is_too_large_or_oddly_named_is_refused_and_changes_nothing() {
    let server = Server::start().await;
    let who = server.person("learner", Role::Learner).await;
    server.ok(&who, SavePreferences {}, &NoQuery {}, &chosen("player", "speed=150", 20)).await;
    let large = "x".repeat(limits::ALL as usize);
    let problem = server.refused(&who, SavePreferences {}, &NoQuery {}, &chosen("reading", &large, 20)).await;
    assert_eq!((problem.errors[0].reason, problem.errors[0].limit), (Reason::TooLarge, Some(limits::ALL)));
    let long = "n".repeat(limits::NAME as usize + 1);
    for (name, reason) in [("", Reason::Required), (long.as_str(), Reason::TooLong), ("A b", Reason::NotAllowed)] {
        let problem = server.refused(&who, SavePreferences {}, &NoQuery {}, &chosen(name, "x", 20)).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("items.0.name", reason));
    }
    assert_eq!(server.ok(&who, ShowPreferences {}, &NoQuery {}, &()).await.items.len(), 1);
}
