//! Captions as a whole: what is written is read again as it was, and what is wrong is found where it is.

use passerelle_api::{
    account::Language,
    captions::{CaptionFormat, Finding, Flaw, Severity, limits},
    course::TrackKind,
};
use passerelle_rules::captions::{
    Captions, Cue, Region, Settings,
    check::{Expected, check},
    settings::{Align, Line, LineAlign, PositionAlign, Vertical},
    subrip, webvtt, write,
};

/// A small generator of numbers, so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap_or(0)].clone()
    }

    /// Percent with at most two digits behind the point, the greatest left out, which is the usual one.
    fn percent(&mut self) -> f64 {
        self.below(10_000) as f64 / 100.0
    }
}

fn words(numbers: &mut Numbers) -> String {
    const WORDS: [&str; 9] = ["Bonjour", "&amp;", "a &lt; b", "--&gt;", "où", "الذكاء", "NOTE", "42", "¿qué?"];
    let word = |numbers: &mut Numbers| numbers.pick(&WORDS);
    let mut text = word(numbers).to_owned();
    for _ in 0..numbers.below(6) {
        text.push_str(numbers.pick(&[" ", "\n"]));
        text.push_str(word(numbers));
    }
    text
}

fn settings(numbers: &mut Numbers, regions: &[Region]) -> Settings {
    let line = match numbers.below(3) {
        0 => Line::Auto,
        1 => Line::Percent(numbers.percent()),
        _ => Line::Number(numbers.below(40) as f64 - 20.0),
    };
    let position = (numbers.below(2) == 0).then(|| numbers.percent());
    let settings = Settings {
        vertical: numbers.pick(&[Vertical::Horizontal, Vertical::RightToLeft, Vertical::LeftToRight]),
        line,
        line_align: numbers.pick(&[LineAlign::Start, LineAlign::Center, LineAlign::End]),
        position,
        position_align: numbers.pick(&[PositionAlign::Auto, PositionAlign::LineLeft, PositionAlign::LineRight]),
        size: numbers.pick(&[100.0, 50.0, 12.5]),
        align: numbers.pick(&[Align::Start, Align::Center, Align::End, Align::Left, Align::Right]),
        region: None,
    };
    let is_free = settings.line == Line::Auto && settings.size > 99.0 && settings.vertical == Vertical::Horizontal;
    Settings {
        // An alignment says something only beside what it aligns.
        line_align: if line == Line::Auto { LineAlign::Start } else { settings.line_align },
        position_align: if position.is_none() { PositionAlign::Auto } else { settings.position_align },
        region: is_free.then(|| numbers.pick(regions).id),
        ..settings
    }
}

fn file(numbers: &mut Numbers) -> Captions {
    let region = |id: &str| Region { id: id.into(), ..Region::default() };
    let regions = vec![
        Region { width: 40.0, lines: 2, anchor: (0.0, 10.5), scroll_up: true, ..region("fred") },
        Region { viewport_anchor: (100.0, 0.0), ..region("a:b") },
    ];
    let mut start_ms = 0;
    let mut cue = |numbers: &mut Numbers| {
        start_ms += numbers.below(5_000_000);
        let end_ms = start_ms + 1 + numbers.below(9_000);
        let id = numbers.pick(&["", "1", "an id"]).to_owned();
        Cue { id, start_ms, end_ms, settings: settings(numbers, &regions), text: words(numbers), line: 0 }
    };
    let cues = (0..numbers.below(12)).map(|_| cue(numbers)).collect();
    Captions { regions: regions.clone(), styles: vec!["::cue(b) {\n  color: red;\n}".into()], cues, findings: vec![] }
}

#[test]
fn webvtt_is_read_as_it_was_written() {
    for seed in 0..500 {
        let captions = file(&mut Numbers(seed));
        let text = write::webvtt(&captions.regions, &captions.styles, &captions.cues);
        let mut read = webvtt::parse(&text);
        read.cues.iter_mut().for_each(|cue| cue.line = 0);
        assert_eq!(read, captions, "seed {seed}\n{text}");
    }
}

