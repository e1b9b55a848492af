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

/// Words between one sex and the other one, at most.
const BESIDE: usize = 5;

/// Words from a word of work to the years that it leads to, at most.
const BEFORE_YEARS: usize = 8;

/// Folded words of work that somebody has done, besides experience itself.
const WORK: &[&str] = &["anciennete", "pratique", "antiguedad", "trayectoria"];

/// Folded words that say an age, or that there is no such work.
const NO_WORK: &[&str] = &[
    "age",
    "ages",
    "aged",
    "agee",
    "agees",
    "old",
    "edad",
    "edades",
    "العمر",
    "والعمر",
    "عمر",
    "السن",
    "sans",
    "without",
    "sin",
    "بدون",
];

/// Folded words that may stand between years and the work that they are of.
const OF: &[&str] = &["d", "de", "l", "la", "un", "una", "une", "solide", "solida", "من"];

/// Folded words that may stand between a word of work and its years.
const LEADING: &[&str] = &[
    "a",
    "al",
    "au",
    "d",
    "de",
    "demandee",
    "du",
    "entre",
    "exigee",
    "exigida",
    "hasta",
    "jusqu",
    "maximum",
    "menos",
    "minimale",
    "minima",
    "minimo",
    "minimum",
    "moins",
    "plus",
    "previa",
    "professionnelle",
    "profesional",
    "requerida",
    "requise",
    "souhaitee",
    "بين",
    "الي",
    "المطلوبه",
    "المهنيه",
    "اقل",
    "لا",
    "تقل",
    "تزيد",
    "عن",
    "في",
    "مطلوبه",
    "من",
];

/// Signs that end what is said, and those behind a label of what follows.
const APART: &[char] = &['.', '!', '?', ';', ',', '/', '|', '+', '\n', '\r', '•', '،', '؛', '؟', '…'];
const LABEL: &[char] = &[':', '-', '–', '—'];

/// Folded words that name men, and those that name women. Whether an ad asks for both is told by them alone.
const MALE: &[&str] = &[
    "man",
    "men",
    "male",
    "males",
    "boy",
    "boys",
    "gentleman",
    "gentlemen",
    "homme",
    "hommes",
    "garcon",
    "garcons",
    "monsieur",
    "masculin",
    "hombre",
    "hombres",
    "varon",
    "varones",
    "chico",
    "chicos",
    "senor",
    "senores",
    "masculino",
    "رجل",
    "رجال",
    "الرجال",
    "للرجال",
    "شاب",
    "شباب",
    "الشباب",
    "للشباب",
    "ذكر",
    "ذكور",
    "الذكور",
    "للذكور",
];
const FEMALE: &[&str] = &[
    "woman",
    "women",
    "female",
    "females",
    "girl",
    "girls",
    "lady",
    "ladies",
    "femme",
    "femmes",
    "fille",
    "filles",
    "dame",
    "dames",
    "feminin",
    "mujer",
    "mujeres",
    "chica",
    "chicas",
    "senora",
    "senoras",
    "senorita",
    "senoritas",
    "femenino",
    "امراه",
    "نساء",
    "النساء",
    "للنساء",
    "شابه",
    "شابات",
    "الشابات",
    "فتاه",
    "فتيات",
    "سيده",
    "سيدات",
    "انثي",
    "اناث",
    "الاناث",
    "للاناث",
];

