//! Help in looking for work, between somebody who asks and the mentor who takes it.

use std::collections::HashMap;

use passerelle_api::{
    coaching::{Coaching, CoachingMessage, CoachingStatus, NewCoaching, OpenCoaching},
    id::{AccountId, CoachingId, SlotId},
    pipeline::Slot,
};
use passerelle_rules::coaching::{Side, side};
use sqlx::AnyConnection;

use super::{Sql, json, small, to_json, unsigned, word};
use crate::{clock::from_ms, error::Result};

/// Requests that one answer tells of.
const LISTED: i64 = 50;

/// Open requests that mentors choose between.
const OPEN: i64 = 100;

/// Messages that one answer tells of, the last ones.
const MESSAGES: usize = 200;

const COLUMNS: &str = "SELECT c.id, c.account, c.mentor, c.help, c.reachable, c.lang, c.text, c.status, c.none_fits, c.asked_at, \
     c.ended_at, p.name AS person, m.name AS coach FROM coachings c JOIN accounts p ON p.id = c.account \
     LEFT JOIN accounts m ON m.id = c.mentor";

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    account: String,
    mentor: Option<String>,
    help: String,
    reachable: String,
    lang: String,
    text: String,
    status: String,
    none_fits: i64,
    asked_at: i64,
    ended_at: Option<i64>,
    person: String,
    coach: Option<String>,
}

/// A request as one of the two reads it, and which of the two that is.
#[derive(Debug)]
pub struct Stored {
    pub side: Side,
    pub coaching: Coaching,
}

/// Requests as somebody reads them. One that they are no part of is left out.
async fn rows(db: &mut AnyConnection, sql: Sql, me: &AccountId) -> Result<Vec<Stored>> {
    let rows: Vec<Row> = sql.all(&mut *db).await?;
    let sided = rows.into_iter().filter_map(|row| Some((side(me.as_str(), &row.account, row.mentor.as_deref())?, row)));
    let sided: Vec<(Side, Row)> = sided.collect();
    let ids: Vec<String> = sided.iter().map(|(_, row)| row.id.clone()).collect();
    let mut times = times(db, &ids).await?;
    let mut messages = messages(db, &ids).await?;
    let stored = |(side, row): (Side, Row)| {
        let mine = side == Side::Person;
        let message = |(by_coach, text, sent_at): (bool, String, i64)| {
            Ok(CoachingMessage { mine: by_coach != mine, text, sent_at: from_ms(sent_at)? })
        };
        let written = messages.remove(&row.id).unwrap_or_default();
        let coaching = Coaching {
            times: times.remove(&row.id).unwrap_or_default(),
            messages: written.into_iter().map(message).collect::<Result<_>>()?,
            id: CoachingId(row.id),
            mine,
            other: if mine { row.coach } else { Some(row.person) },
            help: json(&row.help)?,
            reachable: json(&row.reachable)?,
            lang: word(&row.lang)?,
            text: row.text,
            status: word(&row.status)?,
            asked_at: from_ms(row.asked_at)?,
            ended_at: row.ended_at.map(from_ms).transpose()?,
            none_fits: row.none_fits != 0,
        };
        Ok(Stored { side, coaching })
    };
    sided.into_iter().map(stored).collect()
}

async fn times(db: &mut AnyConnection, ids: &[String]) -> Result<HashMap<String, Vec<Slot>>> {
    let mut sql =
        Sql::new("SELECT coaching, id, starts_at, minutes, place, chosen_at FROM coaching_times WHERE coaching IN (");
    sql.bind_list(ids.iter().cloned()).push(") ORDER BY starts_at, id");
    let rows: Vec<(String, String, i64, i64, String, Option<i64>)> = sql.all(db).await?;
    let mut times: HashMap<String, Vec<Slot>> = HashMap::new();
    for (coaching, id, at, minutes, place, chosen) in rows {
        let (starts_at, minutes, chosen) = (from_ms(at)?, small(minutes)?, chosen.is_some());
        times.entry(coaching).or_default().push(Slot {
            id: SlotId(id),
            starts_at,
            minutes,
            place,
            chosen,
            taken: false,
        });
    }
    Ok(times)
}

