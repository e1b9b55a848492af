//! What somebody asks for with AND, OR and NOT, in the words of four languages.
//!
//! Nothing that can be typed is an error: a sign without its partner is passed over, and words that stand side by side are
//! all asked for. OR binds less than AND. Of letters that are also words of a sentence, OR and NOT count only in capitals.

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Word(String),
    All(Vec<Asked>),
    Any(Vec<Asked>),
    Not(Box<Asked>),
}

/// More words than this are passed over.
pub const MOST_WORDS: usize = 20;

/// Reads what was typed; nothing where no word is in it.
pub fn parse(text: &str) -> Option<Asked> {
    let mut words = 0;
    let mut tokens: Vec<Token> = Vec::new();
    for token in tokens_of(text) {
        words += usize::from(matches!(token, Token::Word(_)));
        if words <= MOST_WORDS {
            tokens.push(token);
        }
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
    And,
    Or,
    Not,
    Open,
    Close,
}

fn tokens_of(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for piece in text.split_whitespace() {
        let mut rest = piece.trim_start_matches('"');
        while let Some(after) = rest.strip_prefix(['(', '-', '|']) {
            tokens.push(match rest.as_bytes()[0] {
                b'(' => Token::Open,
                b'-' => Token::Not,
                _ => Token::Or,
            });
            rest = after.trim_start_matches('"');
        }
        let word = rest.trim_end_matches([')', '"']);
        if !word.is_empty() {
            tokens.push(token(word));
        }
        tokens.extend(rest[word.len()..].matches(')').map(|_| Token::Close));
    }
    tokens
}

fn token(word: &str) -> Token {
    match word {
        "AND" | "ET" | "Y" | "و" | "&" => Token::And,
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
                Some(Token::Word(_) | Token::Not | Token::Open) => parts.extend(self.one()),
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
