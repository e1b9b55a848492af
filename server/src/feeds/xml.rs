//! Rows of an XML file, each as a small tree that goes once it is read. Nothing is fetched, and no entity but XML's own five and numbers
//! is known.

use quick_xml::{Reader, events::Event};

use super::{ROWS, Unreadable};

/// Elements inside one another.
pub const DEPTH: usize = 32;

/// Elements and attributes of a row. In memory each takes many times the room that it has in a file.
pub const PARTS: usize = 10_000;

/// An element with what is in it.
#[derive(Debug, Default)]
pub struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    /// The text that stands right in it.
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// The first element on a path of names.
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split('/').try_fold(self, |element, name| element.children.iter().find(|child| child.name == name))
    }

    /// The text of the first element on a path, empty where there is none.
    pub fn text(&self, path: &str) -> String {
        self.at(path).map(|element| element.text.trim().to_owned()).unwrap_or_default()
    }

    /// An attribute of the first element on a path.
    pub fn attribute(&self, path: &str, name: &str) -> String {
        let attributes = self.at(path).map(|element| element.attributes.as_slice()).unwrap_or_default();
        attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// What is read of the elements of a name, wherever they stand, but not of those inside one another.
pub fn rows<T>(source: &str, name: &str, read: impl Fn(&Element) -> T) -> Result<Vec<T>, Unreadable> {
    let mut reader = Reader::from_str(source);
    reader.config_mut().enable_all_checks(true);
    let mut rows = Vec::new();
    // The elements that are open around the row, and then those of the row itself.
    let mut outside = 0_usize;
    let mut open: Vec<Element> = Vec::new();
    let mut parts = 0;
    loop {
        let at = reader.buffer_position();
        let broken = |what: String| Unreadable::Malformed { at, what };
        match reader.read_event().map_err(|error| broken(error.to_string()))? {
            Event::DocType(_) => return Err(Unreadable::DocumentType),
            Event::Start(start) => {
                if outside + open.len() >= DEPTH {
                    return Err(Unreadable::TooDeep);
                }
                let element = element(&start).map_err(broken)?;
                parts = counted(if open.is_empty() { 0 } else { parts }, &element)?;
                if open.is_empty() && element.name != name { outside += 1 } else { open.push(element) }
            }
            Event::Empty(start) => {
                let element = element(&start).map_err(broken)?;
                parts = counted(if open.is_empty() { 0 } else { parts }, &element)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(element),
                    None if element.name == name => rows.push(read(&element)),
                    None => {}
                }
            }
            Event::End(_) => match (open.pop(), open.last_mut()) {
                (Some(element), Some(parent)) => parent.children.push(element),
                (Some(row), None) => rows.push(read(&row)),
                (None, _) => outside = outside.saturating_sub(1),
            },
            Event::Text(text) => push(&mut open, &text.xml10_content().map_err(|error| broken(error.to_string()))?),
            Event::CData(text) => push(&mut open, &text.xml10_content().map_err(|error| broken(error.to_string()))?),
            Event::GeneralRef(reference) => {
                let name = reference.decode().map_err(|error| broken(error.to_string()))?;
                let number = reference.resolve_char_ref().map_err(|error| broken(error.to_string()))?;
                let text = number.or_else(|| entity(&name)).ok_or_else(|| broken(format!("unknown entity {name}")))?;
                push(&mut open, text.encode_utf8(&mut [0; 4]));
            }
            Event::Eof if outside + open.len() > 0 => return Err(broken("the file ends in the middle".to_owned())),
            Event::Eof => return Ok(rows),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
        }
        if rows.len() > ROWS {
            return Err(Unreadable::TooManyRows);
        }
    }
}

/// How many parts a row has with one more element.
fn counted(parts: usize, element: &Element) -> Result<usize, Unreadable> {
    Some(parts + 1 + element.attributes.len()).filter(|parts| *parts <= PARTS).ok_or(Unreadable::TooManyParts)
}

fn push(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn element(start: &quick_xml::events::BytesStart<'_>) -> Result<Element, String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|error| error.to_string());
    let mut attributes = Vec::new();
    // With their element these are more than a row may have.
    for attribute in start.attributes().take(PARTS) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        // The attributes that are read are codes, which need no entities.
        attributes.push((text(attribute.key.as_ref())?, text(&attribute.value)?));
    }
    Ok(Element { name: text(start.name().as_ref())?, attributes, ..Element::default() })
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_with_its_markup_its_sections_and_its_signs() {
        let source = "<?xml version=\"1.0\"?><a><row id=\"x\"><b>R&amp;D &#233;<![CDATA[<p>]]></b><c><d/>deep</c></row><row/></a>";
        let read = |row: &Element| [row.text("b"), row.text("c"), row.text("c/e"), row.attribute("c", "id")];
        let rows = rows(source, "row", read).unwrap();
        assert_eq!(rows, [["R&D é<p>", "deep", "", ""], [""; 4]]);
    }

    #[test]
    fn no_entity_is_made_and_no_file_is_read_by_one() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]><a><row><b>&y;</b></row></a>";
        assert!(matches!(rows(bomb, "row", |_| ()), Err(Unreadable::DocumentType)));
        let outside = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>";
        assert!(matches!(rows(outside, "row", |_| ()), Err(Unreadable::DocumentType)));
        assert!(matches!(rows("<a><row>&y;</row></a>", "row", |_| ()), Err(Unreadable::Malformed { .. })));
    }

    #[test]
    fn what_ends_in_the_middle_or_is_too_deep_is_not_read_at_all() {
        for broken in ["<a><row>", "<a><row></a>", "<a><row></b></row></a>", "<a", "<a>&#0;</a>"] {
            assert!(matches!(rows(broken, "row", |_| ()), Err(Unreadable::Malformed { .. })), "{broken}");
        }
        assert!(matches!(rows(&"<a>".repeat(10_000), "row", |_| ()), Err(Unreadable::TooDeep)));
        assert!(matches!(rows(&"<row>".repeat(10_000), "row", |_| ()), Err(Unreadable::TooDeep)));
    }

    #[test]
    fn a_row_has_only_so_many_elements_and_attributes() {
        let inside = |count| format!("<a><row>{}</row><row/></a>", "<b c=\"\"/>".repeat(count));
        assert_eq!(rows(&inside(PARTS / 2 - 1), "row", |_| ()).unwrap().len(), 2);
        assert!(matches!(rows(&inside(PARTS / 2), "row", |_| ()), Err(Unreadable::TooManyParts)));
        let attributes: String = (0..PARTS).map(|number| format!(" a{number}=\"\"")).collect();
        for name in ["row", "a"] {
            let source = format!("<{name}{attributes}/>");
            assert!(matches!(rows(&source, "row", |_| ()), Err(Unreadable::TooManyParts)), "{name}");
        }
    }
}
