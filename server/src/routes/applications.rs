//! Applying for a job, as a candidate.

use crate::store::Connection;
use passerelle_api::{
    Endpoint, FieldError, Reason,
    application::{Applications, ListApplications},
    id::{AccountId, JobSlug, OccupationCode},
    job::{Application, ApplicationStatus, Apply, NewApplication, QuestionAnswer, Withdraw, limits},
    posting::limits::ANSWER,
};
use passerelle_rules::{ad::fresh, application as rules};

use crate::{
    auth::SignedIn,
    clock::from_ms,
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        account,
        application::{self, Mark, NewRow},
        file,
        idempotency::{self, Claimed, Once},
        imported, posting, repeats,
    },
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(apply).conflicts().on(list_applications).on(withdraw).conflicts()
}

async fn apply(call: Call<Apply>, SignedIn(me): SignedIn) -> Result<Application> {
    let Call { app, path, body, .. } = call;
    check(&body)?;
    let id = app.random.id()?;
    let now_ms = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let once = Once { account: &me.id, endpoint: Apply::NAME, key: &body.key, now: now_ms };
    let claim = match once.claim(&mut tx, &(&path.job, &body)).await? {
        Claimed::Repeat(reply) => return Ok(reply),
        Claimed::First(claim) => claim,
    };
    let asked = posting::asked(&mut tx, &path.job).await?.ok_or(Error::NotFound)?;
    if asked.closed {
        return Err(Error::Conflict("the ad is closed"));
    }
    // What no search shows any more takes no applications: its organisation would not expect them there.
    let now = app.clock.now();
    if !fresh(now).holds(from_ms(asked.posted_ms)?.date_naive(), asked.start, asked.expires) {
        return Err(Error::Conflict("the ad is out of date"));
    }
    if repeats::repeated_by(&mut tx, &path.job, now).await?.is_some() {
        return Err(Error::Conflict("another ad of the same job takes the applications"));
    }
    if imported::is_imported(&mut tx, &path.job).await? {
        return Err(Error::Conflict("the ad came from another site, which takes the applications"));
    }
    let new = New { id: &id, job: &path.job, account: &me.id, occupation: None, now_ms };
    let reply = keep(&mut tx, &new, &body, &asked.questions).await?;
    claim.settle(&mut tx, &reply, &id).await?;
    tx.commit().await?;
    Ok(reply)
}

/// An application that is about to be sent, besides what was typed.
pub struct New<'a> {
    pub id: &'a str,
    pub job: &'a JobSlug,
    pub account: &'a AccountId,
    /// The occupation that somebody writes for without an ad.
    pub occupation: Option<&'a OccupationCode>,
    pub now_ms: i64,
}

/// Keeps an application with an answer to each question, unless there is one already.
pub async fn keep(
    tx: &mut Connection,
    new: &New<'_>,
    body: &NewApplication,
    questions: &[String],
) -> Result<Application> {
    let answers = answers(body, questions)?;
    check_cv(tx, body, new.account).await?;
    // Who applied to an ad before it was posted again applied for the same job.
    let ads = repeats::stands_for(tx, new.job, from_ms(new.now_ms)?).await?;
    let own = application::find_own(tx, &ads, new.account).await?;
    if own.is_some_and(|own| rules::bars_another(own.status)) {
        return Err(ALREADY);
    }
    let row = NewRow {
        id: new.id,
        job: new.job,
        account: new.account,
        profile: body.profile.trim(),
        message: body.message.trim(),
        phone: body.phone.as_deref().map(str::trim).filter(|phone| !phone.is_empty()),
        cv: body.cv.as_ref(),
        answers: &answers,
        occupation: new.occupation,
        now_ms: new.now_ms,
    };
    match application::insert(tx, &row).await {
        Err(error) if error.is_unique_violation() => return Err(ALREADY),
        other => other?,
    }
    Ok(application::find(tx, new.id).await?.ok_or(Error::NotFound)?.application)
}

/// Applications of one page.
const PAGE: usize = 50;

async fn list_applications(call: Call<ListApplications>, SignedIn(me): SignedIn) -> Result<Applications> {
    let Call { app, query, .. } = call;
    let after: Option<Mark> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let mut db = app.store.read().await?;
    let mut part = application::part_of_account(&mut db, &me.id, after.as_ref(), PAGE as i64 + 1).await?;
    let next = cursor::page(&mut part, PAGE, Clone::clone)?;
    let ids: Vec<&str> = part.iter().map(|(_, id)| id.as_str()).collect();
    let stored = application::of_ids(&mut db, &ids).await?;
    let items = stored.into_iter().map(|stored| stored.named(query.lang).application).collect();
    Ok(Applications { items, total: application::count_of_account(&mut db, &me.id).await?, next })
}

