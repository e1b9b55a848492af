//! What the compiler does not check: the floors of the house, the sizes of its rooms, and that no language lacks a word.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Result, bail};
use serde_json::Value;

use crate::{build, paths, sh};

/// Lines of a source file without the tests in it, and of a file of tests.
const FILE_LINES: usize = 400;
/// Lines of a function. A component's view is markup, which is longer than logic of the same weight.
const FUNCTION_LINES: usize = 130;

/// The floors of the app, lowest first. A module may use those below its own floor, and its own floor only where listed.
const FLOORS: &[(&str, u8)] = &[
    ("attention", 1),
    ("base", 1),
    ("i18n", 1),
    ("chosen_file", 1),
    ("json", 1),
    ("route", 1),
    ("watch", 1),
    ("client", 2),
    ("ui", 2),
    ("announce", 3),
    ("course_card", 3),
    ("contract_steps", 3),
    ("draft", 3),
    ("fit", 3),
    ("forms", 3),
    ("gate", 3),
    ("guest", 3),
    ("language", 3),
    ("lazy", 3),
    ("listed", 3),
    ("load", 3),
    ("masked", 3),
    ("meanwhile", 3),
    ("moment", 3),
    ("notes", 3),
    ("paging", 3),
    ("placement", 3),
    ("preferences", 3),
    ("query", 3),
    ("reading", 3),
    ("report_form", 3),
    ("press", 3),
    ("wish", 3),
    ("resume_file", 3),
    ("returning", 3),
    ("saved", 3),
    ("sending", 3),
    ("session", 3),
    ("sheet", 3),
    ("theme", 3),
    ("toast", 3),
    ("words", 3),
    ("player", 4),
    ("features", 5),
    ("chunks", 6),
    ("layout", 6),
    ("app", 6),
];

/// What puts something at an address of the server.
const MOUNTS: &[&str] =
    &["Router", ".route(", ".route_service(", ".nest(", ".nest_service(", ".fallback(", ".fallback_service("];

/// Who may: what stands elsewhere would be guarded and documented by nobody, and no test would walk it.
const MAY_MOUNT: &[(&str, &str)] = &[
    ("server/src/app.rs", "puts the service together, with the document itself and the answer where there is nothing"),
    ("server/src/endpoints.rs", "mounts endpoints by their types"),
    ("server/src/routes/docs.rs", "a page of a library, which shows the document to anybody"),
    ("server/src/routes/health.rs", "whether the process lives, for whoever runs it"),
    ("server/src/site.rs", "the built app and the media, which are files for anybody"),
];

/// Addresses of the app as they must not be spelled, but by `src/route.rs`.
const ADDRESSES: &[&str] = &["href=\"/", "format!(\"/"];

/// The plural categories that each language of the interface has for whole numbers.
const PLURALS: &[(&str, &[&str])] = &[
    ("en", &["one", "other"]),
    ("fr", &["one", "many", "other"]),
    ("es", &["one", "many", "other"]),
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
];

/// Runs every check and fails with all that was found.
pub fn run() -> Result<()> {
    let mut found = Vec::new();
    sh::say("floors, addresses, sizes, languages");
    floors(&mut found)?;
    addresses(&mut found)?;
    sizes(&mut found)?;
    languages(&mut found)?;
    if !found.is_empty() {
        bail!("{} found:\n  {}", found.len(), found.join("\n  "));
    }
    Ok(())
}

fn rust_files(folder: &str) -> Result<Vec<std::path::PathBuf>> {
    let mut files = build::files(&paths::root().join(folder))?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    Ok(files)
}

