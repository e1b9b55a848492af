//! Who wrote a course and may change it, which staff decide.

use passerelle_api::{
    FieldError, Reason,
    captions::{AddAuthor, Author, ListAuthors, RemoveAuthor, limits},
};
use passerelle_rules::teaching as rule;

use super::accounts::normal_email;
use crate::{
    auth::SignedIn,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{account, course, teaching},
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_authors).on(add_author).on(remove_author)
}

async fn list_authors(call: Call<ListAuthors>, _: SignedIn) -> Result<Vec<Author>> {
    let mut db = call.app.store.read().await?;
    course::find_any(&mut db, &call.path.course).await?;
    teaching::authors(&mut db, &call.path.course).await
}

async fn add_author(call: Call<AddAuthor>, _: SignedIn) -> Result<Vec<Author>> {
    let Call { app, path, body, .. } = call;
    let mut tx = app.store.begin().await?;
    teaching::lock_course(&mut tx, &path.course).await?;
    let row = course::find_any(&mut tx, &path.course).await?;
    let known = account::secret(&mut tx, &normal_email(&body.email)).await?;
    let found = known.ok_or_else(|| Error::field("email", Reason::NotKnown))?;
    let account = account::show(&mut tx, &found.id).await?;
    // Whoever does not teach could not change the course anyway.
    if !rule::is_teacher(&account.roles) {
        return Err(Error::field("email", Reason::NotAllowed));
    }
    teaching::add_author(&mut tx, &row.slug, &account.id).await?;
    let authors = teaching::authors(&mut tx, &path.course).await?;
    if authors.len() as u64 > limits::AUTHORS {
        return Err(Error::Invalid(vec![FieldError::limited("email", Reason::TooMany, limits::AUTHORS)]));
    }
    tx.commit().await?;
    Ok(authors)
}

async fn remove_author(call: Call<RemoveAuthor>, _: SignedIn) -> Result<Vec<Author>> {
    let Call { app, path, .. } = call;
    let mut tx = app.store.begin().await?;
    course::find_any(&mut tx, &path.course).await?;
    teaching::remove_author(&mut tx, &path.course, &path.account).await?;
    let authors = teaching::authors(&mut tx, &path.course).await?;
    tx.commit().await?;
    Ok(authors)
}
