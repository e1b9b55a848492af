//! Handles: the name that somebody has on a network, after an at sign.

use std::ops::Range;

use super::{ahead, back, is_unseen, lower};

/// Rules of style sheets, which begin with an at sign too.
const RULES: [&str; 13] = [
    "charset",
    "container",
    "counter-style",
    "font-face",
    "import",
    "keyframes",
    "layer",
    "media",
    "namespace",
    "page",
    "property",
    "scope",
    "supports",
];

/// The handles of a text, as ranges of its signs.
pub fn find(chars: &[(usize, char)]) -> Vec<Range<usize>> {
    let signs = chars.iter().enumerate().filter(|(_, (_, c))| matches!(c, '@' | '＠' | '﹫'));
    signs.filter_map(|(at, _)| handle(chars, at)).collect()
}

/// The handle that begins with an at sign. After a word the sign is of an address, or means a place.
fn handle(chars: &[(usize, char)], at: usize) -> Option<Range<usize>> {
    let before = at.checked_sub(1).and_then(|before| chars.get(before));
    if before.is_some_and(|(_, c)| is_of_handle(*c) || matches!(c, '@' | '+' | '%')) {
        return None;
    }
    let run = ahead(chars, at + 1, is_of_handle);
    let end = back(chars, run, |c| matches!(c, '.' | '-') || is_unseen(c));
    let name = chars.get(at + 1..end)?;
    let is_name = name.len() > 1 && name.iter().any(|(_, c)| c.is_alphabetic());
    // `@angular/core` is a package.
    let is_package = chars.get(run).is_some_and(|(_, c)| *c == '/');
    (is_name && !is_package && !RULES.contains(&lower(chars, at + 1..end).as_str())).then_some(at..end)
}

fn is_of_handle(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '\u{300}'..='\u{36f}') || is_unseen(c)
}
