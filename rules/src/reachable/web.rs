//! Web addresses: whatever has a scheme or begins with `www.`, and hosts of which the last part is one of the net's own.

use std::ops::Range;

use super::{ahead, back, is_unseen, lower};

/// A text without any of these has no address in it.
pub const MARKS: [char; 5] = ['.', '@', '＠', '﹫', ':'];

/// Last parts of hosts that are no word of ours: they make an address of whatever stands before them.
const ENDS: [&str; 47] = [
    "com", "org", "net", "edu", "gov", "int", "io", "dev", "ai", "fr", "uk", "eu", "ma", "tn", "dz", "ch", "lu", "ie",
    "nl", "pt", "it", "se", "dk", "pl", "cz", "gg", "tv", "fm", "info", "biz", "xyz", "website", "online", "blog",
    "cloud", "bzh", "cat", "eus", "gal", "paris", "social", "example", "name", "studio", "space", "wiki", "africa",
];

/// Those that are words too, which somebody may write after a full stop without a blank. They count in small letters only.
const WORDS: [&str; 14] =
    ["me", "es", "be", "de", "ca", "app", "pro", "site", "tech", "co", "page", "link", "bio", "design"];

/// Hosts of two short parts that lead to somebody's page.
const SHORT: [&str; 12] = [
    "t.me",
    "wa.me",
    "m.me",
    "fb.me",
    "bit.ly",
    "linktr.ee",
    "about.me",
    "youtu.be",
    "lnkd.in",
    "bento.me",
    "cutt.ly",
    "goo.gl",
];

/// Tools whose names look like hosts.
const TOOLS: [&str; 8] = ["asp.net", "ado.net", "vb.net", "ml.net", "paint.net", "socket.io", "draw.io", "crates.io"];

/// Ends of names of files, and of tools that are called like files, which are no last parts of hosts though some countries have them.
const FILES: [&str; 9] = ["js", "ts", "py", "rs", "md", "cs", "sh", "vb", "go"];

/// The addresses of a text, as ranges of its signs.
pub fn find(chars: &[(usize, char)]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = ahead(chars, at, is_host);
        if end == at {
            at += 1;
            continue;
        }
        let way = with_scheme(chars, at, end).or_else(|| host(chars, at, end));
        at = way.as_ref().map_or(end, |way| way.end.max(end));
        found.extend(way);
    }
    found
}

/// An address that begins with a scheme which stands at some place.
fn with_scheme(chars: &[(usize, char)], start: usize, end: usize) -> Option<Range<usize>> {
    let signs = chars.get(end..end + 3)?.iter().map(|(_, c)| *c);
    let is_scheme = chars.get(start).is_some_and(|(_, c)| c.is_alphabetic()) && signs.eq("://".chars());
    is_scheme.then(|| start..path_end(chars, end + 3)).filter(|way| way.end > end + 3)
}

/// An address that begins with a host.
fn host(chars: &[(usize, char)], start: usize, end: usize) -> Option<Range<usize>> {
    let is_edge = |c: char| matches!(c, '.' | '-') || is_unseen(c);
    let start = ahead(chars, start, is_edge).min(end);
    let end = back(chars, end, is_edge).max(start);
    // Most words have no full stop in them, and need not be spelled out to know that they are no host.
    if !chars.get(start..end)?.iter().any(|(_, c)| *c == '.') {
        return None;
    }
    let written: String = chars.get(start..end)?.iter().map(|(_, c)| *c).filter(|c| !is_unseen(*c)).collect();
    let name = lower(chars, start..end);
    let (before, last) = name.rsplit_once('.')?;
    if before.is_empty() || before.contains("..") || TOOLS.contains(&name.as_str()) || FILES.contains(&last) {
        return None;
    }
    let port = match chars.get(end) {
        Some((_, ':')) => Some(ahead(chars, end + 1, |c| c.is_ascii_digit())).filter(|port| *port > end + 1),
        _ => None,
    };
    let has_path = chars.get(port.unwrap_or(end)).is_some_and(|(_, c)| matches!(c, '/' | '?' | '#'));
    let is_small = name == written;
    let is_short = last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_lowercase());
    let leads = before == "www"
        || before.starts_with("www.")
        || ENDS.contains(&last)
        || SHORT.contains(&name.as_str())
        || (is_small && (WORDS.contains(&last) || (has_path && is_short)));
    leads.then(|| start..if has_path { path_end(chars, end) } else { port.unwrap_or(end) })
}

/// Where an address ends: with the signs that end a sentence it is over, unless more of it comes.
fn path_end(chars: &[(usize, char)], from: usize) -> usize {
    let run =
        ahead(chars, from, |c| !c.is_whitespace() && !matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '،' | '؛'));
    let end = back(chars, run, |c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '…' | '*' | '_' | '؟'))
        .max(from);
    // A bracket that was opened before the address closes after it.
    let opened = chars.get(from..end).into_iter().flatten().filter(|(_, c)| matches!(c, '(' | '[' | '{')).count();
    let mut closes = chars.iter().enumerate().take(end).skip(from).filter(|(_, (_, c))| matches!(c, ')' | ']' | '}'));
    closes.nth(opened).map_or(end, |(at, _)| at)
}

fn is_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_') || is_unseen(c)
}
