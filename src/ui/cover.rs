//! A cover for every course, drawn from its topic and its slug: a bridge towards a sun that carries the topic's sign. The same
//! course has the same cover everywhere, and no two of a catalogue look alike by chance only.

use std::fmt::Write as _;

use leptos::prelude::*;

/// Where the deck of the bridge lies, on a picture of 320 by 180.
const DECK: u32 = 132;

/// The cover of a course. It says nothing that the title beside it does not, so screen readers pass over it.
#[component]
pub fn Cover(#[prop(into)] topic: String, #[prop(into)] slug: String) -> impl IntoView {
    let seed = Seed::new(&slug);
    let class = ["cover cover-day", "cover cover-dusk", "cover cover-night"][seed.pick(0, 3) as usize];
    view! {
        <svg
            class=class
            viewBox="0 0 320 180"
            preserveAspectRatio="xMidYMid slice"
            aria-hidden="true"
            focusable="false"
            inner_html=drawing(&topic, seed)
        ></svg>
    }
}

/// Small numbers that follow from a text alone.
#[derive(Clone, Copy)]
struct Seed(u64);

impl Seed {
    /// The FNV-1a hash of a text, which is short and the same on every machine.
    fn new(text: &str) -> Self {
        Self(
            text.bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)),
        )
    }

    /// A number below `count`, a different one for each `place`.
    fn pick(self, place: u32, count: u32) -> u32 {
        let mixed = (self.0 ^ (self.0 >> 29)).rotate_right(place * 11).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed >> 40) % u64::from(count)) as u32
    }
}

fn drawing(topic: &str, seed: Seed) -> String {
    let bridge = Bridge::new(seed);
    let sun = bridge.sun(seed.pick(1, 48));
    let height = 44 + seed.pick(2, 9);
    let far = 96 + seed.pick(3, 22);
    let hill = 60 + seed.pick(4, 200);
    let mut svg = String::with_capacity(2048);
    // Writing to a string does not fail.
    let _ = write!(
        svg,
        "<rect class=\"c-sky\" width=\"320\" height=\"180\"/>\
         <path class=\"c-far\" d=\"M0 {far}C{a} {b} {c} {far} {hill} {d}S280 {b} 320 {far}V180H0z\"/>\
         <circle class=\"c-halo\" cx=\"{sun}\" cy=\"{height}\" r=\"42\"/>\
         <circle class=\"c-sun\" cx=\"{sun}\" cy=\"{height}\" r=\"31\"/>\
         <path class=\"c-sign\" transform=\"translate({x} {y})\" d=\"{sign}\"/>",
        a = hill / 3,
        b = far - 22,
        c = hill / 2,
        d = far + 8,
        x = sun - 20,
        y = height - 20,
        sign = sign(topic),
    );
    water(&mut svg, seed);
    let _ = write!(svg, "<path class=\"c-line\" d=\"{}\"/>", bridge.strokes());
    svg.push_str(
        "<path class=\"c-near\" d=\"M0 180V122c18 0 30 8 40 22l16 36zM320 180V118c-20 2-34 10-44 26l-14 36z\"/>",
    );
    svg
}

/// Ripples below the bridge.
fn water(svg: &mut String, seed: Seed) {
    svg.push_str("<path class=\"c-water\" d=\"M0 150h320v30H0z\"/><path class=\"c-ripple\" d=\"");
    for row in 0..3 {
        let start = 60 + seed.pick(5 + row, 60);
        let _ = write!(
            svg,
            "M{start} {y}h{length}m18 0h{rest}",
            y = 157 + row * 7,
            length = 40 + seed.pick(8 + row, 50),
            rest = 20 + row * 8
        );
    }
    svg.push_str("\"/>");
}

/// The bridges that are drawn.
#[derive(Clone, Copy)]
enum Bridge {
    /// Stone arches, this many.
    Arches(u32),
    Suspension,
    Truss,
    Bow,
    /// Cables from a tower that stands here.
    Stays(u32),
}

impl Bridge {
    fn new(seed: Seed) -> Self {
        match seed.pick(11, 5) {
            0 => Self::Arches(3 + seed.pick(12, 3)),
            1 => Self::Suspension,
            2 => Self::Truss,
            3 => Self::Bow,
            _ => Self::Stays(if seed.pick(12, 2) == 0 { 118 } else { 202 }),
        }
    }

    /// Where the sun stands, moved by `drift` below 48, so that no stroke crosses its sign.
    fn sun(self, drift: u32) -> u32 {
        match self {
            Self::Suspension | Self::Bow => 136 + drift,
            Self::Arches(_) | Self::Truss => 72 + drift * 3,
            Self::Stays(tower) if tower < 160 => 206 + drift,
            Self::Stays(_) => 66 + drift,
        }
    }

