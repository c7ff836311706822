use std::borrow::Cow;

use plan::value::email::{EmailAddress, EmailProblem, parse_email, suggest_email};
use plan::value::email_domain::{ending_meant, is_nearly, is_nobody, provider_meant};
use proptest::prelude::*;

#[test]
fn practical_addresses_pass() {
    for address in [
        "ana@example.com",
        "first.last@sub.example.co.uk",
        "user+mailbox@example.com",
        "o'brien@example.com",
        "customer/department=shipping@example.com",
        "_somename@example.com",
        "1234567890@example.com",
        "test@c--n.com",
        "test@123.com",
        "a@about.museum",
        "!#$%&`*+/=?^`{|}~@example.org",
        "test@xn--hxajbheg2az3al.xn--jxalpdlp",
    ] {
        assert!(
            matches!(parse_email(address), Ok(Cow::Borrowed(same)) if same == address)
                || address.contains("xn--"),
            "{address}"
        );
        assert_eq!(parse_email(address).unwrap(), address);
    }
    assert!(parse_email(&format!("{}@example.com", "x".repeat(64))).is_ok());
}

#[test]
fn an_address_has_one_normal_form() {
    for (text, normal) in [
        (" Ana.Ruiz@Example.COM ", "ana.ruiz@example.com"),
        ("ana@Bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@XN--BCHER-KVA.example", "ana@xn--bcher-kva.example"),
        ("ana@bu\u{308}cher.example", "ana@xn--bcher-kva.example"),
        ("ana@faß.example", "ana@xn--fa-hia.example"),
        ("ana@example。com", "ana@example.com"),
        ("jose\u{301}@example.com", "josé@example.com"),
        ("\u{feff}ana@example.com\u{200b}", "ana@example.com"),
    ] {
        assert_eq!(parse_email(text).unwrap(), normal, "{text}");
        assert_eq!(parse_email(normal).unwrap(), normal, "{normal}");
    }
    assert_eq!(EmailAddress::parse("A@B.example").unwrap().as_str(), "a@b.example");
}

#[test]
fn each_problem_has_its_words() {
    use EmailProblem as P;
    let long_label = format!("a@{}.com", "x".repeat(64));
    let cases: [(&str, P); 36] = [
        ("", P::Blank),
        ("  ", P::Blank),
        ("ana", P::NoAt),
        ("ana.example.com", P::NoAt),
        ("ana@@example.com", P::ManyAts),
        ("a@b@example.com", P::ManyAts),
        ("a@x.com; b@x.com", P::Several),
        ("a@x.com,b@x.com", P::Several),
        ("Ana <ana@example.com>", P::DisplayName),
        ("@example.com", P::NoName),
        ("ana@", P::NoDomain),
        ("ana ruiz@example.com", P::Blanks),
        ("ana@exam ple.com", P::Blanks),
        ("ana\u{a0}ruiz@example.com", P::Blanks),
        ("a\u{0}na@example.com", P::Control),
        ("ana@\u{7f}.org", P::Control),
        ("ana,ruiz@example.com", P::Character(',')),
        ("ana@example,com", P::Character(',')),
        ("ana\\ruiz@example.com", P::Character('\\')),
        ("ａna@example.com", P::Character('ａ')),
        ("ana＠example.com", P::Character('＠')),
        ("\"ana\"@example.com", P::Quoted),
        ("\"a@b\"@example.com", P::Quoted),
        ("ana(work)@example.com", P::Quoted),
        ("ana@(work)example.com", P::Quoted),
        ("ana@[12.34.56.78]", P::Literal),
        ("ana@12.34.56.78", P::Literal),
        (".ana@example.com", P::NameDots),
        ("ana.@example.com", P::NameDots),
        ("an..a@example.com", P::NameDots),
        ("ana@example", P::DomainDot("example".into())),
        ("ana@example..com", P::DomainDots),
        ("ana@example.com.", P::DomainDots),
        ("ana@-example.com", P::Domain("-example.com".into())),
        ("ana@example.123", P::Domain("example.123".into())),
        ("ana@example.con", P::Ending { found: "con".into(), meant: "com" }),
    ];
    for (text, problem) in cases {
        assert_eq!(parse_email(text), Err(problem), "{text:?}");
    }
    assert!(matches!(parse_email(&long_label), Err(P::Domain(_))));
    assert_eq!(parse_email(&format!("{}@example.com", "x".repeat(65))), Err(P::NameLong));
    let long = format!("a@{}com", "abcdefghi.".repeat(26));
    assert_eq!(parse_email(&long), Err(P::Long));
    assert_eq!(P::Character(',').to_string(), "“,” cannot stand in an address.");
}

