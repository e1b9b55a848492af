//! Courses that organisations ask for: they write and take back, the people who work here answer.

use passerelle_api::{
    Endpoint, FieldError, Reason,
    account::Language,
    id::TrainingId,
    training::{
        AnswerTraining, AskForTraining, ListAllTraining, ListTraining, NewTraining, StaffTraining, StaffTrainings,
        TrainingRequest, TrainingStatus, WithdrawTraining, limits,
    },
};
use passerelle_rules::{
    ad::open_day,
    training::{self as rules, NoAnswer},
};

use crate::{
    auth::{EmployerMember, SignedIn},
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        Connection,
        idempotency::{Claimed, Once},
        reference::{self, Taxonomy},
        training::{self, TrainingMark},
    },
};

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(list_training)
        .on(ask_for_training)
        .conflicts()
        .on(withdraw_training)
        .conflicts()
        .on(list_all_training)
        .on(answer_training)
        .conflicts()
}

async fn list_training(call: Call<ListTraining>, member: EmployerMember) -> Result<Vec<TrainingRequest>> {
    let mut db = call.app.store.read().await?;
    let lang = call.query.lang.unwrap_or(Language::English);
    training::of_employer(&mut db, &member.employer.slug, lang).await
}

async fn ask_for_training(call: Call<AskForTraining>, member: EmployerMember) -> Result<TrainingRequest> {
    let Call { app, query, body, .. } = call;
    let (lang, now) = (query.lang.unwrap_or(Language::English), app.clock.now());
    let mut errors = rules::errors(&body, open_day(now));
    let mut tx = member.begin(&app.store).await?;
    let once = Once {
        account: &member.account.id,
        endpoint: AskForTraining::NAME,
        key: &body.key,
        now: now.timestamp_millis(),
    };
    let claim = match once.claim(&mut tx, &(&member.employer.slug, &body)).await? {
        Claimed::Repeat(reply) => return Ok(reply),
        Claimed::First(claim) => claim,
    };
    errors.extend(unknown(&mut tx, &body).await?);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let (open, all) = training::count(&mut tx, &member.employer.slug).await?;
    for (count, limit) in [(open, limits::OPEN), (all, limits::ALL)] {
        if count >= limit {
            return Err(Error::Invalid(vec![FieldError::limited("skills", Reason::TooMany, limit)]));
        }
    }
    let id = app.random.id()?;
    let account = &member.account.id;
    training::insert(&mut tx, &id, &member.employer.slug, account, &body, now.timestamp_millis()).await?;
    let reply = find(&mut tx, &TrainingId(id), lang).await?.request;
    claim.settle(&mut tx, &reply, reply.id.as_str()).await?;
    tx.commit().await?;
    Ok(reply)
}

/// Skills and a region that nobody knows here.
async fn unknown(db: &mut Connection, new: &NewTraining) -> Result<Vec<FieldError>> {
    let mut errors = Vec::new();
    // Lists that are too long are refused already, and are not looked at.
    if new.skills.len() as u64 <= limits::SKILLS {
        let taxonomy = Taxonomy::load(db).await?;
        if !taxonomy.has_all(&new.skills) {
            errors.push(FieldError::new("skills", Reason::NotKnown));
        }
    }
    if let Some(region) = &new.region {
        let places = reference::places(db, Language::English).await?;
        if !places.iter().any(|place| place.region == *region) {
            errors.push(FieldError::new("region", Reason::NotKnown));
        }
    }
    Ok(errors)
}

async fn find(db: &mut Connection, id: &TrainingId, lang: Language) -> Result<StaffTraining> {
    training::find(db, id, lang).await?.ok_or(Error::NotFound)
}

async fn withdraw_training(call: Call<WithdrawTraining>, member: EmployerMember) -> Result<TrainingRequest> {
    let Call { app, path, query, .. } = call;
    let lang = query.lang.unwrap_or(Language::English);
    let mut tx = member.begin(&app.store).await?;
    let found = find(&mut tx, &path.training, lang).await?;
    if found.employer.slug != member.employer.slug {
        return Err(Error::NotFound);
    }
    let from = found.request.status;
    let ended = Error::Conflict("the request came to its end already");
    if from == TrainingStatus::Withdrawn {
        return Ok(found.request);
    }
    let (to, now) = (TrainingStatus::Withdrawn, app.clock.now_ms());
    if !rules::is_open(from) || !training::change(&mut tx, &path.training, from, to, None, now).await? {
        return Err(ended);
    }
    let reply = find(&mut tx, &path.training, lang).await?.request;
    tx.commit().await?;
    Ok(reply)
}

/// Requests of one page.
const PAGE: usize = 50;

async fn list_all_training(call: Call<ListAllTraining>, _: SignedIn) -> Result<StaffTrainings> {
    let Call { app, query, .. } = call;
    let after: Option<TrainingMark> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let lang = query.lang.unwrap_or(Language::English);
    let mut db = app.store.read().await?;
    if let Some(id) = &query.training {
        let items = training::find(&mut db, id, lang).await?.into_iter().collect();
        return Ok(StaffTrainings { items, next: None });
    }
    let at = after.as_ref().map_or_else(|| app.clock.now_ms(), |mark| mark.at);
    let mut rows = training::all(&mut db, at, after.as_ref(), PAGE as i64 + 1, lang).await?;
    let next = cursor::page(&mut rows, PAGE, |(mark, _)| mark.clone())?;
    Ok(StaffTrainings { items: rows.into_iter().map(|(_, request)| request).collect(), next })
}

async fn answer_training(call: Call<AnswerTraining>, _: SignedIn) -> Result<StaffTraining> {
    let Call { app, path, query, body, .. } = call;
    let lang = query.lang.unwrap_or(Language::English);
    let mut tx = app.store.begin().await?;
    let from = find(&mut tx, &path.training, lang).await?.request.status;
    let late = || Error::Conflict("the request stands elsewhere by now");
    let to = rules::answer(from, &body).map_err(|why| match why {
        NoAnswer::Late => late(),
        NoAnswer::Invalid(errors) => Error::Invalid(errors),
    })?;
    let words = Some(body.words.trim()).filter(|words| !words.is_empty());
    if !training::change(&mut tx, &path.training, from, to, words, app.clock.now_ms()).await? {
        return Err(late());
    }
    let reply = find(&mut tx, &path.training, lang).await?;
    tx.commit().await?;
    Ok(reply)
}
