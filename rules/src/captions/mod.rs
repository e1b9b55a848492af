//! Captions: reading WebVTT and SubRip, checking them, and writing them out again.
//!
//! Reading never fails. Players skip what they do not understand, and so does this; what was skipped is in
//! [`Captions::findings`], so that a person can mend it.

use passerelle_api::captions::{CaptionFormat, Finding, Flaw, Severity};

pub mod check;
pub mod language;
pub mod settings;
pub mod subrip;
pub mod text;
pub mod time;
pub mod webvtt;
pub mod write;

pub use settings::{Region, Settings};

/// A file of captions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Captions {
    pub regions: Vec<Region>,
    /// Style sheets, as they stand in the file.
    pub styles: Vec<String>,
    pub cues: Vec<Cue>,
    /// What a player would skip, in the order of the lines.
    pub findings: Vec<Finding>,
}

/// A text with the time it is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cue {
    pub id: String,
    pub start_ms: u64,
    pub end_ms: u64,
    pub settings: Settings,
    /// WebVTT cue text with its tags, as it stands in the file.
    pub text: String,
    /// The line of its times, counted from 1; 0 where it comes from no file.
    pub line: u32,
}

impl Cue {
    /// The words alone: tags understood, lines kept.
    pub fn plain(&self) -> String {
        text::plain(&self.text)
    }
}

/// Which format a file is written in. Without a WebVTT header, times with a comma tell a SubRip file.
pub fn format_of(text: &str) -> CaptionFormat {
    if webvtt::has_header(text) {
        return CaptionFormat::WebVtt;
    }
    let is_subrip = |line: &str| line.split_once("-->").is_some_and(|(start, _)| start.contains(','));
    if text.lines().any(is_subrip) { CaptionFormat::SubRip } else { CaptionFormat::WebVtt }
}

/// Reads a file in the format its content tells.
pub fn parse(text: &str) -> (CaptionFormat, Captions) {
    match format_of(text) {
        CaptionFormat::WebVtt => (CaptionFormat::WebVtt, webvtt::parse(text)),
        CaptionFormat::SubRip => (CaptionFormat::SubRip, subrip::parse(text)),
    }
}

/// How much a flaw weighs. An error is what makes words lost or times wrong.
pub fn severity(flaw: &Flaw) -> Severity {
    match flaw {
        Flaw::TooLarge { .. }
        | Flaw::NotUtf8 { .. }
        | Flaw::MissingHeader
        | Flaw::NoCues
        | Flaw::MalformedTime { .. }
        | Flaw::EndBeforeStart { .. } => Severity::Error,
        _ => Severity::Warning,
    }
}

/// A finding at a place, weighed.
pub(crate) fn finding(line: usize, column: usize, flaw: Flaw) -> Finding {
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    Finding { line: number(line), column: number(column), severity: severity(&flaw), flaw }
}

/// Carriage returns and NUL as the WebVTT specification treats them, and without a byte order mark.
pub(crate) fn normalise(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}")
}

/// White space of the WebVTT specification.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{c}' | '\r')
}
