//! Where on the picture a cue stands: the settings behind its times, and the regions they may name.

use passerelle_api::captions::{Finding, Flaw};

use super::{finding, is_space};

/// Which way the lines of a cue run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Vertical {
    #[default]
    Horizontal,
    /// Columns that grow to the left.
    RightToLeft,
    /// Columns that grow to the right.
    LeftToRight,
}

/// Where the box of a cue stands across its lines.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Line {
    #[default]
    Auto,
    /// Percent of the picture.
    Percent(f64),
    /// Lines from the top, or from the bottom where negative.
    Number(f64),
}

/// Which edge of the box is meant by [`Line`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineAlign {
    #[default]
    Start,
    Center,
    End,
}

/// Which part of the box is meant by the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PositionAlign {
    #[default]
    Auto,
    LineLeft,
    Center,
    LineRight,
}

/// How the text is aligned in its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    Start,
    #[default]
    Center,
    End,
    Left,
    Right,
}

/// The settings of a cue.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub vertical: Vertical,
    pub line: Line,
    pub line_align: LineAlign,
    /// Percent of the picture, or as the alignment says.
    pub position: Option<f64>,
    pub position_align: PositionAlign,
    /// Percent of the picture.
    pub size: f64,
    pub align: Align,
    /// The name of a region that the file defines.
    pub region: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            vertical: Vertical::default(),
            line: Line::default(),
            line_align: LineAlign::default(),
            position: None,
            position_align: PositionAlign::default(),
            size: 100.0,
            align: Align::default(),
            region: None,
        }
    }
}

/// Part of the picture in which cues stand one below the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    pub id: String,
    /// Percent of the picture.
    pub width: f64,
    pub lines: u32,
    /// The point of the region, in percent of it, that stands at `viewport_anchor`.
    pub anchor: (f64, f64),
    /// Percent of the picture.
    pub viewport_anchor: (f64, f64),
    /// Whether lines move up as new ones come.
    pub scroll_up: bool,
}

impl Default for Region {
    fn default() -> Self {
        let corner = (0.0, 100.0);
        Self { id: String::new(), width: 100.0, lines: 3, anchor: corner, viewport_anchor: corner, scroll_up: false }
    }
}

impl Settings {
    /// Reads the settings that stand in a line from `column` on. What a player ignores is left out and found.
    pub fn parse(text: &str, regions: &[Region], line: usize, column: usize, findings: &mut Vec<Finding>) -> Self {
        let mut settings = Self::default();
        for (start, word) in words(text) {
            let known = pair(word).and_then(|(name, value)| settings.set(name, value, regions));
            if known.is_none() {
                let column = column + text[..start].chars().count();
                findings.push(finding(line, column, Flaw::IgnoredSetting { text: word.to_owned() }));
            }
        }
        // A region places its cues itself, so one that is placed otherwise as well is not in it.
        let placed = settings.line != Line::Auto || settings.size < 100.0 || settings.vertical != Vertical::Horizontal;
        if placed {
            settings.region = None;
        }
        settings
    }

    fn set(&mut self, name: &str, value: &str, regions: &[Region]) -> Option<()> {
        match name {
            "vertical" => self.vertical = vertical(value)?,
            "line" => (self.line, self.line_align) = line(value)?,
            "position" => {
                let (position, align) = position(value)?;
                (self.position, self.position_align) = (Some(position), align);
            }
            "size" => self.size = percent(value)?,
            "align" => self.align = align(value)?,
            "region" => {
                self.region = Some(regions.iter().rev().find(|region| region.id == value)?.id.clone());
            }
            _ => return None,
        }
        Some(())
    }

    /// The settings as they stand behind the times of a cue; nothing where all is as usual.
    pub fn write(&self) -> String {
        let mut words = Vec::new();
        match self.vertical {
            Vertical::Horizontal => {}
            Vertical::RightToLeft => words.push("vertical:rl".to_owned()),
            Vertical::LeftToRight => words.push("vertical:lr".to_owned()),
        }
        let end = match self.line_align {
            LineAlign::Start => "",
            LineAlign::Center => ",center",
            LineAlign::End => ",end",
        };
        match self.line {
            Line::Auto => {}
            Line::Percent(percent) => words.push(format!("line:{percent}%{end}")),
            Line::Number(number) => words.push(format!("line:{number}{end}")),
        }
        if let Some(position) = self.position {
            let end = match self.position_align {
                PositionAlign::Auto => "",
                PositionAlign::LineLeft => ",line-left",
                PositionAlign::Center => ",center",
                PositionAlign::LineRight => ",line-right",
            };
            words.push(format!("position:{position}%{end}"));
        }
        if self.size < 100.0 {
            words.push(format!("size:{}%", self.size));
        }
        match self.align {
            Align::Center => {}
            Align::Start => words.push("align:start".to_owned()),
            Align::End => words.push("align:end".to_owned()),
            Align::Left => words.push("align:left".to_owned()),
            Align::Right => words.push("align:right".to_owned()),
        }
        if let Some(region) = &self.region {
            words.push(format!("region:{region}"));
        }
        words.join(" ")
    }
}

