//! E-mail addresses, with their at sign and spelled out.

use std::ops::Range;

use super::{ahead, back, handle::is_of_program, is_unseen, lower};

/// What stands for the at sign, and for the full stop, where somebody spells an address.
const AT: [&str; 8] = ["(at)", "[at]", "{at}", "<at>", "arobase", "arobas", "arroba", "(arobase)"];
const DOT: [&str; 10] = ["(dot)", "[dot]", "{dot}", "<dot>", "dot", "point", "punto", "(point)", "[point]", "(punto)"];

/// Where most people have their mail. They are so well known that some leave the rest of the address away.
const HOSTS: [&str; 10] =
    ["gmail", "googlemail", "hotmail", "outlook", "yahoo", "icloud", "proton", "protonmail", "laposte", "orange"];

/// Whether a text may spell an address without an at sign.
pub fn may_be_spelled(text: &str) -> bool {
    let text = text.to_lowercase();
    AT.iter().any(|at| text.contains(at))
}

/// The addresses of a text, as ranges of its signs.
pub fn find(chars: &[(usize, char)]) -> Vec<Range<usize>> {
    let signs = chars.iter().enumerate().filter(|(_, (_, c))| matches!(c, '@' | '＠' | '﹫'));
    let mut ats: Vec<Range<usize>> = signs.map(|(at, _)| at..at + 1).collect();
    ats.extend(spelled(chars, &AT));
    if ats.is_empty() {
        return Vec::new();
    }
    // Looked for once, since a text may be nothing but at signs.
    let dots = spelled(chars, &DOT);
    ats.into_iter().filter_map(|at| address(chars, at, &dots)).collect()
}

/// The address around an at sign.
fn address(chars: &[(usize, char)], at: Range<usize>, dots: &[Range<usize>]) -> Option<Range<usize>> {
    let local_end = back(chars, at.start, is_gap);
    let local = back(chars, local_end, is_local);
    let has_local = chars.get(local..local_end)?.iter().any(|(_, c)| c.is_alphanumeric());
    let host = ahead(chars, at.end, is_gap);
    let (end, is_spelled) = host_end(chars, host, dots);
    let name = lower(chars, host..end);
    // `I write @pytest.fixture`: the word before is of no address.
    let is_apart = local_end < at.start && is_of_program(chars, host..end);
    let whole = (is_spelled || name.contains('.')) && !is_apart;
    let known = local_end == at.start && host == at.end && HOSTS.contains(&name.as_str());
    // Networks of many servers write `@name@server`.
    let start = if chars.get(local.wrapping_sub(1)).is_some_and(|(_, c)| *c == '@') { local - 1 } else { local };
    (has_local && (whole || known)).then_some(start..end)
}

/// Where the host ends that begins at some place, and whether a dot of it is spelled out.
fn host_end(chars: &[(usize, char)], host: usize, dots: &[Range<usize>]) -> (usize, bool) {
    let label_end = |from: usize| {
        let run = ahead(chars, from, |c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_') || is_unseen(c));
        from.max(back(chars, run, |c| matches!(c, '-' | '.')))
    };
    let mut end = label_end(host);
    let mut is_spelled = false;
    while let Ok(dot) = dots.binary_search_by_key(&ahead(chars, end, is_gap), |dot| dot.start) {
        let Some(from) = dots.get(dot).map(|dot| ahead(chars, dot.end, is_gap)) else { break };
        let next = label_end(from);
        if next == from || end == host {
            break;
        }
        (end, is_spelled) = (next, true);
    }
    (end, is_spelled)
}

/// Where one of some words stands, in order. One without brackets stands between blanks.
fn spelled(chars: &[(usize, char)], words: &[&str]) -> Vec<Range<usize>> {
    let at_blank = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_none_or(|(_, c)| c.is_whitespace());
    let mut found = Vec::new();
    let words: Vec<(&str, usize)> = words.iter().map(|word| (*word, word.chars().count())).collect();
    for start in 0..chars.len() {
        for (word, length) in &words {
            let end = start + length;
            // Hardly any sign begins one of them, which is told at once.
            if end > chars.len() || !is_word(chars, start, word) {
                continue;
            }
            let is_bare = word.starts_with(char::is_alphabetic);
            if !is_bare || (at_blank(start.checked_sub(1)) && at_blank(Some(end))) {
                found.push(start..end);
            }
        }
    }
    found
}

fn is_word(chars: &[(usize, char)], start: usize, word: &str) -> bool {
    word.chars().zip(chars.iter().skip(start)).all(|(wanted, (_, c))| c.eq_ignore_ascii_case(&wanted))
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\u{300}'..='\u{36f}') || is_unseen(c)
}
