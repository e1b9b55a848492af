//! Taking a person's name and every way to reach them out of what the person wrote about themselves.

use std::{collections::HashSet, iter::successors};

use passerelle_rules::reachable;
use unicode_normalization::char::is_combining_mark;

use crate::text::fold;

/// What stands where a name, an address or a number stood.
const MASK: &str = "…";

/// What must not be read before a talent accepted to be met.
#[derive(Debug, Clone)]
pub struct Mask {
    words: HashSet<String>,
    /// A bit for each of their lengths in bytes. Most words of a text have another, and need not be folded to know that they are none
    /// of these.
    lengths: u64,
    /// Names in a script that sets no spaces, which are looked for inside of words.
    inside: Vec<String>,
}

impl Mask {
    /// The mask of a person: the names that they have and had, and what stands before the @ of the address, in the ways in which people
    /// write each.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, email: &str) -> Self {
        let local = email.split('@').next().unwrap_or(email);
        let own: Vec<String> = names.into_iter().flat_map(written).collect();
        let inside = own.iter().filter(|word| word.chars().all(is_unspaced)).cloned().collect();
        let mut words: HashSet<String> = own.into_iter().chain(written(local)).collect();
        // Two letters are left of the name of God, and are one of the commonest words.
        let articled =
            words.iter().filter_map(|word| word.strip_prefix(ARTICLE)).filter(|word| word.chars().count() > 2);
        let articled: Vec<String> = articled.map(str::to_owned).collect();
        words.extend(articled);
        Self { lengths: words.iter().fold(0, |bits, word| bits | length_bit(word)), words, inside }
    }

    /// The text without addresses and numbers by which the person can be reached, and without the words of the mask, however they
    /// are capitalised or accented.
    pub fn apply(&self, text: &str) -> String {
        let mut masked = String::with_capacity(text.len());
        let mut from = 0;
        // Before the words, since an address of which a word is gone is none any more, and what is left of it would stay.
        for way in reachable::ways(text) {
            self.push_words(text.get(from..way.start).unwrap_or_default(), &mut masked);
            masked.push_str(MASK);
            from = way.end;
        }
        self.push_words(text.get(from..).unwrap_or_default(), &mut masked);
        masked
    }

    fn push_words(&self, text: &str, masked: &mut String) {
        let mut rest = text;
        // Whether the word before is of the mask, with nothing but blanks since.
        let mut follows = false;
        while !rest.is_empty() {
            let (word, after) = rest.split_at(word_end(rest));
            // What a sign joins without blanks may be one word of the mask: `amina_kader`, `a.kader`, `kader-amina95`.
            let joined = joined_ends(after).map(|end| rest.split_at(word.len() + end));
            let joined = joined.filter(|(joined, _)| self.is_joined(joined)).last();
            let (is_masked, after) = match joined {
                Some((_, after)) => (true, after),
                None => (self.is_named(word) || (self.has(word) && (follows || self.goes_on(after))), after),
            };
            masked.push_str(if is_masked { MASK } else { word });
            let gap_end = after.find(is_of_word).unwrap_or(after.len());
            let (gap, next) = after.split_at(gap_end);
            masked.push_str(gap);
            follows = is_masked && gap.chars().all(char::is_whitespace);
            rest = next;
        }
    }

    /// Whether words with signs between them are of the mask: as one word, or each of them.
    fn is_joined(&self, words: &str) -> bool {
        self.is_named(&words.replace(JOINERS, "")) || words.split(JOINERS).all(|word| self.has(word))
    }

    /// Whether a word is of the mask whatever stands beside it.
    fn is_named(&self, word: &str) -> bool {
        self.has(word) && !is_everyday(word)
    }

    /// Whether a text goes on with a word of the mask after nothing but blanks.
    fn goes_on(&self, text: &str) -> bool {
        let next = text.trim_start();
        next.len() < text.len() && self.is_named(next.split_at(word_end(next)).0)
    }

    /// Whether a word is of the mask, with digits before and after it or without.
    fn has(&self, word: &str) -> bool {
        // Folding changes the length of nothing that is ASCII.
        if word.is_ascii() {
            let word = bare_of_digits(word);
            return self.lengths & length_bit(word) != 0 && self.words.contains(&fold(word));
        }
        let folded = fold(word);
        bare(bare_of_digits(&folded)).any(|word| self.words.contains(word))
            || self.inside.iter().any(|name| folded.contains(name))
    }
}

/// Letters of the shortest word that is made of several: of fewer, too many are words that everybody writes. Tim Evans is no "time".
const JOINED_LETTERS: usize = 5;

/// Digits of the shortest number that is somebody's: a year, an age or a level has fewer.
const OWN_DIGITS: usize = 5;