/// By request: whether the coach wrote it, what, and when.
type Written = HashMap<String, Vec<(bool, String, i64)>>;

async fn messages(db: &mut AnyConnection, ids: &[String]) -> Result<Written> {
    let mut messages: Written = HashMap::new();
    for id in ids {
        let mut sql = Sql::new("SELECT by_coach, text, sent_at FROM coaching_messages WHERE coaching = ");
        sql.bind(id.as_str()).push(" ORDER BY sent_at DESC, id DESC LIMIT ").bind(MESSAGES as i64);
        let rows: Vec<(i64, String, i64)> = sql.all(&mut *db).await?;
        let rows = rows.into_iter().rev().map(|(by_coach, text, at)| (by_coach != 0, text, at));
        messages.insert(id.clone(), rows.collect());
    }
    Ok(messages)
}

/// The requests that somebody made or took, the newest first.
pub async fn of_account(db: &mut AnyConnection, me: &AccountId) -> Result<Vec<Coaching>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" WHERE c.account = ").bind(me.as_str()).push(" OR c.mentor = ").bind(me.as_str());
    sql.push(" ORDER BY c.asked_at DESC, c.id LIMIT ").bind(LISTED);
    Ok(rows(db, sql, me).await?.into_iter().map(|stored| stored.coaching).collect())
}

/// A request that somebody made or took.
pub async fn find(db: &mut AnyConnection, me: &AccountId, id: &CoachingId) -> Result<Option<Stored>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" WHERE c.id = ").bind(id.as_str());
    Ok(rows(db, sql, me).await?.pop())
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    id: String,
    help: String,
    reachable: String,
    lang: String,
    asked_at: i64,
}

/// The requests of others that wait for a mentor, what waits the longest first.
pub async fn open(db: &mut AnyConnection, me: &AccountId) -> Result<Vec<OpenCoaching>> {
    let mut sql =
        Sql::new("SELECT id, help, reachable, lang, asked_at FROM coachings WHERE status = 'open' AND account <> ");
    sql.bind(me.as_str()).push(" ORDER BY asked_at, id LIMIT ").bind(OPEN);
    let open = |row: OpenRow| {
        Ok(OpenCoaching {
            id: CoachingId(row.id),
            help: json(&row.help)?,
            reachable: json(&row.reachable)?,
            lang: word(&row.lang)?,
            asked_at: from_ms(row.asked_at)?,
        })
    };
    sql.all::<OpenRow>(db).await?.into_iter().map(open).collect()
}

/// How many requests somebody made that are not ended, and in all.
pub async fn count(db: &mut AnyConnection, me: &AccountId) -> Result<(u64, u64)> {
    let mut sql = Sql::new(
        "SELECT COALESCE(SUM(CASE WHEN status <> 'ended' THEN 1 ELSE 0 END), 0), COUNT(*) FROM coachings WHERE account = ",
    );
    sql.bind(me.as_str());
    let (going_on, all): (i64, i64) = sql.one(db).await?;
    Ok((unsigned(going_on)?, unsigned(all)?))
}

/// How many requests a mentor has now.
pub async fn count_taken(db: &mut AnyConnection, me: &AccountId) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM coachings WHERE status = 'taken' AND mentor = ");
    sql.bind(me.as_str());
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

/// Keeps a request as open.
pub async fn insert(db: &mut AnyConnection, id: &str, me: &AccountId, new: &NewCoaching, now: i64) -> Result<()> {
    let mut sql =
        Sql::new("INSERT INTO coachings (id, account, help, reachable, lang, text, status, asked_at) VALUES (");
    let (help, reachable) = (to_json(&new.help)?, to_json(&new.reachable)?);
    let lang = new.lang.unwrap_or(passerelle_api::account::Language::English).as_str();
    let status = CoachingStatus::Open.as_str();
    sql.bind_list([id, me.as_str(), &help, &reachable, lang, new.text.trim(), status]).push(", ").bind(now).push(")");
    sql.run(db).await.map(drop)
}

