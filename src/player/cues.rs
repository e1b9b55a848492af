//! Captions, chapters and descriptions as plain data: which track to take, what is said now, and how a transcript is grouped.

use passerelle_api::{
    account::Language,
    course::{Rendition, Track, TrackKind},
};

/// Chapters and their first line are written to the millisecond by different hands; this much apart still belongs together.
const TOLERANCE_MS: u64 = 60;

/// The widest picture that still counts as small.
const SMALL_HEIGHT: u32 = 480;

/// One cue of a track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    pub start_ms: u64,
    pub end_ms: u64,
    pub text: String,
    /// What the browser made of the cue's markup, which knows no scripts and no addresses.
    pub html: String,
}

/// A track's cues, as far as they are here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cues {
    #[default]
    Loading,
    Loaded(Vec<Cue>),
    Failed,
}

impl Cues {
    /// The cues, or none while they are not here.
    pub fn list(&self) -> &[Cue] {
        match self {
            Self::Loaded(cues) => cues,
            Self::Loading | Self::Failed => &[],
        }
    }
}

/// A chapter with the lines that are said in it. Lines keep their number in the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// `None` for what is said before the first chapter.
    pub chapter: Option<Cue>,
    pub lines: Vec<(usize, Cue)>,
}

/// The track of a kind in the first of these languages that there is, else in any.
pub fn pick(tracks: &[Track], kind: TrackKind, wanted: &[Language]) -> Option<usize> {
    let in_language = |language: Language| tracks.iter().position(|track| track.kind == kind && track.lang == language);
    wanted.iter().copied().find_map(in_language).or_else(|| tracks.iter().position(|track| track.kind == kind))
}

/// The languages that there is a kind of track in, in their order.
pub fn languages(tracks: &[Track], kind: TrackKind) -> Vec<Language> {
    tracks.iter().filter(|track| track.kind == kind).map(|track| track.lang).collect()
}

/// The number of the last cue that began by a moment.
pub fn current(cues: &[Cue], position_ms: u64) -> Option<usize> {
    cues.partition_point(|cue| cue.start_ms <= position_ms).checked_sub(1)
}

/// Sorts the lines under the chapters in which they begin.
pub fn group(lines: &[Cue], chapters: &[Cue]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let chapter = current(chapters, line.start_ms + TOLERANCE_MS).and_then(|chapter| chapters.get(chapter));
        match groups.last_mut() {
            Some(last) if last.chapter.as_ref() == chapter => last.lines.push((number, line.clone())),
            _ => groups.push(Group { chapter: chapter.cloned(), lines: vec![(number, line.clone())] }),
        }
    }
    groups
}

/// The encodings in the order the browser should try them: small ones first where data or room is short.
pub fn order(mut renditions: Vec<Rendition>, small_first: bool) -> Vec<Rendition> {
    renditions.sort_by_key(|rendition| (rendition.height <= SMALL_HEIGHT) != small_first);
    renditions
}

/// The numbers of the lines in which words are found.
pub fn find(lines: &[Cue], words: &str) -> Vec<usize> {
    lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !ranges(&line.text, words).is_empty())
        .map(|(number, _)| number)
        .collect()
}

