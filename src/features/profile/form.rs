//! What the form holds, and what it becomes when it is sent.

use passerelle_api::{
    FieldError, NaiveDate, Reason,
    portfolio::OwnProject,
    talent::{Cefr, Profile, ProfileChange, SpokenLanguage, limits},
};
use serde::{Deserialize, Serialize};

use super::project::{self, Project};
use crate::{base, i18n as tr, meanwhile};

/// Who finds the profile as it is saved, where focus goes once nothing is left to decide.
pub const STATE: &str = "profile-state";

/// The profile as it stands in the form.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Form {
    pub visible: bool,
    pub headline: String,
    pub about: String,
    pub lang: String,
    pub skills: Vec<String>,
    pub level: String,
    pub place: String,
    pub radius: String,
    pub remote: Vec<String>,
    pub contracts: Vec<String>,
    pub available_from: String,
    pub languages: Vec<Spoken>,
    /// Drafts from before this was asked for lack it and what follows.
    #[serde(default)]
    pub training_days: Vec<String>,
    #[serde(default)]
    pub pay_month: String,
    #[serde(default)]
    pub projects: Vec<Project>,
    /// Whether the profile was visible when the form was opened: a page that was left open must not show again what was hidden elsewhere.
    #[serde(default)]
    pub was_visible: Option<bool>,
    /// The version of the profile that what stands here goes on from; 0 where there was none.
    #[serde(default)]
    pub version: Option<u32>,
}

/// A language and how well it is spoken, each empty until chosen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Spoken {
    pub code: String,
    pub cefr: String,
}

impl meanwhile::Form for Form {
    type Kept = Option<Profile>;

    const OVERTAKEN: [fn() -> String; 2] = [tr::profile::overtaken, tr::profile::overtaken_text];

    const FIRST: &'static str = STATE;

    /// The form of a profile, or an empty one in the language of the interface.
    fn of(profile: &Option<Profile>) -> Self {
        let Some(profile) = profile else {
            return Self { lang: tr::language_untracked().as_str().to_owned(), version: Some(0), ..Self::default() };
        };
        let spoken =
            |spoken: &SpokenLanguage| Spoken { code: spoken.code.clone(), cefr: spoken.cefr.as_str().to_owned() };
        Self {
            visible: profile.visible,
            headline: profile.headline.clone(),
            about: profile.about.clone(),
            lang: profile.lang.as_str().to_owned(),
            skills: profile.skills.iter().map(|proven| proven.skill.code.0.clone()).collect(),
            level: profile.level.map(|level| level.to_string()).unwrap_or_default(),
            place: profile.place.as_ref().map(|place| place.slug.0.clone()).unwrap_or_default(),
            radius: profile.radius_km.map(|radius| radius.to_string()).unwrap_or_default(),
            remote: profile.remote.iter().map(|remote| remote.as_str().to_owned()).collect(),
            contracts: profile.contracts.iter().map(|contract| contract.as_str().to_owned()).collect(),
            available_from: profile.available_from.map(|day| day.to_string()).unwrap_or_default(),
            languages: profile.languages.iter().map(spoken).collect(),
            training_days: profile.training_days.iter().map(u8::to_string).collect(),
            pay_month: profile.pay_month.map(|pay| pay.to_string()).unwrap_or_default(),
            projects: profile.projects.iter().map(Project::of).collect(),
            was_visible: Some(profile.visible),
            version: Some(profile.version),
        }
    }

    fn is_begun_from(&self, kept: &Option<Profile>) -> bool {
        let kept = kept.as_ref();
        match self.version {
            Some(version) => version == kept.map_or(0, |kept| kept.version),
            // Of what a draft from before forms knew their version does not know, only that the profile was hidden can be told.
            None => self.was_visible != Some(true) || kept.is_some_and(|kept| kept.visible),
        }
    }

    fn begun_from(self, kept: &Option<Profile>) -> Self {
        let kept = Self::of(kept);
        Self { was_visible: kept.was_visible, version: kept.version, ..self }
    }

    fn says_same(&self, kept: &Option<Profile>) -> bool {
        let kept = Self::of(kept);
        Self { was_visible: kept.was_visible, version: kept.version, ..self.clone() } == kept
    }

