//! Replacement values of mutations.

use std::sync::LazyLock;

/// The beginning of an e-mail address that no error may contain. Lower case.
pub const CANARY: &str = "canary@";

/// Values that could be in a response, some of them invalid JSON.
pub static FILLERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let words = WORDS.iter().map(|word| (*word).to_owned());
    let nested = [20, 124, 127, 128, 1_000].map(|depth| "[".repeat(depth) + &"]".repeat(depth));
    let deep = [r#"{"a":"#.repeat(200), "[".repeat(300)];
    let long = [
        format!("\"{}\"", "canary@ ".repeat(200)),
        format!("[{}0]", "0,".repeat(200)),
        "9".repeat(500),
    ];
    words.chain(nested).chain(deep).chain(long).collect()
});

/// Keys of objects.
pub const KEYS: [&str; 6] = [
    "",
    "canary@example.com",
    "x, expected canary@example.com at line 1 column 2",
    "missing field `canary@example.com`",
    "\u{202e}\u{0}\n",
    "9999-12-31",
];

const WORDS: [&str; 59] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-0.0",
    "1",
    "-1",
    "0.5",
    "1e308",
    "-1e308",
    "1e400",
    "-1e400",
    "5e-324",
    "4294967296",
    "9007199254740993",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "340282366920938463463374607431768211456",
    "8675309.25",
    "NaN",
    "Infinity",
    "01",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    r#"{"":null}"#,
    r#"["canary@example.com"]"#,
    r#"{"canary@example.com":"canary@example.com"}"#,
    r#""""#,
    r#"" ""#,
    r#""0""#,
    r#""-0""#,
    r#""750.00""#,
    r#""1e308""#,
    r#""1e400""#,
    r#""NaN""#,
    r#""inf""#,
    r#""true""#,
    r#""K""#,
    r#""canary@example.com""#,
    r#""x, expected canary@example.com at line 7 column 1""#,
    r#""missing field `canary@example.com`""#,
    r#""9999-12-31""#,
    r#""-009999-01-01""#,
    r#""2026-02-30""#,
    r#""2026-03-10""#,
    r#""2026-03-10T15:00:00Z""#,
    r#""9999-12-31T23:59:59.999999999-23:59""#,
    r#""2026-03-10T15:00:00+canary@""#,
    r#""\ud800""#,
    r#""\u0000\r\n\u001b[31mcanary@""#,
    r#""canary@ é 👩‍👩‍👧 עברית""#,
    "\"canary@\n\"",
    "\u{feff}1",
    "undefined",
    "<html>canary@</html>",
];