    fn strokes(self) -> String {
        let mut d = format!("M0 {DECK}H320");
        match self {
            Self::Arches(count) => arches(&mut d, count),
            Self::Suspension => suspension(&mut d),
            Self::Truss => truss(&mut d),
            Self::Bow => bow(&mut d),
            Self::Stays(tower) => stays(&mut d, tower),
        }
        d
    }
}

fn arches(d: &mut String, count: u32) {
    let width = 240 / count;
    for index in 0..count {
        let _ = write!(d, "M{} 164V150a{r} {r} 0 0 1 {} 0V164", 40 + index * width + 4, width - 8, r = (width - 8) / 2);
    }
    let _ = write!(d, "M20 {y}H300", y = DECK - 12);
    for post in (0..15).map(|index| 20 + index * 20) {
        let _ = write!(d, "M{post} {DECK}v-12");
    }
}

fn suspension(d: &mut String) {
    d.push_str("M80 164V72M240 164V72M0 122C34 114 62 98 80 76 116 128 204 128 240 76 258 98 286 114 320 122");
    for (x, y) in [
        (100, 96),
        (120, 108),
        (140, 114),
        (160, 115),
        (180, 114),
        (200, 108),
        (220, 96),
        (58, 99),
        (36, 111),
        (262, 99),
        (284, 111),
    ] {
        let _ = write!(d, "M{x} {y}V{DECK}");
    }
}

fn truss(d: &mut String) {
    let top = DECK - 34;
    let _ = write!(d, "M60 {top}H260M30 {DECK}");
    for index in 0..8 {
        let x = 60 + index * 30;
        let y = if index % 2 == 0 { top } else { DECK };
        let _ = write!(d, "L{x} {y}");
    }
    let _ = write!(d, "L290 {DECK}M80 164V{DECK}M240 164V{DECK}");
}

fn bow(d: &mut String) {
    d.push_str("M24 156C66 106 116 92 160 92s94 14 136 64");
    for (x, y) in [(72, 117), (101, 103), (130, 95), (160, 92), (190, 95), (219, 103), (248, 117)] {
        let _ = write!(d, "M{x} {y}V{DECK}");
    }
}

fn stays(d: &mut String, tower: u32) {
    let _ = write!(d, "M{tower} 164V52");
    for step in 1..=4 {
        let (reach, foot) = (step * 24, 56 + (4 - step) * 9);
        let _ = write!(d, "M{} {DECK}L{tower} {foot}L{} {DECK}", tower - reach, tower + reach);
    }
}

/// The sign of a topic, as strokes on a 40 by 40 grid.
fn sign(topic: &str) -> &'static str {
    match topic {
        "digital-basics" => "M8 9h24v17H8zM15 32h10M20 26v6M16 14l8 3-3.5 1.500L19 22z",
        "web" => "M14 12l-8 8 8 8M26 12l8 8-8 8M23 9l-6 22",
        "ai" => {
            "M20 17V9M20 23v8M17 20H9M23 20h8M20 23a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM20 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM20 35a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 22a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM33 22a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
        }
        "job-search" => "M7 14h26v17H7zM15 14V9h10v5M7 21h26M20 19v4",
        "data" => "M8 32h24M11 32V22h4v10M18 32V12h4v20M25 32V17h4v15",
        "design" => "M20 6l7 15-7 13-7-13zM20 20v14M20 20a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
        "business" => "M8 30l8-9 6 5 10-13M25 13h7v7",
        _ => "M5 28h30M7 28C10 17 15 11 20 11s10 6 13 17M14 28V15M20 28V11M26 28V15",
    }
}

#[cfg(test)]
mod tests {
    use super::{Seed, drawing};

    const SLUGS: [&str; 6] = [
        "accessible-html",
        "find-an-apprenticeship",
        "first-steps-online",
        "understanding-ai",
        "a",
        "une-très-longue-adresse-de-cours",
    ];

    #[test]
    fn a_course_always_has_the_same_cover() {
        for slug in SLUGS {
            assert_eq!(drawing("web", Seed::new(slug)), drawing("web", Seed::new(slug)));
        }
    }

    #[test]
    fn two_courses_of_one_topic_look_different() {
        let covers: std::collections::BTreeSet<_> = SLUGS.iter().map(|slug| drawing("web", Seed::new(slug))).collect();
        assert_eq!(covers.len(), SLUGS.len());
    }

    #[test]
    fn a_cover_is_small_and_stands_on_its_own() {
        for slug in SLUGS {
            for topic in ["digital-basics", "web", "ai", "job-search", "data", "design", "business", "unheard-of"] {
                let svg = drawing(topic, Seed::new(slug));
                assert!(svg.len() < 6 * 1024, "{slug}: {} bytes", svg.len());
                assert!(svg.contains("c-sign") && svg.contains("c-line"));
            }
        }
    }
}
