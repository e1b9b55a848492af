//! Text as searches compare it.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds case, diacritics, compatibility forms and the Arabic letters that people write in more than one way, and turns
/// whatever is neither letter nor digit into single spaces.
pub fn fold(text: &str) -> String {
    // Half of what is folded has nothing to decompose, which takes most of the time.
    if text.is_ascii() {
        return gather(text.chars().map(|c| c.to_ascii_lowercase()), text.len());
    }
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).nfkd();
    gather(letters.filter(|c| !is_combining_mark(*c)), text.len())
}

/// The words of letters in lower case without their marks.
fn gather(letters: impl Iterator<Item = char>, bytes: usize) -> String {
    let mut folded = String::with_capacity(bytes);
    for c in letters {
        match c {
            // Tatweel only stretches a word.
            'ـ' => {}
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' | 'ئ' => folded.push('ي'),
            'ؤ' => folded.push('و'),
            'ة' => folded.push('ه'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            // `c++` and `c#` are words.
            '+' | '#' => folded.push(c),
            // Letters in a black circle or square are letters to Unicode, and signs to the index of words.
            c if c.is_alphanumeric() && !('🅐'..='🆉').contains(&c) => folded.push(c),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Whether a name has every word of a folded search, in any order and in the middle of others too.
pub fn is_named(name: &str, folded: &str) -> bool {
    let name = fold(name);
    folded.split_whitespace().all(|word| name.contains(word))
}

/// The words of sanitised HTML, on one line.
pub fn of_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for (index, piece) in html.split('<').enumerate() {
        let after = if index == 0 { piece } else { piece.split_once('>').map_or("", |(_, after)| after) };
        text.push(' ');
        text.push_str(after);
    }
    for (written, meant) in
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        text = text.replace(written, meant);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The folded words that a search asks for, each of which must be found.
pub fn words(query: &str) -> Vec<String> {
    fold(query).split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).map(str::to_owned).collect()
}

/// More words than this narrow nothing that a person still has in mind.
pub const MOST_WORDS: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_diacritics_do_not_matter() {
        assert_eq!(fold("  Élève, ÉCOLE & cœur — naïve!"), "eleve ecole coeur naive");
        assert_eq!(fold("Straße İstanbul ﬁn"), "strasse istanbul fin");
        assert_eq!(fold("C++ / C#"), "c++ c#");
    }

    #[test]
    fn arabic_is_found_however_it_is_written() {
        assert_eq!(fold("كَلِمَةُ السِّرّ"), fold("كلمه السر"));
        assert_eq!(fold("إلى أمل آمن"), fold("الي امل امن"));
        assert_eq!(fold("مســتوى"), fold("مستوي"));
        assert_eq!(fold("٣ دروس"), "٣ دروس");
    }

    #[test]
    fn nothing_but_signs_asks_for_nothing() {
        assert!(words(" ,;— ").is_empty());
        assert_eq!(words("premiers  PAS"), ["premiers", "pas"]);
    }
}
