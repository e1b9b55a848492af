//! Times to meet: an organisation offers them, the person chooses one, and both read it as a file of their calendars.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use passerelle_api::{
    Access, FieldError, Method, NoQuery, Reason,
    account::Account,
    id::{ApplicationId, SlotId},
    job::{Application, ApplicationStatus},
    pipeline::{ChooseSlot, Move, NewSlot, NewSlots, OfferSlots, RefuseSlots, Slot, Stage, limits},
    shared::Opened,
};
use passerelle_rules::{
    pipeline::{step, time_field, unfit_times},
    seat,
};

use super::pipeline::{bring, find, too_long};
use crate::{
    auth::{EmployerMember, SignedIn},
    calendar,
    endpoints::{Call, Endpoints, Raw},
    error::{Error, Result},
    state::App,
    store::{
        Connection, account,
        application::{self, Stored},
        pipeline,
    },
    trail,
};

pub fn endpoints() -> Endpoints {
    let calendar = Raw {
        name: "ReadInterview",
        summary: "The chosen time to meet as an iCalendar file, for the person and for the organisation.",
        method: Method::Get,
        path: "/api/applications/{application}/interview.ics",
        access: Access::Account,
        takes: None,
        gives: &["text/calendar"],
    };
    Endpoints::new()
        .on(offer_slots)
        .conflicts()
        .on(choose_slot)
        .conflicts()
        .on(refuse_slots)
        .conflicts()
        .raw::<NoQuery, (), _>(calendar, read_interview)
}

async fn offer_slots(call: Call<OfferSlots>, member: EmployerMember) -> Result<Vec<Slot>> {
    let Call { app, path, body, .. } = call;
    let now_ms = app.clock.now_ms();
    let (place, times) = check_slots(&body, now_ms)?;
    let mut slots = Vec::new();
    for (starts_ms, minutes) in times {
        slots.push((app.random.id()?, starts_ms, minutes));
    }
    let mut tx = member.begin(&app.store).await?;
    find(&mut tx, &member.employer.slug, &path.application).await?;
    // A time that the person chooses just now is seen below, or is chosen among the new ones.
    application::lock(&mut tx, &path.application).await?;
    // Nor does anybody else choose a time of this member meanwhile. In the order of those who choose, and before anything of the ad.
    account::lock(&mut tx, &member.account.id).await?;
    let stored = find(&mut tx, &member.employer.slug, &path.application).await?;
    let stands = |slot: &Slot| slot.chosen && slot.starts_at.timestamp_millis() >= now_ms;
    if stored.application.slots.iter().any(stands) {
        return Err(Error::Conflict("the person chose a time that is still to come"));
    }
    let ended = || Error::Conflict("the application came to its end already");
    let told = step(stored.application.status, Stage::Interview, None).map_err(|_| ended())?;
    if !bring(&mut tx, &stored, told, Stage::Interview, &Move::default(), None, now_ms).await? {
        return Err(ended());
    }
    pipeline::offer(&mut tx, &path.application, &member.account.id, &slots, place).await?;
    let offered = pipeline::slots(&mut tx, &[path.application.0]).await?;
    let meets = |id: &str| offered.iter().any(|(_, slot)| slot.taken && slot.id.as_str() == id);
    let taken = slots.iter().enumerate().filter(|(_, (id, ..))| meets(id));
    let errors: Vec<FieldError> =
        taken.map(|(at, _)| FieldError::new(time_field(at), Reason::AlreadyMeeting)).collect();
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    tx.commit().await?;
    Ok(offered.into_iter().map(|(_, slot)| slot).collect())
}

/// Where, and the times as milliseconds with their length.
fn check_slots(body: &NewSlots, now_ms: i64) -> Result<(&str, Vec<(i64, u32)>)> {
    let mut errors = Vec::new();
    let place = body.place.trim();
    if place.is_empty() {
        errors.push(FieldError::new("place", Reason::Required));
    }
    errors.extend(too_long("place", place, limits::PLACE));
    if body.slots.is_empty() {
        errors.push(FieldError::new("slots", Reason::Required));
    }
    if body.slots.len() as u64 > limits::SLOTS {
        errors.push(FieldError::limited("slots", Reason::TooMany, limits::SLOTS));
    }
    let starts_ms = |slot: &NewSlot| slot.starts_at.map(|at| at.timestamp_millis());
    if errors.is_empty() {
        errors = unfit_times(body.slots.iter().map(starts_ms).enumerate(), now_ms);
    }
    if !body.slots.iter().all(|slot| (1..=limits::MINUTES).contains(&slot.minutes)) {
        errors.push(FieldError::new("slots", Reason::OutOfRange));
    }
    let times = body.slots.iter().filter_map(|slot| Some((starts_ms(slot)?, slot.minutes))).collect();
    if errors.is_empty() { Ok((place, times)) } else { Err(Error::Invalid(errors)) }
}