/// Gives an open request of somebody else to a mentor; `false` where there is none.
pub async fn take(db: &mut AnyConnection, me: &AccountId, id: &CoachingId) -> Result<bool> {
    let mut sql = Sql::new("UPDATE coachings SET status = 'taken', mentor = ");
    sql.bind(me.as_str()).push(" WHERE status = 'open' AND id = ").bind(id.as_str());
    sql.push(" AND account <> ").bind(me.as_str());
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// Holds a request, so that two who change it at once do so one after the other.
pub async fn lock(db: &mut AnyConnection, id: &CoachingId) -> Result<()> {
    let mut sql = Sql::new("UPDATE coachings SET status = status WHERE id = ");
    sql.bind(id.as_str());
    sql.run(db).await.map(drop)
}

/// Ends a request.
pub async fn end(db: &mut AnyConnection, id: &CoachingId, now: i64) -> Result<()> {
    let mut sql = Sql::new("UPDATE coachings SET status = 'ended', ended_at = ");
    sql.bind(now).push(" WHERE id = ").bind(id.as_str());
    sql.run(db).await.map(drop)
}

/// Puts times to meet in place of those that were offered before; none of them, where none fits.
pub async fn put_times(
    db: &mut AnyConnection,
    id: &CoachingId,
    times: &[(String, i64, u32)],
    place: &str,
    none_fits: bool,
) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM coaching_times WHERE coaching = ");
    sql.bind(id.as_str());
    sql.run(&mut *db).await?;
    for (time, starts_ms, minutes) in times {
        let mut sql = Sql::new("INSERT INTO coaching_times (id, coaching, place, starts_at, minutes) VALUES (");
        sql.bind_list([time.as_str(), id.as_str(), place]).push(", ");
        sql.bind_list([*starts_ms, i64::from(*minutes)]).push(")");
        sql.run(&mut *db).await?;
    }
    let mut sql = Sql::new("UPDATE coachings SET none_fits = ");
    sql.bind(i64::from(none_fits)).push(" WHERE id = ").bind(id.as_str());
    sql.run(db).await.map(drop)
}

/// Marks one of the times as chosen.
pub async fn choose(db: &mut AnyConnection, id: &CoachingId, slot: &SlotId, now: i64) -> Result<()> {
    let mut sql = Sql::new("UPDATE coaching_times SET chosen_at = CASE WHEN id = ");
    sql.bind(slot.as_str()).push(" THEN ").bind(now).push(" ELSE NULL END WHERE coaching = ").bind(id.as_str());
    sql.run(db).await.map(drop)
}

/// How many messages somebody wrote since a time, and when they wrote the first of them.
pub async fn written_since(db: &mut AnyConnection, me: &AccountId, since: i64) -> Result<(u64, i64)> {
    let mut sql = Sql::new("SELECT COUNT(*), COALESCE(MIN(sent_at), 0) FROM coaching_messages WHERE account = ");
    sql.bind(me.as_str()).push(" AND sent_at > ").bind(since);
    let (count, first): (i64, i64) = sql.one(db).await?;
    Ok((unsigned(count)?, first))
}

/// Keeps a message.
pub async fn add_message(
    db: &mut AnyConnection,
    message: &str,
    id: &CoachingId,
    me: &AccountId,
    side: Side,
    text: &str,
    now: i64,
) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO coaching_messages (id, coaching, account, text, by_coach, sent_at) VALUES (");
    sql.bind_list([message, id.as_str(), me.as_str(), text]).push(", ");
    sql.bind_list([i64::from(side == Side::Coach), now]).push(")");
    sql.run(db).await.map(drop)
}
