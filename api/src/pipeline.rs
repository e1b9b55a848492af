//! How an organisation works through the applications to an ad: stages, notes, tasks, ready texts, and times to meet.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    account::Language,
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::{ApplicationId, IdempotencyKey, JobSlug, NoteId, SlotId, TaskId, TemplateId},
    job::{Application, DeclineReason, ReceivedApplication},
    reference::InLanguage,
    wire::{request, wire, words},
};

words! {
    /// Where an application stands on the organisation's own board.
    pub enum Stage {
        New = "new",
        Reading = "reading",
        Interview = "interview",
        Offer = "offer",
        Hired = "hired",
        Refused = "refused",
    }
}

request! {
    /// Where a list of applications goes on.
    pub struct ApplicationsFrom {
        /// The `next` of the part before; the newest when left out.
        pub cursor: Option<String>,
        /// The language of the names of occupations.
        pub lang: Option<Language>,
    }

    /// Applications to move, at most [`limits::AT_ONCE`], and where.
    pub struct Move {
        pub applications: Vec<ApplicationId>,
        pub stage: Option<Stage>,
        /// Needed with `refused`.
        pub reason: Option<DeclineReason>,
        /// What each person reads with it; `{name}` and `{job}` are filled in. Only where the person is told at all.
        pub message: Option<String>,
    }

    /// A note to the other members.
    pub struct NewNote {
        pub text: String,
        /// Makes one note of however many sendings.
        pub key: IdempotencyKey,
    }

    /// Something to do about an application.
    pub struct NewTask {
        pub text: String,
        pub due: Option<NaiveDate>,
        /// Makes one task of however many sendings.
        pub key: IdempotencyKey,
    }

    /// Whether a task is done.
    pub struct TaskChange {
        pub done: bool,
    }

    /// A text that is used again. `{name}` and `{job}` are filled in.
    pub struct TemplateChange {
        pub name: String,
        pub text: String,
    }

    /// A time to meet.
    pub struct NewSlot {
        pub starts_at: Option<DateTime<Utc>>,
        pub minutes: u32,
    }

    /// Times to meet, of which the person chooses one. They replace those that were offered before.
    pub struct NewSlots {
        pub slots: Vec<NewSlot>,
        /// Where, or how to call.
        pub place: String,
    }

    /// The time that was chosen.
    pub struct SlotChoice {
        pub slot: Option<SlotId>,
    }

    /// That none of the times suits, in words or without.
    pub struct SlotsRefusal {
        pub words: String,
    }
}

wire! {
    /// A part of the applications to an ad, the newest first, with what the organisation keeps about them.
    pub struct Pipeline {
        pub job: JobSlug,
        pub title: String,
        pub items: Vec<PipelineItem>,
        /// How many there are in all.
        pub total: u64,
        /// The cursor of the next part, while there is one.
        pub next: Option<String>,
        pub templates: Vec<Template>,
    }

    /// A part of the applications to an ad, the newest first.
    pub struct ReceivedList {
        pub items: Vec<ReceivedApplication>,
        /// How many there are in all.
        pub total: u64,
        /// The cursor of the next part, while there is one.
        pub next: Option<String>,
    }

    /// One application on the board.
    pub struct PipelineItem {
        pub received: ReceivedApplication,
        pub stage: Stage,
        pub notes: Vec<StageNote>,
        pub tasks: Vec<Task>,
        pub slots: Vec<Slot>,
    }

    /// A note to the other members. The person never sees it here.
    pub struct StageNote {
        pub id: NoteId,
        /// Who wrote it; nobody where that member is gone.
        pub author: Option<String>,
        pub text: String,
        pub written_at: DateTime<Utc>,
    }

    /// Something to do about an application.
    pub struct Task {
        pub id: TaskId,
        pub text: String,
        pub due: Option<NaiveDate>,
        pub done: bool,
    }

    /// A text that is used again.
    pub struct Template {
        pub id: TemplateId,
        pub name: String,
        pub text: String,
    }

    /// A time to meet.
    pub struct Slot {
        pub id: SlotId,
        pub starts_at: DateTime<Utc>,
        pub minutes: u32,
        pub place: String,
        pub chosen: bool,
        /// Whether the member who offered it meets somebody else then by now, so that it cannot be chosen. Never so for the person who
        /// applied, who is not shown such a time.
        pub taken: bool,
    }

    /// What became of a move: those that could not go there stay where they are.
    pub struct Moved {
        pub moved: Vec<ApplicationId>,
        pub stayed: Vec<ApplicationId>,
    }
}

