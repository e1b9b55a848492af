//! What several members write of their organisation, each from what they found it to say.

use passerelle_api::{hiring::OpennessFound, organisation::OrganisationText};

/// Whether something else is kept by now than whoever writes found, so that what they send would take the place of what they never saw.
/// `was`: what they found, where they say so. What says the same as is kept takes nothing's place: its first answer was lost, and it is
/// sent once more.
pub fn is_overtaken<T: PartialEq>(was: Option<&T>, kept: &T, sent: &T) -> bool {
    was.is_some_and(|was| was != kept) && sent != kept
}

/// What an organisation says of itself, without what nobody reads in it.
pub fn said(text: OrganisationText) -> OrganisationText {
    let trimmed = |text: &str| text.trim().to_owned();
    OrganisationText { name: trimmed(&text.name), about: trimmed(&text.about), website: trimmed(&text.website), ..text }
}

/// How an organisation stands to applications that answer no ad, each occupation and place once and in order.
pub fn ordered(mut found: OpennessFound) -> OpennessFound {
    found.occupations.sort_unstable();
    found.occupations.dedup();
    found.places.sort_unstable();
    found.places.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_goes_on_from_something_older_and_says_something_else_is_overtaken() {
        assert!(!is_overtaken(Some(&"a"), &"a", &"b"), "nothing changed");
        assert!(is_overtaken(Some(&"a"), &"b", &"c"));
        assert!(is_overtaken(Some(&"a"), &"b", &"a"), "it would bring back what was changed");
        assert!(!is_overtaken(Some(&"a"), &"b", &"b"), "what is kept is what is sent");
        assert!(!is_overtaken(None, &"b", &"c"), "whoever does not say what they found decides");
    }

    #[test]
    fn spaces_around_say_nothing() {
        let text = |name: &str, about: &str, website: &str| OrganisationText {
            name: name.into(),
            about: about.into(),
            website: website.into(),
            size: Some(12),
            ..OrganisationText::default()
        };
        let plain = text("Velo", "We mend.\nAll day.", "https://velo.example");
        assert_eq!(said(text(" Velo", "We mend.\nAll day.\n", "\thttps://velo.example ")), plain);
        assert_ne!(said(text("Velo", "We mend. All day.", "https://velo.example")), plain);
    }

    #[test]
    fn order_and_repetition_say_nothing() {
        let found = |occupations: &[&str], places: &[&str]| OpennessFound {
            open: true,
            occupations: occupations.iter().map(|&code| code.into()).collect(),
            places: places.iter().map(|&place| place.into()).collect(),
        };
        let plain = found(&["D1102", "M1805"], &["paris", "rennes"]);
        assert_eq!(ordered(found(&["M1805", "D1102", "M1805"], &["rennes", "paris", "paris"])), plain);
        assert_ne!(ordered(found(&["M1805"], &["rennes", "paris"])), plain);
    }
}
