//! The transcript as markup. It is text of one shape, so it is written as text: a view of a thousand lines would be a thousand parts.

use super::cues::{Group, clock, ranges};

/// What the ids of lines begin with.
pub const LINE: &str = "player-line-";

/// The id of a line.
pub fn line_id(number: usize) -> String {
    [LINE, &number.to_string()].concat()
}

/// The lines under the headings of their chapters, with what is looked for marked, and the line that is said now.
pub fn transcript(groups: &[Group], words: &str, here: Option<usize>) -> String {
    let mut text = String::new();
    for Group { chapter, lines } in groups {
        if let Some(chapter) = chapter {
            text += "<h4 class=\"player-group-title\">";
            escape(&mut text, &chapter.text);
            text += "</h4>";
        }
        text += "<ol role=\"list\">";
        for (number, line) in lines {
            text += "<li><button class=\"player-line\" type=\"button\" id=\"";
            text += &line_id(*number);
            text += if here.unwrap_or(0) == *number { "\" tabindex=\"0\"" } else { "\" tabindex=\"-1\"" };
            if *number == 0 {
                text += " aria-describedby=\"player-lines-help\"";
            }
            if here == Some(*number) {
                text += " aria-current=\"true\"";
            }
            text += "><span class=\"player-clock\" aria-hidden=\"true\">";
            text += &clock(line.start_ms);
            text += "</span><span>";
            marked(&mut text, &line.text, words);
            text += "</span></button></li>";
        }
        text += "</ol>";
    }
    text
}

fn marked(text: &mut String, line: &str, words: &str) {
    let mut done = 0;
    for (start, end) in ranges(line, words) {
        escape(text, &line[done..start]);
        *text += "<mark>";
        escape(text, &line[start..end]);
        *text += "</mark>";
        done = end;
    }
    escape(text, &line[done..]);
}

/// What is text stays text.
fn escape(text: &mut String, raw: &str) {
    for c in raw.chars() {
        match c {
            '&' => *text += "&amp;",
            '<' => *text += "&lt;",
            '>' => *text += "&gt;",
            c => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::cues::Cue, *};

    fn cue(start_ms: u64, text: &str) -> Cue {
        Cue { start_ms, end_ms: start_ms + 1_000, text: text.into(), html: String::new() }
    }

    #[test]
    fn lines_stand_under_their_headings_and_the_current_one_is_marked() {
        let groups =
            [Group { chapter: Some(cue(0, "Start")), lines: vec![(0, cue(0, "One.")), (1, cue(5_000, "Two."))] }];
        let text = transcript(&groups, "", Some(1));
        assert!(text.starts_with("<h4 class=\"player-group-title\">Start</h4><ol role=\"list\"><li>"), "{text}");
        assert!(text.contains("id=\"player-line-1\" tabindex=\"0\" aria-current=\"true\""), "{text}");
        assert_eq!(text.matches("tabindex=\"0\"").count(), 1);
        assert_eq!(text.matches("aria-describedby").count(), 1);
    }

    #[test]
    fn what_is_said_cannot_become_markup() {
        let groups = [Group { chapter: Some(cue(0, "<b>")), lines: vec![(0, cue(0, "a <img src=x onerror=y> & b"))] }];
        let text = transcript(&groups, "img", None);
        assert!(text.contains("a &lt;<mark>img</mark> src=x onerror=y&gt; &amp; b"), "{text}");
        assert!(text.contains("&lt;b&gt;</h4>"), "{text}");
    }
}
