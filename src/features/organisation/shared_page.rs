//! What the members share: lists of talents; for owners, who opened what, and the file of everything.

use leptos::prelude::*;
use passerelle_api::{
    Access,
    id::{ShortlistId, TalentId},
    shared::{EXPORT_PATH, MemberView, MemberViews, Opened, Shortlist},
};

use super::calls;
use crate::{
    announce::PageHeading,
    gate::EmployerGate,
    i18n as tr,
    load::{Loaded, Loader, load},
    masked,
    paging::{Paging, paging},
    press::use_press,
    route::Route,
    session::use_session,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        confirm::Confirm,
        empty::Empty,
        growing::growing,
        icon::{Glyph, Icon},
        more::More,
        table::{Column, Table},
    },
    words,
};

/// The heading that focus goes to once the lists are others.
const LISTS: &str = "shared-lists";

/// The page of what is shared.
#[component]
pub fn SharedPage() -> impl IntoView {
    view! {
        <a class="back-link" href=Route::Employer.path()>
            <Glyph icon=Icon::Back/>
            {tr::shell::employer_desk}
        </a>
        <PageHeading text=tr::shared::title/>
        <EmployerGate why=tr::shared::why>{page()}</EmployerGate>
    }
}

fn page() -> AnyView {
    let session = use_session();
    let owns = Memo::new(move |_| session.may(Access::Owner));
    // Owners keep the record and the file of what is theirs also where their organisation was not let in.
    view! {
        <EmployerGate why=tr::shared::why let_in=true>{lists()}</EmployerGate>
        {move || owns.get().then(owners)}
    }
    .into_any()
}

fn lists() -> AnyView {
    let loader = load(|| (), |()| calls::shortlists());
    view! {
        <section class="stack" aria-labelledby=LISTS>
            <h2 id=LISTS tabindex="-1">{tr::shared::lists}</h2>
            <Loaded loader view=move |lists| lists_view(loader, lists)/>
        </section>
    }
    .into_any()
}

fn lists_view(loader: Loader<Vec<Shortlist>>, lists: Vec<Shortlist>) -> AnyView {
    if lists.is_empty() {
        return view! {
            <Empty title=tr::shared::none text=tr::shared::none_next level=3>
                <LinkButton href=Route::Talents.path() label=tr::shared::find icon=Icon::Search/>
            </Empty>
        }
        .into_any();
    }
    let lists: Vec<AnyView> = lists.into_iter().map(|list| list_view(loader, list)).collect();
    view! { <ul class="stack" role="list">{lists}</ul> }.into_any()
}

fn list_view(loader: Loader<Vec<Shortlist>>, list: Shortlist) -> AnyView {
    let session = use_session();
    let writes = untrack(move || session.may(Access::Poster));
    let Shortlist { id, name, talents } = list;
    let (about, shown) = (name.clone(), name);
    let count = talents.len() as u64;
    let items: Vec<AnyView> = talents
        .into_iter()
        .map(|talent| {
            let href = Route::Talent(talent.id).path();
            let (headline, lang) = masked::headline(&talent.headline, talent.lang);
            view! { <li><a class="lone-link" href=href lang=lang.as_str()>{headline}</a></li> }.into_any()
        })
        .collect();
    let items = (count > 0).then(|| view! { <ul>{items}</ul> }.into_any());
    view! {
        <li>
            <article class="stack registration">
                <h3><bdi>{shown}</bdi></h3>
                <p class="hint">{move || tr::shared::talents(count)}</p>
                {items}
                {writes.then(|| delete(loader, id, about))}
            </article>
        </li>
    }
    .into_any()
}

fn delete(loader: Loader<Vec<Shortlist>>, id: ShortlistId, name: String) -> AnyView {
    let press = use_press();
    let asking = RwSignal::new(false);
    let dialog = ["delete-", id.as_str()].concat();
    let (about, asked) = (name.clone(), name);
    let delete = move |()| {
        let id = id.clone();
        let anew = move || loader.retry_to(LISTS.to_owned());
        let deleted = move |()| {
            press.done(untrack(tr::shared::deleted));
            anew();
        };
        press.send_shared(move || calls::delete_shortlist(id.clone()), tr::shared::deleted_meanwhile, anew, deleted);
    };
    view! {
        <div>
            <Button
                label=tr::shared::delete
                about=move || tr::organisation::of(&about)
                kind=ButtonKind::Danger
                icon=Icon::Trash
                busy=press.busy()
                on_press=move |()| asking.set(true)
            />
        </div>
        <Confirm
            id=dialog
            open=asking
            title=move || tr::shared::delete_title(&asked)
            text=tr::shared::delete_text
            yes=tr::shared::delete
            no=tr::shell::cancel
            close=tr::shell::close
            on_yes=delete
        />
    }
    .into_any()
}

