//! CVs.

use std::{io::Write, pin::pin, time::Duration};

use passerelle_api::{
    Code, NoQuery, Problem, Reason,
    account::Role,
    application::{ApplicationsQuery, ListApplications},
    job::{Apply, FileRef, NewApplication, ShowFile, Withdraw, download_path, limits},
    reference::InLanguage,
};
use passerelle_server::store::{account, file};
use tokio::time::timeout;
use zip::write::SimpleFileOptions;

use crate::{
    fixture::{self, application},
    support::{Person, Reply, Server},
};

fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n".to_vec()
}

fn zip_of(names: &[&str]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(b"<xml/>").unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx() -> Vec<u8> {
    zip_of(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
}

async fn send(server: &Server, who: &Person, name: &str, bytes: Vec<u8>) -> Reply {
    let url = format!("/api/files?name={}", passerelle_api::endpoint::escape(name));
    server.send_with(who, "POST", &url, &[("content-type", "application/octet-stream")], bytes).await
}

async fn stored(server: &Server, who: &Person, name: &str, bytes: Vec<u8>) -> FileRef {
    let reply = send(server, who, name, bytes).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

fn names_in_folder(server: &Server) -> Vec<String> {
    match std::fs::read_dir(server.folder().join("files")) {
        Ok(entries) => entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect(),
        Err(_) => Vec::new(),
    }
}

#[tokio::test]
async fn a_pdf_comes_back_as_it_was_sent() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let file = stored(&server, &amina, "../Mon CV é.pdf", pdf()).await;
    assert_eq!((file.name.as_str(), file.bytes), ("Mon CV é.pdf", pdf().len() as u64));
    assert_eq!(server.ok(&amina, ShowFile { file: file.id.clone() }, &NoQuery {}, &()).await, file);
    let reply = server.send(&amina, "GET", &download_path(&file.id), None).await;
    assert_eq!(reply.bytes, pdf());
    assert_eq!(reply.header("content-type"), "application/pdf");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("content-security-policy"), "sandbox; default-src 'none'");
    let disposition = "attachment; filename=\"Mon CV _.pdf\"; filename*=UTF-8''Mon%20CV%20%C3%A9.pdf";
    assert_eq!(reply.header("content-disposition"), disposition);
    assert_eq!(names_in_folder(&server), [file.id.0]);
}

#[tokio::test]
async fn a_word_document_is_taken_for_what_it_is() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let file = stored(&server, &amina, "cv.pdf", docx()).await;
    assert_eq!(file.name, "cv.pdf.docx", "the content decides how it ends");
    let reply = server.send(&amina, "GET", &download_path(&file.id), None).await;
    assert_eq!(reply.header("content-type"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

#[tokio::test]
async fn anything_else_is_refused_and_leaves_nothing_behind() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let with_macros = zip_of(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]);
    let many: Vec<String> = (0..4_100).map(|number| format!("{number}")).collect();
    let mut many: Vec<&str> = many.iter().map(String::as_str).collect();
    many.extend(["[Content_Types].xml", "word/document.xml"]);
    for bytes in [
        b"%PDF-1.7 without an end".to_vec(),
        b"<html>%PDF- %%EOF</html>".to_vec(),
        b"MZ\x90\x00".to_vec(),
        zip_of(&["word/document.xml"]),
        with_macros,
        zip_of(&many),
        docx()[..60].to_vec(),
    ] {
        let problem = send(&server, &amina, "cv.pdf", bytes).await.problem();
        assert_eq!(problem.status, 422);
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("name", Reason::NotAPdfOrDocx));
    }
    let problem = send(&server, &amina, "cv.pdf", Vec::new()).await.problem();
    assert_eq!((problem.status, problem.errors[0].reason), (422, Reason::EmptyFile));
    assert_eq!(names_in_folder(&server), Vec::<String>::new());
}

#[tokio::test]
async fn a_file_over_the_limit_is_cut_off() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let mut exact = pdf();
    exact.resize(limits::CV_BYTES as usize - 6, b' ');
    exact.extend_from_slice(b"%%EOF\n");
    let mut over = exact.clone();
    over.push(b'\n');
    let problem = send(&server, &amina, "cv.pdf", over).await.problem();
    assert_eq!((problem.status, problem.code), (413, Code::TooLarge));
    assert_eq!(names_in_folder(&server), Vec::<String>::new());
    assert_eq!(stored(&server, &amina, "cv.pdf", exact).await.bytes, limits::CV_BYTES);
}

#[tokio::test]
async fn a_name_is_needed() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let problem = send(&server, &amina, "///", pdf()).await.problem();
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("name", Reason::Required));
    let reply = server.send_with(&amina, "POST", "/api/files", &[], pdf()).await;
    assert_eq!(reply.problem().code, Code::Malformed);
    assert_eq!(send(&server, &server.nobody(), "cv.pdf", pdf()).await.problem().code, Code::SignInNeeded);
}

