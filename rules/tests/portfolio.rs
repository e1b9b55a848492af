//! What may be written of projects, and what stands behind a skill by them.
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

use passerelle_api::{
    NaiveDate, Reason,
    id::SkillCode,
    portfolio::{OwnDefence, OwnProject, limits},
    talent::EvidenceKind,
};
use passerelle_rules::{
    portfolio::{behind, came_from, defences, errors, skills, tidy},
    web::is_link,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn codes(words: &[&str]) -> Vec<SkillCode> {
    words.iter().map(|&word| word.into()).collect()
}

fn project(title: &str, shows: &[&str]) -> OwnProject {
    OwnProject { title: title.into(), text: "A site.".into(), skills: codes(shows), ..OwnProject::default() }
}

fn defended(project: OwnProject, shown: bool) -> OwnProject {
    let defence = OwnDefence { day: day("2025-06-20"), heard_by: "A jury".into(), shown, ..OwnDefence::default() };
    OwnProject { defence: Some(defence), ..project }
}

fn found(project: OwnProject) -> Vec<(String, Reason)> {
    let errors = errors(&[project], day("2026-01-05"));
    errors.into_iter().map(|error| (error.field, error.reason)).collect()
}

#[test]
fn a_project_needs_a_title_and_what_it_is() {
    assert_eq!(found(defended(project("Clock", &["html"]), false)), []);
    let expected = [("projects.0.title".to_owned(), Reason::Required), ("projects.0.text".into(), Reason::Required)];
    assert_eq!(found(OwnProject { title: "  ".into(), ..OwnProject::default() }), expected);
}

#[test]
fn every_bound_is_told_by_its_field() {
    let long = |most: u64| "é".repeat(most as usize + 1);
    let plain = || project("Clock", &[]);
    let heard = |change: fn(&mut OwnDefence)| {
        let mut project = defended(project("Clock", &[]), true);
        project.defence.iter_mut().for_each(change);
        project
    };
    let link = |link: &str| OwnProject { link: Some(link.into()), ..plain() };
    for (project, field, reason) in [
        (OwnProject { title: long(limits::TITLE), ..plain() }, "title", Reason::TooLong),
        (OwnProject { text: long(limits::TEXT), ..plain() }, "text", Reason::TooLong),
        (OwnProject { own: long(limits::TEXT), ..plain() }, "own", Reason::TooLong),
        (project("Clock", &["a", "b", "c", "d", "e", "f", "g", "h", "i"]), "skills", Reason::TooMany),
        (project("Clock", &["a", "a"]), "skills", Reason::AlreadyUsed),
        (OwnProject { year: Some(1949), ..plain() }, "year", Reason::OutOfRange),
        (OwnProject { year: Some(2027), ..plain() }, "year", Reason::OutOfRange),
        (OwnProject { year: Some(u32::MAX), ..plain() }, "year", Reason::OutOfRange),
        (link("http://clock.example"), "link", Reason::NotAWebAddress),
        (link(&format!("https://clock.example/{}", long(limits::LINK))), "link", Reason::TooLong),
        (heard(|defence| defence.day = day("2026-01-07")), "defence.day", Reason::InFuture),
        (heard(|defence| defence.day = day("1949-12-31")), "defence.day", Reason::OutOfRange),
        (heard(|defence| defence.heard_by = " ".into()), "defence.heard_by", Reason::Required),
        (heard(|defence| defence.recording = Some("javascript:x".into())), "defence.recording", Reason::NotAWebAddress),
    ] {
        assert_eq!(found(project), [(format!("projects.0.{field}"), reason)]);
    }
    for year in [1950, 2026] {
        assert_eq!(found(OwnProject { year: Some(year), ..plain() }), []);
    }
    assert_eq!(found(heard(|defence| defence.day = day("2026-01-06"))), [], "the day may have begun elsewhere");
    let eleven = errors(&vec![plain(); 11], day("2026-01-05"));
    assert_eq!((eleven[0].field.as_str(), eleven[0].reason), ("projects", Reason::TooMany));
}

#[test]
fn a_link_is_a_secure_page_of_a_host() {
    for address in ["https://clock.example", "https://clock.example:8443/a?b#c", "https://مثال.إختبار/ساعة"]
    {
        assert!(is_link(address), "{address}");
    }
    for address in [
        "",
        "clock.example",
        "http://clock.example",
        "HTTPS://clock.example",
        "https://",
        "https://clock",
        "https://.example",
        "https://me@clock.example",
        "https://clock.example/a b",
        "https://clock.example/\"><b>",
        "javascript:alert(1)//https://clock.example",
    ] {
        assert!(!is_link(address), "{address}");
    }
}

#[test]
fn spaces_around_and_empty_addresses_are_left_out() {
    let written = OwnProject { title: " Clock ".into(), link: Some("  ".into()), ..defended(project("", &[]), true) };
    let kept = tidy(written);
    assert_eq!((kept.title.as_str(), kept.link), ("Clock", None));
    assert_eq!(kept.defence.map(|defence| (defence.shown, defence.recording)), Some((true, None)));
}

#[test]
fn a_skill_rests_on_what_was_defended_before_others_and_only_where_that_is_told() {
    let (html, css): (SkillCode, SkillCode) = ("html".into(), "css".into());
    let first = project("First", &["html", "css"]);
    let kept = |shown| vec![first.clone(), defended(project("Second", &["html"]), shown)];
    assert_eq!(behind(&html, &kept(false)), Some((EvidenceKind::Project, "First")));
    assert_eq!(behind(&html, &kept(true)), Some((EvidenceKind::Defence, "Second")));
    assert_eq!(behind(&css, &kept(true)), Some((EvidenceKind::Project, "First")));
    assert_eq!(behind(&"sql".into(), &kept(true)), None);
    assert_eq!((defences(&kept(true)), defences(&kept(false))), (1, 0));
}

#[test]
fn what_came_from_a_project_goes_with_it_and_nothing_else_does() {
    let (html, projects) = ("html".into(), [project("First", &["html"])]);
    assert!(came_from(EvidenceKind::Project, &html, &projects));
    assert!(came_from(EvidenceKind::Defence, &html, &projects));
    assert!(!came_from(EvidenceKind::Statement, &html, &projects));
    assert!(!came_from(EvidenceKind::Project, &"css".into(), &projects));
}

#[test]
fn the_skills_of_projects_come_after_those_that_were_chosen_each_once() {
    let projects = [project("First", &["css", "html"]), project("Second", &["css", "sql"])];
    assert_eq!(skills(&codes(&["html"]), &projects), codes(&["html", "css", "sql"]));
    assert_eq!(skills(&codes(&["html"]), &[]), codes(&["html"]));
}
