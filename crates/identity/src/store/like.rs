//! Patterns of `LIKE … ESCAPE '\'`.

/// The pattern of text that contains this, literally; `%%` when it is empty.
pub fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern + "%"
}

#[cfg(test)]
mod tests {
    use super::containing;

    #[test]
    fn a_text_that_is_looked_for_has_no_wildcards() {
        assert_eq!(containing(""), "%%");
        assert_eq!(containing(r"50%_\o"), r"%50\%\_\\o%");
    }
}
