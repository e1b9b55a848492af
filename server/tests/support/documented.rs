//! Holding what the server answers against its OpenAPI document.

use std::sync::LazyLock;

use passerelle_server::routes;
use serde_json::Value;

/// An operation of the document.
struct Operation {
    method: String,
    parts: Vec<String>,
    statuses: Vec<u16>,
}

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let document = routes::all().document();
    let of_path = |(path, operations): (&String, &Value)| -> Vec<Operation> {
        let of_method = |(method, operation): (&String, &Value)| Operation {
            method: method.to_uppercase(),
            parts: parts(path),
            statuses: operation["responses"]
                .as_object()
                .unwrap()
                .keys()
                .map(|status| status.parse().unwrap())
                .collect(),
        };
        operations.as_object().unwrap().iter().map(of_method).collect()
    };
    document["paths"].as_object().unwrap().iter().flat_map(of_path).collect()
});

/// Fails where an operation gives a status that the document does not tell of. Faults of the server's own are never told of, and a test
/// that makes one looks at it itself.
pub fn check(method: &str, path: &str, status: u16) {
    let asked = parts(path);
    let literal = |operation: &&Operation| operation.parts.iter().filter(|part| !part.starts_with('{')).count();
    let operation = OPERATIONS
        .iter()
        .filter(|operation| operation.method == method && leads(operation, &asked))
        .max_by_key(literal);
    if let Some(operation) = operation.filter(|_| status != 500) {
        assert!(operation.statuses.contains(&status), "{method} {path} gave {status}, which is not documented");
    }
}

fn parts(path: &str) -> Vec<String> {
    path.split('/').map(str::to_owned).collect()
}

fn leads(operation: &Operation, asked: &[String]) -> bool {
    let same = |(part, asked): (&String, &String)| part.starts_with('{') || part == asked;
    operation.parts.len() == asked.len() && operation.parts.iter().zip(asked).all(same)
}
