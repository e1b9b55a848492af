//! One style sheet of `style/` and of the scoped sheets that stand beside their components.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

use crate::{paths, sh};

/// Writes `app.css`.
pub fn write(out: &Path) -> Result<()> {
    let scoped = out.join("scoped.css");
    sh::capture(sh::command(std::env::current_exe()?).arg("gather-styles").arg(&scoped))
        .context("the scoped styles could not be gathered")?;
    let style = paths::root().join("style");
    let mut sheets: Vec<PathBuf> =
        ["tokens.css", "base.css", "shell.css"].iter().map(|name| style.join(name)).collect();
    for folder in ["ui", "pages"] {
        sheets.extend(sorted(&style.join(folder))?);
    }
    sheets.push(scoped.clone());
    let mut css = String::new();
    for sheet in &sheets {
        css.push_str(&fs::read_to_string(sheet).with_context(|| sheet.display().to_string())?);
        css.push('\n');
    }
    fs::write(out.join("app.css"), squeeze(&css))?;
    fs::remove_file(scoped)?;
    Ok(())
}

/// Gathers the scoped styles that `stylers` finds in the app's sources.
pub fn gather(arguments: &[String]) -> Result<()> {
    let out = arguments.first().context("where to write the styles?")?;
    stylers::build(Some(out.clone()));
    Ok(())
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
