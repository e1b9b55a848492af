//! The words of the domain, as sentences and lists of options need them. Each function follows a language switch where a view
//! calls it. A page that uses them needs the messages `Namespace::Words`.

use chrono::{NaiveDate, NaiveTime};
use js_sys::{Array, Intl, Object};
use passerelle_api::{
    account::{Language, SeatRole},
    catalogue::{Length, Level, Topic},
    job::{ApplicationStatus, Contract, DeclineReason, Pay, PayPeriod, Remote},
    talent::{Cefr, ContactStatus, EvidenceKind, Fit, Part},
};

use crate::{base, i18n as tr, ui::field::Choice};

/// The levels of the European Qualifications Framework that searches know.
pub const EQF_LEVELS: std::ops::RangeInclusive<u8> = 3..=8;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The options of a closed list: each member's word on the wire, with its name for the reader.
pub fn choices<T: Copy>(all: &[T], wire: fn(T) -> &'static str, label: fn(T) -> String) -> Vec<Choice> {
    all.iter().map(|item| Choice::new(wire(*item), label(*item))).collect()
}

/// The languages of the product as options, each by the name it has for itself.
pub fn own_languages() -> Vec<Choice> {
    let own = |language: &Language| Choice {
        lang: Some(language.as_str()),
        ..Choice::new(language.as_str(), language.own_name())
    };
    Language::ALL.iter().map(own).collect()
}

/// The levels as options, with what each means.
pub fn eqf_choices() -> Vec<Choice> {
    EQF_LEVELS.map(|level| Choice::new(level.to_string(), eqf_with_words(level))).collect()
}

pub fn contract(contract: Contract) -> String {
    match contract {
        Contract::Apprenticeship => tr::words::contract_apprenticeship(),
        Contract::Permanent => tr::words::contract_permanent(),
        Contract::FixedTerm => tr::words::contract_fixed_term(),
        Contract::Internship => tr::words::contract_internship(),
        Contract::TrainThenHire => tr::words::contract_train_then_hire(),
    }
}

/// What a member is in an organisation. Needs the messages `Namespace::Organisation`, and so does what that opens.
pub fn seat(role: SeatRole) -> String {
    match role {
        SeatRole::Owner => tr::organisation::role_owner(),
        SeatRole::Recruiter => tr::organisation::role_recruiter(),
        SeatRole::Viewer => tr::organisation::role_viewer(),
    }
}

/// What a member may do there.
pub fn seat_opens(role: SeatRole) -> String {
    match role {
        SeatRole::Owner => tr::organisation::role_owner_hint(),
        SeatRole::Recruiter => tr::organisation::role_recruiter_hint(),
        SeatRole::Viewer => tr::organisation::role_viewer_hint(),
    }
}

pub fn remote(remote: Remote) -> String {
    match remote {
        Remote::OnSite => tr::words::remote_on_site(),
        Remote::Hybrid => tr::words::remote_hybrid(),
        Remote::Remote => tr::words::remote_remote(),
    }
}

/// What an amount is for: "a month".
pub fn period(period: PayPeriod) -> String {
    match period {
        PayPeriod::Hour => tr::words::period_hour(),
        PayPeriod::Month => tr::words::period_month(),
        PayPeriod::Year => tr::words::period_year(),
    }
}

/// Pay as the employer wrote it: "€1,200 to €1,500 a month before tax".
pub fn pay(pay: &Pay) -> String {
    let least = tr::money(pay.min, &pay.currency);
    let amount =
        if pay.min == pay.max { least } else { tr::words::pay_range(&least, &tr::money(pay.max, &pay.currency)) };
    tr::words::pay_before_tax(&amount, &period(pay.period))
}

/// Pay, or that the employer does not say.
pub fn pay_or_not_said(given: Option<&Pay>) -> String {
    given.map_or_else(tr::words::pay_not_said, pay)
}

