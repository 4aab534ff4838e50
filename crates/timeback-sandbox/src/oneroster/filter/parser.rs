//! Parser of filter expressions. `AND` has precedence over `OR`.

use super::lexer::{self, Token};
use super::{Comparison, Filter, FilterError, Operator};

/// Maximum nesting depth, which bounds the stack.
const MAX_DEPTH: usize = 32;

impl Filter {
    /// Parses `text`. Every field must start with one of `known`.
    pub fn parse(text: &str, known: &[&str]) -> Result<Self, FilterError> {
        let mut parser = Parser {
            tokens: lexer::tokens(text)?.into_iter(),
            known,
            depth: 0,
        };
        let filter = parser.disjunction()?;
        match parser.tokens.next() {
            None => Ok(filter),
            Some(token) => Err(unexpected("AND, OR or the end", Some(&token))),
        }
    }
}

struct Parser<'k> {
    tokens: std::vec::IntoIter<Token>,
    known: &'k [&'k str],
    depth: usize,
}

impl Parser<'_> {
    fn disjunction(&mut self) -> Result<Filter, FilterError> {
        let mut left = self.conjunction()?;
        while self.skip_keyword("OR") {
            left = Filter::Or(Box::new(left), Box::new(self.conjunction()?));
        }
        Ok(left)
    }

    fn conjunction(&mut self) -> Result<Filter, FilterError> {
        let mut left = self.term()?;
        while self.skip_keyword("AND") {
            left = Filter::And(Box::new(left), Box::new(self.term()?));
        }
        Ok(left)
    }

    fn term(&mut self) -> Result<Filter, FilterError> {
        match self.tokens.next() {
            Some(Token::Open) => self.group(),
            Some(Token::Word(field)) => self.comparison(&field).map(Filter::Compare),
            other => Err(unexpected("a field or \"(\"", other.as_ref())),
        }
    }

    fn group(&mut self) -> Result<Filter, FilterError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(FilterError::TooDeep);
        }
        let filter = self.disjunction()?;
        self.depth -= 1;
        match self.tokens.next() {
            Some(Token::Close) => Ok(filter),
            other => Err(unexpected("\")\"", other.as_ref())),
        }
    }

    fn comparison(&mut self, field: &str) -> Result<Comparison, FilterError> {
        let path: Vec<String> = field.split('.').map(str::to_owned).collect();
        // A reference has one level of fields; metadata may be nested.
        let is_too_deep = path.len() > 2 && path[0] != "metadata";
        let is_known = self.known.contains(&path[0].as_str());
        if is_too_deep || !is_known || path.iter().any(String::is_empty) {
            return Err(FilterError::UnknownField(field.to_owned()));
        }
        Ok(Comparison {
            path,
            operator: self.operator()?,
            value: self.value()?,
        })
    }

    fn operator(&mut self) -> Result<Operator, FilterError> {
        match self.tokens.next() {
            Some(Token::Operator(operator)) => Ok(operator),
            other => Err(unexpected("an operator", other.as_ref())),
        }
    }

    fn value(&mut self) -> Result<String, FilterError> {
        match self.tokens.next() {
            Some(Token::Quoted(value) | Token::Word(value)) => Ok(value),
            other => Err(unexpected("a value", other.as_ref())),
        }
    }

    fn skip_keyword(&mut self, keyword: &str) -> bool {
        let is_next = matches!(self.tokens.as_slice().first(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword));
        if is_next {
            self.tokens.next();
        }
        is_next
    }
}

fn unexpected(expected: &'static str, found: Option<&Token>) -> FilterError {
    let found = found.map_or_else(|| "the end".to_owned(), ToString::to_string);
    FilterError::Unexpected { expected, found }
}
