//! The single letters that somebody looks for: "permis B" and "langage C" ask for one, and "l'accueil" does not.

use std::ops::Range;

use crate::same::ANYBODY;

/// Words of one letter that say nothing of the work, in the languages of the interface.
const SMALL: &[char] = &['a', 'à', 'á', 'e', 'i', 'o', 'ó', 'u', 'y', 'و'];

/// What people and their keyboards write an apostrophe with.
const APOSTROPHES: &[char] = &['\'', '’', '‘', 'ʼ', '`', '´', '′', '＇'];

/// The letters of a search that ads must have, in lower case. The others would leave ads out that are meant: small words, what an
/// apostrophe leaves of a word, as in "l'accueil" and "driver's", and the letters of a title by which anybody may apply, as in "H/F",
/// which each ad writes in its own way. A single digit is no letter: ads write levels and months in too many ways.
pub fn telling(query: &str) -> Vec<char> {
    let signs: Vec<char> = query.chars().collect();
    let words = words(&signs);
    let letters: Vec<Option<char>> = words.iter().map(|word| letter(&signs[word.clone()])).collect();
    let tells = |at: usize| {
        let letter = letters[at]?;
        let is_small = SMALL.contains(&letter);
        let says_anybody = is_anybody(&signs, &words, &letters, at);
        (!is_small && !says_anybody && !is_cut(&signs, &words[at])).then_some(letter)
    };
    (0..words.len()).filter_map(tells).collect()
}

/// The words of a text. The signs of "c++" and "c#" belong to theirs.
fn words(signs: &[char]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, sign) in signs.iter().enumerate() {
        match words.last_mut().filter(|word| word.end == at) {
            Some(word) if sign.is_alphanumeric() || is_mark(*sign) || matches!(sign, '+' | '#') => word.end = at + 1,
            _ if sign.is_alphanumeric() => words.push(at..at + 1),
            _ => {}
        }
    }
    words
}

/// An accent or an Arabic vowel that stands behind its letter as a sign of its own.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// The letter of a word that is nothing else.
fn letter(word: &[char]) -> Option<char> {
    let (letter, rest) = word.split_first()?;
    let alone = letter.is_alphabetic() && rest.iter().all(|sign| is_mark(*sign));
    alone.then(|| letter.to_lowercase().next()).flatten()
}

/// Whether an apostrophe cut a letter off its word, before it or behind it. Around a letter, two of them are quotation marks.
fn is_cut(signs: &[char], word: &Range<usize>) -> bool {
    let is_apostrophe = |at: usize| signs.get(at).is_some_and(|sign| APOSTROPHES.contains(sign));
    let before = word.start.checked_sub(1).filter(|at| is_apostrophe(*at));
    let behind_word = before.and_then(|at| at.checked_sub(1)).is_some_and(|at| signs[at].is_alphanumeric());
    if before.is_some() { behind_word } else { is_apostrophe(word.end) }
}

/// Whether a letter is one of several that say that anybody may apply, with signs and not only blanks between them.
fn is_anybody(signs: &[char], words: &[Range<usize>], letters: &[Option<char>], at: usize) -> bool {
    let says = |at: usize| {
        letters.get(at).copied().flatten().is_some_and(|letter| ANYBODY.contains(&letter.to_string().as_str()))
    };
    let joined = |one: usize, other: usize| {
        says(one) && says(other) && signs[words[one].end..words[other].start].iter().any(|sign| !sign.is_whitespace())
    };
    joined(at, at + 1) || at.checked_sub(1).is_some_and(|before| joined(before, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_means_something_is_looked_for() {
        for (query, letters) in [
            ("permis B", "b"),
            ("langage C ou c++", "c"),
            ("R developer", "r"),
            ("R&D", "rd"),
            ("'C' developer", "c"),
            ("“D”", "d"),
            ("permis C D", "cd"),
            ("c'est du C", "c"),
            ("رخصة ب", "ب"),
        ] {
            assert_eq!(telling(query).into_iter().collect::<String>(), letters, "{query}");
        }
    }

    #[test]
    fn what_says_nothing_of_the_work_is_not() {
        for query in [
            "l'accueil",
            "agent d’accueil",
            "d' accueil",
            "driver's licence",
            "rock'n'roll",
            "à Lyon",
            "a\u{300} Lyon",
            "A baker",
            "panadero y pastelero o cocinero",
            "خباز و طباخ",
            "vendeur H/F",
            "vendeur (f/h/x)",
            "Bäcker m/w/d",
            "niveau 5",
            "c++ c#",
            "",
        ] {
            assert!(telling(query).is_empty(), "{query}");
        }
    }
}
