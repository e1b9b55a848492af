//! Reading WebVTT as the W3C's parser does: <https://www.w3.org/TR/webvtt1/#file-parsing>.

use passerelle_api::captions::Flaw;

use super::{Captions, Cue, Region, Settings, finding, is_space, normalise, time};

const HEADER: &str = "WEBVTT";

/// Whether a file begins as a WebVTT file must.
pub fn has_header(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.strip_prefix(HEADER).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// Reads a file. Without its header nothing is read but that, since a player shows nothing of it.
pub fn parse(text: &str) -> Captions {
    let text = normalise(text);
    let mut parser = Parser { lines: text.split('\n').collect(), ..Parser::default() };
    if !has_header(&text) {
        parser.found.findings.push(finding(1, 1, Flaw::MissingHeader));
        return parser.found;
    }
    parser.skip_header();
    while parser.at < parser.lines.len() {
        parser.block();
    }
    parser.found
}

#[derive(Default)]
struct Parser<'a> {
    lines: Vec<&'a str>,
    at: usize,
    seen_cue: bool,
    found: Captions,
}

/// What the first lines of a block make of it.
enum Block {
    Text,
    Cue(Cue),
    Style,
    Region,
}

impl<'a> Parser<'a> {
    /// Over the header and the lines right under it, which say nothing to a player.
    fn skip_header(&mut self) {
        self.at = 1;
        while let Some(line) = self.lines.get(self.at)
            && !line.is_empty()
            && !line.contains(time::ARROW)
        {
            self.at += 1;
        }
    }

    /// Reads one block: a cue, a style sheet, a region, or text that is none of them.
    fn block(&mut self) {
        let (first, mut block, mut buffer, mut broken) = (self.at, Block::Text, Vec::new(), None);
        let mut seen_arrow = false;
        while let Some(line) = self.lines.get(self.at).copied() {
            let count = self.at - first + 1;
            if line.contains(time::ARROW) {
                if seen_arrow || count > 2 {
                    break;
                }
                seen_arrow = true;
                match self.timing(line, &buffer) {
                    Ok(cue) => {
                        block = Block::Cue(cue);
                        buffer.clear();
                        self.seen_cue = true;
                    }
                    Err(column) => broken = Some((self.at + 1, column, line)),
                }
            } else if line.is_empty() {
                self.at += 1;
                break;
            } else {
                if count == 2 && !self.seen_cue && matches!(block, Block::Text) {
                    block = kind_of(&mut buffer);
                }
                buffer.push(line);
            }
            self.at += 1;
        }
        if let Some((line, column, text)) = broken.filter(|(_, _, text)| !text.starts_with("NOTE")) {
            self.found.findings.push(finding(line, column, Flaw::MalformedTime { text: text.trim().to_owned() }));
        }
        self.finish(block, &buffer, first, broken.is_some());
    }

    fn finish(&mut self, block: Block, buffer: &[&str], first: usize, is_broken: bool) {
        match block {
            Block::Cue(cue) => self.found.cues.push(Cue { text: buffer.join("\n"), ..cue }),
            Block::Style => self.found.styles.push(buffer.join("\n")),
            Block::Region => self.found.regions.push(Region::parse(&buffer.join("\n"))),
            Block::Text => {
                let Some(text) = buffer.first().filter(|text| !is_broken && !is_note(text)) else { return };
                self.found.findings.push(finding(first + 1, 1, Flaw::StrayText { text: (*text).to_owned() }));
            }
        }
    }

    /// The cue that a line of times begins, or the column where the times go wrong.
    fn timing(&mut self, line: &'a str, above: &[&str]) -> Result<Cue, usize> {
        let mut reader = time::Reader::new(line);
        reader.skip_spaces();
        let column = reader.column();
        let start_ms = time::webvtt(&mut reader).ok_or(column)?;
        reader.skip_spaces();
        reader.take(time::ARROW).ok_or(reader.column())?;
        reader.skip_spaces();
        let column = reader.column();
        let end_ms = time::webvtt(&mut reader).ok_or(column)?;
        let number = self.at + 1;
        let (regions, findings) = (&self.found.regions, &mut self.found.findings);
        let settings = Settings::parse(reader.rest(), regions, number, reader.column(), findings);
        let line = u32::try_from(number).unwrap_or(u32::MAX);
        Ok(Cue { id: above.join("\n"), start_ms, end_ms, settings, text: String::new(), line })
    }
}

/// What the first line of a block names. A name is no part of what it names.
fn kind_of(buffer: &mut Vec<&str>) -> Block {
    let name = buffer.first().map_or("", |line| line.trim_end_matches(is_space));
    let block = match name {
        "STYLE" => Block::Style,
        "REGION" => Block::Region,
        _ => return Block::Text,
    };
    buffer.clear();
    block
}

fn is_note(line: &str) -> bool {
    line.strip_prefix("NOTE").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}
