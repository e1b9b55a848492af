//! Asking a talent to meet, and the talent's answer.

use std::{collections::BTreeSet, slice};

use crate::store::Connection;
use passerelle_api::{
    Endpoint, FieldError, Reason,
    id::TalentId,
    job::{Pay, PayPeriod},
    privacy::Seen,
    shared::Opened,
    talent::{
        AnswerContact, AskContact, Contact, ContactStatus, ListReceivedContacts, ListSentContacts, NewContact,
        ReceivedContacts, SentContacts, limits,
    },
};
use passerelle_rules::ad::fresh;

use crate::{
    auth::{EmployerMember, SignedIn},
    clock::{from_ms, seen_since_ms},
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    state::App,
    store::{
        account,
        contact::{self, Mark, NewRow},
        idempotency::{Claimed, Once},
        job, posting, privacy, reference,
        talent::{self, Looking},
    },
    trail::{self, Who},
};

/// Requests that one organisation may send in a day, with those of the same domain.
const A_DAY: i64 = 20;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Pay above this is a slip of the keyboard.
const PAY_MAX: u32 = 10_000_000;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(ask).conflicts().limited().on(list_sent).on(list_received).on(answer).conflicts()
}

async fn ask(call: Call<AskContact>, member: EmployerMember) -> Result<Contact> {
    let Call { app, path, body, .. } = call;
    let EmployerMember { account, employer, .. } = &member;
    check(&body)?;
    let id = app.random.id()?;
    let now_ms = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    // The organisations first, in the order in which everybody holds several. Who is kept out while this waits for another request is not
    // asked by it, nor does anybody ask who lost the seat meanwhile or whose organisation was sent away.
    contact::lock_sharing(&mut tx, &employer.slug).await?;
    member.check(&mut tx).await?;
    let once = Once { account: &account.id, endpoint: AskContact::NAME, key: &body.key, now: now_ms };
    let looking = Looking { employer: &employer.slug, confirmed_since_ms: seen_since_ms(&app.clock) };
    let claim = match once.claim(&mut tx, &(&employer.slug, &path.talent, &body)).await? {
        // As it may be read by now: the talent may have hidden something meanwhile, or have said who they are.
        Claimed::Repeat(Contact { id, .. }) => {
            let sent = contact::find_sent(&mut tx, looking, id.as_str(), now_ms).await?.ok_or(Error::NotFound)?;
            tx.commit().await?;
            tell_of(&app, &member, slice::from_ref(&sent), Seen::Contacts).await?;
            return Ok(sent);
        }
        Claimed::First(claim) => claim,
    };
    let spots = reference::spots(&mut tx).await?;
    let talent = talent::find_seen(&mut tx, looking, &path.talent, &spots).await?.ok_or(Error::NotFound)?;
    if job::employer_of(&mut tx, body.job.as_str()).await?.is_none_or(|owner| owner != employer.slug.0) {
        return Err(Error::field("job", Reason::NotKnown));
    }
    // The talent would be led to an ad that takes no applications.
    let asked = posting::asked(&mut tx, &body.job).await?.filter(|asked| !asked.closed);
    let asked = asked.ok_or_else(|| Error::field("job", Reason::NotAllowed))?;
    if !fresh(app.clock.now()).holds(from_ms(asked.posted_ms)?.date_naive(), asked.start, asked.expires) {
        return Err(Error::field("job", Reason::NotAllowed));
    }
    let (sent, first_ms) = contact::sent_since(&mut tx, &employer.slug, now_ms - DAY_MS).await?;
    if sent >= A_DAY {
        return Err(too_many(first_ms + DAY_MS - now_ms));
    }
    contact::close_expired(&mut tx, talent.seq, &employer.slug, now_ms).await?;
    // Whoever accepted would be told that the organisation does not know them, and it does.
    if contact::revealed(&mut tx, talent.seq, &employer.slug).await?.is_some() {
        return Err(Error::Conflict("the talent accepted a request of the organisation already"));
    }
    if let Some(last) = contact::last(&mut tx, talent.seq, &employer.slug).await?
        && last.status == ContactStatus::Declined
        && let Some(next_ms) = last.next_ms(now_ms)
    {
        return Err(too_many(next_ms - now_ms));
    }
    let pay = pay(&mut tx, &body).await?;
    let row = NewRow {
        id: &id,
        talent: talent.seq,
        employer: &employer.slug,
        job: &body.job,
        pay: &pay,
        message: body.message.trim(),
        now_ms,
    };
    match contact::insert(&mut tx, &row).await {
        Err(error) if error.is_unique_violation() => {
            return Err(Error::Conflict("a request to this talent waits for an answer already"));
        }
        other => other?,
    }
    let reply = contact::find_sent(&mut tx, looking, &id, now_ms).await?.ok_or(Error::NotFound)?;
    claim.settle(&mut tx, &reply, &id).await?;
    tx.commit().await?;
    Ok(reply)
}

/// Requests of one page.
const PAGE: usize = 50;

