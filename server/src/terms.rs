//! The words of transcripts as searches compare them: each by its stem, so that `learning` finds `learned`, whatever its
//! case, accents or Arabic spelling.

use std::collections::BTreeMap;

use passerelle_api::{account::Language, transcript::TextRange};
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::text::fold;

/// A stem in a cue, and how it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub term: String,
    /// The words that gave it, folded, with a space around each.
    pub forms: String,
    pub times: i64,
}

/// What is looked for: for each word, its folded form and the stems it may be found by in each language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub form: String,
    pub stems: Vec<(Language, Vec<String>)>,
}

/// The stems of a language.
pub struct Stems {
    language: Language,
    stemmer: Stemmer,
}

impl Stems {
    /// The stems of a language.
    pub fn of(language: Language) -> Self {
        let algorithm = match language {
            Language::English => Algorithm::English,
            Language::French => Algorithm::French,
            Language::Spanish => Algorithm::Spanish,
            Language::Arabic => Algorithm::Arabic,
        };
        Self { language, stemmer: Stemmer::create(algorithm) }
    }

    /// The stems a word is found by. A stemmer knows endings by their accents, which people leave out when they search: so
    /// the word is stemmed as it is written, and once more without accents, and either may meet. The Arabic stemmer cuts
    /// other endings behind an article than without one, so there the word without it is stemmed too.
    pub fn stems(&self, word: &str) -> Vec<String> {
        let lower: String = word.nfc().flat_map(char::to_lowercase).collect();
        let folded = fold(word);
        let mut stems: Vec<String> = Vec::with_capacity(3);
        let bare = (self.language == Language::Arabic).then(|| without_article(&folded));
        for form in [Some(lower.as_str()), Some(&folded), bare].into_iter().flatten() {
            let stem = fold(&self.stemmer.stem(form));
            if !stem.is_empty() && !stems.contains(&stem) {
                stems.push(stem);
            }
        }
        stems
    }

    /// The words of a folded text in their order, each by one stem, which is the same however the word was written: with it a
    /// text and a search that do not agree on an accent or an article are still compared word for word.
    pub fn in_order(&self, folded: &str) -> Vec<String> {
        let one = |word: &str| {
            let bare = if self.language == Language::Arabic { without_article(word) } else { word };
            let stem = fold(&self.stemmer.stem(bare));
            if stem.is_empty() { word.to_owned() } else { stem }
        };
        folded.split(' ').filter(|word| !word.is_empty()).map(one).collect()
    }

    /// The stems of a text, each once, and how many words it has.
    pub fn index(&self, text: &str) -> (Vec<Term>, i64) {
        let words = words(text);
        let mut terms: BTreeMap<String, Term> = BTreeMap::new();
        for (_, word) in &words {
            let form = fold(word);
            for stem in self.stems(word) {
                let new = || Term { term: stem.clone(), forms: " ".to_owned(), times: 0 };
                let term = terms.entry(stem.clone()).or_insert_with(new);
                term.times += 1;
                if !term.forms.contains(&spaced(&form)) {
                    term.forms.extend([&form, " "]);
                }
            }
        }
        (terms.into_values().collect(), i64::try_from(words.len()).unwrap_or(i64::MAX))
    }

    /// Where the words that are looked for stand in a text. Neighbours are not joined.
    pub fn matches(&self, text: &str, wanted: &[Wanted]) -> Vec<TextRange> {
        let is_wanted = |stem: &String| {
            let mut lists =
                wanted.iter().flat_map(|word| &word.stems).filter(|(language, _)| *language == self.language);
            lists.any(|(_, stems)| stems.contains(stem))
        };
        let found = words(text).into_iter().filter(|(_, word)| self.stems(word).iter().any(is_wanted));
        found.map(|(range, _)| range).collect()
    }
}

/// A folded Arabic word without its article and what is written together with it.
fn without_article(word: &str) -> &str {
    const ARTICLES: [&str; 6] = ["وال", "بال", "فال", "كال", "لل", "ال"];
    let rest = ARTICLES.iter().find_map(|article| word.strip_prefix(article));
    rest.filter(|rest| rest.chars().count() >= 3).unwrap_or(word)
}

/// The words of a search, each with its stems in some languages; a word that stands twice is looked for once.
pub fn wanted(query: &str, languages: &[Language], most: usize) -> Vec<Wanted> {
    let stems: Vec<Stems> = languages.iter().map(|language| Stems::of(*language)).collect();
    let mut wanted: Vec<Wanted> = Vec::new();
    for (_, word) in words(query) {
        let form = fold(&word);
        if form.is_empty() || wanted.iter().any(|other| other.form == form) {
            continue;
        }
        let stems = stems.iter().map(|stems| (stems.language, stems.stems(&word))).collect();
        wanted.push(Wanted { form, stems });
        if wanted.len() == most {
            break;
        }
    }
    wanted
}

