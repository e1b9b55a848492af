//! What organisations ask for, for those who work here, with an answer to each.

use leptos::prelude::*;
use passerelle_api::{
    id::TrainingId,
    training::{StaffTraining, TrainingAnswer, TrainingStatus, limits},
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
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        empty::Empty,
        field::{Choice, Select, TextArea},
        icon::Icon,
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
    let loader = load(tr::language, calls::all);
    // The request whose form is open.
    let chosen = RwSignal::new(None::<TrainingId>);
    view! {
        <p class="lead">{tr::training::staff_lead}</p>
        <Loaded loader view=move |list| requests(loader, list, chosen)/>
    }
    .into_any()
}

fn requests(
    loader: Loader<Vec<StaffTraining>>,
    list: Vec<StaffTraining>,
    chosen: RwSignal<Option<TrainingId>>,
) -> AnyView {
    if list.is_empty() {
        return view! { <Empty title=tr::training::staff_none text=tr::training::staff_none_next/> }.into_any();
    }
    let items: Vec<AnyView> = list.into_iter().map(|item| request(loader, item, chosen)).collect();
    view! { <ul class="stack" role="list">{items}</ul> }.into_any()
}

fn heading_of(id: &TrainingId) -> String {
    ["training-", id.as_str()].concat()
}

fn request(loader: Loader<Vec<StaffTraining>>, item: StaffTraining, chosen: RwSignal<Option<TrainingId>>) -> AnyView {
    let StaffTraining { employer, asked_by, request } = item;
    let heading = heading_of(&request.id);
    let labelled = heading.clone();
    let (name, status, id) = (title(&request), request.status, request.id.clone());
    let about = employer.name.clone();
    let form_id = id.clone();
    let answer = is_open(status).then(|| {
        let is_chosen = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&form_id)));
        move || {
            let id = id.clone();
            if is_chosen.get() {
                return answer_form(loader, id, status, chosen);
            }
            let about = about.clone();
            let open = move |()| {
                chosen.set(Some(id.clone()));
                arrive("training-status");
            };
            view! { <div><Button label=tr::training::to_answer about=move || about.clone() icon=Icon::Edit on_press=open/></div> }
                .into_any()
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

fn answer_form(
    loader: Loader<Vec<StaffTraining>>,
    id: TrainingId,
    from: TrainingStatus,
    chosen: RwSignal<Option<TrainingId>>,
) -> AnyView {
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
        let (lang, heading) = (tr::language_untracked(), id.with_value(heading_of));
        leptos::task::spawn_local(async move {
            let work = || calls::answer(lang, id.get_value(), &answer);
            if sending.send(session.send(work)).await.is_some() {
                form.sent();
                chosen.try_set(None);
                toasts.show(Tone::Done, untrack(tr::training::answered));
                loader.retry_to(heading);
            } else if sending.conflicts() {
                toasts.show(Tone::Problem, untrack(tr::training::changed_meanwhile));
                loader.retry_to(heading);
            }
        });
    });
    let cancel = move |()| {
        chosen.set(None);
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
