//! What organisations ask for, for those who work here, with an answer to each.

use leptos::prelude::*;
use passerelle_api::{
    id::TrainingId,
    training::{StaffTraining, StaffTrainings, TrainingAnswer, TrainingStatus, limits},
};
use passerelle_rules::training::is_open;

use super::{
    calls,
    request::{status_name, status_tag, title, told},
};
use crate::{
    announce::{PageHeading, arrive},
    draft::own_draft,
    gate::Gate,
    i18n as tr,
    load::{Loaded, Loader, load},
    paging::{Paging, moving},
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        empty::Empty,
        field::{Choice, Select, TextArea},
        growing::growing,
        icon::Icon,
        more::More,
        notice::Notice,
    },
};

const FIELDS: &[Field] =
    &[("status", "training-status", tr::training::status), ("words", "training-words", tr::training::words)];

/// What an answer can say.
const ANSWERS: [TrainingStatus; 4] =
    [TrainingStatus::Talks, TrainingStatus::Planned, TrainingStatus::Declined, TrainingStatus::Done];

/// The page of those who work here.
#[component]
pub fn StaffTrainingPage() -> impl IntoView {
    let session = use_session();
    let works_here = Memo::new(move |_| session.works_here());
    view! {
        <PageHeading text=tr::training::staff_title/>
        <Gate why=tr::training::staff_why>
            {move || if works_here.get() { page() } else {
                view! { <Notice title=tr::training::staff_only><p>{tr::training::staff_why}</p></Notice> }.into_any()
            }}
        </Gate>
    }
}

fn page() -> AnyView {
    let loader = load(tr::language, |lang| calls::all(lang, None));
    // The request whose form is open.
    let chosen = RwSignal::new(None::<TrainingId>);
    view! {
        <p class="lead">{tr::training::staff_lead}</p>
        <Loaded loader view=move |page| requests(loader, page, chosen)/>
    }
    .into_any()
}

/// The list that grows.
const LIST: &str = "trainings";

/// What an answer changes.
#[derive(Clone, Copy)]
struct Listed {
    loader: Loader<StaffTrainings>,
    items: RwSignal<Vec<StaffTraining>>,
    /// The request whose form is open: one at a time, since its fields have the same names everywhere.
    chosen: RwSignal<Option<TrainingId>>,
}

impl Listed {
    /// Puts a request in the place of what it was before.
    fn put(self, changed: StaffTraining) {
        self.items.try_update(|items| {
            let place = items.iter_mut().find(|item| item.request.id == changed.request.id);
            place.into_iter().for_each(|place| *place = changed.clone());
        });
    }
}

fn requests(loader: Loader<StaffTrainings>, page: StaffTrainings, chosen: RwSignal<Option<TrainingId>>) -> AnyView {
    if page.items.is_empty() {
        return view! { <Empty title=tr::training::staff_none text=tr::training::staff_none_next/> }.into_any();
    }
    let goes_on = page.next.is_some();
    let fetch = |cursor| async move {
        let page = calls::all(tr::language_untracked(), Some(cursor)).await?;
        Ok((page.items, page.next))
    };
    // One that is answered keeps its place for whoever reads on, and goes to another for whoever begins anew meanwhile.
    let same = |one: &StaffTraining, other: &StaffTraining| one.request.id == other.request.id;
    let Paging { items, busy, done, more } = moving((page.items, page.next), tr::training::came, fetch, same);
    let listed = Listed { loader, items, chosen };
    let line = move |number: usize| {
        // Drawn anew once it was answered.
        let one = Memo::new(move |_| items.with(|items| items.get(number).cloned()));
        (move || one.get().map(|item| request(listed, item))).into_any()
    };
    let shown = move || tr::training::shown(items.with(Vec::len) as u64);
    view! {
        <ul id=LIST class="stack" role="list">{growing(move || items.with(Vec::len), line)}</ul>
        {goes_on.then(|| view! { <More label=tr::training::more shown list=LIST busy done on_more=more/> })}
    }
    .into_any()
}

fn heading_of(id: &TrainingId) -> String {
    ["training-", id.as_str()].concat()
}

