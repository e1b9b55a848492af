//! The form of an ad, as it is typed and kept in this browser until the server has it.

use passerelle_api::{
    FieldError, Reason,
    job::{Pay, PayPeriod},
    posting::{AdContent, Draft, limits},
};
use serde::{Deserialize, Serialize};

use crate::{
    base, i18n as tr,
    meanwhile::{self, Form as _, otherwise},
};

/// The heading of where the draft stands, which takes focus once there is something new to mind.
pub const STATE: &str = "ad-state";

/// What the form holds, as typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// The version of the draft that the form began with.
    pub version: u32,
    pub title: String,
    pub summary: String,
    pub description: String,
    pub lang: String,
    pub contract: String,
    pub level: String,
    pub remote: String,
    pub place: String,
    pub occupation: String,
    pub pay_min: String,
    pub pay_max: String,
    pub currency: String,
    pub period: String,
    pub start: String,
    pub months: String,
    pub training_days: String,
    pub must: Vec<String>,
    pub nice: Vec<String>,
    pub languages: Vec<String>,
    pub openings: String,
    pub steps: String,
    /// As many as an ad may ask, those that were not written being empty.
    pub questions: Vec<String>,
    pub about_public: bool,
}

impl meanwhile::Form for Form {
    type Kept = Draft;

    const OVERTAKEN: [fn() -> String; 2] = [tr::posting::overtaken, tr::posting::overtaken_text];

    const FIRST: &'static str = STATE;

    fn is_begun_from(&self, kept: &Draft) -> bool {
        self.version == kept.version
    }

    fn begun_from(self, kept: &Draft) -> Self {
        Self { version: kept.version, ..self }
    }

    fn says_same(&self, kept: &Draft) -> bool {
        let kept = Self::of(kept);
        Self { version: kept.version, ..self.clone() } == kept
    }

    fn undoes(&self, kept: &Draft) -> Vec<String> {
        otherwise(self.parts(kept))
    }

    /// What a draft says.
    fn of(draft: &Draft) -> Self {
        let ad = draft.content.clone();
        let number = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
        let mut questions = ad.questions;
        questions.resize(limits::QUESTIONS as usize, String::new());
        let word = |word: Option<&str>| word.unwrap_or_default().to_owned();
        let pay = ad.pay;
        let amount = |read: fn(&Pay) -> u32| number(pay.as_ref().map(read));
        Self {
            version: draft.version,
            title: ad.title,
            summary: ad.summary,
            description: ad.description,
            lang: word(ad.lang.map(|lang| lang.as_str())),
            contract: word(ad.contract.map(|contract| contract.as_str())),
            level: number(ad.level.map(u32::from)),
            remote: word(ad.remote.map(|remote| remote.as_str())),
            place: ad.place.map(|place| place.0).unwrap_or_default(),
            occupation: ad.occupation.map(|code| code.0).unwrap_or_default(),
            pay_min: amount(|pay| pay.min),
            pay_max: amount(|pay| pay.max),
            currency: pay.as_ref().map_or_else(|| "EUR".to_owned(), |pay| pay.currency.clone()),
            period: pay.as_ref().map_or(PayPeriod::Month, |pay| pay.period).as_str().to_owned(),
            start: ad.start.map(|day| day.to_string()).unwrap_or_default(),
            months: number(ad.duration_months),
            training_days: number(ad.training_days.map(u32::from)),
            must: ad.must.into_iter().map(|code| code.0).collect(),
            nice: ad.nice.into_iter().map(|code| code.0).collect(),
            languages: ad.languages,
            openings: number(ad.openings),
            steps: ad.steps,
            questions,
            about_public: ad.about_public,
        }
    }
}

impl Form {
    /// What the form says, and whether something else is kept of it.
    fn parts(&self, kept: &Draft) -> [(bool, fn() -> String); 20] {
        let kept = Self::of(kept);
        let pay = |form: &Self| {
            let Self { pay_min, pay_max, currency, period, .. } = form;
            [pay_min, pay_max, currency, period].map(Clone::clone)
        };
        [
            (self.lang != kept.lang, tr::posting::lang),
            (self.title != kept.title, tr::posting::job_title),
            (self.summary != kept.summary, tr::posting::summary),
            (self.description != kept.description, tr::posting::description),
            (self.occupation != kept.occupation, tr::posting::occupation),
            (self.contract != kept.contract, tr::posting::contract),
            (self.training_days != kept.training_days, tr::posting::training_days),
            (self.months != kept.months, tr::posting::months),
            (self.level != kept.level, tr::posting::level),
            (self.remote != kept.remote, tr::posting::remote),
            (self.place != kept.place, tr::posting::place),
            (pay(self) != pay(&kept), tr::posting::pay),
            (self.start != kept.start, tr::posting::start),
            (self.openings != kept.openings, tr::posting::openings),
            (self.must != kept.must, tr::posting::must),
            (self.nice != kept.nice, tr::posting::nice),
            (self.languages != kept.languages, tr::posting::languages),
            (self.steps != kept.steps, tr::posting::steps),
            (self.questions != kept.questions, tr::posting::questions),
            (self.about_public != kept.about_public, tr::posting::about_public),
        ]
    }

