//! The proof of a placement: each side confirms that the contract was signed, takes that back, or says that it ended before its first
//! day. And how somebody who applied fits the ad.

use passerelle_api::{
    NaiveDate, Reason,
    account::Language,
    id::{AccountId, ApplicationId},
    job::{Application, ApplicationStatus, ReceivedApplication},
    matching::JobFit,
    placement::{
        ApplicantFit, EndContract, EndForEmployer, ShowApplicantFit, Side, SignContract, SignForEmployer, Signature,
        UnsignContract, UnsignForEmployer,
    },
    privacy::Seen,
    shared::Opened,
};
use passerelle_rules::placement::{Refusal, can_end_on, days, may_end, may_sign, may_take_back, other};

use super::pipeline::find;
use crate::{
    auth::{EmployerMember, SignedIn},
    clock::seen_since_ms,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    fit::Fitting,
    lists::Lists,
    state::App,
    store::{
        Connection,
        application::{self, Stored},
        matching, placement,
        privacy::{self, NewViews},
        shared,
        talent::{self, Depth, Looking},
    },
};

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(sign)
        .conflicts()
        .on(unsign)
        .conflicts()
        .on(end)
        .conflicts()
        .on(sign_for_employer)
        .conflicts()
        .on(unsign_for_employer)
        .conflicts()
        .on(end_for_employer)
        .conflicts()
        .on(show_fit)
}

/// What a side says.
#[derive(Debug, Clone, Copy)]
enum Word {
    Signed(NaiveDate, NaiveDate),
    TakenBack,
    Ended(NaiveDate),
}

