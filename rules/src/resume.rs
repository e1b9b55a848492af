//! What a JSON Resume (<https://jsonresume.org/schema>) says that a profile asks for. Name, picture, addresses and dates are left
//! where they are: nothing here compares people by them. Only a project keeps its year and its link, which its owner looks at before
//! anything is saved. What is said and not known is told, never dropped in silence.

use passerelle_api::{
    json::Json,
    portfolio::{self, OwnProject},
    reference::{Place, Skill},
    talent::{Cefr, limits},
};

use crate::web::is_link;

/// What was found for a profile.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resume {
    pub headline: String,
    pub about: String,
    /// Codes of the taxonomy, each once.
    pub skills: Vec<String>,
    /// The highest EQF level that a kind of degree stands for.
    pub level: Option<u8>,
    pub place: Option<String>,
    /// Languages by ISO 639 code, with their level where the text says one.
    pub languages: Vec<(String, Option<Cefr>)>,
    pub projects: Vec<OwnProject>,
    /// What was longer than a profile takes, with the characters that were left of it.
    pub cut: Vec<(Cut, u64)>,
    /// What is said and not known here, in the words of the file.
    pub unknown: Vec<String>,
    /// Kinds of degree whose level is not known, in the words of the file.
    pub unranked: Vec<String>,
    /// Each position with where it was and what was done there, a text each. A profile has no place for them; an application has.
    pub work: Vec<String>,
    /// Each schooling with what it was in and where, a text each, for an application as well.
    pub education: Vec<String>,
    /// What the file has and a profile has no place for.
    pub unread: Vec<Section>,
}

/// A part of a file that a profile has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Work,
    Volunteer,
    Education,
    Awards,
    Certificates,
    Publications,
    Interests,
    References,
}

/// These parts under their names in a file. Of education a profile has the level, so that only what says none is unread.
const SECTIONS: &[(&str, Section)] = &[
    ("work", Section::Work),
    ("volunteer", Section::Volunteer),
    ("education", Section::Education),
    ("awards", Section::Awards),
    ("certificates", Section::Certificates),
    ("publications", Section::Publications),
    ("interests", Section::Interests),
    ("references", Section::References),
];

/// A text that may be longer than a profile takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    Headline,
    About,
}

/// Makes small letters of a text. A browser knows how by itself, and the standard library's table would be downloaded.
pub type Lower = fn(&str) -> String;

/// Reads a parsed file. `None` when it has none of the parts of a JSON Resume. Without any place, where one lives is not read: whoever
/// gives none does not ask for it.
pub fn read<J: Json>(json: &J, skills: &[Skill], places: &[Place], lower: Lower) -> Option<Resume> {
    let known = ["basics", "work", "education", "skills", "languages", "projects"];
    if !known.iter().any(|part| json.field(part).is_some()) {
        return None;
    }
    let mut resume = Resume::default();
    if let Some(basics) = json.field("basics") {
        resume.headline = resume.bounded(Cut::Headline, &text(&basics, "label"), limits::HEADLINE);
        resume.about = resume.bounded(Cut::About, &text(&basics, "summary"), limits::ABOUT);
        let city = basics.field("location").map(|location| text(&location, "city")).unwrap_or_default();
        resume.place = places.iter().find(|place| same(&place.name, &city, lower)).map(|place| place.slug.0.clone());
        if resume.place.is_none() && !city.is_empty() && !places.is_empty() {
            resume.unknown.push(city);
        }
    }
    read_skills(json, skills, lower, &mut resume);
    for degree in items(json, "education") {
        let kind = text(&degree, "studyType");
        match level_of(&lower(&kind)) {
            Some(level) => resume.level = resume.level.max(Some(level)),
            None if !kind.is_empty() => resume.unranked.push(kind),
            None => {}
        }
    }
    for spoken in items(json, "languages") {
        let name = text(&spoken, "language");
        match language_of(&name, lower) {
            Some(code) if resume.languages.iter().all(|(known, _)| *known != code) => {
                resume.languages.push((code, cefr_of(&lower(&text(&spoken, "fluency")))));
            }
            None if !name.is_empty() => resume.unknown.push(name),
            _ => {}
        }
    }
    read_projects(json, skills, lower, &mut resume);
    resume.work = texts(json, "work", position);
    resume.education = texts(json, "education", schooling);
    let has_level = |section: Section, entry: &J| section == Section::Education && !text(entry, "studyType").is_empty();
    let is_unread = |name: &str, section: Section| {
        items(json, name).iter().any(|entry| says_anything(entry) && !has_level(section, entry))
    };
    resume.unread = SECTIONS.iter().filter(|(name, section)| is_unread(name, *section)).map(|(_, of)| *of).collect();
    Some(resume)
}

