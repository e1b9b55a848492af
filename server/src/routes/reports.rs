//! Accessibility problems: telling one, and what those who work here do with it.

use passerelle_api::{
    FieldError, NoReply, Reason,
    report::{ChangeReport, ListReports, NewReport, Report, ReportList, SendReport, limits},
};

use crate::{
    auth::{Caller, SignedIn},
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    session,
    store::{idempotency::check_key, report, sign_in_limit as limit},
};

/// Reports on one page.
const PAGE: usize = 50;

/// Reports from one address in a quarter of an hour. Behind it there may be a whole class that tries a lesson.
const REPORTS_PER_CLIENT: i64 = 20;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(send_report).limited().on(list_reports).on(change_report)
}

async fn send_report(call: Call<SendReport>, _: Caller) -> Result<NoReply> {
    let Call { app, body, client, .. } = call;
    let report = NewReport { text: body.text.trim().to_owned(), contact: body.contact.trim().to_owned(), ..body };
    let errors = errors(&report);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    check_key(&report.key)?;
    let (id, attempt) = (app.random.id()?, app.random.id()?);
    let now = app.clock.now_ms();
    // The address is counted as a hash that is forgotten after the window, and is never kept beside a report.
    let sender = client.map_or_else(|| "unknown".to_owned(), |client| client.to_string());
    let subject = limit::Subject { key: session::hash(&format!("report {sender}")), allowed: REPORTS_PER_CLIENT };
    let mut tx = app.store.begin().await?;
    limit::count(&mut tx, &attempt, &[subject], now).await?;
    report::insert(&mut tx, &id, &report, now).await?;
    tx.commit().await
}

async fn list_reports(call: Call<ListReports>, _: SignedIn) -> Result<ReportList> {
    let Call { app, query, .. } = call;
    let after: Option<report::Place> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let mut db = app.store.read().await?;
    let total = report::count(&mut db, query.state).await?;
    let (items, next) = report::list(&mut db, query.state, after.as_ref(), PAGE).await?;
    Ok(ReportList { items, total, next })
}

async fn change_report(call: Call<ChangeReport>, _: SignedIn) -> Result<Report> {
    let Call { app, path, body, .. } = call;
    let state = body.state.ok_or_else(|| Error::field("state", Reason::Required))?;
    let mut tx = app.store.begin().await?;
    let report = report::change(&mut tx, &path.report, state).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(report)
}

fn errors(report: &NewReport) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if report.text.is_empty() {
        errors.push(FieldError::new("text", Reason::Required));
    }
    let (course, chapter) = (report.course.clone().unwrap_or_default(), report.chapter.clone().unwrap_or_default());
    for (field, text, limit) in [
        ("text", report.text.as_str(), limits::TEXT),
        ("contact", &report.contact, limits::CONTACT),
        ("page", &report.page, limits::PAGE),
        ("course", course.as_str(), limits::PAGE),
        ("chapter", chapter.as_str(), limits::PAGE),
    ] {
        if text.chars().count() as u64 > limit {
            errors.push(FieldError::limited(field, Reason::TooLong, limit));
        }
    }
    if !report.page.starts_with('/') || report.page.starts_with("//") {
        // It becomes a link on the page of those who work here.
        errors.push(FieldError::new("page", Reason::NotAllowed));
    }
    errors
}
