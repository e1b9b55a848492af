//! The applications to one ad on the organisation's board: a heading and a list for each stage, and one form that moves what is ticked.

use leptos::{prelude::*, text_prop::TextProp};
use passerelle_api::{
    Access,
    id::{ApplicationId, JobSlug},
    job::ApplicationStatus,
    pipeline::{Pipeline, PipelineItem, Stage, Template},
    placement::Side,
};
use passerelle_rules::application::stands_open;

use super::{
    application_item::{compared, details, heading_id, looking_at, sender},
    calls,
    item_panel::panel,
    more::{Came, Growth, InParts, shown as shown_of},
    moves::{Moving, move_form},
    templates::templates,
};
use crate::{
    announce::PageHeading,
    attention,
    gate::EmployerGate,
    i18n as tr,
    load::{Load, Loaded, Loader, load},
    placement::{self, Contracted},
    route::Route,
    session::use_session,
    ui::{
        button::Button,
        disclosure::Disclosure,
        empty::Empty,
        field::Tick,
        icon::{Glyph, Icon},
        tag::{Tag, TagTone},
    },
    words,
};

/// The board of one ad.
#[component]
pub fn PipelinePage(job: JobSlug) -> impl IntoView {
    view! {
        <EmployerGate why=tr::employer::gate_why heading=tr::pipeline::title let_in=true>{shown(job.clone())}</EmployerGate>
    }
}

fn shown(job: JobSlug) -> AnyView {
    let back = Route::EmployerJob(job.clone()).path();
    let growth = Growth::new();
    let moving = Moving::new(&job);
    let loader = load(tr::language, move |lang| calls::pipeline(job.clone(), lang, move || growth.stood()));
    let failed = Memo::new(move |_| matches!(loader.state(), Load::Failed(_)));
    let board = Board::new(loader, growth, moving);
    view! {
        <a class="back-link" href=back>
            <Glyph icon=Icon::Back/>
            {tr::pipeline::to_list}
        </a>
        {move || failed.get().then(|| view! { <PageHeading text=tr::pipeline::title/> })}
        <Loaded loader view=move |pipeline| view_of(board, pipeline)/>
    }
    .into_any()
}

/// What outlives a board that is drawn anew.
#[derive(Clone, Copy)]
pub struct Board {
    pub loader: Loader<Pipeline>,
    growth: Growth,
    /// What the form moves.
    pub moving: Moving,
    /// The application whose notes, tasks and times are open.
    pub open: RwSignal<Option<ApplicationId>>,
    /// Whether this member may change anything.
    pub writes: Memo<bool>,
}

impl Board {
    fn new(loader: Loader<Pipeline>, growth: Growth, moving: Moving) -> Self {
        let session = use_session();
        let writes = Memo::new(move |_| session.may(Access::Poster));
        Self { loader, growth, moving, open: RwSignal::new(None), writes }
    }
}

fn view_of(board: Board, pipeline: Pipeline) -> AnyView {
    attention::hold_place();
    let Pipeline { job, title, items, templates: texts, total, next } = pipeline;
    let kept = StoredValue::new(texts.clone());
    if items.is_empty() {
        return view! {
            <PageHeading text=title own_words=true/>
            <Empty title=tr::employer::no_applications text=tr::employer::no_applications_next/>
        }
        .into_any();
    }
    let wished = items.iter().any(|item| item.received.application.wish.is_some());
    let own_words = !wished;
    let title: TextProp = if wished { tr::employer::spontaneous.into() } else { title.into() };
    let stages: Vec<AnyView> = Stage::ALL.iter().map(|stage| stage_view(board, *stage, &items)).collect();
    let stand = items.len();
    let is_part = next.is_some();
    let fetch = move |cursor| calls::pipeline_part(job.clone(), tr::language_untracked(), Some(cursor));
    let more = board.growth.view(board.loader, (stand, total), next, fetch);
    let movable: Vec<PipelineItem> =
        items.iter().filter(|item| stands_open(item.received.application.status)).cloned().collect();
    view! {
        <PageHeading text=title own_words/>
        <p class="lead">{tr::pipeline::lead}</p>
        // What the headings count is what stands.
        {is_part.then(|| view! { <p class="hint">{move || shown_of(stand, total)}</p> })}
        {(board.writes.get_untracked() && !movable.is_empty()).then(|| move_form(board, movable, kept))}
        {stages}
        {more}
        {board.writes.get_untracked().then(|| templates(board, texts))}
    }
    .into_any()
}

impl InParts for Pipeline {
    fn stand(&self) -> usize {
        self.items.len()
    }

    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    fn join(&mut self, part: Self) -> Came {
        let first = part.items.first().map(|item| heading_id(&item.received.application.id));
        let count = part.items.len();
        self.items.extend(part.items);
        (self.total, self.next) = (part.total, part.next);
        Came { count, first }
    }
}