#[test]
fn subrip_is_read_as_it_was_written() {
    for seed in 0..500 {
        let numbers = &mut Numbers(seed);
        let captions = file(numbers);
        let mut read = subrip::parse(&write::subrip(&captions.cues));
        assert!(read.findings.is_empty(), "seed {seed}: {:?}", read.findings);
        read.cues.iter_mut().for_each(|cue| cue.line = 0);
        // SubRip has numbers for ids, and no places on the picture.
        let numbered = |(index, cue): (usize, &Cue)| Cue {
            id: (index + 1).to_string(),
            settings: Settings::default(),
            ..cue.clone()
        };
        let expected: Vec<Cue> = captions.cues.iter().enumerate().map(numbered).collect();
        assert_eq!(read.cues, expected, "seed {seed}");
    }
}

#[test]
fn a_flaw_travels_under_its_code() {
    let gap = Flaw::Gap { from_ms: 1, to_ms: 2, limit_ms: 3 };
    for flaw in [gap, Flaw::NotUtf8 { byte: 0 }, Flaw::MissingHeader, Flaw::StrayText { text: "x".into() }] {
        assert_eq!(
            serde_json::to_value(&flaw).ok().and_then(|value| value.get("code").cloned()),
            Some(flaw.code().into())
        );
    }
}

#[test]
fn the_captions_of_the_demo_have_no_errors() {
    let media = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/media");
    let Ok(folders) = std::fs::read_dir(&media) else {
        println!("skipped: {} is not there", media.display());
        return;
    };
    let mut files = 0;
    for folder in folders.flatten() {
        for language in Language::ALL {
            let Ok(bytes) = std::fs::read(folder.path().join(format!("captions.{}.vtt", language.as_str()))) else {
                continue;
            };
            let checked = check(&bytes, Expected { language: *language, duration_ms: None, ..EXPECTED });
            assert!(checked.is_acceptable(), "{}: {:?}", folder.path().display(), checked.findings);
            let wrong = checked.findings.iter().find(|found| matches!(found.flaw, Flaw::WrongLanguage { .. }));
            assert_eq!(wrong, None, "{}", folder.path().display());
            files += 1;
        }
    }
    println!("{files} files without an error");
}

const EXPECTED: Expected<'_> =
    Expected { kind: TrackKind::Captions, language: Language::English, duration_ms: Some(20_000), speech: &[] };

fn places(findings: &[Finding]) -> Vec<(u32, u32, Flaw)> {
    findings.iter().map(|finding| (finding.line, finding.column, finding.flaw.clone())).collect()
}

fn found(text: &str) -> Vec<(u32, u32, Flaw)> {
    places(&check(text.as_bytes(), EXPECTED).findings)
}

#[test]
fn a_good_file_has_no_findings() {
    let text =
        "WEBVTT\n\n1\n00:01.000 --> 00:06.000\nOne line\nand another\n\n00:08.000 --> 00:20.000 align:start\nThe end\n";
    let checked = check(text.as_bytes(), EXPECTED);
    assert_eq!(checked.findings, []);
    assert!(checked.is_acceptable());
    assert_eq!((checked.format, checked.captions.cues.len()), (CaptionFormat::WebVtt, 2));
}

#[test]
fn times_that_are_wrong_are_found_where_they_stand() {
    let text = "WEBVTT\n\n00:01.000 --> 0:05.000\nlost\n\n00:05.000 --> 00:04.000\nback\n\n00:06.000 --> 00:09.000\na\n\n\
                00:08.000 --> 00:12.000 algn:start\nb\n\n00:07.000 --> 00:25.000\nc\n";
    let line = |number| move |place: &(u32, u32, Flaw)| place.0 == number;
    let found = found(text);
    assert_eq!(found[0], (3, 15, Flaw::MalformedTime { text: "00:01.000 --> 0:05.000".into() }));
    assert!(found.contains(&(6, 1, Flaw::EndBeforeStart { start_ms: 5_000, end_ms: 4_000 })));
    assert!(found.contains(&(12, 1, Flaw::Overlap { previous_line: 9, by_ms: 1_000 })));
    assert!(found.contains(&(12, 25, Flaw::IgnoredSetting { text: "algn:start".into() })));
    assert!(found.contains(&(15, 1, Flaw::OutOfOrder { start_ms: 7_000, previous_start_ms: 8_000 })));
    assert!(found.contains(&(15, 1, Flaw::BeyondEnd { end_ms: 25_000, duration_ms: 20_000 })));
    assert_eq!(found.iter().filter(|place| line(9)(place)).count(), 0, "{found:?}");
}

