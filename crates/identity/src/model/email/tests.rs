use super::*;

fn read(raw: &str) -> Option<String> {
    Email::parse(raw).ok().map(|email| email.text)
}

#[test]
fn what_a_mail_server_takes_is_an_address() {
    let long = format!("{}@{}.example", "x".repeat(64), "y".repeat(60));
    for address in [
        "o'brien@example.com",
        "Maya.Okafor+school@Example.COM",
        "a@b.co",
        "!#$%&'*+-/=?^_`{|}~@example.com",
        "1@2.example",
        "maya@a--b.r3---x.example",
        "maya@xn--mnchen-3ya.example",
        "maya@münchen.example",
        "maya@例え.テスト",
        "zoë@example.com",
        "माया@example.com",
        &long,
    ] {
        assert_eq!(read(address).as_deref(), Some(address));
    }
}

#[test]
fn what_a_mail_server_refuses_is_none() {
    let (local, label) = (
        format!("{}@example.com", "x".repeat(65)),
        format!("maya@{}.example", "y".repeat(64)),
    );
    let domain = ["y".repeat(60).as_str(); 4].join(".");
    let whole = format!("maya1234567890@{domain}.example");
    for raw in [
        "",
        "@",
        "maya",
        "maya@",
        "@example.com",
        "maya@@example.com",
        "maya@home@example.com",
        "maya@example",
        "maya@example..com",
        "maya@.example.com",
        "maya@example.com.",
        "maya@-example.com",
        "maya@example-.com",
        "maya@exam_ple.com",
        "maya@exa mple.com",
        "maya okafor@example.com",
        "maya @example.com",
        ".maya@example.com",
        "maya.@example.com",
        "maya..okafor@example.com",
        "maya,okafor@example.com",
        "maya@example.com,leon@example.com",
        "maya@example,com",
        "Maya <maya@example.com>",
        "<maya@example.com>",
        "mailto:maya@example.com",
        "\"maya\"@example.com",
        "maya(a note)@example.com",
        "maya\\@example.com",
        "maya@127.0.0.1",
        "maya@[127.0.0.1]",
        "maya@0x7f.1",
        "maya@example.com/a",
        "maya@example.com:25",
        "maya@xn--a.example",
        "a@b.example\nBcc: x@y.example",
        "maya\0@example.com",
        "maya@exam\u{0}ple.com",
        "maya\u{7f}@example.com",
        "☃@example.com",
        &local,
        &label,
        &whole,
    ] {
        assert_eq!(read(raw), None, "{raw:?}");
    }
}

#[test]
fn what_a_keyboard_or_a_paste_adds_is_dropped() {
    for raw in [
        " maya@example.com\r\n",
        "maya@example.com\u{200b}",
        "\u{feff}maya@example.com",
        "\u{a0}maya@example.com\u{3000}",
        "ma\u{ad}ya@exam\u{200d}ple.com",
        "\u{2068}maya@example.com\u{2069}",
        "\u{200e}maya@example.com\u{200f}\u{2060}",
        "ｍａｙａ＠ｅｘａｍｐｌｅ．ｃｏｍ",
    ] {
        assert_eq!(read(raw).as_deref(), Some("maya@example.com"), "{raw:?}");
    }
    assert_eq!(
        read("zoe\u{308}@example.com").as_deref(),
        Some("zoë@example.com")
    );
}

#[test]
fn addresses_are_compared_without_case_and_by_the_domains_ascii_form() {
    let same = [
        "Maya@MÜNCHEN.example",
        "maya@mu\u{308}nchen.example",
        "maya@XN--mnchen-3ya.example",
        "maya@münchen。example",
    ];
    for raw in same {
        let email = Email::parse(raw).unwrap();
        assert_eq!(email.lower(), "maya@xn--mnchen-3ya.example", "{raw}");
    }
    let email = Email::parse("Maya@münchen.example").unwrap();
    assert_eq!(email.mailbox(), "Maya@xn--mnchen-3ya.example");
    assert_eq!(
        Email::parse("Maya@Example.com").unwrap().mailbox(),
        "Maya@Example.com"
    );
}

#[test]
fn what_was_stored_before_is_still_an_address() {
    for old in [
        "Maya@@example.com",
        "maya@localhost",
        "\"m\"@example.com",
        ".maya@example.com",
    ] {
        assert_eq!(Email::stored(old).as_str(), old);
        let presented = Email::presented(&format!(" {old} ")).unwrap();
        assert_eq!(presented.lower(), old.to_lowercase());
    }
    assert_eq!(
        Email::stored("maya@example.com\u{200b}").lower(),
        "maya@example.com"
    );
    for raw in ["", "maya", "@b", "a@", "a b@c", "a@b\nBcc: x@y"] {
        assert_eq!(Email::presented(raw), Err(InvalidEmail), "{raw:?}");
    }
}
