//! What somebody asks for with AND, OR and NOT, in the words of four languages.
//!
//! Nothing that can be typed is an error: a sign without its partner is passed over, and words that stand side by side are
//! all asked for. Words in quotation marks of any kind are asked for next to each other, in that order; where a mark is not
//! closed, what follows it are words like any others, which [`unclosed`] tells. OR binds less than AND. Of letters that are also words of a sentence, OR and NOT count only in capitals.

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Word(String),
    /// Words next to each other, as they were typed.
    Phrase(String),
    All(Vec<Asked>),
    Any(Vec<Asked>),
    Not(Box<Asked>),
}

/// More words than this are passed over.
pub const MOST_WORDS: usize = 20;

/// The quotation marks that people type, or that their keyboards make of what they type.
const QUOTES: [char; 8] = ['"', '“', '”', '„', '‟', '«', '»', '＂'];

/// What stands between quotation marks, and what does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Loose(&'a str),
    Quoted(&'a str),
}

/// Whether a quotation mark was opened and not closed.
pub fn unclosed(text: &str) -> bool {
    text.matches(QUOTES).count() % 2 == 1
}

/// The phrases of a text: what stands between quotation marks.
pub fn phrases(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).filter_map(|piece| match piece {
        Piece::Quoted(phrase) => Some(phrase),
        Piece::Loose(_) => None,
    })
}

/// A mark opens where none is open, and any mark closes: people mix them.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let closed = text.matches(QUOTES).count() / 2 * 2;
    text.split(QUOTES).enumerate().map(move |(index, piece)| {
        if index % 2 == 1 && index < closed { Piece::Quoted(piece) } else { Piece::Loose(piece) }
    })
}

/// Reads what was typed; nothing where no word is in it.
pub fn parse(text: &str) -> Option<Asked> {
    let mut words = 0;
    let mut tokens: Vec<Token> = Vec::new();
    for token in pieces(text).flat_map(tokens_of) {
        let left = MOST_WORDS.saturating_sub(words);
        let token = match token {
            // Of a phrase that is too long its beginning is looked for: without it, everybody would be found.
            Token::Phrase(phrase) => {
                words += phrase.split_whitespace().count();
                let kept: Vec<&str> = phrase.split_whitespace().take(left).collect();
                (left > 0).then(|| Token::Phrase(kept.join(" ")))
            }
            Token::Word(_) => {
                words += 1;
                (left > 0).then_some(token)
            }
            sign => (words <= MOST_WORDS).then_some(sign),
        };
        tokens.extend(token);
    }
    let mut parser = Parser { tokens, at: 0 };
    let mut parts = Vec::new();
    while parser.at < parser.tokens.len() {
        parts.extend(parser.any());
        // What ended the expression is a closing sign that nothing opened.
        parser.at += 1;
    }
    joined(parts, Asked::All)
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Phrase(String),
    And,
    Or,
    Not,
    Open,
    Close,
}

fn tokens_of(piece: Piece<'_>) -> Vec<Token> {
    match piece {
        Piece::Loose(text) => loose(text),
        Piece::Quoted(phrase) => match phrase.split_whitespace().count() {
            0 => Vec::new(),
            // Within marks a word is a word, whatever else it means.
            1 => vec![Token::Word(phrase.trim().to_owned())],
            _ => vec![Token::Phrase(phrase.trim().to_owned())],
        },
    }
}

fn loose(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut pieces = text.split_whitespace().peekable();
    while let Some(piece) = pieces.next() {
        // A hyphen that stands alone is punctuation, such as in a title. The one at the end may belong to the quotation that follows.
        let is_last = pieces.peek().is_none() && !text.ends_with(char::is_whitespace);
        if !is_last && piece.bytes().all(|byte| byte == b'-') {
            continue;
        }
        let mut rest = piece;
        while let Some(after) = rest.strip_prefix(['(', '-', '|']) {
            tokens.push(match rest.as_bytes()[0] {
                b'(' => Token::Open,
                b'-' => Token::Not,
                _ => Token::Or,
            });
            rest = after;
        }
        let word = rest.trim_end_matches(')');
        if !word.is_empty() {
            tokens.push(token(word));
        }
        tokens.extend(rest[word.len()..].matches(')').map(|_| Token::Close));
    }
    tokens
}

fn token(word: &str) -> Token {
    match word {
        "AND" | "and" | "ET" | "et" | "Y" | "y" | "و" | "&" => Token::And,
        "OR" | "OU" | "O" | "أو" | "او" => Token::Or,
        "NOT" | "SAUF" | "SANS" | "NO" | "SIN" | "ليس" => Token::Not,
        word => Token::Word(word.to_owned()),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn any(&mut self) -> Option<Asked> {
        let mut choices: Vec<Asked> = self.all().into_iter().collect();
        while self.peek() == Some(&Token::Or) {
            self.at += 1;
            choices.extend(self.all());
        }
        joined(choices, Asked::Any)
    }

    fn all(&mut self) -> Option<Asked> {
        let mut parts = Vec::new();
        loop {
            match self.peek() {
                Some(Token::And) => self.at += 1,
                Some(Token::Word(_) | Token::Phrase(_) | Token::Not | Token::Open) => parts.extend(self.one()),
                Some(Token::Or | Token::Close) | None => return joined(parts, Asked::All),
            }
        }
    }

    fn one(&mut self) -> Option<Asked> {
        let token = self.peek().cloned();
        match token {
            Some(Token::Word(word)) => {
                self.at += 1;
                Some(Asked::Word(word))
            }
            Some(Token::Phrase(phrase)) => {
                self.at += 1;
                Some(Asked::Phrase(phrase))
            }
            Some(Token::Not) => {
                self.at += 1;
                self.one().map(|inner| Asked::Not(Box::new(inner)))
            }
            Some(Token::Open) => {
                self.at += 1;
                let inner = self.any();
                if self.peek() == Some(&Token::Close) {
                    self.at += 1;
                }
                inner
            }
            _ => None,
        }
    }
}

fn joined(mut parts: Vec<Asked>, join: impl FnOnce(Vec<Asked>) -> Asked) -> Option<Asked> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(join(parts)),
    }
}
