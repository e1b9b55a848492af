//! How a person and a job fit, by example and over thousands of generated pairs.
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

use passerelle_api::{
    NaiveDate,
    id::SkillCode,
    job::{Contract, Remote},
    matching::Aspect,
    talent::{Cefr, EvidenceKind, Fit, SpokenLanguage},
};
use passerelle_rules::{
    distance::Spot,
    matching::{
        ASPECTS, CONSTRAINTS, Explanation, Graded, Job, Person, WHOLE, explain,
        sample::{Dice, lessons, near},
    },
};

const RENNES: Spot = Spot { lat: 48.1173, lon: -1.6778 };
const FOUGERES: Spot = Spot { lat: 48.3515, lon: -1.2 };

fn codes(words: &[&str]) -> Vec<SkillCode> {
    words.iter().map(|&word| word.into()).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn spoken(code: &str, cefr: Cefr) -> SpokenLanguage {
    SpokenLanguage { code: code.to_owned(), cefr }
}

fn job() -> Job {
    Job {
        must: codes(&["html", "sql"]),
        nice: codes(&["writing"]),
        level: Some(4),
        place: RENNES,
        remote: Some(Remote::Hybrid),
        contract: Contract::Apprenticeship,
        training_days: Some(2),
        start: Some(day("2026-09-01")),
        languages: vec!["fr".into()],
        pay_month: Some((1_000, 1_200)),
    }
}

fn person() -> Person {
    Person {
        skills: codes(&["html", "sql", "writing"]),
        evidence: [("html".into(), EvidenceKind::Certificate), ("sql".into(), EvidenceKind::Project)].into(),
        level: Some(5),
        place: Some(RENNES),
        radius_km: Some(20),
        remote: vec![Remote::Hybrid],
        contracts: vec![Contract::Apprenticeship],
        training_days: vec![2],
        available_from: Some(day("2026-08-01")),
        languages: vec![spoken("fr", Cefr::B2)],
        pay_month: Some(900),
    }
}

fn of(job: &Job, person: &Person) -> Explanation {
    explain(job, person, &near(), &lessons())
}

fn part(explanation: &Explanation, aspect: Aspect) -> &Graded {
    explanation.parts.iter().find(|part| part.aspect == aspect).unwrap()
}

/// One part for a person who differs a little, and whether it is a barrier.
fn differs(aspect: Aspect, change: impl FnOnce(&mut Person)) -> (Fit, Option<String>, bool) {
    let mut other = person();
    change(&mut other);
    let explanation = of(&job(), &other);
    let part = part(&explanation, aspect);
    (part.fit, part.found.clone(), explanation.barriers.contains(&aspect))
}

#[test]
fn who_answers_everything_scores_the_whole_and_is_told_by_what() {
    let explanation = of(&job(), &person());
    assert_eq!((explanation.score, explanation.barriers.as_slice()), (WHOLE, &[][..]));
    assert!(explanation.parts.iter().all(|part| part.fit == Fit::Met && part.points == part.of));
    let points: Vec<u32> = explanation.parts.iter().map(|part| part.of).collect();
    assert_eq!(points, [1_750, 1_750, 1_000, 1_000, 1_000, 500, 1_000, 500, 500, 500, 500]);
    let evidence: Vec<_> = explanation.parts.iter().take(4).map(|part| part.evidence).collect();
    let expected = [Some(EvidenceKind::Certificate), Some(EvidenceKind::Project), None, Some(EvidenceKind::Statement)];
    assert_eq!(evidence, expected, "what is not known to stand behind a skill is not made up");
}

#[test]
fn an_empty_profile_scores_nothing_without_being_shut_out() {
    let explanation = of(&job(), &Person::default());
    assert_eq!((explanation.score, explanation.barriers.as_slice()), (0, &[][..]));
    assert!(explanation.parts.iter().all(|part| part.fit == Fit::Unknown && part.points == 0));
    assert!(explanation.parts.iter().all(|part| part.evidence.is_none() && part.found.is_none()));
}

#[test]
fn a_failed_constraint_leaves_no_points_and_says_which_it_was() {
    let mut other = person();
    other.contracts = vec![Contract::Permanent];
    other.languages = vec![spoken("fr", Cefr::A1)];
    let explanation = of(&job(), &other);
    assert_eq!((explanation.score, explanation.barriers.as_slice()), (0, &[Aspect::Contract, Aspect::Language][..]));
    assert!(explanation.parts.iter().all(|part| part.points == 0));
    assert_eq!(part(&explanation, Aspect::MustSkill).fit, Fit::Met, "the rest is still told");
}

#[test]
fn a_place_is_reached_within_the_way_one_would_travel() {
    let at = |place, radius| {
        differs(Aspect::Place, |person| {
            person.place = place;
            person.radius_km = radius;
        })
    };
    assert_eq!(at(Some(FOUGERES), Some(88)), (Fit::Met, Some("44".into()), false));
    assert_eq!(at(Some(FOUGERES), Some(87)), (Fit::Partly, Some("44".into()), false));
    assert_eq!(at(Some(FOUGERES), Some(44)), (Fit::Partly, Some("44".into()), false));
    assert_eq!(at(Some(FOUGERES), Some(43)), (Fit::Missing, Some("44".into()), true));
    assert_eq!(at(Some(FOUGERES), None), (Fit::Unknown, Some("44".into()), false));
    assert_eq!(at(Some(RENNES), None), (Fit::Met, Some("0".into()), false));
    assert_eq!(at(None, Some(500)), (Fit::Unknown, None, false));
}

#[test]
fn a_remote_job_asks_for_no_place() {
    let remote = Job { remote: Some(Remote::Remote), ..job() };
    let far = Person { place: Some(FOUGERES), radius_km: Some(1), remote: vec![Remote::Remote], ..person() };
    let explanation = of(&remote, &far);
    assert!(explanation.parts.iter().all(|part| part.aspect != Aspect::Place));
    assert_eq!(explanation.score, WHOLE);
}

#[test]
fn hybrid_work_is_half_of_either_of_the_others() {
    let accepting = |accepted: &[Remote]| differs(Aspect::Remote, |person| person.remote = accepted.to_vec());
    assert_eq!(accepting(&[Remote::OnSite, Remote::Remote]), (Fit::Partly, Some("on-site".into()), false));
    let explanation =
        of(&Job { remote: Some(Remote::OnSite), ..job() }, &Person { remote: vec![Remote::Remote], ..person() });
    let remote = part(&explanation, Aspect::Remote);
    assert_eq!((remote.fit, remote.found.as_deref()), (Fit::Missing, Some("remote")));
}

#[test]
fn the_rest_is_graded_by_how_near_it_is() {
    let rhythm = |days: &[u8]| differs(Aspect::Rhythm, |person| person.training_days = days.to_vec());
    assert_eq!(rhythm(&[5, 3]), (Fit::Partly, Some("3".into()), false));
    assert_eq!(rhythm(&[5, 4]), (Fit::Missing, Some("4".into()), false));
    assert_eq!(rhythm(&[]), (Fit::Unknown, None, false));
    let from = |date: &str| differs(Aspect::Start, |person| person.available_from = Some(day(date)));
    assert_eq!(from("2026-10-01").0, Fit::Partly);
    assert_eq!(from("2026-10-02"), (Fit::Missing, Some("2026-10-02".into()), true));
    let speaking = |said: &[SpokenLanguage]| differs(Aspect::Language, |person| person.languages = said.to_vec());
    assert_eq!(speaking(&[spoken("fr", Cefr::A2)]), (Fit::Partly, Some("A2".into()), false));
    assert_eq!(speaking(&[spoken("en", Cefr::C2)]), (Fit::Missing, None, true));
    let level = |level| differs(Aspect::Level, |person| person.level = level);
    assert_eq!(level(Some(3)), (Fit::Partly, Some("3".into()), false));
    assert_eq!(level(Some(2)), (Fit::Missing, Some("2".into()), false));
    let wanting = |pay| differs(Aspect::Pay, |person| person.pay_month = pay);
    assert_eq!(wanting(Some(1_000)).0, Fit::Met);
    assert_eq!(wanting(Some(1_200)), (Fit::Partly, None, false));
    assert_eq!(wanting(Some(1_201)), (Fit::Missing, None, false));
    assert_eq!(wanting(None), (Fit::Unknown, None, false));
}

#[test]
fn a_silent_ad_has_no_better_pay() {
    let explanation = of(&Job { pay_month: None, ..job() }, &person());
    assert_eq!((explanation.score, part(&explanation, Aspect::Pay).fit), (WHOLE - 500, Fit::Unknown));
}

#[test]
fn an_ad_that_names_no_needed_skill_says_what_its_score_lacks() {
    let explanation = of(&Job { must: vec![], ..job() }, &person());
    let skills = part(&explanation, Aspect::MustSkill);
    assert_eq!((skills.fit, skills.points, skills.of), (Fit::Unknown, 0, 3_500));
    assert_eq!((skills.skill.as_ref(), skills.evidence, skills.lesson.as_ref()), (None, None, None));
    assert_eq!(explanation.score, WHOLE - 3_500);
    assert_eq!(explanation.parts.iter().map(|part| part.of).sum::<u32>(), WHOLE);
}

#[test]
fn an_ad_that_is_silent_about_working_elsewhere_is_never_met_there() {
    let silent = Job { remote: None, ..job() };
    let explanation = of(&silent, &Person { remote: Remote::ALL.to_vec(), ..person() });
    let remote = part(&explanation, Aspect::Remote);
    assert_eq!((remote.fit, remote.points, remote.of, remote.found.as_deref()), (Fit::Unknown, 0, 500, None));
    let far = of(&silent, &Person { place: Some(FOUGERES), radius_km: Some(1), ..person() });
    assert_eq!(far.barriers, [Aspect::Place], "the place that it names is one to go to");
}

#[test]
fn every_language_of_the_work_is_asked_for() {
    let both = Job { languages: vec!["fr".into(), "en".into(), "fr".into()], ..job() };
    let explanation = of(&both, &person());
    let languages: Vec<_> = explanation.parts.iter().filter(|part| part.aspect == Aspect::Language).collect();
    assert_eq!(languages.len(), 2);
    assert_eq!((languages[1].language.as_deref(), languages[1].fit), (Some("en"), Fit::Missing));
    assert_eq!(explanation.barriers, [Aspect::Language]);
}

#[test]
fn a_skill_that_is_not_met_comes_with_the_lesson_that_teaches_it() {
    let wanted = Job { must: codes(&["html", "ai-basics", "sales"]), nice: vec![], ..job() };
    let knows = Person { skills: codes(&["css"]), ..person() };
    let explanation = of(&wanted, &knows);
    let lesson = |index: usize| {
        let lesson = explanation.parts[index].lesson.clone()?;
        Some((lesson.course.0, lesson.chapter.map(|chapter| chapter.0)))
    };
    assert_eq!(lesson(0), Some(("accessible-html".into(), Some("why-semantics".into()))), "partly met by CSS");
    assert_eq!(explanation.parts[0].instead, Some("css".into()));
    assert_eq!(lesson(1), Some(("understanding-ai".into(), None)));
    assert_eq!(lesson(2), None, "not taught here");
    let able = of(&wanted, &Person { skills: codes(&["html", "ai-basics", "sales"]), ..person() });
    assert!(able.parts.iter().all(|part| part.lesson.is_none()));
}

#[test]
fn the_points_add_up_and_the_unknown_never_counts() {
    let mut dice = Dice(2);
    let (mut shut_out, mut scored) = (0, 0);
    for _ in 0..20_000 {
        let (job, person) = (dice.job(), dice.person());
        let explanation = of(&job, &person);
        assert_eq!(explanation.parts.iter().map(|part| part.points).sum::<u32>(), explanation.score);
        let of: u32 = explanation.parts.iter().map(|part| part.of).sum();
        assert_eq!(of, WHOLE, "{job:?}");
        let unsaid = explanation.parts.iter().find(|part| part.aspect == Aspect::MustSkill && part.skill.is_none());
        assert_eq!(unsaid.map(|part| part.fit), job.must.is_empty().then_some(Fit::Unknown), "{job:?}");
        assert_eq!(
            part(&explanation, Aspect::Remote).fit == Fit::Unknown,
            job.remote.is_none() || person.remote.is_empty()
        );
        assert!(explanation.parts.is_sorted_by_key(|part| ASPECTS.iter().position(|(known, _)| *known == part.aspect)));
        let missing = |aspect| explanation.parts.iter().any(|part| part.aspect == aspect && part.fit == Fit::Missing);
        let barriers: Vec<Aspect> = CONSTRAINTS.iter().copied().filter(|aspect| missing(*aspect)).collect();
        assert_eq!(explanation.barriers, barriers);
        shut_out += u32::from(!barriers.is_empty());
        scored += u32::from(explanation.score > 0);
        for part in &explanation.parts {
            let expected = match part.fit {
                _ if !barriers.is_empty() => 0,
                Fit::Met => part.of,
                Fit::Partly => part.of / 2,
                Fit::Missing | Fit::Unknown => 0,
            };
            assert_eq!(part.points, expected, "{part:?}");
        }
    }
    assert!(shut_out > 2_000 && scored > 2_000, "{shut_out} were shut out and {scored} scored: too few of one kind");
}

/// The same person with one thing not said any more, in every way that is possible.
fn with_one_thing_less(person: &Person) -> Vec<Person> {
    fn without<T: Clone>(items: &[T], index: usize) -> Vec<T> {
        items.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, item)| item.clone()).collect()
    }
    let mut fewer = vec![
        Person { place: None, ..person.clone() },
        Person { radius_km: None, ..person.clone() },
        Person { level: None, ..person.clone() },
        Person { available_from: None, ..person.clone() },
        Person { pay_month: None, ..person.clone() },
    ];
    let all = |count: usize| 0..count;
    fewer.extend(all(person.skills.len()).map(|at| Person { skills: without(&person.skills, at), ..person.clone() }));
    fewer.extend(all(person.remote.len()).map(|at| Person { remote: without(&person.remote, at), ..person.clone() }));
    fewer.extend(
        all(person.contracts.len()).map(|at| Person { contracts: without(&person.contracts, at), ..person.clone() }),
    );
    fewer.extend(
        all(person.languages.len()).map(|at| Person { languages: without(&person.languages, at), ..person.clone() }),
    );
    fewer.extend(
        all(person.training_days.len())
            .map(|at| Person { training_days: without(&person.training_days, at), ..person.clone() }),
    );
    fewer
}

#[test]
fn saying_less_never_gives_more_except_by_taking_a_barrier_away() {
    let mut dice = Dice(3);
    let mut tried = 0;
    for _ in 0..4_000 {
        let (job, person) = (dice.job(), dice.person());
        let whole = of(&job, &person);
        for fewer in with_one_thing_less(&person) {
            let less = of(&job, &fewer);
            let freed = whole.barriers.iter().any(|barrier| !less.barriers.contains(barrier));
            assert!(less.score <= whole.score || freed, "{job:?}, {person:?} without a thing: {fewer:?}");
            tried += 1;
        }
    }
    assert!(tried > 20_000, "only {tried} pairs were tried");
}

#[test]
fn what_stands_behind_a_skill_is_told_and_weighs_nothing() {
    let mut dice = Dice(4);
    for _ in 0..2_000 {
        let (job, person) = (dice.job(), dice.person());
        let bare = Person { evidence: Default::default(), ..person.clone() };
        let (with, without) = (of(&job, &person), of(&job, &bare));
        assert_eq!((with.score, with.barriers), (without.score, without.barriers));
    }
}