/// Bounds that the form and the server both hold to, in characters or items.
pub mod limits {
    pub const AT_ONCE: u64 = 100;
    pub const NOTE: u64 = 2_000;
    pub const NOTES: u64 = 200;
    pub const TASK: u64 = 200;
    pub const TASKS: u64 = 50;
    pub const TEMPLATE_NAME: u64 = 80;
    pub const TEMPLATE: u64 = 1_000;
    pub const TEMPLATES: u64 = 50;
    pub const SLOTS: u64 = 10;
    pub const PLACE: u64 = 300;
    /// What somebody says whom none of the times suits.
    pub const REFUSAL: u64 = 500;
    pub const MINUTES: u32 = 480;
    /// Days ahead that a time to meet may be.
    pub const DAYS: i64 = 366;
}

endpoints! {
    /// Lists the applications to an ad of one's own organisation, part by part. Reading them marks them as seen.
    Get "/api/employer/jobs/{job}/applications" ListReceived { job: JobSlug } (ApplicationsFrom, NoBody) -> ReceivedList, Searcher;
    /// Shows the applications to an ad of one's own organisation on its board, part by part. That marks none as seen:
    /// opening one does.
    Get "/api/employer/jobs/{job}/pipeline" ShowPipeline { job: JobSlug } (ApplicationsFrom, NoBody) -> Pipeline, Searcher;
    /// Moves applications to a stage. The person is told where an interview, a yes or a no comes of it.
    Post "/api/employer/moves" MoveApplications {} (NoQuery, Move) -> Moved, Poster;
    /// Says that one application to one's own organisation was opened, which its owners and the person read, and marks
    /// it as seen.
    Post "/api/employer/applications/{application}/views" OpenApplicant { application: ApplicationId } (NoQuery, NoBody) -> NoReply, Searcher;
    /// Writes a note about an application to one's own organisation.
    Post "/api/employer/applications/{application}/notes" AddNote { application: ApplicationId } (NoQuery, NewNote) -> StageNote, Poster;
    /// Deletes a note.
    Delete "/api/employer/notes/{note}" DeleteStageNote { note: NoteId } (NoQuery, NoBody) -> NoReply, Poster;
    /// Writes down something to do about an application to one's own organisation.
    Post "/api/employer/applications/{application}/tasks" AddTask { application: ApplicationId } (NoQuery, NewTask) -> Task, Poster;
    /// Says whether a task is done.
    Patch "/api/employer/tasks/{task}" ChangeTask { task: TaskId } (NoQuery, TaskChange) -> Task, Poster;
    /// Deletes a task.
    Delete "/api/employer/tasks/{task}" DeleteTask { task: TaskId } (NoQuery, NoBody) -> NoReply, Poster;
    /// Keeps a text of one's own organisation that is used again.
    Put "/api/employer/templates/{template}" SaveTemplate { template: TemplateId } (NoQuery, TemplateChange) -> Template, Poster;
    /// Deletes such a text.
    Delete "/api/employer/templates/{template}" DeleteTemplate { template: TemplateId } (NoQuery, NoBody) -> NoReply, Poster;
    /// Offers times to meet, which makes an interview of the application. Refused while the person chose one that is still to come, and at a time
    /// at which the member who offers it meets somebody else.
    Post "/api/employer/applications/{application}/slots" OfferSlots { application: ApplicationId } (NoQuery, NewSlots) -> Vec<Slot>, Poster;
    /// Chooses one of the times to meet that were offered for one's own application. Whoever takes a time of a member first has it.
    Post "/api/applications/{application}/slot" ChooseSlot { application: ApplicationId } (InLanguage, SlotChoice) -> Application, Account;
    /// Says that none of the times to meet suits, so that the organisation offers others. What was chosen is chosen no more.
    Post "/api/applications/{application}/slots-refusal" RefuseSlots { application: ApplicationId } (InLanguage, SlotsRefusal) -> Application, Account;
}

/// Where the chosen time to meet is read as an iCalendar file, by the person and by the organisation.
pub fn calendar_path(application: &ApplicationId) -> String {
    format!("/api/applications/{}/interview.ics", crate::endpoint::escape(application.as_str()))
}
