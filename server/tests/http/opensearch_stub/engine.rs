//! What the stub keeps: indexes with their documents and aliases, and what is done to them.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use axum::http::Method;
use serde_json::{Map, Value, json};

use super::{Answer, Refusal, only, query, single, unknown};

/// The most bytes of a term.
const TERM_BYTES: usize = 32_766;

#[derive(Default)]
pub struct Engine {
    pub indexes: BTreeMap<String, Index>,
}

pub struct Index {
    pub fields: HashMap<String, Field>,
    excluded: Vec<String>,
    /// Each alias, and whether it is what it writes to.
    pub aliases: BTreeMap<String, bool>,
    documents: BTreeMap<String, (i64, Arc<Document>)>,
    /// As it was at the last refresh.
    pub shown: BTreeMap<String, Arc<Document>>,
}

/// How a field is kept.
pub enum Field {
    Keyword { ignore_above: usize, indexed: bool, columns: bool },
    Text { token: usize, gap: usize },
    Stored,
}

#[derive(Default)]
pub struct Document {
    pub id: String,
    source: Map<String, Value>,
    pub keywords: HashMap<String, HashSet<String>>,
    /// The words of texts with their places.
    pub words: HashMap<String, HashMap<String, Vec<usize>>>,
}

/// Words as the whitespace tokenizer makes them.
pub fn tokens(text: &str, longest: usize) -> Vec<String> {
    let cut = |word: &str| -> Vec<String> {
        let letters: Vec<char> = word.chars().collect();
        letters.chunks(longest).map(|part| part.iter().collect()).collect()
    };
    text.split_whitespace().flat_map(cut).collect()
}

impl Engine {
    pub fn answer(&mut self, method: &Method, path: &[&str], query: &str, kind: &str, body: &[u8]) -> Answer {
        let json = || -> Answer {
            let read = serde_json::from_slice(body).ok().filter(|_| kind == "application/json");
            read.ok_or_else(|| unknown("a body that is no JSON"))
        };
        let empty = || if body.is_empty() { Ok(()) } else { Err(unknown("a body")) };
        match (method.as_str(), path, query) {
            ("PUT", [index], "") => self.create(index, &json()?),
            ("DELETE", [index], "") => {
                empty()?;
                self.indexes.remove(*index).ok_or_else(missing)?;
                Ok(json!({ "acknowledged": true }))
            }
            ("GET", [pattern, "_alias"], "") => {
                empty()?;
                let prefix = pattern.strip_suffix('*').ok_or_else(|| unknown(pattern))?;
                let fits = self.indexes.iter().filter(|(name, _)| name.starts_with(prefix));
                let aliases = |index: &Index| -> Value {
                    let about = |write: &bool| if *write { json!({ "is_write_index": true }) } else { json!({}) };
                    index.aliases.iter().map(|(name, write)| (name.clone(), about(write))).collect::<Map<_, _>>().into()
                };
                Ok(fits
                    .map(|(name, index)| (name.clone(), json!({ "aliases": aliases(index) })))
                    .collect::<Map<_, _>>()
                    .into())
            }
            ("POST", ["_aliases"], "") => self.alias(&json()?),
            ("POST", [index, "_refresh"], "") => {
                empty()?;
                let name = self.resolve(index)?;
                let index = self.indexes.get_mut(&name).ok_or_else(missing)?;
                let shown = index.documents.iter().map(|(id, (_, document))| (id.clone(), Arc::clone(document)));
                index.shown = shown.collect();
                // The copy has no place on a single machine.
                Ok(json!({ "_shards": { "total": 2, "successful": 1, "failed": 0 } }))
            }
            ("POST", [alias, "_bulk"], "require_alias=true") => self.bulk(alias, kind, body),
            ("GET", [index, "_doc", id], "") => {
                empty()?;
                let name = self.resolve(index)?;
                let index = self.indexes.get(&name).ok_or_else(missing)?;
                let Some((_, document)) = index.documents.get(*id) else {
                    return Ok(json!({ "_index": name, "_id": id, "found": false }));
                };
                let mut source = document.source.clone();
                source.retain(|field, _| !index.excluded.contains(field));
                Ok(json!({ "_index": name, "_id": id, "found": true, "_source": source }))
            }
            ("POST", [index, "_search"], "allow_partial_search_results=false") => {
                let name = self.resolve(index)?;
                query::search(&name, self.indexes.get(&name).ok_or_else(missing)?, &json()?)
            }
            _ => Err(unknown(format!("{method} {path:?} {query}"))),
        }
    }