fn request(listed: Listed, item: StaffTraining) -> AnyView {
    let chosen = listed.chosen;
    let StaffTraining { employer, asked_by, request } = item;
    let heading = heading_of(&request.id);
    let labelled = heading.clone();
    let (name, status, id) = (title(&request), request.status, request.id.clone());
    let (whose, what) = (employer.name.clone(), name.clone());
    let form_id = id.clone();
    let answer = is_open(status).then(|| {
        let is_chosen = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&form_id)));
        move || {
            let id = id.clone();
            if is_chosen.get() {
                return answer_form(listed, id, status);
            }
            let (whose, what) = (whose.clone(), what.clone());
            let about = move || tr::words::labelled(&whose, &what);
            let open = move |()| {
                chosen.set(Some(id.clone()));
                arrive("training-status");
            };
            view! { <div><Button label=tr::training::to_answer about icon=Icon::Edit on_press=open/></div> }.into_any()
        }
    });
    view! {
        <li>
            <article class="stack registration" aria-labelledby=labelled>
                <div class="registration-head">
                    <h2 id=heading tabindex="-1"><bdi>{employer.name}</bdi>": "{name}</h2>
                    {status_tag(status)}
                </div>
                {asked_by.map(|address| view! { <p>{tr::training::asked_by}" "<bdi dir="ltr">{address}</bdi></p> })}
                {told(&request, false)}
                {answer}
            </article>
        </li>
    }
    .into_any()
}

fn answer_form(listed: Listed, id: TrainingId, from: TrainingStatus) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let form = own_draft(&["training-answer:", id.as_str()].concat(), (String::new(), String::new()));
    let sending = Sending::new(FIELDS);
    let id = StoredValue::new(id);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let (status, words) = form.get_untracked();
        let answer = TrainingAnswer { status: status.parse().ok(), words, from: Some(from) };
        let (lang, heading, kept) = (tr::language_untracked(), id.with_value(heading_of), form.sent());
        let own = id.get_value();
        leptos::task::spawn_local(async move {
            let work = || calls::answer(lang, own.clone(), &answer);
            if let Some(reply) = sending.send(session.send(work)).await {
                kept.forget();
                // Whoever answers another one by now goes on with that.
                listed.chosen.try_update(|chosen| chosen.take_if(|open| *open == own));
                toasts.show(Tone::Done, untrack(tr::training::answered));
                listed.put(reply);
                arrive(heading);
            } else if sending.conflicts() {
                toasts.show(Tone::Problem, untrack(tr::training::changed_meanwhile));
                let Some(id) = id.try_get_value() else { return };
                match calls::one(lang, id).await {
                    Ok(Some(now)) => {
                        listed.put(now);
                        arrive(heading);
                    }
                    // It went with its organisation, or nobody answers just now, which the list says in its place.
                    Ok(None) | Err(_) => listed.loader.retry_to(heading),
                }
            }
        });
    });
    let cancel = move |()| {
        listed.chosen.set(None);
        arrive(id.with_value(heading_of));
    };
    let options =
        || ANSWERS.iter().map(|status| Choice::new(status.as_str(), status_name(*status))).collect::<Vec<_>>();
    view! {
        <form class="stack" novalidate=true on:submit=submits(send)>
            <SendingNotes sending retry=send/>
            <Select
                id="training-status"
                label=tr::training::status
                value=Signal::derive(move || form.with(|form| form.0.clone()))
                on_change=move |status| form.update(|form| form.0 = status)
                options=Signal::derive(options)
                none=tr::training::status_choose
                error=sending.error("status")
                required=true
            />
            <TextArea
                id="training-words"
                label=tr::training::words
                hint=tr::training::words_hint
                value=Signal::derive(move || form.with(|form| form.1.clone()))
                on_input=move |typed| form.update(|form| form.1 = typed)
                error=sending.error("words")
                max=limits::WORDS as usize
            />
            <div class="cluster">
                <Button label=tr::training::send_answer kind=ButtonKind::Primary icon=Icon::Send submit=true busy=sending.busy()/>
                <Button label=tr::shell::cancel on_press=cancel/>
            </div>
        </form>
    }
    .into_any()
}
