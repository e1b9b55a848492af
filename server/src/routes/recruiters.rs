//! What recruiters say in interviews: all who teach read it, its author and staff change it.

use passerelle_api::{
    FieldError, NoReply, Reason,
    account::{Account, Language},
    id::{IdempotencyKey, InterviewId},
    interview::{DeleteInterview, Interview, Interviews, ListInterviews, SaveInterview, ShowInterview, limits},
};
use passerelle_rules::{ad::begun_day, interview as rules};

use crate::{
    auth::SignedIn,
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        Connection, account,
        idempotency::check_key,
        interview::{self, InterviewMark, Stored},
        reference::Taxonomy,
    },
};

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(list_interviews)
        .on(show_interview)
        .on(save_interview)
        .conflicts()
        .on(delete_interview)
        .conflicts()
}

fn may_change(stored: &Stored, me: &Account) -> bool {
    rules::may_change(&me.roles, stored.account.as_ref() == Some(&me.id))
}

fn told(stored: Stored, me: &Account) -> Interview {
    let changeable = may_change(&stored, me);
    Interview { changeable, ..stored.interview }
}

/// Interviews of one page.
const PAGE: usize = 50;

async fn list_interviews(call: Call<ListInterviews>, SignedIn(me): SignedIn) -> Result<Interviews> {
    let Call { app, query, .. } = call;
    let after: Option<InterviewMark> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let lang = query.lang.unwrap_or(Language::English);
    let at = after.as_ref().map_or_else(|| app.clock.now_ms(), |mark| mark.at);
    let mut db = app.store.read().await?;
    let mut rows = interview::all(&mut db, at, after.as_ref(), PAGE as i64 + 1, lang).await?;
    let next = cursor::page(&mut rows, PAGE, |(mark, _)| mark.clone())?;
    Ok(Interviews { items: rows.into_iter().map(|(_, stored)| told(stored, &me)).collect(), next })
}

async fn show_interview(call: Call<ShowInterview>, SignedIn(me): SignedIn) -> Result<Interview> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    let stored = find(&mut db, &path.interview, query.lang.unwrap_or(Language::English)).await?;
    Ok(told(stored, &me))
}

async fn save_interview(call: Call<SaveInterview>, SignedIn(me): SignedIn) -> Result<Interview> {
    let Call { app, path, query, body, .. } = call;
    check_key(&IdempotencyKey(path.interview.0.clone()))?;
    let (lang, now) = (query.lang.unwrap_or(Language::English), app.clock.now());
    let errors = rules::errors(&body, begun_day(now));
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let mut tx = app.store.begin().await?;
    if !Taxonomy::load(&mut tx).await?.has_all(&body.skills) {
        return Err(Error::field("skills", Reason::NotKnown));
    }
    account::lock(&mut tx, &me.id).await?;
    interview::lock(&mut tx, &path.interview).await?;
    let before = interview::find(&mut tx, &path.interview, lang).await?;
    match &before {
        Some(stored) if !may_change(stored, &me) => return Err(Error::Forbidden),
        _ if rules::is_overtaken(&body, before.as_ref().map(|stored| stored.interview.found())) => {
            return Err(Error::Conflict("the interview was changed or deleted meanwhile"));
        }
        None if interview::count(&mut tx, &me.id).await? >= limits::INTERVIEWS => {
            return Err(Error::Invalid(vec![FieldError::limited("organisation", Reason::TooMany, limits::INTERVIEWS)]));
        }
        _ => {}
    }
    interview::save(&mut tx, &path.interview, &me.id, &body, now.timestamp_millis()).await?;
    let kept = find(&mut tx, &path.interview, lang).await?;
    tx.commit().await?;
    Ok(told(kept, &me))
}

async fn find(db: &mut Connection, id: &InterviewId, lang: Language) -> Result<Stored> {
    interview::find(db, id, lang).await?.ok_or(Error::NotFound)
}

async fn delete_interview(call: Call<DeleteInterview>, SignedIn(me): SignedIn) -> Result<NoReply> {
    let Call { app, path, query, .. } = call;
    let mut tx = app.store.begin().await?;
    interview::lock(&mut tx, &path.interview).await?;
    let stored = find(&mut tx, &path.interview, Language::English).await?;
    if !may_change(&stored, &me) {
        return Err(Error::Forbidden);
    }
    if query.changed_at.is_some_and(|seen| seen != stored.interview.changed_at) {
        return Err(Error::Conflict("the interview was changed meanwhile"));
    }
    interview::delete(&mut tx, &path.interview).await?;
    tx.commit().await
}