pub fn topic(topic: Topic) -> String {
    match topic {
        Topic::DigitalBasics => tr::words::topic_digital_basics(),
        Topic::Web => tr::words::topic_web(),
        Topic::Ai => tr::words::topic_ai(),
        Topic::JobSearch => tr::words::topic_job_search(),
        Topic::Data => tr::words::topic_data(),
        Topic::Design => tr::words::topic_design(),
        Topic::Business => tr::words::topic_business(),
    }
}

/// How much a course expects.
pub fn level(level: Level) -> String {
    match level {
        Level::Beginner => tr::words::level_beginner(),
        Level::Intermediate => tr::words::level_intermediate(),
        Level::Advanced => tr::words::level_advanced(),
    }
}

/// How long a course takes.
pub fn length(length: Length) -> String {
    match length {
        Length::Short => tr::words::length_short(),
        Length::Medium => tr::words::length_medium(),
        Length::Long => tr::words::length_long(),
    }
}

/// How long something takes: "40 min", "1 h 30 min".
pub fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => tr::words::minutes(minutes.into()),
        (hours, 0) => tr::words::hours(hours.into()),
        (hours, minutes) => tr::words::hours_minutes(&tr::number(hours.into()), &tr::number(minutes.into())),
    }
}

/// Several languages by their names in the interface's language.
pub fn languages(languages: &[Language]) -> String {
    tr::list(&languages.iter().map(|language| tr::language_name(language.as_str())).collect::<Vec<_>>())
}

/// How far somebody is in a course: "3 of 8 chapters done".
pub fn chapters_done(done: u32, total: u32) -> String {
    tr::words::chapters_done(done.into(), &tr::number(total.into()))
}

/// A level of the European Qualifications Framework: "Level 5".
pub fn eqf(level: u8) -> String {
    tr::words::eqf(&tr::number(level.into()))
}

/// The same with what it means: "Level 5: two years of higher education".
pub fn eqf_with_words(level: u8) -> String {
    let words = match level {
        3 => tr::words::eqf_3(),
        4 => tr::words::eqf_4(),
        5 => tr::words::eqf_5(),
        6 => tr::words::eqf_6(),
        7 => tr::words::eqf_7(),
        8 => tr::words::eqf_8(),
        _ => return eqf(level),
    };
    tr::words::eqf_with_words(&tr::number(level.into()), &words)
}

pub fn application_status(status: ApplicationStatus) -> String {
    match status {
        ApplicationStatus::Sent => tr::words::status_sent(),
        ApplicationStatus::Seen => tr::words::status_seen(),
        ApplicationStatus::Interview => tr::words::status_interview(),
        ApplicationStatus::Accepted => tr::words::status_accepted(),
        ApplicationStatus::Declined => tr::words::status_declined(),
        ApplicationStatus::Withdrawn => tr::words::status_withdrawn(),
    }
}

/// Why an employer said no, as a sentence.
pub fn decline_reason(reason: DeclineReason) -> String {
    match reason {
        DeclineReason::PositionFilled => tr::words::decline_position_filled(),
        DeclineReason::SkillsMissing => tr::words::decline_skills_missing(),
        DeclineReason::LevelMissing => tr::words::decline_level_missing(),
        DeclineReason::DatesDoNotFit => tr::words::decline_dates_do_not_fit(),
        DeclineReason::AnotherCandidate => tr::words::decline_another_candidate(),
    }
}

pub fn fit(fit: Fit) -> String {
    match fit {
        Fit::Met => tr::words::fit_met(),
        Fit::Partly => tr::words::fit_partly(),
        Fit::Missing => tr::words::fit_missing(),
        Fit::Unknown => tr::words::fit_unknown(),
    }
}

/// What is compared with a wish.
pub fn part(part: Part) -> String {
    match part {
        Part::MustSkill => tr::words::part_must_skill(),
        Part::NiceSkill => tr::words::part_nice_skill(),
        Part::Place => tr::words::part_place(),
        Part::Level => tr::words::part_level(),
        Part::Availability => tr::words::part_availability(),
        Part::Contract => tr::words::part_contract(),
        Part::Language => tr::words::part_language(),
    }
}

