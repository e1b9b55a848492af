//! What waits for the organisation, its ads, and the talents that it asked to meet.

use leptos::prelude::*;
use passerelle_api::{
    Access,
    account::Approval,
    hiring::Openness,
    id::TalentId,
    job::OwnJob,
    organisation::Organisation,
    posting::{DraftLine, OwnJobs},
    talent::{Contact, ContactStatus, SentContacts},
};

use super::{ad_actions, calls, invitations};
use crate::{
    announce::PageHeading,
    gate::EmployerGate,
    i18n::{self as tr, Namespace},
    lazy::{self, Fetching, panels, with_words},
    load::{Loaded, load},
    paging::{Paging, beside, moving},
    route::Route,
    session::use_session,
    ui::{
        button::LinkButton,
        empty::Empty,
        growing::growing,
        icon::Icon,
        more::More,
        notice::{self, Notice},
        table::{Column, Table},
        tag::{Tag, TagTone},
    },
    words,
};

/// The organisation's name, which takes focus where somebody has just become a member.
pub const NAME: &str = "desk-name";

panels! {
    invitations_panel(()) => |()| invitations::invitations();
}

/// Invitations for somebody without an organisation. Members need neither them nor their words.
fn invited() -> AnyView {
    let fetch: fn() -> Fetching<()> = || with_words(&[Namespace::Organisation], Box::pin(invitations_panel()));
    lazy::panel(fetch, ())
}

/// The same for a member, where another organisation invited them; most are invited by nobody, and fetch nothing for it.
fn invited_elsewhere() -> AnyView {
    let loader = load(|| (), |()| calls::invitations());
    // Once there it stays, so that declining the last one has a place to say so.
    let any = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or(false) || loader.value().is_some_and(|list| !list.is_empty())
    });
    (move || any.get().then(invited)).into_any()
}

/// The desk of one's own organisation.
#[component]
pub fn EmployerPage() -> impl IntoView {
    view! {
        <PageHeading text=tr::employer::title/>
        <EmployerGate why=tr::employer::gate_why person=invited>
            <Desk/>
        </EmployerGate>
    }
}

#[component]
fn Desk() -> impl IntoView {
    let session = use_session();
    let desk = load(tr::language, calls::desk);
    // Who was not let in asks nobody to meet, and reads nothing of those it asked before.
    let let_in = Memo::new(move |_| session.may(Access::Searcher));
    let name = move || session.account().and_then(|account| account.employer).map(|employer| employer.name);
    view! {
        <p class="lead" id=NAME tabindex="-1"><bdi>{name}</bdi></p>
        <ul class="cluster" role="list">
            <li><a class="lone-link" href=Route::Organisation.path()>{tr::employer::to_organisation}</a></li>
            <li><a class="lone-link" href=Route::Members.path()>{tr::employer::to_members}</a></li>
            <li><a class="lone-link" href=Route::Openness.path()>{tr::employer::spontaneous}</a></li>
            <li><a class="lone-link" href=Route::Shared.path()>{tr::employer::to_shared}</a></li>
            {move || let_in.get().then(|| view! {
                <li><a class="lone-link" href=Route::TalentSearches.path()>{tr::employer::to_searches}</a></li>
                <li><a class="lone-link" href=Route::Training.path()>{tr::employer::to_training}</a></li>
            })}
        </ul>
        {invited_elsewhere()}
        <Loaded loader=desk view=desk_view/>
        {move || let_in.get().then(contacts)}
    }
}

/// The talents that it asked to meet.
fn contacts() -> AnyView {
    let contacts = load(|| (), |()| calls::sent_contacts(None));
    view! {
        <section class="stack desk-part">
            <h2>{tr::employer::contacts}</h2>
            <Loaded loader=contacts view=|contacts| view! { <Contacts contacts/> }/>
        </section>
    }
    .into_any()
}

fn desk_view(desk: calls::Desk) -> AnyView {
    let calls::Desk { organisation, jobs, drafts, openness } = desk;
    // A draft of an ad is reached by its ad; what stands here is what nobody else sees yet.
    let drafts: Vec<DraftLine> = drafts.into_iter().filter(|draft| draft.job.is_none() || draft.unpublished).collect();
    view! {
        {standing(&organisation)}
        <section class="stack desk-part">
            <h2>{tr::employer::jobs}</h2>
            {ad_actions::write()}
            <Jobs jobs/>
        </section>
        {(openness.applications > 0).then(|| spontaneous(openness))}
        {(!drafts.is_empty()).then(|| drafts_table(drafts))}
    }
    .into_any()
}

