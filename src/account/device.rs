use identity::Device;
use messages::Messages;

/// A device in words: `Firefox on Windows`.
pub fn device(device: &Device, text: &Messages) -> String {
    let system = device.device_type.map(|kind| match kind {
        "iPhone" => text.account_device_iphone(),
        "iPad" => text.account_device_ipad(),
        "Chromebook" => text.account_device_chromebook(),
        "Macintosh" => text.account_device_mac(),
        system => system.to_owned(),
    });
    match (device.browser_name.as_deref(), system) {
        (Some(browser), Some(system)) => text.account_device(browser, system),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => text.account_device_app(system),
        (None, None) => text.account_device_unknown(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use messages::Language;

    const FIREFOX: &str =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0";
    const CHROMEBOOK: &str = "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";
    const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
    const MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15";

    fn in_words(user_agent: &str, language: Language) -> String {
        device(&Device::parse(user_agent), language.messages())
    }

    #[test]
    fn a_device_is_called_by_its_browser_and_what_it_runs_on() {
        for (user_agent, words) in [
            (FIREFOX, "Firefox on Windows"),
            (CHROMEBOOK, "Chrome on a Chromebook"),
            (IPHONE, "Safari on an iPhone"),
            (MAC, "Safari on a Mac"),
            ("curl/8.5.0", "curl"),
            ("okhttp (Android 14)", "An app on Android"),
            ("", "Unknown device"),
        ] {
            assert_eq!(in_words(user_agent, Language::En), words);
        }
    }

    #[test]
    fn a_device_is_called_in_the_reader_s_language() {
        for (language, words) in [
            (
                Language::Es,
                ["Chrome en una Chromebook", "Firefox en Windows"],
            ),
            (
                Language::Ar,
                ["Chrome على Chromebook", "Firefox على Windows"],
            ),
        ] {
            let called = [CHROMEBOOK, FIREFOX].map(|user_agent| in_words(user_agent, language));
            assert_eq!(called, words);
        }
    }
}
