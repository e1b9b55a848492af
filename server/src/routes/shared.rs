//! What the members of an organisation share, who of them opened what, and everything that it keeps here as one file.

use std::{
    collections::{BTreeSet, HashMap},
    slice,
};

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use passerelle_api::{
    Access, FieldError, Method, NoQuery, Reason,
    account::Language,
    id::{EmployerSlug, ShortlistId, TalentId},
    job::{ApplicationStatus, download_path},
    pipeline::Slot,
    privacy::Seen,
    shared::{
        DeleteShortlist, EXPORT_PATH, ListMemberViews, ListShortlists, ListTalent, ListedTalent, MemberView,
        MemberViews, Opened, SaveShortlist, Shortlist, UnlistTalent, limits,
    },
};
use passerelle_rules::seat;
use serde_json::{Value, json};

use super::hiring::openness;
use crate::{
    auth::EmployerMember,
    clock::seen_since_ms,
    cursor,
    endpoints::{Call, Endpoints, Raw},
    error::{Error, Result},
    state::App,
    store::{
        Connection, application, contact, employer,
        file::{self, StoredFile},
        invitation, own_job, pipeline, posting, reference,
        saved_search::{self, Shelf},
        shared::{self, ViewMark},
        talent::{self, Depth, Looking},
        training,
    },
    text::fold,
    trail::{self, Who},
    uploads::sha256_of,
};

/// Lines of what members opened on one page.
const PAGE: usize = 50;

/// Applications whose times to meet one statement reads.
const SLOTS_OF: usize = 200;

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
        .checked()
        .on(unlist_talent)
        .on(list_views)
        .raw::<NoQuery, (), _>(export, export_all)
}

async fn list_shortlists(call: Call<ListShortlists>, member: EmployerMember) -> Result<Vec<Shortlist>> {
    let mut db = call.app.store.read().await?;
    let lists = shortlists(&mut db, &call.app, &member.employer.slug).await?;
    drop(db);
    note_opened(&call.app, &member, &lists).await?;
    Ok(lists)
}

/// Keeps which lists with anybody on them an answer has, and whom it showed. Whoever writes to a list reads it as well.
async fn note_opened(app: &App, member: &EmployerMember, lists: &[Shortlist]) -> Result<()> {
    let opened = lists.iter().filter(|list| !list.talents.is_empty());
    let opened: Vec<(Opened, String)> = opened.map(|list| (Opened::Shortlist, list.id.0.clone())).collect();
    trail::opened(app, member, &opened).await?;
    tell_of(app, member, lists, Seen::Shortlist)
}

/// Notes whom an answer with lists showed, each once.
fn tell_of(app: &App, member: &EmployerMember, lists: &[Shortlist], seen: Seen) -> Result<()> {
    let shown: BTreeSet<&TalentId> = lists.iter().flat_map(|list| &list.talents).map(|talent| &talent.id).collect();
    app.trail.note(app, member, seen, shown.into_iter().cloned().map(Who::Talent))
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
    let mut tx = member.begin(&app.store).await?;
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
    note_opened(&app, &member, slice::from_ref(&reply)).await?;
    Ok(reply)
}

async fn delete_shortlist(call: Call<DeleteShortlist>, member: EmployerMember) -> Result<()> {
    let mut tx = member.begin(&call.app.store).await?;
    if !shared::delete_list(&mut tx, &member.employer.slug, &call.path.list).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await
}

async fn list_talent(call: Call<ListTalent>, member: EmployerMember) -> Result<Shortlist> {
    let Call { app, path, .. } = call;
    let own = &member.employer.slug;
    let mut tx = member.begin(&app.store).await?;
    let before = one(&mut tx, &app, own, &path.list).await?;
    let spots = reference::spots(&mut tx).await?;
    let looking = Looking { employer: own, confirmed_since_ms: seen_since_ms(&app.clock) };
    let found = talent::find_seen(&mut tx, looking, &path.talent, &spots).await?.ok_or(Error::NotFound)?;
    // Whom the organisation does not see now takes no room: a list that is full without them would tell how many there are, and nobody
    // could take them off it.
    let is_on_it = before.talents.iter().any(|talent| talent.id == path.talent);
    if !is_on_it && before.talents.len() as u64 >= limits::TALENTS {
        return Err(Error::Invalid(vec![FieldError::limited("list", Reason::TooMany, limits::TALENTS)]));
    }
    shared::put(&mut tx, own, &path.list, found.seq, app.clock.now_ms()).await?;
    let reply = one(&mut tx, &app, own, &path.list).await?;
    tx.commit().await?;
    note_opened(&app, &member, slice::from_ref(&reply)).await?;
    Ok(reply)
}

