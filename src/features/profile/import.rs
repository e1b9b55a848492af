//! Bringing a JSON Resume into the form. Nothing is sent: the file is read in the browser, and what was read waits in the form to be
//! looked at and saved.

use leptos::{prelude::*, web_sys};
use passerelle_api::portfolio::limits;
use passerelle_rules::resume::{Resume, read};

use super::{
    calls::Opened,
    form::{Form, Spoken},
    project::Project,
};
use crate::{
    announce::{self, Announcer},
    base,
    draft::Draft,
    i18n as tr,
    resume_file::{Field, Left, Refused, contents},
    ui::{
        disclosure::Disclosure,
        notice::{Notice, Tone},
    },
};

const DONE: &str = "resume-done";

/// The field that takes a file, and what came of it.
pub fn import(form: Draft<Form>, opened: StoredValue<Opened>) -> AnyView {
    let file = Field::new();
    let announcer = use_context::<Announcer>();
    let bring = move |chosen: web_sys::File| {
        leptos::task::spawn_local(async move {
            let contents = contents(chosen).await;
            // The page may have been left meanwhile.
            let Some(opened) = opened.try_get_value() else { return };
            let came = contents
                .and_then(|json| read(&json, &opened.skills, &opened.places, base::lower).ok_or(Refused::NotAResume));
            let came = came.map(|resume| {
                let Resume { cut, mut unknown, unranked, unread, .. } = resume.clone();
                unknown.extend(unranked);
                form.update(|form| unknown.extend(fill(form, resume)));
                Left { cut, unknown, unread }
            });
            let wrong = came.as_ref().err().map(|why| untrack(|| why.text()));
            file.outcome.set(Some(came));
            match (wrong, announcer) {
                (None, _) => announce::arrive(DONE),
                // Whoever chose a file is at its field already, so that what is wrong with it has to be said.
                (Some(wrong), Some(announcer)) => announcer.say(wrong),
                (Some(_), None) => {}
            }
        });
    };
    view! {
        <Disclosure summary=tr::profile::resume>
            {file.view("profile-resume", tr::profile::resume_file, tr::profile::resume_hint, bring)}
            <div id=DONE tabindex="-1">{move || file.left().map(done)}</div>
        </Disclosure>
    }
    .into_any()
}

fn done(left: Left) -> AnyView {
    let lines = move || left.lines().into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    view! {
        <Notice tone=Tone::Ok title=tr::profile::resume_done>
            <p>{tr::profile::resume_done_text}</p>
            {lines}
        </Notice>
    }
    .into_any()
}

/// Puts what was read into the form. What the file does not say stays as it was. Gives the titles of projects for which there is no
/// room.
fn fill(form: &mut Form, resume: Resume) -> Vec<String> {
    let Resume { headline, about, skills, level, place, languages, projects, .. } = resume;
    if !headline.is_empty() {
        form.headline = headline;
    }
    if !about.is_empty() {
        form.about = about;
    }
    for skill in skills {
        if !form.skills.contains(&skill) {
            form.skills.push(skill);
        }
    }
    if let Some(level) = level {
        form.level = level.to_string();
    }
    if let Some(place) = place {
        form.place = place;
    }
    for (code, cefr) in languages {
        let cefr = cefr.map(|cefr| cefr.as_str().to_owned()).unwrap_or_default();
        match form.languages.iter_mut().find(|spoken| spoken.code == code) {
            Some(spoken) if !cefr.is_empty() => spoken.cefr = cefr,
            Some(_) => {}
            None => form.languages.push(Spoken { code, cefr }),
        }
    }
    let mut left = Vec::new();
    for project in projects {
        if form.projects.iter().any(|known| known.title.trim() == project.title) {
            continue;
        }
        if (form.projects.len() as u64) < limits::PROJECTS {
            form.projects.push(Project::of(&project));
        } else {
            left.push(project.title);
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use passerelle_api::{portfolio::OwnProject, talent::Cefr};

    use super::*;

    #[test]
    fn what_a_file_does_not_say_stays() {
        let mut form = Form { about: "Mine".into(), skills: vec!["html".into()], level: "4".into(), ..Form::default() };
        let spoken = |code: &str, cefr: &str| Spoken { code: code.into(), cefr: cefr.into() };
        form.languages = vec![spoken("fr", "C2"), spoken("en", "A2")];
        let languages = vec![("fr".to_owned(), None), ("en".to_owned(), Some(Cefr::B2)), ("ar".to_owned(), None)];
        let skills = vec!["html".to_owned(), "css".to_owned()];
        let resume = Resume { headline: "Web".into(), skills, languages, ..Resume::default() };
        assert_eq!(fill(&mut form, resume), Vec::<String>::new());
        assert_eq!((form.headline.as_str(), form.about.as_str(), form.level.as_str()), ("Web", "Mine", "4"));
        assert_eq!(form.skills, ["html", "css"]);
        assert_eq!(form.languages, [spoken("fr", "C2"), spoken("en", "B2"), spoken("ar", "")]);
    }
    #[test]
    fn projects_come_after_those_there_are_each_once_as_far_as_there_is_room() {
        let mut form = Form::default();
        let read = |count: u64| Resume {
            projects: (0..count)
                .map(|number| OwnProject { title: format!("Project {number}"), ..OwnProject::default() })
                .collect(),
            ..Resume::default()
        };
        form.projects.push(Project { title: "Project 1".into(), text: "Mine".into(), ..Project::default() });
        assert_eq!(fill(&mut form, read(3)), Vec::<String>::new());
        let titles: Vec<&str> = form.projects.iter().map(|project| project.title.as_str()).collect();
        assert_eq!((titles, form.projects[0].text.as_str()), (vec!["Project 1", "Project 0", "Project 2"], "Mine"));
        assert!(!form.projects[1].defended && !form.projects[1].shown);
        assert_eq!(fill(&mut form, read(12)), ["Project 10", "Project 11"]);
    }
}