/// Whether an entry of a part says anything that its owner would miss.
fn says_anything<J: Json>(entry: &J) -> bool {
    let fields = ["position", "name", "organization", "institution", "area", "title", "summary", "reference"];
    fields.iter().any(|field| !text(entry, field).is_empty())
}

/// The entries of a part as texts, without those that say nothing.
fn texts<J: Json>(json: &J, name: &str, told: fn(&J) -> String) -> Vec<String> {
    items(json, name).iter().map(told).filter(|text| !text.is_empty()).collect()
}

/// A position: what and where, what it was, and what was done.
fn position<J: Json>(entry: &J) -> String {
    lines(entry, &["position", "name"], &text(entry, "summary"), "highlights")
}

/// A schooling: its kind, what it was in and where, and its courses.
fn schooling<J: Json>(entry: &J) -> String {
    lines(entry, &["studyType", "area", "institution"], "", "courses")
}

/// An entry as lines, each where the file says it: some fields in one, a text, and the items of a list.
fn lines<J: Json>(entry: &J, head: &[&str], about: &str, list: &str) -> String {
    let head: Vec<String> = head.iter().map(|field| text(entry, field)).filter(|part| !part.is_empty()).collect();
    let mut lines = vec![head.join(", "), about.to_owned()];
    lines.extend(items(entry, list).iter().filter_map(Json::text).map(|line| line.trim().to_owned()));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Skills by their own names and by their keywords. A group whose keywords are known needs no name that is.
fn read_skills<J: Json>(json: &J, skills: &[Skill], lower: Lower, resume: &mut Resume) {
    for group in items(json, "skills") {
        let name = text(&group, "name");
        let mut words: Vec<String> = items(&group, "keywords").iter().filter_map(Json::text).collect();
        let is_group = !words.is_empty();
        words.insert(0, name.clone());
        for word in words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
            match known(word, skills, lower) {
                Some(skill) if resume.skills.contains(&skill.code.0) => {}
                Some(skill) if (resume.skills.len() as u64) < limits::SKILLS => {
                    resume.skills.push(skill.code.0.clone())
                }
                None if is_group && word == name.trim() => {}
                _ => resume.unknown.push(word.to_owned()),
            }
        }
    }
}

/// Projects by their names. What one did oneself is their highlights, a line each. What is too long is not cut: each project's form says
/// so, and its owner shortens it.
fn read_projects<J: Json>(json: &J, skills: &[Skill], lower: Lower, resume: &mut Resume) {
    for item in items(json, "projects") {
        let name = text(&item, "name");
        if name.is_empty() {
            // A profile lists projects by their names.
            let said = lines(&item, &[], &text(&item, "description"), "highlights");
            resume.unknown.extend(Some(said).filter(|said| !said.is_empty()));
            continue;
        }
        if resume.projects.len() as u64 >= portfolio::limits::PROJECTS {
            resume.unknown.push(name);
            continue;
        }
        let highlights: Vec<String> = items(&item, "highlights").iter().filter_map(Json::text).collect();
        let mut project = OwnProject {
            title: name,
            text: text(&item, "description"),
            own: highlights.join("\n").trim().to_owned(),
            year: year_of(&text(&item, "endDate")).or_else(|| year_of(&text(&item, "startDate"))),
            ..OwnProject::default()
        };
        for word in items(&item, "keywords").iter().filter_map(Json::text) {
            match known(&word, skills, lower) {
                Some(skill) if project.skills.contains(&skill.code) => {}
                Some(skill) if (project.skills.len() as u64) < portfolio::limits::SKILLS => {
                    project.skills.push(skill.code.clone());
                }
                _ => resume.unknown.push(word.trim().to_owned()),
            }
        }
        let address = text(&item, "url");
        if is_link(&address) && address.chars().count() as u64 <= portfolio::limits::LINK {
            project.link = Some(address);
        } else if !address.is_empty() {
            resume.unknown.push(address);
        }
        resume.projects.push(project);
    }
}

