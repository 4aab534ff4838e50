//! Lexer of filter expressions.

use std::fmt;
use std::iter::Peekable;
use std::str::Chars;

use super::{FilterError, Operator};

/// A token of a filter expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A name, a keyword, or an unquoted value.
    Word(String),
    /// A quoted value.
    Quoted(String),
    /// An operator.
    Operator(Operator),
    /// `(`
    Open,
    /// `)`
    Close,
}

impl fmt::Display for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => write!(formatter, "{word:?}"),
            Self::Quoted(value) => write!(formatter, "'{value}'"),
            Self::Operator(_) => formatter.write_str("an operator"),
            Self::Open => formatter.write_str("\"(\""),
            Self::Close => formatter.write_str("\")\""),
        }
    }
}

/// Splits `text` into tokens.
pub fn tokens(text: &str) -> Result<Vec<Token>, FilterError> {
    let mut characters = text.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' => {}
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            '\'' => tokens.push(Token::Quoted(quoted(&mut characters)?)),
            '=' | '!' | '~' | '@' | '<' | '>' => {
                tokens.push(Token::Operator(operator(character, &mut characters)?));
            }
            character if is_word(character) => {
                tokens.push(Token::Word(word(character, &mut characters)));
            }
            character => return Err(FilterError::UnexpectedCharacter(character)),
        }
    }
    Ok(tokens)
}

/// Reads a quoted value; a doubled quote stands for one.
fn quoted(characters: &mut Peekable<Chars<'_>>) -> Result<String, FilterError> {
    let mut value = String::new();
    loop {
        match characters.next() {
            Some('\'') if characters.next_if_eq(&'\'').is_some() => value.push('\''),
            Some('\'') => return Ok(value),
            Some(character) => value.push(character),
            None => return Err(FilterError::UnclosedQuote),
        }
    }
}

fn operator(first: char, characters: &mut Peekable<Chars<'_>>) -> Result<Operator, FilterError> {
    let has_equal = matches!(first, '!' | '<' | '>') && characters.next_if_eq(&'=').is_some();
    match (first, has_equal) {
        ('=', _) => Ok(Operator::Equal),
        ('~', _) => Ok(Operator::Contains),
        ('@', _) => Ok(Operator::In),
        ('!', true) => Ok(Operator::NotEqual),
        ('>', true) => Ok(Operator::GreaterOrEqual),
        ('>', false) => Ok(Operator::Greater),
        ('<', true) => Ok(Operator::LessOrEqual),
        ('<', false) => Ok(Operator::Less),
        _ => Err(FilterError::UnexpectedCharacter(first)),
    }
}

fn word(first: char, characters: &mut Peekable<Chars<'_>>) -> String {
    let mut word = String::from(first);
    while let Some(character) = characters.next_if(|character| is_word(*character)) {
        word.push(character);
    }
    word
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '.' | '_' | '-' | ':' | '+')
}