pub fn evidence(kind: EvidenceKind) -> String {
    match kind {
        EvidenceKind::Certificate => tr::words::evidence_certificate(),
        EvidenceKind::Defence => tr::words::evidence_defence(),
        EvidenceKind::Project => tr::words::evidence_project(),
        EvidenceKind::Statement => tr::words::evidence_statement(),
    }
}

/// A level of language with what it means: "B1, gets by at work".
pub fn cefr(level: Cefr) -> String {
    match level {
        Cefr::A1 => tr::words::cefr_a1(),
        Cefr::A2 => tr::words::cefr_a2(),
        Cefr::B1 => tr::words::cefr_b1(),
        Cefr::B2 => tr::words::cefr_b2(),
        Cefr::C1 => tr::words::cefr_c1(),
        Cefr::C2 => tr::words::cefr_c2(),
    }
}

pub fn contact_status(status: ContactStatus) -> String {
    match status {
        ContactStatus::Sent => tr::words::contact_sent(),
        ContactStatus::Accepted => tr::words::contact_accepted(),
        ContactStatus::Declined => tr::words::contact_declined(),
        ContactStatus::Expired => tr::words::contact_expired(),
    }
}

/// The moment at which a calendar day begins, which [`tr::day`] writes back as that day.
pub fn day_ms(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis()
}

/// A calendar day: "12 January 2026".
pub fn day(day: NaiveDate) -> String {
    tr::day(day_ms(day), "long")
}

/// When something starts: "1 September 2026, in 3 weeks", or at any time.
pub fn start(start: Option<NaiveDate>) -> String {
    start
        .map_or_else(tr::words::start_any, |start| tr::words::start_on(&day(start), &relative_to(start, base::today())))
}

/// The day of a moment, as the server tells days, as seen from today: "yesterday", "2 months ago".
pub fn relative(day: NaiveDate) -> String {
    relative_to(day, None)
}

/// A day as seen from another one, or from the one that it is for the server: "tomorrow", "in 3 weeks".
fn relative_to(day: NaiveDate, today: Option<NaiveDate>) -> String {
    let today = today.map_or_else(|| base::now_ms().div_euclid(DAY_MS) * DAY_MS, day_ms);
    let days = (day_ms(day) - today) / DAY_MS;
    let (value, unit) = unit_of(days);
    let options = Object::new();
    // Setting a property of a fresh plain object cannot be refused.
    let _ = js_sys::Reflect::set(&options, &"numeric".into(), &"auto".into());
    let format = Intl::RelativeTimeFormat::new(&Array::of1(&tr::language().as_str().into()), &options);
    format.format(f64::from(value), unit).into()
}

/// The largest unit that still tells a distance well.
fn unit_of(days: i64) -> (i32, &'static str) {
    let (value, unit) = match days.abs() {
        0..14 => (days, "day"),
        14..60 => (days / 7, "week"),
        60..730 => (days / 30, "month"),
        _ => (days / 365, "year"),
    };
    // A distance between two years of the calendar fits many times over.
    (i32::try_from(value).unwrap_or(i32::MAX), unit)
}

/// A distance by road or rail is not known, so this is as the crow flies.
pub fn kilometres(kilometres: u32) -> String {
    tr::words::kilometres(kilometres.into())
}

#[cfg(test)]
mod tests {
    use super::unit_of;

    #[test]
    fn a_distance_in_time_takes_the_unit_that_tells_it_best() {
        assert_eq!(unit_of(0), (0, "day"));
        assert_eq!(unit_of(-13), (-13, "day"));
        assert_eq!(unit_of(21), (3, "week"));
        assert_eq!(unit_of(-61), (-2, "month"));
        assert_eq!(unit_of(800), (2, "year"));
    }
}
