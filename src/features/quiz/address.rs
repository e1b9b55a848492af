//! Texts of questions, in which web addresses can be read: they run from left to right in every language, and break behind a dot or a
//! slash, since whoever is asked which site an address belongs to has to see its parts.

use leptos::prelude::*;

/// A text with its addresses marked.
pub fn readable(text: &str) -> AnyView {
    parts(text)
        .into_iter()
        .map(|(part, is_address)| if is_address { address(part) } else { part.to_owned().into_any() })
        .collect_view()
        .into_any()
}

fn address(text: &str) -> AnyView {
    let piece = |piece: &str| view! { {piece.to_owned()}<wbr/> }.into_any();
    view! { <bdi dir="ltr">{text.split_inclusive(['.', '/']).map(piece).collect_view()}</bdi> }.into_any()
}

/// The parts of a text, each with whether it is an address. What ends a sentence or closes a bracket is no part of an address.
fn parts(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("http").filter(|at| rest[*at..].contains("://")) {
        let (before, from) = rest.split_at(at);
        let end = from.find([' ', '\u{a0}', '\n']).unwrap_or(from.len());
        let length = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '»', '”', '"', '؟', '،']).len();
        let (address, after) = from.split_at(length);
        parts.extend([(before, false), (address, address.contains("://"))]);
        rest = after;
    }
    parts.push((rest, false));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn an_address_ends_before_the_sentence_does() {
        let found = parts("Which site is https://example.org.gifts.test/login?");
        assert_eq!(found, [("Which site is ", false), ("https://example.org.gifts.test/login", true), ("?", false)]);
        assert_eq!(parts("ما هو https://a.test؟"), [("ما هو ", false), ("https://a.test", true), ("؟", false)]);
    }

    #[test]
    fn a_word_that_begins_alike_is_none() {
        assert_eq!(parts("What is http?"), [("What is http?", false)]);
        assert_eq!(parts("http and https://a.test"), [("http", false), (" and ", false), ("https://a.test", true)]);
        assert_eq!(parts(""), []);
    }
}