/// A folded word as it stands in [`Term::forms`].
pub fn spaced(form: &str) -> String {
    format!(" {form} ")
}

/// The words of a text with their places, in characters.
fn words(text: &str) -> Vec<(TextRange, String)> {
    let mut words: Vec<(TextRange, String)> = Vec::new();
    let mut inside = false;
    for (at, c) in (0u32..).zip(text.chars()) {
        // `c++` and `c#` are words, as folding has it.
        let belongs = c.is_alphanumeric() || (inside && (is_combining_mark(c) || matches!(c, '+' | '#')));
        match words.last_mut().filter(|_| inside && belongs) {
            Some((range, word)) => {
                range.end = at + 1;
                word.push(c);
            }
            None if belongs => words.push((TextRange { start: at, end: at + 1 }, c.to_string())),
            None => {}
        }
        inside = belongs;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meets(language: Language, said: &str, asked: &str) -> bool {
        let stems = Stems::of(language);
        let (said, asked) = (stems.stems(said), stems.stems(asked));
        said.iter().any(|stem| asked.contains(stem))
    }

    #[test]
    fn forms_of_a_word_meet_in_every_language() {
        for (language, said, asked) in [
            (Language::English, "Learning", "learned"),
            (Language::English, "passwords", "password"),
            (Language::French, "travaillé", "travailler"),
            (Language::French, "réseaux", "reseau"),
            (Language::French, "développement", "développements"),
            (Language::Spanish, "contraseñas", "contrasena"),
            (Language::Spanish, "programación", "programar"),
            (Language::Spanish, "canciones", "cancion"),
            (Language::Arabic, "الحاسوب", "حاسوب"),
            (Language::Arabic, "كَلِمَةُ", "كلمه"),
            (Language::Arabic, "الإنترنت", "انترنت"),
            (Language::Arabic, "معلمون", "معلم"),
            (Language::Arabic, "الكلمات", "كلمات"),
            (Language::Arabic, "والإنترنت", "الانترنت"),
        ] {
            assert!(meets(language, said, asked), "{said} and {asked}");
        }
        assert!(!meets(Language::English, "password", "passenger"));
    }

    #[test]
    fn every_word_meets_itself_without_its_accents() {
        let texts = [
            (Language::French, "L’élève préféré étudié où naïveté façade"),
            (Language::Spanish, "¿Qué aprenderás? Canción, estudió, pingüino"),
            (Language::Arabic, "ذكاءٌ اصطناعيٌّ مُؤَسَّسة إلى آمن"),
        ];
        for (language, text) in texts {
            for (_, word) in words(text) {
                assert!(meets(language, &word, &fold(&word)), "{word}");
            }
        }
    }

    #[test]
    fn words_in_their_order_are_the_same_however_they_are_written() {
        for (language, one, other) in [
            (Language::English, "Data engineers", "data engineer"),
            (Language::French, "Développeuses de réseaux", "développeuse de reseau"),
            (Language::Spanish, "Programación de páginas", "programacion de pagina"),
            (Language::Arabic, "تطوير الويب والإنترنت", "تطوير ويب انترنت"),
        ] {
            let stems = Stems::of(language);
            assert_eq!(stems.in_order(&fold(one)), stems.in_order(&fold(other)), "{one} and {other}");
        }
        assert_eq!(Stems::of(Language::French).in_order(&fold("C++, c'est l’été")), ["c++", "c", "est", "l", "ete"]);
    }

    #[test]
    fn ranges_are_in_characters() {
        let french = Stems::of(Language::French);
        let text = "« L’été » 🌞 des réseaux";
        let ranges = french.matches(text, &wanted("RESEAU ete", &[Language::French], 8));
        let cut = |range: &TextRange| -> String {
            text.chars().skip(range.start as usize).take((range.end - range.start) as usize).collect()
        };
        assert_eq!(ranges.iter().map(cut).collect::<Vec<_>>(), ["été", "réseaux"]);
    }

    #[test]
    fn a_word_is_looked_for_once_and_no_more_than_so_many() {
        assert_eq!(wanted("un un UN deux", &[Language::French], 8).len(), 2);
        assert_eq!(wanted("a b c d", &[Language::French], 3).len(), 3);
        assert!(wanted(" ,; ", Language::ALL, 8).is_empty());
    }

    #[test]
    fn no_text_makes_a_stemmer_fail() {
        let letters: Vec<char> = "aéñسءةىواللهـَّ١x’-+#\u{301}🌞".chars().collect();
        let mut state = 7_u64;
        for language in Language::ALL {
            let stems = Stems::of(*language);
            for _ in 0..3_000 {
                let mut word = String::new();
                for _ in 0..1 + state % 9 {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    word.push(letters[(state >> 33) as usize % letters.len()]);
                }
                stems.index(&word);
            }
        }
    }
}
