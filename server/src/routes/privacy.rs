//! Who sees what of one's own profile.

use std::collections::HashSet;

use passerelle_api::{
    FieldError, Reason,
    account::{EmployerRef, Language},
    id::AccountId,
    privacy::{
        BLOCKED_MAX, ConfirmProfile, HideDefences, LISTED_MAX, ListEmployers, ListProfileViews, NAMED_LENGTH,
        NAMED_MAX, PreviewProfile, Privacy, PrivacyChange, ProfileViews, SavePrivacy, ShowPrivacy, WORDS_MAX,
    },
    talent::Talent,
};
use passerelle_rules::{
    keep_out::{are_too_many, key},
    matching::Wish,
    portfolio::defences,
    profile::{confirmed_since, holds_until, is_overtaken},
};

use crate::{
    auth::SignedIn,
    clock::{Clock, from_ms},
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    projects,
    store::{
        Connection, account, certificate,
        keep_out::Named,
        privacy::{self, Choices, SeenMark, StoredPrivacy},
        profile,
        reference::{self, Taxonomy},
        talent,
    },
    talent_card::Cards,
    text::{fold, is_named},
};

/// Lines of who saw oneself on one page.
const VIEWS: usize = 50;

const NO_PROFILE: Error = Error::Conflict("there is no profile yet");

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(show_privacy)
        .on(save_privacy)
        .conflicts()
        .on(confirm_profile)
        .conflicts()
        .on(hide_defences)
        .conflicts()
        .on(preview_profile)
        .on(list_profile_views)
        .on(list_employers)
}

async fn show_privacy(call: Call<ShowPrivacy>, SignedIn(me): SignedIn) -> Result<Option<Privacy>> {
    let stored = privacy::find(&mut *call.app.store.read().await?, &me.id).await?;
    stored.map(|stored| shown(stored, &call.app.clock)).transpose()
}

