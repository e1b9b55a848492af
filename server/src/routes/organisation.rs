//! One's own organisation and its members, and letting organisations in.

use passerelle_api::{
    FieldError, Reason,
    account::{Approval, Language, Role, SeatRole, Session},
    id::{AccountId, EmployerSlug, PlaceSlug},
    organisation::{
        ChangeMember, ChangeOrganisation, DecideRegistration, Decision, ListMembers, ListRegistrations, Member,
        Organisation, OrganisationChange, OrganisationText, RegisterOrganisation, Registration, Registrations,
        RemoveMember, ShowOrganisation, limits,
    },
};
use passerelle_rules::{
    organisation::{is_overtaken, said},
    seat::is_last_owner,
    web::is_link,
};

use crate::{
    ad,
    auth::{EmployerMember, SignedIn},
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        Connection, account, contact,
        employer::{self, RegistrationMark, Text},
        invitation, keep_out, posting, reference, repeats,
    },
};

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(register)
        .conflicts()
        .on(show)
        .on(change)
        .conflicts()
        .on(list_members)
        .on(change_member)
        .conflicts()
        .on(remove_member)
        .conflicts()
        .on(list_registrations)
        .on(decide)
        .conflicts()
}

async fn register(call: Call<RegisterOrganisation>, SignedIn(me): SignedIn) -> Result<Session> {
    let Call { app, body, .. } = call;
    let mut tx = app.store.begin().await?;
    // Two tabs that register at once: the second one waits here, and then finds the first one's seat.
    account::lock(&mut tx, &me.id).await?;
    if employer::of_account(&mut tx, me.id.as_str()).await?.is_some() {
        return Err(Error::Conflict("this account is a member of an organisation already"));
    }
    let text = check(&mut tx, &body).await?;
    // Never the name alone, which content brought in later may have as well and would then take over.
    let slug = EmployerSlug(ad::slug(text.name, &app.random.id()?));
    match employer::register(&mut tx, &slug, &text, &me.id, app.clock.now_ms()).await {
        Err(error) if error.is_unique_violation() => {
            return Err(Error::Conflict("an organisation of that name was registered just now"));
        }
        other => other?,
    }
    employer::seat(&mut tx, &slug, &me.id, SeatRole::Owner).await?;
    account::add_role(&mut tx, me.id.as_str(), Role::Employer).await?;
    let account = account::show(&mut tx, me.id.as_str()).await?;
    tx.commit().await?;
    Ok(Session { account: Some(account) })
}

async fn show(call: Call<ShowOrganisation>, member: EmployerMember) -> Result<Organisation> {
    let mut db = call.app.store.read().await?;
    employer::find(&mut db, &member.employer.slug).await?.ok_or(Error::NotFound)
}

async fn change(call: Call<ChangeOrganisation>, member: EmployerMember) -> Result<Organisation> {
    let Call { app, body, .. } = call;
    let own = &member.employer.slug;
    let mut tx = member.begin(&app.store).await?;
    let before = employer::find(&mut tx, own).await?.ok_or(Error::NotFound)?;
    let OrganisationChange { text: body, was } = body;
    let text = check(&mut tx, &body).await?;
    // Before the name is looked at: it may have been let in meanwhile under another one, which whoever writes has to see first.
    if is_overtaken(was.map(said).as_ref(), &said(before.text.clone()), &said(body.clone())) {
        return Err(Error::Conflict("what the organisation says was changed meanwhile"));
    }
    // It was let in under this name; under another one it could pass for somebody else.
    if before.approval == Approval::Approved && before.text.name != text.name {
        return Err(Error::field("name", Reason::NotAllowed));
    }
    employer::change(&mut tx, own, &text).await?;
    keep_out::apply(&mut tx, own).await?;
    let reply = employer::find(&mut tx, own).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(reply)
}

