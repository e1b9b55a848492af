//! Reading SubRip, and turning its text into WebVTT's. There is no specification; this takes what players take.

use passerelle_api::captions::Flaw;

use super::{Captions, Cue, finding, normalise, text, time};

/// Reads a file. A cue is a line of times, most often under a number, and the text up to an empty line.
pub fn parse(file: &str) -> Captions {
    let file = normalise(file);
    let lines: Vec<&str> = file.split('\n').collect();
    let mut found = Captions::default();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].trim().is_empty() {
            at += 1;
        } else if lines[at].contains(time::ARROW) {
            at = cue(&lines, at, &mut found);
        } else if is_number(lines[at]) && lines.get(at + 1).is_some_and(|line| line.contains(time::ARROW)) {
            at += 1;
        } else {
            let text = lines[at].trim().to_owned();
            found.findings.push(finding(at + 1, 1, Flaw::StrayText { text }));
            while at < lines.len() && !lines[at].trim().is_empty() && !lines[at].contains(time::ARROW) {
                at += 1;
            }
        }
    }
    found
}

/// Reads the cue whose times stand at a line, and says where the next block begins. Text under times that cannot be read
/// is gone over, since the finding is about the times.
fn cue(lines: &[&str], at: usize, found: &mut Captions) -> usize {
    let end = (at + 1..lines.len()).find(|line| lines[*line].trim().is_empty()).unwrap_or(lines.len());
    match times(lines[at]) {
        Ok((start_ms, end_ms)) => {
            let id = if at > 0 && is_number(lines[at - 1]) { lines[at - 1].trim().to_owned() } else { String::new() };
            let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let text = to_webvtt(&lines[at + 1..end].join("\n"));
            found.cues.push(Cue { id, start_ms, end_ms, text, line, ..Cue::default() });
        }
        Err(column) => {
            let text = lines[at].trim().to_owned();
            found.findings.push(finding(at + 1, column, Flaw::MalformedTime { text }));
        }
    }
    end
}

/// The two times of a line, or the column where they go wrong. What stands behind them is a place on the picture, which
/// only few players read.
fn times(line: &str) -> Result<(u64, u64), usize> {
    let mut reader = time::Reader::new(line);
    reader.skip_spaces();
    let column = reader.column();
    let start = time::subrip(&mut reader).ok_or(column)?;
    reader.skip_spaces();
    reader.take(time::ARROW).ok_or(reader.column())?;
    reader.skip_spaces();
    let column = reader.column();
    let end = time::subrip(&mut reader).ok_or(column)?;
    Ok((start, end))
}

fn is_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// Bold, italic and underlined words stay so; colours, sizes and `{\an8}` go; any other sign stands for itself.
fn to_webvtt(subrip: &str) -> String {
    let mut webvtt = String::with_capacity(subrip.len());
    let mut rest = subrip;
    while let Some(at) = rest.find(['<', '{']) {
        webvtt.push_str(&text::escape(&rest[..at]));
        rest = &rest[at..];
        let close = if rest.starts_with('<') { '>' } else { '}' };
        let tag = rest.find(close).map(|end| &rest[..=end]).filter(|tag| is_tag(tag));
        let length = tag.map_or(1, str::len);
        match tag {
            Some(tag) if is_kept(tag) => webvtt.push_str(&tag.to_ascii_lowercase()),
            Some(_) => {}
            None => webvtt.push_str(&text::escape(&rest[..1])),
        }
        rest = &rest[length..];
    }
    webvtt.push_str(&text::escape(rest));
    webvtt
}

fn is_kept(tag: &str) -> bool {
    matches!(tag.to_ascii_lowercase().as_str(), "<b>" | "</b>" | "<i>" | "</i>" | "<u>" | "</u>")
}

fn is_tag(tag: &str) -> bool {
    let lower = tag.to_ascii_lowercase();
    is_kept(tag) || lower.starts_with("<font") || lower == "</font>" || lower.starts_with("{\\")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::captions::{CaptionFormat, format_of};

    #[test]
    fn reads_what_players_read() {
        let file = "\u{feff}1\r\n00:00:01,000 --> 00:00:02,500 X1:1 X2:2\r\n{\\an8}Tom & <FONT color=\"red\">Ana</font>\r\n\
                    <I>say</I> a < b\r\n\r\n\r\n00:00:03.000-->00:00:04,000\r\nNo number";
        let found = parse(file);
        assert_eq!(format_of(file), CaptionFormat::SubRip);
        assert!(found.findings.is_empty(), "{:?}", found.findings);
        let texts: Vec<_> = found.cues.iter().map(|cue| (cue.line, cue.id.as_str(), cue.text.as_str())).collect();
        assert_eq!(texts, [(2, "1", "Tom &amp; Ana\n<i>say</i> a &lt; b"), (7, "", "No number")]);
        assert_eq!((found.cues[0].start_ms, found.cues[0].end_ms), (1_000, 2_500));
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let found =
            parse("1\n00:00:01,000 --> 0:2\nlost\n\nstray words\nmore\n\n2\n00:00:05,000 --> 00:00:06,000\nkept\n");
        let places: Vec<_> = found.findings.iter().map(|finding| (finding.line, finding.column)).collect();
        assert_eq!(places, [(2, 18), (5, 1)]);
        assert!(matches!(&found.findings[1].flaw, Flaw::StrayText { text } if text == "stray words"));
        assert_eq!(found.cues.len(), 1);
    }

    #[test]
    fn an_arrow_in_the_words_cannot_become_a_time() {
        assert_eq!(to_webvtt("a --> b <c> {d}"), "a --&gt; b &lt;c&gt; {d}");
        assert_eq!(to_webvtt("<"), "&lt;");
    }
}
