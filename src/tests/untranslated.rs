//! What a page says that is in no catalogue. In the pseudo-locale every message stands in ⟦brackets⟧, so what stands
//! outside of them is either data or was never translated.

use messages::Language;

use crate::browser::Browser;

/// The attributes whose values are read to people.
const READ_ALOUD: [&str; 4] = ["aria-label", "title", "placeholder", "alt"];

/// Lets a browser read the pseudo-locale.
pub fn read_pseudo_locale(browser: &Browser) {
    browser.set_cookie("timeback_language", Language::EnXA.tag());
}

/// The texts and attributes of a page in the pseudo-locale that are neither translated nor one of `data`: the names and
/// addresses that the page may show.
pub fn untranslated(html: &str, data: &[&str]) -> Vec<String> {
    let (texts, attributes) = parts(html);
    let mut found = outside_brackets(&texts);
    for value in attributes {
        found.extend(outside_brackets(&[value]));
    }
    found.retain(|text| !is_data(text, data));
    found
}

/// Whether this is data, the product's name, a language's own name or no words at all.
fn is_data(text: &str, data: &[&str]) -> bool {
    let words = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    let languages = Language::ALL.map(|language| language.messages().language_name());
    words.chars().all(|letter| !letter.is_alphabetic())
        || words == "Timeback"
        || data.contains(&words)
        || languages.iter().any(|name| name == words)
}

/// The parts of these texts, which follow each other, that are in no brackets. A message may have elements in it, so that
/// its brackets are in different texts.
fn outside_brackets(texts: &[String]) -> Vec<String> {
    let (mut depth, mut found) = (0, Vec::new());
    for text in texts {
        let mut outside = String::new();
        for letter in text.chars() {
            match letter {
                '⟦' => depth += 1,
                '⟧' => depth -= 1,
                _ if depth == 0 => outside.push(letter),
                _ => {}
            }
        }
        found.push(outside);
    }
    assert_eq!(depth, 0, "a bracket is missing: {texts:?}");
    found.retain(|outside| !outside.trim().is_empty());
    found
}

/// The texts of a page, but not of its scripts and styles, and the attributes that are read.
fn parts(html: &str) -> (Vec<String>, Vec<String>) {
    let (mut texts, mut attributes) = (Vec::new(), Vec::new());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        texts.push(before);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        attributes.extend(
            READ_ALOUD
                .into_iter()
                .filter_map(|name| value_of(tag, name)),
        );
        let name = tag.split_whitespace().next().unwrap_or_default();
        rest = match name {
            "script" | "style" => {
                let end = format!("</{name}>");
                after.split_once(&end).map_or("", |(_, after)| after)
            }
            _ => after,
        };
    }
    texts.push(rest);
    let decode = |text: &str| html_escape::decode_html_entities(text).into_owned();
    let texts = texts.into_iter().map(decode).collect();
    (texts, attributes.into_iter().map(decode).collect())
}

/// The value of a tag's attribute.
fn value_of<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split('"').next()
}

#[test]
fn a_text_that_no_catalogue_has_is_found_wherever_it_stands() {
    let html = "<!DOCTYPE html><title>⟦Sígn íín⟧ · Timeback</title><script>let words = 1;</script>\
        <p>⟦Fóór <b>maya@example.com</b>. Ápply⟧</p><p>Maya<!>Sign in</p><a title=\"Open\" href=\"/x\">⟦Óópén⟧</a>\
        <button lang=\"es\">Español</button><i>12</i>";
    assert_eq!(untranslated(html, &["Maya"]), ["Sign in", "Open"]);
}