/// Folded words that may stand between the two.
const JOINTS: &[&str] = &[
    "a", "an", "and", "or", "young", "either", "un", "une", "des", "les", "aux", "du", "d", "et", "ou", "jeune",
    "jeunes", "una", "unos", "unas", "y", "e", "o", "u", "joven", "jovenes", "او", "و", "ام", "عن",
];

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
            if !part.split('|').any(|part| fits(word, part)) {
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

    /// Whether the other sex is asked for as well, right before or after the words: "a man or a woman".
    fn is_of_both(&self, from: usize, end: usize) -> bool {
        let sex = |at: usize| {
            let (word, ..) = &self.words[at];
            let is =
                |list: &[&str]| list.contains(&word.as_str()) || joined(word).is_some_and(|rest| list.contains(&rest));
            (is(MALE), is(FEMALE))
        };
        let named = (from..end).map(sex).fold((false, false), |all, own| (all.0 || own.0, all.1 || own.1));
        let is_other = |at: usize| matches!((named, sex(at)), ((true, false), (_, true)) | ((false, true), (true, _)));
        let passes = |at: &usize| JOINTS.contains(&self.words[*at].0.as_str());
        let after = (end..self.words.len()).take(BESIDE).find(|at| !passes(at));
        let before = (0..from).rev().take(BESIDE).find(|at| !passes(at));
        after.into_iter().chain(before).any(is_other)
    }

    /// Whether years of experience are what the words are about, as in "15 à 20 ans d’expérience" and "expérience : 15 à 20 ans", and
    /// no age that stands beside it.
    fn is_experience(&self, from: usize, end: usize) -> bool {
        let no_work = |at: usize| NO_WORK.contains(&self.words[at].0.as_str());
        !(from..end).any(no_work) && (self.is_of_experience(end) || self.is_led_by_experience(from, no_work))
    }

    /// Whether the words go on with the work that they are of, with no sign between.
    fn is_of_experience(&self, end: usize) -> bool {
        let joins = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
        let mut behind = (end..self.words.len()).take_while(|at| self.between(*at).chars().all(joins));
        behind.find(|at| !OF.contains(&self.words[*at].0.as_str())).is_some_and(|at| self.is_work(at))
    }

    /// Whether work stands before the words in the same breath: with small words between, or in their label.
    fn is_led_by_experience(&self, from: usize, no_work: impl Fn(usize) -> bool) -> bool {
        let is_apart = |at: usize| {
            let between = self.between(at + 1);
            // What a colon leads to may stand on the next line.
            between.contains(APART) && !between.trim_start().starts_with(':')
        };
        let mut labelled = false;
        for at in (0..from).rev().take(BEFORE_YEARS).take_while(|at| !is_apart(*at)) {
            let word = self.words[at].0.as_str();
            let is_number = number(word).is_some();
            labelled |= !is_number && self.between(at + 1).trim_start().starts_with(LABEL);
            if self.is_work(at) {
                return !(0..at).rev().take(BESIDE).take_while(|at| !is_apart(*at)).any(no_work);
            }
            if no_work(at) || !(labelled || is_number || LEADING.contains(&word)) {
                return false;
            }
        }
        false
    }

    /// What stands in the text right before a word that is not the first.
    fn between(&self, at: usize) -> &str {
        let from = at.checked_sub(1).map_or(0, |before| self.words[before].2);
        &self.source[from..self.words[at].1]
    }

    /// Whether a word is of work that somebody has done.
    fn is_work(&self, at: usize) -> bool {
        let (word, ..) = &self.words[at];
        word.starts_with("experien") || WORK.contains(&word.as_str()) || word.contains("خبره")
    }
}

/// Each term that stands in the text, with the words as they are written there. What is said twice is found once.
pub fn found(terms: &'static [Term], text: &Text<'_>) -> Vec<(&'static Term, String)> {
    let mut all = Vec::new();
    for term in terms {
        let first = (0..text.words.len()).find_map(|from| {
            let end = text.matched(term.pattern, from)?;
            let of_work = term.pattern.contains('#') && text.is_experience(from, end);
            let paired = term.flaw == AdFlaw::Gendered && text.is_paired(term, from, end);
            let of_both = term.flaw == AdFlaw::SexAsked && text.is_of_both(from, end);
            (!of_work && !paired && !of_both).then_some((from, end))
        });
        if let Some((from, end)) = first {
            let (from, to) = (text.words[from].1, text.words[end - 1].2);
            all.push((term, text.source[from..to].to_owned()));
        }
    }
    all
}

/// Whether a word is what a part of a pattern stands for.
fn fits(word: &str, part: &str) -> bool {
    match (part.strip_suffix('*'), part.strip_suffix('#')) {
        (Some(start), _) => word.starts_with(start),
        // What stands before a number may be written together with it, as in Arabic.
        (_, Some(before)) => word.strip_prefix(before).and_then(number).is_some_and(|age| AGES.contains(&age)),
        _ => word == part,
    }
}

/// A word without the "and" that Arabic writes together with it.
fn joined(word: &str) -> Option<&str> {
    word.strip_prefix('و')
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
