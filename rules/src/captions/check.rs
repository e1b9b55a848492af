//! What is wrong with a file, with the place and the values that tell what would mend it.

use passerelle_api::{
    account::Language,
    captions::{CaptionFormat, Finding, Flaw, limits},
    course::TrackKind,
};

use super::{Captions, Cue, finding, format_of, language, parse, webvtt};

/// What a file is sent as, and what is known of its media.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected<'a> {
    pub kind: TrackKind,
    pub language: Language,
    pub duration_ms: Option<u64>,
    /// When somebody speaks, in order; empty where that is not known, and then long gaps are found instead.
    pub speech: &'a [(u64, u64)],
}

/// A file that was read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    pub format: CaptionFormat,
    pub captions: Captions,
    /// In the order of the lines. Where there are more than [`limits::FINDINGS`], errors stay before warnings.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// Whether the file may be taken.
    pub fn is_acceptable(&self) -> bool {
        self.findings.iter().all(|finding| !finding.severity.refuses())
    }

    /// A file of which nothing can be read.
    fn refused(format: CaptionFormat, flaw: Flaw, line: usize, column: usize) -> Self {
        Self { format, captions: Captions::default(), findings: vec![finding(line, column, flaw)] }
    }
}

/// Reads and checks the bytes of a file.
pub fn check(bytes: &[u8], expected: Expected<'_>) -> Checked {
    let size = bytes.len() as u64;
    if size > limits::BYTES {
        let flaw = Flaw::TooLarge { bytes: size, limit: limits::BYTES };
        return Checked::refused(CaptionFormat::WebVtt, flaw, 1, 1);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
            let flaw = Flaw::NotUtf8 { byte: error.valid_up_to() as u64 };
            return Checked::refused(format_of(&before), flaw, line, column);
        }
    };
    let (format, captions) = read(text);
    let mut findings = captions.findings.clone();
    if captions.cues.is_empty() && findings.iter().all(|finding| !finding.severity.refuses()) {
        findings.push(finding(1, 1, Flaw::NoCues));
    }
    check_times(&captions.cues, expected, &mut findings);
    check_words(&captions.cues, expected, &mut findings);
    if expected.kind == TrackKind::Captions {
        check_reading(&captions.cues, &mut findings);
        check_coverage(&captions.cues, expected, &mut findings);
    }
    Checked { format, captions, findings: in_order(findings) }
}

/// Reads a file; one whose header is missing is read as if it were there, so that all of it can be mended at once.
fn read(text: &str) -> (CaptionFormat, Captions) {
    let (format, captions) = parse(text);
    if format == CaptionFormat::SubRip || webvtt::has_header(text) {
        return (format, captions);
    }
    const HEADER: &str = "WEBVTT\n\n";
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rest = webvtt::parse(&format!("{HEADER}{body}"));
    rest.cues.iter_mut().for_each(|cue| cue.line -= 2);
    rest.findings.iter_mut().for_each(|finding| finding.line -= 2);
    rest.findings.extend(captions.findings);
    (format, rest)
}

fn check_times(cues: &[Cue], expected: Expected<'_>, findings: &mut Vec<Finding>) {
    let mut previous: Option<&Cue> = None;
    // The cue that is shown longest of those before.
    let mut longest: Option<&Cue> = None;
    for cue in cues {
        let Cue { start_ms, end_ms, .. } = *cue;
        let mut found = |flaw| findings.push(finding(cue.line as usize, 1, flaw));
        if end_ms <= start_ms {
            found(Flaw::EndBeforeStart { start_ms, end_ms });
        }
        if let Some(previous) = previous.filter(|previous| start_ms < previous.start_ms) {
            found(Flaw::OutOfOrder { start_ms, previous_start_ms: previous.start_ms });
        } else if let Some(longest) = longest.filter(|longest| start_ms < longest.end_ms)
            && expected.kind != TrackKind::Chapters
        {
            found(Flaw::Overlap { previous_line: longest.line, by_ms: longest.end_ms - start_ms });
        }
        if let Some(duration_ms) = expected.duration_ms.filter(|duration_ms| end_ms > *duration_ms) {
            found(Flaw::BeyondEnd { end_ms, duration_ms });
        }
        previous = Some(cue);
        longest = longest.filter(|longest| longest.end_ms >= end_ms).or(Some(cue));
    }
}

