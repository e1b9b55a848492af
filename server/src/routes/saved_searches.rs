//! Searches of the job board that people keep: each sees only their own.

use passerelle_api::{
    DateTime, FieldError, NoReply, Reason, Utc,
    account::{Account, Language},
    id::{IdempotencyKey, OccupationCode, PlaceSlug, SavedSearchId},
    job::JobQuery,
    saved_search::{
        DeleteSavedSearch, ListSavedSearches, Look, LookAtSavedSearch, SaveSearch, SavedSearch, SavedSearchNews,
        ShowSavedSearchNews, limits,
    },
};
use passerelle_rules::facet::kept_radius;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::jobs;
use crate::{
    auth::SignedIn,
    clock::from_ms,
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    state::App,
    store::{
        Connection, account,
        idempotency::check_key,
        job::{self, JobCursor, JobFilter, SqlSort},
        news::{self, News},
        occupation, reference,
        saved_search::{self, Shelf, StoredSearch},
        unsigned,
    },
};

/// Ads that one answer tells of.
const NEWS: usize = 20;

/// Where news go on: the moment at which their first part was read, and the last ad of the part before.
#[derive(Serialize, Deserialize)]
struct NewsCursor {
    at: DateTime<Utc>,
    after: JobCursor,
}

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(list_saved_searches)
        .on(save_search)
        .on(delete_saved_search)
        .on(show_saved_search_news)
        .checked()
        .on(look_at_saved_search)
}

async fn list_saved_searches(call: Call<ListSavedSearches>, SignedIn(me): SignedIn) -> Result<Vec<SavedSearch>> {
    let mut db = call.app.store.read().await?;
    let lang = call.query.lang.unwrap_or(Language::English);
    let mut shown = Vec::new();
    for stored in saved_search::list(&mut db, Shelf::Jobs(&me.id)).await? {
        shown.push(show(&mut db, stored, lang, call.app.clock.now()).await?);
    }
    Ok(shown)
}

async fn save_search(call: Call<SaveSearch>, SignedIn(me): SignedIn) -> Result<SavedSearch> {
    let Call { app, path, body, .. } = call;
    let name = checked_name(&path.search, &body.name)?;
    let search = JobQuery { lang: None, cursor: None, ..body.search };
    let known: Option<StoredSearch<JobQuery>> =
        saved_search::find(&mut *app.store.read().await?, Shelf::Jobs(&me.id), &path.search).await?;
    // Another name changes nothing of what is looked for, whatever is near by now.
    let search = if known.is_some_and(|known| known.search == search) { search } else { settled(&app, search).await? };
    let mut tx = app.store.begin().await?;
    let shelf = Shelf::Jobs(&me.id);
    keep(&mut tx, shelf, &path.search, name, &search, app.clock.now_ms()).await?;
    let kept = own(&mut tx, Shelf::Jobs(&me.id), &path.search).await?;
    let reply = show(&mut tx, kept, own_language(&me), app.clock.now()).await?;
    tx.commit().await?;
    Ok(reply)
}

/// A search as it is kept: with the distance that it was found at.
async fn settled(app: &App, search: JobQuery) -> Result<JobQuery> {
    jobs::check(&search)?;
    // A place that nobody knows is refused now, and not at each look.
    let found = jobs::search(&mut *app.store.read().await?, &search, app.clock.now()).await?;
    let radius = kept_radius(search.place.is_some(), search.radius, found.total, found.widened_km);
    Ok(JobQuery { radius, ..search })
}

async fn delete_saved_search(call: Call<DeleteSavedSearch>, SignedIn(me): SignedIn) -> Result<NoReply> {
    let Call { app, path, .. } = call;
    let mut tx = app.store.begin().await?;
    saved_search::delete(&mut tx, Shelf::Jobs(&me.id), &path.search).await?;
    tx.commit().await
}

async fn show_saved_search_news(call: Call<ShowSavedSearchNews>, SignedIn(me): SignedIn) -> Result<SavedSearchNews> {
    let Call { app, path, query, .. } = call;
    let cursor: Option<NewsCursor> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let now = app.clock.now();
    let mut db = app.store.read().await?;
    // Taken first, and once for all parts: what comes in while the ads are read is in none of them, and is new afterwards.
    let (at, after) = match cursor {
        Some(NewsCursor { at, after }) => (at, Some(after)),
        None => (from_ms(news::until(&mut db, News::Ads).await?)?, None),
    };
    let stored = own(&mut db, Shelf::Jobs(&me.id), &path.search).await?;
    let filter = since_look(&mut db, &stored, now).await?;
    let filter = JobFilter { added_until: Some(at.timestamp_millis()), ..filter };
    let lang = query.lang.unwrap_or(Language::English);
    let mut items = job::list(&mut db, &filter, SqlSort::Newest, after.as_ref(), NEWS as i64 + 1, lang).await?;
    let next = cursor::page(&mut items, NEWS, |(_, after)| NewsCursor { at, after: after.clone() })?;
    let total = unsigned(job::count(&mut db, &filter).await?)?;
    Ok(SavedSearchNews { items: items.into_iter().map(|(card, _)| card).collect(), total, next, at })
}

