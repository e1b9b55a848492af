//! The words that ads are found by: each ad has its words and their stems in its own language, and a word of a search is found as a
//! word, as the beginning of one, or by its stem in any language of the interface.

use std::collections::HashSet;

use passerelle_api::account::Language;
use sqlx::AnyConnection;

use super::{Dialect, Sql};
use crate::{
    terms::{Stems, Wanted, wanted},
    text,
};

/// Shorter words are found as they are: nearly every ad has a word that begins with a given letter.
const SHORTEST_BEGINNING: usize = 2;

/// What is looked for, as the database at hand says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobWords {
    dialect: Dialect,
    expression: String,
}

impl JobWords {
    /// The words of a search, each of which an ad must have. Nothing where it has none.
    pub fn of(db: &AnyConnection, query: &str) -> Option<Self> {
        let dialect = Dialect::of(db);
        let wanted = wanted(query, Language::ALL, text::MOST_WORDS);
        // What is left of an elision, as in "l'accueil", is in few ads of another language.
        let is_word = |word: &&Wanted| word.form.chars().count() > 1;
        let any = !wanted.iter().any(|word| is_word(&word));
        let wanted = wanted.iter().filter(|word| any || is_word(word));
        // One sign may fold into many words.
        let words: Vec<String> = wanted.flat_map(|word| ways(dialect, word)).take(text::MOST_WORDS).collect();
        let and = match dialect {
            Dialect::Sqlite => " AND ",
            Dialect::Postgres => " & ",
        };
        (!words.is_empty()).then(|| Self { dialect, expression: words.join(and) })
    }

    /// The condition on the ads of a statement that calls them `j`.
    pub(super) fn push(&self, sql: &mut Sql) {
        match self.dialect {
            Dialect::Sqlite => {
                sql.push(
                    " AND j.slug IN (SELECT n.job FROM job_words JOIN job_numbers n ON n.id = job_words.rowid \
                     WHERE job_words MATCH ",
                );
                sql.bind(self.expression.as_str()).push(")");
            }
            Dialect::Postgres => {
                sql.push(" AND j.words @@ to_tsquery('simple'::regconfig, ");
                sql.bind(self.expression.as_str()).push(")");
            }
        }
    }
}

/// How one word of a search is found: as it is, as a beginning, or by one of its stems. Some signs are folded into two words, which
/// have no stem together.
fn ways(dialect: Dialect, word: &Wanted) -> Vec<String> {
    if word.form.contains(' ') {
        return word.form.split(' ').map(|part| either(dialect, part, &[])).collect();
    }
    let mut stems: Vec<String> = word.stems.iter().flat_map(|(_, stems)| stems.clone()).collect();
    stems.retain(|stem| *stem != word.form);
    stems.sort();
    stems.dedup();
    vec![either(dialect, &word.form, &stems)]
}

/// Any of these. Folded words are of letters, digits, `+` and `#`, and nothing of these can end what stands between quotation marks.
fn either(dialect: Dialect, word: &str, stems: &[String]) -> String {
    let begins = word.chars().count() >= SHORTEST_BEGINNING;
    let (quote, beginning, or) = match dialect {
        Dialect::Sqlite => ('"', "*", " OR "),
        Dialect::Postgres => ('\'', ":*", " | "),
    };
    let said = |word: &str| match dialect {
        Dialect::Sqlite => format!("{quote}{word}{quote}"),
        // As the migration writes them into the ads.
        Dialect::Postgres => format!("{quote}{}{quote}", word.replace('+', "plus").replace('#', "sharp")),
    };
    let own = format!("{}{}", said(word), if begins { beginning } else { "" });
    let ways: Vec<String> = std::iter::once(own).chain(stems.iter().map(|stem| said(stem))).collect();
    format!("({})", ways.join(or))
}

/// The folded words of an ad, with the stems of its texts behind them. A stemmer knows endings by their accents, so that it reads the
/// texts as they are written.
pub fn with_stems(folded: &str, texts: &[&str], language: Language) -> String {
    let stems = Stems::of(language);
    let mut words: HashSet<String> = folded.split(' ').map(str::to_owned).collect();
    let mut all = folded.to_owned();
    for text in texts {
        for term in stems.index(text).0 {
            if words.insert(term.term.clone()) {
                all.push(' ');
                all.push_str(&term.term);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ad_has_its_words_and_each_stem_once() {
        let texts = ["Developing pages", "Developing"];
        assert_eq!(with_stems("developing pages", &texts, Language::English), "developing pages develop page");
        assert_eq!(with_stems("", &[""], Language::Arabic), "");
    }

    #[test]
    fn nothing_that_is_typed_becomes_part_of_the_expression() {
        let typed = "a\"b'c) OR * : ^ NEAR(c++ -x {y} col:z & | ! <-> \\ \u{0} ½ ﬃ";
        for word in wanted(typed, Language::ALL, 50) {
            for dialect in [Dialect::Sqlite, Dialect::Postgres] {
                for way in ways(dialect, &word) {
                    let quotes = way.chars().filter(|c| matches!(c, '"' | '\'')).count();
                    assert_eq!(quotes, 2 * (1 + way.matches(" OR ").count() + way.matches(" | ").count()), "{way}");
                }
            }
        }
        assert_eq!(either(Dialect::Sqlite, "c++", &[]), "(\"c++\"*)");
        assert_eq!(either(Dialect::Postgres, "c++", &[]), "('cplusplus':*)");
        assert_eq!(either(Dialect::Sqlite, "pages", &["page".to_owned()]), "(\"pages\"* OR \"page\")");
        assert_eq!(either(Dialect::Postgres, "c", &[]), "('c')");
    }
}
