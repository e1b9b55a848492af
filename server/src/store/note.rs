//! Notes and bookmarks of readers.

use passerelle_api::{
    id::{AccountId, ChapterSlug, CourseSlug, NoteId},
    note::{Note, NoteChange, NoteQuery},
};
use sqlx::AnyConnection;

use super::{Sql, unsigned};
use crate::{
    clock::from_ms,
    error::{Error, Result},
};

const COLUMNS: &str = "SELECT id, course, chapter, position_ms, heading, body, changed_at FROM notes WHERE account = ";

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    course: String,
    chapter: String,
    position_ms: Option<i64>,
    heading: Option<String>,
    body: String,
    changed_at: i64,
}

impl Row {
    fn note(self) -> Result<Note> {
        Ok(Note {
            id: NoteId(self.id),
            course: CourseSlug(self.course),
            chapter: ChapterSlug(self.chapter),
            position_ms: self.position_ms.map(unsigned).transpose()?,
            heading: self.heading,
            text: self.body,
            changed_at: from_ms(self.changed_at)?,
        })
    }
}

/// The notes of an account, chapter by chapter: those of the video by their moment, then the others by age.
pub async fn list(db: &mut AnyConnection, account: &AccountId, query: &NoteQuery) -> Result<Vec<Note>> {
    let mut sql = Sql::new(COLUMNS);
    sql.bind(account.as_str());
    if let Some(course) = &query.course {
        sql.push(" AND course = ").bind(course.as_str());
    }
    if let Some(chapter) = &query.chapter {
        sql.push(" AND chapter = ").bind(chapter.as_str());
    }
    sql.push(" ORDER BY course, chapter, CASE WHEN position_ms IS NULL THEN 1 ELSE 0 END, position_ms, created_at, id");
    sql.all::<Row>(db).await?.into_iter().map(Row::note).collect()
}

/// How many notes an account has.
pub async fn count(db: &mut AnyConnection, account: &AccountId) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM notes WHERE account = ");
    sql.bind(account.as_str());
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

/// A note of an account.
pub async fn find(db: &mut AnyConnection, account: &AccountId, id: &NoteId) -> Result<Option<Note>> {
    let mut sql = Sql::new(COLUMNS);
    sql.bind(account.as_str()).push(" AND id = ").bind(id.as_str());
    sql.optional::<Row>(db).await?.map(Row::note).transpose()
}

/// Keeps a note, in place of what it said before.
pub async fn save(
    db: &mut AnyConnection,
    account: &AccountId,
    id: &NoteId,
    change: &NoteChange,
    now: i64,
) -> Result<()> {
    let position = change.position_ms.map(i64::try_from).transpose();
    let position = position.map_err(|_| Error::fault("a position is out of range"))?;
    let mut sql = Sql::new(
        "INSERT INTO notes (account, id, course, chapter, body, heading, position_ms, created_at, changed_at) VALUES (",
    );
    sql.bind_list([account.as_str(), id.as_str(), change.course.as_str(), change.chapter.as_str(), &change.text]);
    sql.push(", ").bind(change.heading.as_deref()).push(", ").bind(position).push(", ");
    sql.bind_list([now, now]);
    sql.push(
        ") ON CONFLICT (account, id) DO UPDATE SET course = excluded.course, chapter = excluded.chapter, \
         body = excluded.body, heading = excluded.heading, position_ms = excluded.position_ms, \
         changed_at = excluded.changed_at",
    );
    sql.run(db).await.map(drop)
}

/// Deletes a note, which may be gone already.
pub async fn delete(db: &mut AnyConnection, account: &AccountId, id: &NoteId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM notes WHERE account = ");
    sql.bind(account.as_str()).push(" AND id = ").bind(id.as_str());
    sql.run(db).await.map(drop)
}
