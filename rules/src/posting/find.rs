//! Finding terms in a text, whatever the case, the accents and the Arabic spelling they are written in.

use passerelle_api::posting::AdFlaw;

use super::terms::Term;

/// A text as words, each with where it stands.
pub struct Text<'a> {
    source: &'a str,
    /// The folded word with its first and last byte.
    words: Vec<(String, usize, usize)>,
}

/// Ages that somebody who works may have. Smaller numbers are years of something else.
const AGES: std::ops::RangeInclusive<u32> = 14..=99;

impl<'a> Text<'a> {
    /// Takes a text apart. Whatever is neither letter nor digit stands between words.
    pub fn read(source: &'a str) -> Self {
        let mut words = Vec::new();
        let mut start = None;
        for (at, letter) in source.char_indices().chain([(source.len(), ' ')]) {
            match (start, is_of_word(letter)) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    words.push((fold(&source[from..at]), from, at));
                    start = None;
                }
                _ => {}
            }
        }
        Self { source, words }
    }

    /// The words of the text that a pattern stands for, where it begins at a word.
    fn matched(&self, pattern: &str, from: usize) -> Option<usize> {
        let mut at = from;
        for part in pattern.split(' ') {
            let (word, ..) = self.words.get(at)?;
            let fits = match (part.strip_suffix('*'), part.strip_suffix('#')) {
                (Some(start), _) => word.starts_with(start),
                // What stands before a number may be written together with it, as in Arabic.
                (_, Some(before)) => word.strip_prefix(before).and_then(number).is_some_and(|age| AGES.contains(&age)),
                _ => word == part,
            };
            if !fits {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// Whether the other form of a trade stands beside the words, as in "vendeur ou vendeuse".
    fn is_paired(&self, term: &Term, from: usize, end: usize) -> bool {
        let near = self.words[from.saturating_sub(2)..from].iter().chain(self.words.iter().skip(end).take(2));
        let advised = Text::read(term.instead);
        near.into_iter().any(|(word, ..)| word.len() > 3 && advised.words.iter().any(|(other, ..)| other == word))
    }

    /// Whether years of experience are what the words were about.
    fn is_experience(&self, end: usize) -> bool {
        self.words.iter().skip(end).take(3).any(|(word, ..)| word.starts_with("experien") || word.contains("خبره"))
    }
}

/// Each term that stands in the text, with the words as they are written there. What is said twice is found once.
pub fn found(terms: &'static [Term], text: &Text<'_>) -> Vec<(&'static Term, String)> {
    let mut all = Vec::new();
    for term in terms {
        let first = (0..text.words.len()).find_map(|from| {
            let end = text.matched(term.pattern, from)?;
            let of_work = term.pattern.contains('#') && text.is_experience(end);
            let paired = term.flaw == AdFlaw::Gendered && text.is_paired(term, from, end);
            (!of_work && !paired).then_some((from, end))
        });
        if let Some((from, end)) = first {
            let (from, to) = (text.words[from].1, text.words[end - 1].2);
            all.push((term, text.source[from..to].to_owned()));
        }
    }
    all
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | 'ـ')
}

/// A whole number in Latin or Arabic digits.
fn number(word: &str) -> Option<u32> {
    let digit =
        |letter: char| letter.to_digit(10).or_else(|| (letter as u32).checked_sub('٠' as u32).filter(|d| *d < 10));
    let mut value = None;
    for letter in word.chars() {
        value = Some(value.unwrap_or(0u32).checked_mul(10)?.checked_add(digit(letter)?)?);
    }
    value
}

/// A word in small letters, without accents, and with the Arabic letters that people write in more than one way made one.
fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | 'ـ' => {}
            'à' | 'á' | 'â' | 'ä' | 'ã' => folded.push('a'),
            'ç' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ñ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            'œ' => folded.push_str("oe"),
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' => folded.push('ي'),
            'ة' => folded.push('ه'),
            letter => folded.push(letter),
        }
    }
    folded
}
