//! A time to meet as an iCalendar file (RFC 5545), which the person and the organisation put into their own calendars.

use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event, EventLike};
use passerelle_api::{job::Application, pipeline::Slot};

/// The file of a chosen time. It has the same name in every calendar, so that a time that is chosen anew takes the place of the old.
pub fn interview(application: &Application, person: &str, slot: &Slot, now: DateTime<Utc>) -> String {
    let ends = slot.starts_at + TimeDelta::minutes(i64::from(slot.minutes));
    // What somebody wrote without an ad is for the occupation: the title is only that of the board.
    let about = application.wish.as_ref().map_or(application.job_title.as_str(), |wish| &wish.name);
    let summary = format!("{} · {about}", application.employer.name);
    let event = Event::new()
        .uid(&format!("{}@passerelle", application.id))
        .timestamp(now)
        .starts(slot.starts_at)
        .ends(ends)
        .summary(&summary)
        .description(person)
        .location(&slot.place)
        .done();
    Calendar::new().push(event).done().to_string()
}
