//! What is asked for with AND, OR and NOT.

use passerelle_rules::boolean::{Asked, MOST_WORDS, parse, phrases, unclosed};

/// What was read, with every join in brackets.
fn read(text: &str) -> String {
    fn write(asked: &Asked) -> String {
        let joined = |parts: &[Asked], sign: &str| parts.iter().map(write).collect::<Vec<_>>().join(sign);
        match asked {
            Asked::Word(word) => word.clone(),
            Asked::Phrase(words) => format!("[{words}]"),
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
        ("forms - tables", "(forms & tables)"),
        ("- forms -- (tables) - \"front end\"", "(forms & tables & [front end])"),
        ("forms -\"front end\"", "(forms & ![front end])"),
        ("NOT NOT forms", "!!forms"),
        ("\"front end\" | css", "([front end] | css)"),
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

#[test]
fn words_in_quotation_marks_of_any_kind_stand_next_to_each_other() {
    for (typed, expected) in [
        ("\"data engineer\"", "[data engineer]"),
        ("“data engineer” sql", "([data engineer] & sql)"),
        ("« data engineer » OU «\u{a0}chef de projet\u{a0}»", "([data engineer] | [chef de projet])"),
        ("„data engineer“", "[data engineer]"),
        ("»data engineer«", "[data engineer]"),
        ("«مهندس بيانات» أو «مطور ويب»", "([مهندس بيانات] | [مطور ويب])"),
        ("(\"data engineer\" OR sql) NOT \"team lead\"", "(([data engineer] | sql) & ![team lead])"),
        ("-\"team lead\" web", "(![team lead] & web)"),
        ("senior\"data engineer\"web", "(senior & [data engineer] & web)"),
        // Within marks a word is a word, whatever else it means; one alone is no phrase, and nothing is nothing.
        ("\"AND OR\"", "[AND OR]"),
        ("\"OR\"", "OR"),
        ("\"engineer\"", "engineer"),
        ("\"\" \" \" sql", "sql"),
    ] {
        assert_eq!(read(typed), expected, "{typed}");
        assert!(!unclosed(typed), "{typed}");
    }
}

#[test]
fn a_mark_that_is_not_closed_is_told_and_its_words_are_words() {
    for (typed, expected) in [
        ("\"data engineer", "(data & engineer)"),
        ("« data OR engineer", "(data | engineer)"),
        ("\"data engineer\" \"team lead", "([data engineer] & team & lead)"),
        ("sql\"", "sql"),
        ("\"", ""),
    ] {
        assert_eq!(read(typed), expected, "{typed}");
        assert!(unclosed(typed), "{typed}");
    }
    assert_eq!(phrases("a \"b c\" « d » \"e f").collect::<Vec<_>>(), ["b c", " d "]);
    let long = format!("\"{}\" last", "word ".repeat(MOST_WORDS + 1));
    assert_eq!(read(&long), format!("[{}]", ["word"; MOST_WORDS].join(" ")), "the beginning of what is too long");
}
