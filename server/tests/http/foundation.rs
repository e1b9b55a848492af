//! What holds for every address: problems, limits, headers, other sites.

use passerelle_api::{Code, account::Role};

use crate::support::Server;

#[tokio::test]
async fn an_unknown_address_of_the_api_is_a_problem() {
    let server = Server::start().await;
    for url in ["/api/nowhere", "/api", "/api/courses/a/b/c/d"] {
        let reply = server.send(&server.nobody(), "GET", url, None).await;
        assert_eq!(reply.problem().code, Code::NotFound, "{url}");
    }
}

#[tokio::test]
async fn a_method_that_is_not_known_is_a_problem_that_names_the_others() {
    let server = Server::start().await;
    let reply = server.send(&server.nobody(), "DELETE", "/api/accounts", None).await;
    assert_eq!(reply.problem().code, Code::MethodNotAllowed);
    assert!(reply.header("allow").contains("POST"), "{:?}", reply.headers);
}

#[tokio::test]
async fn a_body_must_be_json_of_the_right_shape_and_size() {
    let server = Server::start().await;
    let who = server.nobody();
    let post = |content_type: &'static str, body: String| {
        let (server, who) = (&server, &who);
        async move { server.send_with(who, "POST", "/api/session", &[("content-type", content_type)], body).await.problem() }
    };
    assert_eq!(post("text/plain", "{}".into()).await.code, Code::UnsupportedMedia);
    assert_eq!(post("application/json", "{".into()).await.code, Code::Malformed);
    let wrong_type = post("application/json", r#"{"email": 1, "password": "x"}"#.into()).await;
    assert!(wrong_type.detail.unwrap().starts_with("email: "));
    let unknown = post("application/json", r#"{"email": "a", "password": "x", "admin": true}"#.into()).await;
    assert!(unknown.detail.unwrap().contains("admin"));
    let large = format!(r#"{{"email": "{}", "password": "x"}}"#, "a".repeat(70_000));
    assert_eq!(post("application/json", large).await.code, Code::TooLarge);
}

#[tokio::test]
async fn an_unknown_parameter_is_malformed() {
    let server = Server::start().await;
    let reply = server.send(&server.nobody(), "GET", "/api/session?x=1", None).await;
    assert_eq!(reply.problem().code, Code::Malformed);
}

#[tokio::test]
async fn other_sites_cannot_change_anything() {
    let server = Server::start().await;
    let who = server.person("learner", Role::Learner).await;
    for headers in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let reply = server.send_with(&who, "DELETE", "/api/session", &[headers, ("host", "here")], "").await;
        assert_eq!(reply.problem().code, Code::CrossSite);
    }
    let own = [("sec-fetch-site", "same-origin"), ("origin", "http://here"), ("host", "here")];
    assert_eq!(server.send_with(&who, "DELETE", "/api/session", &own, "").await.status, 204);
}

#[tokio::test]
async fn every_answer_carries_the_guarding_headers() {
    let server = Server::start().await;
    for url in ["/api/session", "/api/nowhere", "/assets/none.svg", "/healthz", "/courses"] {
        let reply = server.send(&server.nobody(), "GET", url, None).await;
        assert!(reply.header("content-security-policy").starts_with("default-src 'none'"), "{url}");
        for name in
            ["strict-transport-security", "x-content-type-options", "cross-origin-resource-policy", "x-request-id"]
        {
            assert!(!reply.header(name).is_empty(), "{url} lacks {name}");
        }
    }
    let part = server.send(&server.nobody(), "GET", "/assets/none.js", None).await;
    assert_eq!(part.header("x-content-type-options"), "nosniff");
    assert_eq!(part.header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(part.header("x-request-id"), "", "nobody asks about one request for what is the same for all");
    assert_eq!(part.header("content-security-policy"), "", "a part of a page is no document that could have one");
    // What a browser reads of a page only.
    let page = server.send(&server.nobody(), "GET", "/api/docs/", None).await;
    assert!(page.header("content-type").starts_with("text/html"));
    for name in ["referrer-policy", "permissions-policy", "cross-origin-opener-policy"] {
        assert!(!page.header(name).is_empty(), "a page lacks {name}");
    }
    let reply = server.send(&server.nobody(), "GET", "/api/session", None).await;
    assert_eq!(reply.header("cache-control"), "no-store");
}

#[tokio::test]
async fn the_process_and_the_database_are_well() {
    let server = Server::start().await;
    for url in ["/healthz", "/readyz"] {
        assert_eq!(server.send(&server.nobody(), "GET", url, None).await.status, 204, "{url}");
    }
}
