//! Taking a person's name and every way to reach them out of what the person wrote about themselves.

use std::collections::HashSet;

use passerelle_rules::reachable;

use crate::text::fold;

/// What stands where a name, an address or a number stood.
const MASK: &str = "…";

/// What must not be read before a talent accepted to be met.
#[derive(Debug, Clone)]
pub struct Mask {
    words: HashSet<String>,
    /// Their lengths in bytes. Most words of a text have another, and need not be folded to know that they are none of these.
    lengths: Vec<usize>,
    /// Names in a script that sets no spaces, which are looked for inside of words.
    inside: Vec<String>,
}

impl Mask {
    /// The mask of a person. Every word of the name counts, neighbours of it written as one as people do on other sites, and what
    /// stands before the @ of the address.
    pub fn new(name: &str, email: &str) -> Self {
        let local = email.split('@').next().unwrap_or(email);
        let names: Vec<String> = words(name).map(fold).collect();
        let joined = names.windows(2).flat_map(|pair| [pair.concat(), [&*pair[1], &*pair[0]].concat()]);
        let own: Vec<String> =
            names.iter().cloned().chain(joined).chain([names.concat()]).filter(|word| is_long(word)).collect();
        let inside = own.iter().filter(|word| word.chars().all(is_unspaced)).cloned().collect();
        let bare: Vec<String> = own.into_iter().chain(words(local).map(fold).filter(|word| is_long(word))).collect();
        // Two letters are left of the name of God, and are one of the commonest words.
        let articled =
            bare.iter().filter_map(|word| word.strip_prefix(ARTICLE)).filter(|word| word.chars().count() > 2);
        let articled = articled.map(str::to_owned);
        let words: HashSet<String> = articled.chain(bare.iter().cloned()).collect();
        Self { lengths: words.iter().map(String::len).collect(), words, inside }
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
        while !rest.is_empty() {
            let word_end = rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(word_end);
            masked.push_str(if self.has(word) { MASK } else { word });
            let gap_end = after.find(is_of_word).unwrap_or(after.len());
            let (gap, next) = after.split_at(gap_end);
            masked.push_str(gap);
            rest = next;
        }
    }

    fn has(&self, word: &str) -> bool {
        // Folding changes the length of nothing that is ASCII.
        if word.is_ascii() {
            return self.lengths.contains(&word.len()) && self.words.contains(&fold(word));
        }
        let folded = fold(word);
        bare(&folded).any(|word| self.words.contains(word)) || self.inside.iter().any(|name| folded.contains(name))
    }
}

/// The Arabic article.
const ARTICLE: &str = "ال";

/// What Arabic writes onto the word that follows: and, so, with, for, as.
const PREFIXES: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];

/// What a folded word may be without what Arabic joins to it: two letters and the article before it, and an alef after it.
fn bare(word: &str) -> impl Iterator<Item = &str> {
    let one = word.strip_prefix(PREFIXES);
    let two = one.and_then(|word| word.strip_prefix(PREFIXES));
    // Before the article, "for" takes away its first letter, so that two of the same letter stand there.
    let three = two.and_then(|word| word.strip_prefix('ل'));
    let starts = [Some(word), one, two, three].into_iter().flatten();
    let starts = starts.flat_map(|word| [Some(word), word.strip_prefix(ARTICLE)]).flatten();
    starts.flat_map(|word| [Some(word), word.strip_suffix('ا')]).flatten()
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
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_masked_however_it_is_written() {
        let mask = Mask::new("Élodie Le Goff-Ruiz", "elo.legoff@example.org");
        let text = "Je suis ÉLODIE (elodie, E\u{301}lodie) Ruiz; écrivez à elo.legoff@example.org.";
        assert_eq!(mask.apply(text), "Je suis … (…, …) …; écrivez à ….");
    }

    #[test]
    fn words_that_only_hold_a_name_stay() {
        let mask = Mask::new("Rose An", "r@example.org");
        assert_eq!(mask.apply("Roseraie, an anagram, r"), "Roseraie, … anagram, r");
    }

    #[test]
    fn arabic_names_are_masked_with_and_without_marks() {
        let mask = Mask::new("عَلِي", "a@example.org");
        assert_eq!(mask.apply("أنا علي، مطوّر"), "أنا …، مطوّر");
    }

    #[test]
    fn arabic_names_are_masked_with_what_is_written_onto_them() {
        let mask = Mask::new("سارة الحسن", "a@example.org");
        let text = "وسارة تعمل، لسارة خبرة، مع الحسن وبالحسن وللحسن؛ والسارية تبقى";
        assert_eq!(mask.apply(text), "… تعمل، … خبرة، مع … … …؛ والسارية تبقى");
        let mask = Mask::new("عبد الله", "a@example.org");
        assert_eq!(mask.apply("عبد الله له خبرة وعبدالله"), "… … له خبرة …");
        assert_eq!(Mask::new("علي", "a@example.org").apply("سألت عليًا"), "سألت …");
    }

    #[test]
    fn a_name_written_as_one_word_is_masked() {
        let mask = Mask::new("Amina Bel Kader", "x@example.org");
        let text = "GitHub aminabel, @BelKader, kaderbel, aminabelkader, belle";
        assert_eq!(mask.apply(text), "GitHub …, @…, …, …, belle");
    }

    #[test]
    fn a_name_in_a_script_without_spaces_is_masked_where_it_stands() {
        let mask = Mask::new("李 明", "x@example.org");
        assert_eq!(mask.apply("我叫李明 , Li, 明李, 李"), "… , Li, …, 李");
    }

    #[test]
    fn whatever_leads_to_the_person_is_masked_whole() {
        let mask = Mask::new("Amina Kader", "amina@example.org");
        let text =
            "Amina: other@mail.example, github.com/amina-k, www.kader.example/cv, +33 6 12 34 56 78. C++17, 2019-2024.";
        assert_eq!(mask.apply(text), "…: …, …, …, …. C++17, 2019-2024.");
    }

    #[test]
    fn an_empty_name_masks_nothing() {
        assert_eq!(Mask::new("", "").apply("Bonjour à toutes"), "Bonjour à toutes");
    }
}
