//! CVs: sent by their owner, read by the owner and by the organisations they were sent to.

use axum::{
    extract::{Path, Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use passerelle_api::{
    Access, FieldError, Method, NoQuery, Reason,
    account::Account,
    endpoint::escape,
    id::{ApplicationId, FileId},
    job::{FileName, FileRef, ShowFile, UPLOAD_PATH, limits},
    privacy::Seen,
    shared::Opened,
};
use passerelle_rules::seat;

use crate::{
    auth::{EmployerMember, SignedIn},
    endpoints::{Call, Endpoints, Raw},
    error::{Error, Result},
    extract::Params,
    state::App,
    store::{
        account,
        file::{self, StoredFile},
    },
    trail::{self, Who},
    uploads::{Incoming, Kind, safe_name},
};

/// Files that one person may have sent with applications.
const SENT_MAX: i64 = 200;

/// Files of one person that were chosen and not sent: taken out again, replaced by another, or waiting in a form. The oldest makes room
/// for the next one, since nobody would know how to take it away.
const UNSENT_MAX: usize = 20;

pub fn endpoints() -> Endpoints {
    let send = Raw {
        name: "SendFile",
        summary: "Stores a CV, a PDF or DOCX of at most 3 MiB.",
        method: Method::Post,
        path: UPLOAD_PATH,
        access: Access::Account,
        takes: Some("application/octet-stream"),
        gives: &["application/json"],
    };
    let read = Raw {
        name: "ReadFile",
        summary: "Reads the bytes of a file, by those who may see it.",
        method: Method::Get,
        path: "/api/files/{file}/content",
        access: Access::Account,
        takes: None,
        gives: const { &[Kind::Pdf.mime(), Kind::Docx.mime()] },
    };
    Endpoints::new().on(show_file).raw::<FileName, FileRef, _>(send, send_file).raw::<NoQuery, (), _>(read, read_file)
}

async fn send_file(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Params(FileName { name }): Params<FileName>,
    request: Request,
) -> Result<axum::Json<FileRef>> {
    if file::sent(&mut *app.store.read().await?, &me.id).await? >= SENT_MAX {
        return Err(Error::Invalid(vec![FieldError::limited("name", Reason::TooMany, SENT_MAX as u64)]));
    }
    let folder = &app.config.files;
    let id = app.random.id()?;
    let (incoming, bytes) = Incoming::receive(folder, &id, request.into_body(), limits::CV_BYTES).await?;
    let kind = incoming.kind().await?;
    let name = safe_name(&name, kind).ok_or_else(|| Error::field("name", Reason::Required))?;
    let file = FileRef { id: FileId(id), name, bytes };
    let sha256 = Some(incoming.sha256().await?);
    let stored = StoredFile { file: file.clone(), account: me.id.clone(), mime: kind.mime().to_owned(), sha256 };

    let mut tx = app.store.begin().await?;
    account::lock(&mut tx, &me.id).await?;
    let unsent = file::unsent(&mut tx, &me.id).await?;
    let oldest = unsent.get(UNSENT_MAX - 1..).unwrap_or_default();
    for id in oldest {
        file::delete(&mut tx, id).await?;
    }
    file::insert(&mut tx, &stored, app.clock.now_ms()).await?;
    // The bytes come before the row that tells of them, and go after it: a crash in between leaves bytes that nobody can ask for.
    incoming.keep(folder, file.id.as_str()).await?;
    tx.commit().await?;
    for id in oldest {
        if let Err(error) = tokio::fs::remove_file(folder.join(id.as_str())).await {
            tracing::warn!(%error, "a file that made room was not deleted");
        }
    }
    Ok(axum::Json(file))
}

async fn show_file(call: Call<ShowFile>, SignedIn(me): SignedIn) -> Result<FileRef> {
    Ok(find(&call.app, &call.path.file, &me).await?.0.file)
}

async fn read_file(State(app): State<App>, SignedIn(me): SignedIn, Path(id): Path<FileId>) -> Result<Response> {
    let (StoredFile { file, mime, account, .. }, sent) = find(&app, &id, &me).await?;
    if let (Some(application), Some(employer)) = (sent, me.employer.clone()) {
        // Nobody's CV is read without their being told.
        let member = EmployerMember { account: me.clone(), employer, access: Access::Searcher };
        trail::opened(&app, &member, &[(Opened::Cv, application.0)]).await?;
        app.trail.note(&app, &member, Seen::Cv, [Who::Account(account)])?;
    }
    let bytes = tokio::fs::read(app.config.files.join(file.id.as_str())).await;
    let bytes = bytes.map_err(|error| Error::fault(format!("file {}: {error}", file.id)))?;
    let value = |text: &str| HeaderValue::from_str(text).map_err(|error| Error::fault(format!("header: {error}")));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, value(&mime)?);
    headers.insert(header::CONTENT_DISPOSITION, value(&disposition(&file.name))?);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // What a stranger wrote may be opened, but never with the rights of this site.
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    Ok(response)
}

/// A file, for its owner and for members of an organisation that was let in and that it was sent to, with the application it was sent
/// with. For everybody else there is no such file.
async fn find(app: &App, id: &FileId, me: &Account) -> Result<(StoredFile, Option<ApplicationId>)> {
    let mut db = app.store.read().await?;
    let stored = file::find(&mut db, id).await?.ok_or(Error::NotFound)?;
    if stored.account == me.id {
        return Ok((stored, None));
    }
    let sent = match &me.employer {
        // One that was not let in, or not any more, reads nothing of what people sent.
        Some(employer) if me.seat.as_ref().is_some_and(|seat| seat::may(seat, Access::Searcher)) => {
            file::sent_with(&mut db, id, &employer.slug).await?
        }
        _ => None,
    };
    Ok((stored, Some(sent.ok_or(Error::NotFound)?)))
}

/// Saved and not shown, under its name in any script (RFC 6266), with letters that every client can read as a fallback.
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || " ._-".contains(c) { c } else { '_' }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", escape(name))
}
