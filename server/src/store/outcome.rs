//! What people say of the time after their first certificate, and what the board counts of itself.

use std::{collections::HashSet, ops::RangeInclusive};

use passerelle_api::{
    NaiveDate,
    id::AccountId,
    outcome::{BoardFacts, Outcome, OutcomeChange},
};
use passerelle_rules::{
    answering::Sent,
    outcomes::{Answer, asked_until, is_in_time},
};
use sqlx::AnyConnection;

use super::{Sql, placement::STANDS, small, unsigned, word};
use crate::{
    clock::from_ms,
    error::{Error, Result},
};

/// Applications that are looked at to tell how soon they are answered, the newest.
const APPLICATIONS: i64 = 20_000;

#[derive(sqlx::FromRow)]
struct Row {
    situation: String,
    related: Option<i64>,
    began_on: Option<String>,
    pay_before: Option<i64>,
    pay_now: Option<i64>,
    currency: Option<String>,
    period: Option<String>,
    stayed: Option<i64>,
    changed_at: i64,
}

/// When an account had its first certificate.
pub async fn first_certificate(db: &mut AnyConnection, account: &AccountId) -> Result<Option<i64>> {
    let mut sql = Sql::new("SELECT MIN(awarded_at) FROM certificates WHERE account = ");
    sql.bind(account.as_str());
    Ok(sql.one::<(Option<i64>,)>(db).await?.0)
}

/// What an account said.
pub async fn find(db: &mut AnyConnection, account: &AccountId) -> Result<Option<Outcome>> {
    let mut sql = Sql::new(
        "SELECT situation, related, began_on, pay_before, pay_now, currency, period, stayed, changed_at FROM outcomes \
         WHERE account = ",
    );
    sql.bind(account.as_str());
    let Some(row) = sql.optional::<Row>(db).await? else { return Ok(None) };
    Ok(Some(Outcome {
        situation: word(&row.situation)?,
        related: row.related.map(|flag| flag != 0),
        began_on: row.began_on.as_deref().map(word).transpose()?,
        pay_before: row.pay_before.map(small).transpose()?,
        pay_now: row.pay_now.map(small).transpose()?,
        currency: row.currency,
        period: row.period.as_deref().map(word).transpose()?,
        stayed: row.stayed.map(|flag| flag != 0),
        changed_at: from_ms(row.changed_at)?,
    }))
}

/// Whether an account does not want to be asked.
pub async fn is_refused(db: &mut AnyConnection, account: &AccountId) -> Result<bool> {
    let mut sql = Sql::new("SELECT account FROM outcome_refusals WHERE account = ");
    sql.bind(account.as_str());
    Ok(sql.optional::<(String,)>(db).await?.is_some())
}

/// Keeps what an account says, in place of what it said before.
pub async fn save(db: &mut AnyConnection, account: &AccountId, change: &OutcomeChange, now: i64) -> Result<()> {
    let situation = change.situation.ok_or_else(|| Error::fault("an outcome without a situation"))?;
    let mut sql = Sql::new(
        "INSERT INTO outcomes (account, situation, began_on, currency, period, related, pay_before, pay_now, stayed, \
         answered_at, changed_at) VALUES (",
    );
    let paid = change.pay_before.is_some() || change.pay_now.is_some();
    sql.bind_list([account.as_str(), situation.as_str()]).push(", ");
    sql.bind(change.began_on.map(|day| day.to_string())).push(", ");
    sql.bind(change.currency.clone().filter(|_| paid)).push(", ");
    sql.bind(change.period.filter(|_| paid).map(|period| period.as_str().to_owned())).push(", ");
    sql.bind(change.related.map(i64::from)).push(", ").bind(change.pay_before.map(i64::from)).push(", ");
    sql.bind(change.pay_now.map(i64::from)).push(", ").bind(change.stayed.map(i64::from)).push(", ");
    sql.bind_list([now, now]);
    sql.push(
        ") ON CONFLICT (account) DO UPDATE SET situation = excluded.situation, began_on = excluded.began_on, \
         currency = excluded.currency, period = excluded.period, related = excluded.related, \
         pay_before = excluded.pay_before, pay_now = excluded.pay_now, stayed = excluded.stayed, \
         changed_at = excluded.changed_at",
    );
    sql.run(&mut *db).await?;
    let mut sql = Sql::new("DELETE FROM outcome_refusals WHERE account = ");
    sql.bind(account.as_str());
    sql.run(db).await.map(drop)
}

/// Deletes what an account said, and keeps that it does not want to be asked.
pub async fn delete(db: &mut AnyConnection, account: &AccountId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM outcomes WHERE account = ");
    sql.bind(account.as_str());
    sql.run(&mut *db).await?;
    let mut sql = Sql::new("INSERT INTO outcome_refusals (account) VALUES (");
    sql.bind(account.as_str()).push(") ON CONFLICT (account) DO NOTHING");
    sql.run(db).await.map(drop)
}

