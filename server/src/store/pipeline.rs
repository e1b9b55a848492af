//! What an organisation keeps about the applications to its ads.

use std::collections::{BTreeSet, HashMap};

use passerelle_api::{
    id::{AccountId, ApplicationId, EmployerSlug, JobSlug, NoteId, SlotId, TaskId, TemplateId},
    job::ApplicationStatus,
    pipeline::{NewTask, Slot, Stage, StageNote, Task, Template, limits},
};
use passerelle_rules::pipeline::Meeting;
use sqlx::AnyConnection;

use super::{Sql, account, small, unsigned, word};
use crate::{clock::from_ms, error::Result};

/// Puts an application on a stage of the board; `false` where it is not at that status any more, for which the stage was chosen.
pub async fn set_stage(
    db: &mut AnyConnection,
    application: &ApplicationId,
    status: ApplicationStatus,
    stage: Stage,
) -> Result<bool> {
    let mut sql = Sql::new("UPDATE applications SET stage = ");
    sql.bind(stage.as_str()).push(" WHERE id = ").bind(application.as_str());
    sql.push(" AND status = ").bind(status.as_str());
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// Narrows a statement to the applications `a` to an ad: to all of them, or to these.
fn push_of(sql: &mut Sql, job: &JobSlug, only: Option<&[String]>) {
    sql.push(" WHERE a.job = ").bind(job.as_str());
    if let Some(only) = only {
        sql.push(" AND a.id IN (").bind_list(only.iter().cloned()).push(")");
    }
}

/// Where the applications to an ad, or `only` these of them, stand on the board.
pub async fn stages(db: &mut AnyConnection, job: &JobSlug, only: Option<&[String]>) -> Result<HashMap<String, Stage>> {
    let mut sql = Sql::new("SELECT a.id, a.stage FROM applications a");
    push_of(&mut sql, job, only);
    let rows: Vec<(String, String)> = sql.all(db).await?;
    rows.into_iter().map(|(id, stage)| Ok((id, word(&stage)?))).collect()
}

/// How many rows of a kind an application has.
pub async fn count(db: &mut AnyConnection, table: Kept, application: &ApplicationId) -> Result<u64> {
    let mut sql = Sql::new(match table {
        Kept::Notes => "SELECT COUNT(*) FROM application_notes WHERE application = ",
        Kept::Tasks => "SELECT COUNT(*) FROM application_tasks WHERE application = ",
    });
    sql.bind(application.as_str());
    let (count,): (i64,) = sql.one(db).await?;
    unsigned(count)
}

/// What can be kept about an application.
#[derive(Debug, Clone, Copy)]
pub enum Kept {
    Notes,
    Tasks,
}

/// Keeps a note.
pub async fn add_note(
    db: &mut AnyConnection,
    id: &str,
    application: &ApplicationId,
    account: &str,
    text: &str,
    now_ms: i64,
) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO application_notes (id, application, account, text, written_at) VALUES (");
    sql.bind_list([id, application.as_str(), account, text]).push(", ").bind(now_ms).push(")");
    sql.run(db).await.map(drop)
}

/// The notes about the applications to an ad, or `only` these of them, the newest first, each with its application.
pub async fn notes(db: &mut AnyConnection, job: &JobSlug, only: Option<&[String]>) -> Result<Vec<(String, StageNote)>> {
    let mut sql = Sql::new(
        "SELECT n.application, n.id, c.name, n.text, n.written_at FROM application_notes n \
         JOIN applications a ON a.id = n.application LEFT JOIN accounts c ON c.id = n.account",
    );
    push_of(&mut sql, job, only);
    sql.push(" ORDER BY n.written_at DESC, n.id");
    let rows: Vec<(String, String, Option<String>, String, i64)> = sql.all(db).await?;
    let note = |(application, id, author, text, at): (String, String, Option<String>, String, i64)| {
        Ok((application, StageNote { id: NoteId(id), author, text, written_at: from_ms(at)? }))
    };
    rows.into_iter().map(note).collect()
}

/// Deletes a note about an application to an organisation; `false` where it has none of that name.
pub async fn delete_note(db: &mut AnyConnection, employer: &EmployerSlug, note: &NoteId) -> Result<bool> {
    let mut sql = Sql::new("DELETE FROM application_notes WHERE id = ");
    sql.bind(note.as_str());
    push_own(&mut sql, employer);
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// Narrows a statement about notes or tasks to those of an organisation.
fn push_own(sql: &mut Sql, employer: &EmployerSlug) {
    sql.push(" AND application IN (SELECT a.id FROM applications a JOIN jobs j ON j.slug = a.job WHERE j.employer = ");
    sql.bind(employer.as_str()).push(")");
}

/// Keeps a task.
pub async fn add_task(
    db: &mut AnyConnection,
    id: &str,
    application: &ApplicationId,
    task: &NewTask,
    now_ms: i64,
) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO application_tasks (id, application, text, due_on, made_at) VALUES (");
    sql.bind_list([id, application.as_str(), task.text.trim()]).push(", ");
    sql.bind(task.due.map(|day| day.to_string())).push(", ").bind(now_ms).push(")");
    sql.run(db).await.map(drop)
}

type TaskRow = (String, String, String, Option<String>, Option<i64>);

fn task((application, id, text, due, done): TaskRow) -> Result<(String, Task)> {
    let due = due.as_deref().map(word).transpose()?;
    Ok((application, Task { id: TaskId(id), text, due, done: done.is_some() }))
}

/// The tasks about the applications to an ad, or `only` these of them: what is due first comes first, each with its application.
pub async fn tasks(db: &mut AnyConnection, job: &JobSlug, only: Option<&[String]>) -> Result<Vec<(String, Task)>> {
    let mut sql = Sql::new(
        "SELECT t.application, t.id, t.text, t.due_on, t.done_at FROM application_tasks t \
         JOIN applications a ON a.id = t.application",
    );
    push_of(&mut sql, job, only);
    sql.push(" ORDER BY CASE WHEN t.done_at IS NULL THEN 0 ELSE 1 END, COALESCE(t.due_on, '9999'), t.made_at, t.id");
    let rows: Vec<TaskRow> = sql.all(db).await?;
    rows.into_iter().map(task).collect()
}

/// Says whether a task about an application to an organisation is done; none where it has none of that name.
pub async fn change_task(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    id: &TaskId,
    done_ms: Option<i64>,
) -> Result<Option<Task>> {
    let mut sql = Sql::new("UPDATE application_tasks SET done_at = ");
    sql.bind(done_ms).push(" WHERE id = ").bind(id.as_str());
    push_own(&mut sql, employer);
    sql.push(" RETURNING application, id, text, due_on, done_at");
    let row: Option<TaskRow> = sql.optional(db).await?;
    Ok(row.map(task).transpose()?.map(|(_, task)| task))
}

/// Deletes a task; `false` where the organisation has none of that name.
pub async fn delete_task(db: &mut AnyConnection, employer: &EmployerSlug, id: &TaskId) -> Result<bool> {
    let mut sql = Sql::new("DELETE FROM application_tasks WHERE id = ");
    sql.bind(id.as_str());
    push_own(&mut sql, employer);
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// The texts that an organisation uses again, by name.
pub async fn templates(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Vec<Template>> {
    let mut sql = Sql::new("SELECT id, name, text FROM message_templates WHERE employer = ");
    sql.bind(employer.as_str()).push(" ORDER BY name, id");
    let rows: Vec<(String, String, String)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(id, name, text)| Template { id: TemplateId(id), name, text }).collect())
}

/// Keeps such a text, over the one of the same name in the browser.
pub async fn save_template(db: &mut AnyConnection, employer: &EmployerSlug, template: &Template) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO message_templates (employer, id, name, text) VALUES (");
    sql.bind_list([employer.as_str(), template.id.as_str(), &template.name, &template.text]);
    sql.push(") ON CONFLICT (employer, id) DO UPDATE SET name = excluded.name, text = excluded.text");
    sql.run(db).await.map(drop)
}

/// Deletes such a text; `false` where the organisation has none of that name.
pub async fn delete_template(db: &mut AnyConnection, employer: &EmployerSlug, id: &TemplateId) -> Result<bool> {
    let mut sql = Sql::new("DELETE FROM message_templates WHERE employer = ");
    sql.bind(employer.as_str()).push(" AND id = ").bind(id.as_str());
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// Puts times to meet a member in place of those that were offered before.
pub async fn offer(
    db: &mut AnyConnection,
    application: &ApplicationId,
    member: &AccountId,
    slots: &[(String, i64, u32)],
    place: &str,
) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM interview_slots WHERE application = ");
    sql.bind(application.as_str());
    sql.run(db).await?;
    for (id, starts_ms, minutes) in slots {
        let mut sql =
            Sql::new("INSERT INTO interview_slots (id, application, place, offered_by, starts_at, minutes) VALUES (");
        sql.bind_list([id.as_str(), application.as_str(), place, member.as_str()]).push(", ");
        sql.bind_list([*starts_ms, i64::from(*minutes)]).push(")");
        sql.run(db).await?;
    }
    set_none_suits(db, application, None).await
}

/// Keeps that none of the times suits, with what the person said about it, and that none is chosen any more.
pub async fn refuse_slots(db: &mut AnyConnection, application: &ApplicationId, words: &str) -> Result<()> {
    unchoose(db, application).await?;
    set_none_suits(db, application, Some(words)).await
}

async fn set_none_suits(db: &mut AnyConnection, application: &ApplicationId, words: Option<&str>) -> Result<()> {
    let mut sql = Sql::new("UPDATE applications SET none_suits = ");
    sql.bind(words.map(str::to_owned)).push(" WHERE id = ").bind(application.as_str());
    sql.run(db).await.map(drop)
}

async fn unchoose(db: &mut AnyConnection, application: &ApplicationId) -> Result<()> {
    let mut sql = Sql::new("UPDATE interview_slots SET chosen_at = NULL WHERE application = ");
    sql.bind(application.as_str());
    sql.run(db).await.map(drop)
}

/// Marks one of the times as chosen; `false` where it is not among them.
pub async fn choose(db: &mut AnyConnection, application: &ApplicationId, slot: &SlotId, now_ms: i64) -> Result<bool> {
    unchoose(db, application).await?;
    set_none_suits(db, application, None).await?;
    let mut sql = Sql::new("UPDATE interview_slots SET chosen_at = ");
    sql.bind(now_ms).push(" WHERE application = ").bind(application.as_str());
    sql.push(" AND id = ").bind(slot.as_str());
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// Makes those who choose a time of the member who offered some for an application wait for one another, and for that member. After the
/// application, as wherever both are held, and before anything of its ad.
pub async fn lock_member(db: &mut AnyConnection, application: &ApplicationId) -> Result<()> {
    let mut sql = Sql::new("SELECT DISTINCT offered_by FROM interview_slots WHERE application = ");
    sql.bind(application.as_str()).push(" AND offered_by IS NOT NULL ORDER BY offered_by");
    let members: Vec<(String,)> = sql.all(&mut *db).await?;
    for (member,) in members {
        account::lock(&mut *db, &AccountId(member)).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct SlotRow {
    application: String,
    id: String,
    starts_at: i64,
    minutes: i64,
    place: String,
    chosen_at: Option<i64>,
    offered_by: Option<String>,
    employer: String,
    status: String,
}

/// Begins a statement that reads times to meet, as `s` with their applications as `a`.
fn select_slots() -> Sql {
    Sql::new(
        "SELECT s.application, s.id, s.starts_at, s.minutes, s.place, s.chosen_at, s.offered_by, j.employer, a.status \
         FROM interview_slots s JOIN applications a ON a.id = s.application JOIN jobs j ON j.slug = a.job",
    )
}

impl SlotRow {
    fn meeting(&self) -> Result<Meeting<'_>> {
        Ok(Meeting {
            application: &self.application,
            status: word(&self.status)?,
            employer: &self.employer,
            offered_by: self.offered_by.as_deref(),
            time: (self.starts_at, small(self.minutes)?),
            chosen: self.chosen_at.is_some(),
        })
    }
}

/// The times to meet of some applications, the earliest first, each with its application.
pub async fn slots(db: &mut AnyConnection, applications: &[String]) -> Result<Vec<(String, Slot)>> {
    let mut sql = select_slots();
    sql.push(" WHERE s.application IN (").bind_list(applications.iter().cloned()).push(") ORDER BY s.starts_at, s.id");
    let rows: Vec<SlotRow> = sql.all(&mut *db).await?;
    let chosen = chosen_near(db, &rows).await?;
    let meetings: Vec<Meeting> = chosen.iter().map(SlotRow::meeting).collect::<Result<_>>()?;
    let slot = |row: &SlotRow| {
        let own = row.meeting()?;
        let (starts_ms, minutes) = own.time;
        let taken = meetings.iter().any(|meeting| own.is_taken_by(meeting));
        let (id, place) = (SlotId(row.id.clone()), row.place.clone());
        let slot = Slot { id, starts_at: from_ms(starts_ms)?, minutes, place, chosen: own.chosen, taken };
        Ok((row.application.clone(), slot))
    };
    rows.iter().map(slot).collect()
}

/// The times that people chose of the members who offered these, as far as they may overlap with them.
async fn chosen_near(db: &mut AnyConnection, rows: &[SlotRow]) -> Result<Vec<SlotRow>> {
    let longest_ms = i64::from(limits::MINUTES) * 60 * 1000;
    let members: BTreeSet<&str> = rows.iter().filter_map(|row| row.offered_by.as_deref()).collect();
    // The rows come in the order of time.
    let (Some(first), Some(last), false) = (rows.first(), rows.last(), members.is_empty()) else {
        return Ok(Vec::new());
    };
    let mut sql = select_slots();
    sql.push(" WHERE s.chosen_at IS NOT NULL AND a.status = ").bind(ApplicationStatus::Interview.as_str());
    sql.push(" AND s.starts_at > ").bind(first.starts_at - longest_ms);
    sql.push(" AND s.starts_at < ").bind(last.starts_at + longest_ms);
    sql.push(" AND s.offered_by IN (").bind_list(members).push(")");
    sql.all(db).await
}
