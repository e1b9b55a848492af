//! Phone numbers as people write them in France, the United Kingdom, the United States, Morocco and Spain, and of anywhere with
//! their country code.

use std::ops::Range;

use super::is_unseen;

/// Digits that stand together, and what stands around them.
struct Group {
    start: usize,
    end: usize,
    digits: String,
    /// Signs between these digits and those before, where they are few enough to belong together.
    gap: Option<String>,
    /// Where a plus stands before them.
    plus: Option<usize>,
    /// Whether letters touch them, before and after.
    glued: [bool; 2],
}

/// Country codes with how many digits follow them.
const CODES: [(&str, usize); 5] = [("33", 9), ("212", 9), ("34", 9), ("44", 10), ("1", 10)];

/// How numbers that begin with nothing telling are parted: in Spain, and in the United States.
const SPAIN: [&[usize]; 8] =
    [&[9], &[3, 3, 3], &[3, 2, 2, 2], &[3, 6], &[2, 3, 2, 2], &[2, 7], &[2, 3, 4], &[1, 1, 1, 1, 1, 1, 1, 1, 1]];
const STATES: [&[usize]; 6] = [&[10], &[3, 3, 4], &[3, 7], &[1, 10], &[11], &[1, 3, 3, 4]];

/// More signs than these part two numbers.
const GAP: usize = 3;

/// No number has more digits, whatever stands before it. So no text takes long.
const DIGITS: usize = 18;

/// The numbers of a text, as ranges of its signs.
pub fn find(chars: &[(usize, char)]) -> Vec<Range<usize>> {
    let groups = groups(chars);
    let mut found = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        let run = 1 + groups.iter().skip(first + 1).take(DIGITS).take_while(|group| group.gap.is_some()).count();
        let last = (1..=run).rev().find(|count| groups.get(first..first + count).is_some_and(is_phone));
        match last.and_then(|count| groups.get(first..first + count)) {
            Some(phone) => {
                found.push(whole(chars, phone));
                first += phone.len();
            }
            None => first += 1,
        }
    }
    found
}

/// The value of a digit: ours, those of Arabic and Persian, and those that are wide or drawn for mathematics.
pub fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        '\u{1d7ce}'..='\u{1d7ff}' => return Some((u32::from(c) - 0x1_d7ce) % 10),
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

fn groups(chars: &[(usize, char)]) -> Vec<Group> {
    let sign = |at: usize| chars.get(at).map(|(_, c)| *c);
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while let Some(c) = sign(at) {
        if digit(c).is_none() {
            at += 1;
            continue;
        }
        let start = at;
        let mut digits = String::new();
        while let Some(value) = sign(at).and_then(|c| digit(c).or(is_unseen(c).then_some(10))) {
            digits.extend(char::from_digit(value, 10));
            at += 1;
        }
        let gap = groups.last().and_then(|last| gap(chars, last.end..start));
        let before = start.checked_sub(1).and_then(sign);
        let glued = [before, sign(at)].map(|c| c.is_some_and(char::is_alphanumeric));
        groups.push(Group { start, end: at, digits, gap, plus: plus(chars, start), glued });
    }
    groups
}

/// What parts two groups, where it may stand within a number.
fn gap(chars: &[(usize, char)], between: Range<usize>) -> Option<String> {
    let signs = chars.get(between)?.iter().map(|(_, c)| *c).filter(|c| !is_unseen(*c));
    let gap: String = signs.map(|c| if c.is_whitespace() && c != '\n' { ' ' } else { c }).collect();
    let parts = |c: char| matches!(c, ' ' | '.' | '-' | '/' | '(' | ')' | '_' | '·' | '\u{2010}'..='\u{2015}');
    (gap.chars().count() <= GAP && gap.chars().all(parts)).then_some(gap)
}

/// Where the plus of a country code stands that begins at some place. In `C++ 17` there is none.
fn plus(chars: &[(usize, char)], start: usize) -> Option<usize> {
    let is_passed = |c: char| is_unseen(c) || matches!(c, ' ' | '\u{a0}' | '(');
    let near = chars.get(start.saturating_sub(2)..start)?;
    let at = start.saturating_sub(2) + near.iter().rposition(|(_, c)| !is_passed(*c))?;
    let is_plus = chars.get(at).is_some_and(|(_, c)| matches!(c, '+' | '＋'));
    let before = at.checked_sub(1).and_then(|before| chars.get(before));
    (is_plus && before.is_none_or(|(_, c)| !c.is_alphanumeric() && *c != '+')).then_some(at)
}