fn floors(found: &mut Vec<String>) -> Result<()> {
    let source = paths::root().join("src");
    for file in rust_files("src")? {
        let inside = file.strip_prefix(&source)?.to_owned();
        let text = fs::read_to_string(&file)?;
        let module = module_of(&inside);
        let Some(floor) = floor_of(&module) else {
            if module != "main" {
                found.push(format!(
                    "src/{}: `{module}` is on no floor; xtask/src/check.rs lists them",
                    inside.display()
                ));
            }
            continue;
        };
        let feature = feature_of(&inside);
        for used in uses(&text) {
            let head = used.split("::").next().unwrap_or_default();
            if floor_of(head).is_some_and(|above| above > floor) {
                found.push(format!("src/{}: `{module}` (floor {floor}) reaches up to `{head}`", inside.display()));
            }
            if let (Some(own), Some(other)) = (&feature, used.strip_prefix("features::")) {
                let other = other.split("::").next().unwrap_or_default();
                if other != own {
                    found.push(format!("src/{}: feature `{own}` imports feature `{other}`", inside.display()));
                }
            }
        }
    }
    for (folder, banned) in [
        ("api/src", &["sqlx", "axum", "leptos"][..]),
        ("rules/src", &["sqlx", "axum", "leptos", "tokio", "std::time", "std::fs", "Utc::now"][..]),
    ] {
        for file in rust_files(folder)? {
            let text = fs::read_to_string(&file)?;
            for word in banned
                .iter()
                .filter(|word| text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(*word)))
            {
                found.push(format!(
                    "{}: `{word}` does not belong on this floor",
                    file.strip_prefix(paths::root())?.display()
                ));
            }
        }
    }
    for file in rust_files("server/src")? {
        let inside = file.strip_prefix(paths::root())?.display().to_string();
        let text = fs::read_to_string(&file)?;
        let store = inside.starts_with("server/src/store/") || inside == "server/src/error.rs";
        if !store
            && text.lines().any(|line| {
                !line.trim_start().starts_with("//") && (line.contains("sqlx::") || line.contains("Sql::new"))
            })
        {
            found.push(format!("{inside}: SQL lives in the store"));
        }
    }
    Ok(())
}

fn addresses(found: &mut Vec<String>) -> Result<()> {
    for (folder, words, but, why) in [
        ("server/src", MOUNTS, MAY_MOUNT, "only endpoints are mounted, in server/src/endpoints.rs"),
        ("src", ADDRESSES, &[("src/route.rs", "spells them")][..], "an address is `Route::path`"),
    ] {
        for file in rust_files(folder)? {
            let inside = file.strip_prefix(paths::root())?.display().to_string();
            let text = fs::read_to_string(&file)?;
            for word in words.iter().filter(|word| but.iter().all(|(name, _)| *name != inside) && says(&text, word)) {
                found.push(format!("{inside}: `{word}`: {why}"));
            }
        }
        for (name, _) in but {
            let text = fs::read_to_string(paths::root().join(name)).unwrap_or_default();
            if !words.iter().any(|word| says(&text, word)) {
                found.push(format!("xtask/src/check.rs lists {name}, which needs it no more"));
            }
        }
    }
    Ok(())
}

/// Whether a word stands in the code of a file, outside its comments and tests.
fn says(text: &str, word: &str) -> bool {
    let code = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
    code.filter(|line| !line.trim_start().starts_with("//")).any(|line| line.contains(word))
}

fn module_of(inside: &Path) -> String {
    let first =
        inside.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
    first.trim_end_matches(".rs").to_owned()
}

fn feature_of(inside: &Path) -> Option<String> {
    let mut parts = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    (parts.next()? == "features").then(|| parts.next()).flatten().filter(|name| name != "mod.rs")
}

fn floor_of(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// What a file uses of this crate: each path behind `crate::`, with grouped imports taken apart at the first level.
fn uses(text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    for after in code.split("crate::").skip(1) {
        if let Some(group) = after.strip_prefix('{') {
            paths.extend(top_level(group));
        } else {
            paths.push(
                after
                    .chars()
                    .take_while(|letter| letter.is_alphanumeric() || *letter == '_' || *letter == ':')
                    .collect(),
            );
        }
    }
    paths
}

fn top_level(group: &str) -> Vec<String> {
    let (mut depth, mut paths, mut path) = (0u32, Vec::new(), String::new());
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => paths.push(std::mem::take(&mut path)),
            _ if depth == 0 && !letter.is_whitespace() => path.push(letter),
            _ => {}
        }
    }
    paths.push(path);
    paths
}

fn sizes(found: &mut Vec<String>) -> Result<()> {
    for folder in ["src", "api/src", "rules/src", "rules/tests", "server/src", "server/tests", "xtask/src"] {
        for file in rust_files(folder)? {
            let text = fs::read_to_string(&file)?;
            let code: Vec<&str> = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).collect();
            let name = file.strip_prefix(paths::root())?.display().to_string();
            if code.len() > FILE_LINES {
                found.push(format!("{name}: {} lines, at most {FILE_LINES}", code.len()));
            }
            for (function, lines) in functions(&code) {
                if lines > FUNCTION_LINES {
                    found.push(format!("{name}: `{function}` has {lines} lines, at most {FUNCTION_LINES}"));
                }
            }
        }
    }
    Ok(())
}

