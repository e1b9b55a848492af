//! Times of cues, in milliseconds.

use super::is_space;

/// What separates the two times of a cue.
pub const ARROW: &str = "-->";

/// A place in a line that is read from left to right.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    line: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// At the beginning of a line.
    pub fn new(line: &'a str) -> Self {
        Self { line, at: 0 }
    }

    /// What is still to be read.
    pub fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    /// The column of the next character, counted from 1 in characters.
    pub fn column(&self) -> usize {
        self.line[..self.at].chars().count() + 1
    }

    /// Goes over white space.
    pub fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches(is_space).len();
    }

    /// Goes over a text, where it stands here.
    pub fn take(&mut self, text: &str) -> Option<()> {
        self.rest().starts_with(text).then(|| self.at += text.len())
    }

    /// The ASCII digits that stand here.
    pub fn digits(&mut self) -> &'a str {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += length;
        &rest[..length]
    }
}

/// Reads a WebVTT timestamp: hours of any number of digits where there are any, two digits of minutes and of seconds,
/// three of milliseconds.
pub fn webvtt(reader: &mut Reader<'_>) -> Option<u64> {
    let digits = reader.digits();
    let first = number(digits)?;
    let begins_with_hours = digits.len() != 2 || first > 59;
    reader.take(":")?;
    let second = two_digits(reader)?;
    let (hours, minutes, seconds) = if begins_with_hours || reader.rest().starts_with(':') {
        reader.take(":")?;
        (first, second, two_digits(reader)?)
    } else {
        (0, first, second)
    };
    reader.take(".")?;
    let thousandths = reader.digits();
    if thousandths.len() != 3 || minutes > 59 || seconds > 59 {
        return None;
    }
    Some(milliseconds(hours, minutes, seconds, number(thousandths)?))
}

/// Reads a SubRip time: hours, minutes, seconds and milliseconds, all of them there. A point is taken for the comma, as
/// players do.
pub fn subrip(reader: &mut Reader<'_>) -> Option<u64> {
    let hours = number(reader.digits())?;
    reader.take(":")?;
    let minutes = two_digits(reader)?;
    reader.take(":")?;
    let seconds = two_digits(reader)?;
    reader.take(",").or_else(|| reader.take("."))?;
    let thousandths = reader.digits();
    if thousandths.len() != 3 || minutes > 59 || seconds > 59 {
        return None;
    }
    Some(milliseconds(hours, minutes, seconds, number(thousandths)?))
}

/// A time as WebVTT writes it, hours always there.
pub fn to_webvtt(ms: u64) -> String {
    spelled(ms, '.')
}

/// A time as SubRip writes it.
pub fn to_subrip(ms: u64) -> String {
    spelled(ms, ',')
}

fn spelled(ms: u64, point: char) -> String {
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}{point}{:03}", ms % 1_000)
}

fn two_digits(reader: &mut Reader<'_>) -> Option<u64> {
    let digits = reader.digits();
    (digits.len() == 2).then(|| number(digits)).flatten()
}

/// A number of hours that no video lasts is as good as the longest one.
fn number(digits: &str) -> Option<u64> {
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(u64::from(u32::MAX)).min(u64::from(u32::MAX))) }
}

fn milliseconds(hours: u64, minutes: u64, seconds: u64, thousandths: u64) -> u64 {
    ((hours * 60 + minutes) * 60 + seconds) * 1_000 + thousandths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vtt(text: &str) -> Option<u64> {
        let mut reader = Reader::new(text);
        webvtt(&mut reader).filter(|_| reader.rest().is_empty())
    }

    #[test]
    fn hours_are_there_or_not() {
        assert_eq!(vtt("01:02.003"), Some(62_003));
        assert_eq!(vtt("00:01:02.003"), Some(62_003));
        assert_eq!(vtt("123:00:00.000"), Some(442_800_000));
        assert_eq!(vtt("1:00:00.000"), Some(3_600_000));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            ":",
            "1",
            "1:00.000",
            "60:00.000",
            "000:00.000",
            "00:60.000",
            "00:00:60.000",
            "00:60:00.000",
            "00:00.00",
            "00:00.0000",
            "00:00,000",
            "00.00.000",
            "00:000.000",
            "a0:00.000",
            "-0:00.000",
            "٠٠:٠٠.٠٠٠",
        ] {
            assert_eq!(vtt(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_no_video_has_does_not_overflow() {
        assert!(vtt(&format!("{}:00:00.000", "9".repeat(400))).is_some());
    }

    #[test]
    fn a_subrip_time_has_all_its_parts() {
        assert_eq!(subrip(&mut Reader::new("01:00:02,500")), Some(3_602_500));
        assert_eq!(subrip(&mut Reader::new("01:00:02.500")), Some(3_602_500));
        for text in ["00:02,500", "00:00:02", "00:00:62,000", "00:00:02,50", "x"] {
            assert_eq!(subrip(&mut Reader::new(text)), None, "{text}");
        }
        assert_eq!((to_subrip(3_602_500), to_webvtt(3_602_500)), ("01:00:02,500".into(), "01:00:02.500".into()));
    }
}