/// What an organisation says of itself, or which parts cannot be kept.
async fn check<'a>(db: &mut Connection, body: &'a OrganisationText) -> Result<Text<'a>> {
    let (name, about, website) = (body.name.trim(), body.about.trim(), body.website.trim());
    let count = |text: &str| text.chars().count() as u64;
    let mut errors = Vec::new();
    match count(name) {
        0 => errors.push(FieldError::new("name", Reason::Required)),
        length if length < limits::NAME_MIN => {
            errors.push(FieldError::limited("name", Reason::TooShort, limits::NAME_MIN));
        }
        length if length > limits::NAME => errors.push(FieldError::limited("name", Reason::TooLong, limits::NAME)),
        _ if name.chars().any(char::is_control) => errors.push(FieldError::new("name", Reason::NotAllowed)),
        _ => {}
    }
    for (field, text, most) in [("about", about, limits::ABOUT), ("website", website, limits::WEBSITE)] {
        if count(text) > most {
            errors.push(FieldError::limited(field, Reason::TooLong, most));
        }
    }
    if about.is_empty() {
        errors.push(FieldError::new("about", Reason::Required));
    }
    if !website.is_empty() && !is_link(website) {
        errors.push(FieldError::new("website", Reason::NotAWebAddress));
    }
    if body.size.is_some_and(|size| !(1..=limits::SIZE).contains(&size)) {
        errors.push(FieldError::new("size", Reason::OutOfRange));
    }
    let place = known_place(db, body.place.as_ref(), &mut errors).await?;
    for (field, missing) in [("lang", body.lang.is_none()), ("size", body.size.is_none())] {
        if missing {
            errors.push(FieldError::new(field, Reason::Required));
        }
    }
    match (body.lang, body.size, place) {
        (Some(lang), Some(size), Some(place)) if errors.is_empty() => Ok(Text {
            name,
            about,
            lang,
            size,
            place,
            website,
            accessible_workplace: body.accessible_workplace,
            disability_confident: body.disability_confident,
        }),
        _ => Err(Error::Invalid(errors)),
    }
}

async fn known_place<'a>(
    db: &mut Connection,
    place: Option<&'a PlaceSlug>,
    errors: &mut Vec<FieldError>,
) -> Result<Option<&'a PlaceSlug>> {
    let Some(place) = place else {
        errors.push(FieldError::new("place", Reason::Required));
        return Ok(None);
    };
    if reference::spot(db, place).await?.is_none() {
        errors.push(FieldError::new("place", Reason::NotKnown));
        return Ok(None);
    }
    Ok(Some(place))
}

async fn list_members(call: Call<ListMembers>, member: EmployerMember) -> Result<Vec<Member>> {
    let mut db = call.app.store.read().await?;
    employer::members(&mut db, &member.employer.slug).await
}

async fn change_member(call: Call<ChangeMember>, member: EmployerMember) -> Result<Vec<Member>> {
    let Call { app, path, body, .. } = call;
    let own = &member.employer.slug;
    let role = body.role.ok_or_else(|| Error::field("role", Reason::Required))?;
    let mut tx = member.begin(&app.store).await?;
    let members = employer::members(&mut tx, own).await?;
    find(&members, &path.account)?;
    if role != SeatRole::Owner && leaves_nobody(&members, &path.account) {
        return Err(LAST_OWNER);
    }
    employer::seat(&mut tx, own, &path.account, role).await?;
    if role != SeatRole::Owner {
        invitation::forget_by(&mut tx, own, &path.account).await?;
    }
    let members = employer::members(&mut tx, own).await?;
    tx.commit().await?;
    Ok(members)
}

async fn remove_member(call: Call<RemoveMember>, member: EmployerMember) -> Result<()> {
    let Call { app, path, .. } = call;
    let own = &member.employer.slug;
    let mut tx = member.begin(&app.store).await?;
    let members = employer::members(&mut tx, own).await?;
    find(&members, &path.account)?;
    // Anybody may leave; only an owner sends others away.
    if path.account != member.account.id && !owns(&members, &member) {
        return Err(Error::Forbidden);
    }
    if leaves_nobody(&members, &path.account) {
        return Err(LAST_OWNER);
    }
    employer::unseat(&mut tx, own, &path.account).await?;
    invitation::forget_by(&mut tx, own, &path.account).await?;
    account::remove_role(&mut tx, path.account.as_str(), Role::Employer).await?;
    tx.commit().await
}

const LAST_OWNER: Error = Error::Conflict("an organisation keeps at least one owner");

fn find<'a>(members: &'a [Member], account: &AccountId) -> Result<&'a Member> {
    members.iter().find(|member| member.account == *account).ok_or(Error::NotFound)
}