/// How many people are asked by now.
pub async fn asked(db: &mut AnyConnection, now: i64) -> Result<u64> {
    let mut sql =
        Sql::new("SELECT COUNT(*) FROM (SELECT account FROM certificates GROUP BY account HAVING MIN(awarded_at) <= ");
    sql.bind(asked_until(now)).push(") AS a");
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

#[derive(sqlx::FromRow)]
struct AnswerRow {
    account: String,
    situation: String,
    related: Option<i64>,
    began_on: Option<String>,
    pay_before: Option<i64>,
    pay_now: Option<i64>,
    stayed: Option<i64>,
    first_at: i64,
}

/// Every answer without whose it is, the oldest first, and how many people gave none and signed a contract here that counts.
pub async fn answers(db: &mut AnyConnection, now: i64) -> Result<(Vec<Answer>, u64)> {
    let mut signed = signed(db, now).await?;
    let sql = Sql::new(
        "SELECT o.account, o.situation, o.related, o.began_on, o.pay_before, o.pay_now, o.stayed, MIN(c.awarded_at) AS first_at \
         FROM outcomes o JOIN certificates c ON c.account = o.account \
         GROUP BY o.account, o.situation, o.related, o.began_on, o.pay_before, o.pay_now, o.stayed, o.answered_at \
         ORDER BY o.answered_at, o.account",
    );
    let mut answer = |row: AnswerRow| {
        let pay = match (row.pay_before, row.pay_now) {
            (Some(before), Some(now)) => Some((small(before)?, small(now)?)),
            _ => None,
        };
        Ok(Answer {
            situation: word(&row.situation)?,
            related: row.related.map(|flag| flag != 0),
            began_on: row.began_on.as_deref().map(word::<NaiveDate>).transpose()?,
            first: from_ms(row.first_at)?.date_naive(),
            pay,
            stayed: row.stayed.map(|flag| flag != 0),
            signed: signed.remove(&row.account),
        })
    };
    let answers = sql.all::<AnswerRow>(db).await?.into_iter().map(&mut answer).collect::<Result<_>>()?;
    Ok((answers, signed.len() as u64))
}

/// Who is asked by now and has a contract that both sides confirmed, that did not end before it began, and that began in time. Whoever
/// does not want to be asked is left out.
async fn signed(db: &mut AnyConnection, now: i64) -> Result<HashSet<String>> {
    let mut sql = Sql::new(
        "SELECT a.account, c.first_at, pl.candidate_starts FROM placements pl JOIN applications a ON a.id = pl.application \
         JOIN (SELECT account, MIN(awarded_at) AS first_at FROM certificates GROUP BY account) c ON c.account = a.account \
         WHERE ",
    );
    sql.push(STANDS).push(" AND c.first_at <= ").bind(asked_until(now));
    sql.push(" AND NOT EXISTS (SELECT 1 FROM outcome_refusals r WHERE r.account = a.account)");
    let mut signed = HashSet::new();
    for (account, first_at, starts) in sql.all::<(String, i64, String)>(db).await? {
        if is_in_time(from_ms(first_at)?.date_naive(), word(&starts)?) {
            signed.insert(account);
        }
    }
    Ok(signed)
}

/// What the board counts of itself but its ads and how soon applications are answered. Of people it counts those whom every organisation
/// finds, whose profiles were confirmed since a time: whoever keeps one out, or would keep out one that comes, is left out, or that one
/// could tell by a total of its own that is lower.
pub async fn facts(db: &mut AnyConnection, now: i64, confirmed_since_ms: i64) -> Result<BoardFacts> {
    let mut talents = Sql::new("SELECT COUNT(*) FROM talents t WHERE t.visible = 1 AND t.confirmed_at >= ");
    talents.bind(confirmed_since_ms);
    talents.push(" AND NOT EXISTS (SELECT 1 FROM talent_blocks b WHERE b.talent = t.seq)");
    talents.push(" AND NOT EXISTS (SELECT 1 FROM kept_out_names n WHERE n.talent = t.seq)");
    let (talents,): (i64,) = talents.one(&mut *db).await?;
    let (certificates,): (i64,) = Sql::new("SELECT COUNT(*) FROM certificates").one(&mut *db).await?;
    let skills: Vec<(String,)> = Sql::new("SELECT DISTINCT skills FROM certificates").all(db).await?;
    let mut stated = HashSet::new();
    for (list,) in skills {
        stated.extend(super::json::<Vec<String>>(&list)?);
    }
    Ok(BoardFacts {
        at: from_ms(now)?,
        ads: 0,
        talents: unsigned(talents)?,
        certificates: unsigned(certificates)?,
        skills: stated.len() as u64,
        answer_days: None,
        applications: None,
    })
}

/// When people applied to any organisation in some time, and when each had an answer, as `company::sent` has it for one.
pub async fn sent(db: &mut AnyConnection, within: &RangeInclusive<i64>) -> Result<Vec<Sent>> {
    let mut sql = Sql::new(
        "SELECT a.sent_at, MIN(c.at) FROM applications a LEFT JOIN application_changes c \
         ON c.application = a.id AND c.status IN ('interview', 'accepted', 'declined') WHERE a.sent_at >= ",
    );
    sql.bind(*within.start()).push(" AND a.sent_at <= ").bind(*within.end());
    sql.push(" GROUP BY a.id, a.sent_at, a.status HAVING a.status <> 'withdrawn' OR MIN(c.at) IS NOT NULL");
    sql.push(" ORDER BY a.sent_at DESC LIMIT ").bind(APPLICATIONS);
    let rows: Vec<(i64, Option<i64>)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(sent_ms, answered_ms)| Sent { sent_ms, answered_ms }).collect())
}
