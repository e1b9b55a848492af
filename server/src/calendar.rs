//! A time to meet as an iCalendar file (RFC 5545), which those who meet put into their own calendars.

use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event, EventLike};
use passerelle_api::{coaching::Coaching, job::Application, pipeline::Slot};
use passerelle_rules::application::about;

/// The file of a chosen time. It has the same name in every calendar, so that a time that is chosen anew takes the place of the old.
pub fn interview(application: &Application, person: &str, slot: &Slot, now: DateTime<Utc>) -> String {
    let summary = format!("{} · {}", application.employer.name, about(application));
    file(application.id.as_str(), &summary, person, slot, now)
}

/// The file of a meeting with a coach or with whom one coaches, named by the other. Its name is its own in every calendar as well.
pub fn coaching(coaching: &Coaching, slot: &Slot, now: DateTime<Utc>) -> String {
    let other = coaching.other.as_deref().unwrap_or_default();
    file(coaching.id.as_str(), "Passerelle", other, slot, now)
}

fn file(id: &str, summary: &str, description: &str, slot: &Slot, now: DateTime<Utc>) -> String {
    let ends = slot.starts_at + TimeDelta::minutes(i64::from(slot.minutes));
    let event = Event::new()
        .uid(&format!("{id}@passerelle"))
        .timestamp(now)
        .starts(slot.starts_at)
        .ends(ends)
        .summary(&written(summary))
        .description(&written(description))
        .location(&written(&slot.place))
        .done();
    Calendar::new().push(event).done().to_string()
}

/// A text as it may stand in the file, where every line is written as an escaped `\n`. A return alone would be taken for the end of what
/// it stands in by many calendars, and what follows it for something else that the file says; other control characters may not stand in
/// it at all.
fn written(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}
