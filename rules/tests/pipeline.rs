//! Every move on an organisation's board.

use passerelle_api::{
    FieldError, Reason,
    job::{ApplicationStatus as Status, DeclineReason},
    pipeline::{Stage, limits},
};
use passerelle_rules::{
    application::Refusal,
    pipeline::{Meeting, filled, overlap, stage_of, step, time_field, unfit_times, unknown_slots},
};

const WHY: Option<DeclineReason> = Some(DeclineReason::PositionFilled);

#[test]
fn a_move_tells_the_person_what_concerns_them() {
    for status in [Status::Sent, Status::Seen] {
        assert_eq!(step(status, Stage::New, None), Ok(None));
        assert_eq!(step(status, Stage::Reading, None), Ok(None));
        assert_eq!(step(status, Stage::Offer, None), Ok(None));
        assert_eq!(step(status, Stage::Interview, None), Ok(Some(Status::Interview)));
        assert_eq!(step(status, Stage::Hired, None), Ok(Some(Status::Accepted)));
        assert_eq!(step(status, Stage::Refused, WHY), Ok(Some(Status::Declined)));
    }
    assert_eq!(step(Status::Interview, Stage::Interview, None), Ok(None), "back from an offer");
    assert_eq!(step(Status::Interview, Stage::Offer, None), Ok(None));
    assert_eq!(step(Status::Interview, Stage::Hired, None), Ok(Some(Status::Accepted)));
    assert_eq!(step(Status::Interview, Stage::Refused, WHY), Ok(Some(Status::Declined)));
}

#[test]
fn what_was_told_is_not_taken_back() {
    assert_eq!(step(Status::Interview, Stage::Reading, None), Err(Refusal::TooLate));
    assert_eq!(step(Status::Interview, Stage::New, None), Err(Refusal::TooLate));
    for status in [Status::Accepted, Status::Declined, Status::Withdrawn] {
        for stage in Stage::ALL {
            let reason = if *stage == Stage::Refused { WHY } else { None };
            assert_eq!(step(status, *stage, reason), Err(Refusal::TooLate), "{status:?} to {stage:?}");
        }
    }
}

#[test]
fn a_no_needs_its_reason_and_nothing_else_has_one() {
    assert_eq!(step(Status::Seen, Stage::Refused, None), Err(Refusal::ReasonNeeded));
    assert_eq!(step(Status::Seen, Stage::Reading, WHY), Err(Refusal::ReasonOutOfPlace));
    assert_eq!(step(Status::Seen, Stage::Hired, WHY), Err(Refusal::ReasonOutOfPlace));
    assert_eq!(step(Status::Interview, Stage::Interview, WHY), Err(Refusal::ReasonOutOfPlace));
}

#[test]
fn an_answer_has_its_stage() {
    assert_eq!(stage_of(Status::Interview), Some(Stage::Interview));
    assert_eq!(stage_of(Status::Accepted), Some(Stage::Hired));
    assert_eq!(stage_of(Status::Declined), Some(Stage::Refused));
    assert_eq!(stage_of(Status::Seen), None);
}

#[test]
fn a_text_is_filled_in_once() {
    assert_eq!(filled("Dear {name}, about {job}: {x} {", "A {job}", "Baker"), "Dear A {job}, about Baker: {x} {");
    assert_eq!(filled("", "a", "b"), "");
    assert_eq!(filled("Bonjour {nom}, pour {poste}", "Inès", "Boulanger"), "Bonjour Inès, pour Boulanger");
    assert_eq!(filled("{nombre}: {puesto}", "Inés", "Panadera"), "Inés: Panadera");
    assert_eq!(filled("{الاسم}، {الوظيفة}", "إيناس", "خبّاز"), "إيناس، خبّاز");
}

