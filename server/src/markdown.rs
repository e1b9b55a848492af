//! Markdown of authors and employers, as HTML that is safe to put into a page.
//!
//! HTML inside the Markdown is shown as the text it is. The result is cleaned against a list of allowed elements all the
//! same, so that a fault here is not a hole in the page.

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use passerelle_api::course::Heading;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::{glossary::Words, text};

/// What an address in Markdown begins with that names a word of the glossary.
const GLOSSARY: &str = "glossary:";

/// HTML with the headings in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    pub html: String,
    pub headings: Vec<Heading>,
}

/// The words of the glossary that a text names, in their order.
pub fn glossary_words(source: &str) -> Vec<String> {
    let name = |event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => dest_url.strip_prefix(GLOSSARY).map(str::to_owned),
        _ => None,
    };
    Parser::new_ext(source, Options::ENABLE_TABLES).filter_map(name).collect()
}

/// Renders CommonMark with tables.
pub fn render(source: &str) -> Rendered {
    render_with(source, &Words::default())
}

/// Renders CommonMark with tables, in which `[browser](glossary:browser)` is a word that opens to what it means.
pub fn render_with(source: &str, glossary: &Words<'_>) -> Rendered {
    let events: Vec<Event<'_>> = Parser::new_ext(source, Options::ENABLE_TABLES).collect();
    let mut writer = Writer { glossary: glossary.clone(), ..Writer::default() };
    for at in 0..events.len() {
        writer.write(&events, at);
    }
    let mut raw = String::with_capacity(source.len() * 2);
    html::push_html(&mut raw, writer.out.into_iter());
    Rendered { html: cleaner().clean(&raw).to_string(), headings: writer.headings }
}

#[derive(Default)]
struct Writer<'a> {
    glossary: Words<'a>,
    out: Vec<Event<'a>>,
    headings: Vec<Heading>,
    /// For each open quotation, whether it is a note.
    notes: Vec<bool>,
    in_table_head: bool,
    /// A picture that stands alone in its paragraph is a figure, which replaces the paragraph.
    figure: bool,
    /// For each open link, what the word means that it is; nothing for one that leads somewhere.
    links: Vec<Option<String>>,
    /// How many words were explained, for ids of their own.
    explained: usize,
}

