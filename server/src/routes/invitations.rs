//! Inviting people into one's own organisation, and answering an invitation.

use passerelle_api::{
    FieldError, Reason,
    account::{Approval, Role, Session},
    invitation::{
        AcceptInvitation, DeclineInvitation, Invitation, Invite, ListInvitations, ListReceivedInvitations,
        ReceivedInvitation, TakeBackInvitation, limits,
    },
    organisation,
};
use passerelle_rules::seat::{self, NoSeat};

use crate::{
    auth::{EmployerMember, SignedIn},
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    routes::accounts::{email_error, normal_email},
    store::{Connection, account, contact, employer, invitation, keep_out},
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(list)
        .on(invite)
        .conflicts()
        .limited()
        .on(take_back)
        .on(list_received)
        .on(accept)
        .conflicts()
        .on(decline)
}

async fn list(call: Call<ListInvitations>, member: EmployerMember) -> Result<Vec<Invitation>> {
    let mut db = call.app.store.read().await?;
    invitation::of_employer(&mut db, &member.employer.slug, call.app.clock.now_ms()).await
}

/// Accounts are not looked up here: the answer, and the time that it takes, are the same whether the address has one or not.
async fn invite(call: Call<Invite>, member: EmployerMember) -> Result<Vec<Invitation>> {
    let Call { app, body, .. } = call;
    let own = &member.employer.slug;
    let email = normal_email(&body.email);
    let mut errors: Vec<FieldError> = email_error(&email).into_iter().collect();
    let Some(role) = body.role else {
        errors.push(FieldError::new("role", Reason::Required));
        return Err(Error::Invalid(errors));
    };
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let now_ms = app.clock.now_ms();
    let mut tx = member.begin(&app.store).await?;
    // Anybody may register an organisation: until it is let in, it asks nobody into it.
    if employer::find(&mut tx, own).await?.is_none_or(|organisation| organisation.approval != Approval::Approved) {
        return Err(Error::Conflict("an organisation invites people once it is let in"));
    }
    let members = employer::members(&mut tx, own).await?;
    // Owners see these addresses in the list of members, so this tells nothing new.
    if members.iter().any(|other| normal_email(&other.email) == email) {
        return Err(Error::field("email", Reason::AlreadyListed));
    }
    has_room(&mut tx, &member, &email, members.len() as u64, now_ms).await?;
    let (before, first_ms) = employer::note_try(&mut tx, own, now_ms - DAY_MS, now_ms).await?;
    if before >= limits::A_DAY {
        let wait_ms = u64::try_from(first_ms + DAY_MS - now_ms).unwrap_or(0);
        return Err(Error::TooMany { retry_after_seconds: wait_ms.div_ceil(1000).max(1) });
    }
    let new = invitation::New {
        id: &app.random.id()?,
        employer: own,
        email: &email,
        role,
        invited_by: &member.account.id,
        expires_ms: now_ms + seat::INVITED_MS,
    };
    invitation::put(&mut tx, &new).await?;
    let open = invitation::of_employer(&mut tx, own, now_ms).await?;
    tx.commit().await?;
    Ok(open)
}

/// Whether one more address may be invited: there is a bound of open invitations, and of members that may come of them.
async fn has_room(db: &mut Connection, member: &EmployerMember, email: &str, members: u64, now_ms: i64) -> Result<()> {
    let own = &member.employer.slug;
    invitation::sweep(db, own, now_ms).await?;
    let open = invitation::of_employer(db, own, now_ms).await?;
    // One that is there already is replaced, and takes no more room.
    let others = open.iter().filter(|other| other.email != email).count() as u64;
    let most = limits::OPEN.min(organisation::limits::MEMBERS.saturating_sub(members));
    if others >= most {
        return Err(Error::Invalid(vec![FieldError::limited("email", Reason::TooMany, most)]));
    }
    Ok(())
}

async fn take_back(call: Call<TakeBackInvitation>, member: EmployerMember) -> Result<()> {
    let Call { app, path, .. } = call;
    let mut tx = member.begin(&app.store).await?;
    if !invitation::delete(&mut tx, &member.employer.slug, &path.invitation).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await
}

async fn list_received(call: Call<ListReceivedInvitations>, SignedIn(me): SignedIn) -> Result<Vec<ReceivedInvitation>> {
    let mut db = call.app.store.read().await?;
    invitation::received(&mut db, &normal_email(&me.email), call.app.clock.now_ms()).await
}

async fn accept(call: Call<AcceptInvitation>, SignedIn(me): SignedIn) -> Result<Session> {
    let Call { app, path, .. } = call;
    let mut tx = app.store.begin().await?;
    let asked = invitation::find(&mut tx, &path.invitation).await?.ok_or(Error::NotFound)?;
    contact::lock_employer(&mut tx, &asked.employer).await?;
    account::lock(&mut tx, &me.id).await?;
    // Read once more now that nobody else can take it back, and that no other tab can take a seat for this account.
    let stored = invitation::find(&mut tx, &path.invitation).await?.ok_or(Error::NotFound)?;
    let has_seat = employer::of_account(&mut tx, me.id.as_str()).await?.is_some();
    let members = employer::members_count(&mut tx, &stored.employer).await?;
    let email = normal_email(&me.email);
    seat::may_accept(&stored.invited(), &email, app.clock.now_ms(), has_seat, members).map_err(refusal)?;
    if !invitation::delete(&mut tx, &stored.employer, &path.invitation).await? {
        return Err(Error::NotFound);
    }
    employer::seat(&mut tx, &stored.employer, &me.id, stored.role).await?;
    account::add_role(&mut tx, me.id.as_str(), Role::Employer).await?;
    // Whoever named the domain of this member's address meant the organisation, which shows its people there only now.
    keep_out::apply(&mut tx, &stored.employer).await?;
    let account = account::show(&mut tx, me.id.as_str()).await?;
    tx.commit().await?;
    Ok(Session { account: Some(account) })
}

fn refusal(why: NoSeat) -> Error {
    match why {
        NoSeat::Gone => Error::NotFound,
        NoSeat::Seated => Error::Conflict("this account is a member of an organisation already"),
        NoSeat::Full => Error::Conflict("the organisation has as many members as it can"),
    }
}

async fn decline(call: Call<DeclineInvitation>, SignedIn(me): SignedIn) -> Result<()> {
    let Call { app, path, .. } = call;
    let mut tx = app.store.begin().await?;
    let stored = invitation::find(&mut tx, &path.invitation).await?.ok_or(Error::NotFound)?;
    let shown = seat::is_shown(&stored.invited(), &normal_email(&me.email), app.clock.now_ms());
    if !shown || !invitation::delete(&mut tx, &stored.employer, &path.invitation).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await
}
