//! How people like to watch and read, from device to device.

use passerelle_api::{
    FieldError, Reason,
    preferences::{Preference, Preferences, SavePreferences, ShowPreferences, limits},
};

use crate::{
    auth::SignedIn,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::preference,
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(show_preferences).on(save_preferences)
}

async fn show_preferences(call: Call<ShowPreferences>, SignedIn(me): SignedIn) -> Result<Preferences> {
    Ok(Preferences { items: preference::all(&mut *call.app.store.read().await?, &me.id).await? })
}

async fn save_preferences(call: Call<SavePreferences>, SignedIn(me): SignedIn) -> Result<Preferences> {
    let Call { app, body, .. } = call;
    let errors: Vec<FieldError> = body.items.iter().enumerate().filter_map(name_error).collect();
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    for item in body.items {
        // A device whose clock is ahead would otherwise keep every other one from choosing again.
        let chosen_ms = item.chosen_ms.min(now);
        preference::put(&mut tx, &me.id, &Preference { chosen_ms, ..item }).await?;
    }
    let items = preference::all(&mut tx, &me.id).await?;
    if size(&items) > limits::ALL {
        return Err(Error::Invalid(vec![FieldError::limited("items", Reason::TooLarge, limits::ALL)]));
    }
    tx.commit().await?;
    Ok(Preferences { items })
}

fn size(items: &[Preference]) -> u64 {
    items.iter().map(|item| (item.name.len() + item.value.len()) as u64).sum()
}

fn name_error((number, item): (usize, &Preference)) -> Option<FieldError> {
    let field = format!("items.{number}.name");
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match item.name.chars().count() as u64 {
        0 => Some(FieldError::new(field, Reason::Required)),
        count if count > limits::NAME => Some(FieldError::limited(field, Reason::TooLong, limits::NAME)),
        _ if !item.name.chars().all(is_plain) => Some(FieldError::new(field, Reason::NotAllowed)),
        _ => None,
    }
}