/// The year that a date begins with, whatever follows.
fn year_of(date: &str) -> Option<u32> {
    date.get(..4)?.parse().ok().filter(|year| *year >= portfolio::limits::YEAR_FROM)
}

/// The skill of a name or a code.
fn known<'s>(word: &str, skills: &'s [Skill], lower: Lower) -> Option<&'s Skill> {
    skills.iter().find(|skill| same(&skill.name, word, lower) || same(skill.code.as_str(), word, lower))
}

fn items<J: Json>(json: &J, name: &str) -> Vec<J> {
    json.field(name).and_then(|list| list.items()).unwrap_or_default()
}

fn text<J: Json>(json: &J, name: &str) -> String {
    json.field(name).and_then(|value| value.text()).unwrap_or_default().trim().to_owned()
}

impl Resume {
    /// As much of a text as a profile takes. That the rest was left out is kept in mind.
    fn bounded(&mut self, of: Cut, text: &str, most: u64) -> String {
        // The bounds are a few thousand characters.
        let bounded: String = text.chars().take(most as usize).collect();
        if bounded.len() < text.len() {
            self.cut.push((of, most));
        }
        bounded
    }
}

/// Whether two names are one, whatever their case and spaces.
fn same(one: &str, other: &str, lower: Lower) -> bool {
    lower(one.trim()) == lower(other.trim())
}

/// Kinds of degree by words in their names, the more particular first: those that hold the word of another kind, then the higher, and
/// last the engineer, who is as often what a lower one is in. A space is the border of a word.
const DEGREES: &[(&str, u8)] = &[
    // Of another level than a word in them.
    (" master 1 ", 6),
    (" master craftsman", 6),
    ("posgrado", 7),
    ("postgrado", 7),
    ("grado superior", 5),
    ("grado medio", 4),
    ("grado básico", 3),
    ("graduado escolar", 2),
    ("graduado en educación secundaria", 2),
    ("bachillerato universitario", 6),
    ("baccalauréat universitaire", 6),
    ("baccalaureus", 6),
    (" bac 8 ", 8),
    (" bac 7 ", 7),
    (" bac 6 ", 7),
    (" bac 5 ", 7),
    (" bac 4 ", 6),
    (" bac 3 ", 6),
    (" bac 2 ", 5),
    ("phd", 8),
    (" doct", 8),
    ("دكتوراه", 8),
    ("postgraduate", 7),
    (" master", 7),
    (" máster", 7),
    (" mastère", 7),
    ("maestría", 7),
    (" mba ", 7),
    (" msc ", 7),
    (" meng ", 7),
    (" ma ", 7),
    (" dess ", 7),
    (" dea ", 7),
    ("ماجستير", 7),
    ("ماستر", 7),
    ("الدراسات العليا", 7),
    ("bachelor", 6),
    ("undergraduate degree", 6),
    (" bsc ", 6),
    (" beng ", 6),
    (" ba ", 6),
    ("licence", 6),
    ("licenciatura", 6),
    ("maîtrise", 6),
    ("grado", 6),
    ("graduado", 6),
    ("ingeniería técnica", 6),
    ("ingeniero técnico", 6),
    ("بكالوريوس", 6),
    ("ليسانس", 6),
    ("إجازة", 6),
    ("associate", 5),
    ("foundation degree", 5),
    ("higher national", 5),
    ("technicien supérieur", 5),
    ("diplôme universitaire de technologie", 5),
    ("técnico superior", 5),
    ("تقني سام", 5),
    (" bts ", 5),
    (" dut ", 5),
    (" deug ", 5),
    (" deust ", 5),
    (" hnd ", 5),
    (" hnc ", 5),
    (" cfgs ", 5),
    ("baccalaur", 4),
    (" bac ", 4),
    (" a level", 4),
    ("high school", 4),
    (" ged ", 4),
    ("bachillerato", 4),
    ("brevet professionnel", 4),
    ("técnico", 4),
    (" cfgm ", 4),
    ("بكالوريا", 4),
    ("ثانوي", 4),
    ("aptitude professionnelle", 3),
    ("études professionnelles", 3),
    (" cap ", 3),
    (" bep ", 3),
    (" gcse", 3),
    ("secundaria obligatoria", 2),
    (" engineer ", 7),
    (" ingénieur", 7),
    ("مهندس", 7),
];

