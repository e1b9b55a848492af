//! Bringing a JSON Resume into the form. Nothing is sent: the file is read in the browser, and what was read waits in the form to be
//! looked at and saved.

use leptos::{prelude::*, web_sys};
use passerelle_api::portfolio::limits;
use passerelle_rules::resume::{Cut, Resume, read};
use wasm_bindgen_futures::JsFuture;

use super::{
    calls::Opened,
    form::{Form, Spoken},
    project::Project,
};
use crate::{
    announce::{self, Announcer},
    base,
    draft::Draft,
    i18n as tr, json,
    ui::{
        disclosure::Disclosure,
        field::FileField,
        notice::{Notice, Tone},
    },
};

/// Kilobytes of a file. A resume of text is far smaller.
const KILOBYTES: u32 = 300;

const DONE: &str = "resume-done";

/// What came of a file.
#[derive(Clone, PartialEq)]
enum Outcome {
    Read { unknown: Vec<String>, cut: Vec<(Cut, u64)> },
    NotAResume,
    TooLarge,
}

impl Outcome {
    /// What is wrong with the file.
    fn error(&self) -> Option<String> {
        match self {
            Self::NotAResume => Some(tr::profile::resume_wrong()),
            Self::TooLarge => Some(tr::profile::resume_too_large(&tr::number(KILOBYTES.into()))),
            Self::Read { .. } => None,
        }
    }
}

/// The field that takes a file, and what came of it.
pub fn import(form: Draft<Form>, opened: StoredValue<Opened>) -> AnyView {
    let outcome = RwSignal::new(None::<Outcome>);
    let name = RwSignal::new(None::<String>);
    let announcer = use_context::<Announcer>();
    let choose = move |file: web_sys::File| {
        name.set(Some(file.name()));
        outcome.set(None);
        // Whoever chose a file is at its field already, so that what is wrong with it has to be said.
        let refuse = move |why: Outcome| {
            if let (Some(text), Some(announcer)) = (untrack(|| why.error()), announcer) {
                announcer.say(text);
            }
            outcome.try_set(Some(why));
        };
        if file.size() > f64::from(KILOBYTES) * 1024.0 {
            return refuse(Outcome::TooLarge);
        }
        leptos::task::spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
            let resume = json::parse(&text)
                .and_then(|json| opened.with_value(|opened| read(&json, &opened.skills, &opened.places, base::lower)));
            // The page may have been left meanwhile.
            let Some(resume) = resume else {
                return refuse(Outcome::NotAResume);
            };
            let (mut unknown, cut) = (resume.unknown.clone(), resume.cut.clone());
            form.update(|form| unknown.extend(fill(form, resume)));
            if outcome.try_set(Some(Outcome::Read { unknown, cut })).is_none() {
                announce::arrive(DONE);
            }
        });
    };
    let error = move || outcome.with(|outcome| outcome.as_ref().and_then(Outcome::error));
    view! {
        <Disclosure summary=tr::profile::resume>
            <FileField
                id="profile-resume"
                label=tr::profile::resume_file
                hint=tr::profile::resume_hint
                button=tr::profile::resume_choose
                chosen=name
                none=tr::profile::resume_none
                accept=".json,application/json"
                optional=true
                on_choose=choose
                error=Signal::derive(error)
            />
            <div id=DONE tabindex="-1">
                {move || match outcome.get() {
                    Some(Outcome::Read { unknown, cut }) => done(unknown, cut),
                    _ => ().into_any(),
                }}
            </div>
        </Disclosure>
    }
    .into_any()
}

fn done(unknown: Vec<String>, cut: Vec<(Cut, u64)>) -> AnyView {
    let shortened = |(of, most): (Cut, u64)| {
        let text = move || tr::profile::resume_cut(&label(of), &tr::number(most));
        view! { <p>{text}</p> }.into_any()
    };
    let rest =
        (!unknown.is_empty()).then(|| view! { <p>{move || tr::profile::resume_unknown(&tr::list(&unknown))}</p> });
    view! {
        <Notice tone=Tone::Ok title=tr::profile::resume_done>
            <p>{tr::profile::resume_done_text}</p>
            {cut.into_iter().map(shortened).collect::<Vec<_>>()}
            {rest}
        </Notice>
    }
    .into_any()
}

/// The field of the form that took what was cut.
fn label(of: Cut) -> String {
    match of {
        Cut::Headline => tr::profile::headline(),
        Cut::About => tr::profile::about(),
    }
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