/// Who says it, and for which side.
#[derive(Debug, Clone, Copy)]
enum Who<'a> {
    Candidate(&'a AccountId),
    Member(&'a EmployerMember),
}

async fn sign(call: Call<SignContract>, SignedIn(me): SignedIn) -> Result<Application> {
    let word = signed(&call.app, &call.body)?;
    Ok(say(&call.app, Who::Candidate(&me.id), &call.path.application, word).await?.application)
}

async fn unsign(call: Call<UnsignContract>, SignedIn(me): SignedIn) -> Result<Application> {
    Ok(say(&call.app, Who::Candidate(&me.id), &call.path.application, Word::TakenBack).await?.application)
}

async fn end(call: Call<EndContract>, SignedIn(me): SignedIn) -> Result<Application> {
    let word = ended(call.body.day)?;
    Ok(say(&call.app, Who::Candidate(&me.id), &call.path.application, word).await?.application)
}

async fn sign_for_employer(call: Call<SignForEmployer>, member: EmployerMember) -> Result<ReceivedApplication> {
    let word = signed(&call.app, &call.body)?;
    Ok(say(&call.app, Who::Member(&member), &call.path.application, word).await?.received())
}

async fn unsign_for_employer(call: Call<UnsignForEmployer>, member: EmployerMember) -> Result<ReceivedApplication> {
    Ok(say(&call.app, Who::Member(&member), &call.path.application, Word::TakenBack).await?.received())
}

async fn end_for_employer(call: Call<EndForEmployer>, member: EmployerMember) -> Result<ReceivedApplication> {
    let word = ended(call.body.day)?;
    Ok(say(&call.app, Who::Member(&member), &call.path.application, word).await?.received())
}

fn signed(app: &App, body: &Signature) -> Result<Word> {
    let (signed, starts) = days(body, app.clock.now().date_naive()).map_err(Error::Invalid)?;
    Ok(Word::Signed(signed, starts))
}

fn ended(day: Option<NaiveDate>) -> Result<Word> {
    day.map(Word::Ended).ok_or_else(|| Error::field("day", Reason::Required))
}

/// Has a side say something of the contract, and gives the application as it is then.
async fn say(app: &App, who: Who<'_>, id: &ApplicationId, word: Word) -> Result<Stored> {
    let mut tx = match who {
        Who::Candidate(_) => app.store.begin().await?,
        Who::Member(member) => member.begin(&app.store).await?,
    };
    whose(&mut tx, who, id).await?;
    // Two sides that confirm at once see each other: the later one finds what the earlier one said.
    application::lock(&mut tx, id).await?;
    let stored = whose(&mut tx, who, id).await?;
    keep(&mut tx, app, who, &stored, word).await?;
    let reply = whose(&mut tx, who, id).await?;
    tx.commit().await?;
    Ok(reply)
}

/// One's own application, or one to one's own organisation. For everybody else there is none.
async fn whose(db: &mut Connection, who: Who<'_>, id: &ApplicationId) -> Result<Stored> {
    match who {
        Who::Candidate(me) => {
            let stored = application::find(db, id.as_str()).await?;
            stored.filter(|stored| stored.account == *me).ok_or(Error::NotFound)
        }
        Who::Member(member) => find(db, &member.employer.slug, id).await,
    }
}

async fn keep(db: &mut Connection, app: &App, who: Who<'_>, stored: &Stored, word: Word) -> Result<()> {
    let (side, by) = match who {
        Who::Candidate(me) => (Side::Candidate, me),
        Who::Member(member) => (Side::Employer, &member.account.id),
    };
    // A member who applied to the own organisation would be both sides of the proof.
    if side == Side::Employer && stored.account == *by {
        return Err(Error::Forbidden);
    }
    let id = &stored.application.id;
    let placement = stored.application.placement.as_ref();
    let placement = placement.ok_or(Error::Conflict("nobody was hired by this application"))?;
    let said = |side| if side == Side::Candidate { &placement.candidate } else { &placement.employer };
    let now_ms = app.clock.now_ms();
    match word {
        // The same once more changes nothing, so that it may be sent twice.
        Word::Signed(signed, starts)
            if said(side).as_ref().is_some_and(|own| (own.signed, own.starts) == (signed, starts)) =>
        {
            Ok(())
        }
        Word::Signed(signed, starts) => {
            may_sign(placement.state).map_err(refused)?;
            placement::sign(db, id, side, by, (signed, starts), now_ms).await
        }
        Word::TakenBack if said(side).is_none() => Ok(()),
        Word::TakenBack => {
            may_take_back(placement.state, said(other(side)).as_ref()).map_err(refused)?;
            placement::take_back(db, id, side).await
        }
        Word::Ended(day) => {
            may_end(placement.state).map_err(refused)?;
            let today = app.clock.now().date_naive();
            match (&placement.candidate, &placement.employer) {
                (Some(one), Some(other)) if can_end_on(day, one, other, today) => {
                    placement::end(db, id, side, day, now_ms).await
                }
                _ => Err(Error::field("day", Reason::OutOfRange)),
            }
        }
    }
}

const fn refused(refusal: Refusal) -> Error {
    Error::Conflict(match refusal {
        Refusal::Settled => "the other side confirmed already",
        Refusal::Unconfirmed => "not both sides confirmed yet",
        Refusal::Ended => "the contract ended already",
    })
}

async fn show_fit(call: Call<ShowApplicantFit>, member: EmployerMember) -> Result<ApplicantFit> {
    let Call { app, path, query, .. } = call;
    let lang = query.lang.unwrap_or(Language::English);
    // Read before anything is locked, since it may take a connection of its own.
    let lists = app.lists.get(&app.store, app.clock.now_ms()).await?;
    let mut tx = app.store.begin().await?;
    member.check(&mut tx).await?;
    let stored = find(&mut tx, &member.employer.slug, &path.application).await?;
    // Of what was withdrawn only the fact is left.
    let fit = if stored.application.status == ApplicationStatus::Withdrawn {
        None
    } else {
        fit_of(&mut tx, &app, &lists, &stored, &member, lang).await?
    };
    tx.commit().await?;
    Ok(ApplicantFit { fit })
}

/// How somebody who applied fits the ad, as far as they show their profile to the organisation: a hidden one, one that keeps it out, one
/// that lapsed and none at all are the same, and what is hidden of a shown one was not said.
async fn fit_of(
    db: &mut Connection,
    app: &App,
    lists: &Lists,
    stored: &Stored,
    member: &EmployerMember,
    lang: Language,
) -> Result<Option<JobFit>> {
    let looking = Looking { employer: &member.employer.slug, confirmed_since_ms: seen_since_ms(&app.clock) };
    let Some(found) = talent::find_seen_of(db, looking, &stored.account, &lists.spots).await? else { return Ok(None) };
    let slug = stored.application.job.as_str();
    let Some(ad) = matching::ads(db, &[slug], &lists.spots).await?.pop() else { return Ok(None) };
    let words = talent::words(db, &[found.seq], Depth::Card).await?.remove(&found.seq);
    let skills = words.ok_or_else(|| Error::fault("a talent without texts"))?.skills;
    let fitting = Fitting::load(db, &ad.job, &lists.taxonomy, lang).await?;
    let fit = fitting.tell(&found.person(&skills), &skills);
    // Nobody is looked at without being told: what cannot be written down is not shown. It is told as what it is, since whoever applied
    // was not found on the marketplace, nor was the page of their profile opened.
    let now = app.clock.now();
    let view = NewViews {
        account: stored.account.0.clone(),
        employer: member.employer.slug.0.clone(),
        seen: Seen::Fit,
        day: now.date_naive().to_string(),
        times: 1,
        last_ms: now.timestamp_millis(),
    };
    privacy::add_views(db, &[view]).await?;
    let (own, me) = (&member.employer.slug, &member.account.id);
    shared::note(db, own, me, Opened::Applicant, stored.application.id.as_str(), now).await?;
    Ok(Some(fit))
}