    /// The one index behind a name.
    fn resolve(&self, name: &str) -> Result<String, Refusal> {
        if self.indexes.contains_key(name) {
            return Ok(name.to_owned());
        }
        let mut behind = self.indexes.iter().filter(|(_, index)| index.aliases.contains_key(name));
        match (behind.next(), behind.next()) {
            (Some((index, _)), None) => Ok(index.clone()),
            (Some(_), Some(_)) => Err(Refusal(400, "illegal_argument_exception".into())),
            (None, _) => Err(missing()),
        }
    }

    fn create(&mut self, name: &str, body: &Value) -> Answer {
        let lower = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'));
        if self.resolve(name).is_ok() || !lower {
            return Err(Refusal(400, "resource_already_exists_exception".into()));
        }
        let body = only(body, &["settings", "mappings", "aliases"])?;
        let settings = &body["settings"];
        let known = ["index.refresh_interval", "index.translog.durability", "index.replication.type", "analysis"];
        only(settings, &known)?;
        if settings["index.refresh_interval"] != "-1" || settings["index.translog.durability"] != "request" {
            return Err(unknown(settings));
        }
        let mappings = only(&body["mappings"], &["dynamic", "_source", "properties"])?;
        let excluded =
            only(&mappings["_source"], &["excludes"])?["excludes"].as_array().ok_or_else(|| unknown("excludes"))?;
        if mappings["dynamic"] != "strict" {
            return Err(unknown(&mappings["dynamic"]));
        }
        let properties = mappings["properties"].as_object().ok_or_else(|| unknown("properties"))?;
        let fields = properties.iter().map(|(name, about)| Ok((name.clone(), field(about, &settings["analysis"])?)));
        let aliases = body["aliases"].as_object().ok_or_else(|| unknown("aliases"))?;
        if aliases.values().any(|about| *about != json!({})) {
            return Err(unknown("an alias with more to it"));
        }
        let index = Index {
            fields: fields.collect::<Result<_, Refusal>>()?,
            excluded: excluded.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            aliases: aliases.keys().map(|alias| (alias.clone(), false)).collect(),
            documents: BTreeMap::new(),
            shown: BTreeMap::new(),
        };
        self.indexes.insert(name.to_owned(), index);
        Ok(json!({ "acknowledged": true, "index": name }))
    }

    /// All of the actions, or none.
    fn alias(&mut self, body: &Value) -> Answer {
        let actions = only(body, &["actions"])?["actions"].as_array().ok_or_else(|| unknown("actions"))?;
        let (mut gone, mut added) = (HashSet::new(), Vec::new());
        for action in actions {
            let text = |about: &Value, name: &str| about[name].as_str().map(str::to_owned).ok_or_else(|| unknown(name));
            let index = match single(action)? {
                ("remove_index", about) => {
                    only(about, &["index"])?;
                    let index = text(about, "index")?;
                    gone.insert(index.clone());
                    index
                }
                ("add", about) => {
                    only(about, &["index", "alias", "is_write_index"])?;
                    if about["is_write_index"] != true {
                        return Err(unknown(about));
                    }
                    let index = text(about, "index")?;
                    added.push((index.clone(), text(about, "alias")?));
                    index
                }
                (other, _) => return Err(unknown(other)),
            };
            if !self.indexes.contains_key(&index) {
                return Err(missing());
            }
        }
        for (index, alias) in &added {
            let stays = |(name, other): (&String, &Index)| {
                !gone.contains(name) && name != index && other.aliases.get(alias) == Some(&true)
            };
            if self.indexes.iter().any(stays) {
                return Err(Refusal(500, "illegal_state_exception".into()));
            }
        }
        self.indexes.retain(|name, _| !gone.contains(name));
        for (index, alias) in added {
            self.indexes.get_mut(&index).ok_or_else(missing)?.aliases.insert(alias, true);
        }
        Ok(json!({ "acknowledged": true }))
    }