    /// Where the profile is hidden, it is not shown again unless whoever writes chooses so from here on.
    fn learn(&mut self, kept: &Option<Profile>) {
        self.visible &= kept.as_ref().is_some_and(|kept| kept.visible);
    }

    fn undoes(&self, kept: &Option<Profile>) -> Vec<String> {
        let is_hidden = kept.as_ref().is_some_and(|kept| !kept.visible);
        (is_hidden && !self.visible).then(tr::profile::overtaken_hidden).into_iter().collect()
    }
}

impl Form {
    /// Reads the form, or says which fields need another look: the same rules as the server's.
    pub fn read(&self, today: NaiveDate) -> Result<ProfileChange, Vec<FieldError>> {
        let mut errors = Vec::new();
        let headline = self.headline.trim();
        if self.visible && headline.is_empty() {
            errors.push(FieldError::new("headline", Reason::Required));
        }
        errors.extend(too_long("headline", headline, limits::HEADLINE));
        errors.extend(too_long("about", self.about.trim(), limits::ABOUT));
        if self.skills.len() as u64 > limits::SKILLS {
            errors.push(FieldError::limited("skills", Reason::TooMany, limits::SKILLS));
        }
        let available_from = base::day(&self.available_from);
        if available_from.is_none() && !self.available_from.is_empty() {
            errors.push(FieldError::new("available_from", Reason::OutOfRange));
        }
        errors.extend(self.languages.iter().enumerate().filter_map(|(row, spoken)| half_said(row, spoken)));
        match base::whole(&self.pay_month) {
            Err(()) => errors.push(FieldError::new("pay_month", Reason::NotAWholeNumber)),
            Ok(pay) if pay > Some(limits::PAY_MONTH) => {
                errors.push(FieldError::new("pay_month", Reason::OutOfRange));
            }
            Ok(_) => {}
        }
        match project::read(&self.projects, today) {
            Ok(projects) if errors.is_empty() => {
                Ok(self.change(available_from, self.spoken().unwrap_or_default(), projects))
            }
            Ok(_) => Err(errors),
            Err(found) => {
                errors.extend(found);
                Err(errors)
            }
        }
    }

    fn change(
        &self,
        available_from: Option<NaiveDate>,
        languages: Vec<SpokenLanguage>,
        projects: Vec<OwnProject>,
    ) -> ProfileChange {
        ProfileChange {
            visible: self.visible,
            was_visible: self.was_visible,
            version: self.version,
            headline: self.headline.trim().to_owned(),
            about: self.about.trim().to_owned(),
            lang: self.lang.parse().ok(),
            skills: self.skills.iter().map(|code| code.as_str().into()).collect(),
            level: self.level.parse().ok(),
            place: (!self.place.is_empty()).then(|| self.place.as_str().into()),
            radius_km: self.radius.parse().ok().filter(|_| !self.place.is_empty()),
            remote: self.remote.iter().filter_map(|word| word.parse().ok()).collect(),
            contracts: self.contracts.iter().filter_map(|word| word.parse().ok()).collect(),
            available_from,
            languages,
            training_days: Some(self.training_days.iter().filter_map(|days| days.parse().ok()).collect()),
            // Nothing typed is nothing said, which is sent as 0.
            pay_month: Some(base::whole(&self.pay_month).ok().flatten().unwrap_or_default()),
            projects: Some(projects),
        }
    }

    /// The languages; none when one is half filled in. Rows that nobody touched are left out.
    pub fn spoken(&self) -> Option<Vec<SpokenLanguage>> {
        let touched = |row: &&Spoken| !row.code.is_empty() || !row.cefr.is_empty();
        let read = |row: &Spoken| {
            let cefr: Cefr = row.cefr.parse().ok()?;
            (!row.code.is_empty()).then(|| SpokenLanguage { code: row.code.clone(), cefr })
        };
        self.languages.iter().filter(touched).map(read).collect()
    }
}

/// The name of a field of a language, as an error has it.
pub fn language_field(row: usize, part: &str) -> String {
    ["languages.", &row.to_string(), ".", part].concat()
}

