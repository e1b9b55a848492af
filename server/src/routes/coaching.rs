//! Help in looking for work. A request is there for the two alone: for everybody else, whatever they are here, it is not.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use passerelle_api::{
    Access, Endpoint, FieldError, Method, NoQuery, Reason,
    coaching::{
        AskForCoach, ChooseCoachingTime, Coaching, CoachingStatus, EndCoaching, ListCoaching, ListOpenCoaching,
        OfferCoachingTimes, OpenCoaching, TakeCoaching, WriteCoachingMessage, limits,
    },
    id::{AccountId, CoachingId},
};
use passerelle_rules::coaching::{self as rules, Offer, Side};

use crate::{
    auth::SignedIn,
    calendar,
    endpoints::{Call, Endpoints, Raw},
    error::{Error, Result},
    state::App,
    store::{
        Connection, account,
        coaching::{self, Stored},
        idempotency::{Claimed, Once},
    },
};

pub fn endpoints() -> Endpoints {
    let calendar = Raw {
        name: "ReadCoachingMeeting",
        summary: "The chosen time to meet as an iCalendar file, for the person and for the coach.",
        method: Method::Get,
        path: "/api/coaching/{coaching}/meeting.ics",
        access: Access::Account,
        takes: None,
        gives: &["text/calendar"],
    };
    Endpoints::new()
        .on(list_coaching)
        .on(ask_for_coach)
        .conflicts()
        .on(list_open_coaching)
        .on(take_coaching)
        .checked()
        .on(offer_times)
        .conflicts()
        .on(choose_time)
        .conflicts()
        .on(write_message)
        .conflicts()
        .limited()
        .on(end_coaching)
        .raw::<NoQuery, (), _>(calendar, read_meeting)
}

async fn list_coaching(call: Call<ListCoaching>, SignedIn(me): SignedIn) -> Result<Vec<Coaching>> {
    coaching::of_account(&mut *call.app.store.read().await?, &me.id).await
}

async fn list_open_coaching(call: Call<ListOpenCoaching>, SignedIn(me): SignedIn) -> Result<Vec<OpenCoaching>> {
    coaching::open(&mut *call.app.store.read().await?, &me.id).await
}

async fn find(db: &mut Connection, me: &AccountId, id: &CoachingId) -> Result<Stored> {
    coaching::find(db, me, id).await?.ok_or(Error::NotFound)
}

/// A request of one of the two while a mentor has it, held until the end of the transaction.
async fn going_on(db: &mut Connection, me: &AccountId, id: &CoachingId) -> Result<Stored> {
    // Whoever it is not for does not get to hold it.
    find(db, me, id).await?;
    coaching::lock(db, id).await?;
    let stored = find(db, me, id).await?;
    match stored.coaching.status {
        CoachingStatus::Taken => Ok(stored),
        CoachingStatus::Open => Err(Error::Conflict("no mentor took it yet")),
        CoachingStatus::Ended => Err(Error::Conflict("it came to its end already")),
    }
}