#[test]
fn what_cannot_be_read_in_time_or_space_is_found() {
    let long = "x".repeat(43);
    let text =
        format!("WEBVTT\n\n00:01.000 --> 00:02.000\none\ntwo\n{long}\n\n00:02.000 --> 00:20.000\n<i>{long}</i>\n");
    let found = found(&text);
    let expected = [
        (3, 1, Flaw::TooFast { characters: 49, shown_ms: 1_000, limit: 20, needs_ms: 2_450 }),
        (6, 1, Flaw::TooManyLines { lines: 3, limit: 2 }),
        (6, 43, Flaw::LineTooLong { characters: 43, limit: 42 }),
        (9, 1, Flaw::LineTooLong { characters: 43, limit: 42 }),
    ];
    assert_eq!(found, expected);
    // Neither bound is for what is read aloud.
    let descriptions = Expected { kind: TrackKind::Descriptions, ..EXPECTED };
    assert_eq!(check(text.as_bytes(), descriptions).findings, []);
}

#[test]
fn exactly_as_fast_as_can_be_read_is_not_too_fast() {
    let text = format!("WEBVTT\n\n00:00.000 --> 00:02.000\n{}\n\n00:02.000 --> 00:20.000\nx\n", "x".repeat(40));
    assert_eq!(found(&text), []);
    let text = text.replace("00:02.000\nx", "00:01.999\nx");
    assert!(matches!(found(&text)[0].2, Flaw::TooFast { needs_ms: 2_000, .. }));
}

#[test]
fn silence_is_a_gap_only_where_the_speech_is_not_known() {
    let text = "WEBVTT\n\n00:00.000 --> 00:02.000\na\n\n00:14.000 --> 00:16.000\nb\n";
    let gap = |from_ms, to_ms| Flaw::Gap { from_ms, to_ms, limit_ms: limits::GAP_MS };
    assert_eq!(found(text), [(6, 1, gap(2_000, 14_000))]);
    let longer = Expected { duration_ms: Some(26_001), ..EXPECTED };
    assert!(places(&check(text.as_bytes(), longer).findings).contains(&(6, 1, gap(16_000, 26_001))));
    let speech = [(0, 2_500), (5_000, 8_000), (14_500, 19_000)];
    let known = Expected { speech: &speech, ..EXPECTED };
    let unspoken = |from_ms, to_ms| Flaw::UncaptionedSpeech { from_ms, to_ms };
    let expected = [(6, 1, unspoken(5_000, 8_000)), (6, 1, unspoken(16_000, 19_000))];
    assert_eq!(places(&check(text.as_bytes(), known).findings), expected);
}

#[test]
fn the_wrong_language_is_found_and_the_right_one_is_not() {
    let words = "Dans un programme, une personne écrit les règles pour la machine, et elle ne fait pas plus que ce qui est \
                 dans les règles.";
    let text = format!("WEBVTT\n\n00:00.000 --> 00:20.000\n{}\n", words.replace(", ", ",\n"));
    let wrong = Flaw::WrongLanguage { declared: Language::English, found: Language::French };
    assert!(found(&text).contains(&(4, 1, wrong.clone())));
    let french = check(text.as_bytes(), Expected { language: Language::French, ..EXPECTED });
    assert!(french.findings.iter().all(|finding| !matches!(finding.flaw, Flaw::WrongLanguage { .. })));
}

#[test]
fn a_missing_header_does_not_hide_the_rest() {
    let found = found("\u{feff}00:00.000 --> 00:03.000\na\n\n00:05.000 --> 00:04.000\nb\n");
    assert_eq!(found[0], (1, 1, Flaw::MissingHeader));
    assert_eq!(found[1], (4, 1, Flaw::EndBeforeStart { start_ms: 5_000, end_ms: 4_000 }));
    for text in ["", "\n\n", "WEBVTTX\n", "garbage"] {
        assert!(!check(text.as_bytes(), EXPECTED).is_acceptable(), "{text:?}");
    }
    assert_eq!(self::found("WEBVTT\n"), [(1, 1, Flaw::NoCues)]);
}

