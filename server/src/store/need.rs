//! What open ads ask for, and what courses teach.

use std::collections::{HashMap, HashSet};

use passerelle_api::{id::SkillCode, need::RegionCount};
use passerelle_rules::need::Asked;
use sqlx::AnyConnection;

use super::{
    Dialect, Sql,
    job_filter::{JobFilter, push_filtered},
    small, unsigned,
};
use crate::error::Result;

/// Every skill that the ads of a filter ask for, in no order.
pub async fn asked(db: &mut AnyConnection, filter: &JobFilter) -> Result<Vec<Asked>> {
    let (must, nice) = match Dialect::of(db) {
        Dialect::Sqlite => (
            " JOIN job_details d ON d.job = j.slug JOIN json_each(d.must) s",
            " JOIN job_details d ON d.job = j.slug JOIN json_each(d.nice) s",
        ),
        Dialect::Postgres => (
            " JOIN job_details d ON d.job = j.slug CROSS JOIN LATERAL jsonb_array_elements_text(d.must::JSONB) s (value)",
            " JOIN job_details d ON d.job = j.slug CROSS JOIN LATERAL jsonb_array_elements_text(d.nice::JSONB) s (value)",
        ),
    };
    let mut all: HashMap<String, Asked> = HashMap::new();
    for (joins, needs) in [(must, true), (nice, false)] {
        let mut sql = Sql::default();
        push_filtered(&mut sql, "SELECT s.value, COUNT(*), COUNT(DISTINCT j.employer) FROM jobs j", joins, filter);
        sql.push(" GROUP BY s.value");
        let rows: Vec<(String, i64, i64)> = sql.all(&mut *db).await?;
        for (skill, ads, employers) in rows {
            let none = || Asked { skill: SkillCode(skill.clone()), must: 0, nice: 0, employers: 0 };
            let asked = all.entry(skill.clone()).or_insert_with(none);
            if needs {
                (asked.must, asked.employers) = (small(ads)?, small(employers)?);
            } else {
                asked.nice = small(ads)?;
            }
        }
    }
    Ok(all.into_values().collect())
}

/// The skills that published courses teach.
pub async fn taught(db: &mut AnyConnection) -> Result<HashSet<SkillCode>> {
    let sql = Sql::new(
        "SELECT DISTINCT s.skill FROM taught_skills s JOIN courses c ON c.slug = s.course WHERE c.published = 1",
    );
    let rows: Vec<(String,)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(skill,)| SkillCode(skill)).collect())
}

/// The regions of the ads of a filter, by name.
pub async fn regions(db: &mut AnyConnection, filter: &JobFilter) -> Result<Vec<RegionCount>> {
    let filter = JobFilter { region: None, ..filter.clone() };
    let mut sql = Sql::default();
    let select = "SELECT p.region, p.country, COUNT(*) FROM jobs j";
    push_filtered(&mut sql, select, " JOIN places p ON p.slug = j.place", &filter);
    sql.push(" GROUP BY p.region, p.country ORDER BY p.country, p.region");
    let rows: Vec<(String, String, i64)> = sql.all(db).await?;
    let region = |(region, country, count)| Ok(RegionCount { region, country, count: unsigned(count)? });
    rows.into_iter().map(region).collect()
}