async fn ask_for_coach(call: Call<AskForCoach>, SignedIn(me): SignedIn) -> Result<Coaching> {
    let Call { app, body, .. } = call;
    let errors = rules::errors(&body);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let (id, now) = (app.random.id()?, app.clock.now_ms());
    let mut tx = app.store.begin().await?;
    let once = Once { account: &me.id, endpoint: AskForCoach::NAME, key: &body.key, now };
    let claim = match once.claim(&mut tx, &body).await? {
        Claimed::Repeat(reply) => return Ok(reply),
        Claimed::First(claim) => claim,
    };
    account::lock(&mut tx, &me.id).await?;
    let (going_on, all) = coaching::count(&mut tx, &me.id).await?;
    if going_on > 0 {
        return Err(Error::Conflict("an earlier request is not ended"));
    }
    if all >= limits::REQUESTS {
        return Err(Error::Invalid(vec![FieldError::limited("help", Reason::TooMany, limits::REQUESTS)]));
    }
    coaching::insert(&mut tx, &id, &me.id, &body, now).await?;
    let reply = find(&mut tx, &me.id, &CoachingId(id)).await?.coaching;
    claim.settle(&mut tx, &reply, reply.id.as_str()).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn take_coaching(call: Call<TakeCoaching>, SignedIn(me): SignedIn) -> Result<Coaching> {
    let Call { app, path, .. } = call;
    let mut tx = app.store.begin().await?;
    account::lock(&mut tx, &me.id).await?;
    // Sent twice it is taken once.
    let own = coaching::find(&mut tx, &me.id, &path.coaching).await?;
    if let Some(own) = own.filter(|own| own.side == Side::Coach && own.coaching.status == CoachingStatus::Taken) {
        return Ok(own.coaching);
    }
    if coaching::count_taken(&mut tx, &me.id).await? >= limits::TAKEN {
        return Err(Error::Invalid(vec![FieldError::limited("coaching", Reason::TooMany, limits::TAKEN)]));
    }
    if !coaching::take(&mut tx, &me.id, &path.coaching).await? {
        return Err(Error::NotFound);
    }
    let reply = find(&mut tx, &me.id, &path.coaching).await?.coaching;
    tx.commit().await?;
    Ok(reply)
}

async fn offer_times(call: Call<OfferCoachingTimes>, SignedIn(me): SignedIn) -> Result<Coaching> {
    let Call { app, path, body, .. } = call;
    let now_ms = app.clock.now_ms();
    let Offer { times, place } = rules::times(&body, now_ms).map_err(Error::Invalid)?;
    let mut named = Vec::new();
    for (starts_ms, minutes) in times {
        named.push((app.random.id()?, starts_ms, minutes));
    }
    let mut tx = app.store.begin().await?;
    let stored = going_on(&mut tx, &me.id, &path.coaching).await?;
    if stored.side != Side::Coach {
        return Err(Error::NotFound);
    }
    if stored.coaching.times.iter().any(|slot| slot.chosen && slot.starts_at.timestamp_millis() >= now_ms) {
        return Err(Error::Conflict("the person chose a time that is still to come"));
    }
    coaching::put_times(&mut tx, &path.coaching, &named, &place, false).await?;
    let reply = find(&mut tx, &me.id, &path.coaching).await?.coaching;
    tx.commit().await?;
    Ok(reply)
}

async fn choose_time(call: Call<ChooseCoachingTime>, SignedIn(me): SignedIn) -> Result<Coaching> {
    let Call { app, path, body, .. } = call;
    let mut tx = app.store.begin().await?;
    let stored = going_on(&mut tx, &me.id, &path.coaching).await?;
    if stored.side != Side::Person {
        return Err(Error::NotFound);
    }
    match body.slot {
        Some(_) if body.none => return Err(Error::field("slot", Reason::NotAllowed)),
        None if body.none => coaching::put_times(&mut tx, &path.coaching, &[], "", true).await?,
        None => return Err(Error::field("slot", Reason::Required)),
        Some(slot) => {
            let known = stored.coaching.times.iter().find(|other| other.id == slot);
            let wanted = known.ok_or_else(|| Error::field("slot", Reason::NotKnown))?;
            if wanted.starts_at < app.clock.now() {
                return Err(Error::field("slot", Reason::OutOfRange));
            }
            coaching::choose(&mut tx, &path.coaching, &slot, app.clock.now_ms()).await?;
        }
    }
    let reply = find(&mut tx, &me.id, &path.coaching).await?.coaching;
    tx.commit().await?;
    Ok(reply)
}

async fn write_message(call: Call<WriteCoachingMessage>, SignedIn(me): SignedIn) -> Result<Coaching> {
    let Call { app, path, body, .. } = call;
    let text = body.text.trim();
    if text.is_empty() {
        return Err(Error::field("text", Reason::Required));
    }
    if text.chars().count() as u64 > limits::MESSAGE {
        return Err(Error::Invalid(vec![FieldError::limited("text", Reason::TooLong, limits::MESSAGE)]));
    }
    let (id, now) = (app.random.id()?, app.clock.now_ms());
    let mut tx = app.store.begin().await?;
    let once = Once { account: &me.id, endpoint: WriteCoachingMessage::NAME, key: &body.key, now };
    let claim = match once.claim::<()>(&mut tx, &(&path.coaching, &body)).await? {
        Claimed::Repeat(()) => return Ok(find(&mut tx, &me.id, &path.coaching).await?.coaching),
        Claimed::First(claim) => claim,
    };
    account::lock(&mut tx, &me.id).await?;
    let stored = going_on(&mut tx, &me.id, &path.coaching).await?;
    let (written, first) = coaching::written_since(&mut tx, &me.id, rules::counted_since(now)).await?;
    if let Some(retry_after_seconds) = rules::waits(written, first, now) {
        return Err(Error::TooMany { retry_after_seconds });
    }
    coaching::add_message(&mut tx, &id, &path.coaching, &me.id, stored.side, text, now).await?;
    // What was written is not kept a second time with the key.
    claim.settle(&mut tx, &(), &id).await?;
    let reply = find(&mut tx, &me.id, &path.coaching).await?.coaching;
    tx.commit().await?;
    Ok(reply)
}

async fn end_coaching(call: Call<EndCoaching>, SignedIn(me): SignedIn) -> Result<Coaching> {
    let Call { app, path, .. } = call;
    let mut tx = app.store.begin().await?;
    find(&mut tx, &me.id, &path.coaching).await?;
    coaching::lock(&mut tx, &path.coaching).await?;
    let stored = find(&mut tx, &me.id, &path.coaching).await?;
    if stored.coaching.status != CoachingStatus::Ended {
        coaching::end(&mut tx, &path.coaching, app.clock.now_ms()).await?;
    }
    let reply = find(&mut tx, &me.id, &path.coaching).await?.coaching;
    tx.commit().await?;
    Ok(reply)
}

async fn read_meeting(State(app): State<App>, SignedIn(me): SignedIn, Path(id): Path<CoachingId>) -> Result<Response> {
    let mut db = app.store.read().await?;
    let coaching = find(&mut db, &me.id, &id).await?.coaching;
    let is_taken = coaching.status == CoachingStatus::Taken;
    let chosen = coaching.times.iter().find(|slot| slot.chosen && is_taken).ok_or(Error::NotFound)?;
    let mut response = calendar::coaching(&coaching, chosen, app.clock.now()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"meeting.ics\""));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}