async fn unlist_talent(call: Call<UnlistTalent>, member: EmployerMember) -> Result<Shortlist> {
    let Call { app, path, .. } = call;
    let own = &member.employer.slug;
    let mut tx = member.begin(&app.store).await?;
    one(&mut tx, &app, own, &path.list).await?;
    shared::take(&mut tx, own, &path.list, &path.talent).await?;
    let reply = one(&mut tx, &app, own, &path.list).await?;
    tx.commit().await?;
    note_opened(&app, &member, slice::from_ref(&reply)).await?;
    Ok(reply)
}

async fn list_views(call: Call<ListMemberViews>, member: EmployerMember) -> Result<MemberViews> {
    let after: Option<ViewMark> = call.query.cursor.as_deref().map(cursor::decode).transpose()?;
    let mut db = call.app.store.read().await?;
    let mut rows = shared::views(&mut db, &member.employer.slug, after.as_ref(), PAGE as i64 + 1).await?;
    let next = cursor::page(&mut rows, PAGE, |(mark, _)| mark.clone())?;
    let let_in = is_let_in(&member);
    Ok(MemberViews { items: rows.into_iter().map(|(_, view)| told(view, let_in)).collect(), next })
}

fn is_let_in(member: &EmployerMember) -> bool {
    member.account.seat.as_ref().is_some_and(|seat| seat::may(seat, Access::Searcher))
}

/// What was opened. While the organisation is not let in, nothing that names anybody but its members.
fn told(view: MemberView, let_in: bool) -> MemberView {
    if let_in { view } else { MemberView { person: None, talent: None, ..view } }
}

async fn export_all(State(app): State<App>, member: EmployerMember) -> Result<Response> {
    let let_in = is_let_in(&member);
    trail::opened(&app, &member, &[(Opened::Export, String::new())]).await?;
    let value = everything(&app, &member, let_in).await?;
    let mut response = axum::Json(value).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"organisation.json\""));
    Ok(response)
}

/// What the organisation keeps here, a part each. A talent is as masked in it as everywhere, and of what was withdrawn only the fact is
/// left. Of people there is nothing in it while the organisation is not let in. Saved searches are each member's own, so that only those
/// of whoever asks are in it.
async fn everything(app: &App, member: &EmployerMember, let_in: bool) -> Result<Value> {
    let own = &member.employer.slug;
    let now_ms = app.clock.now_ms();
    let mut db = app.store.read().await?;
    let drafts = drafts(&mut db, own).await?;
    let jobs = jobs(&mut db, app, member, let_in).await?;
    let (mut contacts, mut lists, mut files, mut searches) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    if let_in {
        let looking = Looking { employer: own, confirmed_since_ms: seen_since_ms(&app.clock) };
        contacts = contact::of_employer(&mut db, looking, now_ms, None, i64::MAX).await?;
        lists = shortlists(&mut db, app, own).await?;
        files = sent_files(&mut db, app, own).await?;
        searches = saved_searches(&mut db, member).await?;
    }
    let value = json!({
        "made_at": app.clock.now(),
        "organisation": employer::find(&mut db, own).await?,
        "members": employer::members(&mut db, own).await?,
        "invitations": invitation::of_employer(&mut db, own, now_ms).await?,
        "openness": openness(&mut db, own, Language::English).await?,
        "drafts": drafts,
        "jobs": jobs,
        "contacts": contacts,
        "training": training::of_employer(&mut db, own, Language::English).await?,
        "templates": pipeline::templates(&mut db, own).await?,
        "shortlists": lists,
        "saved_searches": searches,
        "files": files,
        "views": views(&mut db, own, let_in).await?,
    });
    drop(db);
    super::contacts::tell_of(app, member, &contacts, Seen::Export).await?;
    tell_of(app, member, &lists, Seen::Export)?;
    Ok(value)
}