impl Region {
    /// Reads the settings of a region, over any number of lines.
    pub fn parse(text: &str) -> Self {
        let mut region = Self::default();
        for (name, value) in words(text).filter_map(|(_, word)| pair(word)) {
            region.set(name, value);
        }
        region
    }

    /// What cannot be read stays as it is.
    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "id" => self.id = value.to_owned(),
            "width" => self.width = percent(value)?,
            "lines" if value.bytes().all(|byte| byte.is_ascii_digit()) => self.lines = value.parse().ok()?,
            "regionanchor" => self.anchor = point(value)?,
            "viewportanchor" => self.viewport_anchor = point(value)?,
            "scroll" if value == "up" => self.scroll_up = true,
            _ => return None,
        }
        Some(())
    }

    /// The block that defines the region.
    pub fn write(&self) -> String {
        let (usual, point) = (Self::default(), |(x, y): (f64, f64)| format!("{x}%,{y}%"));
        let mut block = format!("REGION\nid:{}\n", self.id);
        let mut setting = |differs: bool, text: String| {
            if differs {
                block.push_str(&text);
                block.push('\n');
            }
        };
        setting(self.width < 100.0, format!("width:{}%", self.width));
        setting(self.lines != usual.lines, format!("lines:{}", self.lines));
        setting(self.anchor != usual.anchor, format!("regionanchor:{}", point(self.anchor)));
        let anchor = self.viewport_anchor;
        setting(anchor != usual.viewport_anchor, format!("viewportanchor:{}", point(anchor)));
        setting(self.scroll_up, "scroll:up".to_owned());
        block
    }
}

/// The words between white space, each with the byte it begins at.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let place = |at: &mut usize, word: &'_ str| {
        let start = *at;
        // White space is one byte each.
        *at += word.len() + 1;
        Some(start)
    };
    let starts = text.split(is_space).scan(0, place);
    starts.zip(text.split(is_space)).filter(|(_, word)| !word.is_empty())
}

fn pair(word: &str) -> Option<(&str, &str)> {
    word.split_once(':').filter(|(name, value)| !name.is_empty() && !value.is_empty())
}

fn vertical(value: &str) -> Option<Vertical> {
    match value {
        "rl" => Some(Vertical::RightToLeft),
        "lr" => Some(Vertical::LeftToRight),
        _ => None,
    }
}

fn align(value: &str) -> Option<Align> {
    match value {
        "start" => Some(Align::Start),
        "center" => Some(Align::Center),
        "end" => Some(Align::End),
        "left" => Some(Align::Left),
        "right" => Some(Align::Right),
        _ => None,
    }
}

fn line(value: &str) -> Option<(Line, LineAlign)> {
    let (offset, align) = value.split_once(',').map_or((value, None), |(offset, align)| (offset, Some(align)));
    let line = match offset.ends_with('%') {
        true => Line::Percent(percent(offset)?),
        false => Line::Number(line_number(offset)?),
    };
    let align = match align {
        None | Some("start") => LineAlign::Start,
        Some("center") => LineAlign::Center,
        Some("end") => LineAlign::End,
        Some(_) => return None,
    };
    Some((line, align))
}

/// Digits with at most a sign before them and a point between two of them.
fn line_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    // Zero has no sign, since lines count from the top and from the bottom.
    text.parse::<f64>().ok().map(|number| if number == 0.0 { 0.0 } else { number })
}

fn position(value: &str) -> Option<(f64, PositionAlign)> {
    let (offset, align) = value.split_once(',').map_or((value, None), |(offset, align)| (offset, Some(align)));
    let position = percent(offset)?;
    let align = match align {
        None => PositionAlign::Auto,
        Some("line-left") => PositionAlign::LineLeft,
        Some("center") => PositionAlign::Center,
        Some("line-right") => PositionAlign::LineRight,
        Some(_) => return None,
    };
    Some((position, align))
}

/// Digits, with a point between two of them where there is one, and the sign; 0 to 100.
fn percent(text: &str) -> Option<f64> {
    let digits = text.strip_suffix('%').filter(|digits| !digits.starts_with('-'))?;
    line_number(digits).filter(|number| *number <= 100.0)
}

fn point(text: &str) -> Option<(f64, f64)> {
    let (x, y) = text.split_once(',')?;
    Some((percent(x)?, percent(y)?))
}