#[tokio::test]
async fn what_was_chosen_and_not_sent_makes_room_and_what_was_sent_stays() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let sent = stored(&server, &amina, "cv.pdf", pdf()).await;
    let body = NewApplication { cv: Some(sent.id.clone()), ..application("key-00000001") };
    server.ok(&amina, Apply { job: "web".into() }, &NoQuery {}, &body).await;
    let mut chosen = Vec::new();
    for _ in 0..19 {
        server.pass(Duration::from_secs(1));
        chosen.push(stored(&server, &amina, "cv.pdf", pdf()).await);
    }
    server.pass(Duration::from_secs(1));
    let (one, two) = tokio::join!(send(&server, &amina, "a.pdf", pdf()), send(&server, &amina, "b.pdf", pdf()));
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (200, 200), "nobody runs out of files by applying");
    let read = async |file: &FileRef| server.send(&amina, "GET", &download_path(&file.id), None).await.status.as_u16();
    assert_eq!((read(&chosen[0]).await, read(&chosen[1]).await), (404, 200), "the oldest of twenty-one went");
    assert_eq!(read(&sent).await, 200);
    assert_eq!(names_in_folder(&server).len(), 21, "its bytes went with it, in two tabs at once too");
}

/// Another window sends a file, and the oldest makes room for it, when an application that holds it comes.
#[tokio::test]
async fn a_file_that_just_makes_room_is_told_to_be_gone_and_the_application_is_not_lost() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let oldest = stored(&server, &amina, "cv.pdf", pdf()).await;
    let mut other = server.app.store.begin().await.unwrap();
    account::lock(&mut other, &amina.id.as_str().into()).await.unwrap();
    file::delete(&mut other, &oldest.id).await.unwrap();
    let to = || Apply { job: "web".into() };
    let body = NewApplication { cv: Some(oldest.id.clone()), ..application("key-00000001") };
    let mut late = pin!(async { server.refused(&amina, to(), &NoQuery {}, &body).await });
    assert!(timeout(Duration::from_millis(300), &mut late).await.is_err(), "it waits for the other");
    other.commit().await.unwrap();
    let problem = late.await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("cv", Reason::NotKnown));
    let another = stored(&server, &amina, "cv.pdf", pdf()).await;
    let with_another = NewApplication { cv: Some(another.id), ..body.clone() };
    server.ok(&amina, to(), &NoQuery {}, &with_another).await;
}

#[tokio::test]
async fn who_sent_two_hundred_files_sends_no_other() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let mut tx = server.app.store.begin().await.unwrap();
    for number in 0..200 {
        let file = format!("file-{number}");
        for sql in [
            "INSERT INTO files (id, account, name, mime, bytes, stored_at) \
             VALUES ($1, $2, 'cv.pdf', 'application/pdf', 1, 0)",
            "INSERT INTO applications (id, job, account, status, profile, message, cv, sent_at) \
             VALUES ($1, 'web', $2, 'withdrawn', '', '', $1, 0)",
        ] {
            sqlx::query(sql).bind(&file).bind(&amina.id).execute(&mut *tx).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let problem: Problem = send(&server, &amina, "cv.pdf", pdf()).await.problem();
    assert_eq!((problem.errors[0].reason, problem.errors[0].limit), (Reason::TooMany, Some(200)));
    assert_eq!(names_in_folder(&server), Vec::<String>::new());
    let bilal = server.person("bilal", Role::Learner).await;
    stored(&server, &bilal, "cv.pdf", pdf()).await;
}

#[tokio::test]
async fn only_the_owner_and_who_received_it_may_read_it() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let stranger = server.person("bilal", Role::Learner).await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let file = stored(&server, &amina, "cv.pdf", pdf()).await;
    let read = async |who: &Person| {
        let shown = server.call(who, ShowFile { file: file.id.clone() }, &NoQuery {}, &()).await.status.as_u16();
        let bytes = server.send(who, "GET", &download_path(&file.id), None).await.status.as_u16();
        assert_eq!(shown, bytes);
        bytes
    };
    assert_eq!(read(&alpha).await, 404, "nothing was sent yet");
    let body = NewApplication { cv: Some(file.id.clone()), ..application("key-00000001") };
    let theirs = server.refused(&stranger, Apply { job: "web".into() }, &NoQuery {}, &body).await;
    assert_eq!(theirs.errors[0].reason, Reason::NotKnown, "nobody applies with somebody else's CV");
    let sent = server.ok(&amina, Apply { job: "web".into() }, &NoQuery {}, &body).await;
    assert_eq!(sent.cv.as_ref(), Some(&file));
    assert_eq!(read(&amina).await, 200);
    assert_eq!(read(&alpha).await, 200);
    assert_eq!(read(&beta).await, 404);
    assert_eq!(read(&stranger).await, 404);
    assert_eq!(read(&server.nobody()).await, 401);
    server.ok(&amina, Withdraw { application: sent.id }, &InLanguage::default(), &()).await;
    assert_eq!(read(&alpha).await, 404, "what was taken back is not theirs any more");
    let mine = server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
    assert_eq!(mine[0].cv.as_ref(), Some(&file));
}

#[tokio::test]
async fn an_id_cannot_leave_the_folder() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    for id in ["../test.db", "..%2Ftest.db", "%2e%2e%2ftest.db", "x"] {
        let reply = server.send(&amina, "GET", &format!("/api/files/{id}/content"), None).await;
        assert_eq!(reply.problem().status, 404, "{id}");
    }
}