#[test]
fn more_junk_is_refused() {
    for text in [
        "test@example.a",
        "test@iana.co-uk",
        "test@iana.org-",
        "test@iana/icann.org",
        "test@under_score.org",
        "test@.org",
        "test@.",
        "@",
        "test@xn--example.com",
        "()[]\\;:,><@example.org",
        "-- test --@example.org",
        "n/a",
        "none@none",
        "ana@example.com\u{85}x",
        "a\u{202e}@exa\u{378}mple.com",
    ] {
        assert!(parse_email(text).is_err(), "{text:?}");
    }
}

#[test]
fn obvious_repairs_are_suggested() {
    for text in [
        "ana@@example.com",
        "ana @ example.com",
        "ana at example.com",
        "ana (at) example (dot) com",
        "ana[at]example[dot]com",
        "ana at example dot com",
        "ana@example.com.",
        "ana@example.com;",
        "<ana@example.com>",
        "Ana Ruiz <ana@example.com>",
        "mailto:ana@example.com",
        "MAILTO:Ana@example.com?subject=x",
        "ana@example,com",
        "ana@example..com",
        "ana@example. com",
        "ana@example.con",
        "ana＠example.com",
        "\"ana@example.com\"",
        ".ana.@example.com",
    ] {
        assert!(parse_email(text).is_err(), "{text}");
        assert_eq!(suggest_email(text).as_deref(), Some("ana@example.com"), "{text}");
    }
}

