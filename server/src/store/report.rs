//! Accessibility problems that were reported.

use passerelle_api::{
    id::{ChapterSlug, CourseSlug, ReportId},
    report::{NewReport, Report, ReportState},
};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{Sql, small, unsigned, word};
use crate::{clock::from_ms, cursor, error::Result};

const COLUMNS: &str = "SELECT id, body, page, course, chapter, second, contact, state, sent_at FROM reports";

/// Where a page of reports ends.
#[derive(Debug, Serialize, Deserialize)]
pub struct Place {
    sent_at: i64,
    id: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    body: String,
    page: String,
    course: Option<String>,
    chapter: Option<String>,
    second: Option<i64>,
    contact: Option<String>,
    state: String,
    sent_at: i64,
}

impl Row {
    fn report(self) -> Result<Report> {
        Ok(Report {
            id: ReportId(self.id),
            text: self.body,
            page: self.page,
            course: self.course.map(CourseSlug),
            chapter: self.chapter.map(ChapterSlug),
            second: self.second.map(small).transpose()?,
            contact: self.contact,
            state: word(&self.state)?,
            sent_at: from_ms(self.sent_at)?,
        })
    }
}

/// Keeps a report, unless one with its key is kept already.
pub async fn insert(db: &mut AnyConnection, id: &str, report: &NewReport, now: i64) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO reports (id, key, body, page, course, chapter, contact, state, second, sent_at) VALUES (",
    );
    sql.bind_list([id, report.key.as_str(), &report.text, &report.page]).push(", ");
    sql.bind_list([
        report.course.as_ref().map(CourseSlug::as_str),
        report.chapter.as_ref().map(ChapterSlug::as_str),
        Some(report.contact.as_str()).filter(|contact| !contact.is_empty()),
        Some(ReportState::New.as_str()),
    ]);
    sql.push(", ").bind(report.second.map(i64::from)).push(", ").bind(now).push(") ON CONFLICT DO NOTHING");
    sql.run(db).await.map(drop)
}

/// How many reports are in a state, or in all.
pub async fn count(db: &mut AnyConnection, state: Option<ReportState>) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM reports");
    if let Some(state) = state {
        sql.push(" WHERE state = ").bind(state.as_str());
    }
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

/// A page of reports, newest first, with the mark of the next one.
pub async fn list(
    db: &mut AnyConnection,
    state: Option<ReportState>,
    after: Option<&Place>,
    size: usize,
) -> Result<(Vec<Report>, Option<String>)> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" WHERE 1 = 1");
    if let Some(state) = state {
        sql.push(" AND state = ").bind(state.as_str());
    }
    if let Some(Place { sent_at, id }) = after {
        sql.push(" AND (sent_at < ").bind(*sent_at).push(" OR (sent_at = ").bind(*sent_at);
        sql.push(" AND id < ").bind(id).push("))");
    }
    sql.push(" ORDER BY sent_at DESC, id DESC LIMIT ").bind(i64::try_from(size + 1).unwrap_or(i64::MAX));
    let mut rows: Vec<Row> = sql.all(db).await?;
    let next = cursor::page(&mut rows, size, |row| Place { sent_at: row.sent_at, id: row.id.clone() })?;
    Ok((rows.into_iter().map(Row::report).collect::<Result<_>>()?, next))
}

/// Says where a report stands, and gives it; nothing where there is none. A solved one needs no contact any more.
pub async fn change(db: &mut AnyConnection, id: &ReportId, state: ReportState) -> Result<Option<Report>> {
    let mut sql = Sql::new("UPDATE reports SET state = ");
    sql.bind(state.as_str());
    if state == ReportState::Solved {
        sql.push(", contact = NULL");
    }
    sql.push(" WHERE id = ").bind(id.as_str());
    sql.run(&mut *db).await?;
    let mut sql = Sql::new(COLUMNS);
    sql.push(" WHERE id = ").bind(id.as_str());
    sql.optional::<Row>(db).await?.map(Row::report).transpose()
}