/// The functions of a formatted file with their lengths: rustfmt closes each at the indentation it opened at.
fn functions(code: &[&str]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (start, line) in code.iter().enumerate() {
        let trimmed = line.trim_start();
        let Some(after) = trimmed
            .split("fn ")
            .nth(1)
            .filter(|_| trimmed.starts_with("fn ") || trimmed.starts_with("pub") || trimmed.starts_with("async fn "))
        else {
            continue;
        };
        let indent = line.len() - trimmed.len();
        let end = code[start..]
            .iter()
            .position(|line| line.len() - line.trim_start().len() == indent && line.trim_start() == "}");
        let name = after.split(['(', '<']).next().unwrap_or_default();
        if let Some(lines) = end {
            found.push((name.to_owned(), lines + 1));
        }
    }
    found
}

fn languages(found: &mut Vec<String>) -> Result<()> {
    for namespace in build::namespaces()? {
        let english = build::read_messages("en", &namespace)?;
        for language in build::LANGUAGES {
            let messages = build::read_messages(language, &namespace)?;
            for key in english.keys().filter(|key| !messages.contains_key(*key)) {
                found.push(format!("locales/{language}/{namespace}.json lacks `{key}`"));
            }
            for (key, message) in &messages {
                let at = format!("locales/{language}/{namespace}.json `{key}`");
                match english.get(key) {
                    None => found.push(format!("{at} is not in English")),
                    Some(first) => message_parity(&at, language, first, message, found),
                }
            }
        }
    }
    Ok(())
}

fn message_parity(at: &str, language: &str, english: &Value, message: &Value, found: &mut Vec<String>) {
    match (english, message) {
        (Value::String(english), Value::String(text)) => {
            if places(english) != places(text) {
                found.push(format!("{at} has other places than English: {:?}", places(text)));
            }
            typography(at, language, text, found);
        }
        (Value::Object(_), Value::Object(forms)) => {
            let needed = PLURALS.iter().find(|(name, _)| *name == language).map_or(&[][..], |(_, forms)| forms);
            for form in needed.iter().filter(|form| !forms.contains_key(**form)) {
                found.push(format!("{at} lacks the plural form `{form}`"));
            }
            for text in forms.values().filter_map(Value::as_str) {
                typography(at, language, text, found);
            }
        }
        _ => found.push(format!("{at} is a text in one language and plural forms in another")),
    }
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|piece| piece.split_once('}')).map(|(name, _)| name).collect()
}

/// French puts a non-breaking space before double punctuation, so that it never starts a line.
fn typography(at: &str, language: &str, text: &str, found: &mut Vec<String>) {
    if text.trim().is_empty() {
        found.push(format!("{at} is empty"));
    }
    if language == "fr" {
        let letters: Vec<char> = text.chars().collect();
        for pair in letters.windows(2) {
            if pair[0] == ' ' && matches!(pair[1], ':' | ';' | '!' | '?' | '»') {
                found.push(format!("{at}: a non-breaking space goes before `{}`", pair[1]));
            }
        }
    }
    if text.contains("\\u") {
        found.push(format!("{at} holds an escape instead of the letter"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouped_imports_are_taken_apart() {
        let text = "use crate::{client::{self, Failure}, i18n as tr};\nuse crate::ui::icon;\n// crate::app\n";
        assert_eq!(uses(text), ["client::", "i18nastr", "ui::icon"]);
    }

    #[test]
    fn a_function_is_measured_from_its_first_line_to_its_brace() {
        assert_eq!(
            functions(&["fn a() {", "    b();", "}", "", "    pub fn c(&self) {", "    }"]),
            [("a".into(), 3), ("c".into(), 2)]
        );
    }

    #[test]
    fn words_count_in_code_alone() {
        assert!(says("let router = router.route(PATH, get(list));", ".route("));
        assert!(!says("// A .route( in words.\n#[cfg(test)]\nmod tests { router.route(PATH, get(list)); }", ".route("));
    }

    #[test]
    fn french_punctuation_needs_its_space() {
        let mut found = Vec::new();
        typography("x", "fr", "Quoi ?", &mut found);
        typography("x", "fr", "Quoi\u{a0}?", &mut found);
        assert_eq!(found.len(), 1);
    }
}
