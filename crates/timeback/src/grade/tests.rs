use super::parse;

#[test]
fn ceds_codes_are_parsed() {
    for (code, grade) in [
        ("IT", -1),
        ("PR", -1),
        ("PK", -1),
        ("TK", 0),
        ("KG", 0),
        ("01", 1),
        ("09", 9),
        ("12", 12),
        ("13", 13),
    ] {
        assert_eq!(parse(code), Some(grade), "{code}");
        assert_eq!(parse(&code.to_lowercase()), Some(grade), "{code}");
    }
    for code in [
        "PS",
        "UG",
        "Other",
        "AS",
        "BA",
        "PB",
        "MD",
        "PM",
        "DO",
        "ABE",
        "ASE",
        "AdultESL",
        "OutOfSchool",
        "Birth",
        "Prenatal",
    ] {
        assert_eq!(parse(code), None, "{code}");
    }
}

#[test]
fn vendor_variants_are_parsed() {
    for (grade, texts) in [
        (
            -1,
            "-1|Grade -1|Pre-K|pre k|PreK|Pre-Kindergarten|Preschool|PK4",
        ),
        (
            0,
            "0|K| k |Kindergarten|KINDERGARTEN|T-K|Transitional Kindergarten",
        ),
        (0, "Kindergarten (KG)|Grade K"),
        (
            4,
            "4|04|4.0| 4 |4th|4th grade|4th Grade|Grade 4|grade-4|Gr. 4|G4",
        ),
        (
            4,
            "Grade4|Fourth|Fourth Grade|Grade: 04|04 - Fourth Grade|4 (honors)",
        ),
        (1, "1st|first grade|Grade One"),
        (2, "2nd Grade"),
        (3, "3rd"),
        (12, "12th Grade (Senior)|Senior"),
        (13, "AP|13"),
    ] {
        for text in texts.split('|') {
            assert_eq!(parse(text), Some(grade), "{text}");
        }
    }
}

#[test]
fn anything_but_a_single_grade_is_none() {
    for text in [
        "",
        " ",
        "-",
        "ungraded",
        "99",
        "-2",
        "14th",
        "4.5",
        "3-4",
        "K-5",
        "Grade 4/5",
        "grade",
        "NaN",
        "inf",
        "1e9",
        "Year 4",
        "4 and 5",
        "٤",
        "maybe 4",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}
