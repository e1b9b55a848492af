//! What employers need and nobody teaches here, from open ads and from what recruiters say in interviews.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use passerelle_api::id::SkillCode;

/// With fewer ads than this, a need may be one workplace's.
pub const LEAST_ADS: u32 = 3;

/// With fewer organisations than this, it is one organisation's.
pub const LEAST_EMPLOYERS: u32 = 2;

/// A skill that open ads or recruiters ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub skill: SkillCode,
    /// Ads that need it.
    pub must: u32,
    /// Ads that welcome it.
    pub nice: u32,
    /// Organisations whose ads need it.
    pub employers: u32,
    /// Interviews with recruiters that name it.
    pub interviews: u32,
}

/// The skills that are needed and not taught, the most needed first, and how many such skills are not told of because too few need them.
/// What is only welcome is no need; what a recruiter named in an interview is one, however few ads say so. `named` counts the interviews
/// that name each skill.
pub fn needs(
    mut asked: Vec<Asked>,
    mut named: HashMap<SkillCode, u32>,
    taught: &HashSet<SkillCode>,
) -> (Vec<Asked>, u64) {
    for asked in &mut asked {
        asked.interviews = named.remove(&asked.skill).unwrap_or_default();
    }
    let in_no_ad = |(skill, interviews)| Asked { skill, must: 0, nice: 0, employers: 0, interviews };
    asked.extend(named.into_iter().map(in_no_ad));
    let is_needed = |asked: &Asked| asked.must > 0 || asked.interviews > 0;
    let untaught = asked.into_iter().filter(|asked| is_needed(asked) && !taught.contains(&asked.skill));
    let told = |asked: &Asked| asked.interviews > 0 || (asked.must >= LEAST_ADS && asked.employers >= LEAST_EMPLOYERS);
    let (mut needs, few): (Vec<Asked>, Vec<Asked>) = untaught.partition(told);
    needs.sort_by_cached_key(|asked| {
        let Asked { skill, must, nice, employers, interviews } = asked.clone();
        (Reverse(must), Reverse(employers), Reverse(interviews), Reverse(nice), skill)
    });
    (needs, few.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(skill: &str, must: u32, nice: u32, employers: u32) -> Asked {
        Asked { skill: skill.into(), must, nice, employers, interviews: 0 }
    }

    fn told(asked: Vec<Asked>, taught: &[&str]) -> (Vec<String>, u64) {
        let taught = taught.iter().map(|&skill| skill.into()).collect();
        let (needs, few) = needs(asked, HashMap::new(), &taught);
        (needs.into_iter().map(|need| need.skill.0).collect(), few)
    }

    #[test]
    fn what_is_taught_is_no_need() {
        assert_eq!(
            told(vec![asked("html", 9, 0, 4), asked("welding", 3, 0, 2)], &["html"]),
            (vec!["welding".into()], 0)
        );
    }

    #[test]
    fn what_few_need_is_counted_and_not_named() {
        let asked = vec![asked("one-house", 9, 0, 1), asked("two-ads", 2, 5, 2), asked("welcome", 0, 9, 0)];
        assert_eq!(told(asked, &[]), (vec![], 2), "what is only welcome is no need at all");
    }

    #[test]
    fn the_most_needed_comes_first_in_every_order_of_the_ads() {
        let mut all = vec![asked("c", 3, 0, 2), asked("b", 3, 1, 2), asked("a", 5, 0, 2), asked("d", 3, 0, 3)];
        let order = vec!["a".to_owned(), "d".into(), "b".into(), "c".into()];
        assert_eq!(told(all.clone(), &[]).0, order);
        all.reverse();
        assert_eq!(told(all, &[]).0, order);
    }

    #[test]
    fn what_recruiters_name_is_a_need_beside_the_ads() {
        let named =
            HashMap::from([("two-ads".into(), 2), ("in-no-ad".into(), 1), ("html".into(), 5), ("welcome".into(), 1)]);
        let all =
            vec![asked("two-ads", 2, 0, 1), asked("sql", 4, 0, 2), asked("welcome", 0, 9, 0), asked("few", 1, 0, 1)];
        let (needs, few) = needs(all, named, &HashSet::from(["html".into()]));
        let told: Vec<_> = needs.iter().map(|need| (need.skill.as_str(), need.must, need.interviews)).collect();
        assert_eq!(told, [("sql", 4, 0), ("two-ads", 2, 2), ("welcome", 0, 1), ("in-no-ad", 0, 1)]);
        assert_eq!(few, 1);
    }
}
