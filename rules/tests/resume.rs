//! Reading a JSON Resume.

use passerelle_api::{
    Json,
    reference::{Place, Skill},
    talent::Cefr,
};
use passerelle_rules::resume::{Cut, Resume, Section, read};
use serde_json::{Value, json};

struct Parsed(Value);

impl Json for Parsed {
    fn is_null(&self) -> bool {
        self.0.is_null()
    }

    fn field(&self, name: &str) -> Option<Self> {
        self.0.get(name).filter(|value| !value.is_null()).cloned().map(Self)
    }

    fn items(&self) -> Option<Vec<Self>> {
        Some(self.0.as_array()?.iter().cloned().map(Self).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn truth(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn moment(&self) -> Option<i64> {
        None
    }
}

fn resume(value: Value) -> Option<Resume> {
    let skill = |code: &str, name: &str| Skill { code: code.into(), name: name.into() };
    let skills = [skill("html", "HTML"), skill("css", "CSS"), skill("web-accessibility", "Web accessibility")];
    let lyon = Place { slug: "lyon".into(), name: "Lyon".into(), region: "Rhône".into(), country: "FR".into() };
    read(&Parsed(value), &skills, &[lyon], str::to_lowercase)
}

#[test]
fn what_a_profile_asks_for_is_read_and_the_rest_is_told() {
    let read = resume(json!({
        "basics": {
            "name": "Somebody", "email": "somebody@example.org", "label": " Web developer ", "summary": "I like forms.",
            "location": {"city": "LYON", "address": "1 rue"},
        },
        "skills": [
            {"name": "Front end", "keywords": ["html", "Web Accessibility", "Gopher"]},
            {"name": "CSS"},
            {"name": "Juggling"},
        ],
        "education": [{"studyType": "Bachelor of Arts"}, {"studyType": "BTS"}, {"studyType": "Knighthood"}],
        "languages": [
            {"language": "French", "fluency": "Native speaker"},
            {"language": "English", "fluency": "Level B2"},
            {"language": "العربية", "fluency": "so so"},
            {"language": "Klingon", "fluency": "Fluent"},
        ],
    }))
    .unwrap();
    assert_eq!((read.headline.as_str(), read.about.as_str()), ("Web developer", "I like forms."));
    assert_eq!(read.skills, ["html", "web-accessibility", "css"]);
    assert_eq!((read.level, read.place.as_deref()), (Some(6), Some("lyon")));
    let languages: Vec<_> = read.languages.iter().map(|(code, cefr)| (code.as_str(), *cefr)).collect();
    assert_eq!(languages, [("fr", Some(Cefr::C2)), ("en", Some(Cefr::B2)), ("ar", None)]);
    assert_eq!(read.unknown, ["Gopher", "Juggling", "Klingon"]);
    assert_eq!(read.unranked, ["Knighthood"]);
    let all = format!("{read:?}");
    assert!(!all.contains("Somebody") && !all.contains("example.org") && !all.contains("1 rue"), "{all}");
}

#[test]
fn another_kind_of_file_is_no_resume() {
    for value in [json!([]), json!({}), json!("basics"), json!({"name": "x"}), json!(null)] {
        assert_eq!(resume(value.clone()), None, "{value}");
    }
}

#[test]
fn what_a_profile_has_no_place_for_is_named_and_what_was_worked_is_read() {
    let read = resume(json!({
        "work": [
            {
                "position": "Baker", "name": "Fournil", "startDate": "2020-01", "summary": " Bread at night. ",
                "highlights": ["Ran the oven", 7, " "],
            },
            {"name": "Market"},
            {"startDate": "2019"},
        ],
        "volunteer": [{"organization": "Library"}],
        "education": [{"studyType": "BTS", "institution": "Lycée"}],
        "awards": [{"title": "First loaf"}],
        "interests": [],
        "references": [{}],
    }))
    .unwrap();
    assert_eq!(read.work, ["Baker, Fournil\nBread at night.\nRan the oven", "Market"]);
    assert_eq!(read.unread, [Section::Work, Section::Volunteer, Section::Awards]);
    let read = resume(json!({"education": [{"institution": "Lycée"}, {"studyType": "BTS"}]})).unwrap();
    assert_eq!((read.level, read.unread), (Some(5), vec![Section::Education]));
    let read = resume(json!({"education": [{"studyType": "Knighthood"}], "work": []})).unwrap();
    assert_eq!((read.unranked.as_slice(), read.unread), (&["Knighthood".to_owned()][..], vec![]), "told once");
}

#[test]
fn parts_of_the_wrong_kind_are_nothing() {
    let read = resume(json!({
        "basics": {"label": 7, "summary": null, "location": "Lyon"},
        "skills": "html", "education": [null, 3], "languages": [{"language": 5}], "work": [5, {"name": 3}],
    }));
    assert_eq!(read, Some(Resume::default()));
}

#[test]
fn texts_and_lists_have_the_bounds_of_the_profile() {
    let read = resume(json!({"basics": {"label": "é".repeat(200), "summary": "x".repeat(5_000)}})).unwrap();
    assert_eq!((read.headline.chars().count(), read.about.chars().count()), (120, 2_000));
    assert_eq!(read.cut, [(Cut::Headline, 120), (Cut::About, 2_000)], "and what was cut is told");
    let whole = resume(json!({"basics": {"label": "é".repeat(120), "summary": "x"}})).unwrap();
    assert_eq!(whole.cut, []);
}

#[test]
fn the_more_particular_words_of_a_degree_say_its_level() {
    let level = |kind: &str| resume(json!({"education": [{"studyType": kind}]})).unwrap().level;
    for (kinds, expected) in [
        (
            &["PhD", "Ph.D.", "Doctor of Engineering", "Doctorat", "Doctorado", "Docteur ingénieur", "الدكتوراه"][..],
            Some(8),
        ),
        (
            &["Master", "Master's degree", "Master of Engineering", "M.Sc.", "MBA", "Postgraduate diploma", "M.A."],
            Some(7),
        ),
        (&["Mastère spécialisé", "Diplôme d’ingénieur", "Diplôme d'ingénieure", "Bac+5", "Engineer's degree"], Some(7)),
        (&["Bac + 6"], Some(7)),
        (&["Bac+8"], Some(8)),
        (&["Máster universitario", "Maestría", "Posgrado", "ماجستير", "شهادة الماستر", "مهندس دولة"], Some(7)),
        (&["Bachelor of Engineering", "Bachelor", "B.Sc.", "BA", "BEng", "Baccalaureus", "Master craftsman"], Some(6)),
        (&["Licence professionnelle", "Licence sciences de l’ingénieur", "Master 1", "Maîtrise", "Bac + 3"], Some(6)),
        (
            &["Grado en Ingeniería", "Graduado", "Licenciatura", "Bachillerato universitario", "بكالوريوس هندسة"],
            Some(6),
        ),
        (
            &["Associate of Engineering", "HND Engineering", "Higher National Diploma", "HNC", "Foundation degree"],
            Some(5),
        ),
        (&["BTS", "B.T.S. assistant d'ingénieur", "Brevet de technicien supérieur", "DUT", "DEUG", "bac+2"], Some(5)),
        (&["Ciclo formativo de Grado Superior", "Técnico Superior", "CFGS", "تقني سامي"], Some(5)),
        (
            &["Baccalauréat", "International Baccalaureate", "Bac pro", "A-levels", "High School Diploma", "GED"],
            Some(4),
        ),
        (
            &["Bac sciences de l'ingénieur", "Brevet professionnel", "Grado Medio", "CFGM", "Bachillerato", "Técnico"],
            Some(4),
        ),
        (&["بكالوريا", "الثانوية العامة"], Some(4)),
        (&["CAP cuisine", "C.A.P.", "Certificat d’aptitude professionnelle", "BEP", "GCSEs", "Grado Básico"], Some(3)),
        (
            &["Graduado escolar", "Graduado en Educación Secundaria Obligatoria", "Educación secundaria obligatoria"],
            None,
        ),
        (&["Capital markets", "Webmaster", "Certificate in Engineering", "Postdoc", "Knighthood"], None),
    ] {
        for kind in kinds {
            assert_eq!(level(kind), expected, "{kind}");
        }
    }
}

#[test]
fn a_schooling_is_told_as_far_as_the_file_says_it() {
    let read = resume(json!({"education": [
        {
            "studyType": "Bachelor", "area": "Computer Science", "institution": " Université de Lyon ",
            "startDate": "2019", "courses": ["Compilers", 7, " "],
        },
        {"institution": "Lycée"},
        {"startDate": "2012"},
    ]}))
    .unwrap();
    assert_eq!(read.education, ["Bachelor, Computer Science, Université de Lyon\nCompilers", "Lycée"]);
    assert_eq!(read.level, Some(6));
}

#[test]
fn where_one_lives_is_not_read_without_places() {
    let file = json!({"basics": {"location": {"city": "Lyon"}}});
    let bare = read(&Parsed(file), &[], &[], str::to_lowercase).unwrap();
    assert_eq!((bare.place, bare.unknown), (None, vec![]));
    let elsewhere = resume(json!({"basics": {"location": {"city": "Atlantis"}}})).unwrap();
    assert_eq!(elsewhere.unknown, ["Atlantis"], "and is told where there are places and it is none of them");
}

#[test]
fn projects_come_with_what_they_show_and_where_they_are() {
    let read = resume(json!({
        "projects": [
            {
                "name": " Club pages ", "description": "A site for a club.", "highlights": ["Drew it", "Tested it"],
                "keywords": ["HTML", "html", "Gopher"], "startDate": "2023-09", "endDate": "2024-06-20",
                "url": "https://club.example.org",
            },
            {"name": "Clock", "startDate": "2022", "url": "http://clock.example.org"},
            {"description": "It has no name."},
        ],
    }))
    .unwrap();
    let club = &read.projects[0];
    assert_eq!((club.title.as_str(), club.text.as_str()), ("Club pages", "A site for a club."));
    assert_eq!((club.own.as_str(), club.year), ("Drew it\nTested it", Some(2024)));
    assert_eq!(
        (club.skills.as_slice(), club.link.as_deref()),
        (&["html".into()][..], Some("https://club.example.org"))
    );
    assert_eq!(club.defence, None, "a file does not say who heard it, nor that anybody may know");
    let clock = &read.projects[1];
    assert_eq!((clock.year, clock.link.as_deref(), read.projects.len()), (Some(2022), None, 2));
    assert_eq!(read.unknown, ["Gopher", "http://clock.example.org", "It has no name."]);
    let many: Vec<Value> = (0..12).map(|number| json!({"name": format!("Project {number}")})).collect();
    let read = resume(json!({ "projects": many })).unwrap();
    assert_eq!((read.projects.len(), read.unknown), (10, vec!["Project 10".to_owned(), "Project 11".to_owned()]));
}