/// What a language without its level lacks, or a level without its language.
fn half_said(row: usize, spoken: &Spoken) -> Option<FieldError> {
    if spoken.code.is_empty() && spoken.cefr.is_empty() {
        return None;
    }
    let lacks = |part: &str| Some(FieldError::new(language_field(row, part), Reason::Required));
    if spoken.code.is_empty() {
        lacks("code")
    } else if spoken.cefr.parse::<Cefr>().is_err() {
        lacks("cefr")
    } else {
        None
    }
}

fn too_long(field: &str, text: &str, most: u64) -> Option<FieldError> {
    (text.chars().count() as u64 > most).then(|| FieldError::limited(field, Reason::TooLong, most))
}

#[cfg(test)]
mod tests {
    use super::{meanwhile::Form as _, *};

    fn form() -> Form {
        Form { headline: "Pages that work for everyone".into(), lang: "en".into(), ..Form::default() }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 5).unwrap()
    }

    fn fields(form: &Form) -> Vec<(String, Reason)> {
        form.read(today()).err().unwrap_or_default().into_iter().map(|error| (error.field, error.reason)).collect()
    }

    #[test]
    fn nothing_has_to_be_said_while_hidden() {
        let change = Form::default().read(today());
        let nothing = ProfileChange {
            training_days: Some(vec![]),
            pay_month: Some(0),
            projects: Some(vec![]),
            ..ProfileChange::default()
        };
        assert_eq!(change, Ok(nothing));
    }

    #[test]
    fn a_visible_profile_needs_its_headline() {
        let form = Form { visible: true, headline: "  ".into(), ..form() };
        assert_eq!(fields(&form), [("headline".to_owned(), Reason::Required)]);
    }

    #[test]
    fn texts_have_bounds() {
        let form = Form { headline: "é".repeat(121), about: "x".repeat(2_001), ..form() };
        let names: Vec<String> = fields(&form).into_iter().map(|(field, _)| field).collect();
        assert_eq!(names, ["headline", "about"]);
    }

    #[test]
    fn a_language_needs_its_level_and_the_row_that_lacks_it_is_told() {
        let row = |code: &str, cefr: &str| Spoken { code: code.into(), cefr: cefr.into() };
        let form = Form { languages: vec![row("en", "C1"), row("fr", ""), row("", "A2"), row("", "")], ..form() };
        let lacks = |field: &str| (field.to_owned(), Reason::Required);
        assert_eq!(fields(&form), [lacks("languages.1.cefr"), lacks("languages.2.code")]);
        let form = Form { languages: vec![row("fr", "B2"), row("", "")], ..self::form() };
        let languages = form.read(today()).map(|change| change.languages);
        assert_eq!(languages, Ok(vec![SpokenLanguage { code: "fr".into(), cefr: Cefr::B2 }]));
    }

    #[test]
    fn pay_is_whole_euros_and_rhythm_is_days() {
        let form = Form { pay_month: " 1 200 ".into(), training_days: vec!["1".into(), "2".into()], ..form() };
        let read = form.read(today()).map(|change| (change.pay_month, change.training_days));
        assert_eq!(read, Ok((Some(1_200), Some(vec![1, 2]))));
        for (typed, reason) in [
            ("a lot", Reason::NotAWholeNumber),
            ("12,5", Reason::NotAWholeNumber),
            ("-3", Reason::NotAWholeNumber),
            ("1000001", Reason::OutOfRange),
        ] {
            let form = Form { pay_month: typed.into(), ..self::form() };
            assert_eq!(fields(&form), [("pay_month".to_owned(), reason)], "{typed}");
        }
        let form = Form { pay_month: "١٢٠٠ €".into(), ..form };
        assert_eq!(form.read(today()).map(|change| change.pay_month), Ok(Some(1_200)));
    }

    #[test]
    fn a_draft_from_before_these_were_asked_for_is_kept() {
        let mut draft = serde_json::to_value(form()).unwrap();
        draft.as_object_mut().unwrap().retain(|name, _| {
            !["training_days", "pay_month", "projects", "was_visible", "version"].contains(&name.as_str())
        });
        assert_eq!(serde_json::from_value::<Form>(draft).unwrap(), form());
    }

    #[test]
    fn the_form_says_whether_the_profile_was_visible_when_it_was_opened() {
        let left_open = Form { was_visible: Some(true), ..form() };
        assert_eq!(left_open.read(today()).map(|change| (change.visible, change.was_visible)), Ok((false, Some(true))));
        assert_eq!(form().read(today()).map(|change| change.was_visible), Ok(None), "there was none");
    }

    /// A profile as it is kept at a version, whose form says what [`form`] does.
    fn kept(version: u32, visible: bool) -> Option<Profile> {
        let profile = serde_json::json!({
            "id": "p", "visible": visible, "found": visible, "version": version, "headline": "Pages that work for everyone", "about": "",
            "lang": "en", "skills": [], "remote": [], "contracts": [], "languages": [], "training_days": [], "projects": [],
        });
        Some(serde_json::from_value(profile).unwrap())
    }

    /// Whether somebody has to choose between what stands here and what is kept.
    fn is_overtaken(form: &Form, kept: &Option<Profile>) -> bool {
        !form.is_begun_from(kept) && !form.says_same(kept)
    }

    #[test]
    fn what_stands_here_is_overtaken_by_another_version_that_says_something_else() {
        let (typed, other) = (Form { about: "Mine".into(), ..Form::of(&kept(1, true)) }, kept(2, true));
        assert!(!is_overtaken(&typed, &kept(1, true)));
        assert!(is_overtaken(&typed, &other));
        assert!(
            !is_overtaken(&Form::of(&kept(1, true)), &other),
            "what was sent is kept, and only its answer was lost"
        );
        let typed = typed.begun_from(&other);
        assert!(!is_overtaken(&typed, &other));
        let sent = typed.read(today()).map(|change| (change.about, change.version, change.was_visible));
        assert_eq!(sent, Ok(("Mine".into(), Some(2), Some(true))));
        let none = Form::of(&None);
        assert_eq!((none.version, none.lang.as_str()), (Some(0), "en"));
        assert!(is_overtaken(&none, &other), "there was none");
    }

    #[test]
    fn what_was_hidden_elsewhere_is_shown_only_by_whoever_was_told() {
        let mut typed = Form { about: "Mine".into(), ..Form::of(&kept(1, true)) };
        typed.learn(&kept(2, false));
        assert_eq!((typed.visible, typed.undoes(&kept(2, false)).len()), (false, 1));
        let chosen = Form { visible: true, ..typed.clone() };
        assert!(is_overtaken(&chosen, &kept(2, false)), "telling alone saves nothing");
        assert_eq!(chosen.undoes(&kept(2, false)).len(), 0);
        typed.learn(&kept(3, true));
        assert!(!typed.visible, "what is shown elsewhere is not shown by what stands here");
        let mut typed = Form { visible: true, ..Form::of(&kept(1, false)) };
        typed.learn(&kept(3, false));
        assert!(!typed.visible, "it may have been shown and hidden again meanwhile");
    }

    #[test]
    fn a_draft_that_knows_no_version_goes_on_from_what_is_kept_unless_that_was_hidden() {
        let draft = |was_visible| Form { visible: true, was_visible, version: None, about: "Mine".into(), ..form() };
        for (draft, kept, overtaken) in [
            (draft(Some(true)), kept(4, true), false),
            (draft(Some(true)), kept(4, false), true),
            (draft(Some(false)), kept(4, false), false),
            (draft(None), kept(4, true), false),
        ] {
            assert_eq!(is_overtaken(&draft, &kept), overtaken, "{draft:?}");
        }
        let known = Form { about: "Mine".into(), ..Form::of(&kept(3, true)) };
        assert!(is_overtaken(&known, &kept(4, true)));
    }

    #[test]
    fn a_radius_without_a_place_is_not_sent() {
        let form = Form { radius: "30".into(), ..form() };
        assert_eq!(form.read(today()).map(|change| change.radius_km), Ok(None));
    }

    #[test]
    fn a_profile_reads_back_from_its_form() {
        let change = Form { level: "4".into(), place: "lyon".into(), radius: "30".into(), ..form() }.read(today());
        let read = change.map(|change| (change.level, change.place, change.radius_km));
        assert_eq!(read, Ok((Some(4), Some("lyon".into()), Some(30))));
    }
}