/// How the words of a name are written: each alone, each with another, and those that stand together as one word, as people do on other
/// sites, by themselves and with the initial of another or of all others.
fn written(name: &str) -> Vec<String> {
    let words = words(name).map(fold).map(|word| bare_of_digits(&word).to_owned());
    let (mut written, names): (Vec<String>, Vec<String>) = words.partition(|word| word.chars().all(char::is_numeric));
    written.retain(|number| number.chars().count() >= OWN_DIGITS);
    let mut joined = Vec::new();
    // Initials alone are words of their own: IT, UX.
    if !names.iter().all(|name| is_initial(name)) {
        joined.push(names.concat());
    }
    for (at, one) in names.iter().enumerate().filter(|(_, one)| !is_initial(one)) {
        let others = names.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
        joined.extend(others.flat_map(|other| [format!("{other}{one}"), format!("{one}{other}")]));
        written.push(one.clone());
    }
    for length in 1..=names.len().min(JOINED) {
        for (at, run) in names.windows(length).enumerate().filter(|(_, run)| !run.iter().all(|name| is_initial(name))) {
            let run = run.concat();
            let others = names.iter().take(at).chain(names.iter().skip(at + length));
            let initials: Vec<char> = others.filter_map(|other| initial(other)).collect();
            let beside = initials.iter().map(char::to_string).chain([initials.iter().collect(), String::new()]);
            joined.extend(beside.flat_map(|initials| [format!("{initials}{run}"), format!("{run}{initials}")]));
        }
    }
    written.extend(joined.into_iter().filter(|word| word.chars().count() >= JOINED_LETTERS || !has_capitals(word)));
    written.retain(|word| is_long(word));
    written
}

/// Whether a folded word has a letter of a script that has capitals.
fn has_capitals(word: &str) -> bool {
    word.chars().any(char::is_lowercase)
}

/// The first letter of a folded name, in a script that has capitals: others write no initials.
fn initial(name: &str) -> Option<char> {
    name.chars().next().filter(|letter| letter.is_lowercase())
}

fn is_initial(name: &str) -> bool {
    !is_long(name) && initial(name).is_some()
}

/// What people join the words of a handle with.
const JOINERS: [char; 3] = ['_', '.', '-'];

/// Words that a handle joins at most.
const JOINED: usize = 4;

fn word_end(text: &str) -> usize {
    text.find(|c: char| !is_of_word(c)).unwrap_or(text.len())
}

/// Where each of the words ends that are joined to a word before a text.
fn joined_ends(text: &str) -> impl Iterator<Item = usize> {
    let next = move |end: usize| {
        let rest = text.get(end..)?.strip_prefix(JOINERS)?;
        Some(word_end(rest)).filter(|length| *length > 0).map(|length| end + 1 + length)
    };
    successors(next(0), move |end| next(*end)).take(JOINED - 1)
}

/// A word without the digits before and after it, or the whole word where it has nothing else.
fn bare_of_digits(word: &str) -> &str {
    let bare = word.trim_matches(char::is_numeric);
    if bare.is_empty() { word } else { bare }
}

/// The bit of the length of a word. Everything that is longer than there are bits shares the last one.
fn length_bit(word: &str) -> u64 {
    1 << word.len().min(63)
}

/// The Arabic article.
const ARTICLE: &str = "ال";

/// What Arabic writes onto the word that follows: and, so, with, for, as.
const PREFIXES: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];

/// What a folded word may be without what Arabic joins to it: two letters and the article before it, and an alef after it.
fn bare<'a>(word: &'a str) -> impl Iterator<Item = &'a str> {
    let one = word.strip_prefix(PREFIXES);
    let two = one.and_then(|word| word.strip_prefix(PREFIXES));
    // Before the article, "for" takes away its first letter, so that two of the same letter stand there.
    let three = two.and_then(|word| word.strip_prefix('ل'));
    let starts = [Some(word), one, two, three].into_iter().flatten();
    // The alef is of a word that is not known, which has no article.
    let bare = |word: &'a str| [Some(word), word.strip_prefix(ARTICLE).or_else(|| word.strip_suffix('ا'))];
    starts.flat_map(bare).flatten()
}

/// Words that are names or parts of names and addresses, and that English, French or Spanish is full of. In small letters they give
/// nobody away, unless they stand beside another word of the name.
const EVERYDAY: &str = "ai al am an as at au be by ca ce da de di do du el en es et eu go ha he if il in is it je la le lo lu ma me mi \
     my ne ni no nu of ok on or os ou sa se si so su ta te ti to tu un up us va vu we ya yo \
     and can del den der des dev dos las les los may mes per pro son sur the una une van von web will";

/// The same of Arabic as they are written, since folding makes names of them: "on" is Ali, and "full" is "as Amal".
const EVERYDAY_ARABIC: [&str; 7] = ["على", "وعلى", "فعلى", "كامل", "كاملا", "بكامل", "وكامل"];

/// Whether a word is one that everybody writes, as everybody writes it.
fn is_everyday(word: &str) -> bool {
    if !word.is_ascii() {
        let unmarked: String = word.chars().filter(|c| !is_combining_mark(*c)).collect();
        if EVERYDAY_ARABIC.contains(&unmarked.as_str()) {
            return true;
        }
    }
    let word = bare_of_digits(word);
    let is_small = !word.chars().any(char::is_uppercase);
    is_small && EVERYDAY.split_whitespace().any(|everyday| everyday == fold(word))
}

/// One letter alone is in too many words to give somebody away.
fn is_long(word: &str) -> bool {
    word.chars().count() > 1
}

/// Whether a letter is of a script that sets no spaces between words: Thai and Lao, Japanese, Chinese.
fn is_unspaced(c: char) -> bool {
    matches!(c, 'ก'..='ໝ' | 'ぁ'..='ヿ' | '㐀'..='䶿' | '一'..='鿿')
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty())
}

/// Letters and digits, and the marks that combine with letters, which folding takes away.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

#[cfg(test)]
mod tests;
