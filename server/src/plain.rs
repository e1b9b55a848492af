//! The HTML of an ad as Markdown again, so that an ad that was brought in can be edited and copied here.

/// The Markdown that a sanitised description came from, as far as its HTML tells. What is not known is left out, and its text stays.
pub fn markdown_of(html: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        writer.text(&rest[..at]);
        let Some(end) = rest[at..].find('>') else {
            rest = &rest[at..];
            break;
        };
        writer.tag(&rest[at + 1..at + end]);
        rest = &rest[at + end + 1..];
    }
    writer.text(rest);
    writer.out.trim().to_owned()
}

#[derive(Default)]
struct Writer {
    out: String,
    /// For each open list, the number of its next item; none where it has no numbers.
    lists: Vec<Option<u32>>,
    /// Where each open link leads.
    links: Vec<String>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        // Line breaks between elements are only how the HTML is laid out.
        if text.trim().is_empty() && (self.out.ends_with('\n') || text.contains('\n')) {
            return;
        }
        self.out.push_str(&unescape(text));
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        match (tag.starts_with('/'), name) {
            (false, "p" | "blockquote" | "div" | "table" | "aside" | "pre") => self.gap(),
            (false, "h2" | "h3" | "h4" | "h5" | "h6") => {
                self.gap();
                let level = name[1..].parse().unwrap_or(2);
                self.out.push_str(&"#".repeat(level));
                self.out.push(' ');
            }
            (true, "p" | "blockquote" | "div" | "table" | "aside" | "pre" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                self.gap();
            }
            (false, "ul") => self.open_list(None),
            (false, "ol") => self.open_list(Some(1)),
            (true, "ul" | "ol") => {
                self.lists.pop();
                self.gap();
            }
            (false, "li") => self.item(),
            (false, "br") => self.out.push('\n'),
            (_, "strong") => self.out.push_str("**"),
            (_, "em") => self.out.push('*'),
            (_, "code") => self.out.push('`'),
            (false, "a") => {
                let address = tag.split_once("href=\"").and_then(|(_, rest)| rest.split_once('"'));
                self.links.push(unescape(address.map(|(address, _)| address).unwrap_or_default()));
                self.out.push('[');
            }
            (true, "a") => {
                let address = self.links.pop().unwrap_or_default();
                self.out.push_str(&["](", &address, ")"].concat());
            }
            (true, "tr" | "li") => self.line(),
            (true, "td" | "th") => self.out.push(' '),
            _ => {}
        }
    }

    fn open_list(&mut self, first: Option<u32>) {
        self.gap();
        self.lists.push(first);
    }

    fn item(&mut self) {
        self.line();
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&format!("{number}. "));
                *number += 1;
            }
            _ => self.out.push_str("- "),
        }
    }

    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// An empty line, but not inside an item, which it would take apart.
    fn gap(&mut self) {
        let in_item = self.out.rsplit('\n').next().is_some_and(|line| line == "- " || line.ends_with(". "));
        if !in_item {
            self.line();
            if !self.out.is_empty() && !self.out.ends_with("\n\n") {
                self.out.push('\n');
            }
        }
    }
}

fn unescape(text: &str) -> String {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    plain.replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::render;

    #[test]
    fn what_was_rendered_reads_back() {
        let source = "We build **pages** & *tools*.\n\n## Your days\n\n- reading, with [us](https://a.example/?x=1&y=2)\n- `code`\n\n\
                      1. one\n2. two\n\nThe end.";
        let back = markdown_of(&render(source).html);
        assert_eq!(render(&back).html, render(source).html, "{back}");
    }

    #[test]
    fn text_that_is_no_element_stays() {
        assert_eq!(markdown_of("<p>5 &lt; 6</p>"), "5 < 6");
        assert_eq!(markdown_of("plain"), "plain");
        assert_eq!(markdown_of("a <b"), "a <b");
    }
}
