//! The app's files and the media.

use std::fs;

use passerelle_api::Code;

use crate::support::{Server, catalogue::write_media};

fn write_site(server: &Server) {
    let dist = server.folder().join("dist");
    fs::create_dir_all(dist.join("assets")).unwrap();
    fs::write(dist.join("index.html"), "<!doctype html><title>Passerelle</title>").unwrap();
    fs::write(dist.join("favicon.svg"), "<svg/>").unwrap();
    fs::write(dist.join("assets/app-1a2b.js"), "console.log(1)").unwrap();
    fs::write(dist.join("assets/app-1a2b.js.br"), "pretend brotli").unwrap();
}

#[tokio::test]
async fn a_deep_link_answers_the_apps_page() {
    let server = Server::start().await;
    write_site(&server);
    for url in ["/", "/courses/first-steps-online", "/fr/jobs?q=x", "/verify/K7QF-0000"] {
        let reply = server.send(&server.nobody(), "GET", url, None).await;
        assert_eq!((reply.status.as_u16(), reply.header("cache-control")), (200, "no-cache"), "{url}");
        assert!(reply.text().contains("<title>Passerelle"), "{url}");
        assert_eq!(reply.header("content-type"), "text/html", "{url}");
    }
    let icon = server.send(&server.nobody(), "GET", "/favicon.svg", None).await;
    assert_eq!(icon.header("content-type"), "image/svg+xml");
}

#[tokio::test]
async fn a_page_that_did_not_change_keeps_its_policy() {
    let server = Server::start().await;
    write_site(&server);
    let first = server.send(&server.nobody(), "GET", "/jobs", None).await;
    let known = [("if-none-match", first.header("etag"))];
    let again = server.send_with(&server.nobody(), "GET", "/jobs", &known, "").await;
    assert_eq!(again.status, 304);
    // A browser takes over the headers of such an answer.
    assert_eq!(again.header("content-security-policy"), first.header("content-security-policy"));
    assert!(again.header("content-security-policy").contains("script-src 'self'"));
}

#[tokio::test]
async fn a_file_that_is_not_there_is_not_the_apps_page() {
    let server = Server::start().await;
    write_site(&server);
    for url in [
        "/assets/none.js",
        "/assets/",
        "/assets",
        "/media/none/small.webm",
        "/media/",
        "/none.js",
        "/assets/../../test.db",
    ] {
        let reply = server.send(&server.nobody(), "GET", url, None).await;
        assert_eq!(reply.status, 404, "{url}: {}", reply.text());
        assert!(!reply.text().contains("<title>"), "{url}");
    }
    let reply = server.send(&server.nobody(), "POST", "/courses", Some("{}")).await;
    assert_eq!(reply.problem().code, Code::MethodNotAllowed);
}

#[tokio::test]
async fn assets_are_kept_for_good_and_come_compressed() {
    let server = Server::start().await;
    write_site(&server);
    let plain = server.send(&server.nobody(), "GET", "/assets/app-1a2b.js", None).await;
    assert_eq!(plain.text(), "console.log(1)");
    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    let accepts = [("accept-encoding", "br")];
    let brotli = server.send_with(&server.nobody(), "GET", "/assets/app-1a2b.js", &accepts, "").await;
    assert_eq!((brotli.header("content-encoding"), brotli.text().as_str()), ("br", "pretend brotli"));
    assert_eq!(brotli.header("content-type"), "text/javascript");
}

#[tokio::test]
async fn media_are_read_in_parts() {
    let server = Server::start().await;
    write_media(&server.folder().join("media"), "tour", &["en"]);
    let range = [("range", "bytes=2-4")];
    let part = server.send_with(&server.nobody(), "GET", "/media/tour/small.webm", &range, "").await;
    assert_eq!((part.status.as_u16(), part.text().as_str()), (206, "234"));
    assert_eq!(part.header("content-range"), "bytes 2-4/10");
    let beyond = [("range", "bytes=50-60")];
    let reply = server.send_with(&server.nobody(), "GET", "/media/tour/small.webm", &beyond, "").await;
    assert_eq!(reply.status, 416);
    let captions = server.send(&server.nobody(), "GET", "/media/tour/captions.en.vtt", None).await;
    assert_eq!(captions.header("content-type"), "text/vtt");
}
