//! Filling the field that says what one can do, from one's own profile or from a JSON Resume. It is a panel of its own, which only those
//! download who ask for it. What stands in the field already stays, and what came can be taken out again.

use leptos::{prelude::*, web_sys};
use passerelle_api::{
    portfolio::OwnProject,
    reference::Skill,
    talent::{Cefr, Profile},
};
use passerelle_rules::resume::{Resume, Section, read};

use super::{
    application::{Form, added},
    calls::{self, Sources},
};
use crate::{
    announce::Announcer,
    base,
    draft::Draft,
    i18n::{self as tr, Namespace},
    lazy::{self, Fetching, panels, with_words},
    load::{Loaded, load_known},
    resume_file::{Field, Left, Refused, contents},
    session::use_session,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
    },
    words,
};

panels! {
    fill_panel(Draft<Form>) => ways;
}

const PANEL: fn() -> Fetching<Draft<Form>> = || with_words(&[Namespace::Profile], Box::pin(fill_panel()));

/// The button that opens the ways to fill the field.
pub fn opener(draft: Draft<Form>) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <div>
            <Button
                label=tr::fill::open
                kind=ButtonKind::Quiet
                icon=Icon::Plus
                controls="apply-fill"
                expanded=Signal::from(open)
                on_press=move |()| open.update(|open| *open = !*open)
            />
            <div id="apply-fill">{move || open.get().then(|| lazy::panel(PANEL, draft))}</div>
        </div>
    }
    .into_any()
}

/// The ways to fill the field, as far as there are any.
fn ways(draft: Draft<Form>) -> AnyView {
    let session = use_session();
    let me = Memo::new(move |_| session.viewer());
    let sources = load_known(
        move || me.get().map(|me| (me.is_some(), tr::language())),
        |(has_account, lang)| calls::sources(has_account, lang),
    );
    let field = Filled { draft, filled: RwSignal::new(None), announcer: use_context() };
    view! {
        <Loaded loader=sources view=move |Sources { profile, skills }: Sources| {
            view! {
                {profile.map(|profile| from_profile(profile, field))}
                {from_file(StoredValue::new(skills), field)}
            }
        }/>
        {field.undo()}
    }
    .into_any()
}

/// The field, with what it held before it was filled and what it held then.
#[derive(Clone, Copy)]
struct Filled {
    draft: Draft<Form>,
    filled: RwSignal<Option<(String, String)>>,
    announcer: Option<Announcer>,
}

impl Filled {
    fn say(self, text: String) {
        if let Some(announcer) = self.announcer {
            announcer.say(text);
        }
    }

    /// Puts a text below what the field holds, and gives what is to be said of it.
    fn put(self, text: &str) -> String {
        let before = self.draft.with_untracked(|form| form.profile.clone());
        let after = added(&before, text);
        if text.is_empty() {
            return untrack(tr::fill::empty);
        }
        if after == before {
            return untrack(tr::fill::already);
        }
        self.draft.update(|form| form.profile.clone_from(&after));
        self.filled.set(Some((before, after)));
        untrack(tr::fill::done)
    }

    /// Takes what came out again. Once something else was typed there is no way back that would not lose it.
    fn undo(self) -> AnyView {
        let Self { draft, filled, .. } = self;
        let stands = Memo::new(move |_| {
            filled.with(|both| both.as_ref().is_some_and(|(_, after)| draft.with(|form| form.profile == *after)))
        });
        let take_out = move |()| {
            if let Some((before, _)) = filled.get_untracked() {
                draft.update(|form| form.profile = before);
                filled.set(None);
                // The button is gone with what it was for.
                base::focus("apply-profile");
                self.say(untrack(tr::fill::undone));
            }
        };
        (move || {
            stands.get().then(|| {
                view! {
                    <p><Button label=tr::fill::undo kind=ButtonKind::Quiet icon=Icon::Trash on_press=take_out/></p>
                }
            })
        })
        .into_any()
    }
}

fn from_profile(profile: Profile, field: Filled) -> AnyView {
    let profile = StoredValue::new(profile);
    let press = move |()| field.say(field.put(&untrack(|| profile.with_value(of_profile))));
    view! { <p><Button label=tr::fill::profile icon=Icon::People on_press=press/></p> }.into_any()
}

fn from_file(skills: StoredValue<Vec<Skill>>, field: Filled) -> AnyView {
    let file = Field::new();
    let read_file = move |chosen: web_sys::File| {
        leptos::task::spawn_local(async move {
            let contents = contents(chosen).await;
            // The page may have been left meanwhile.
            let Some(skills) = skills.try_get_value() else { return };
            // The text says nothing of where one lives, so that no place is looked up.
            let came = contents.and_then(|json| read(&json, &skills, &[], base::lower).ok_or(Refused::NotAResume));
            let said = untrack(|| match &came {
                Ok(resume) => [vec![field.put(&of_resume(resume, &skills))], left(resume).lines()].concat().join(" "),
                Err(why) => why.text(),
            });
            field.say(said);
            file.outcome.set(Some(came.map(|resume| left(&resume))));
        });
    };
    let lines = move || {
        let lines = file.left().map(|left| left.lines());
        lines.into_iter().flatten().map(|line| view! { <p class="hint">{line}</p> }).collect_view()
    };
    view! {
        {file.view("apply-resume", tr::fill::file, tr::fill::file_hint, read_file)}
        {lines}
    }
    .into_any()
}

