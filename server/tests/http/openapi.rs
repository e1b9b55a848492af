//! The OpenAPI document says what the server does.

use std::collections::BTreeSet;

use passerelle_api::{account::Role, captions::Flaw};
use serde_json::Value;

use crate::support::Server;

async fn document(server: &Server) -> Value {
    server.send(&server.nobody(), "GET", "/api/openapi.json", None).await.json()
}

#[tokio::test]
async fn every_endpoint_is_documented_with_its_problems() {
    let server = Server::start().await;
    let document = document(&server).await;
    assert_eq!(document["openapi"], "3.1.0");
    for endpoint in &server.registered {
        let operation = &document["paths"][endpoint.path][endpoint.method.as_str().to_lowercase()];
        assert_eq!(operation["operationId"], endpoint.name);
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.contains_key("200") || responses.contains_key("204"), "{}", endpoint.name);
        assert!(responses["503"]["content"]["application/problem+json"].is_object(), "{}", endpoint.name);
        assert!(
            !responses.contains_key("500"),
            "{}: a fault of the server's own is no part of the contract",
            endpoint.name
        );
        let parts = endpoint.path.matches('{').count();
        let parameters = operation["parameters"].as_array().unwrap();
        assert_eq!(parameters.iter().filter(|parameter| parameter["in"] == "path").count(), parts, "{}", endpoint.name);
    }
}

/// Every reply of the other tests is held against the document; this looks at what it leaves out.
#[tokio::test]
async fn what_cannot_be_answered_is_not_documented() {
    let server = Server::start().await;
    let document = document(&server).await;
    let told = |path: &str, method: &str| -> Vec<String> {
        let responses = document["paths"][path][method]["responses"].as_object().unwrap();
        responses.keys().filter(|status| ["409", "422", "429"].contains(&status.as_str())).cloned().collect()
    };
    for (path, method, statuses) in [
        ("/api/session", "get", &[][..]),
        ("/api/session", "delete", &[]),
        ("/api/session", "post", &["422", "429"]),
        ("/api/courses", "get", &["422"]),
        ("/api/contacts", "get", &[]),
        ("/api/talents/{talent}/contacts", "post", &["409", "422", "429"]),
        ("/api/notes/{note}", "put", &["422"]),
        ("/api/notes/{note}", "delete", &[]),
        ("/api/courses/{course}/certificate", "post", &["409"]),
        ("/api/employer/drafts/{draft}/preview", "get", &["422"]),
    ] {
        assert_eq!(told(path, method), statuses, "{method} {path}");
    }
}

#[test]
fn a_name_in_the_document_stands_for_one_type() {
    let all = passerelle_server::routes::all();
    assert!(all.ambiguous().is_empty(), "{:?}", all.ambiguous());
}

#[tokio::test]
async fn bytes_are_documented_with_each_media_type_that_they_can_have() {
    let server = Server::start().await;
    let document = document(&server).await;
    let given = |path: &str| {
        let content = &document["paths"][path]["get"]["responses"]["200"]["content"];
        content.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    let transcript = "/api/courses/{course}/chapters/{chapter}/transcript/{form}";
    assert_eq!(given(transcript), ["application/x-subrip", "text/plain", "text/vtt"]);
    assert!(given("/api/files/{file}/content").contains(&"application/pdf".to_owned()));
    let export = &document["paths"]["/api/employer/export.json"]["get"]["responses"]["200"]["content"];
    assert_eq!(export["application/json"]["schema"]["type"], "object");
}

#[tokio::test]
async fn kinds_are_documented_by_the_codes_that_are_sent() {
    let server = Server::start().await;
    let document = document(&server).await;
    let kinds = document["components"]["schemas"]["Flaw"]["oneOf"].as_array().unwrap();
    let codes: Vec<_> = kinds.iter().map(|kind| kind["properties"]["code"]["enum"][0].as_str().unwrap()).collect();
    assert!(codes.contains(&Flaw::MissingHeader.code()), "{codes:?}");
    assert!(codes.contains(&Flaw::TooLarge { bytes: 1, limit: 1 }.code()), "{codes:?}");
}

#[tokio::test]
async fn a_path_that_is_no_text_is_a_problem_like_any_other() {
    let server = Server::start().await;
    let person = server.person("reader", Role::Learner).await;
    for path in ["/api/files/%FF/content", "/api/files/%FF", "/api/courses/a/chapters/b/transcript/%FF"] {
        let reply = server.send(&person, "GET", path, None).await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (404, "application/problem+json"), "{path}");
    }
}

#[tokio::test]
async fn what_is_referred_to_is_there() {
    let server = Server::start().await;
    let document = document(&server).await;
    let mut references = BTreeSet::new();
    collect(&document, &mut references);
    assert!(references.len() > 40, "{}", references.len());
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} is not there");
    }
}

#[tokio::test]
async fn query_parameters_are_those_of_the_contract() {
    let server = Server::start().await;
    let document = document(&server).await;
    let parameters = document["paths"]["/api/courses"]["get"]["parameters"].as_array().unwrap();
    let names: BTreeSet<&str> = parameters.iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
    assert_eq!(names, BTreeSet::from(["q", "topic", "level", "length", "language", "captions", "lang", "cursor"]));
    assert!(parameters.iter().all(|parameter| parameter["required"] == false));
}

#[tokio::test]
async fn the_page_to_try_it_loads_nothing_from_elsewhere() {
    let server = Server::start().await;
    let page = server.send(&server.nobody(), "GET", "/api/docs/", None).await;
    assert_eq!(page.status, 200);
    let html = page.text();
    assert!(html.contains("swagger-ui") && !html.contains("https://"), "{html}");
    let script = server.send(&server.nobody(), "GET", "/api/docs/swagger-ui-bundle.js", None).await;
    assert_eq!(script.status, 200);
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
}

fn collect(value: &Value, references: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                references.insert(reference.to_owned());
            }
            object.values().for_each(|value| collect(value, references));
        }
        Value::Array(array) => array.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}
