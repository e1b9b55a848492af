//! The files of mozilla/vtt.js (Apache-2.0), each with what a parser must make of it. They lie outside of the repository, in
//! `../shared/data/webvtt` or below `PASSERELLE_SHARED`; where they are not, nothing is tested, and that is said.
//!
//! vtt.js follows a draft of 2014. Where the W3C's Recommendation has another rule since, the Recommendation holds, and
//! the file and its rule stand in [`CHANGED`].
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is not as it must be")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use passerelle_rules::captions::{
    Captions, Cue, Region,
    settings::{Align, Line, LineAlign, PositionAlign, Vertical},
    webvtt,
};
use serde_json::{Value, json};

/// Files that the Recommendation reads otherwise than vtt.js, the file with what it makes of them, and its rule.
const CHANGED: [(&str, &str, &str); 9] = [
    ("cue-settings/line/bad-line-align", "cue-settings/line/bad-line", "an unknown alignment drops the whole setting"),
    ("cue-settings/line/line-middle-align", "cue-settings/line/bad-line", "`middle` became `center`"),
    ("cue-settings/position/bad-position-align", "cue-settings/position/bad-position", "an unknown alignment drops it"),
    ("cue-settings/position/position-start-align", "cue-settings/position/bad-position", "`start` became `line-left`"),
    ("cue-settings/position/position-end-align", "cue-settings/position/bad-position", "`end` became `line-right`"),
    ("cue-settings/region/valid", "cue-settings/region/bad-region", "regions are blocks, no lines of the header"),
    (
        "cue-settings/region/region-arrows",
        "cue-settings/region/bad-region",
        "regions are blocks, no lines of the header",
    ),
    ("cue-times/min-top-digits", "cue-times/bad-data", "hours are followed by minutes and seconds"),
    ("cue-times/minimum-spots-over-sixty", "cue-times/bad-data", "hours are followed by minutes and seconds"),
];

/// The header needs no empty line behind it any more, so this file has its cue.
const NO_NEW_LINE: &str = "file-layout/header-no-new-line";

fn folder() -> PathBuf {
    let shared = std::env::var_os("PASSERELLE_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"));
    shared.join("data/webvtt")
}

#[test]
fn every_file_is_read_as_its_json_says() {
    let root = folder();
    if !root.is_dir() {
        println!("skipped: {} is not there", root.display());
        return;
    }
    let files = files(&root);
    assert!(files.len() > 100, "{} files", files.len());
    let (mut right, mut by_rendering) = (0, 0);
    for name in &files {
        let bytes = fs::read(root.join(format!("{name}.vtt"))).unwrap();
        let captions = webvtt::parse(std::str::from_utf8(&bytes).unwrap());
        let expected = expected(&root, name);
        let got = value(&captions);
        if got == expected {
            right += 1
        } else {
            eprintln!("{name}\n  expected {expected}\n  got      {got}")
        }
        by_rendering += usize::from(check_rendering(&root, name, &captions));
    }
    println!("{right} of {} files, {} of them by a newer rule", files.len(), CHANGED.len() + 1);
    println!("{by_rendering} of them show the texts of their rendering");
    assert_eq!(right, files.len());
}

/// Every `.vtt` below a folder, without its ending.
fn files(root: &Path) -> Vec<String> {
    let (mut names, mut folders) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "vtt") {
                names.push(path.strip_prefix(root).unwrap().with_extension("").to_str().unwrap().to_owned());
            }
        }
    }
    names.sort();
    names
}

/// What the data says: the JSON of the file, or, for the many that come to the same, the one they share.
fn expected(root: &Path, name: &str) -> Value {
    if name == NO_NEW_LINE {
        let mut with_data = read(&root.join("file-layout/with-data.json"));
        let cue = with_data["cues"][0].as_object_mut().unwrap();
        cue.extend(json!({"startTime": 11.0, "endTime": 13.0, "text": "Test"}).as_object().unwrap().clone());
        return normal(with_data);
    }
    let changed = CHANGED.iter().find(|(file, _, _)| *file == name).map(|(_, other, _)| (*other).to_owned());
    let own = Some(name.to_owned()).filter(|name| root.join(format!("{name}.json")).is_file());
    let file = changed.or(own).unwrap_or_else(|| shared(root, name));
    normal(read(&root.join(format!("{file}.json"))))
}

