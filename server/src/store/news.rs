//! Since when ads and talents can be found: moments in the order in which that is committed.
//!
//! The machine's clock alone would not do. It is read before the commit, and whoever reads what is new in between would keep a later
//! moment as looked at, and never be told of what they could not see. So the last moment that was given is a row, which its giver holds
//! until the end of the transaction: moments become visible in their order, as numbers of a sequence would.

use sqlx::AnyConnection;

use super::Sql;
use crate::error::Result;

/// Values of one statement, as `bulk` has them.
const VALUES_MAX: usize = 400;

/// What news are of. Those who publish ads do not wait for those who write profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    Ads,
    Talents,
}

impl News {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Ads => "ads",
            Self::Talents => "talents",
        }
    }
}

/// The last moment that was given. To be read before the news: what came in until then is there, and what comes later is of a later one.
pub async fn until(db: &mut AnyConnection, news: News) -> Result<i64> {
    let mut sql = Sql::new("SELECT moment FROM news_clock WHERE news = ");
    sql.bind(news.as_str());
    Ok(sql.one::<(i64,)>(db).await?.0)
}

/// A moment later than all that is known, for ads that are written well before the end of their transaction and are given their own by
/// [`arrive`].
pub async fn later(db: &mut AnyConnection, now_ms: i64) -> Result<i64> {
    Ok(until(db, News::Ads).await?.saturating_add(1).max(now_ms))
}

/// Counts those of some ads that were written as here since a moment, which [`later`] told, as here since one that is given now. What goes
/// on with another ad has the day of that one by then, and keeps it. To be called last in the transaction: others whose ads come in wait
/// until its end, and what those hold must not be waited for.
pub async fn arrive(db: &mut AnyConnection, jobs: &[&str], written_ms: i64, now_ms: i64) -> Result<()> {
    if jobs.is_empty() {
        return Ok(());
    }
    let moment = give(db, News::Ads, now_ms).await?;
    for jobs in jobs.chunks(VALUES_MAX) {
        let mut sql = Sql::new("UPDATE jobs SET added_at = ");
        sql.bind(moment).push(" WHERE added_at = ").bind(written_ms);
        sql.push(" AND slug IN (").bind_list(jobs.iter().copied()).push(")");
        sql.run(&mut *db).await?;
    }
    Ok(())
}

/// Counts some talents as found since a moment that is given now. To be called once the outbox has them, in the order in which everybody
/// waits for the two.
pub async fn show(db: &mut AnyConnection, talents: &[i64], now_ms: i64) -> Result<()> {
    if talents.is_empty() {
        return Ok(());
    }
    let moment = give(db, News::Talents, now_ms).await?;
    for talents in talents.chunks(VALUES_MAX) {
        let mut sql = Sql::new("UPDATE talents SET shown_at = ");
        sql.bind(moment).push(" WHERE seq IN (").bind_list(talents.iter().copied()).push(")");
        sql.run(&mut *db).await?;
    }
    Ok(())
}

/// Gives a moment, which is now unless a later one was given. Whoever else gives one waits until the end of the transaction.
async fn give(db: &mut AnyConnection, news: News, now_ms: i64) -> Result<i64> {
    let mut sql = Sql::new("UPDATE news_clock SET moment = CASE WHEN moment < ");
    sql.bind(now_ms).push(" THEN ").bind(now_ms).push(" ELSE moment + 1 END WHERE news = ").bind(news.as_str());
    sql.push(" RETURNING moment");
    Ok(sql.one::<(i64,)>(db).await?.0)
}