pub fn stage_name(stage: Stage) -> String {
    match stage {
        Stage::New => tr::pipeline::stage_new(),
        Stage::Reading => tr::pipeline::stage_reading(),
        Stage::Interview => tr::pipeline::stage_interview(),
        Stage::Offer => tr::pipeline::stage_offer(),
        Stage::Hired => tr::pipeline::stage_hired(),
        Stage::Refused => tr::pipeline::stage_refused(),
    }
}

/// The id of the heading of a stage.
pub fn stage_id(stage: Stage) -> String {
    ["stage-", stage.as_str()].concat()
}

fn stage_view(board: Board, stage: Stage, items: &[PipelineItem]) -> AnyView {
    let here: Vec<PipelineItem> = items.iter().filter(|item| item.stage == stage).cloned().collect();
    let is_there = |item: &&PipelineItem| item.received.application.status != ApplicationStatus::Withdrawn;
    let count = here.iter().filter(is_there).count() as u64;
    let id = stage_id(stage);
    let is_empty = here.is_empty();
    let items: Vec<AnyView> = here.into_iter().map(|item| item_view(board, item)).collect();
    // An empty list would only be one more stop for a screen reader.
    let list = if is_empty {
        view! { <p class="hint">{tr::pipeline::nobody}</p> }.into_any()
    } else {
        view! { <ul class="stack" role="list">{items}</ul> }.into_any()
    };
    view! {
        // Its heading takes focus after a move, and a region of the same name would be heard twice.
        <section class="stack inbox-group">
            <h2 id=id tabindex="-1">{move || tr::pipeline::stage_count(&stage_name(stage), &tr::number(count))}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn item_view(board: Board, item: PipelineItem) -> AnyView {
    use ApplicationStatus::{Seen, Sent};
    let id = item.received.application.id.clone();
    let name = sender(&item.received);
    let person = StoredValue::new(name.clone());
    let about = move || person.with_value(|name| tr::pipeline::about(name));
    let status = item.received.application.status;
    let heading = heading_id(&id);
    let choice = (board.writes.get_untracked() && stands_open(item.received.application.status))
        .then(|| board.moving.tick(&id, &name));
    let looked = looking_at(id.clone());
    let (opened, toggled) = (id.clone(), id.clone());
    let open = Memo::new(move |_| board.open.with(|open| open.as_ref() == Some(&opened)));
    let toggle = move |()| {
        let now = (!open.get_untracked()).then(|| toggled.clone());
        if now.is_some() {
            looked.run(());
        }
        board.open.set(now);
    };
    let (notes, tasks) = (item.notes.len() as u64, item.tasks.iter().filter(|task| !task.done).count() as u64);
    let meeting = item.slots.iter().find(|slot| slot.chosen).map(|slot| slot.starts_at.timestamp_millis());
    let none_suits = item.received.application.none_suits.is_some() && status == ApplicationStatus::Interview;
    let kept = StoredValue::new(item.clone());
    let received = item.received;
    let placement = received.application.placement.clone();
    let proof = placement.as_ref().map(|placement| placement::tag(placement, Side::Employer));
    let contracted = placement.map(|placement| Contracted {
        application: id.clone(),
        placement,
        side: Side::Employer,
        other: name.clone(),
        about: name.clone(),
        writes: board.writes.get_untracked(),
        changed: Callback::new(move |heading: String| board.loader.retry_to(heading)),
    });
    let compared = compared(&received);
    view! {
        <li>
            <article class="stack application">
                <div class="application-head">
                    // It takes focus where it is the first of those that came.
                    <h3 id=heading tabindex="-1"><bdi>{name}</bdi></h3>
                    // The stage says already whether it was read.
                    {(!matches!(status, Sent | Seen)).then(|| view! {
                        <Tag label=move || words::application_status(status) tone=TagTone::Plain/>
                    })}
                    {proof}
                    {none_suits.then(|| view! { <Tag label=tr::pipeline::none_suits tone=TagTone::Warn icon=Icon::Calendar/> })}
                    {meeting.map(|at| view! { <Tag label=move || tr::meeting_time(at) tone=TagTone::Ok icon=Icon::Calendar/> })}
                </div>
                {choice}
                <Disclosure summary=tr::pipeline::sent about on_open=looked>
                    <div class="stack">{details(received)}</div>
                </Disclosure>
                {compared}
                {contracted.map(placement::contract)}
                <div>
                    <Button
                        label=move || tr::pipeline::desk(&tr::number(notes), &tr::number(tasks))
                        about
                        expanded=Signal::from(open)
                        on_press=toggle
                    />
                </div>
                {move || open.get().then(|| panel(board, kept.get_value()))}
            </article>
        </li>
    }
    .into_any()
}

/// A box that chooses one application.
pub fn choice(id: String, name: String, checked: Signal<bool>, on_change: Callback<bool>) -> AnyView {
    view! { <Tick id label=move || tr::pipeline::choose(&name) checked on_change/> }.into_any()
}

/// The texts on offer, with none at their head.
pub type Texts = StoredValue<Vec<Template>>;