fn shared(root: &Path, name: &str) -> String {
    let (folder, _) = name.rsplit_once('/').unwrap();
    if let Some(setting) = folder.strip_prefix("cue-settings/") {
        return format!("{folder}/bad-{setting}");
    }
    let shows_something = !rendering(root, name).unwrap().is_empty();
    let file = match (folder, shows_something) {
        (_, true) => "with-data",
        ("cue-times", false) => "bad-data",
        (_, false) => "no-output",
    };
    format!("{folder}/{file}")
}

fn rendering(root: &Path, name: &str) -> Option<Vec<Value>> {
    let file = root.join(format!("{name}-proc.json"));
    file.is_file().then(|| read(&file).as_array().unwrap().clone())
}

/// Whether the file has a rendering, whose texts must then be ours.
fn check_rendering(root: &Path, name: &str, captions: &Captions) -> bool {
    let Some(rendering) = rendering(root, name) else { return false };
    if name == NO_NEW_LINE || CHANGED.iter().any(|(file, other, _)| *file == name && other.contains("cue-times")) {
        return false;
    }
    let shown: Vec<&str> = rendering.iter().map(|cue| cue["textContent"].as_str().unwrap()).collect();
    let ours: Vec<String> = captions.cues.iter().map(Cue::plain).collect();
    assert_eq!(ours, shown, "{name}");
    true
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).unwrap()
}

/// Numbers as floating point, and without the tree of the text, which is vtt.js' own.
fn normal(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64().unwrap()),
        Value::Array(items) => items.into_iter().map(normal).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(name, _)| name != "domTree")
            .map(|(name, value)| (name, normal(value)))
            .collect(),
        other => other,
    }
}

fn value(captions: &Captions) -> Value {
    let cues: Vec<Value> = captions.cues.iter().map(|cue| cue_value(cue, &captions.regions)).collect();
    normal(json!({"cues": cues, "regions": captions.regions.iter().map(region_value).collect::<Vec<_>>()}))
}

/// A cue in the words of the draft: `middle` was what is now `center`, and a position's alignment was computed.
fn cue_value(cue: &Cue, regions: &[Region]) -> Value {
    let settings = &cue.settings;
    let (line, snap) = match settings.line {
        Line::Auto => (json!("auto"), true),
        Line::Percent(percent) => (json!(percent), false),
        Line::Number(number) => (json!(number), true),
    };
    let align = match settings.align {
        Align::Start => "start",
        Align::Center => "middle",
        Align::End => "end",
        Align::Left => "left",
        Align::Right => "right",
    };
    let position_align = match (settings.position_align, settings.align) {
        (PositionAlign::LineLeft, _) | (PositionAlign::Auto, Align::Start | Align::Left) => "start",
        (PositionAlign::Center, _) | (PositionAlign::Auto, Align::Center) => "middle",
        (PositionAlign::LineRight, _) | (PositionAlign::Auto, Align::End | Align::Right) => "end",
    };
    let line_align = match settings.line_align {
        LineAlign::Start => "start",
        LineAlign::Center => "middle",
        LineAlign::End => "end",
    };
    let vertical = match settings.vertical {
        Vertical::Horizontal => "",
        Vertical::RightToLeft => "rl",
        Vertical::LeftToRight => "lr",
    };
    let region = settings.region.as_ref().map(|id| regions.iter().find(|region| region.id == *id).expect("its region"));
    json!({
        "align": align, "id": cue.id, "text": cue.text, "vertical": vertical, "pauseOnExit": false,
        "startTime": cue.start_ms as f64 / 1000.0, "endTime": cue.end_ms as f64 / 1000.0,
        "line": line, "snapToLines": snap, "lineAlign": line_align, "size": settings.size,
        "position": settings.position.map_or(json!("auto"), |position| json!(position)), "positionAlign": position_align,
        "region": region.map_or(json!(""), region_value),
    })
}

fn region_value(region: &Region) -> Value {
    json!({
        "lines": region.lines, "width": region.width, "scroll": if region.scroll_up { "up" } else { "" },
        "regionAnchorX": region.anchor.0, "regionAnchorY": region.anchor.1,
        "viewportAnchorX": region.viewport_anchor.0, "viewportAnchorY": region.viewport_anchor.1,
    })
}