fn is_phone(groups: &[Group]) -> bool {
    let Some((first, last)) = groups.first().zip(groups.last()) else { return false };
    if !(8..=DIGITS).contains(&groups.iter().map(|group| group.digits.len()).sum()) {
        return false;
    }
    let digits: String = groups.iter().map(|group| group.digits.as_str()).collect();
    if groups.iter().skip(1).any(|group| group.plus.is_some()) || is_of_dates(groups) {
        return false;
    }
    if first.plus.is_some() {
        return is_abroad(groups, &digits);
    }
    if let Some(abroad) = digits.strip_prefix("00") {
        return first.digits.len() > 1 && is_abroad(groups, abroad);
    }
    if let Some(rest) = digits.strip_prefix('0') {
        return !rest.starts_with('0') && (9..=10).contains(&rest.len());
    }
    // What begins with nothing telling may be part of any number or name.
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let digit = |at: usize| digits.as_bytes().get(at).copied().unwrap_or(b'0');
    let spain = SPAIN.contains(&lengths.as_slice()) && digit(0) >= b'6';
    let area = digits.len().saturating_sub(10);
    let states = STATES.contains(&lengths.as_slice())
        && (area == 0 || digit(0) == b'1')
        && digit(area) >= b'2'
        && digit(area + 3) >= b'2';
    let coded = CODES.iter().any(|(code, length)| {
        *code != "1" && digits.starts_with(code) && digits.len() == code.len() + length && {
            groups.len() == 1 || first.digits == *code
        }
    });
    let is_apart = !first.glued[0] && !last.glued[1];
    is_apart && (spain || states || (coded && !is_round(groups)))
}

/// Whether digits after a plus are a number with its country's code. What is left out within the country may be written in brackets.
fn is_abroad(groups: &[Group], digits: &str) -> bool {
    let known = CODES.iter().find(|(code, _)| digits.starts_with(code));
    let exact = known.is_some_and(|(code, length)| {
        let rest = &digits[code.len()..];
        rest.len() == *length || (rest.len() == length + 1 && rest.starts_with('0'))
    });
    // Too few or too many digits for a country that is known are a number with a slip in it.
    let about = known.is_none() || digits.len() < 10;
    !digits.starts_with('0') && (exact || (about && (8..=15).contains(&digits.len()))) && !is_round(groups)
}

/// Whether the groups are those of one great number: `10 000 000`.
fn is_round(groups: &[Group]) -> bool {
    let mut rest = groups.iter().skip(1).map(|group| group.digits.as_str()).peekable();
    let digits: usize = groups.iter().map(|group| group.digits.len()).sum();
    let is_great = groups.first().is_some_and(|first| first.digits.len() < 4) && digits < 10;
    rest.peek().is_some()
        && (rest.clone().all(|group| group == "000") || (is_great && rest.all(|group| group.len() == 3)))
}

/// Whether the groups are days, months and years.
fn is_of_dates(groups: &[Group]) -> bool {
    let is_year = |group: &Group| group.digits.len() == 4 && matches!(&group.digits[..2], "19" | "20");
    let is_month = |group: &Group| group.digits.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month));
    let of_month = |pair: &[Group]| {
        let joined = pair[1].gap.as_deref().is_some_and(|gap| matches!(gap, "/" | "." | "-"));
        joined && pair[0].digits.len() <= 2 && is_month(&pair[0]) && is_year(&pair[1])
    };
    let is_short = |group: &Group| group.digits.len() <= 2 || is_year(group);
    groups.windows(2).any(of_month) || (groups.iter().any(is_year) && groups.iter().all(is_short))
}

/// A number with its plus, and with its bracket where that closes within it.
fn whole(chars: &[(usize, char)], phone: &[Group]) -> Range<usize> {
    let (first, end) = (phone.first(), phone.last().map_or(0, |last| last.end));
    let start = first.map_or(0, |first| first.plus.unwrap_or(first.start));
    let before = start.checked_sub(1).filter(|at| chars.get(*at).is_some_and(|(_, c)| *c == '('));
    let closes = chars.get(start..end).is_some_and(|number| {
        let count = |sign: char| number.iter().filter(|(_, c)| *c == sign).count();
        count(')') > count('(')
    });
    before.filter(|_| closes).unwrap_or(start)..end
}
