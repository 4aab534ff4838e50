//! Parsing of grades, as rosters write them, to Timeback's scale: -1 is pre-kindergarten, 0 kindergarten, 13 AP.

/// Parses a grade. `None` if it is not on the scale.
///
/// Accepts the numbers of the scale, the CEDS codes that `OneRoster` names (`PK`, `KG`, `09`, …) and vendors' variants:
/// `Kindergarten`, `Pre-K`, `4th grade`, `Grade 4`. Anything beyond school or without a single year (`PS`, `UG`,
/// `Other`, a range such as `3-4`) is `None`.
pub(super) fn parse(text: &str) -> Option<i8> {
    let text = text.trim().to_lowercase();
    if let Ok(number) = text.parse::<f64>() {
        return whole(number);
    }
    let text = text.replace(" -1", " pk");
    let words: Vec<_> = words(&text).collect();
    if words.is_empty() {
        return None;
    }
    // `Pre-K` and `transitional kindergarten` are read as one word.
    if let Some(grade) = named(&words.concat()) {
        return Some(grade);
    }
    let grades: Option<Vec<_>> = words.iter().map(|word| one_word(word)).collect();
    match grades.as_deref() {
        // `04 - Fourth Grade` states the grade twice.
        Some([first, rest @ ..]) => rest.iter().all(|grade| grade == first).then_some(*first),
        _ => leading(&words),
    }
}

/// Splits text into the words that may name a grade.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !matches!(*word, "" | "grade" | "gr" | "g" | "level" | "the"))
}

/// Returns the leading number, if no other word has a number: `5 (honors)`.
fn leading(words: &[&str]) -> Option<i8> {
    let (first, rest) = words.split_first()?;
    let has_number = |word: &&str| word.contains(|c: char| c.is_numeric());
    if rest.iter().any(has_number) {
        return None;
    }
    first
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| one_word(first))?
}

fn one_word(word: &str) -> Option<i8> {
    named(word).or_else(|| numbered(word))
}

/// `4`, `4th`, `g4`, `gr4`, `grade4`.
fn numbered(word: &str) -> Option<i8> {
    let word = ["grade", "gr", "g"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix))
        .unwrap_or(word);
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|suffix| word.strip_suffix(suffix))
        .unwrap_or(word);
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    whole(number.parse().ok()?)
}

/// Parses codes and words of one grade. `IT` (infant/toddler) and `TK` are years before first grade, for which the
/// scale has no numbers of their own.
fn named(word: &str) -> Option<i8> {
    Some(match word {
        "it" | "infant" | "toddler" | "infanttoddler" | "pr" | "pk" | "pre" | "preschool"
        | "prek" | "prekinder" | "prekindergarten" | "pk3" | "pk4" | "prek3" | "prek4" | "jk"
        | "juniorkindergarten" => -1,
        "k"
        | "kg"
        | "kn"
        | "kinder"
        | "kindergarten"
        | "kindergarden"
        | "tk"
        | "transitionalkindergarten"
        | "transitionalk"
        | "sk"
        | "seniorkindergarten" => 0,
        "first" | "one" => 1,
        "second" | "two" => 2,
        "third" | "three" => 3,
        "fourth" | "four" => 4,
        "fifth" | "five" => 5,
        "sixth" | "six" => 6,
        "seventh" | "seven" => 7,
        "eighth" | "eight" => 8,
        "ninth" | "nine" | "freshman" => 9,
        "tenth" | "ten" | "sophomore" => 10,
        "eleventh" | "eleven" | "junior" => 11,
        "twelfth" | "twelve" | "senior" => 12,
        "thirteenth" | "thirteen" | "ap" => 13,
        _ => return None,
    })
}

/// Converts a whole number of the scale.
#[expect(
    clippy::cast_possible_truncation,
    reason = "whole and within the scale"
)]
fn whole(number: f64) -> Option<i8> {
    (number.fract() == 0.0 && (-1.0..=13.0).contains(&number)).then_some(number as i8)
}

#[cfg(test)]
mod tests;