async fn drafts(db: &mut Connection, own: &EmployerSlug) -> Result<Vec<Value>> {
    let mut drafts = Vec::new();
    for line in posting::list(db, own).await? {
        let content = posting::find(db, own, &line.id).await?.map(|draft| draft.content);
        drafts.push(json!({"id": line.id, "job": line.job, "changed_at": line.changed_at, "content": content}));
    }
    Ok(drafts)
}

/// The ads, each with what came to it and what the organisation keeps about that.
async fn jobs(db: &mut Connection, app: &App, member: &EmployerMember, let_in: bool) -> Result<Vec<Value>> {
    let mut jobs = Vec::new();
    for job in own_job::slugs(db, &member.employer.slug).await? {
        let card = crate::store::job::card(db, job.as_str(), Language::English).await?;
        // What stands for an ad where people write without one is none.
        let spontaneous = card.is_none();
        if !let_in {
            jobs.extend((!spontaneous).then(|| json!({"ad": card})));
            continue;
        }
        let stages = pipeline::stages(db, &job, None).await?;
        let stored = application::all_of_job(db, &job).await?;
        let ids: Vec<String> = stored.iter().map(|stored| stored.application.id.0.clone()).collect();
        let mut interviews: HashMap<String, Vec<Slot>> = HashMap::new();
        for ids in ids.chunks(SLOTS_OF) {
            for (application, slot) in pipeline::slots(db, ids).await? {
                interviews.entry(application).or_default().push(slot);
            }
        }
        let sent = stored.iter().filter(|stored| stored.application.status != ApplicationStatus::Withdrawn);
        app.trail.note(app, member, Seen::Taken, sent.map(|stored| Who::Account(stored.account.clone())))?;
        let received = stored.into_iter().map(|stored| {
            let id = stored.application.id.0.clone();
            let withdrawn = stored.application.status == ApplicationStatus::Withdrawn;
            let interviews = interviews.remove(&id).filter(|_| !withdrawn).unwrap_or_default();
            json!({"stage": stages.get(id.as_str()), "received": stored.received(), "interviews": interviews})
        });
        let applications: Vec<Value> = received.collect();
        let notes = pipeline::notes(db, &job, None).await?;
        let tasks = pipeline::tasks(db, &job, None).await?;
        jobs.push(json!({"ad": card, "spontaneous": spontaneous, "applications": applications, "notes": notes, "tasks": tasks}));
    }
    Ok(jobs)
}

/// The CVs that came with applications, each with where its bytes are read and what they are told by.
async fn sent_files(db: &mut Connection, app: &App, own: &EmployerSlug) -> Result<Vec<Value>> {
    let mut files = Vec::new();
    for (application, StoredFile { file, mime, sha256, .. }) in file::all_sent_to(db, own).await? {
        let sha256 = match sha256 {
            Some(sha256) => Some(sha256),
            // One that came before that was kept, and whose bytes may be lost: the file is still told of.
            None => sha256_of(&app.config.files.join(file.id.as_str())).await.ok(),
        };
        let content = download_path(&file.id);
        files.push(json!({
            "id": file.id, "application": application, "name": file.name, "mime": mime, "bytes": file.bytes,
            "sha256": sha256, "content": content,
        }));
    }
    Ok(files)
}

async fn saved_searches(db: &mut Connection, member: &EmployerMember) -> Result<Vec<Value>> {
    let shelf = Shelf::Talents(&member.account.id, &member.employer.slug);
    let kept = saved_search::list::<Value>(db, shelf).await?;
    Ok(kept.into_iter().map(|kept| json!({"id": kept.id, "name": kept.name, "search": kept.search})).collect())
}

/// Who opened what.
async fn views(db: &mut Connection, own: &EmployerSlug, let_in: bool) -> Result<Vec<MemberView>> {
    let rows = shared::views(db, own, None, i64::MAX).await?;
    Ok(rows.into_iter().map(|(_, view)| told(view, let_in)).collect())
}
