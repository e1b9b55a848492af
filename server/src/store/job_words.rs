//! The words that ads are found by: each ad has its words and their stems in its own language, and a word of a search is found as a
//! word, as the beginning of one, or by its stem in any language of the interface.

use std::collections::HashSet;

use passerelle_api::account::Language;
use passerelle_rules::{boolean::phrases, letter};
use sqlx::AnyConnection;

use super::{Dialect, Sql, repeats::Marks, word};
use crate::{
    error::Result,
    terms::{Stems, Wanted, wanted},
    text::{self, fold, of_html},
};

/// The form of the words of ads. With every change to what [`AdWords::of`] or [`Marks::of`] makes of the same ad it becomes another
/// number, so that ads of the form before are written anew.
pub const FORM: i64 = 2;

/// Shorter words are found as they are: nearly every ad has a word that begins with a given letter.
const SHORTEST_BEGINNING: usize = 2;

/// What is looked for, as the database at hand says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobWords {
    dialect: Dialect,
    expression: String,
    /// What stands in quotation marks: for each, what it is in each language.
    phrases: Vec<Vec<(Language, String)>>,
}

impl JobWords {
    /// The words of a search, each of which an ad must have. Nothing where it has none.
    pub fn of(db: &AnyConnection, query: &str) -> Option<Self> {
        let dialect = Dialect::of(db);
        let wanted = wanted(query, Language::ALL, text::MOST_WORDS);
        let letters: HashSet<String> = letter::telling(query).iter().map(|letter| fold(&letter.to_string())).collect();
        let is_word = |word: &&Wanted| word.form.chars().count() > 1 || letters.contains(&word.form);
        // Where nobody looks for more than that, they mean it.
        let any = !wanted.iter().any(|word| is_word(&word));
        let wanted = wanted.iter().filter(|word| any || is_word(word));
        // One sign may fold into many words.
        let words: Vec<String> = wanted.flat_map(|word| ways(dialect, word)).take(text::MOST_WORDS).collect();
        let and = match dialect {
            Dialect::Sqlite => " AND ",
            Dialect::Postgres => " & ",
        };
        // The words of a phrase are asked for like any others, which the index knows, and their order among the ads that have them.
        let phrases =
            phrases(query).map(fold).filter(|phrase| phrase.contains(' ')).map(|phrase| in_languages(&phrase));
        let phrases = phrases.take(text::MOST_WORDS).collect();
        (!words.is_empty()).then(|| Self { dialect, expression: words.join(and), phrases })
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
        for phrase in &self.phrases {
            for (index, (language, pattern)) in phrase.iter().enumerate() {
                sql.push(if index == 0 { " AND (" } else { " OR " }).push("(j.lang = ").bind(language.as_str());
                sql.push(" AND j.phrases LIKE ").bind(pattern.as_str()).push(")");
            }
            sql.push(")");
        }
    }
}

/// A folded phrase as the ads of each language have it. Folded words hold no sign that means something in a pattern.
fn in_languages(phrase: &str) -> Vec<(Language, String)> {
    let pattern = |language: &Language| format!("% {} %", Stems::of(*language).in_order(phrase).join(" "));
    Language::ALL.iter().map(|language| (*language, pattern(language))).collect()
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

/// The words that an ad is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdWords {
    /// Its folded words, with the stems of its texts behind them.
    pub search: String,
    /// Where the stems begin, in bytes.
    pub stems_from: i64,
    /// The stem of each of its words, in their order and with a space around each.
    pub phrases: String,
}

impl AdWords {
    /// The words of an ad whose folded words are known. A stemmer knows endings by their accents, so that it reads the texts as they
    /// are written.
    pub fn of(folded: &str, texts: &[&str], language: Language) -> Self {
        let stems = Stems::of(language);
        let mut words: HashSet<String> = folded.split(' ').map(str::to_owned).collect();
        let mut search = folded.to_owned();
        for text in texts {
            for term in stems.index(text).0 {
                if words.insert(term.term.clone()) {
                    search.push(' ');
                    search.push_str(&term.term);
                }
            }
        }
        let stems_from = i64::try_from(folded.len()).unwrap_or(i64::MAX);
        Self { search, stems_from, phrases: format!(" {} ", stems.in_order(folded).join(" ")) }
    }
}

