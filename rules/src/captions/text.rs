//! Cue text: its tags and escapes, and what is left when only words count.

/// Words of a cue with what the tags around them say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    pub text: String,
    /// Who speaks.
    pub voice: Option<String>,
    /// The language tag of the words, where they are in another language than the cue.
    pub lang: Option<String>,
    pub classes: Vec<String>,
    pub styles: Vec<Style>,
    /// Whether it is the reading that stands over other words.
    pub is_ruby_text: bool,
}

/// How words are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Bold,
    Italic,
    Underline,
}

/// The words of a cue text, one span for each change of tags. Unknown tags and times within the text are left out, as
/// players leave them out.
pub fn spans(text: &str) -> Vec<Span> {
    let mut open: Vec<Node> = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        push_text(&mut spans, &open, &rest[..at]);
        let tag = &rest[at + 1..];
        let end = tag.find('>').unwrap_or(tag.len());
        follow(&mut open, &tag[..end]);
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    push_text(&mut spans, &open, rest);
    spans
}

/// The words alone, lines kept. A reading over other words stands behind them in brackets.
pub fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for span in spans(text) {
        match span.is_ruby_text {
            true => words.extend(["(", &span.text, ")"]),
            false => words.push_str(&span.text),
        }
    }
    words
}

/// The words of a cue by who says them; neighbours with the same voice are one.
pub fn voices(text: &str) -> Vec<(Option<String>, String)> {
    let mut voices: Vec<(Option<String>, String)> = Vec::new();
    for span in spans(text) {
        let words = if span.is_ruby_text { format!("({})", span.text) } else { span.text };
        match voices.last_mut() {
            Some((voice, so_far)) if *voice == span.voice => so_far.push_str(&words),
            _ => voices.push((span.voice, words)),
        }
    }
    voices.retain(|(_, words)| !words.trim().is_empty());
    voices
}

/// Words as they stand in cue text. What is escaped can neither end a tag nor look like the arrow of a time.
pub fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A tag that is open, and what it says.
#[derive(Debug, Clone, PartialEq)]
struct Node {
    name: &'static str,
    classes: Vec<String>,
    annotation: String,
}

const NAMES: [&str; 8] = ["c", "i", "b", "u", "ruby", "rt", "v", "lang"];

/// Opens or closes what a tag says. Tags that are not known, and ends of what is not open, change nothing.
fn follow(open: &mut Vec<Node>, tag: &str) {
    if let Some(name) = tag.strip_prefix('/') {
        let innermost = open.last().map(|node| node.name);
        if innermost == Some(name) {
            open.pop();
        } else if name == "ruby" && innermost == Some("rt") {
            open.truncate(open.len().saturating_sub(2));
        }
        return;
    }
    let (head, annotation) = tag.split_once([' ', '\t', '\n', '\u{c}']).unwrap_or((tag, ""));
    let mut parts = head.split('.');
    let name = parts.next().unwrap_or_default();
    let Some(name) = NAMES.into_iter().find(|known| *known == name) else { return };
    if name == "rt" && open.last().is_none_or(|node| node.name != "ruby") {
        return;
    }
    let classes = parts.filter(|class| !class.is_empty()).map(str::to_owned).collect();
    let annotation = unescape(annotation).split_whitespace().collect::<Vec<_>>().join(" ");
    open.push(Node { name, classes, annotation });
}

fn push_text(spans: &mut Vec<Span>, open: &[Node], raw: &str) {
    if raw.is_empty() {
        return;
    }
    let said = |name: &str| {
        let node = open.iter().rev().find(|node| node.name == name)?;
        (!node.annotation.is_empty()).then(|| node.annotation.clone())
    };
    let style = |node: &Node| match node.name {
        "b" => Some(Style::Bold),
        "i" => Some(Style::Italic),
        "u" => Some(Style::Underline),
        _ => None,
    };
    spans.push(Span {
        text: unescape(raw),
        voice: said("v"),
        lang: said("lang"),
        classes: open.iter().flat_map(|node| node.classes.clone()).collect(),
        styles: open.iter().filter_map(style).collect(),
        is_ruby_text: open.last().is_some_and(|node| node.name == "rt"),
    });
}

/// Reads the escapes that cue text has; whatever else begins with `&` stays as it is.
fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end <= 12);
        match end.and_then(|end| Some((character(&rest[1..end])?, end))) {
            Some((c, end)) => {
                text.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "lrm" => Some('\u{200e}'),
        "rlm" => Some('\u{200f}'),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_understood_and_gone() {
        assert_eq!(
            plain("<v.loud Mary O’Neil>Hello <i>there</i>,\n<lang fr>bonjour</lang></v>"),
            "Hello there,\nbonjour"
        );
        let spans = spans("<v.loud.first Mary\tO’Neil>Hi <c.a.b><b>all</b></c>");
        assert_eq!(spans[0].voice.as_deref(), Some("Mary O’Neil"));
        assert_eq!(spans[1].classes, ["loud", "first", "a", "b"]);
        assert_eq!(spans[1].styles, [Style::Bold]);
    }

    #[test]
    fn the_language_of_words_is_the_nearest() {
        let spans = spans("a<lang en>b<lang ar>c</lang>d</lang>e");
        let langs: Vec<_> = spans.iter().map(|span| span.lang.as_deref()).collect();
        assert_eq!(langs, [None, Some("en"), Some("ar"), Some("en"), None]);
    }

    #[test]
    fn escapes_are_read_and_stray_signs_kept() {
        assert_eq!(plain("R&amp;D &lt;b&gt; &#233;&#xe9; A & B &unknown; &"), "R&D <b> éé A & B &unknown; &");
        assert_eq!(plain(&escape("a --> b & <c>")), "a --> b & <c>");
        assert!(!escape("a --> b").contains("-->"));
        assert_eq!(plain("&#0;&#xD800;"), "&#0;&#xD800;");
    }

    #[test]
    fn readings_stand_behind_their_words() {
        assert_eq!(plain("<ruby>漢<rt>kan</rt>字<rt>ji</ruby>!"), "漢(kan)字(ji)!");
        assert_eq!(plain("<rt>alone</rt>"), "alone");
    }

    #[test]
    fn broken_tags_do_no_harm() {
        assert_eq!(plain("a <00:00:01.000>b</i> <unknown>c <"), "a b c ");
        assert_eq!(plain("<b"), "");
        assert_eq!(plain("</b></v><>x</>"), "x");
    }

    #[test]
    fn one_cue_may_have_two_voices() {
        let said = voices("<v Ana>¿Vienes?</v>\n<v Luis>Sí, <i>claro</i>.</v>");
        assert_eq!(said, [(Some("Ana".into()), "¿Vienes?".into()), (Some("Luis".into()), "Sí, claro.".into())]);
    }
}