/// Where words stand in a text, in bytes, whatever their case. No words stand nowhere.
pub fn ranges(text: &str, words: &str) -> Vec<(usize, usize)> {
    let wanted = small(words.trim());
    let all: Vec<(usize, char)> = text.char_indices().map(|(at, _)| at).zip(small(text)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while !wanted.is_empty() && at + wanted.len() <= all.len() {
        let end = at + wanted.len();
        if all[at..end].iter().map(|(_, c)| c).eq(&wanted) {
            found.push((all[at].0, all.get(end).map_or(text.len(), |(at, _)| *at)));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// The letters of a text without their case, as many as it has. Where a small letter takes two, such as İ, only plain letters change.
fn small(text: &str) -> Vec<char> {
    let letters: Vec<char> = crate::base::lower(text).chars().collect();
    if letters.len() == text.chars().count() { letters } else { text.to_ascii_lowercase().chars().collect() }
}

/// A moment as it stands beside a line: `1:05`, or `1:01:05` from an hour on.
pub fn clock(ms: u64) -> String {
    let seconds = ms / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(start_ms: u64, text: &str) -> Cue {
        Cue { start_ms, end_ms: start_ms + 1_000, text: text.into(), html: text.into() }
    }

    fn track(kind: TrackKind, lang: Language) -> Track {
        Track { src: String::new(), kind, lang }
    }

    #[test]
    fn the_first_wanted_language_that_exists_is_taken() {
        let tracks = [
            track(TrackKind::Captions, Language::English),
            track(TrackKind::Chapters, Language::Arabic),
            track(TrackKind::Captions, Language::French),
        ];
        assert_eq!(pick(&tracks, TrackKind::Captions, &[Language::Arabic, Language::French]), Some(2));
        assert_eq!(pick(&tracks, TrackKind::Captions, &[Language::Arabic]), Some(0));
        assert_eq!(pick(&tracks, TrackKind::Descriptions, &[Language::English]), None);
    }

    #[test]
    fn a_line_stays_current_until_the_next_begins() {
        let cues = [cue(1_000, "a"), cue(5_000, "b")];
        assert_eq!(current(&cues, 999), None);
        assert_eq!(current(&cues, 1_000), Some(0));
        assert_eq!(current(&cues, 4_000), Some(0));
        assert_eq!(current(&cues, 90_000), Some(1));
    }

    #[test]
    fn lines_stand_under_the_chapter_they_begin_in() {
        let lines = [cue(0, "before"), cue(1_960, "first"), cue(3_000, "second"), cue(9_000, "third")];
        let groups = group(&lines, &[cue(2_000, "One"), cue(9_000, "Two")]);
        let shape: Vec<_> = groups
            .iter()
            .map(|group| (group.chapter.as_ref().map(|chapter| chapter.text.as_str()), group.lines.len()))
            .collect();
        assert_eq!(shape, [(None, 1), (Some("One"), 2), (Some("Two"), 1)]);
        assert_eq!(groups[2].lines[0].0, 3);
    }

    #[test]
    fn without_chapters_there_is_one_group() {
        let groups = group(&[cue(0, "a"), cue(1_000, "b")], &[]);
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].chapter, None);
        assert!(group(&[], &[cue(0, "One")]).is_empty());
    }

    #[test]
    fn small_renditions_come_first_where_asked_and_keep_their_order() {
        let rendition = |src: &str, height| Rendition {
            src: src.into(),
            mime: String::new(),
            width: height * 16 / 9,
            height,
            bytes: 1,
        };
        let all =
            vec![rendition("l.webm", 720), rendition("l.mp4", 720), rendition("s.webm", 360), rendition("s.mp4", 360)];
        let names = |list: Vec<Rendition>| list.into_iter().map(|one| one.src).collect::<Vec<_>>();
        assert_eq!(names(order(all.clone(), true)), ["s.webm", "s.mp4", "l.webm", "l.mp4"]);
        assert_eq!(names(order(all, false)), ["l.webm", "l.mp4", "s.webm", "s.mp4"]);
    }

    #[test]
    fn words_are_found_whatever_their_case_and_script() {
        assert_eq!(ranges("Web pages and the web", " WEB"), [(0, 3), (18, 21)]);
        assert_eq!(ranges("Les Élèves", "élève"), [(4, 11)]);
        assert_eq!(ranges("صفحات الويب", "الويب"), [(11, 21)]);
        assert_eq!(ranges("anything", "  "), []);
        assert_eq!(ranges("İstanbul", "stan"), [(2, 6)]);
        assert_eq!(find(&[cue(0, "one"), cue(1, "two"), cue(2, "One more")], "one"), [0, 2]);
    }

    #[test]
    fn moments_are_written_as_clocks_write_them() {
        assert_eq!(clock(65_400), "1:05");
        assert_eq!(clock(3_665_000), "1:01:05");
    }
}