async fn save_privacy(call: Call<SavePrivacy>, SignedIn(me): SignedIn) -> Result<Privacy> {
    let Call { app, body, .. } = call;
    let mut tx = app.store.begin().await?;
    // Names that are left out are read and written again: what another tab names meanwhile must not get lost.
    account::lock(&mut tx, &me.id).await?;
    let stored = privacy::find(&mut tx, &me.id).await?.ok_or(NO_PROFILE)?;
    check(&mut tx, &body, stored.blocked.len()).await?;
    let named = keyed(body.named.as_ref().unwrap_or(&stored.named));
    let choices = Choices { hidden: &body.hidden, blocked: &body.blocked, named: &named };
    if is_overtaken(body.version, stored.version, stored.says_same(choices)) {
        return Err(Error::Conflict("what is kept back was changed meanwhile"));
    }
    privacy::save(&mut tx, &stored, choices).await?;
    let reply = own(&mut tx, &me.id, &app.clock).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn confirm_profile(call: Call<ConfirmProfile>, SignedIn(me): SignedIn) -> Result<Privacy> {
    let app = call.app;
    let mut tx = app.store.begin().await?;
    account::lock(&mut tx, &me.id).await?;
    profile::confirm(&mut tx, &me.id, app.clock.now_ms()).await?;
    let reply = own(&mut tx, &me.id, &app.clock).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn hide_defences(call: Call<HideDefences>, SignedIn(me): SignedIn) -> Result<Privacy> {
    let app = call.app;
    let mut tx = app.store.begin().await?;
    account::lock(&mut tx, &me.id).await?;
    let mut stored = profile::find(&mut tx, &me.id).await?.ok_or(NO_PROFILE)?;
    projects::keep_defences(&mut stored);
    profile::save_proofs(&mut tx, &me.id, &stored.skills, Some(&stored.projects)).await?;
    let reply = own(&mut tx, &me.id, &app.clock).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn preview_profile(call: Call<PreviewProfile>, SignedIn(me): SignedIn) -> Result<Option<Talent>> {
    let mut db = call.app.store.read().await?;
    let lang = call.query.lang.unwrap_or(Language::English);
    let spots = reference::spots(&mut db).await?;
    let Some(candidate) = talent::own(&mut db, &me.id, &spots).await? else { return Ok(None) };
    let seq = candidate.seq;
    let words = talent::words(&mut db, &[seq], talent::Depth::Page).await?.remove(&seq);
    let words = words.ok_or_else(|| Error::fault("a talent without texts"))?;
    let (taxonomy, places) = (Taxonomy::load(&mut db).await?, reference::places(&mut db, lang).await?);
    let cards = Cards { wish: &Wish::default(), taxonomy: &taxonomy, places: &places, lang };
    let mut card = cards.card(candidate, &words);
    Cards::verify(&mut card, &certificate::intact_of_talent(&mut db, seq).await?, false)?;
    let told = words.projects.into_iter().map(|project| projects::told(project, &taxonomy, lang, false));
    Ok(Some(Talent { card, about: words.about, projects: told.collect(), revealed: None, ask_from: None }))
}

async fn list_profile_views(call: Call<ListProfileViews>, SignedIn(me): SignedIn) -> Result<ProfileViews> {
    let Call { app, query, .. } = call;
    let after: Option<SeenMark> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let (among, limit) = (query.among.unwrap_or(false), VIEWS as i64 + 1);
    let mut db = app.store.read().await?;
    let mut rows = privacy::views(&mut db, &me.id, among, after.as_ref(), limit, app.clock.now()).await?;
    let next = cursor::page(&mut rows, VIEWS, |(mark, _)| mark.clone())?;
    Ok(ProfileViews { items: rows.into_iter().map(|(_, view)| view).collect(), next })
}

async fn list_employers(call: Call<ListEmployers>, _: SignedIn) -> Result<Vec<EmployerRef>> {
    let Call { app, query, .. } = call;
    let asked = query.q.unwrap_or_default();
    if asked.chars().count() as u64 > WORDS_MAX {
        return Err(Error::Invalid(vec![FieldError::limited("q", Reason::TooLong, WORDS_MAX)]));
    }
    let words = fold(&asked);
    let mut employers = privacy::employers(&mut *app.store.read().await?).await?;
    employers.retain(|employer| is_named(&employer.name, &words));
    employers.truncate(LISTED_MAX);
    Ok(employers)
}

async fn own(db: &mut Connection, account: &AccountId, clock: &Clock) -> Result<Privacy> {
    shown(privacy::find(db, account).await?.ok_or(NO_PROFILE)?, clock)
}

fn shown(stored: StoredPrivacy, clock: &Clock) -> Result<Privacy> {
    let StoredPrivacy { version, visible, hidden, blocked, named, kept_out, confirmed_ms, projects, .. } = stored;
    let confirmed_at = from_ms(confirmed_ms)?;
    let day = confirmed_at.date_naive();
    let found = visible && day >= confirmed_since(clock.now().date_naive());
    let (holds_until, defences) = (holds_until(day), defences(&projects));
    Ok(Privacy { version, found, visible, hidden, blocked, named, kept_out, confirmed_at, holds_until, defences })
}

/// Names and domains with what they are compared by. Of two that mean the same the first stays.
fn keyed(named: &[String]) -> Vec<Named> {
    let mut seen = HashSet::new();
    let keyed = named.iter().filter_map(|text| Some(Named { key: key(text, fold)?, text: text.trim().to_owned() }));
    keyed.filter(|named| seen.insert(named.key.clone())).collect()
}

fn check_named(named: &[String]) -> Option<FieldError> {
    if named.len() as u64 > NAMED_MAX {
        Some(FieldError::limited("named", Reason::TooMany, NAMED_MAX))
    } else if named.iter().any(|text| text.chars().count() as u64 > NAMED_LENGTH) {
        Some(FieldError::limited("named", Reason::TooLong, NAMED_LENGTH))
    } else {
        let is_nothing = |text: &String| text.chars().any(char::is_control) || key(text, fold).is_none();
        named.iter().any(is_nothing).then(|| FieldError::new("named", Reason::NotAllowed))
    }
}

/// `kept`: how many organisations are chosen by now.
async fn check(db: &mut Connection, body: &PrivacyChange, kept: usize) -> Result<()> {
    let mut errors = Vec::new();
    if body.hidden.iter().collect::<HashSet<_>>().len() < body.hidden.len() {
        errors.push(FieldError::new("hidden", Reason::AlreadyUsed));
    }
    errors.extend(body.named.as_deref().and_then(check_named));
    let distinct: HashSet<&str> = body.blocked.iter().map(|employer| employer.as_str()).collect();
    if are_too_many(body.blocked.len(), kept, BLOCKED_MAX) {
        errors.push(FieldError::limited("blocked", Reason::TooMany, BLOCKED_MAX));
    } else if distinct.len() < body.blocked.len() {
        errors.push(FieldError::new("blocked", Reason::AlreadyUsed));
    } else if privacy::known(db, &body.blocked).await? < body.blocked.len() as i64 {
        errors.push(FieldError::new("blocked", Reason::NotKnown));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
