/// The names by which browsers betray themselves. Most call themselves by the names of others, too: the first one found
/// counts.
const BROWSERS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// The same of what they run on.
const DEVICES: [(&str, &str); 9] = [
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("CrOS", "a Chromebook"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Mac OS X", "a Mac"),
    ("Linux", "Linux"),
    ("X11", "Unix"),
];

/// What a client that calls itself so is, in words: `Firefox on Windows`.
pub fn device(user_agent: Option<&str>) -> String {
    let Some(name) = user_agent.map(str::trim).filter(|name| !name.is_empty()) else {
        return "Unknown device".to_owned();
    };
    let found = |names: &[(&str, &'static str)]| {
        let known = names.iter().find(|(mark, _)| name.contains(mark));
        known.map(|(_, words)| *words)
    };
    match (found(&BROWSERS), found(&DEVICES)) {
        (Some(browser), Some(device)) => format!("{browser} on {device}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(device)) => format!("An app on {device}"),
        (None, None) => product(name),
    }
}

/// The first product a program names: `curl` of `curl/8.5.0`.
fn product(name: &str) -> String {
    let product = name.split(['/', ' ', '(']).next().unwrap_or_default();
    product.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn browsers_are_called_by_their_own_names() {
        let cases = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
                "Firefox on Windows",
            ),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
                "Chrome on a Chromebook",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari on an iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
                "Samsung Internet on Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                "Safari on a Mac",
            ),
        ];
        for (user_agent, words) in cases {
            assert_eq!(device(Some(user_agent)), words);
        }
    }

    #[test]
    fn what_is_no_browser_is_called_what_it_says_it_is() {
        assert_eq!(device(Some("curl/8.5.0")), "curl");
        assert_eq!(device(Some("okhttp (Android 14)")), "An app on Android");
        assert_eq!(device(Some("  ")), "Unknown device");
        assert_eq!(device(None), "Unknown device");
        assert_eq!(device(Some(&"x".repeat(400))).len(), 40);
    }
}
