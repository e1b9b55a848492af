//! Finding words in the captions of published courses.

use std::collections::HashMap;

use passerelle_api::account::Language;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{Sql, like_anywhere};
use crate::{
    error::Result,
    terms::{Wanted, spaced},
};

/// A place where the words are: in one cue, or in one and the one behind it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Hit {
    pub course: String,
    pub chapter: String,
    pub lang: String,
    pub start_ms: i64,
    pub plain: String,
    /// The words of the cue behind it, where the search needs them.
    pub plain_behind: Option<String>,
    rank: i64,
    track: String,
    position: i64,
}

/// Where a page begins: behind this hit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Place {
    rank: i64,
    track: String,
    position: i64,
}

/// Titles of courses and chapters, by course, chapter (empty for the course's own) and language.
pub type Titles = HashMap<(String, String, String), String>;

/// A page of hits, best first, and where the next one begins. There must be a word to look for.
///
/// First come cues that hold every word, then pairs of neighbours that hold them together; among these, those that hold
/// more of the words exactly as they were asked for, then those that hold them more often, then the shorter ones.
pub async fn search(
    db: &mut AnyConnection,
    wanted: &[Wanted],
    after: Option<&Place>,
    size: usize,
) -> Result<(Vec<Hit>, Option<String>)> {
    let mut sql = Sql::new("WITH hits AS (");
    push_hits(&mut sql, wanted);
    let every = (1_i64 << wanted.len()) - 1;
    sql.push("), found AS (SELECT h.track, h.position, h.mask, q.start_ms, q.plain, ");
    sql.push("CASE WHEN h.mask = ").bind(every).push(" THEN NULL ELSE p.plain END AS plain_behind, ");
    push_rank(&mut sql, every);
    sql.push(
        " AS rank FROM hits h LEFT JOIN hits n ON n.track = h.track AND n.position = h.position + 1 \
         JOIN caption_cues q ON q.track = h.track AND q.position = h.position \
         LEFT JOIN caption_cues p ON p.track = h.track AND p.position = h.position + 1 WHERE h.mask = ",
    );
    // A neighbour that holds every word is a hit of its own.
    sql.bind(every).push(" OR (n.mask <> ").bind(every).push(" AND (h.mask | n.mask) = ").bind(every).push(")) ");
    sql.push(
        "SELECT k.course, k.chapter, k.lang, f.start_ms, f.plain, f.plain_behind, f.rank, f.track, f.position \
         FROM found f JOIN caption_tracks k ON k.id = f.track JOIN courses c ON c.slug = k.course \
         JOIN chapters h ON h.course = k.course AND h.slug = k.chapter AND h.video IS NOT NULL WHERE c.published = 1",
    );
    if let Some(Place { rank, track, position }) = after {
        sql.push(" AND (f.rank < ")
            .bind(*rank)
            .push(" OR (f.rank = ")
            .bind(*rank)
            .push(" AND (f.track, f.position) > (");
        sql.bind(track).push(", ").bind(*position).push(")))");
    }
    sql.push(" ORDER BY f.rank DESC, f.track, f.position LIMIT ").bind(i64::try_from(size + 1).unwrap_or(i64::MAX));
    let mut hits: Vec<Hit> = sql.all(db).await?;
    let place = |hit: &Hit| Place { rank: hit.rank, track: hit.track.clone(), position: hit.position };
    let next = crate::cursor::page(&mut hits, size, place)?;
    Ok((hits, next))
}

/// The titles of the courses and chapters that some hits are in.
pub async fn titles(db: &mut AnyConnection, hits: &[Hit]) -> Result<Titles> {
    let mut titles = Titles::new();
    let mut sql = Sql::new("SELECT course, lang, title FROM course_texts WHERE course IN (");
    sql.bind_list(hits.iter().map(|hit| hit.course.as_str())).push(")");
    for (course, lang, title) in sql.all::<(String, String, String)>(&mut *db).await? {
        titles.insert((course, String::new(), lang), title);
    }
    let mut sql = Sql::new("SELECT course, chapter, lang, title FROM chapter_texts WHERE course IN (");
    sql.bind_list(hits.iter().map(|hit| hit.course.as_str())).push(")");
    for (course, chapter, lang, title) in sql.all::<(String, String, String, String)>(db).await? {
        titles.insert((course, chapter, lang), title);
    }
    Ok(titles)
}

/// For each cue that holds a word: which words as a mask of bits, how many of them exactly, and how often.
fn push_hits(sql: &mut Sql, wanted: &[Wanted]) {
    sql.push("SELECT t.track, t.position, CAST(");
    for (index, word) in wanted.iter().enumerate() {
        sql.push(if index == 0 { "MAX(CASE WHEN " } else { " + MAX(CASE WHEN " });
        push_stems(sql, &word.stems);
        sql.push(" THEN ").bind(1_i64 << index).push(" ELSE 0 END)");
    }
    sql.push(" AS BIGINT) AS mask, CAST(");
    for (index, word) in wanted.iter().enumerate() {
        sql.push(if index == 0 { "MAX(CASE WHEN t.forms LIKE " } else { " + MAX(CASE WHEN t.forms LIKE " });
        sql.bind(like_anywhere(&spaced(&word.form))).push(" ESCAPE '\\' THEN 1 ELSE 0 END)");
    }
    sql.push(" AS BIGINT) AS exact, CAST(MAX(t.times) AS BIGINT) AS times FROM caption_terms t WHERE ");
    for (index, word) in wanted.iter().enumerate() {
        if index > 0 {
            sql.push(" OR ");
        }
        push_stems(sql, &word.stems);
    }
    sql.push(" GROUP BY t.track, t.position");
}

/// Whether a term is a stem of a word in its language.
fn push_stems(sql: &mut Sql, stems: &[(Language, Vec<String>)]) {
    for (index, (language, stems)) in stems.iter().enumerate() {
        sql.push(if index == 0 { "((t.lang = " } else { " OR (t.lang = " }).bind(language.as_str());
        sql.push(" AND t.term IN (").bind_list(stems.iter().map(String::as_str)).push("))");
    }
    sql.push(")");
}

/// The rank as one number. Each part is cut to two digits, so that none reaches into the one before it.
fn push_rank(sql: &mut Sql, every: i64) {
    sql.push("CASE WHEN h.mask = ").bind(every).push(
        " THEN 1000000 + CASE WHEN h.exact < 99 THEN h.exact ELSE 99 END * 10000 \
         + CASE WHEN h.times < 99 THEN h.times ELSE 99 END * 100 \
         ELSE CASE WHEN h.exact + n.exact < 99 THEN h.exact + n.exact ELSE 99 END * 10000 \
         + CASE WHEN h.times + n.times < 99 THEN h.times + n.times ELSE 99 END * 100 END \
         + 99 - CASE WHEN q.words < 99 THEN q.words ELSE 99 END",
    );
}
