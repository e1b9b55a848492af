//! The OpenAPI document says what the server does.

use std::collections::BTreeSet;

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
        assert!(responses["500"]["content"]["application/problem+json"].is_object(), "{}", endpoint.name);
        let parts = endpoint.path.matches('{').count();
        let parameters = operation["parameters"].as_array().unwrap();
        assert_eq!(parameters.iter().filter(|parameter| parameter["in"] == "path").count(), parts, "{}", endpoint.name);
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