fn check_words(cues: &[Cue], expected: Expected<'_>, findings: &mut Vec<Finding>) {
    let mut all = String::new();
    for cue in cues {
        let words = cue.plain();
        if words.trim().is_empty() {
            findings.push(finding(cue.line as usize, 1, Flaw::EmptyCue));
        }
        all.extend([&words, "\n"]);
    }
    let declared = expected.language;
    if let Some(found) = language::detect(&all).filter(|found| *found != declared) {
        let line = cues.first().map_or(1, |cue| cue.line as usize + 1);
        findings.push(finding(line, 1, Flaw::WrongLanguage { declared, found }));
    }
}

/// Whether a caption can be read in the time and space it has.
fn check_reading(cues: &[Cue], findings: &mut Vec<Finding>) {
    for cue in cues {
        let words = cue.plain();
        let first = cue.line as usize + 1;
        let count = |text: &str| u32::try_from(text.chars().filter(|c| *c != '\n').count()).unwrap_or(u32::MAX);
        let (characters, limit) = (count(&words), limits::CHARACTERS_A_SECOND);
        let shown_ms = cue.end_ms.saturating_sub(cue.start_ms);
        let needs_ms = (u64::from(characters) * 1_000).div_ceil(u64::from(limit));
        if shown_ms > 0 && needs_ms > shown_ms {
            findings.push(finding(cue.line as usize, 1, Flaw::TooFast { characters, shown_ms, limit, needs_ms }));
        }
        let lines: Vec<&str> = words.split('\n').collect();
        if lines.len() > limits::LINES as usize {
            let flaw = Flaw::TooManyLines { lines: count_of(lines.len()), limit: limits::LINES };
            findings.push(finding(first + limits::LINES as usize, 1, flaw));
        }
        for (index, line) in lines.iter().enumerate().filter(|(_, line)| count(line) > limits::LINE) {
            // Where there are tags, the column of the words is not that of the file.
            let is_plain = cue.text.split('\n').nth(index) == Some(*line);
            let column = if is_plain { limits::LINE as usize + 1 } else { 1 };
            let flaw = Flaw::LineTooLong { characters: count(line), limit: limits::LINE };
            findings.push(finding(first + index, column, flaw));
        }
    }
}

/// Whether speech goes without captions: known speech where there is some, else any long gap from the first moment to the
/// last.
fn check_coverage(cues: &[Cue], expected: Expected<'_>, findings: &mut Vec<Finding>) {
    if cues.is_empty() {
        return;
    }
    let mut shown: Vec<(u64, u64, u32)> = cues.iter().map(|cue| (cue.start_ms, cue.end_ms, cue.line)).collect();
    shown.sort_unstable();
    if !expected.speech.is_empty() {
        for (from, to) in expected.speech {
            uncaptioned(&shown, *from, *to, findings);
        }
        return;
    }
    let limit_ms = limits::GAP_MS;
    let mut from_ms = 0;
    let mut gap = |from_ms: u64, to_ms: u64, line: u32| {
        if to_ms.saturating_sub(from_ms) > limit_ms {
            findings.push(finding(line as usize, 1, Flaw::Gap { from_ms, to_ms, limit_ms }));
        }
    };
    for (start, end, line) in &shown {
        gap(from_ms, *start, *line);
        from_ms = from_ms.max(*end);
    }
    if let (Some(duration_ms), Some((_, _, line))) = (expected.duration_ms, shown.last()) {
        gap(from_ms, duration_ms, *line);
    }
}

/// Finds the parts of a span of speech that no cue stands for. Each is found at the cue behind it, where one would be
/// added.
fn uncaptioned(shown: &[(u64, u64, u32)], from: u64, to: u64, findings: &mut Vec<Finding>) {
    let mut silent_from = from;
    let mut found = |from_ms: u64, to_ms: u64, line: u32| {
        if to_ms.saturating_sub(from_ms) > limits::SPEECH_MS {
            findings.push(finding(line as usize, 1, Flaw::UncaptionedSpeech { from_ms, to_ms }));
        }
    };
    for (start, end, line) in shown.iter().filter(|(start, end, _)| *end > from && *start < to) {
        found(silent_from, *start, *line);
        silent_from = silent_from.max(*end);
    }
    let behind = shown.iter().find(|(start, _, _)| *start >= to).or(shown.last());
    found(silent_from, to, behind.map_or(1, |(_, _, line)| *line));
}

fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() > limits::FINDINGS {
        findings.sort_by_key(|finding| finding.severity);
        findings.truncate(limits::FINDINGS);
    }
    findings.sort_by_key(|finding| (finding.line, finding.column));
    findings
}

fn count_of(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
