/// The names by which browsers betray themselves. Most call themselves by the names of others, too: the first one found
/// counts. The version follows the name, or `Version/`.
const BROWSERS: [(&str, &str); 11] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
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
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "Chromebook"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Macintosh"),
    ("Mac OS X", "Macintosh"),
    ("Linux", "Linux"),
    ("X11", "Unix"),
];

/// The most characters of a program's name or version.
const LONGEST: usize = 40;

/// What a `User-Agent` says of a device and its browser.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Device {
    /// The kind of device or its operating system, such as `iPhone`, `Chromebook` or `Windows`.
    pub device_type: Option<&'static str>,
    /// Whether it is a phone or a tablet.
    pub is_mobile: bool,
    /// The browser, such as `Firefox`; of an unknown device, the program's name, such as `curl`.
    pub browser_name: Option<String>,
    /// The browser's version, such as `132.0`.
    pub browser_version: Option<String>,
}

impl Device {
    /// Reads a `User-Agent`.
    pub fn parse(user_agent: &str) -> Self {
        let name = user_agent.trim();
        let device_type = DEVICES
            .iter()
            .find(|(mark, _)| name.contains(mark))
            .map(|(_, device)| *device);
        let browser = BROWSERS.iter().find(|(mark, _)| name.contains(mark));
        let (browser_name, browser_version) = match browser {
            Some((mark, browser)) => {
                // Safari's own number is that of its engine.
                let version = version(name, "Version/").filter(|_| *mark == "Safari/");
                let version = version.or_else(|| self::version(name, mark));
                (Some((*browser).to_owned()), version)
            }
            None if device_type.is_none() => product(name),
            None => (None, None),
        };
        Self {
            device_type,
            is_mobile: name.contains("Mobile")
                || matches!(device_type, Some("iPhone" | "iPad" | "Android")),
            browser_name,
            browser_version,
        }
    }
}

/// The version that follows this mark.
fn version(name: &str, mark: &str) -> Option<String> {
    let (_, after) = name.split_once(mark)?;
    let is_version = |letter: &char| letter.is_ascii_digit() || *letter == '.';
    let version: String = after.chars().take_while(is_version).take(LONGEST).collect();
    (!version.is_empty()).then_some(version)
}

/// The first product that a program names, and its version: `curl` and `8.5.0` of `curl/8.5.0`.
fn product(name: &str) -> (Option<String>, Option<String>) {
    let product = name.split(['/', ' ', '(']).next().unwrap_or_default();
    let version = version(name, &format!("{product}/"));
    let product: String = product.chars().take(LONGEST).collect();
    ((!product.is_empty()).then_some(product), version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_by_its_own_name() {
        for (user_agent, browser, version, device, is_mobile) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
                "Firefox",
                "132.0",
                "Windows",
                false,
            ),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
                "Chrome",
                "130.0.0.0",
                "Chromebook",
                false,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.1.0",
                "Edge",
                "130.0.1.0",
                "Windows",
                false,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari",
                "18.0",
                "iPhone",
                true,
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
                "Samsung Internet",
                "25.0",
                "Android",
                true,
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                "Safari",
                "18.0",
                "Macintosh",
                false,
            ),
        ] {
            let expected = Device {
                device_type: Some(device),
                is_mobile,
                browser_name: Some(browser.to_owned()),
                browser_version: Some(version.to_owned()),
            };
            assert_eq!(Device::parse(user_agent), expected);
        }
    }

    #[test]
    fn what_is_no_browser_is_called_what_it_says_it_is() {
        let read = |user_agent: &str| {
            let device = Device::parse(user_agent);
            let name = device.browser_name.unwrap_or_default();
            (name, device.browser_version, device.device_type)
        };
        let curl = ("curl".to_owned(), Some("8.5.0".to_owned()), None);
        assert_eq!(read("curl/8.5.0"), curl);
        assert_eq!(read("node"), ("node".to_owned(), None, None));
        let android = (String::new(), None, Some("Android"));
        assert_eq!(read("okhttp (Android 14)"), android);
        assert_eq!(Device::parse("  "), Device::default());
        assert_eq!(read(&"x".repeat(400)).0.len(), LONGEST);
    }
}
