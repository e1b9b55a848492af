//! Guessing which of the school's languages a text is in, and saying nothing rather than something doubtful.

use passerelle_api::account::Language;

/// Letters that a guess needs.
const LETTERS: usize = 60;

/// Small words that a guess needs.
const HITS: usize = 6;

/// Small words of one language that the two others do not have.
const ENGLISH: [&str; 24] = [
    "the", "and", "is", "are", "you", "to", "of", "it", "that", "this", "with", "for", "your", "not", "what", "have",
    "from", "they", "we", "can", "will", "or", "by", "how",
];
const FRENCH: [&str; 26] = [
    "le", "les", "des", "est", "et", "une", "vous", "pas", "dans", "pour", "qui", "ce", "votre", "avec", "sur", "plus",
    "sont", "il", "elle", "du", "au", "ou", "nous", "d", "l", "qu",
];
const SPANISH: [&str; 24] = [
    "el", "los", "las", "y", "una", "del", "por", "para", "con", "su", "como", "más", "está", "al", "pero", "qué",
    "este", "esta", "sus", "muy", "hay", "usted", "lo", "cuando",
];

/// The language a text is in, where that is beyond doubt: by its script, or by the small words in it.
pub fn detect(text: &str) -> Option<Language> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < LETTERS {
        return None;
    }
    let arabic = text.chars().filter(|c| matches!(c, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}')).count();
    if arabic * 10 >= letters * 6 {
        return Some(Language::Arabic);
    }
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let hits = |small: &[&str]| words.iter().filter(|word| small.contains(word)).count();
    let mut counts =
        [(hits(&ENGLISH), Language::English), (hits(&FRENCH), Language::French), (hits(&SPANISH), Language::Spanish)];
    counts.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    let [(best, language), (second, _), _] = counts;
    (best >= HITS && best * 8 >= words.len() && best >= second * 3).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH_TEXT: &str = "L’intelligence artificielle est une famille de méthodes. Dans un programme, une personne \
        écrit les règles pour la machine, et elle ne fait pas plus.";

    #[test]
    fn a_text_of_some_length_is_told() {
        let english = "This is what the machine can do with the examples that you have, and it is not more than that.";
        let spanish = "El ordenador encuentra los patrones con las reglas que una persona escribe para el programa, y \
            está muy claro por qué.";
        let arabic = "الذكاء الاصطناعي مجموعة أساليب لا كائن يفكر. في البرنامج المعتاد يكتب إنسان كل قاعدة (AI).";
        assert_eq!(detect(english), Some(Language::English));
        assert_eq!(detect(FRENCH_TEXT), Some(Language::French));
        assert_eq!(detect(spanish), Some(Language::Spanish));
        assert_eq!(detect(arabic), Some(Language::Arabic));
    }

    #[test]
    fn what_is_doubtful_is_not_told() {
        let mixed = format!("{FRENCH_TEXT} And this is what they can say to you of it, with the rules that we have.");
        let german = "Der Rechner findet die Muster in den Beispielen, und niemand schreibt ihm die Regeln dafür auf.";
        for text in ["", "Le chat est là et il dort.", &mixed, german, &"OK HTML CSS ".repeat(20)] {
            assert_eq!(detect(text), None, "{text}");
        }
    }
}