/// What people wrote without an ad, once somebody did.
fn spontaneous(openness: Openness) -> AnyView {
    let waiting = u64::from(openness.unanswered);
    let board = openness.job.map(|job| {
        let href = Route::Pipeline(job).path();
        view! { <p><a class="lone-link" href=href>{tr::employer::to_board}</a></p> }.into_any()
    });
    view! {
        <section class="stack desk-part" aria-labelledby="desk-spontaneous">
            <h2 id="desk-spontaneous">{tr::employer::spontaneous}</h2>
            <p class="desk-today">{move || tr::employer::waiting(waiting)}</p>
            {board}
        </section>
    }
    .into_any()
}

/// What an organisation that was not let in has to know.
fn standing(organisation: &Organisation) -> Option<AnyView> {
    let (tone, title): (_, fn() -> String) = match organisation.approval {
        Approval::Approved => return None,
        Approval::Waiting => (notice::Tone::Info, tr::employer::waits),
        Approval::Refused => (notice::Tone::Bad, tr::employer::refused),
    };
    let waits = organisation.approval == Approval::Waiting;
    let text = move || if waits { tr::employer::waits_text() } else { tr::employer::refused_text() };
    Some(view! { <Notice tone title><p>{text}</p></Notice> }.into_any())
}

fn drafts_table(drafts: Vec<DraftLine>) -> AnyView {
    let columns =
        vec![Column::text(tr::employer::ad), Column::text(tr::employer::state), Column::text(tr::employer::changed)];
    let row = |draft: DraftLine| {
        let changed = draft.changed_at;
        let state: fn() -> String =
            if draft.job.is_some() { tr::employer::draft_changed } else { tr::employer::draft_new };
        let title = draft.title;
        let title = move || if title.is_empty() { tr::employer::untitled() } else { title.clone() };
        // Among all links of the page, it is told from the one to the ad of the same title.
        let mark = move || [" (", &tr::employer::draft(), ")"].concat();
        view! {
            <tr>
                <th scope="row"><a href=Route::Draft(draft.id).path() dir="auto">{title}<span class="visually-hidden">{mark}</span></a></th>
                <td>{state}</td>
                <td><time datetime=changed.to_rfc3339()>{move || tr::date(changed.timestamp_millis(), "medium")}</time></td>
            </tr>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = drafts.into_iter().map(row).collect();
    view! {
        <section class="stack desk-part">
            <h2>{tr::employer::drafts}</h2>
            <Table id="drafts" caption=tr::employer::drafts caption_hidden=true columns>{rows}</Table>
        </section>
    }
    .into_any()
}

/// The table that grows.
const JOBS: &str = "own-jobs";

#[component]
fn Jobs(jobs: OwnJobs) -> impl IntoView {
    let OwnJobs { items: first, total, unanswered: waiting, next } = jobs;
    if first.is_empty() {
        return view! { <Empty title=tr::employer::no_jobs text=tr::employer::no_jobs_next level=3/> }.into_any();
    }
    let goes_on = next.is_some();
    let fetch = |cursor| async move {
        let page = calls::own_jobs(tr::language_untracked(), Some(cursor)).await?;
        Ok((page.items, page.next))
    };
    // One that somebody answered meanwhile stands farther down by now, where a later page has it once more.
    let same = |one: &OwnJob, other: &OwnJob| one.card.slug == other.card.slug;
    let Paging { items, busy, done, more } = moving((first, next), tr::employer::ads_came, fetch, same);
    let line = move |number| items.with_untracked(|items| items.get(number).cloned()).map(job_row).into_any();
    let shown = move || tr::employer::ads_shown(&tr::number(items.with(Vec::len) as u64), &tr::number(total));
    let columns = vec![
        Column::text(tr::employer::ad),
        Column::number(tr::employer::unanswered),
        Column::number(tr::employer::applications),
        Column::number(tr::employer::placed),
        Column::text(tr::employer::contract),
        Column::text(tr::employer::place),
        Column::text(tr::employer::posted),
    ];
    view! {
        <p class="desk-today">{move || tr::employer::waiting(waiting)}</p>
        <Table id=JOBS caption=tr::employer::jobs caption_hidden=true columns>
            {growing(move || items.with(Vec::len), line)}
        </Table>
        {goes_on.then(|| view! { <More label=tr::employer::ads_more shown list=JOBS busy done on_more=more/> })}
    }
    .into_any()
}

fn job_row(job: OwnJob) -> impl IntoView {
    let OwnJob { card, applications, unanswered, placed, closed, hidden } = job;
    let closed = closed.then(|| view! { " "<Tag label=tr::employer::ad_closed tone=TagTone::Plain/> }.into_any());
    let hidden = ad_actions::why_hidden(&hidden);
    let (unanswered, applications) = (u64::from(unanswered), u64::from(applications));
    let href = Route::EmployerJob(card.slug).path();
    let posted = card.posted_at;
    let open = move || {
        let count = tr::number(unanswered);
        if unanswered > 0 {
            view! { <Tag label=count tone=TagTone::Ember icon=Icon::Clock/> }.into_any()
        } else {
            count.into_any()
        }
    };
    view! {
        <tr>
            <th scope="row"><a href=href lang=card.lang.as_str()>{card.title}</a>{closed}{hidden}</th>
            <td class="num">{open}</td>
            <td class="num">{move || tr::number(applications)}</td>
            <td class="num">{move || tr::number(u64::from(placed))}</td>
            <td>{move || words::contract(card.contract)}</td>
            <td>{card.place.name}</td>
            <td>
                <time datetime=posted.to_rfc3339()>{move || tr::date(posted.timestamp_millis(), "medium")}</time>
            </td>
        </tr>
    }
}

/// The other table that grows.
const CONTACTS: &str = "sent-contacts";

#[component]
fn Contacts(contacts: SentContacts) -> impl IntoView {
    let SentContacts { items: first, next } = contacts;
    let find = view! { <LinkButton href=Route::Talents.path() label=tr::employer::find icon=Icon::Search/> };
    if first.is_empty() {
        return view! { <Empty title=tr::employer::no_contacts text=tr::employer::no_contacts_next level=3>{find}</Empty> }
            .into_any();
    }
    let columns = vec![
        Column::text(tr::employer::talent),
        Column::text(tr::employer::state),
        Column::text(tr::employer::about_ad),
        Column::text(tr::employer::pay),
        Column::text(tr::employer::asked_on),
    ];
    let goes_on = next.is_some();
    let fetch = |cursor| async move {
        let page = calls::sent_contacts(Some(cursor)).await?;
        Ok((page.items, page.next))
    };
    let same = |_: &Contact, _: &Contact| false;
    let Paging { items, busy, done, more } = beside(CONTACTS, (first, next), tr::employer::contacts_came, fetch, same);
    let line = move |number| items.with_untracked(|items| items.get(number).cloned()).map(contact_row).into_any();
    let shown = move || tr::employer::contacts_shown(items.with(Vec::len) as u64);
    view! {
        <Table id=CONTACTS caption=tr::employer::contacts caption_hidden=true columns>
            {growing(move || items.with(Vec::len), line)}
        </Table>
        {goes_on.then(|| view! { <More label=tr::employer::contacts_more shown list=CONTACTS busy done on_more=more/> })}
        <p>{find}</p>
    }
    .into_any()
}

fn contact_row(contact: Contact) -> impl IntoView {
    let Contact { talent, talent_headline, job, job_title, pay, status, sent_at, answered_at, revealed, .. } = contact;
    let tone = match status {
        ContactStatus::Sent => TagTone::Info,
        ContactStatus::Accepted => TagTone::Ok,
        ContactStatus::Declined | ContactStatus::Expired => TagTone::Plain,
    };
    let who = revealed.map(|person| {
        let mail = format!("mailto:{}", person.email);
        view! { <p class="revealed"><bdi>{person.name}</bdi><br/><a href=mail dir="ltr">{person.email}</a></p> }
    });
    let answered = answered_at.map(|at| {
        view! { <p class="hint"><time datetime=at.to_rfc3339()>{move || tr::date(at.timestamp_millis(), "medium")}</time></p> }
    });
    view! {
        <tr>
            <th scope="row">{named(talent, talent_headline)}</th>
            <td><Tag label=move || words::contact_status(status) tone/>{answered}{who}</td>
            <td><a href=Route::EmployerJob(job).path() dir="auto">{job_title}</a></td>
            <td>{move || words::pay(&pay)}</td>
            <td>
                <time datetime=sent_at.to_rfc3339()>{move || tr::date(sent_at.timestamp_millis(), "medium")}</time>
            </td>
        </tr>
    }
}

/// The talent by its headline; whoever does not show the profile to this organisation any more has none.
fn named(talent: TalentId, headline: Option<String>) -> AnyView {
    let Some(headline) = headline else { return tr::employer::talent_gone.into_any() };
    let headline = Some(headline).filter(|headline| !headline.is_empty()).unwrap_or_else(tr::employer::talent_untitled);
    view! { <a href=Route::Talent(talent).path() dir="auto">{headline}</a> }.into_any()
}
