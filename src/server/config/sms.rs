use super::{SettingsError, source::Raw, url};
use crate::sms::{ACCOUNT_SID, InvalidSmsApi, SmsApi, SmsSender, TWILIO};
use identity::PhoneRegion;

/// Settings of text messages and phone numbers.
#[derive(Debug, Clone)]
pub struct SmsSettings {
    /// `SMS_URL`, `SMS_ACCOUNT_SID`, `SMS_AUTH_TOKEN` and `SMS_FROM`: how text messages are sent. Default: not at all,
    /// and users have no phone numbers; in the sandbox the mailbox shows them.
    pub sender: Option<SmsSender>,
    /// `PHONE_DEFAULT_REGION`: region of phone numbers that are typed without a country code. Default: none, and they
    /// need one.
    pub region: Option<PhoneRegion>,
}

impl SmsSettings {
    pub(super) fn from_raw(raw: &Raw) -> Result<Self, SettingsError> {
        let is_sandbox = matches!(raw.timeback_env.as_deref(), None | Some("sandbox"));
        let sender = match api(raw)? {
            Some(api) => Some(SmsSender::Api(api)),
            None => is_sandbox.then_some(SmsSender::Mailbox),
        };
        let region = raw.phone_default_region.as_deref().map(region);
        Ok(Self {
            sender,
            region: region.transpose()?,
        })
    }
}

/// The API that sends text messages, if one is configured.
fn api(raw: &Raw) -> Result<Option<SmsApi>, SettingsError> {
    let missing = |name| {
        Err(SettingsError::Missing {
            name,
            because: "text messages take SMS_ACCOUNT_SID, SMS_AUTH_TOKEN and SMS_FROM together",
        })
    };
    let (sid, token, from) = match (&raw.sms_account_sid, &raw.sms_auth_token, &raw.sms_from) {
        (Some(sid), Some(token), Some(from)) => (sid, token, from),
        (None, None, None) if raw.sms_url.is_none() => return Ok(None),
        (None, _, _) => return missing("SMS_ACCOUNT_SID"),
        (_, None, _) => return missing("SMS_AUTH_TOKEN"),
        (_, _, None) => return missing("SMS_FROM"),
    };
    let address = raw.sms_url.as_deref().unwrap_or(TWILIO);
    let address = url("SMS_URL", &address.replace(ACCOUNT_SID, sid))?;
    SmsApi::new(address, sid, token.clone(), from)
        .map(Some)
        .map_err(explain)
}

fn explain(invalid: InvalidSmsApi) -> SettingsError {
    let (name, must) = match invalid {
        InvalidSmsApi::AccountSid => (
            "SMS_ACCOUNT_SID",
            "letters, digits, - and _, such as AC0123456789abcdef0123456789abcdef",
        ),
        InvalidSmsApi::From => (
            "SMS_FROM",
            "a phone number such as +12015550123, or the SID of a messaging service",
        ),
        InvalidSmsApi::Client => (
            "SMS_URL",
            "reachable over TLS: this machine has no usable certificates",
        ),
        InvalidSmsApi::TokenInTheClear => (
            "SMS_URL",
            "encrypted because SMS_AUTH_TOKEN is sent to it: use https://",
        ),
    };
    SettingsError::Invalid { name, must }
}

fn region(code: &str) -> Result<PhoneRegion, SettingsError> {
    PhoneRegion::parse(code).ok_or(SettingsError::Invalid {
        name: "PHONE_DEFAULT_REGION",
        must: "the two letters of a country, such as US",
    })
}

#[cfg(test)]
mod tests {
    use crate::{server::config::Settings, sms::SmsSender};

    const SID: (&str, &str) = ("SMS_ACCOUNT_SID", "AC0123456789abcdef");
    const TOKEN: (&str, &str) = ("SMS_AUTH_TOKEN", "hush");
    const FROM: (&str, &str) = ("SMS_FROM", "+12015550100");

    fn settings(variables: &[(&str, &str)]) -> Result<Settings, String> {
        let value = |name: &str| variables.iter().find(|(key, _)| *key == name);
        Settings::from_variables(|name| value(name).map(|(_, value)| (*value).to_owned()))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn text_messages_are_sent_by_an_api_or_shown_in_the_sandbox() {
        let set = settings(&[SID, TOKEN, FROM, ("PHONE_DEFAULT_REGION", "us")]).unwrap();
        assert!(matches!(set.sms.sender, Some(SmsSender::Api(_))));
        assert!(set.sms.region.is_some());
        assert!(!format!("{set:?}").contains("hush"));
        let unset = settings(&[]).unwrap();
        assert!(matches!(unset.sms.sender, Some(SmsSender::Mailbox)));
    }

    #[test]
    fn each_wrong_setting_of_text_messages_is_named() {
        let cases: [(&[(&str, &str)], &str); 8] = [
            (&[TOKEN, FROM], "SMS_ACCOUNT_SID is missing"),
            (&[SID, FROM], "SMS_AUTH_TOKEN is missing"),
            (&[SID, TOKEN], "SMS_FROM is missing"),
            (
                &[("SMS_URL", "https://sms.example")],
                "SMS_ACCOUNT_SID is missing",
            ),
            (
                &[SID, TOKEN, FROM, ("SMS_URL", "http://sms.example/messages")],
                "SMS_URL must be encrypted",
            ),
            (
                &[TOKEN, FROM, ("SMS_ACCOUNT_SID", "../AC1")],
                "SMS_ACCOUNT_SID must be letters",
            ),
            (
                &[SID, TOKEN, ("SMS_FROM", "a\nb")],
                "SMS_FROM must be a phone number",
            ),
            (
                &[("PHONE_DEFAULT_REGION", "Germany")],
                "PHONE_DEFAULT_REGION must be the two letters",
            ),
        ];
        for (variables, sentence) in cases {
            let error = settings(variables).unwrap_err();
            assert!(
                error.starts_with(sentence) && !error.contains("hush"),
                "{error}"
            );
        }
    }
}