/// The level of a kind of degree in small letters. A point is no border, so that "b.a." is "ba"; what else is no letter is one.
fn level_of(kind: &str) -> Option<u8> {
    let is_border = |letter: char| letter == '’' || letter.is_ascii() && !letter.is_ascii_alphanumeric();
    let bare = kind.replace('.', "");
    let words: Vec<&str> = bare.split(is_border).filter(|word| !word.is_empty()).collect();
    let words = [" ", &words.join(" "), " "].concat();
    // Below the first level of a profile there is nothing to choose.
    DEGREES.iter().find(|(name, _)| words.contains(name)).map(|(_, level)| *level).filter(|level| *level >= 3)
}

/// The languages that people here speak most, by their English name and their own.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("ar", &["arabic", "العربية", "arabe", "árabe"]),
    ("de", &["german", "deutsch", "allemand", "alemán"]),
    ("en", &["english", "anglais", "inglés", "الإنجليزية"]),
    ("es", &["spanish", "español", "espagnol", "الإسبانية"]),
    ("fr", &["french", "français", "francés", "الفرنسية"]),
    ("it", &["italian", "italiano", "italien"]),
    ("nl", &["dutch", "nederlands", "néerlandais"]),
    ("pl", &["polish", "polski", "polonais"]),
    ("pt", &["portuguese", "português", "portugais", "portugués"]),
    ("ru", &["russian", "русский", "russe", "ruso"]),
    ("tr", &["turkish", "türkçe", "turc"]),
    ("uk", &["ukrainian", "українська", "ukrainien"]),
    ("zh", &["chinese", "mandarin", "中文", "chinois"]),
];

fn language_of(name: &str, lower: Lower) -> Option<String> {
    let known = LANGUAGES
        .iter()
        .find(|(code, names)| same(code, name, lower) || names.iter().any(|known| same(known, name, lower)));
    known.map(|(code, _)| (*code).to_owned())
}

/// A level of language as people write it. What is not understood is left for the person to say.
fn cefr_of(fluency: &str) -> Option<Cefr> {
    if let Some(level) = Cefr::ALL.iter().find(|level| fluency.contains(&level.as_str().to_ascii_lowercase())) {
        return Some(*level);
    }
    let words: &[(&str, Cefr)] = &[
        ("native", Cefr::C2),
        ("mother tongue", Cefr::C2),
        ("langue maternelle", Cefr::C2),
        ("fluent", Cefr::C1),
        ("courant", Cefr::C1),
        ("professional", Cefr::B2),
        ("intermediate", Cefr::B1),
        ("beginner", Cefr::A1),
        ("elementary", Cefr::A2),
        ("basic", Cefr::A2),
    ];
    words.iter().find(|(word, _)| fluency.contains(word)).map(|(_, level)| *level)
}