/// Where a request stands among those of its side.
fn mark(contact: &Contact) -> Mark {
    (contact.sent_at.timestamp_millis(), contact.id.0.clone())
}

async fn list_sent(call: Call<ListSentContacts>, member: EmployerMember) -> Result<SentContacts> {
    let Call { app, query, .. } = call;
    let after: Option<Mark> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let mut db = app.store.read().await?;
    let looking = Looking { employer: &member.employer.slug, confirmed_since_ms: seen_since_ms(&app.clock) };
    let (now_ms, limit) = (app.clock.now_ms(), PAGE as i64 + 1);
    let mut items = contact::of_employer(&mut db, looking, now_ms, after.as_ref(), limit).await?;
    drop(db);
    let next = cursor::page(&mut items, PAGE, mark)?;
    tell_of(&app, &member, &items, Seen::Contacts).await?;
    Ok(SentContacts { items, next })
}

/// Keeps whom an answer with requests showed: by their headlines, or by the names that they gave.
pub(super) async fn tell_of(app: &App, member: &EmployerMember, sent: &[Contact], seen: Seen) -> Result<()> {
    let shown = sent.iter().filter(|contact| contact.talent_headline.is_some() || contact.revealed.is_some());
    let shown: BTreeSet<&TalentId> = shown.map(|contact| &contact.talent).collect();
    let named = sent.iter().filter(|contact| contact.revealed.is_some());
    let named: BTreeSet<&TalentId> = named.map(|contact| &contact.talent).collect();
    let names: Vec<(Opened, String)> = named.into_iter().map(|id| (Opened::Name, id.0.clone())).collect();
    trail::opened(app, member, &names).await?;
    app.trail.note(app, member, seen, shown.into_iter().cloned().map(Who::Talent))
}

async fn list_received(call: Call<ListReceivedContacts>, SignedIn(me): SignedIn) -> Result<ReceivedContacts> {
    let Call { app, query, .. } = call;
    let after: Option<Mark> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let now_ms = app.clock.now_ms();
    let mut db = app.store.read().await?;
    let mut items = contact::of_account(&mut db, &me.id, now_ms, after.as_ref(), PAGE as i64 + 1).await?;
    let next = cursor::page(&mut items, PAGE, mark)?;
    Ok(ReceivedContacts { items, waiting: contact::waiting(&mut db, &me.id, now_ms).await?, next })
}

async fn answer(call: Call<AnswerContact>, SignedIn(me): SignedIn) -> Result<Contact> {
    let Call { app, path, body, .. } = call;
    if body.accept && body.block {
        return Err(Error::field("block", Reason::NotAllowed));
    }
    let status = if body.accept { ContactStatus::Accepted } else { ContactStatus::Declined };
    let now_ms = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    if body.block {
        // A page that saves whom its owner keeps out at the same moment finds this one, or is refused.
        account::lock(&mut tx, &me.id).await?;
    }
    let asked = contact::find_received(&mut tx, &path.contact, &me.id, now_ms).await?.ok_or(Error::NotFound)?;
    if !contact::answer(&mut tx, &path.contact, status, now_ms).await? {
        return Err(Error::Conflict("the request has an answer already, or has expired"));
    }
    if body.block {
        privacy::block(&mut tx, &me.id, &asked.employer.slug).await?;
    }
    let reply = contact::find_received(&mut tx, &path.contact, &me.id, now_ms).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(reply)
}

fn too_many(wait_ms: i64) -> Error {
    Error::TooMany { retry_after_seconds: u64::try_from(wait_ms).unwrap_or(0).div_ceil(1000).max(1) }
}

/// The amounts are in the currency and for the period of the ad, or euros a month where the ad does not say its pay.
async fn pay(db: &mut Connection, body: &NewContact) -> Result<Pay> {
    let said = job::pay(db, body.job.as_str()).await?;
    let (currency, period) = said.map_or(("EUR".to_owned(), PayPeriod::Month), |pay| (pay.currency, pay.period));
    Ok(Pay { min: body.pay_min, max: body.pay_max, currency, period })
}

fn check(body: &NewContact) -> Result<()> {
    let mut errors = Vec::new();
    match body.message.trim().chars().count() as u64 {
        0 => errors.push(FieldError::new("message", Reason::Required)),
        count if count < limits::MESSAGE_MIN => {
            errors.push(FieldError::limited("message", Reason::TooShort, limits::MESSAGE_MIN));
        }
        count if count > limits::MESSAGE_MAX => {
            errors.push(FieldError::limited("message", Reason::TooLong, limits::MESSAGE_MAX));
        }
        _ => {}
    }
    if !(1..=PAY_MAX).contains(&body.pay_min) {
        errors.push(FieldError::new("pay_min", Reason::OutOfRange));
    }
    if body.pay_max > PAY_MAX {
        errors.push(FieldError::new("pay_max", Reason::OutOfRange));
    } else if body.pay_max < body.pay_min {
        errors.push(FieldError::new("pay_max", Reason::BelowLeast));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
