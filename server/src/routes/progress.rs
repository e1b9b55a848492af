//! How far people are, and bringing in what they did before they had an account.

use crate::store::Connection;
use passerelle_api::{
    FieldError, Reason,
    account::{Account, Language},
    course::{
        CourseProgress, GoneChapter, ImportProgress, ImportedProgress, ListProgress, ProgressImported, SaveProgress,
        StartedCourse,
    },
    id::CourseSlug,
};
use passerelle_rules::marking;

use crate::{
    auth::SignedIn,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    session,
    state::App,
    store::{course, idempotency::check_key, lesson, progress, small, to_json},
};

/// No video is longer than a day.
const POSITION_MAX_MS: u64 = 24 * 60 * 60 * 1000;

/// Chapters brought in at once.
const ITEMS_MAX: usize = 500;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(save_progress).on(list_progress).on(import_progress)
}

async fn save_progress(call: Call<SaveProgress>, SignedIn(me): SignedIn) -> Result<CourseProgress> {
    let Call { app, path, body, .. } = call;
    if body.position_ms.is_some_and(|position| position > POSITION_MAX_MS) {
        return Err(Error::Invalid(vec![FieldError::limited("position_ms", Reason::OutOfRange, POSITION_MAX_MS)]));
    }
    let mut tx = app.store.begin().await?;
    if !lesson::exists(&mut tx, &path.course, &path.chapter).await? {
        return Err(Error::NotFound);
    }
    progress::save(&mut tx, &me.id, &path.course, &path.chapter, &body, app.clock.now_ms()).await?;
    let standing = progress::standing(&mut tx, &me.id, &path.course).await?;
    tx.commit().await?;
    standing.progress(&path.course)?.ok_or_else(|| Error::fault("progress was saved and is not there"))
}

async fn list_progress(call: Call<ListProgress>, SignedIn(me): SignedIn) -> Result<Vec<StartedCourse>> {
    let Call { app, query, .. } = call;
    let mut db = app.store.read().await?;
    let slugs = progress::started(&mut db, &me.id).await?;
    let rows = course::find_all(&mut db, slugs.iter().map(|slug| slug.as_str())).await?;
    let cards = course::cards(&mut db, &rows, query.lang).await?;
    let mut started = Vec::with_capacity(slugs.len());
    for slug in slugs {
        let Some(card) = cards.iter().find(|card| card.slug == slug) else { continue };
        let standing = progress::standing(&mut db, &me.id, &slug).await?;
        let done = small(standing.chapters.iter().filter(|chapter| chapter.is_done()).count() as i64)?;
        if let Some(progress) = standing.progress(&slug)? {
            let (title, lang, chapters) = (card.title.clone(), card.lang, card.chapters);
            started.push(StartedCourse { slug, title, lang, chapters, done, progress });
        }
    }
    Ok(started)
}

async fn import_progress(call: Call<ImportProgress>, SignedIn(me): SignedIn) -> Result<ProgressImported> {
    let Call { app, body, query, .. } = call;
    if body.items.len() > ITEMS_MAX {
        return Err(Error::Invalid(vec![FieldError::limited("items", Reason::TooMany, ITEMS_MAX as u64)]));
    }
    for (index, item) in body.items.iter().enumerate() {
        if item.position_ms > POSITION_MAX_MS {
            let field = format!("items.{index}.position_ms");
            return Err(Error::Invalid(vec![FieldError::limited(field, Reason::OutOfRange, POSITION_MAX_MS)]));
        }
        if item.key.as_ref().is_some_and(|key| check_key(key).is_err()) {
            return Err(Error::field(format!("items.{index}.key"), Reason::NotAllowed));
        }
    }
    let mut tx = app.store.begin().await?;
    let mut gone = Vec::new();
    for item in &body.items {
        // Refusing what is for a chapter that left the catalogue would keep the person from ever bringing in the rest.
        if lesson::exists(&mut tx, &item.course, &item.chapter).await? {
            import_one(&app, &mut tx, &me, item).await?;
        } else {
            gone.push(GoneChapter {
                course_title: title(&mut tx, &item.course, query.lang).await?,
                course: item.course.clone(),
                chapter: item.chapter.clone(),
            });
        }
    }
    tx.commit().await?;
    Ok(ProgressImported { gone })
}

/// What a course is called; nothing where it left the catalogue.
async fn title(db: &mut Connection, slug: &CourseSlug, lang: Option<Language>) -> Result<Option<String>> {
    match course::find(db, slug).await {
        Ok(row) => Ok(Some(course::text(db, &row.slug, row.language(lang)?).await?.title)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Answers to a quiz that changed since are passed over.
async fn import_one(app: &App, db: &mut Connection, me: &Account, item: &ImportedProgress) -> Result<()> {
    let now = app.clock.now_ms();
    progress::merge(db, &me.id, item, now).await?;
    if item.answers.is_empty() {
        return Ok(());
    }
    let Some(quiz) = lesson::quiz(db, &item.course, &item.chapter).await? else { return Ok(()) };
    let key = quiz.key(Language::English);
    if !marking::refusals(&key, &item.answers).is_empty() {
        return Ok(());
    }
    let answers = to_json(&item.answers)?;
    let marking = marking::mark(&key, &item.answers, false);
    let attempt = progress::Attempt {
        id: &app.random.id()?,
        account: &me.id,
        course: &item.course,
        chapter: &item.chapter,
        // Answers without a key are known again by what they say.
        key: &item.key.as_ref().map_or_else(|| session::hash(&answers), |key| key.as_str().to_owned()),
        answers: &answers,
        percent: marking.percent,
        passed: marking.passed,
        now,
    };
    progress::keep_attempt(db, &attempt).await
}
