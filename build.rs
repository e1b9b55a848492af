//! Turns `locales/en/*.json` into one typed constant or function a message, so that a missing or misspelt message does not compile.
//!
//! The order of the keys in a file is the order of the messages in the packed file that `cargo xtask build` writes;
//! both sort by key, so that a message is found by its number.

use std::{collections::BTreeMap, env, error::Error, fmt::Write as _, fs, path::Path};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let source = Path::new("locales/en");
    println!("cargo::rerun-if-changed={}", source.display());
    // The class of a scoped style sheet follows from its text, which the compiler does not watch.
    println!("cargo::rerun-if-changed=src/ui");
    let mut files: Vec<_> =
        fs::read_dir(source)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect();
    files.sort();
    let mut code = String::new();
    let mut names = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "json")) {
        let name = file.file_stem().and_then(|stem| stem.to_str()).ok_or("a namespace needs a name")?;
        let messages: BTreeMap<String, Value> =
            serde_json::from_str(&fs::read_to_string(file)?).map_err(|error| format!("{}: {error}", file.display()))?;
        println!("cargo::rerun-if-changed={}", file.display());
        names.push(name.to_owned());
        module(&mut code, name, &messages)?;
    }
    namespaces(&mut code, &names)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("keys.rs"), code)?;
    Ok(())
}

fn module(code: &mut String, name: &str, messages: &BTreeMap<String, Value>) -> Result<(), Box<dyn Error>> {
    // Constants that are called as functions are read as functions.
    let lower_case = if messages.values().any(is_plain) {
        "\n    #![expect(non_upper_case_globals, reason = \"a message is named as the function that it is\")]"
    } else {
        ""
    };
    writeln!(
        code,
        "/// Messages of `locales/<language>/{name}.json`.\npub mod {name} {{{lower_case}\n    const HERE: super::Namespace = super::Namespace::{};",
        variant(name)
    )?;
    for (index, (key, value)) in messages.iter().enumerate() {
        let sample = match value {
            Value::String(text) => text.clone(),
            Value::Object(forms) => forms
                .get("other")
                .and_then(Value::as_str)
                .ok_or_else(|| format!("{name}.{key} lacks the form `other`"))?
                .to_owned(),
            _ => return Err(format!("{name}.{key} is neither a text nor plural forms").into()),
        };
        let doc = sample.replace('\n', " ");
        let parts = placeholders(&sample);
        // A message may be named as a parameter of another one, so parameters are spelled with an underscore behind them.
        let plural = value.is_object();
        writeln!(code, "    /// {doc}")?;
        if plural {
            let texts: Vec<_> = parts.iter().filter(|part| *part != "count").collect();
            let params: String = texts.iter().map(|part| format!(", {part}_: &str")).collect();
            let args: String = texts.iter().map(|part| format!("(\"{part}\", {part}_), ")).collect();
            writeln!(
                code,
                "    pub fn {key}(count: u64{params}) -> String {{ super::plural(HERE, {index}, count, &[{args}]) }}"
            )?;
        } else if parts.is_empty() {
            // One type for all of them: a function item would have the view code compiled anew for every message.
            writeln!(code, "    pub const {key}: fn() -> String = || super::plain(HERE, {index});")?;
        } else {
            let params: Vec<_> = parts.iter().map(|part| format!("{part}_: &str")).collect();
            let args: String = parts.iter().map(|part| format!("(\"{part}\", {part}_), ")).collect();
            writeln!(
                code,
                "    pub fn {key}({}) -> String {{ super::filled(HERE, {index}, &[{args}]) }}",
                params.join(", ")
            )?;
        }
    }
    writeln!(code, "}}")?;
    Ok(())
}

fn is_plain(message: &Value) -> bool {
    message.as_str().is_some_and(|text| placeholders(text).is_empty())
}

fn namespaces(code: &mut String, names: &[String]) -> Result<(), std::fmt::Error> {
    writeln!(
        code,
        "/// A file of messages, fetched with the feature that needs it.\n#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]\npub enum Namespace {{"
    )?;
    for name in names {
        writeln!(code, "    {},", variant(name))?;
    }
    writeln!(
        code,
        "}}\n\nimpl Namespace {{\n    /// The file's name without its ending.\n    pub const fn as_str(self) -> &'static str {{\n        match self {{"
    )?;
    for name in names {
        writeln!(code, "            Self::{} => \"{name}\",", variant(name))?;
    }
    writeln!(code, "        }}\n    }}\n}}")
}

fn variant(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    name.split('_').map(word).collect()
}

fn placeholders(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in text.split('{').skip(1) {
        if let Some((name, _)) = piece.split_once('}')
            && !found.iter().any(|known| known == name)
        {
            found.push(name.to_owned());
        }
    }
    found
}
