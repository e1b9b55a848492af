//! The OpenAPI 3.1 document, put together from the contract's types.

use std::{
    any::TypeId,
    collections::{BTreeMap, BTreeSet},
};

use passerelle_api::{Access, Endpoint, Method, Problem};
use serde_json::{Map, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, schema::Schema},
};

use crate::endpoints::Raw;

pub use serde_json::Value;

/// Operations and the schemas they refer to.
#[derive(Debug, Default)]
pub struct Document {
    paths: BTreeMap<String, Map<String, Value>>,
    schemas: BTreeMap<String, Value>,
    /// Names under which two types gave a schema, of which only one can stand in the document.
    ambiguous: BTreeSet<String>,
}

impl Document {
    /// Adds the operation that an endpoint's type describes.
    pub fn add<E>(&mut self)
    where
        E: Endpoint,
        E::Query: ToSchema,
        E::Body: ToSchema + 'static,
        E::Reply: ToSchema + 'static,
    {
        let mut parameters = path_parameters(E::PATH);
        let query = self.query_parameters::<E::Query>();
        let body = (TypeId::of::<E::Body>() != TypeId::of::<()>()).then(|| self.schema_of::<E::Body>());
        let reply = (TypeId::of::<E::Reply>() != TypeId::of::<()>()).then(|| self.schema_of::<E::Reply>());
        let success = match reply {
            Some(schema) => {
                ("200", json!({"description": "Done", "content": {"application/json": {"schema": schema}}}))
            }
            None => ("204", json!({"description": "Done"})),
        };
        let problems = problems(E::METHOD, E::ACCESS, E::PATH, body.is_some(), &query);
        parameters.extend(query);
        let mut operation = operation(E::NAME, E::SUMMARY, E::ACCESS, E::PATH, parameters, success, &problems);
        if let Some(schema) = body {
            operation["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": schema}}});
        }
        self.insert(E::PATH, E::METHOD, operation);
    }

    /// Adds an operation of raw bytes; its reply is `()` where that is bytes too.
    pub fn add_raw<Q: ToSchema, R: ToSchema + 'static>(&mut self, raw: &Raw) {
        let binary = json!({"type": "string", "format": "binary"});
        let described = (TypeId::of::<R>() != TypeId::of::<()>()).then(|| self.schema_of::<R>());
        let of_type = |media: &str| match &described {
            Some(schema) => schema.clone(),
            None if media.ends_with("json") => json!({"type": "object"}),
            None => binary.clone(),
        };
        let content: Map<String, Value> =
            raw.gives.iter().map(|media| ((*media).to_owned(), json!({"schema": of_type(media)}))).collect();
        let success = ("200", json!({"description": "Done", "content": content}));
        let mut parameters = path_parameters(raw.path);
        let query = self.query_parameters::<Q>();
        let problems = problems(raw.method, raw.access, raw.path, raw.takes.is_some(), &query);
        parameters.extend(query);
        let mut operation = operation(raw.name, raw.summary, raw.access, raw.path, parameters, success, &problems);
        if let Some(takes) = raw.takes {
            operation["requestBody"] = json!({"required": true, "content": {takes: {"schema": binary}}});
        }
        self.insert(raw.path, raw.method, operation);
    }

    /// Adds a problem that an operation can answer with, which its type does not tell.
    pub fn may(&mut self, path: &str, method: Method, status: u16) {
        let operation = self.paths.get_mut(path).and_then(|operations| operations.get_mut(key(method).as_str()));
        if let Some(Value::Object(responses)) = operation.and_then(|operation| operation.get_mut("responses")) {
            responses.insert(status.to_string(), problem());
        }
    }

    /// Takes over another document's operations.
    pub fn merge(&mut self, other: Self) {
        for (path, operations) in other.paths {
            self.paths.entry(path).or_default().extend(operations);
        }
        for (name, schema) in other.schemas {
            self.keep(name, schema);
        }
        self.ambiguous.extend(other.ambiguous);
    }

    /// Names that stand for more than one type, so that the document describes one of them wrongly. A type is given a name
    /// of its own in the document by `#[schema(as = ...)]`.
    pub const fn ambiguous(&self) -> &BTreeSet<String> {
        &self.ambiguous
    }

    /// The whole document.
    pub fn finish(&self) -> Value {
        let mut schemas = self.schemas.clone();
        let mut found = Vec::new();
        Problem::schemas(&mut found);
        found.push((Problem::name().into_owned(), Problem::schema()));
        schemas.extend(found.into_iter().map(|(name, schema)| (name, value(&schema))));
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "Passerelle",
                "version": env!("CARGO_PKG_VERSION"),
                "description": "Courses, certificates, jobs and talents. Problems follow RFC 9457.",
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            },
            "servers": [{"url": "/"}],
            "paths": self.paths,
            "components": {
                "schemas": schemas,
                "securitySchemes": {
                    "session": {"type": "apiKey", "in": "cookie", "name": crate::session::COOKIE},
                },
            },
        })
    }

    fn insert(&mut self, path: &str, method: Method, operation: Value) {
        self.paths.entry(path.to_owned()).or_default().insert(key(method), operation);
    }

    /// Keeps a type's schema among the components and refers to it there. Generic types (`Vec`, `Option`) stand inline.
    fn schema_of<T: ToSchema>(&mut self) -> Value {
        self.keep_referred::<T>();
        let schema = value(&T::schema());
        if std::any::type_name::<T>().contains('<') {
            return schema;
        }
        let name = T::name().into_owned();
        let reference = json!({"$ref": format!("#/components/schemas/{name}")});
        self.keep(name, schema);
        reference
    }

    /// Keeps the schemas that a type's own refers to.
    fn keep_referred<T: ToSchema>(&mut self) {
        let mut found = Vec::new();
        T::schemas(&mut found);
        for (name, schema) in found {
            self.keep(name, value(&schema));
        }
    }

    fn keep(&mut self, name: String, schema: Value) {
        match self.schemas.get(&name) {
            Some(kept) if *kept == schema => {}
            Some(_) => drop(self.ambiguous.insert(name)),
            None => drop(self.schemas.insert(name, schema)),
        }
    }

    fn query_parameters<Q: ToSchema>(&mut self) -> Vec<Value> {
        self.keep_referred::<Q>();
        let RefOr::T(Schema::Object(object)) = Q::schema() else { return Vec::new() };
        let parameter = |(name, schema): (&String, &RefOr<Schema>)| {
            let mut schema = value(schema);
            let description = schema.as_object_mut().and_then(|object| object.remove("description"));
            json!({
                "name": name,
                "in": "query",
                "required": object.required.contains(name),
                "description": description.unwrap_or_else(|| json!("")),
                "schema": schema,
            })
        };
        object.properties.iter().map(parameter).collect()
    }
}