/// The folded words of an ad without the stems behind them. Where nobody kept where these begin, they are what stands at the end,
/// is a stem of its texts, and is no word of them.
fn folded_words<'a>(search: &'a str, stems_from: Option<i64>, texts: &[&str], language: Language) -> &'a str {
    let known = stems_from.and_then(|from| usize::try_from(from).ok()).and_then(|from| search.get(..from));
    known.unwrap_or_else(|| {
        let stemmer = Stems::of(language);
        let stems: HashSet<String> =
            texts.iter().flat_map(|text| stemmer.index(text).0).map(|term| term.term).collect();
        let said: HashSet<String> =
            texts.iter().flat_map(|text| fold(text).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        let mut rest = search;
        while let Some((before, last)) = rest.rsplit_once(' ')
            && stems.contains(last)
            && !said.contains(last)
        {
            rest = before;
        }
        rest
    })
}

type Row = (String, String, String, String, String, String, Option<i64>, String, String, String);

/// Writes the words and the marks of some ads anew, those of the next slugs after one, and says how many and which was the last. Where `all` is
/// not asked for, only ads whose words are of another form.
pub async fn rewrite(db: &mut AnyConnection, after: &str, limit: i64, all: bool) -> Result<Option<(u64, String)>> {
    let mut sql = Sql::new(
        "SELECT j.slug, j.lang, j.title, j.summary, d.html, j.search, j.stems_from, d.must, d.nice, d.languages FROM jobs j \
         JOIN job_details d ON d.job = j.slug WHERE j.slug > ",
    );
    sql.bind(after);
    if !all {
        sql.push(" AND j.words_form <> ").bind(FORM);
    }
    sql.push(" ORDER BY j.slug LIMIT ").bind(limit);
    let rows: Vec<Row> = sql.all(&mut *db).await?;
    let Some((last, ..)) = rows.last() else { return Ok(None) };
    let done = (rows.len() as u64, last.clone());
    for (slug, lang, title, summary, html, search, stems_from, must, nice, languages) in rows {
        let (language, html) = (word(&lang)?, of_html(&html));
        let texts = [title.as_str(), &summary, &html];
        let words = AdWords::of(folded_words(&search, stems_from, &texts, language), &texts, language);
        let mut sql = Sql::new("UPDATE jobs SET search = ");
        sql.bind(words.search).push(", stems_from = ").bind(words.stems_from).push(", phrases = ").bind(words.phrases);
        let marks = Marks::of(&title, &summary, &html, [&must, &nice, &languages]);
        sql.push(", words_form = ").bind(FORM).push(", same_title = ").bind(marks.title);
        sql.push(" WHERE slug = ").bind(slug.as_str());
        sql.run(&mut *db).await?;
        let mut sql = Sql::new("UPDATE job_details SET same_text = ");
        sql.bind(marks.text).push(", same_words = ").bind(marks.words).push(" WHERE job = ").bind(slug);
        sql.run(&mut *db).await?;
    }
    Ok(Some(done))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ad_has_its_words_and_each_stem_once() {
        let texts = ["Developing pages", "Developing"];
        let words = AdWords::of("developing pages", &texts, Language::English);
        assert_eq!(
            (words.search.as_str(), words.phrases.as_str()),
            ("developing pages develop page", " develop page ")
        );
        assert_eq!(AdWords::of("", &[""], Language::Arabic).search, "");
    }

    #[test]
    fn the_words_of_an_ad_are_told_from_the_stems_behind_them() {
        let texts = ["Developing pages", "We develop quickly"];
        let language = Language::English;
        let words = AdWords::of("developing pages we develop quickly html", &texts, language);
        for stems_from in [Some(words.stems_from), None] {
            let folded = folded_words(&words.search, stems_from, &texts, language);
            assert_eq!(AdWords::of(folded, &texts, language), words, "{stems_from:?}");
        }
        let stale = format!("{} stemofbefore", words.search);
        let folded = folded_words(&stale, Some(words.stems_from), &texts, language);
        assert_eq!(folded, "developing pages we develop quickly html");
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
