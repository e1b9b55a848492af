//! Writing captions out: as WebVTT, SubRip, plain text, and plain text for braille.

use super::{Cue, Region, Settings, text, text::Style, time};

/// Characters of a line of braille.
pub const BRAILLE_LINE: usize = 40;

/// Silence after which a transcript begins a new paragraph.
const PARAGRAPH_MS: u64 = 2_000;

/// A WebVTT file.
pub fn webvtt(regions: &[Region], styles: &[String], cues: &[Cue]) -> String {
    let mut file = String::from("WEBVTT\n");
    for style in styles {
        file.extend(["\nSTYLE\n", style, "\n"]);
    }
    for region in regions {
        file.extend(["\n", &region.write()]);
    }
    for cue in cues {
        file.push('\n');
        if !cue.id.is_empty() {
            file.extend([&cue.id, "\n"]);
        }
        let (start, end) = (time::to_webvtt(cue.start_ms), time::to_webvtt(cue.end_ms));
        file.extend([&start, " --> ", &end]);
        if cue.settings != Settings::default() {
            file.extend([" ", &cue.settings.write()]);
        }
        file.push('\n');
        if !cue.text.is_empty() {
            file.extend([&cue.text, "\n"]);
        }
    }
    file
}

/// A SubRip file. It knows bold, italic and underlined words; who speaks stands before the words.
pub fn subrip(cues: &[Cue]) -> String {
    let mut file = String::new();
    for (index, cue) in cues.iter().enumerate() {
        let (start, end) = (time::to_subrip(cue.start_ms), time::to_subrip(cue.end_ms));
        if index > 0 {
            file.push('\n');
        }
        file.push_str(&format!("{}\n{start} --> {end}\n", index + 1));
        let words = subrip_text(&cue.text);
        // An empty line would end the cue.
        for line in words.lines().filter(|line| !line.trim().is_empty()) {
            file.extend([line, "\n"]);
        }
    }
    file
}

/// What is said, a paragraph for each speaker and after each silence.
pub fn plain(cues: &[Cue]) -> String {
    let mut file = String::new();
    for paragraph in paragraphs(cues) {
        if !file.is_empty() {
            file.push('\n');
        }
        file.extend([&paragraph, "\n"]);
    }
    file
}

/// What is said, for a braille display or embosser: lines of at most 40 characters, no sign that only decorates, who speaks
/// first. Not translated into contracted braille: that is up to the reader's own software and language.
pub fn braille(cues: &[Cue]) -> String {
    let mut file = String::new();
    for paragraph in paragraphs(cues) {
        for line in wrap(&undecorated(&paragraph), BRAILLE_LINE) {
            file.extend([&line, "\n"]);
        }
    }
    file
}

fn subrip_text(cue_text: &str) -> String {
    let mut words = String::new();
    let mut speaker = None;
    for span in text::spans(cue_text) {
        if span.voice != speaker && !span.text.trim().is_empty() {
            speaker.clone_from(&span.voice);
            if let Some(name) = &span.voice {
                words.extend([name, ": "]);
            }
        }
        let tag = |style: &Style| match style {
            Style::Bold => "b",
            Style::Italic => "i",
            Style::Underline => "u",
        };
        words.extend(span.styles.iter().map(|style| format!("<{}>", tag(style))));
        match span.is_ruby_text {
            true => words.extend(["(", &span.text, ")"]),
            false => words.push_str(&span.text),
        }
        words.extend(span.styles.iter().rev().map(|style| format!("</{}>", tag(style))));
    }
    words
}

fn paragraphs(cues: &[Cue]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut speaker = None;
    let mut silent_since = None;
    for cue in cues {
        let was_silent = silent_since.is_none_or(|end| cue.start_ms.saturating_sub(end) >= PARAGRAPH_MS);
        silent_since = Some(cue.end_ms);
        for (index, (voice, words)) in text::voices(&cue.text).into_iter().enumerate() {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let begins = voice != speaker || (was_silent && index == 0);
            match paragraphs.last_mut().filter(|_| !begins) {
                Some(paragraph) => paragraph.extend([" ", &words]),
                None => paragraphs.push(match &voice {
                    Some(name) => format!("{name}: {words}"),
                    None => words,
                }),
            }
            speaker = voice;
        }
    }
    paragraphs
}

/// Signs that only decorate, and typographic ones, as the plain ones that braille has.
fn undecorated(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '“' | '”' | '„' | '«' | '»' => plain.push('"'),
            '‘' | '’' | '‚' => plain.push('\''),
            '–' | '—' | '‐' | '‑' => plain.push('-'),
            '…' => plain.push_str("..."),
            '♪' | '♫' | '•' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => {}
            c if c.is_whitespace() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

/// Breaks a text between words, and within a word only where it is longer than a line.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut room = 0;
    for word in text.split_whitespace() {
        let mut characters: Vec<char> = word.chars().collect();
        if characters.len() < room {
            let line = lines.last_mut();
            line.into_iter().for_each(|line| line.extend([" ", word]));
            room -= characters.len() + 1;
            continue;
        }
        while !characters.is_empty() {
            let rest = characters.split_off(width.min(characters.len()));
            room = width - characters.len();
            lines.push(characters.into_iter().collect());
            characters = rest;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(start_ms: u64, text: &str) -> Cue {
        Cue { start_ms, end_ms: start_ms + 1_000, text: text.into(), ..Cue::default() }
    }

    #[test]
    fn a_speaker_is_named_when_it_changes() {
        let cues = [cue(0, "<v Ana>Hello,\nyou"), cue(1_000, "<v Ana>there.</v>"), cue(2_000, "<v Luis>Hi.")];
        assert_eq!(plain(&cues), "Ana: Hello, you there.\n\nLuis: Hi.\n");
        assert_eq!(plain(&[cue(0, "One."), cue(1_500, "Two."), cue(9_000, "Three.")]), "One. Two.\n\nThree.\n");
    }

    #[test]
    fn braille_has_short_lines_and_no_decoration() {
        let text =
            "<v Ana>♪ “Caption” – it’s <i>good</i>… https://example.org/a-very-long-address-that-has-no-space-at-all";
        let file = braille(&[cue(0, text)]);
        assert!(file.lines().all(|line| line.chars().count() <= BRAILLE_LINE), "{file}");
        assert!(file.starts_with("Ana: \"Caption\" - it's good...\n"), "{file}");
        assert_eq!(
            file.lines().skip(1).collect::<String>(),
            "https://example.org/a-very-long-address-that-has-no-space-at-all"
        );
    }

    #[test]
    fn lines_are_filled_to_the_last_character() {
        assert_eq!(wrap("aaa bb c dddd", 6), ["aaa bb", "c dddd"]);
        assert_eq!(wrap("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
        assert!(wrap("  ", 4).is_empty());
    }

    #[test]
    fn subrip_keeps_what_it_knows() {
        let file = subrip(&[cue(0, "<v Ana><b>R&amp;D</b> <c.x>is\n\n<i>on</i></c></v>"), cue(1_000, "")]);
        assert_eq!(
            file,
            "1\n00:00:00,000 --> 00:00:01,000\nAna: <b>R&D</b> is\n<i>on</i>\n\n2\n00:00:01,000 --> 00:00:02,000\n"
        );
    }
}