impl<'a> Writer<'a> {
    fn write(&mut self, events: &[Event<'a>], at: usize) {
        match &events[at] {
            Event::End(TagEnd::Paragraph) if self.figure => {
                self.figure = false;
                self.raw("</figure>\n");
            }
            // What is inside the picture was written with it, as its alternative.
            _ if self.figure => {}
            Event::Html(markup) | Event::InlineHtml(markup) => self.out.push(Event::Text(markup.clone())),
            Event::Start(Tag::HtmlBlock) => self.raw("<p>"),
            Event::End(TagEnd::HtmlBlock) => self.raw("</p>"),
            Event::Start(Tag::Heading { level, .. }) => self.open_heading(*level, &events[at + 1..]),
            Event::End(TagEnd::Heading(level)) => self.raw(format!("</h{}>\n", depth(*level))),
            Event::Start(Tag::BlockQuote(_)) => {
                let note = begins_with_label(&events[at + 1..]);
                self.notes.push(note);
                self.raw(if note { "<aside class=\"note\" role=\"note\">\n" } else { "<blockquote>\n" });
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                let note = self.notes.pop().unwrap_or(false);
                self.raw(if note { "</aside>\n" } else { "</blockquote>\n" });
            }
            Event::Start(Tag::CodeBlock(kind)) => self.open_code(kind),
            Event::End(TagEnd::CodeBlock) => self.raw("</code></pre>\n"),
            Event::Start(Tag::Paragraph) if is_lone_picture(&events[at + 1..]) => self.open_figure(&events[at + 1..]),
            Event::Start(Tag::Link { dest_url, .. }) => self.open_link(&events[at], dest_url),
            Event::End(TagEnd::Link) => self.close_link(&events[at]),
            _ if self.write_table(events, at) => {}
            event => self.out.push(event.clone()),
        }
    }

    /// Tables scroll in a region of their own, which the keyboard reaches and which is named by the table's head.
    fn write_table(&mut self, events: &[Event<'a>], at: usize) -> bool {
        match &events[at] {
            Event::Start(Tag::Table(_)) => {
                let name = escape(&table_name(&events[at + 1..]));
                self.raw(format!(
                    "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\"><table>"
                ));
            }
            Event::End(TagEnd::Table) => self.raw("</tbody></table></div>\n"),
            Event::Start(Tag::TableHead) => {
                self.in_table_head = true;
                self.raw("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => {
                self.in_table_head = false;
                self.raw("</tr></thead><tbody>\n");
            }
            Event::Start(Tag::TableRow) => self.raw("<tr>"),
            Event::End(TagEnd::TableRow) => self.raw("</tr>\n"),
            Event::Start(Tag::TableCell) => self.raw(if self.in_table_head { "<th scope=\"col\">" } else { "<td>" }),
            Event::End(TagEnd::TableCell) => self.raw(if self.in_table_head { "</th>" } else { "</td>" }),
            _ => return false,
        }
        true
    }

    /// A word of the glossary is a button that shows and hides what stands right behind it, so that it opens in place for
    /// everybody. One that the glossary does not have is a word like any other.
    fn open_link(&mut self, event: &Event<'a>, address: &str) {
        let Some(slug) = address.strip_prefix(GLOSSARY) else {
            self.links.push(None);
            return self.out.push(event.clone());
        };
        let Some(meaning) = self.glossary.get(slug) else { return self.links.push(Some(String::new())) };
        let (term, definition) = (escape(meaning.term), escape(meaning.definition));
        self.explained += 1;
        let id = format!("term-{}", self.explained);
        self.raw(format!("<button type=\"button\" class=\"term\" aria-expanded=\"false\" aria-controls=\"{id}\">"));
        self.links.push(Some(format!(
            "</button><span class=\"term-note\" id=\"{id}\" hidden=\"\"><strong>{term}</strong>: {definition}</span>"
        )));
    }

    fn close_link(&mut self, event: &Event<'a>) {
        match self.links.pop().flatten() {
            Some(end) => self.raw(end),
            None => self.out.push(event.clone()),
        }
    }

    fn open_heading(&mut self, level: HeadingLevel, rest: &[Event<'a>]) {
        let text = plain_text(rest);
        let folded = text::fold(&text).replace(' ', "-");
        // The prefix keeps an author's heading from taking an id that the app's own page has.
        let base = if folded.is_empty() { "s".to_owned() } else { format!("s-{folded}") };
        let taken = |id: &str| self.headings.iter().any(|heading| heading.id == id);
        let mut id = base.clone();
        let mut count = 1;
        while taken(&id) {
            count += 1;
            id = format!("{base}-{count}");
        }
        let level = depth(level);
        self.raw(format!("<h{level} id=\"{}\">", escape(&id)));
        self.headings.push(Heading { id, level, text });
    }

    fn open_figure(&mut self, rest: &[Event<'a>]) {
        let Some(Event::Start(Tag::Image { dest_url, title, .. })) = rest.first() else { return };
        self.figure = true;
        let alternative = escape(&plain_text(&rest[1..]));
        self.raw(format!("<figure><img src=\"{}\" alt=\"{alternative}\">", escape(dest_url)));
        if !title.is_empty() {
            self.raw(format!("<figcaption>{}</figcaption>", escape(title)));
        }
    }

    fn open_code(&mut self, kind: &CodeBlockKind<'a>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let language: String = language.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let class = if language.is_empty() { String::new() } else { format!(" class=\"language-{language}\"") };
        self.raw(format!("<pre tabindex=\"0\"><code{class}>"));
    }

    fn raw(&mut self, markup: impl Into<CowStr<'a>>) {
        self.out.push(Event::Html(markup.into()));
    }
}

/// The page has the first level; a text begins at the second.
fn depth(level: HeadingLevel) -> u8 {
    (level as u8).clamp(2, 6)
}

/// The text up to the end of the element that is open.
fn plain_text(events: &[Event<'_>]) -> String {
    let mut text = String::new();
    let mut open = 1;
    for event in events {
        match event {
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            Event::Text(part) | Event::Code(part) | Event::InlineHtml(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
    text.trim().to_owned()
}

/// The texts of the head's cells.
fn table_name(events: &[Event<'_>]) -> String {
    let head = events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::TableHead))).enumerate();
    let cells = head.filter(|(_, event)| matches!(event, Event::Start(Tag::TableCell)));
    let texts = cells.map(|(at, _)| plain_text(&events[at + 1..])).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(", ")
}

fn begins_with_label(events: &[Event<'_>]) -> bool {
    matches!(events, [Event::Start(Tag::Paragraph), Event::Start(Tag::Strong), ..])
}

fn is_lone_picture(events: &[Event<'_>]) -> bool {
    let Some(Event::Start(Tag::Image { .. })) = events.first() else { return false };
    let end = events.iter().position(|event| matches!(event, Event::End(TagEnd::Image)));
    end.and_then(|end| events.get(end + 1)).is_some_and(|next| matches!(next, Event::End(TagEnd::Paragraph)))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn cleaner() -> Builder<'static> {
    let tags = [
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "del",
        "code",
        "pre",
        "a",
        "br",
        "hr",
        "blockquote",
        "aside",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "img",
        "button",
        "span",
    ];
    let mut attributes: HashMap<&str, HashSet<&str>> = HashMap::new();
    attributes.insert("a", HashSet::from(["href", "title"]));
    attributes.insert("img", HashSet::from(["src", "alt", "title"]));
    attributes.insert("th", HashSet::from(["scope"]));
    attributes.insert("div", HashSet::from(["class", "role", "tabindex", "aria-label"]));
    attributes.insert("aside", HashSet::from(["class", "role"]));
    attributes.insert("code", HashSet::from(["class"]));
    attributes.insert("pre", HashSet::from(["tabindex"]));
    attributes.insert("button", HashSet::from(["type", "class", "aria-expanded", "aria-controls"]));
    attributes.insert("span", HashSet::from(["class", "id", "hidden"]));
    attributes.insert("ol", HashSet::from(["start"]));
    for heading in ["h2", "h3", "h4", "h5", "h6"] {
        attributes.insert(heading, HashSet::from(["id"]));
    }
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(tags))
        .tag_attributes(attributes)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener"))
        .attribute_filter(|element, attribute, value| {
            // Pictures come from this site alone, as the page's policy says too.
            let foreign =
                element == "img" && attribute == "src" && (!value.starts_with('/') || value.starts_with("//"));
            (!foreign).then(|| value.into())
        });
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_ids_of_their_own_below_the_pages() {
        let rendered = render("# One\n\n## Read `an` address\n\n## Read an address\n\n### ماذا ترى");
        let ids: Vec<_> = rendered.headings.iter().map(|heading| (heading.level, heading.id.as_str())).collect();
        assert_eq!(ids, [(2, "s-one"), (2, "s-read-an-address"), (2, "s-read-an-address-2"), (3, "s-ماذا-تري")]);
        assert!(rendered.html.contains("<h2 id=\"s-read-an-address\">Read <code>an</code> address</h2>"));
        assert_eq!(rendered.headings[1].text, "Read an address");
    }

    #[test]
    fn tables_scroll_in_a_named_region() {
        let html = render("| Key | `Mac` |\n|:--|--|\n| a | b |\n| c | d |").html;
        assert!(html.contains(r#"aria-label="Key, Mac""#), "{html}");
        assert!(html.contains(r#"<th scope="col">Key</th>"#) && html.contains("<td>d</td>"), "{html}");
        assert!(html.contains("tabindex=\"0\"") && html.contains("</tbody></table></div>"), "{html}");
        assert!(!html.contains("style"), "{html}");
    }

    #[test]
    fn a_quotation_with_a_label_is_a_note() {
        assert!(
            render("> **Note.** Read it.")
                .html
                .contains("<aside class=\"note\" role=\"note\">\n<p><strong>Note.</strong> Read it.</p>")
        );
        assert!(render("> Somebody said so.").html.contains("<blockquote>\n<p>Somebody"));
    }

    #[test]
    fn code_says_its_language() {
        let html = render("```html\n<p class=\"x\">&amp;</p>\n```").html;
        assert!(
            html.contains("<pre tabindex=\"0\"><code class=\"language-html\">&lt;p class=\"x\"&gt;&amp;amp;"),
            "{html}"
        );
    }

    #[test]
    fn a_lone_picture_is_a_figure() {
        let html = render("![A <bridge>](/media/a/b.webp \"By night\")").html;
        assert!(
            html.contains(
                "<figure><img src=\"/media/a/b.webp\" alt=\"A &lt;bridge&gt;\"><figcaption>By night</figcaption></figure>"
            ),
            "{html}"
        );
    }

    #[test]
    fn a_word_of_the_glossary_opens_in_place() {
        let glossary =
            crate::glossary::Glossary::parse(r#"{"tag": {"en": {"term": "Tag", "definition": "A <mark> & a name."}}}"#);
        let glossary = glossary.unwrap();
        let words = glossary.words("en");
        let html = render_with("A **[tag](glossary:tag)** and [a link](/x).", &words).html;
        assert!(
            html.contains(
                "<strong><button type=\"button\" class=\"term\" aria-expanded=\"false\" aria-controls=\"term-1\">tag</button>\
                 <span class=\"term-note\" id=\"term-1\" hidden=\"\"><strong>Tag</strong>: A &lt;mark&gt; &amp; a name.</span></strong>"
            ),
            "{html}"
        );
        assert!(html.contains("<a href=\"/x\" rel=\"noopener\">a link</a>"), "{html}");
        // A stranger's text has no glossary, and its words stay words.
        assert_eq!(render("[tag](glossary:tag) x").html, "<p>tag x</p>\n");
        assert_eq!(glossary_words("[tag](glossary:tag) [x](y) [z](glossary:z)"), ["tag", "z"]);
    }

    #[test]
    fn nothing_of_a_stranger_runs() {
        for source in [
            "<script>alert(1)</script>",
            "text <img src=x onerror=alert(1)> text",
            "[a](javascript:alert(1))",
            "![a](https://elsewhere.example/a.png)",
            "![a](//elsewhere.example/a.png)",
            "<a href=\"data:text/html,x\" onclick=\"x\">a</a>",
            "```\"onmouseover=\"x\ncode\n```",
            "## <svg/onload=alert(1)>",
        ] {
            let html = render(source).html;
            for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
                assert!(!tag.starts_with("script") && !tag.starts_with("svg"), "{source}: {html}");
                for live in ["img src", "javascript:", "data:", " on", "elsewhere"] {
                    assert!(!tag.contains(live), "{source}: {html}");
                }
            }
        }
        assert!(render("[a](https://b.example)").html.contains("rel=\"noopener\""));
    }
}
