//! Holds the style sheets to what the components promise: contrast of the tokens, and scoped sheets that stay apart.

const TOKENS: &str = include_str!("../../style/tokens.css");

/// The value of a token in a rule of the style sheet.
fn token<'a>(rule: &'a str, name: &str) -> Option<&'a str> {
    rule.lines()
        .find_map(|line| line.trim().strip_prefix("--")?.strip_prefix(name)?.strip_prefix(": #")?.strip_suffix(';'))
}

/// The rule that a selector opens.
fn rule(selector: &str) -> &'static str {
    TOKENS
        .split_once(&format!("{selector} {{\n"))
        .and_then(|(_, rest)| rest.split_once('}'))
        .map_or("", |(rule, _)| rule)
}

/// The relative luminance of WCAG.
fn luminance(hex: &str) -> f64 {
    let long: String =
        if hex.len() == 3 { hex.chars().flat_map(|digit| [digit, digit]).collect() } else { hex.to_owned() };
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&long[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Both themes, each by the rule that holds its colours.
fn themes() -> [&'static str; 3] {
    [rule(":root"), rule(":root[data-theme=\"dark\"]"), rule(":root:not([data-theme=\"light\"])")]
}

#[test]
fn every_text_colour_reaches_seven_to_one_on_every_ground() {
    for theme in themes() {
        for ground in ["paper", "surface", "sunken"] {
            for text in ["ink", "muted", "bridge", "bridge-strong", "ember", "ok", "warn", "bad", "info"] {
                let ratio = contrast(token(theme, text).unwrap(), token(theme, ground).unwrap());
                assert!(ratio >= 7.0, "{text} on {ground}: {ratio:.2}");
            }
        }
    }
}

#[test]
fn words_on_a_primary_button_reach_seven_to_one() {
    for theme in themes() {
        for ground in ["bridge", "bridge-strong"] {
            assert!(contrast(token(theme, "on-bridge").unwrap(), token(theme, ground).unwrap()) >= 7.0);
        }
    }
}

#[test]
fn borders_of_controls_and_the_focus_ring_reach_three_to_one() {
    for theme in themes() {
        for ground in ["paper", "surface", "sunken"] {
            for line in ["line", "focus"] {
                let ratio = contrast(token(theme, line).unwrap(), token(theme, ground).unwrap());
                assert!(ratio >= 3.0, "{line} on {ground}: {ratio:.2}");
            }
        }
    }
}

#[test]
fn the_two_ways_into_the_dark_theme_are_the_same() {
    let lines =
        |rule: &'static str| rule.lines().map(str::trim).filter(|line| line.starts_with("--")).collect::<Vec<_>>();
    assert_eq!(lines(themes()[1]), lines(themes()[2]));
}

/// `stylers` tells scoped sheets apart by how many characters they have, so two of one length would share a class.
#[test]
fn no_two_scoped_sheets_have_the_same_length() {
    let sheets = [include_str!("dialog.css"), include_str!("disclosure.css"), include_str!("tabs.css")];
    let lengths: std::collections::BTreeSet<_> =
        sheets.iter().map(|sheet| sheet.chars().filter(|c| !c.is_whitespace()).count()).collect();
    assert_eq!(lengths.len(), sheets.len());
}