#[test]
fn bytes_that_are_no_text_are_said_with_their_place() {
    let checked = check(b"WEBVTT\n\n00:00.000 --> 00:01.000\ncaf\xe9\n", EXPECTED);
    assert_eq!(places(&checked.findings), [(4, 4, Flaw::NotUtf8 { byte: 35 })]);
    assert!(!checked.is_acceptable());
    let large = vec![b'x'; limits::BYTES as usize + 1];
    let flaw = Flaw::TooLarge { bytes: limits::BYTES + 1, limit: limits::BYTES };
    assert_eq!(places(&check(&large, EXPECTED).findings), [(1, 1, flaw)]);
}

#[test]
fn text_outside_of_cues_is_found_and_notes_are_not() {
    let text = "WEBVTT - a title\n\nNOTE a note\nof two lines\n\nNOTE --> x\n\n00:00.000 --> 00:09.000\nfirst\n\nlost\n\n\
                id only\n00:09.000 --> 00:20.000\n";
    let stray = Flaw::StrayText { text: "lost".into() };
    assert_eq!(found(text), [(11, 1, stray), (14, 1, Flaw::EmptyCue)]);
}

#[test]
fn a_file_beyond_mending_keeps_its_errors() {
    let mut text = String::from("WEBVTT\n");
    for second in 0..300 {
        text.push_str(&format!("\n{:02}:{:02}.000 --> {0:02}:{1:02}.100\nMuch too fast\n", second / 60, second % 60));
    }
    text.push_str("\n00:99.000 --> 1\nx\n");
    let checked = check(text.as_bytes(), EXPECTED);
    assert_eq!(checked.findings.len(), limits::FINDINGS);
    assert!(checked.findings.iter().any(|finding| finding.severity == Severity::Error));
}

#[test]
fn no_file_makes_the_check_fail() {
    const PIECES: [&str; 24] = [
        "\n\n00:01.000 --> 00:02.000 ",
        "\n\n7\n00:00:01,000 --> 00:00:02,000\n",
        "WEBVTT",
        "\n",
        "\r",
        "\n\n",
        "-->",
        " ",
        "\t",
        "00:00.000",
        "00:00:01,000",
        "99999999999999999999:00:00.000",
        "1",
        "NOTE",
        "STYLE",
        "REGION",
        "id:fred",
        "region:fred",
        "line:-1,end",
        "<v Ana",
        ">",
        "&#xffffff;",
        "{\\",
        "é🌞",
    ];
    let mut cues = 0;
    for seed in 0..20_000 {
        let numbers = &mut Numbers(seed);
        let mut bytes = numbers.pick(&["", "WEBVTT\n", "WEBVTT\n\nREGION\nid:fred\n"]).as_bytes().to_vec();
        for _ in 0..numbers.below(25) {
            bytes.extend(numbers.pick(&PIECES).bytes());
        }
        if seed % 10 == 0 {
            bytes.push(0xff);
        }
        let kind = numbers.pick(TrackKind::ALL);
        let checked = check(&bytes, Expected { kind, speech: &[(0, 3_000), (2_000, 1_000)], ..EXPECTED });
        let in_file = |found: &Finding| found.line >= 1 && found.column >= 1 && found.line as usize <= bytes.len() + 1;
        assert!(checked.findings.iter().all(in_file), "{:?}: {:?}", String::from_utf8_lossy(&bytes), checked.findings);
        assert!(!checked.is_acceptable() || !checked.captions.cues.is_empty());
        let captions = checked.captions;
        let mut again = webvtt::parse(&write::webvtt(&captions.regions, &captions.styles, &captions.cues)).cues;
        again.iter_mut().zip(&captions.cues).for_each(|(cue, first)| cue.line = first.line);
        assert_eq!(again, captions.cues, "{:?}", String::from_utf8_lossy(&bytes));
        cues += again.len();
    }
    assert!(cues > 10_000, "{cues} cues are too few to say much");
}