    fn bulk(&mut self, alias: &str, kind: &str, body: &[u8]) -> Answer {
        if kind != "application/x-ndjson" || body.last() != Some(&b'\n') {
            return Err(unknown("lines of another kind"));
        }
        let lines = std::str::from_utf8(body).map_err(|_| unknown("bytes"))?.lines();
        let lines: Vec<Value> =
            lines.map(serde_json::from_str).collect::<Result<_, _>>().map_err(|_| unknown("lines"))?;
        let mut index = self.indexes.values_mut().find(|index| index.aliases.contains_key(alias));
        let (mut items, mut errors) = (Vec::new(), false);
        for pair in lines.chunks(2) {
            let [action, source] = pair else { return Err(unknown("an action without a document")) };
            let about = only(&only(action, &["index"])?["index"], &["_id", "version", "version_type"])?;
            let id = about["_id"].as_str().filter(|id| id.len() <= 512).ok_or_else(|| unknown("an id"))?;
            let version =
                about["version"].as_i64().filter(|version| *version >= 0).ok_or_else(|| unknown("a version"))?;
            if about["version_type"] != "external_gte" {
                return Err(unknown(&about["version_type"]));
            }
            let taken = match &mut index {
                None => Err(missing()),
                Some(index) => index.take(id, version, source),
            };
            items.push(match taken {
                Ok(()) => json!({ "index": { "_id": id, "status": 201 } }),
                Err(Refusal(status, kind)) => {
                    errors = true;
                    json!({ "index": { "_id": id, "status": status, "error": { "type": kind, "reason": source } } })
                }
            });
        }
        Ok(json!({ "errors": errors, "items": items }))
    }
}

impl Index {
    fn take(&mut self, id: &str, version: i64, source: &Value) -> Result<(), Refusal> {
        if self.documents.get(id).is_some_and(|(has, _)| *has > version) {
            return Err(Refusal(409, "version_conflict_engine_exception".into()));
        }
        let source = source.as_object().ok_or_else(|| unknown(source))?;
        let mut document = Document { id: id.to_owned(), source: source.clone(), ..Document::default() };
        for (name, value) in source {
            let field = self.fields.get(name).ok_or_else(|| Refusal(400, "strict_dynamic_mapping_exception".into()))?;
            let values = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            let texts = || {
                values.iter().map(|value| value.as_str().ok_or_else(|| Refusal(400, "mapper_parsing_exception".into())))
            };
            match field {
                Field::Stored => {}
                Field::Keyword { ignore_above, .. } => {
                    let kept = document.keywords.entry(name.clone()).or_default();
                    for text in texts() {
                        let text = text?;
                        if text.encode_utf16().count() <= *ignore_above {
                            kept.insert(not_immense(text)?);
                        }
                    }
                }
                Field::Text { token, gap } => {
                    let kept = document.words.entry(name.clone()).or_default();
                    let mut place = 0;
                    for text in texts() {
                        for word in tokens(text?, *token) {
                            kept.entry(not_immense(&word)?).or_default().push(place);
                            place += 1;
                        }
                        place += gap;
                    }
                }
            }
        }
        self.documents.insert(id.to_owned(), (version, Arc::new(document)));
        Ok(())
    }
}

fn not_immense(term: &str) -> Result<String, Refusal> {
    if term.len() > TERM_BYTES { Err(Refusal(400, "illegal_argument_exception".into())) } else { Ok(term.to_owned()) }
}

fn missing() -> Refusal {
    Refusal(404, "index_not_found_exception".into())
}

/// A field of a mapping.
fn field(about: &Value, analysis: &Value) -> Result<Field, Refusal> {
    let number = |value: &Value| value.as_u64().map(|number| number as usize);
    match about["type"].as_str() {
        Some("keyword") => {
            let about = only(about, &["type", "doc_values", "ignore_above", "index"])?;
            let yes = |name: &str| about.get(name).is_none_or(|value| value == true);
            let ignore_above = about.get("ignore_above").and_then(number).unwrap_or(usize::MAX);
            Ok(Field::Keyword { ignore_above, indexed: yes("index"), columns: yes("doc_values") })
        }
        Some("long") => only(about, &["type", "index", "doc_values"]).map(|_| Field::Stored),
        Some("text") => {
            let about = only(about, &["type", "analyzer", "norms", "position_increment_gap"])?;
            only(analysis, &["tokenizer", "analyzer"])?;
            let analyzer = &analysis["analyzer"][about["analyzer"].as_str().unwrap_or_default()];
            let analyzer = only(analyzer, &["type", "tokenizer"])?;
            let tokenizer = &analysis["tokenizer"][analyzer["tokenizer"].as_str().unwrap_or_default()];
            let tokenizer = only(tokenizer, &["type", "max_token_length"])?;
            if analyzer["type"] != "custom" || tokenizer["type"] != "whitespace" {
                return Err(unknown(analysis));
            }
            let token = number(&tokenizer["max_token_length"]).ok_or_else(|| unknown("max_token_length"))?;
            Ok(Field::Text { token, gap: number(&about["position_increment_gap"]).unwrap_or(100) })
        }
        _ => Err(unknown(about)),
    }
}