async fn look_at_saved_search(call: Call<LookAtSavedSearch>, SignedIn(me): SignedIn) -> Result<SavedSearch> {
    let Call { app, path, body, .. } = call;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    look(&mut tx, Shelf::Jobs(&me.id), &path.search, &body, now).await?;
    let stored = own(&mut tx, Shelf::Jobs(&me.id), &path.search).await?;
    let reply = show(&mut tx, stored, own_language(&me), now).await?;
    tx.commit().await?;
    Ok(reply)
}

/// The name of a search that is to be kept, where both it and the id that its sender chose will do.
pub(super) fn checked_name<'a>(id: &SavedSearchId, name: &'a str) -> Result<&'a str> {
    check_key(&IdempotencyKey(id.0.clone()))?;
    let name = name.trim();
    match name.chars().count() as u64 {
        0 => Err(Error::field("name", Reason::Required)),
        length if length > limits::NAME => {
            Err(Error::Invalid(vec![FieldError::limited("name", Reason::TooLong, limits::NAME)]))
        }
        _ => Ok(name),
    }
}

/// Keeps a search, unless its owner keeps as many others as anybody may.
pub(super) async fn keep<S: Serialize>(
    db: &mut Connection,
    shelf: Shelf<'_>,
    id: &SavedSearchId,
    name: &str,
    search: &S,
    now_ms: i64,
) -> Result<()> {
    let (Shelf::Jobs(me) | Shelf::Talents(me, _)) = shelf;
    account::lock(db, me).await?;
    let (count, known) = saved_search::count(db, shelf, id).await?;
    if !known && count >= limits::SEARCHES {
        return Err(Error::Invalid(vec![FieldError::limited("name", Reason::TooMany, limits::SEARCHES)]));
    }
    saved_search::save(db, shelf, id, name, search, now_ms).await
}

/// Keeps up to when somebody looked. Nobody looked ahead, of the news or of the time.
pub(super) async fn look(
    db: &mut Connection,
    shelf: Shelf<'_>,
    id: &SavedSearchId,
    body: &Look,
    now: DateTime<Utc>,
) -> Result<()> {
    let (until, now_ms) = (body.until.map(|until| until.timestamp_millis()), now.timestamp_millis());
    let last = news::until(db, shelf.news()).await?;
    if until.is_some_and(|until| until > last.max(now_ms)) {
        return Err(Error::field("until", Reason::OutOfRange));
    }
    saved_search::look(db, shelf, id, until, now_ms).await
}

/// One's own search. That somebody else has one of that id is not told.
pub(super) async fn own<S: DeserializeOwned>(
    db: &mut Connection,
    shelf: Shelf<'_>,
    id: &SavedSearchId,
) -> Result<StoredSearch<S>> {
    saved_search::find(db, shelf, id).await?.ok_or(Error::NotFound)
}

/// What a search finds of the ads that came in since its owner looked.
async fn since_look(db: &mut Connection, stored: &StoredSearch<JobQuery>, now: DateTime<Utc>) -> Result<JobFilter> {
    Ok(JobFilter { added_after: Some(stored.looked_to), ..jobs::filter(db, &stored.search, now).await? })
}

/// The language in which names are given where none is asked for.
fn own_language(me: &Account) -> Language {
    me.language.unwrap_or(Language::English)
}

async fn show(
    db: &mut Connection,
    stored: StoredSearch<JobQuery>,
    lang: Language,
    now: DateTime<Utc>,
) -> Result<SavedSearch> {
    let new = match since_look(db, &stored, now).await {
        Ok(filter) => Some(unsigned(job::count(db, &filter).await?)?),
        Err(Error::Invalid(_)) => None,
        Err(other) => return Err(other),
    };
    let StoredSearch { id, name, search, looked_at, .. } = stored;
    let place = reference::place_named(db, search.place.as_ref().map(PlaceSlug::as_str), lang).await?;
    let occupation = occupation::find(db, search.occupation.as_ref().map(OccupationCode::as_str), lang).await?;
    Ok(SavedSearch { id, name, search, place, occupation, looked_at: from_ms(looked_at)?, new })
}
