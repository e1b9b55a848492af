//! The sentences of a text on the page, each with the place where it stands.

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node, Range};

use crate::ui::focus::within;

/// What may hold text of its own.
const BLOCKS: &str = "h2, h3, h4, h5, h6, p, li, th, td, figcaption";

/// The name that the style sheet knows the marked sentence by.
const MARK: &str = "aloud";

/// A sentence.
#[derive(Clone)]
pub struct Sentence {
    pub text: String,
    pub range: Range,
    pub block: HtmlElement,
}

/// Every sentence, in order. Code, tables' scrollers and meanings that are closed are not read.
pub fn sentences(article: &Element, lang: &str) -> Vec<Sentence> {
    within(article, BLOCKS).iter().flat_map(|block| of_block(block, lang)).collect()
}

fn of_block(block: &HtmlElement, lang: &str) -> Vec<Sentence> {
    let mut nodes = Vec::new();
    collect(block, &mut nodes);
    let text: String = nodes.iter().filter_map(|(node, ..)| node.node_value()).collect();
    let sentence = |(start, end, text): (u32, u32, String)| {
        let range = document().create_range().ok()?;
        let (node, offset) = at(&nodes, start)?;
        range.set_start(node, offset).ok()?;
        let (node, offset) = at(&nodes, end)?;
        range.set_end(node, offset).ok()?;
        Some(Sentence { text, range, block: block.clone() })
    };
    split(&text, lang).into_iter().filter_map(sentence).collect()
}

/// The texts of a block, each with where it begins and ends, in UTF-16 as the browser counts. What belongs to a block inside is not its own.
fn collect(parent: &Node, found: &mut Vec<(Node, u32, u32)>) {
    let children = parent.child_nodes();
    for child in (0..children.length()).filter_map(|index| children.item(index)) {
        if child.node_type() == Node::TEXT_NODE {
            let begin = found.last().map_or(0, |(_, _, end)| *end);
            let length = child.node_value().map_or(0, |text| text.encode_utf16().count()) as u32;
            found.push((child, begin, begin + length));
        } else if let Some(element) = child.dyn_ref::<Element>() {
            let skipped = [BLOCKS, ", pre, ul, ol, [hidden]"].concat();
            if !element.matches(&skipped).unwrap_or(true) {
                collect(element, found);
            }
        }
    }
}

fn at(nodes: &[(Node, u32, u32)], offset: u32) -> Option<(&Node, u32)> {
    let (node, begin, _) = nodes.iter().find(|(_, _, end)| offset <= *end)?;
    Some((node, offset - begin))
}

/// Where the language's sentences begin and end. A browser that cannot tell has the block read as one.
fn split(text: &str, lang: &str) -> Vec<(u32, u32, String)> {
    let parts = segments(text, lang).unwrap_or_else(|| vec![text.to_owned()]);
    let mut begin = 0;
    let mut found = Vec::new();
    for part in parts {
        let length = part.encode_utf16().count() as u32;
        let blank = part.trim_end().encode_utf16().count() as u32;
        if part.chars().any(char::is_alphanumeric) {
            found.push((begin, begin + blank, part.trim().to_owned()));
        }
        begin += length;
    }
    found
}

fn segments(text: &str, lang: &str) -> Option<Vec<String>> {
    let intl = get(&js_sys::global(), "Intl")?;
    let segmenter: Function = get(&intl, "Segmenter")?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"granularity".into(), &"sentence".into()).ok()?;
    let segmenter = Reflect::construct(&segmenter, &Array::of2(&lang.into(), &options)).ok()?;
    let segment: Function = get(&segmenter, "segment")?.dyn_into().ok()?;
    let segments = segment.call1(&segmenter, &text.into()).ok()?;
    Array::from(&segments).iter().map(|part| get(&part, "segment")?.as_string()).collect()
}

/// Marks a sentence: its block by a bar beside it, and its words where the browser can.
pub fn mark(sentence: &Sentence) {
    unmark();
    if sentence.block.set_attribute("data-aloud", "").is_err() {
        leptos::logging::error!("the block that is read could not be marked");
    }
    let constructor = get(&js_sys::global(), "Highlight").and_then(|found| found.dyn_into::<Function>().ok());
    let highlight = constructor.and_then(|found| Reflect::construct(&found, &Array::of1(&sentence.range)).ok());
    if let (Some(highlight), Some(highlights)) = (highlight, highlights())
        && let Some(set) = get(&highlights, "set").and_then(|set| set.dyn_into::<Function>().ok())
    {
        // A browser that has highlights takes any range.
        drop(set.call2(&highlights, &MARK.into(), &highlight));
    }
}

/// Takes the mark away.
pub fn unmark() {
    if let Ok(Some(block)) = document().query_selector("[data-aloud]") {
        // Taking away what is there cannot be refused.
        drop(block.remove_attribute("data-aloud"));
    }
    if let Some(highlights) = highlights()
        && let Some(delete) = get(&highlights, "delete").and_then(|delete| delete.dyn_into::<Function>().ok())
    {
        drop(delete.call1(&highlights, &MARK.into()));
    }
}

fn highlights() -> Option<JsValue> {
    get(&get(&js_sys::global(), "CSS")?, "highlights")
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
}