    /// What the form says, or which fields cannot be read. Everything else is said by the server when it keeps the draft.
    pub fn read(&self) -> Result<AdContent, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut number = |field: &'static str, typed: &str| match base::whole(typed) {
            Ok(value) => value,
            Err(()) => {
                errors.push(FieldError::new(field, Reason::NotAWholeNumber));
                None
            }
        };
        let (least, most) = (number("pay", &self.pay_min), number("pay", &self.pay_max));
        let (months, openings) = (number("duration_months", &self.months), number("openings", &self.openings));
        errors.dedup();
        let start = base::day(&self.start);
        if start.is_none() && !self.start.is_empty() {
            errors.push(FieldError::new("start", Reason::OutOfRange));
        }
        if least.zip(most).is_some_and(|(least, most)| most < least) {
            errors.push(FieldError::new("pay", Reason::BelowLeast));
        }
        // One amount alone is the pay.
        let pay = least.or(most).zip(most.or(least)).map(|(min, max)| Pay {
            min,
            max,
            currency: self.currency.clone(),
            period: self.period.parse().unwrap_or(PayPeriod::Month),
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        let codes = |codes: &[String]| codes.iter().map(|code| code.as_str().into()).collect();
        Ok(AdContent {
            title: self.title.clone(),
            summary: self.summary.clone(),
            description: self.description.clone(),
            lang: self.lang.parse().ok(),
            contract: self.contract.parse().ok(),
            level: self.level.parse().ok(),
            remote: self.remote.parse().ok(),
            place: (!self.place.is_empty()).then(|| self.place.as_str().into()),
            occupation: (!self.occupation.is_empty()).then(|| self.occupation.as_str().into()),
            pay,
            start,
            duration_months: months,
            training_days: self.training_days.parse().ok(),
            must: codes(&self.must),
            nice: codes(&self.nice),
            languages: self.languages.clone(),
            openings,
            steps: self.steps.clone(),
            questions: self.questions.iter().filter(|text| !text.trim().is_empty()).cloned().collect(),
            about_public: self.about_public,
        })
    }
}

#[cfg(test)]
mod tests {
    use passerelle_api::DateTime;

    use super::*;

    fn draft(content: AdContent) -> Draft {
        Draft {
            id: "d".into(),
            job: None,
            content,
            version: 3,
            unpublished: true,
            changed_at: DateTime::default(),
            findings: Vec::new(),
        }
    }

    fn full() -> AdContent {
        AdContent {
            title: "Baker".into(),
            level: Some(3),
            pay: Some(Pay { min: 12, max: 14, currency: "GBP".into(), period: PayPeriod::Hour }),
            start: "2026-09-01".parse().ok(),
            duration_months: Some(12),
            training_days: Some(2),
            occupation: Some("D1102".into()),
            must: vec!["baking".into()],
            openings: Some(2),
            questions: vec!["Why?".into()],
            about_public: true,
            ..AdContent::default()
        }
    }

    #[test]
    fn a_draft_reads_back_from_its_form() {
        for content in [AdContent::default(), full()] {
            assert_eq!(Form::of(&draft(content.clone())).read(), Ok(content));
        }
    }

    #[test]
    fn the_version_alone_is_no_other_form() {
        let (one, other) = (Form::of(&draft(full())), Draft { version: 4, ..draft(full()) });
        assert!(!one.is_begun_from(&other) && one.says_same(&other));
        assert!(one.clone().begun_from(&other).is_begun_from(&other));
        assert!(!Form { title: "Cook".into(), ..one }.says_same(&other));
    }

    #[test]
    fn what_a_colleague_saved_otherwise_is_named() {
        let kept = draft(full());
        let differs = |typed: &Form| -> Vec<usize> {
            let parts = typed.parts(&kept).into_iter().enumerate();
            parts.filter_map(|(index, (differs, _))| differs.then_some(index)).collect()
        };
        let form = Form { version: 9, ..Form::of(&kept) };
        assert_eq!(differs(&form), [0; 0]);
        assert_eq!(differs(&Form { title: "Cook".into(), pay_max: "2".into(), ..form }), [1, 11]);
    }

    #[test]
    fn one_amount_alone_is_the_pay() {
        let form = Form { pay_max: " 1 200 ".into(), ..Form::of(&draft(AdContent::default())) };
        let pay = form.read().map(|ad| ad.pay.map(|pay| (pay.min, pay.max)));
        assert_eq!(pay, Ok(Some((1_200, 1_200))));
    }

    #[test]
    fn pay_is_typed_with_its_sign_and_is_whole() {
        let read = |min: &str, max: &str| {
            let form = Form { pay_min: min.into(), pay_max: max.into(), ..Form::of(&draft(AdContent::default())) };
            form.read().map(|ad| ad.pay.map(|pay| (pay.min, pay.max)))
        };
        let refused = |reason| Err(vec![FieldError::new("pay", reason)]);
        assert_eq!(read("1 800 €", "٢٠٠٠"), Ok(Some((1_800, 2_000))));
        assert_eq!(read("12,50", ""), refused(Reason::NotAWholeNumber));
        assert_eq!(read("1 800", "1 200"), refused(Reason::BelowLeast));
    }

    #[test]
    fn what_is_no_number_is_said_at_its_field() {
        let form = Form {
            pay_min: "a lot".into(),
            pay_max: "more".into(),
            months: "1.5".into(),
            openings: "many".into(),
            start: "soon".into(),
            ..Form::default()
        };
        let fields: Vec<String> = form.read().err().unwrap_or_default().into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["pay", "duration_months", "openings", "start"]);
    }
}