/// Whether a member is an owner now. What the seat was when the request came may not hold any more.
fn owns(members: &[Member], member: &EmployerMember) -> bool {
    members.iter().any(|other| other.account == member.account.id && other.role == SeatRole::Owner)
}

fn leaves_nobody(members: &[Member], account: &AccountId) -> bool {
    let seats: Vec<(&str, SeatRole)> = members.iter().map(|member| (member.account.as_str(), member.role)).collect();
    is_last_owner(&seats, account.as_str())
}

/// Organisations that registered, on one page.
const PAGE: usize = 100;

async fn list_registrations(call: Call<ListRegistrations>, _: SignedIn) -> Result<Registrations> {
    let Call { app, query, .. } = call;
    let after: Option<RegistrationMark> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let lang = query.lang.unwrap_or(Language::English);
    let mut db = app.store.read().await?;
    let mut rows = employer::registrations(&mut db, after.as_ref(), PAGE as i64 + 1, lang).await?;
    let next = cursor::page(&mut rows, PAGE, |(mark, _)| mark.clone())?;
    Ok(Registrations { items: rows.into_iter().map(|(_, registration)| registration).collect(), next })
}

async fn decide(call: Call<DecideRegistration>, _: SignedIn) -> Result<Registration> {
    let Call { app, path, query, body, .. } = call;
    let lang = query.lang.unwrap_or(Language::English);
    let mut tx = app.store.begin().await?;
    contact::lock_employer(&mut tx, &path.employer).await?;
    let before = employer::registration(&mut tx, &path.employer, lang).await?.ok_or(Error::NotFound)?;
    let reason = checked_reason(&body, &before)?;
    // A name that was let in stays, so that it has to be the one that was looked at.
    if (&body.name, &body.website) != (&before.name, &before.website) {
        return Err(Error::Conflict("the organisation changed its name or its website meanwhile"));
    }
    let approve = body.approve == Some(true);
    let approval = if approve { Approval::Approved } else { Approval::Refused };
    let verify = approve && body.verify_domain;
    // A no that is said over somebody else's yes would close each ad, and nobody saw that there was one. A yes that is said over one with
    // a verified domain would take that away.
    let stands = |approval: Approval, verified: bool| (approval, before.refusal.as_deref(), verified);
    let was = body.was.map(|was| stands(was, body.was_verified.unwrap_or(before.domain_verified)));
    if is_overtaken(was.as_ref(), &stands(before.approval, before.domain_verified), &(approval, reason, verify)) {
        return Err(Error::Conflict("the organisation changed, or was decided about, meanwhile"));
    }
    employer::decide(&mut tx, &path.employer, approval, reason, verify).await?;
    if approve {
        // Whoever named it before it was here is out of its sight from its first look on.
        keep_out::apply(&mut tx, &path.employer).await?;
    } else {
        // Nobody should apply to an organisation that was sent away, nor tell it who they are.
        posting::close_all(&mut tx, &path.employer, app.clock.now_ms()).await?;
        contact::close_all(&mut tx, &path.employer).await?;
        repeats::mark_of(&mut tx, &path.employer, app.clock.now()).await?;
    }
    let reply = employer::registration(&mut tx, &path.employer, lang).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(reply)
}

/// The reason of a no, or what is wrong with the decision.
fn checked_reason<'a>(body: &'a Decision, before: &Registration) -> Result<Option<&'a str>> {
    let reason = body.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let mut errors = Vec::new();
    if reason.is_some_and(|reason| reason.chars().count() as u64 > limits::REASON) {
        errors.push(FieldError::limited("reason", Reason::TooLong, limits::REASON));
    }
    match body.approve {
        None => errors.push(FieldError::new("approve", Reason::Required)),
        Some(false) if reason.is_none() => errors.push(FieldError::new("reason", Reason::Required)),
        Some(true) if reason.is_some() => errors.push(FieldError::new("reason", Reason::NotAllowed)),
        Some(_) => {}
    }
    if body.verify_domain && !before.domain_matches && !before.domain_verified {
        errors.push(FieldError::new("verify_domain", Reason::NotAllowed));
    }
    if errors.is_empty() { Ok(reason) } else { Err(Error::Invalid(errors)) }
}
