//! Numbers that no text message reaches: a cell calls them a fax, a pager or a mailbox, or their digits say what they are.

use plan::finding::Finding;
use plan::plan::Fate;
use plan::value::phone::{Line, PhoneProblem, PhoneReader};

use crate::world::{World, codes, finding};

fn problem(text: &str) -> PhoneProblem {
    PhoneReader::new("US").parse(text).unwrap_err()
}

fn meant(text: &str) -> String {
    let numbers = PhoneReader::new("US").meant(text, None);
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// What is said of one new person with a phone.
fn said(phone: &str, code: &str) -> (Fate, Finding) {
    let plan = World::new().plan(&[&format!("Ana|Lund|ana@x.example|{phone}|Sales||Global||")]);
    (plan.fate(0), finding(&plan, code).clone())
}

#[test]
fn a_fax_is_called_one_and_its_number_is_nobodys() {
    for text in [
        "312-555-0222 (fax)",
        "Fax: 312-555-0223",
        "312-555-0225 Fax",
        "(fax) 3125550230",
        "Telefax 312 555 0230",
        "faks 312 555 0230",
        "传真 312 555 0230",
        "312-555-0224 f",
        "f 312-555-0226",
        "F: 312-555-0226",
        "312 555 0227 pager",
        "312-555-0229 (mailbox)",
        "Voice mail 312-555-0229",
        "312-555-0222 x5 (fax)",
        "+1 312 555 0222 FAX",
    ] {
        assert_eq!((problem(text), meant(text)), (PhoneProblem::NoTexts, String::new()), "{text}");
    }
    let (fate, found) = said("312-555-0222 (fax)", "phone.invalid");
    assert_eq!(fate, Fate::Blocked);
    assert!(found.text.contains("fax") && !found.text.contains("extension"), "{}", found.text);
    assert!(!found.fixes.iter().any(|one| one.label.contains("Use")), "{:?}", found.fixes);
}

#[test]
fn an_x_at_the_end_of_a_word_is_no_extension() {
    for text in [
        "312-555-0233 max",
        "312-555-0234 (box)",
        "312-555-0228 x",
        "312-555-0228 (x)",
        "312-555-0234 Xavier",
    ] {
        assert_eq!(problem(text), PhoneProblem::Letters, "{text}");
    }
    for text in ["312-555-0117 x12", "312-555-0117x12", "312-555-0117 (ext 5)", "312-555-0117 Durchwahl 12"] {
        assert_eq!(
            (problem(text), meant(text)),
            (PhoneProblem::Extension, "+13125550117".to_owned()),
            "{text}"
        );
    }
}

#[test]
fn of_several_numbers_the_one_that_is_called_mobile_is_offered_and_never_a_fax() {
    for (text, numbers) in [
        ("312-555-0231 c / 312-555-0232 fax", "+13125550231"),
        ("Fax 312-555-0232, Cell 312-555-0231", "+13125550231"),
        ("312-555-0231 (m); 312-555-0232 (o)", "+13125550231"),
        ("o: 312-555-0232\nm: 312-555-0231", "+13125550231"),
        ("312-555-0231 or 312-555-0232 pager", "+13125550231"),
        ("312-555-0231 (f) 312-555-0232 (c)", "+13125550232"),
        ("f 312-555-0231 c 312-555-0232", "+13125550232"),
        ("312-555-0231 / 312-555-0232 (reception)", "+13125550231 +13125550232"),
        ("312-555-0231 home / 312-555-0232 work", "+13125550231 +13125550232"),
        ("office 312/555-0117", "+13125550117"),
    ] {
        assert_eq!(meant(text), numbers, "{text}");
    }
}

#[test]
fn the_number_of_a_pager_is_refused_as_one() {
    assert_eq!(problem("+44 76 4012 3456"), PhoneProblem::NoTexts);
    assert_eq!(problem("+44 70 1234 5678"), PhoneProblem::Forwards);
    assert_eq!(problem("+44 3 00 123 4567"), PhoneProblem::Service);
}

#[test]
fn at_a_number_of_the_internet_text_messages_mostly_do_not_arrive() {
    for text in [
        "+33 9 72 12 34 56",
        "+81 50 1234 5678",
        "+48 39 123 45 67",
        "+351 30 123 4567",
        "+43 720 123456",
        "+353 76 123 4567",
        "+90 850 123 45 67",
        "+44 56 1234 5678",
        "+31 85 123 4567",
    ] {
        let reading = PhoneReader::new("US").read(text, None);
        assert_eq!(reading.map(|reading| reading.line), Ok(Line::Internet), "{text}");
        let (fate, found) = said(text, "phone.landline");
        assert_eq!(fate, Fate::Create, "{text}");
        assert!(found.title.contains("Internet") && found.text.contains("internet"), "{}", found.text);
    }
    let plan = World::new().plan(&["Ana|Lund|ana@x.example|+33 1 42 34 56 01|Sales||Global||"]);
    let found = finding(&plan, "phone.landline");
    assert!(found.text.contains("is a landline"), "{}", found.text);
}

#[test]
fn digits_of_north_america_do_not_tell_an_internet_number_from_a_mobile_phone() {
    for text in ["305 209 0123", "+1 305 209 0123", "0013052090123", "+1 312 555 0117"] {
        let reading = PhoneReader::new("GB").read(text, plan::value::country::Country::parse("US"));
        assert_eq!(reading.map(|reading| reading.line), Ok(Line::Either), "{text}");
    }
    let plan = World::new().plan(&["Ana|Lund|ana@x.example|305 209 0123|Sales||Global||"]);
    assert!(codes(&plan).is_empty(), "{:?}", codes(&plan));
}