/// What only owners see.
fn owners() -> AnyView {
    let loader = load(|| (), |()| calls::views(None));
    let name = "organisation.json".to_owned();
    view! {
        <section class="stack inbox-group">
            <h2>{tr::shared::views}</h2>
            <p>{tr::shared::views_text}</p>
            <Loaded loader view=views/>
        </section>
        <section class="stack inbox-group" aria-labelledby="shared-export">
            <h2 id="shared-export">{tr::shared::export}</h2>
            <p>{tr::shared::export_text}</p>
            <div><LinkButton href=EXPORT_PATH label=tr::shared::export_get icon=Icon::Download download=name/></div>
        </section>
    }
    .into_any()
}

/// The table that grows.
const VIEWS: &str = "views";

fn views(views: MemberViews) -> AnyView {
    if views.items.is_empty() {
        return view! { <p>{tr::shared::no_views}</p> }.into_any();
    }
    let columns = vec![
        Column::text(tr::shared::member),
        Column::text(tr::shared::opened),
        Column::text(tr::shared::day),
        Column::number(tr::shared::times),
    ];
    let fetch = |cursor| async move {
        let page = calls::views(Some(cursor)).await?;
        Ok((page.items, page.next))
    };
    let Paging { items, busy, done, more } = paging((views.items, views.next), tr::shared::came, fetch);
    let line = move |number| items.with_untracked(|items| items.get(number).cloned()).map(row).into_any();
    let shown = move || tr::shared::shown(items.with(Vec::len) as u64);
    view! {
        <Table id=VIEWS caption=tr::shared::views caption_hidden=true columns>
            {growing(move || items.with(Vec::len), line)}
        </Table>
        <More label=tr::shared::more shown list=VIEWS busy done on_more=more/>
    }
    .into_any()
}

fn row(view: MemberView) -> AnyView {
    let MemberView { member, opened, job, job_title, talent, person, list, day, times } = view;
    // What is gone by now is told of without its name.
    let named = |name: Option<String>, told: fn(&str) -> String, gone: fn() -> String| {
        move || name.as_deref().map_or_else(gone, told)
    };
    let ad = job.map(|job| {
        let href = Route::EmployerJob(job).path();
        view! { <a href=href dir="auto">{job_title}</a> }
    });
    let what = match opened {
        Opened::Applications => view! { {tr::shared::applications}" "{ad} }.into_any(),
        Opened::Applicant => {
            view! { {named(person, tr::shared::applicant, tr::shared::applicant_gone)}" "{ad} }.into_any()
        }
        Opened::Cv => view! { {named(person, tr::shared::cv, tr::shared::cv_gone)}" "{ad} }.into_any(),
        Opened::Shortlist => named(list, tr::shared::list, tr::shared::list_gone).into_any(),
        Opened::Export => tr::shared::exported.into_any(),
        Opened::Profile => of_talent(talent, tr::shared::profile),
        Opened::Name => of_talent(talent, tr::shared::name),
    };
    view! {
        <tr>
            // Where a line has no link, it is its head that focus goes to among those that came.
            <th scope="row" tabindex="-1"><bdi>{member}</bdi></th>
            <td>{what}</td>
            <td><time datetime=day.to_string()>{move || words::day(day)}</time></td>
            <td class="num">{move || tr::number(times.into())}</td>
        </tr>
    }
    .into_any()
}

/// A talent, who is told of by what was opened and stays masked.
fn of_talent(talent: Option<TalentId>, what: fn() -> String) -> AnyView {
    talent.map(|talent| view! { <a href=Route::Talent(talent).path()>{what}</a> }).into_any()
}