#[test]
fn what_nothing_is_filled_in_for_is_named() {
    assert_eq!(unknown_slots("Dear {name}, about {job}"), [] as [&str; 0]);
    assert_eq!(unknown_slots("Bonjour {nom}, {الاسم} {puesto}"), [] as [&str; 0]);
    assert_eq!(unknown_slots("Bonjour {prenom} {prenom}, {NAME}: {}"), ["{prenom}", "{NAME}", "{}"]);
    assert_eq!(unknown_slots("An open { brace, and {{name}}"), [] as [&str; 0]);
    assert_eq!(unknown_slots("{ two\nlines }"), [] as [&str; 0]);
    assert_eq!(unknown_slots(&format!("{{{}}}", "x".repeat(41))), [] as [&str; 0]);
}

#[test]
fn a_time_to_meet_is_still_to_come_within_a_year_and_offered_once() {
    const NOW: i64 = 1_000_000;
    const LAST: i64 = NOW + limits::DAYS * 24 * 60 * 60 * 1000;
    let unfit = |times: &[(usize, Option<i64>)]| unfit_times(times.iter().copied(), NOW);
    let late = |field: &str| FieldError::limited(field, Reason::NotInTime, limits::DAYS.unsigned_abs());
    assert_eq!(unfit(&[(0, Some(NOW)), (1, Some(NOW + 1)), (2, Some(LAST))]), []);
    assert_eq!(
        unfit(&[(0, Some(NOW - 1)), (1, None), (2, Some(LAST + 1))]),
        [late("slots"), late("slots.1"), late("slots.2")]
    );
    // Fields that are left empty in between are no times.
    let twice = unfit(&[(0, Some(NOW)), (2, Some(NOW))]);
    assert_eq!(twice, [FieldError::new("slots.2", Reason::AlreadyListed)]);
    assert_eq!(
        unfit(&[(0, Some(NOW - 1)), (1, Some(NOW - 1))]),
        [late("slots"), late("slots.1")],
        "one thing at a time"
    );
}

#[test]
fn times_overlap_where_each_begins_before_the_other_ends() {
    const MINUTE: i64 = 60_000;
    let at = |minute: i64, minutes: u32| (minute * MINUTE, minutes);
    for (one, other, both) in [
        (at(600, 30), at(600, 30), true),
        (at(600, 30), at(629, 30), true),
        (at(600, 90), at(630, 15), true),
        (at(600, 30), at(630, 30), false),
        (at(600, 30), at(660, 30), false),
    ] {
        assert_eq!((overlap(one, other), overlap(other, one)), (both, both), "{one:?} and {other:?}");
    }
    assert!(overlap((0, 1), (MINUTE - 1, 1)), "to the last moment");
}

#[test]
fn a_time_is_taken_by_what_somebody_else_chose_of_the_same_member() {
    let offered = Meeting {
        application: "one",
        status: Status::Interview,
        employer: "bakery",
        offered_by: Some("a member"),
        time: (0, 30),
        chosen: false,
    };
    let chosen = Meeting { application: "other", chosen: true, ..offered };
    assert!(offered.is_taken_by(&chosen));
    for (why, one, other) in [
        ("it is the person's own", offered, Meeting { application: "one", ..chosen }),
        ("nobody chose the other", offered, Meeting { chosen: false, ..chosen }),
        ("it has its person already", Meeting { chosen: true, ..offered }, chosen),
        ("the other one was hired", offered, Meeting { status: Status::Accepted, ..chosen }),
        ("it ended itself", Meeting { status: Status::Declined, ..offered }, chosen),
        ("another member", offered, Meeting { offered_by: Some("a colleague"), ..chosen }),
        ("nobody knows who", Meeting { offered_by: None, ..offered }, Meeting { offered_by: None, ..chosen }),
        ("another organisation", offered, Meeting { employer: "workshop", ..chosen }),
        ("another time", offered, Meeting { time: (30 * 60_000, 30), ..chosen }),
    ] {
        assert!(!one.is_taken_by(&other), "{why}");
    }
}

#[test]
fn the_first_time_has_the_name_of_the_list() {
    assert_eq!([0, 1, 9].map(time_field), ["slots", "slots.1", "slots.9"]);
}