async fn withdraw(call: Call<Withdraw>, SignedIn(me): SignedIn) -> Result<Application> {
    let Call { app, path, query, .. } = call;
    let id = path.application.as_str();
    let mut tx = app.store.begin().await?;
    // Without the lock, an organisation that looks at the application in between makes it another one than was read.
    application::lock(&mut tx, &path.application).await?;
    let stored = application::find(&mut tx, id).await?.filter(|stored| stored.account == me.id);
    let status = stored.ok_or(Error::NotFound)?.application.status;
    // Whoever sends the same form again means another application, and is not told of the one that was taken back. Before the ad's count
    // is touched, in the order in which an application is sent.
    idempotency::forget(&mut tx, &me.id, id).await?;
    let withdrawn = rules::may_withdraw(status)
        && application::change(&mut tx, id, status, ApplicationStatus::Withdrawn, app.clock.now_ms()).await?;
    if !withdrawn {
        return Err(Error::Conflict("the application came to its end already"));
    }
    let reply = application::find(&mut tx, id).await?.ok_or(Error::NotFound)?.named(query.lang).application;
    tx.commit().await?;
    Ok(reply)
}

const ALREADY: Error = Error::Conflict("there is such an application already");

/// Says what is wrong with an application as far as its text tells.
pub fn check(body: &NewApplication) -> Result<()> {
    let length = |text: &str| text.trim().chars().count() as u64;
    let mut errors = Vec::new();
    match length(&body.message) {
        0 => errors.push(FieldError::new("message", Reason::Required)),
        count if count < limits::MESSAGE_MIN => {
            errors.push(FieldError::limited("message", Reason::TooShort, limits::MESSAGE_MIN));
        }
        count if count > limits::MESSAGE_MAX => {
            errors.push(FieldError::limited("message", Reason::TooLong, limits::MESSAGE_MAX));
        }
        _ => {}
    }
    if length(&body.profile) > limits::PROFILE_MAX {
        errors.push(FieldError::limited("profile", Reason::TooLong, limits::PROFILE_MAX));
    }
    if let Some(phone) = &body.phone {
        if length(phone) > limits::PHONE_MAX {
            errors.push(FieldError::limited("phone", Reason::TooLong, limits::PHONE_MAX));
        } else if !rules::is_phone_number(phone) {
            errors.push(FieldError::new("phone", Reason::NotAPhoneNumber));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// An answer to each question, by which the application is read together with what was asked. Where the ad asks something else by
/// now, its page has to be read again.
fn answers(body: &NewApplication, questions: &[String]) -> Result<Vec<QuestionAnswer>> {
    let given = body.answers.as_deref().unwrap_or_default();
    if given.is_empty() && !questions.is_empty() {
        let missing = |at| FieldError::new(format!("answers.{at}"), Reason::Required);
        return Err(Error::Invalid((0..questions.len()).map(missing).collect()));
    }
    if !given.iter().map(|answer| &answer.question).eq(questions) {
        return Err(Error::Conflict("the ad asks other questions now"));
    }
    let error = |(at, answer): (usize, &QuestionAnswer)| match answer.answer.trim().chars().count() as u64 {
        0 => Some(FieldError::new(format!("answers.{at}"), Reason::Required)),
        count if count > ANSWER => Some(FieldError::limited(format!("answers.{at}"), Reason::TooLong, ANSWER)),
        _ => None,
    };
    let errors: Vec<FieldError> = given.iter().enumerate().filter_map(error).collect();
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let trimmed = |given: &QuestionAnswer| QuestionAnswer { answer: given.answer.trim().to_owned(), ..given.clone() };
    Ok(given.iter().map(trimmed).collect())
}

/// A CV is one's own file. Whether somebody else has a file of that id is not told. It makes no room for another one until the end of the
/// transaction, since whoever sends files holds the account too.
async fn check_cv(db: &mut Connection, body: &NewApplication, me: &AccountId) -> Result<()> {
    let Some(cv) = &body.cv else { return Ok(()) };
    account::lock(db, me).await?;
    let stored = file::find(db, cv).await?.filter(|stored| stored.account == *me);
    stored.map(drop).ok_or_else(|| Error::field("cv", Reason::NotKnown))
}
