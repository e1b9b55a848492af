//! What the members of an organisation share, who of them opened what, and everything that it keeps here as one file.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use passerelle_api::{
    Access, FieldError, Method, NoQuery, Reason,
    account::Language,
    id::{EmployerSlug, ShortlistId},
    shared::{
        DeleteShortlist, EXPORT_PATH, ListMemberViews, ListShortlists, ListTalent, ListedTalent, MemberView,
        SaveShortlist, Shortlist, UnlistTalent, limits,
    },
};
use passerelle_rules::seat;
use serde_json::{Value, json};

use crate::{
    auth::EmployerMember,
    clock::seen_since_ms,
    endpoints::{Call, Endpoints, Raw},
    error::{Error, Result},
    state::App,
    store::{
        Connection, application, contact, employer, invitation, own_job, pipeline, posting, reference, shared,
        talent::{self, Depth, Looking},
    },
    text::fold,
};

pub fn endpoints() -> Endpoints {
    let export = Raw {
        name: "ExportOrganisation",
        summary: "Everything that one's own organisation keeps here, as one JSON file.",
        method: Method::Get,
        path: EXPORT_PATH,
        access: Access::Owner,
        takes: None,
        gives: &["application/json"],
    };
    Endpoints::new()
        .on(list_shortlists)
        .on(save_shortlist)
        .on(delete_shortlist)
        .on(list_talent)
        .on(unlist_talent)
        .on(list_views)
        .raw::<NoQuery, (), _>(export, export_all)
}

async fn list_shortlists(call: Call<ListShortlists>, member: EmployerMember) -> Result<Vec<Shortlist>> {
    let mut db = call.app.store.read().await?;
    shortlists(&mut db, &call.app, &member.employer.slug).await
}

/// The lists, each with those of its talents whom the organisation may see now. Of others not even their number is told.
async fn shortlists(db: &mut Connection, app: &App, own: &EmployerSlug) -> Result<Vec<Shortlist>> {
    let lists = shared::lists(db, own).await?;
    let listed = shared::listed(db, own).await?;
    let spots = reference::spots(db).await?;
    let looking = Looking { employer: own, confirmed_since_ms: seen_since_ms(&app.clock) };
    let seqs: Vec<i64> = listed.iter().map(|(_, seq)| *seq).collect();
    let seen = talent::seen_by(db, looking, &seqs, &spots).await?;
    let words = talent::words(db, &seen.iter().map(|candidate| candidate.seq).collect::<Vec<_>>(), Depth::Card).await?;
    let named = |seq: i64| {
        let candidate = seen.iter().find(|candidate| candidate.seq == seq)?;
        let words = words.get(&seq)?;
        Some(ListedTalent { id: candidate.id.clone(), headline: words.headline.clone(), lang: words.lang })
    };
    let list = |(id, name): (ShortlistId, String)| {
        let on_it = listed.iter().filter(|(list, _)| *list == id.0);
        Shortlist { talents: on_it.filter_map(|(_, seq)| named(*seq)).collect(), id, name }
    };
    Ok(lists.into_iter().map(list).collect())
}

/// One list after something was done with it.
async fn one(db: &mut Connection, app: &App, own: &EmployerSlug, list: &ShortlistId) -> Result<Shortlist> {
    let lists = shortlists(db, app, own).await?;
    lists.into_iter().find(|other| other.id == *list).ok_or(Error::NotFound)
}

async fn save_shortlist(call: Call<SaveShortlist>, member: EmployerMember) -> Result<Shortlist> {
    let Call { app, path, body, .. } = call;
    let own = &member.employer.slug;
    let name = body.name.trim();
    if name.is_empty() {
        return Err(Error::field("name", Reason::Required));
    }
    if name.chars().count() as u64 > limits::NAME {
        return Err(Error::Invalid(vec![FieldError::limited("name", Reason::TooLong, limits::NAME)]));
    }
    let id = path.list.as_str();
    if !(8..=64).contains(&id.len()) || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(Error::field("list", Reason::NotAllowed));
    }
    let mut tx = app.store.begin().await?;
    contact::lock_employer(&mut tx, own).await?;
    let lists = shared::lists(&mut tx, own).await?;
    if lists.len() as u64 >= limits::LISTS && !lists.iter().any(|(other, _)| *other == path.list) {
        return Err(Error::Invalid(vec![FieldError::limited("name", Reason::TooMany, limits::LISTS)]));
    }
    // Lists of one name could not be told apart. Those that have one from before keep it.
    let is_same = |other: &str| fold(other) == fold(name);
    let kept = lists.iter().any(|(other, before)| *other == path.list && is_same(before));
    if !kept && lists.iter().any(|(other, taken)| *other != path.list && is_same(taken)) {
        return Err(Error::field("name", Reason::NameTaken));
    }
    shared::save_list(&mut tx, own, &path.list, name, app.clock.now_ms()).await?;
    let reply = one(&mut tx, &app, own, &path.list).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn delete_shortlist(call: Call<DeleteShortlist>, member: EmployerMember) -> Result<()> {
    let mut tx = call.app.store.begin().await?;
    if !shared::delete_list(&mut tx, &member.employer.slug, &call.path.list).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await
}