#[test]
fn nothing_is_suggested_where_it_would_be_a_guess() {
    for text in [
        "",
        "ana",
        "ana ruiz@example.com",
        "a@x.com, b@x.com",
        "ana@example",
        "n/a",
        "call me",
        "ana@[1.2.3.4]",
    ] {
        assert_eq!(suggest_email(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn a_normal_form_is_its_own_normal_form(text in prop_oneof![
        any::<String>(),
        "[a-zA-Z0-9.@_+é\u{df}-]{1,20}@[a-zA-Z0-9.ü-]{1,12}\\.[a-zA-Z]{2,4}",
    ]) {
        if let Ok(address) = parse_email(&text) {
            let address = address.into_owned();
            prop_assert!(matches!(parse_email(&address), Ok(Cow::Borrowed(same)) if same == address) || parse_email(&address) == Ok(Cow::Owned(address.clone())));
        }
    }

    #[test]
    fn capitals_make_no_difference_to_what_is_an_address(
        text in prop_oneof![
            "[a-z0-9.@_+'-]{1,12}@[a-z0-9.-]{1,12}[.]?[a-z0-9]{0,4}",
            "[ac]{1,70}@([a-c0-9]{1,40}[.-]){1,9}(com|con|xn--a|c1|c)",
        ],
    ) {
        // Small letters may go the short way; capitals never do.
        let small = parse_email(&text).map(Cow::into_owned);
        let large = parse_email(&text.to_ascii_uppercase()).map(Cow::into_owned);
        prop_assert_eq!(small.is_ok(), large.is_ok(), "{:?} {:?}", small, large);
        prop_assert_eq!(small.ok(), large.ok());
    }

    #[test]
    fn a_suggestion_is_an_address_in_normal_form(text in "[a-c@., ;<>()]{0,12}(@| at )[a-c@., ]{1,8}[.,](com|con)[.;> ]?") {
        if let Some(address) = suggest_email(&text) {
            prop_assert_eq!(parse_email(&address).unwrap().into_owned(), address);
        }
    }
}

#[test]
fn what_is_copied_with_an_address_is_left_out() {
    for text in [
        "ana@example.com (privat)",
        "E-Mail: ana@example.com",
        "mail:ana@example.com",
        "ana@example.com?subject=Hi",
        "ana@example.com/",
        "“ana@example.com”",
        "„ana@example.com“",
        "аna@example.com",
        "ana@exаmple.com",
    ] {
        assert!(parse_email(text).is_err(), "{text}");
        assert_eq!(suggest_email(text).as_deref(), Some("ana@example.com"), "{text}");
    }
    assert_eq!(suggest_email("ana@gmail").as_deref(), Some("ana@gmail.com"));
    assert_eq!(suggest_email("ana@yahoo"), None, "which of many");
    // Letters of one script are words of its language.
    for address in ["иван@example.com", "оса@пример.рф", "josé@example.com", "山田tanaka@example.com"]
    {
        assert!(parse_email(address).is_ok(), "{address}");
    }
    assert_eq!(parse_email("а.be@example.com"), Err(EmailProblem::LookAlike('а')));
}

#[test]
fn an_ending_that_no_country_has_may_be_another_one() {
    let meant = |domain: &str, most: &str| ending_meant(domain, Some(most).filter(|most| !most.is_empty()));
    assert_eq!(meant("gmx.ed", "").as_deref(), Some("gmx.de"));
    assert_eq!(meant("acme.dr", "acme.de").as_deref(), Some("acme.de"));
    assert_eq!(meant("acme.dr", "bau.de").as_deref(), Some(""));
    assert_eq!(meant("acme.at", "acme.de"), None);
    assert!(is_nearly("acme.dee", "acme.de") && is_nearly("acme.der", "acme.de"));
    assert!(!is_nearly("acme.dev", "acme.de") && !is_nearly("acme.com", "acme.co"));
    for address in ["none@none.com", "noemail@noemail.com", "test@test.com", "na@na.com"] {
        assert!(is_nobody(address), "{address}");
    }
    for address in ["ana@test.com", "none@acme.com", "info@info.com"] {
        assert!(!is_nobody(address), "{address}");
    }
}

#[test]
fn a_typing_error_in_the_name_of_a_provider_is_suspected() {
    for (domain, meant) in [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmal.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.cm", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("hotmial.fr", "hotmail.fr"),
        ("otmail.com", "hotmail.com"),
        ("yaho.com", "yahoo.com"),
        ("yahho.co.uk", "yahoo.co.uk"),
        ("outlok.com", "outlook.com"),
        ("iclod.com", "icloud.com"),
        ("wandoo.fr", "wanadoo.fr"),
    ] {
        assert_eq!(provider_meant(domain).as_deref(), Some(meant), "{domain}");
    }
    for domain in [
        "gmail.com",
        "googlemail.com",
        "ymail.com",
        "email.com",
        "mail.com",
        "yahoo.fr",
        "yahoo.ie",
        "hotmail.it",
        "hotmail.se",
        "gmx.de",
        "web.de",
        "orange.fr",
        "range.fr",
        "gmail.northwind.example",
        "northwind.example",
        "outlook.example",
        "wahoo.com",
        "x.y",
        "a",
        "",
    ] {
        assert_eq!(provider_meant(domain), None, "{domain}");
    }
}

#[test]
fn a_domain_is_nearly_that_of_most_but_for_sisters_and_numbers() {
    for domain in ["northwnd.example", "nortwhind.example", "northwindd.example", "northwimd.example"] {
        assert!(is_nearly(domain, "northwind.example"), "{domain}");
    }
    for domain in
        ["northwind.example", "northwind.test", "southwind.example", "northwind2.example", "nort.example"]
    {
        assert!(!is_nearly(domain, "northwind.example"), "{domain}");
    }
    for domain in ["northwind.co", "northwind.cm", "northwind.om", "northwind.vom"] {
        assert!(is_nearly(domain, "northwind.com"), "{domain}");
    }
    assert!(is_nearly("northwind.og", "northwind.org") && is_nearly("northwind.nl.ne", "northwind.nl.net"));
    for domain in ["northwind.de", "northwind.net", "northwind.co.uk", "southwind.co", "northwnd.co"] {
        assert!(!is_nearly(domain, "northwind.com"), "{domain}");
    }
    assert!(!is_nearly("northwind.com", "northwind.co") && !is_nearly("northwind.d", "northwind.se"));
    assert!(!is_nearly("abc.example", "abd.example") && !is_nearly("region1.example", "region2.example"));
}
