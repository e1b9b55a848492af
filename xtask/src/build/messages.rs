//! The interface's words as the app reads them: an array for each namespace and language, in the order of the sorted keys.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::paths;

/// The languages of the interface.
pub const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

/// Stands before each plural form; see `src/i18n.rs`.
const FORM: char = '\u{1f}';

/// Writes `i18n/<language>/<namespace>.json`.
pub fn write(out: &Path) -> Result<()> {
    for namespace in namespaces()? {
        let keys: Vec<String> = read("en", &namespace)?.into_keys().collect();
        for language in LANGUAGES {
            let messages = read(language, &namespace)?;
            let packed = keys
                .iter()
                .map(|key| pack(language, &namespace, key, messages.get(key)))
                .collect::<Result<Vec<_>>>()?;
            let folder = out.join("i18n").join(language);
            fs::create_dir_all(&folder)?;
            fs::write(folder.join(format!("{namespace}.json")), serde_json::to_string(&packed)?)?;
        }
    }
    Ok(())
}

/// The namespaces, in order.
pub fn namespaces() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(paths::root().join("locales/en"))? {
        let path = entry?.path();
        if let (Some(name), Some("json")) =
            (path.file_stem().and_then(|name| name.to_str()), path.extension().and_then(|extension| extension.to_str()))
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// One namespace in one language.
pub fn read(language: &str, namespace: &str) -> Result<BTreeMap<String, Value>> {
    let path = paths::root().join("locales").join(language).join(format!("{namespace}.json"));
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

fn pack(language: &str, namespace: &str, key: &str, message: Option<&Value>) -> Result<String> {
    match message {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Object(forms)) => {
            let mut packed = String::new();
            for (name, text) in forms {
                let text =
                    text.as_str().with_context(|| format!("{language}/{namespace}.{key}.{name} is not a text"))?;
                packed.push(FORM);
                packed.push_str(name);
                packed.push('=');
                packed.push_str(text);
            }
            Ok(packed)
        }
        _ => bail!("{language}/{namespace}.{key} is missing"),
    }
}
