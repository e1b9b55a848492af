//! One style sheet of `style/` and of the scoped sheets that stand beside their components, and one for each kind of page.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

use super::pack;
use crate::paths;

/// How a component names its scoped sheet.
const SCOPED: &str = "style_sheet!(\"";

/// Writes `app.css` and `pages/*.css`.
pub fn write(out: &Path) -> Result<()> {
    let style = paths::root().join("style");
    let mut sheets: Vec<PathBuf> =
        ["tokens.css", "base.css", "shell.css"].iter().map(|name| style.join(name)).collect();
    sheets.extend(sorted(&style.join("ui"))?);
    let mut css = String::new();
    for sheet in &sheets {
        css.push_str(&fs::read_to_string(sheet).with_context(|| sheet.display().to_string())?);
        css.push('\n');
    }
    css.push_str(&scoped()?);
    fs::write(out.join("app.css"), squeeze(&css))?;
    let pages = out.join("pages");
    fs::create_dir_all(&pages)?;
    for sheet in sorted(&style.join("pages"))? {
        let name = sheet.file_name().context("a style sheet has a name")?;
        fs::write(pages.join(name), squeeze(&fs::read_to_string(&sheet)?))?;
    }
    Ok(())
}

/// The scoped sheets, each with the class that `stylers` gives it in the component. `stylers::build` would do the same, but it
/// speaks as a build script does and looks below the current folder only.
fn scoped() -> Result<String> {
    let mut css = String::new();
    for source in pack::files(&paths::root().join("src"))? {
        if source.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let code = fs::read_to_string(&source)?;
        for named in code.split(SCOPED).skip(1) {
            let sheet = named.split('"').next().unwrap_or_default();
            let text = fs::read_to_string(paths::root().join(sheet))
                .with_context(|| format!("{}: {sheet}", source.display()))?;
            let class = stylers_core::Class::rand_class_from_seed(text.clone());
            css.push_str(&stylers_core::from_str(&text, &class));
            css.push('\n');
        }
    }
    Ok(css)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    files.sort();
    Ok(files)
}

/// Takes comments and indentation out. Compression does the rest, so a CSS parser would save next to nothing.
fn squeeze(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(squeeze("/* why */\na {\n  color: red; /* so */\n}\n\n"), "a {\ncolor: red;\n}");
    }
}
