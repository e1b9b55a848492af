//! How one thing that is asked for is answered by what a person said of it. Both comparisons judge by these.

use passerelle_api::{
    NaiveDate,
    id::SkillCode,
    job::{Contract, Remote},
    talent::{Cefr, Fit, SpokenLanguage},
};

use super::Near;

/// Days after the wished one within which an availability is still partly met.
pub const LATE_DAYS: i64 = 30;

/// The least level of a language that is met; the level under it is partly met.
pub const SPOKEN_AT_WORK: Cefr = Cefr::B1;

/// A fit with what was found for it.
pub type Found = (Fit, Option<String>);

/// What a fit gives of the points of its part.
pub fn points(fit: Fit, of: u32) -> u32 {
    match fit {
        Fit::Met => of,
        Fit::Partly => of / 2,
        Fit::Missing | Fit::Unknown => 0,
    }
}

/// A skill, or the nearest one that was found in its place.
pub fn skill<'n>(wished: &SkillCode, skills: &[SkillCode], near: &'n Near) -> (Fit, Option<&'n SkillCode>) {
    if skills.is_empty() {
        return (Fit::Unknown, None);
    }
    if skills.contains(wished) {
        return (Fit::Met, None);
    }
    let nearest = near.get(wished).and_then(|near| near.iter().find(|code| skills.contains(code)));
    (if nearest.is_some() { Fit::Partly } else { Fit::Missing }, nearest)
}

/// An EQF level; one under it is partly met.
pub fn level(wished: u8, level: Option<u8>) -> Found {
    let Some(level) = level else { return (Fit::Unknown, None) };
    let fit = match wished.saturating_sub(level) {
        0 => Fit::Met,
        1 => Fit::Partly,
        _ => Fit::Missing,
    };
    (fit, Some(level.to_string()))
}

/// A day to begin on.
pub fn start(wished: NaiveDate, available_from: Option<NaiveDate>) -> Found {
    let Some(from) = available_from else { return (Fit::Unknown, None) };
    let fit = match (from - wished).num_days() {
        days if days <= 0 => Fit::Met,
        days if days <= LATE_DAYS => Fit::Partly,
        _ => Fit::Missing,
    };
    (fit, Some(from.to_string()))
}

/// A contract among those that are accepted.
pub fn contract(wished: Contract, accepted: &[Contract]) -> Found {
    if accepted.contains(&wished) {
        return (Fit::Met, Some(wished.as_str().to_owned()));
    }
    (if accepted.is_empty() { Fit::Unknown } else { Fit::Missing }, None)
}

/// A language by its ISO 639 code, at the best level that was said.
pub fn language(code: &str, spoken: &[SpokenLanguage]) -> Found {
    let best = spoken.iter().filter(|spoken| spoken.code == code).map(|spoken| spoken.cefr).max();
    let fit = match best {
        Some(cefr) if cefr >= SPOKEN_AT_WORK => Fit::Met,
        Some(Cefr::A2) => Fit::Partly,
        None if spoken.is_empty() => Fit::Unknown,
        Some(_) | None => Fit::Missing,
    };
    (fit, best.map(|cefr| cefr.as_str().to_owned()))
}

/// A place of work that must be gone to: met within half of the way that the person would travel, partly met within the
/// whole of it. A person who did not say how far is only known to reach their own town.
pub fn travel(distance_km: Option<u32>, radius_km: Option<u32>) -> Found {
    let Some(distance) = distance_km else { return (Fit::Unknown, None) };
    let fit = match radius_km {
        _ if distance == 0 => Fit::Met,
        None => Fit::Unknown,
        Some(radius) if distance <= radius / 2 => Fit::Met,
        Some(radius) if distance <= radius => Fit::Partly,
        Some(_) => Fit::Missing,
    };
    (fit, Some(distance.to_string()))
}

/// Where the work is done, among the ways that are accepted. Hybrid is half of either of the others.
pub fn remote(offered: Option<Remote>, accepted: &[Remote]) -> Found {
    let Some(offered) = offered.filter(|_| !accepted.is_empty()) else { return (Fit::Unknown, None) };
    if accepted.contains(&offered) {
        return (Fit::Met, Some(offered.as_str().to_owned()));
    }
    let nearest = match offered {
        Remote::Hybrid => accepted.iter().min(),
        Remote::OnSite | Remote::Remote => accepted.iter().find(|accepted| **accepted == Remote::Hybrid),
    };
    let fit = if nearest.is_some() { Fit::Partly } else { Fit::Missing };
    (fit, nearest.or(accepted.iter().min()).map(|accepted| accepted.as_str().to_owned()))
}

/// Days of training a week, among those that are accepted; a day more or less is partly met.
pub fn rhythm(days: u8, accepted: &[u8]) -> Found {
    let nearest = accepted.iter().min_by_key(|accepted| (accepted.abs_diff(days), **accepted));
    let Some(nearest) = nearest else { return (Fit::Unknown, None) };
    let fit = match nearest.abs_diff(days) {
        0 => Fit::Met,
        1 => Fit::Partly,
        _ => Fit::Missing,
    };
    (fit, Some(nearest.to_string()))
}

/// Pay in whole euros a month: met where the least that is paid is enough, partly where the most is. What was found is
/// not repeated, because what a person hopes to earn is theirs to say.
pub fn pay(offered: Option<(u32, u32)>, wanted: Option<u32>) -> Found {
    let fit = match (offered, wanted) {
        (Some((least, _)), Some(wanted)) if least >= wanted => Fit::Met,
        (Some((_, most)), Some(wanted)) if most >= wanted => Fit::Partly,
        (Some(_), Some(_)) => Fit::Missing,
        (None, _) | (_, None) => Fit::Unknown,
    };
    (fit, None)
}