async fn list_talent(call: Call<ListTalent>, member: EmployerMember) -> Result<Shortlist> {
    let Call { app, path, .. } = call;
    let own = &member.employer.slug;
    let mut tx = app.store.begin().await?;
    contact::lock_employer(&mut tx, own).await?;
    one(&mut tx, &app, own, &path.list).await?;
    let spots = reference::spots(&mut tx).await?;
    let looking = Looking { employer: own, confirmed_since_ms: seen_since_ms(&app.clock) };
    let found = talent::find_seen(&mut tx, looking, &path.talent, &spots).await?.ok_or(Error::NotFound)?;
    if shared::count(&mut tx, own, &path.list).await? >= limits::TALENTS {
        return Err(Error::Invalid(vec![FieldError::limited("list", Reason::TooMany, limits::TALENTS)]));
    }
    shared::put(&mut tx, own, &path.list, found.seq, app.clock.now_ms()).await?;
    let reply = one(&mut tx, &app, own, &path.list).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn unlist_talent(call: Call<UnlistTalent>, member: EmployerMember) -> Result<Shortlist> {
    let Call { app, path, .. } = call;
    let own = &member.employer.slug;
    let mut tx = app.store.begin().await?;
    one(&mut tx, &app, own, &path.list).await?;
    shared::take(&mut tx, own, &path.list, &path.talent).await?;
    let reply = one(&mut tx, &app, own, &path.list).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn list_views(call: Call<ListMemberViews>, member: EmployerMember) -> Result<Vec<MemberView>> {
    let mut db = call.app.store.read().await?;
    shared::views(&mut db, &member.employer.slug).await
}

async fn export_all(State(app): State<App>, member: EmployerMember) -> Result<Response> {
    let let_in = member.account.seat.as_ref().is_some_and(|seat| seat::may(seat, Access::Searcher));
    let value = everything(&app, &member.employer.slug, let_in).await?;
    let mut response = axum::Json(value).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"organisation.json\""));
    Ok(response)
}

/// The organisation, its members and whom it invited, drafts, ads with their applications, requests, texts and lists. A talent is as masked in it as
/// everywhere, and of what was withdrawn only the fact is left. Of people there is nothing in it while the organisation is not let in.
async fn everything(app: &App, own: &EmployerSlug, let_in: bool) -> Result<Value> {
    let mut db = app.store.read().await?;
    let looking = Looking { employer: own, confirmed_since_ms: seen_since_ms(&app.clock) };
    let mut drafts = Vec::new();
    for line in posting::list(&mut db, own).await? {
        let content = posting::find(&mut db, own, &line.id).await?.map(|draft| draft.content);
        drafts.push(json!({"id": line.id, "job": line.job, "changed_at": line.changed_at, "content": content}));
    }
    let mut jobs = Vec::new();
    for job in own_job::slugs(&mut db, own).await? {
        let card = crate::store::job::card(&mut db, job.as_str(), Language::English).await?;
        // What stands for an ad where people write without one is none.
        let spontaneous = card.is_none();
        if !let_in {
            jobs.extend((!spontaneous).then(|| json!({"ad": card})));
            continue;
        }
        let stages = pipeline::stages(&mut db, &job).await?;
        let received = application::all_of_job(&mut db, &job).await?.into_iter().map(|stored| {
            let stage = stages.get(stored.application.id.as_str()).copied();
            json!({"stage": stage, "received": stored.received()})
        });
        let applications: Vec<Value> = received.collect();
        let notes = pipeline::notes(&mut db, &job).await?;
        let tasks = pipeline::tasks(&mut db, &job).await?;
        jobs.push(json!({"ad": card, "spontaneous": spontaneous, "applications": applications, "notes": notes, "tasks": tasks}));
    }
    let (contacts, lists) = if let_in {
        (contact::of_employer(&mut db, looking, app.clock.now_ms()).await?, shortlists(&mut db, app, own).await?)
    } else {
        (Vec::new(), Vec::new())
    };
    Ok(json!({
        "made_at": app.clock.now(),
        "organisation": employer::find(&mut db, own).await?,
        "members": employer::members(&mut db, own).await?,
        "invitations": invitation::of_employer(&mut db, own, app.clock.now_ms()).await?,
        "drafts": drafts,
        "jobs": jobs,
        "contacts": contacts,
        "templates": pipeline::templates(&mut db, own).await?,
        "shortlists": lists,
    }))
}
