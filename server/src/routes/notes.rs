//! Notes and bookmarks of readers: each sees only their own.

use passerelle_api::{
    FieldError, NoReply, Reason,
    id::IdempotencyKey,
    note::{DeleteNote, ListNotes, Note, NoteChange, SaveNote, limits},
};

use crate::{
    auth::SignedIn,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{idempotency::check_key, note},
};

/// No video is longer than a day.
const POSITION_MAX_MS: u64 = 24 * 60 * 60 * 1000;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_notes).on(save_note).on(delete_note)
}

async fn list_notes(call: Call<ListNotes>, SignedIn(me): SignedIn) -> Result<Vec<Note>> {
    let mut db = call.app.store.read().await?;
    note::list(&mut db, &me.id, &call.query).await
}

async fn save_note(call: Call<SaveNote>, SignedIn(me): SignedIn) -> Result<Note> {
    let Call { app, path, body, .. } = call;
    check_key(&IdempotencyKey(path.note.0.clone()))?;
    let errors = errors(&body);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let mut tx = app.store.begin().await?;
    let is_new = note::find(&mut tx, &me.id, &path.note).await?.is_none();
    if is_new && note::count(&mut tx, &me.id).await? >= limits::NOTES {
        return Err(Error::Invalid(vec![FieldError::limited("text", Reason::TooMany, limits::NOTES)]));
    }
    note::save(&mut tx, &me.id, &path.note, &body, app.clock.now_ms()).await?;
    let kept = note::find(&mut tx, &me.id, &path.note).await?;
    tx.commit().await?;
    kept.ok_or_else(|| Error::fault("a note was saved and is not there"))
}

async fn delete_note(call: Call<DeleteNote>, SignedIn(me): SignedIn) -> Result<NoReply> {
    let Call { app, path, .. } = call;
    let mut tx = app.store.begin().await?;
    note::delete(&mut tx, &me.id, &path.note).await?;
    tx.commit().await
}

/// Whether the chapter is still in the catalogue does not matter: what somebody wrote about it stays theirs.
fn errors(change: &NoteChange) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (field, text) in [("course", change.course.as_str()), ("chapter", change.chapter.as_str())] {
        if text.is_empty() {
            errors.push(FieldError::new(field, Reason::Required));
        }
    }
    for (field, text, limit) in [
        ("text", change.text.as_str(), limits::TEXT),
        ("course", change.course.as_str(), limits::PLACE),
        ("chapter", change.chapter.as_str(), limits::PLACE),
        ("heading", change.heading.as_deref().unwrap_or_default(), limits::PLACE),
    ] {
        if text.chars().count() as u64 > limit {
            errors.push(FieldError::limited(field, Reason::TooLong, limit));
        }
    }
    if change.position_ms.is_some_and(|position| position > POSITION_MAX_MS) {
        errors.push(FieldError::limited("position_ms", Reason::OutOfRange, POSITION_MAX_MS));
    }
    errors
}
