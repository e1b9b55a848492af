//! What is asked for with AND, OR and NOT.

use passerelle_rules::boolean::{Asked, MOST_WORDS, parse};

/// What was read, with every join in brackets.
fn read(text: &str) -> String {
    fn write(asked: &Asked) -> String {
        let joined = |parts: &[Asked], sign: &str| parts.iter().map(write).collect::<Vec<_>>().join(sign);
        match asked {
            Asked::Word(word) => word.clone(),
            Asked::All(parts) => format!("({})", joined(parts, " & ")),
            Asked::Any(parts) => format!("({})", joined(parts, " | ")),
            Asked::Not(inner) => format!("!{}", write(inner)),
        }
    }
    parse(text).map_or_else(String::new, |asked| write(&asked))
}

#[test]
fn words_side_by_side_are_all_asked_for_and_or_binds_less() {
    for (typed, expected) in [
        ("forms", "forms"),
        ("forms tables", "(forms & tables)"),
        ("forms AND tables OR design", "((forms & tables) | design)"),
        ("forms AND (tables OR design)", "(forms & (tables | design))"),
        ("forms NOT (tables OR design)", "(forms & !(tables | design))"),
        ("forms -tables", "(forms & !tables)"),
        ("NOT NOT forms", "!!forms"),
        ("\"front end\" | css", "((front & end) | css)"),
        ("front-end c++", "(front-end & c++)"),
    ] {
        assert_eq!(read(typed), expected, "{typed}");
    }
}

#[test]
fn every_language_has_its_words() {
    for typed in ["a AND b OR c NOT d", "a ET b OU c SAUF d", "a Y b O c NO d", "a و b أو c ليس d"] {
        assert_eq!(read(typed), "((a & b) | (c & !d))", "{typed}");
    }
    assert_eq!(read("pain ou vin"), "(pain & ou & vin)", "in a sentence it is a word like any other");
}

#[test]
fn nothing_that_can_be_typed_is_an_error() {
    for (typed, expected) in [
        ("", ""),
        ("AND OR NOT ( ) -", ""),
        ("forms AND", "forms"),
        ("OR forms OR", "forms"),
        ("(forms", "forms"),
        ("forms) tables", "(forms & tables)"),
        ("((forms) (tables", "(forms & tables)"),
        ("NOT", ""),
    ] {
        assert_eq!(read(typed), expected, "{typed}");
    }
    let many = "word ".repeat(500);
    assert_eq!(read(&many).matches("word").count(), MOST_WORDS);
    parse(&"(".repeat(2_000));
    parse(&"-".repeat(2_000));
}