async fn choose_slot(call: Call<ChooseSlot>, SignedIn(me): SignedIn) -> Result<Application> {
    let Call { app, path, query, body, .. } = call;
    let slot: SlotId = body.slot.ok_or_else(|| Error::field("slot", Reason::Required))?;
    let mut tx = app.store.begin().await?;
    let slots = waiting(&mut tx, &path.application, &me).await?.application.slots;
    let wanted = slots.iter().find(|other| other.id == slot).ok_or_else(|| Error::field("slot", Reason::NotKnown))?;
    if wanted.starts_at < app.clock.now() {
        return Err(Error::field("slot", Reason::OutOfRange));
    }
    if !pipeline::choose(&mut tx, &path.application, &slot, app.clock.now_ms()).await? {
        return Err(Error::field("slot", Reason::NotKnown));
    }
    let reply = application::find(&mut tx, path.application.as_str()).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(reply.named(query.lang).application)
}

/// One's own application that waits for an interview, held until the transaction ends. So is whoever offered times for it: nobody else
/// takes one of theirs meanwhile.
async fn waiting(tx: &mut Connection, id: &ApplicationId, me: &Account) -> Result<Stored> {
    let own = |stored: &Stored| stored.account == me.id;
    application::find(tx, id.as_str()).await?.filter(own).ok_or(Error::NotFound)?;
    application::lock(tx, id).await?;
    pipeline::lock_member(tx, id).await?;
    let stored = application::find(tx, id.as_str()).await?.filter(own).ok_or(Error::NotFound)?;
    if stored.application.status != ApplicationStatus::Interview || stored.application.employer_away {
        return Err(Error::Conflict("the application waits for no interview"));
    }
    Ok(stored)
}

async fn refuse_slots(call: Call<RefuseSlots>, SignedIn(me): SignedIn) -> Result<Application> {
    let Call { app, path, query, body, .. } = call;
    let words = body.words.trim();
    if let Some(error) = too_long("words", words, limits::REFUSAL) {
        return Err(Error::Invalid(vec![error]));
    }
    let mut tx = app.store.begin().await?;
    if !waiting(&mut tx, &path.application, &me).await?.application.times_offered {
        return Err(Error::Conflict("no time to meet was offered"));
    }
    pipeline::refuse_slots(&mut tx, &path.application, words).await?;
    let reply = application::find(&mut tx, path.application.as_str()).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(reply.named(query.lang).application)
}

async fn read_interview(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Path(id): Path<ApplicationId>,
) -> Result<Response> {
    let mut db = app.store.read().await?;
    let stored = application::find(&mut db, id.as_str()).await?.filter(|stored| may_read(stored, &me));
    let stored = stored.filter(|stored| stored.application.status == ApplicationStatus::Interview);
    let stored = stored.ok_or(Error::NotFound)?;
    drop(db);
    // It is read by itself, outside the app, so that the account tells the language.
    let stored = stored.named(me.language);
    let chosen = stored.application.slots.iter().find(|slot| slot.chosen).ok_or(Error::NotFound)?;
    if let Some(employer) = me.employer.clone().filter(|_| stored.account != me.id) {
        // The file has the name of whoever applied in it.
        let member = EmployerMember { account: me, employer, access: Access::Searcher };
        trail::opened(&app, &member, &[(Opened::Applicant, id.0)]).await?;
    }
    let text = calendar::interview(&stored.application, &stored.name, chosen, app.clock.now());
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"interview.ics\""));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

/// The person who applied, and the members of the organisation while it is let in; to nobody else is there such an application.
fn may_read(stored: &Stored, me: &Account) -> bool {
    let hires = me.employer.as_ref().is_some_and(|employer| employer.slug == stored.application.employer.slug);
    let let_in = me.seat.as_ref().is_some_and(|seat| seat::may(seat, Access::Searcher));
    stored.account == me.id || (hires && let_in)
}
