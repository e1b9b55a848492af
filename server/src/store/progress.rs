//! How far people are.

use std::collections::HashMap;

use passerelle_api::{
    course::{ChapterProgress, CourseProgress, ImportedProgress, ProgressChange},
    id::{AccountId, CertificateCode, ChapterSlug, CourseSlug},
};
use passerelle_rules::progress;
use sqlx::AnyConnection;

use super::{Sql, small, unsigned};
use crate::{clock::from_ms, error::Result};

/// An attempt to keep.
#[derive(Debug)]
pub struct Attempt<'a> {
    pub id: &'a str,
    pub account: &'a AccountId,
    pub course: &'a CourseSlug,
    pub chapter: &'a ChapterSlug,
    pub key: &'a str,
    pub answers: &'a str,
    pub percent: u8,
    pub passed: bool,
    pub now: i64,
}

/// A course's chapters, each with what one person did in it.
#[derive(Debug)]
pub struct Standing {
    pub chapters: Vec<progress::Chapter>,
    best: HashMap<ChapterSlug, u8>,
    positions: HashMap<ChapterSlug, (u64, u32)>,
    updated_at: Option<i64>,
    certificate: Option<CertificateCode>,
}

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    questions: i64,
    position_ms: Option<i64>,
    reading_block: Option<i64>,
    was_read: Option<i64>,
    best_percent: Option<i64>,
    passed: Option<i64>,
    updated_at: Option<i64>,
}

/// Keeps what changed in a chapter.
pub async fn save(
    db: &mut AnyConnection,
    account: &AccountId,
    course: &CourseSlug,
    chapter: &ChapterSlug,
    change: &ProgressChange,
    now: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO chapter_progress (account, course, chapter, position_ms, was_read, passed, updated_at, reading_block) \
         VALUES ($1, $2, $3, COALESCE(CAST($4 AS BIGINT), 0), COALESCE(CAST($5 AS BIGINT), 0), 0, $6, \
         COALESCE(CAST($7 AS BIGINT), 0)) \
         ON CONFLICT (account, course, chapter) DO UPDATE SET \
         position_ms = COALESCE(CAST($4 AS BIGINT), chapter_progress.position_ms), \
         reading_block = COALESCE(CAST($7 AS BIGINT), chapter_progress.reading_block), \
         was_read = COALESCE(CAST($5 AS BIGINT), chapter_progress.was_read), updated_at = excluded.updated_at",
    )
    .bind(account.as_str())
    .bind(course.as_str())
    .bind(chapter.as_str())
    .bind(change.position_ms.map(small_signed).transpose()?)
    .bind(change.read.map(i64::from))
    .bind(now)
    .bind(change.reading_block.map(i64::from))
    .execute(db)
    .await?;
    Ok(())
}

/// Brings in progress made elsewhere. It only ever adds: the further positions, the mark that it was read.
pub async fn merge(db: &mut AnyConnection, account: &AccountId, item: &ImportedProgress, now: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO chapter_progress (account, course, chapter, position_ms, was_read, passed, updated_at, reading_block) \
         VALUES ($1, $2, $3, $4, $5, 0, $6, $7) ON CONFLICT (account, course, chapter) DO UPDATE SET \
         position_ms = CASE WHEN excluded.position_ms > chapter_progress.position_ms THEN excluded.position_ms \
         ELSE chapter_progress.position_ms END, \
         reading_block = CASE WHEN excluded.reading_block > chapter_progress.reading_block THEN excluded.reading_block \
         ELSE chapter_progress.reading_block END, \
         was_read = CASE WHEN excluded.was_read = 1 THEN 1 ELSE chapter_progress.was_read END, \
         updated_at = excluded.updated_at \
         WHERE excluded.position_ms > chapter_progress.position_ms OR excluded.was_read > chapter_progress.was_read \
         OR excluded.reading_block > chapter_progress.reading_block",
    )
    .bind(account.as_str())
    .bind(item.course.as_str())
    .bind(item.chapter.as_str())
    .bind(small_signed(item.position_ms)?)
    .bind(i64::from(item.read))
    .bind(now)
    .bind(i64::from(item.reading_block.unwrap_or(0)))
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps an attempt and the best mark. One that is kept already under its key changes nothing.
pub async fn keep_attempt(db: &mut AnyConnection, attempt: &Attempt<'_>) -> Result<()> {
    let kept = sqlx::query(
        "INSERT INTO attempts (id, account, course, chapter, key, answers, percent, passed, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
    )
    .bind(attempt.id)
    .bind(attempt.account.as_str())
    .bind(attempt.course.as_str())
    .bind(attempt.chapter.as_str())
    .bind(attempt.key)
    .bind(attempt.answers)
    .bind(i64::from(attempt.percent))
    .bind(i64::from(attempt.passed))
    .bind(attempt.now)
    .execute(&mut *db)
    .await?
    .rows_affected();
    if kept == 0 {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO chapter_progress (account, course, chapter, position_ms, was_read, best_percent, passed, updated_at) \
         VALUES ($1, $2, $3, 0, 0, $4, $5, $6) ON CONFLICT (account, course, chapter) DO UPDATE SET \
         best_percent = CASE WHEN chapter_progress.best_percent > excluded.best_percent \
         THEN chapter_progress.best_percent ELSE excluded.best_percent END, \
         passed = CASE WHEN excluded.passed = 1 THEN 1 ELSE chapter_progress.passed END, \
         updated_at = excluded.updated_at",
    )
    .bind(attempt.account.as_str())
    .bind(attempt.course.as_str())
    .bind(attempt.chapter.as_str())
    .bind(i64::from(attempt.percent))
    .bind(i64::from(attempt.passed))
    .bind(attempt.now)
    .execute(db)
    .await?;
    Ok(())
}

