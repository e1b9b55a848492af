//! What people do after they learned here, by their own answers, and what the board counts of itself.

use passerelle_api::{
    NoReply,
    id::AccountId,
    outcome::{
        BoardFacts, DeleteOutcome, Outcomes, OwnOutcome, SaveOutcome, ShowBoardFacts, ShowOutcomes, ShowOwnOutcome,
    },
};
use passerelle_rules::{
    ad::{begun_day, fresh},
    answering::{answering, counted},
    audit::LEAST,
    outcomes::{self as rules, AFTER_DAYS, Counts, Summary, Told, tell},
};

use crate::{
    auth::{Caller, SignedIn},
    clock::{from_ms, seen_since_ms},
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    figures::KEPT_MS,
    state::App,
    store::{
        self, Connection, account,
        job::{self, JobFilter},
        outcome, told, unsigned,
    },
};

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(show_outcomes)
        .on(show_board_facts)
        .on(show_own_outcome)
        .on(save_outcome)
        .conflicts()
        .on(delete_outcome)
}

async fn show_outcomes(call: Call<ShowOutcomes>, _: Caller) -> Result<Outcomes> {
    let app = call.app;
    app.figures.outcomes.get(app.clock.now_ms(), KEPT_MS, count(&app)).await
}

/// The figures that stand, or new ones. Whatever is told of people is kept before anybody reads it, since the next is compared with it.
async fn count(app: &App) -> Result<Outcomes> {
    let now_ms = app.clock.now_ms();
    let mut db = app.store.read().await?;
    let kept = told::find_outcomes(&mut db).await?;
    if let Some(kept) = kept.filter(|kept| !kept.is_due(now_ms)) {
        return written(&kept);
    }
    let asked = outcome::asked(&mut db, now_ms).await?;
    let (answers, signed) = outcome::answers(&mut db, now_ms).await?;
    drop(db);
    let now = Counts::of(&answers, signed, asked);
    if kept.is_none() && !now.summary().tells_of_people() {
        return written(&tell(None, now, now_ms));
    }
    match told_anew(app, now, now_ms).await {
        // Where nothing can be written what stands is told again, and of people nothing where nothing was told.
        Err(Error::Database(error)) if store::refuses_writes(&error) => {
            tracing::warn!(%error, "the figures of outcomes were not compared with how things are");
            let counts = Counts { asked, answered: now.answered, ..Counts::default() };
            written(&kept.unwrap_or(Told { told_ms: now_ms, compared_ms: now_ms, counts }))
        }
        told => written(&told?),
    }
}

async fn told_anew(app: &App, now: Counts, now_ms: i64) -> Result<Told> {
    let mut tx = app.store.begin().await?;
    told::hold(&mut tx).await?;
    let told = tell(told::find_outcomes(&mut tx).await?, now, now_ms);
    told::put_outcomes(&mut tx, &told).await?;
    tx.commit().await?;
    Ok(told)
}

fn written(told: &Told) -> Result<Outcomes> {
    let Summary { asked, answered, response, placed, signed, related, pay, stayed } = told.counts.summary();
    let (at, within_days) = (from_ms(told.told_ms)?, unsigned(AFTER_DAYS)?);
    Ok(Outcomes { at, least: LEAST, within_days, asked, answered, response, placed, signed, related, pay, stayed })
}

async fn show_board_facts(call: Call<ShowBoardFacts>, _: Caller) -> Result<BoardFacts> {
    let app = call.app;
    app.figures.board.get(app.clock.now_ms(), KEPT_MS, count_board(&app)).await
}

async fn count_board(app: &App) -> Result<BoardFacts> {
    let mut db = app.store.read().await?;
    let now_ms = app.clock.now_ms();
    let facts = outcome::facts(&mut db, now_ms, seen_since_ms(&app.clock)).await?;
    let filter = JobFilter { fresh: Some(fresh(app.clock.now())), ..JobFilter::default() };
    let ads = unsigned(job::count(&mut db, &filter).await?)?;
    let sent = outcome::sent(&mut db, &counted(now_ms)).await?;
    let told = answering(&sent, now_ms).filter(|told| u64::from(told.of) >= LEAST && told.median_days.is_some());
    let (answer_days, applications) = told.map_or((None, None), |told| (told.median_days, Some(told.of)));
    Ok(BoardFacts { ads, answer_days, applications, ..facts })
}

async fn show_own_outcome(call: Call<ShowOwnOutcome>, SignedIn(me): SignedIn) -> Result<OwnOutcome> {
    own(&mut *call.app.store.read().await?, &me.id, call.app.clock.now_ms()).await
}

async fn own(db: &mut Connection, me: &AccountId, now_ms: i64) -> Result<OwnOutcome> {
    let from = outcome::first_certificate(db, me).await?.map(rules::asked_from).filter(|from| *from <= now_ms);
    let answer = outcome::find(db, me).await?;
    let closed = answer.is_some() || outcome::is_refused(db, me).await?;
    Ok(OwnOutcome { asked_since: from.map(from_ms).transpose()?, closed, answer })
}

async fn save_outcome(call: Call<SaveOutcome>, SignedIn(me): SignedIn) -> Result<OwnOutcome> {
    let Call { app, body, .. } = call;
    let errors = rules::errors(&body, begun_day(app.clock.now()));
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let now_ms = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    account::lock(&mut tx, &me.id).await?;
    if own(&mut tx, &me.id, now_ms).await?.asked_since.is_none() {
        return Err(Error::Conflict("one is asked six months after one's first certificate"));
    }
    outcome::save(&mut tx, &me.id, &body, now_ms).await?;
    let reply = own(&mut tx, &me.id, now_ms).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn delete_outcome(call: Call<DeleteOutcome>, SignedIn(me): SignedIn) -> Result<NoReply> {
    let mut tx = call.app.store.begin().await?;
    account::lock(&mut tx, &me.id).await?;
    // Of whoever is not asked there is nothing to delete, and no wish to keep.
    if own(&mut tx, &me.id, call.app.clock.now_ms()).await?.asked_since.is_some() {
        outcome::delete(&mut tx, &me.id).await?;
    }
    tx.commit().await
}
