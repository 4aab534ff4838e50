use identity::Device;

/// A device in words: `Firefox on Windows`.
pub fn device(device: &Device) -> String {
    let on = device.device_type.map(|kind| match kind {
        "iPhone" | "iPad" => format!("an {kind}"),
        "Chromebook" => "a Chromebook".to_owned(),
        "Macintosh" => "a Mac".to_owned(),
        system => system.to_owned(),
    });
    match (device.browser_name.as_deref(), on) {
        (Some(browser), Some(on)) => format!("{browser} on {on}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(on)) => format!("An app on {on}"),
        (None, None) => "Unknown device".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_called_by_its_browser_and_what_it_runs_on() {
        for (user_agent, words) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
                "Firefox on Windows",
            ),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
                "Chrome on a Chromebook",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari on an iPhone",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                "Safari on a Mac",
            ),
            ("curl/8.5.0", "curl"),
            ("okhttp (Android 14)", "An app on Android"),
            ("", "Unknown device"),
        ] {
            assert_eq!(device(&Device::parse(user_agent)), words);
        }
    }
}