fn path_parameters(path: &str) -> Vec<Value> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
        .collect()
}

/// The name of a method among the operations of a path.
fn key(method: Method) -> String {
    method.as_str().to_ascii_lowercase()
}

/// The statuses beside success that an operation can answer with, as far as its type tells. What it can refuse besides is said where
/// it is mounted; a fault of the server's own is never documented.
fn problems(method: Method, access: Access, path: &str, has_body: bool, query: &[Value]) -> Vec<u16> {
    let writes = method != Method::Get;
    let mut statuses = vec![400, 405, 503];
    // A language or a cursor can only be malformed; anything else that is asked can break a rule.
    if has_body || query.iter().any(|parameter| parameter["name"] != "lang" && parameter["name"] != "cursor") {
        statuses.push(422);
    }
    if access != Access::Public || path == "/api/session" {
        statuses.push(401);
    }
    if writes || !matches!(access, Access::Public | Access::Account) {
        statuses.push(403);
    }
    if path.contains('{') {
        statuses.push(404);
    }
    if has_body {
        statuses.extend([413, 415]);
    }
    statuses.sort_unstable();
    statuses
}

fn problem() -> Value {
    let schema = json!({"$ref": "#/components/schemas/Problem"});
    json!({"description": "Problem", "content": {"application/problem+json": {"schema": schema}}})
}

fn operation(
    name: &str,
    summary: &str,
    access: Access,
    path: &str,
    parameters: Vec<Value>,
    success: (&str, Value),
    problems: &[u16],
) -> Value {
    let mut responses = Map::new();
    responses.insert(success.0.to_owned(), success.1);
    for status in problems {
        responses.insert(status.to_string(), problem());
    }
    let security = if access == Access::Public { json!([]) } else { json!([{"session": []}]) };
    let tag = path.split('/').nth(2).unwrap_or("api");
    json!({
        "operationId": name,
        "summary": summary.trim(),
        "tags": [tag],
        "parameters": parameters,
        "responses": responses,
        "security": security,
    })
}

fn value<T: serde::Serialize>(schema: &T) -> Value {
    // Schemas are made of text, numbers and maps with text keys, none of which JSON can refuse.
    serde_json::to_value(schema).unwrap_or(Value::Null)
}
