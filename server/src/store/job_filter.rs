//! What searches of ads are narrowed by, and the part of a statement that does it.

use chrono::NaiveTime;
use passerelle_api::{
    NaiveDate,
    id::EmployerSlug,
    job::{Contract, Remote},
};
use passerelle_rules::ad::Fresh;

use super::{Sql, job_words::JobWords, reference::Around};

/// What a list is narrowed by, with the place already turned into the places around it.
#[derive(Debug, Clone, Default)]
pub struct JobFilter {
    /// Words that each must be in the ad.
    pub words: Option<JobWords>,
    /// The places around the one that was asked for.
    pub around: Option<Around>,
    /// The region of the place.
    pub region: Option<String>,
    /// Whose they are.
    pub employer: Option<EmployerSlug>,
    pub contract: Option<Contract>,
    pub level: Option<u8>,
    pub remote: Option<Remote>,
    pub min_pay: Option<u32>,
    /// The code of an occupation.
    pub occupation: Option<String>,
    pub training_days: Option<u8>,
    /// Only ads of organisations that say their workplace is accessible.
    pub accessible: bool,
    /// Only ads of organisations that say they welcome people with disabilities.
    pub disability_confident: bool,
    pub start_from: Option<NaiveDate>,
    pub start_to: Option<NaiveDate>,
    /// Leaves out what is not fresh, what another ad stands for, what its organisation closed, and what left the feed that it came from.
    pub fresh: Option<Fresh>,
    /// Only ads that came in after this moment.
    pub added_after: Option<i64>,
    /// Only ads that came in by then.
    pub added_until: Option<i64>,
}

/// An ad that pays so much; the least pay follows.
pub(super) const PAID: &str = "COALESCE(j.pay_month, -1) >= ";

/// An ad of an organisation that says its workplace is accessible.
pub(super) const ACCESSIBLE: &str = "j.employer IN (SELECT a.slug FROM employers a WHERE a.accessible_workplace = 1)";

/// An ad of an organisation that says it welcomes people with disabilities.
pub(super) const CONFIDENT: &str = "j.employer IN (SELECT c.slug FROM employers c WHERE c.disability_confident = 1)";

/// An ad that was posted here without a day starts at any time, and one of a feed does not say when. What is said may follow.
const ANY_START: &str = " AND ((j.start_on IS NULL AND j.elsewhere = 0) OR ";

impl JobFilter {
    /// How far a place is from the one that was asked for.
    pub fn distance(&self, place: &str) -> Option<u32> {
        self.around.as_ref()?.distance(place)
    }
}

/// A statement over the ads that pass the filter; more conditions and an order may follow.
pub(super) fn filtered(select: &'static str, joins: &'static str, filter: &JobFilter) -> Sql {
    let mut sql = Sql::default();
    push_filtered(&mut sql, select, joins, filter);
    sql
}

/// That statement, as part of another one.
pub(super) fn push_filtered(sql: &mut Sql, select: &'static str, joins: &'static str, filter: &JobFilter) {
    push_near(sql, filter);
    sql.push(select);
    push_kept(sql, joins, filter);
}

/// What comes before a statement over ads: the places around the one that is asked for, read once and not again for every ad.
pub(super) fn push_near(sql: &mut Sql, filter: &JobFilter) {
    if let Some(around) = &filter.around {
        sql.push("WITH near (place, km) AS MATERIALIZED (");
        around.push(sql);
        sql.push(") ");
    }
}

/// What comes after `FROM jobs j`: the joins and the conditions.
pub(super) fn push_kept(sql: &mut Sql, joins: &'static str, filter: &JobFilter) {
    if filter.around.is_some() {
        sql.push(" JOIN near n ON n.place = j.place");
    }
    sql.push(joins).push(" WHERE 1 = 1");
    if let Some(words) = &filter.words {
        words.push(sql);
    }
    if let Some(region) = &filter.region {
        sql.push(" AND j.place IN (SELECT g.slug FROM places g WHERE g.region = ").bind(region.as_str()).push(")");
    }
    if let Some(employer) = &filter.employer {
        sql.push(" AND j.employer = ").bind(employer.as_str());
    }
    if let Some(contract) = filter.contract {
        sql.push(" AND j.contract = ").bind(contract.as_str());
    }
    if let Some(level) = filter.level {
        sql.push(" AND (j.level IS NULL OR j.level <= ").bind(i64::from(level)).push(")");
    }
    if let Some(remote) = filter.remote {
        sql.push(" AND j.remote = ").bind(remote.as_str());
    }
    if let Some(pay) = filter.min_pay {
        sql.push(" AND ").push(PAID).bind(i64::from(pay));
    }
    if let Some(code) = &filter.occupation {
        sql.push(" AND j.slug IN (SELECT o.job FROM job_details o WHERE o.rome = ").bind(code.as_str()).push(")");
    }
    if let Some(days) = filter.training_days {
        sql.push(" AND j.training_days = ").bind(i64::from(days));
    }
    if filter.accessible {
        sql.push(" AND ").push(ACCESSIBLE);
    }
    if filter.disability_confident {
        sql.push(" AND ").push(CONFIDENT);
    }
    if let Some(day) = filter.start_from {
        sql.push(ANY_START).push("j.start_on >= ").bind(day.to_string()).push(")");
    }
    if let Some(fresh) = filter.fresh {
        push_fresh(sql, fresh);
    }
    if let Some(moment) = filter.added_after {
        sql.push(" AND COALESCE(j.added_at, j.posted_at) > ").bind(moment);
    }
    if let Some(moment) = filter.added_until {
        sql.push(" AND COALESCE(j.added_at, j.posted_at) <= ").bind(moment);
    }
    if let Some(day) = filter.start_to {
        sql.push(ANY_START).push("j.start_on <= ").bind(day.to_string()).push(")");
    }
}

/// The condition of an ad that can be found, behind another one.
pub(super) fn push_fresh(sql: &mut Sql, fresh: Fresh) {
    // The sign keeps SQLite from starting at this index: nearly every ad is fresh, and the order that is asked for has its own.
    sql.push(" AND (j.repeated_by IS NULL OR j.repeated_until < ").bind(fresh.applied_until.to_string());
    sql.push(") AND j.left_at IS NULL AND j.closed_at IS NULL AND +j.posted_at >= ");
    sql.bind(fresh.posted_from.and_time(NaiveTime::MIN).and_utc().timestamp_millis());
    sql.push(" AND (j.start_on IS NULL OR j.start_on >= ").bind(fresh.starts_from.to_string()).push(")");
    sql.push(" AND (j.expires_on IS NULL OR j.expires_on >= ").bind(fresh.applied_until.to_string()).push(")");
}