/// How many attempts at a quiz are kept.
pub async fn attempts(
    db: &mut AnyConnection,
    account: &AccountId,
    course: &CourseSlug,
    chapter: &ChapterSlug,
) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM attempts WHERE account = ");
    sql.bind(account.as_str()).push(" AND course = ").bind(course.as_str());
    sql.push(" AND chapter = ").bind(chapter.as_str());
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

/// Where a person stands in a course.
pub async fn standing(db: &mut AnyConnection, account: &AccountId, course: &CourseSlug) -> Result<Standing> {
    let mut sql = Sql::new(
        "SELECT c.slug, c.questions, p.position_ms, p.reading_block, p.was_read, p.best_percent, p.passed, p.updated_at \
         FROM chapters c \
         LEFT JOIN chapter_progress p ON p.course = c.course AND p.chapter = c.slug AND p.account = ",
    );
    sql.bind(account.as_str()).push(" WHERE c.course = ").bind(course.as_str()).push(" ORDER BY c.position");
    let rows: Vec<Row> = sql.all(&mut *db).await?;
    let mut sql = Sql::new("SELECT code FROM certificates WHERE account = ");
    sql.bind(account.as_str()).push(" AND course = ").bind(course.as_str());
    let certificate = sql.optional::<(String,)>(db).await?.map(|(code,)| CertificateCode(code));
    let mut standing = Standing {
        chapters: Vec::with_capacity(rows.len()),
        best: HashMap::new(),
        positions: HashMap::new(),
        updated_at: rows.iter().filter_map(|row| row.updated_at).max(),
        certificate,
    };
    for row in rows {
        let slug = ChapterSlug(row.slug);
        if let Some(percent) = row.best_percent {
            standing.best.insert(slug.clone(), small(percent)?);
        }
        let left = (unsigned(row.position_ms.unwrap_or(0))?, small(row.reading_block.unwrap_or(0))?);
        standing.positions.insert(slug.clone(), left);
        standing.chapters.push(progress::Chapter {
            slug,
            has_quiz: row.questions > 0,
            passed: row.passed == Some(1),
            read: row.was_read == Some(1),
            opened_at: row.updated_at,
        });
    }
    Ok(standing)
}

/// The courses that a person started, last touched first.
pub async fn started(db: &mut AnyConnection, account: &AccountId) -> Result<Vec<CourseSlug>> {
    let mut sql = Sql::new("SELECT course, MAX(updated_at) AS touched FROM chapter_progress WHERE account = ");
    sql.bind(account.as_str()).push(" GROUP BY course ORDER BY touched DESC, course");
    let rows: Vec<(String, i64)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(course, _)| CourseSlug(course)).collect())
}

impl Standing {
    /// The best marks of the chapters that have a quiz.
    pub fn marks(&self) -> Vec<u8> {
        let quizzes = self.chapters.iter().filter(|chapter| chapter.has_quiz);
        quizzes.map(|chapter| self.best.get(&chapter.slug).copied().unwrap_or(0)).collect()
    }

    /// As the person sees it; `None` when nothing was started.
    pub fn progress(self, course: &CourseSlug) -> Result<Option<CourseProgress>> {
        let Some(updated_at) = self.updated_at else { return Ok(None) };
        let resume = progress::resume(&self.chapters).cloned();
        let chapter = |chapter: progress::Chapter| {
            let (position_ms, reading_block) = self.positions.get(&chapter.slug).copied().unwrap_or_default();
            ChapterProgress {
                position_ms,
                reading_block,
                read: chapter.read,
                best_percent: self.best.get(&chapter.slug).copied(),
                passed: chapter.passed,
                chapter: chapter.slug,
            }
        };
        Ok(Some(CourseProgress {
            course: course.clone(),
            chapters: self.chapters.into_iter().map(chapter).collect(),
            resume,
            certificate: self.certificate,
            updated_at: from_ms(updated_at)?,
        }))
    }
}

fn small_signed(value: u64) -> Result<i64> {
    i64::try_from(value).map_err(|_| crate::error::Error::fault(format!("{value} is out of range")))
}