/// What of a file is not in the text, which has the schooling in its own words, of a known level or not.
fn left(resume: &Resume) -> Left {
    let is_told = |section: &Section| matches!(section, Section::Work | Section::Education);
    let unread = resume.unread.iter().copied().filter(|section| !is_told(section)).collect();
    Left { cut: resume.cut.clone(), unknown: resume.unknown.clone(), unread }
}

/// The text of a profile, in the reader's language as far as the interface says it.
fn of_profile(profile: &Profile) -> String {
    let skills: Vec<String> = profile.skills.iter().map(|proven| proven.skill.name.clone()).collect();
    let spoken = profile.languages.iter().map(|spoken| language(&spoken.code, Some(spoken.cefr)));
    paragraphs(vec![
        profile.headline.clone(),
        profile.about.clone(),
        line(tr::fill::skills, &skills),
        line(tr::fill::languages, &spoken.collect::<Vec<_>>()),
        level(profile.level),
        titled(tr::fill::projects, profile.projects.iter().map(project).collect()),
    ])
}

/// The text of a file.
fn of_resume(resume: &Resume, known: &[Skill]) -> String {
    let named = |code: &String| known.iter().find(|skill| skill.code.0 == *code).map(|skill| skill.name.clone());
    let skills: Vec<String> = resume.skills.iter().filter_map(named).collect();
    let spoken = resume.languages.iter().map(|(code, cefr)| language(code, *cefr));
    paragraphs(vec![
        resume.headline.clone(),
        resume.about.clone(),
        titled(tr::fill::work, resume.work.clone()),
        titled(tr::profile::section_education, resume.education.clone()),
        line(tr::fill::skills, &skills),
        line(tr::fill::languages, &spoken.collect::<Vec<_>>()),
        level(resume.level),
        titled(tr::fill::projects, resume.projects.iter().map(project).collect()),
    ])
}

fn level(level: Option<u8>) -> String {
    level.map(|level| line(tr::profile::level, &[words::eqf_with_words(level)])).unwrap_or_default()
}

fn language(code: &str, cefr: Option<Cefr>) -> String {
    let name = tr::language_name(code);
    cefr.map_or_else(|| name.clone(), |cefr| [name.as_str(), " (", cefr.as_str(), ")"].concat())
}

/// A line of several things under their name; nothing where there are none.
fn line(name: fn() -> String, things: &[String]) -> String {
    if things.is_empty() { String::new() } else { tr::bare(&tr::words::labelled(&name(), &tr::list(things))) }
}

/// Several texts under their name.
fn titled(name: fn() -> String, texts: Vec<String>) -> String {
    if texts.is_empty() { String::new() } else { paragraphs([vec![name()], texts].concat()) }
}

/// A project as lines, each as far as its owner said it.
fn project(project: &OwnProject) -> String {
    let year = project.year.map(|year| [" (", &year.to_string(), ")"].concat()).unwrap_or_default();
    let lines = [
        [project.title.trim(), &year].concat(),
        project.text.trim().to_owned(),
        project.own.trim().to_owned(),
        project.link.clone().unwrap_or_default(),
    ];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Texts one below the other, without those that say nothing.
fn paragraphs(texts: Vec<String>) -> String {
    let said = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    said.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_told_as_far_as_its_owner_said_it() {
        let whole = OwnProject {
            title: " Club pages ".into(),
            text: "A site for a club.".into(),
            own: "Drew it\nTested it".into(),
            year: Some(2024),
            link: Some("https://club.example.org".into()),
            ..OwnProject::default()
        };
        let told = "Club pages (2024)\nA site for a club.\nDrew it\nTested it\nhttps://club.example.org";
        assert_eq!(project(&whole), told);
        assert_eq!(project(&OwnProject { title: "Clock".into(), ..OwnProject::default() }), "Clock");
    }

    #[test]
    fn texts_that_say_nothing_leave_no_gap() {
        let texts = ["Baker", " ", "", "I bake.\n"].map(str::to_owned).to_vec();
        assert_eq!(paragraphs(texts), "Baker\n\nI bake.");
    }

    #[test]
    fn the_work_and_the_schooling_of_a_file_are_in_the_text_and_not_among_what_is_left() {
        let unread = vec![Section::Work, Section::Education, Section::Volunteer];
        let unranked = vec!["Knighthood".to_owned()];
        let left = left(&Resume { unread, unranked, ..Resume::default() });
        assert_eq!((left.unread, left.unknown), (vec![Section::Volunteer], vec![]));
    }
}
