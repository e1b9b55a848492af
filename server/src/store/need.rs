//! What open ads ask for, and what courses teach.

use std::collections::{BTreeMap, HashMap, HashSet};

use passerelle_api::{id::SkillCode, need::RegionCount};
use passerelle_rules::need::Asked;
use sqlx::AnyConnection;

use super::{
    Dialect, Sql,
    job_filter::{JobFilter, push_filtered},
    reference, small, unsigned,
};
use crate::error::{Error, Result};

/// What the ads of a filter ask for.
#[derive(Debug, Default)]
pub struct Survey {
    /// The ads.
    pub ads: u64,
    /// Every skill that they ask for, in no order.
    pub asked: Vec<Asked>,
    /// Their regions that are known, whatever region the filter has, by country and name.
    pub regions: Vec<RegionCount>,
    /// Their occupations with how many ads each has, whatever occupation the filter has, in no order.
    pub occupations: Vec<(String, u64)>,
}

/// Reads the ads once, with their skills, and counts them in all these ways.
pub async fn survey(db: &mut AnyConnection, filter: &JobFilter) -> Result<Survey> {
    let (must, nice) = match Dialect::of(db) {
        Dialect::Sqlite => (", json_each(a.must) s", ", json_each(a.nice) s"),
        Dialect::Postgres => (
            " CROSS JOIN LATERAL jsonb_array_elements_text(a.must::JSONB) s (value)",
            " CROSS JOIN LATERAL jsonb_array_elements_text(a.nice::JSONB) s (value)",
        ),
    };
    let mut sql = Sql::new("WITH ads (employer, place, rome, must, nice) AS MATERIALIZED (");
    // In SQLite `CROSS JOIN` keeps this order, which reads both tables in the order of the ads' names. The other order looks up one
    // row here, another there, and takes three times as long.
    let select = "SELECT j.employer, j.place, d.rome, d.must, d.nice FROM job_details d CROSS JOIN jobs j";
    push_filtered(&mut sql, select, "", &JobFilter { region: None, occupation: None, ..filter.clone() });
    sql.push(" AND d.job = j.slug) SELECT 'all', '', COUNT(*), 0 FROM ads a WHERE 1 = 1");
    push_region(&mut sql, filter);
    push_occupation(&mut sql, filter);
    for (kind, skills) in [("'must'", must), ("'nice'", nice)] {
        sql.push(" UNION ALL SELECT ").push(kind).push(", s.value, COUNT(*), COUNT(DISTINCT a.employer) FROM ads a");
        sql.push(skills).push(" WHERE 1 = 1");
        push_region(&mut sql, filter);
        push_occupation(&mut sql, filter);
        sql.push(" GROUP BY s.value");
    }
    sql.push(" UNION ALL SELECT 'place', a.place, COUNT(*), 0 FROM ads a WHERE 1 = 1");
    push_occupation(&mut sql, filter);
    sql.push(
        " GROUP BY a.place UNION ALL SELECT 'occupation', a.rome, COUNT(*), 0 FROM ads a WHERE a.rome IS NOT NULL",
    );
    push_region(&mut sql, filter);
    sql.push(" GROUP BY a.rome");
    let rows: Vec<(String, String, i64, i64)> = sql.all(&mut *db).await?;

    let mut survey = Survey::default();
    let mut skills: HashMap<String, Asked> = HashMap::new();
    let mut places: HashMap<String, u64> = HashMap::new();
    for (kind, key, ads, employers) in rows {
        match kind.as_str() {
            "all" => survey.ads = unsigned(ads)?,
            "must" => {
                let asked = asked_of(&mut skills, key);
                (asked.must, asked.employers) = (small(ads)?, small(employers)?);
            }
            "nice" => asked_of(&mut skills, key).nice = small(ads)?,
            "place" => _ = places.insert(key, unsigned(ads)?),
            "occupation" => survey.occupations.push((key, unsigned(ads)?)),
            other => return Err(Error::Fault(format!("nothing is counted as {other}"))),
        }
    }
    survey.asked = skills.into_values().collect();
    survey.regions = regions(db, &places).await?;
    Ok(survey)
}

fn asked_of(skills: &mut HashMap<String, Asked>, skill: String) -> &mut Asked {
    let none = Asked { skill: SkillCode(skill.clone()), must: 0, nice: 0, employers: 0, interviews: 0 };
    skills.entry(skill).or_insert(none)
}

fn push_region(sql: &mut Sql, filter: &JobFilter) {
    if let Some(region) = &filter.region {
        sql.push(" AND a.place IN (SELECT g.slug FROM places g WHERE g.region = ").bind(region.as_str()).push(")");
    }
}

fn push_occupation(sql: &mut Sql, filter: &JobFilter) {
    if let Some(code) = &filter.occupation {
        sql.push(" AND a.rome = ").bind(code.as_str());
    }
}

/// Counts of places as those of their regions. A town whose region is not known counts for none.
async fn regions(db: &mut AnyConnection, places: &HashMap<String, u64>) -> Result<Vec<RegionCount>> {
    let mut regions: BTreeMap<(String, String), u64> = BTreeMap::new();
    for place in reference::named_places(db).await? {
        if let Some(count) = places.get(&place.slug).filter(|_| !place.region.is_empty()) {
            *regions.entry((place.country, place.region)).or_default() += count;
        }
    }
    Ok(regions.into_iter().map(|((country, region), count)| RegionCount { region, country, count }).collect())
}

/// The skills that published courses teach.
pub async fn taught(db: &mut AnyConnection) -> Result<HashSet<SkillCode>> {
    let sql = Sql::new(
        "SELECT DISTINCT s.skill FROM taught_skills s JOIN courses c ON c.slug = s.course WHERE c.published = 1",
    );
    let rows: Vec<(String,)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(skill,)| SkillCode(skill)).collect())
}
