use plan::value::country::Country;
use plan::value::phone::{Line, PhoneNumber, PhoneProblem, PhoneRead, PhoneReader, is_country};
use proptest::prelude::*;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType, Region};

fn number(text: &str) -> PhoneNumber {
    PhoneNumber::from_e164(text).unwrap()
}

fn us(text: &str) -> Result<PhoneRead, PhoneProblem> {
    PhoneReader::new("US").parse(text)
}

#[test]
fn every_way_of_writing_a_number_is_read() {
    for (text, e164) in [
        ("(312) 555-0117", "+13125550117"),
        ("312-555-0117", "+13125550117"),
        ("312.555.0117", "+13125550117"),
        ("+1 312 555 0117", "+13125550117"),
        ("1-312-555-0117", "+13125550117"),
        ("+13125550117", "+13125550117"),
        ("3125550117", "+13125550117"),
        ("+1 (312) 555-0117", "+13125550117"),
        ("(+1) 312 555 0117", "+13125550117"),
        ("  312\u{a0}555\u{2011}0117 ", "+13125550117"),
        ("\u{202d}312-555-0117\u{202c}", "+13125550117"),
        ("３１２－５５５－０１１７", "+13125550117"),
        ("＋１ ３１２ ５５５ ０１１７", "+13125550117"),
        ("312/555-0117", "+13125550117"),
        ("tel:+1-312-555-0117", "+13125550117"),
        ("13125550117.0", "+13125550117"),
        ("'3125550117", "+13125550117"),
        ("'+13125550117", "+13125550117"),
        ("011 44 7911 123456", "+447911123456"),
        ("+44 7911 123456", "+447911123456"),
        ("+44 (0)7911 123456", "+447911123456"),
        ("+49 151 19319706", "+4915119319706"),
        ("+49 (0151) 1931/9706", "+4915119319706"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+91 98123-45678", "+919812345678"),
        ("+61 412 345 678", "+61412345678"),
        ("+81 90-1234-5678", "+819012345678"),
        ("+55 (11) 97696-4149", "+5511976964149"),
        ("+34 612 34 56 78", "+34612345678"),
        ("+39 06 6982", "+39066982"),
        ("٣١٢-٥٥٥-٠١١٧", "+13125550117"),
        ("+४४ ७९११ १२३४५६", "+447911123456"),
        ("312—555—0117", "+13125550117"),
        ("312−555‒0117", "+13125550117"),
    ] {
        assert_eq!(us(text), Ok(PhoneRead { number: number(e164), country_assumed: false }), "{text:?}");
    }
}

#[test]
fn three_examples_of_each_shape_in_the_benchmark_file_are_read() {
    let of_the_united_states = [("206", "241", "0007"), ("713", "987", "6543"), ("989", "200", "9999")];
    for (area, exchange, line) in of_the_united_states {
        for text in [
            format!("({area}) {exchange}-{line}"),
            format!("{area}-{exchange}-{line}"),
            format!("{area}.{exchange}.{line}"),
            format!("+1 {area} {exchange} {line}"),
            format!("1-{area}-{exchange}-{line}"),
            format!("+1{area}{exchange}{line}"),
            format!("{area}{exchange}{line}"),
            format!("+1 ({area}) {exchange}-{line}"),
        ] {
            let expected = number(&format!("+1{area}{exchange}{line}"));
            assert_eq!(us(&text), Ok(PhoneRead { number: expected, country_assumed: false }), "{text}");
        }
    }
    for text in [
        "+44 7412 000001",
        "+44 7799 654321",
        "+44 7711 999999",
        "+49 151 10000000",
        "+49 151 29876543",
        "+49 151 59999999",
        "+33 6 10 00 00 01",
        "+33 6 69 12 34 56",
        "+33 6 36 99 99 99",
        "+91 98000-00001",
        "+91 98123-45678",
        "+91 98999-99999",
        "+61 410 000 001",
        "+61 415 432 109",
        "+61 419 999 999",
        "+81 90-1000-0001",
        "+81 90-5432-1098",
        "+81 90-9999-9999",
        "+55 (11) 96000-0001",
        "+55 (11) 97696-4149",
        "+55 (11) 99999-9999",
        "+34 610 00 00 01",
        "+34 615 43 21 09",
        "+34 619 99 99 99",
    ] {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let expected = number(&format!("+{digits}"));
        assert_eq!(us(text), Ok(PhoneRead { number: expected, country_assumed: false }), "{text}");
    }
}

#[test]
fn a_number_without_plus_belongs_to_the_country_of_the_account() {
    assert_eq!(PhoneReader::new("GB").parse("07911 123456").unwrap().number, number("+447911123456"));
    assert_eq!(PhoneReader::new("de").parse("0151/19319706").unwrap().number, number("+4915119319706"));
    assert_eq!(
        PhoneReader::new("DE").parse("0044 7911 123456").unwrap(),
        PhoneRead { number: number("+447911123456"), country_assumed: false }
    );
}

#[test]
fn a_number_of_another_country_is_read_as_if_it_had_a_plus() {
    for (country, text, e164) in [
        ("US", "447911123456", "+447911123456"),
        ("US", "0044 7911 123456", "+447911123456"),
        ("GB", "1 312 555 0117", "+13125550117"),
        ("ZZ", "13125550117", "+13125550117"),
    ] {
        let read = PhoneReader::new(country).parse(text).unwrap();
        assert_eq!(read, PhoneRead { number: number(e164), country_assumed: true }, "{text}");
    }
}

#[test]
fn the_code_of_the_own_country_without_its_plus_is_no_area_code_where_a_mobile_phone_is_behind_it() {
    for (country, text, e164, assumed) in [
        ("DE", "4915123456781", "+4915123456781", true),
        ("DE", "49 151 23456782", "+4915123456782", true),
        ("DE", "4917012345678", "+4917012345678", true),
        ("DE", "491701234567", "+491701234567", true),
        ("DE", "4916012345678", "+4916012345678", true),
        ("DE", "49-172-1234567", "+491721234567", true),
        ("AT", "436641234567", "+436641234567", false),
        // Zero before it, or no mobile phone behind it: an area code.
        ("DE", "04915 123456", "+494915123456", false),
        ("DE", "4921 12345", "+49492112345", false),
    ] {
        let read = PhoneReader::new(country).parse(text);
        assert_eq!(
            read,
            Ok(PhoneRead { number: number(e164), country_assumed: assumed }),
            "{country} {text}"
        );
    }
    // The country of a row is its home as well.
    let of_row = PhoneReader::new("US").read("4915123456781", Country::parse("DE")).unwrap();
    assert_eq!((of_row.phone.number, of_row.line), (number("+4915123456781"), Line::Mobile));
}

#[test]
fn a_mobile_phone_of_any_country_is_itself_at_home_with_its_code_and_without_its_plus() {
    let util = &PHONE_NUMBER_UTIL;
    for region in util.get_supported_regions() {
        let Ok(example) = util.get_example_number_for_type_and_region(region, PhoneNumberType::Mobile) else {
            continue;
        };
        let e164 = util.format(&example, PhoneNumberFormat::E164).to_string();
        let reading = PhoneReader::new(&region.to_string()).read(&e164[1..], None).unwrap();
        assert_eq!(reading.phone.number, number(&e164), "{region}");
    }
}

#[test]
fn each_problem_has_its_words() {
    use PhoneProblem as P;
    for (text, problem) in [
        ("", P::Blank),
        (" - ", P::Blank),
        ("+", P::Blank),
        ("call me", P::Letters),
        ("555-CALL", P::Letters),
        ("1-800-FLOWERS", P::Letters),
        ("mobile 312 555 0117", P::Letters),
        ("1.55E+10", P::Shortened),
        ("1,55E+10", P::Shortened),
        ("1.55512E10", P::Shortened),
        ("312-555-0117 x12", P::Extension),
        ("312-555-0117 ext. 5", P::Extension),
        ("312-555-0117 Extension: 5", P::Extension),
        ("312-555-0117 #5", P::Extension),
        ("+1 312 555 0117;ext=5", P::Extension),
        ("312-555-0117 (ext 5)", P::Extension),
        ("312-555-0117 / 312-555-0118", P::Several),
        ("312-555-0117, 312-555-0118", P::Several),
        ("312-555-0117 or 312-555-0118", P::Several),
        ("312-555-0117\n312-555-0118", P::Several),
        ("+13125550117+13125550118", P::Several),
        ("312*555*0117", P::Character('*')),
        ("312+5550117", P::Character('+')),
        ("++13125550117", P::Character('+')),
        ("312½5550117", P::Character('\u{2044}')),
        ("312\u{0}5550117", P::Control),
        ("12345", P::Short(5)),
        ("555-011", P::Short(6)),
        ("+1 312 555 0117 0117 0117", P::Long),
        ("+999 312 555 0117", P::CountryCode),
        ("+1 000 000 0000", P::Unassigned),
        ("+44 7911 12345678", P::Unassigned),
        ("555-0117", P::NotInCountry("US".into())),
        ("123 456 7890", P::NotInCountry("US".into())),
        ("900 555 1234", P::Premium),
        ("+1 900 555 1234", P::Premium),
        ("+49 1803 123456", P::SharedCost),
        ("800 555 0119", P::Service),
        ("+1 888 234 5678", P::Service),
        ("+49 800 1234567", P::Service),
        ("500 234 5678", P::Forwards),
        ("+44 70 1234 5678", P::Forwards),
        ("3125550120 3125550121", P::Several),
        ("911", P::Emergency),
        ("1-1-2", P::Emergency),
        ("+44 7911 123456 x5", P::Extension),
    ] {
        assert_eq!(us(text), Err(problem), "{text:?}");
    }
}

#[test]
fn a_number_belongs_to_the_country_of_its_row_before_that_of_the_account() {
    let reader = PhoneReader::new("US");
    for (country, text, e164, assumed) in [
        ("FR", "06 12 34 56 78", "+33612345678", false),
        ("Deutschland", "0151 19319706", "+4915119319706", false),
        ("UK", "07911 123456", "+447911123456", false),
        ("日本", "090-1234-5678", "+819012345678", false),
        ("CA", "416 555 0117", "+14165550117", false),
        ("FR", "0033 6 12 34 56 78", "+33612345678", false),
        ("FR", "+44 7911 123456", "+447911123456", false),
        ("FR", "33 6 12 34 56 78", "+33612345678", false),
        ("CA", "0044 7911 123456", "+447911123456", true),
    ] {
        let read = reader.read(text, Country::parse(country)).unwrap();
        assert_eq!(
            read.phone,
            PhoneRead { number: number(e164), country_assumed: assumed },
            "{country} {text}"
        );
    }
    let unknown = reader.read("123", Country::parse("FR"));
    assert_eq!(unknown.unwrap_err(), PhoneProblem::Short(3));
    // Kept from home, or written with the code and without its plus: it may as well lack a digit.
    for text in ["99 99 99 99 99 99", "(312) 555-0117", "44 7911 123456", "06 12 34 56 7"] {
        let none = reader.read(text, Country::parse("FR"));
        assert_eq!(none.unwrap_err(), PhoneProblem::NotInRowCountry("FR".into()), "{text}");
    }
    let said = PhoneProblem::NotInRowCountry("FR".into()).to_string();
    assert!(said.starts_with("No such number exists in the country of the row (France)."), "{said}");
}

#[test]
fn countries_are_read_by_code_and_by_name_in_many_languages() {
    for (text, code) in [
        ("DE", "DE"),
        ("deu", "DE"),
        ("Germany", "DE"),
        ("DEUTSCHLAND", "DE"),
        ("Allemagne", "DE"),
        ("Niemcy", "DE"),
        ("+49", "DE"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("United States", "US"),
        ("Etats-Unis", "US"),
        ("米国", "US"),
        ("England", "GB"),
        ("uk", "GB"),
        ("Türkiye", "TR"),
        ("Turkiye", "TR"),
        ("Россия", "RU"),
        ("中国", "CN"),
        ("السعودية", "SA"),
        ("Côte d’Ivoire", "CI"),
        ("KOREA, REPUBLIC OF", "KR"),
        ("대한민국", "KR"),
        ("0033", "FR"),
        ("49", "DE"),
        ("(+49)", "DE"),
        ("Canada (+1)", "US"),
        ("44.0", "GB"),
    ] {
        assert_eq!(Country::parse(text).map(Country::code).as_deref(), Some(code), "{text}");
    }
    for text in ["", "Atlantis", "County", "XX", "+999", "+", "EMEA", "999", "12345", "4 4", "Q1", "1-242"] {
        assert_eq!(Country::parse(text), None, "{text}");
    }
}

#[test]
fn a_calling_code_in_a_column_of_its_own_stands_before_the_number_and_is_never_contradicted() {
    let reader = PhoneReader::new("US");
    for (code, text, e164) in [
        ("+49", "15123456789", "+4915123456789"),
        ("49", "0151 23456789", "+4915123456789"),
        ("44", "2079460958", "+442079460958"),
        ("+1", "3125550142", "+13125550142"),
        ("1.0", "(416) 555-0142", "+14165550142"),
        ("Germany (+49)", "15123456789", "+4915123456789"),
        ("0049", "15123456789", "+4915123456789"),
        // The number has its code as well.
        ("+49", "+49 151 23456789", "+4915123456789"),
        ("49", "4915123456789", "+4915123456789"),
        ("44", "447911123456", "+447911123456"),
        ("1", "13125550142", "+13125550142"),
        ("7", "+7 701 234 5678", "+77012345678"),
    ] {
        let read = reader.read(text, Country::parse(code));
        assert_eq!(read.map(|read| read.phone.number), Ok(number(e164)), "{code} {text}");
    }
    for (code, text, problem) in [
        ("+49", "+44 7911 123456", PhoneProblem::OtherCode(49)),
        ("+49", "+1 312 555 0142", PhoneProblem::OtherCode(49)),
        ("+49", "0044 7911 123456", PhoneProblem::OtherCode(49)),
        ("33", "3125550142", PhoneProblem::NotInRowCountry("FR".into())),
        ("33", "447911123456", PhoneProblem::NotInRowCountry("FR".into())),
    ] {
        assert_eq!(reader.read(text, Country::parse(code)).unwrap_err(), problem, "{code} {text}");
    }
}

#[test]
fn what_is_at_the_other_end_is_known_where_the_digits_tell() {
    let line = |text| PhoneReader::new("US").read(text, None).unwrap().line;
    assert_eq!(line("+44 7911 123456"), Line::Mobile);
    assert_eq!(line("+44 20 7946 0958"), Line::Landline);
    assert_eq!(line("+49 30 901820"), Line::Landline);
    assert_eq!(line("312 555 0117"), Line::Either);
}

#[test]
fn numbers_that_may_be_meant_are_found_in_a_text_that_is_none() {
    let meant = |text| {
        let numbers = PhoneReader::new("US").meant(text, None);
        numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    for (text, numbers) in [
        ("312-555-0117 x12", "+13125550117"),
        ("312-555-0117 ext. 5", "+13125550117"),
        ("+49 151 19319706 Durchwahl 12", "+4915119319706"),
        ("312-555-0117 / 312-555-0118", "+13125550117 +13125550118"),
        ("312-555-0117, +44 7911 123456 or 312 555 0119", "+13125550117 +447911123456 +13125550119"),
        ("+13125550117+13125550118", "+13125550117 +13125550118"),
        ("mobile: 312 555 0117", "+13125550117"),
        ("312-555-01O2", "+13125550102"),
        ("3l2 555 01I7", "+13125550117"),
        ("3125550120 3125550121", "+13125550120 +13125550121"),
        ("312 555 0120 312 555 0121", "+13125550120 +13125550121"),
        ("312,555,0116", "+13125550116"),
        ("1.55E+10", ""),
        ("call me", ""),
        ("911", ""),
        ("", ""),
    ] {
        assert_eq!(meant(text), numbers, "{text}");
    }
}

#[test]
fn the_shortest_numbers_there_are_can_be_read() {
    assert_eq!(PhoneReader::new("NU").parse("4002").unwrap().number, number("+6834002"));
    assert_eq!(us("+683 4002").unwrap().number, number("+6834002"));
}

#[test]
fn countries_are_known_by_two_letters() {
    assert!(is_country("US") && is_country("de"));
    assert!(!is_country("ZZ") && !is_country("USA") && !is_country("") && !is_country("001"));
    assert_eq!(number("+447400123456").country().as_deref(), Some("GB"));
    assert_eq!(number("+13125550117").country().as_deref(), Some("US"));
    assert_eq!(number("+80012345678").country(), None);
    assert_eq!(PhoneNumber::from_digits(13_125_550_117), Some(number("+13125550117")));
    assert_eq!(PhoneNumber::from_digits(0), None);
}

/// What the library says of a number, on the long way.
fn library(digits: &str, region: Region) -> Option<PhoneNumber> {
    let read = PHONE_NUMBER_UTIL.parse(digits, Some(region)).ok()?;
    let kind = PHONE_NUMBER_UTIL.get_number_type(&read);
    let costly = matches!(
        kind,
        PhoneNumberType::PremiumRate
            | PhoneNumberType::SharedCost
            | PhoneNumberType::TollFree
            | PhoneNumberType::UAN
            | PhoneNumberType::VoiceMail
            | PhoneNumberType::Pager
            | PhoneNumberType::PersonalNumber
    );
    let fits = kind != PhoneNumberType::Unknown && !costly;
    fits.then(|| number(&PHONE_NUMBER_UTIL.format(&read, PhoneNumberFormat::E164)))
}

#[test]
fn the_short_way_takes_no_area_that_the_library_does_not() {
    let reader = PhoneReader::new("US");
    for area in 0..1000 {
        for exchange in (200..1000).step_by(7) {
            let digits = format!("{area:03}{exchange}{:04}", (area * 7919 + exchange * 104_729) % 10_000);
            if let Ok(PhoneRead { number, country_assumed: false }) = reader.parse(&digits) {
                assert_eq!(Some(number), library(&digits, Region::US), "{digits}");
            }
        }
    }
}

proptest! {
    #[test]
    fn numbers_of_north_america_are_read_as_the_library_reads_them(
        digits in "(1|\\+1|)[0-9]{9,11}", canada in any::<bool>(),
    ) {
        let (country, region) = if canada { ("CA", Region::CA) } else { ("US", Region::US) };
        let read = PhoneReader::new(country).parse(&digits).ok().filter(|read| !read.country_assumed);
        prop_assert_eq!(read.map(|read| read.number), library(&digits, region));
    }

    #[test]
    fn numbers_of_other_countries_are_read_as_the_library_reads_them(
        digits in "\\+(3[1-49]|4[149]|55|61|81|91|[2-9])[0-9]{8,11}",
    ) {
        let read = PhoneReader::new("US").read(&digits, None).ok();
        let mobile = PHONE_NUMBER_UTIL.parse(&digits, None).is_ok_and(|number| {
            PHONE_NUMBER_UTIL.get_number_type(&number) == PhoneNumberType::Mobile
        });
        prop_assert_eq!(read.map(|read| read.phone.number), library(&digits, Region::US));
        prop_assert_eq!(read.is_some_and(|read| read.line == Line::Mobile), mobile);
    }

    #[test]
    fn no_text_is_too_odd(text in any::<String>()) {
        PhoneReader::new("US").meant(&text, Country::parse(&text));
        if let Ok(read) = us(&text) {
            prop_assert_eq!(us(&read.number.to_string()).map(|again| again.number), Ok(read.number));
        }
    }
}

#[test]
fn a_number_is_shown_in_groups() {
    let spaced = |text| PhoneNumber::from_e164(text).expect("a number").spaced();
    assert_eq!(spaced("+13125550117"), "+1 312 555 0117");
    assert_eq!(spaced("+4915119319706"), "+49 1511 9319706");
    assert_eq!(spaced("+9990123"), "+9990123");
}

#[test]
fn a_number_among_signs_and_words_is_offered() {
    let reader = PhoneReader::new("DE");
    for text in [
        "[+49] 151 19319706",
        "++49 151 19319706",
        "+49|151|19319706",
        "0151_19319706",
        "D2: 0151 19319706",
        "0151 19319706 ab 18 Uhr",
        "0151 19319706*",
    ] {
        assert!(reader.parse(text).is_err(), "{text}");
        let meant: Vec<String> = reader.meant(text, None).iter().map(ToString::to_string).collect();
        assert_eq!(meant, ["+4915119319706"], "{text}");
    }
    for word in ["oder", "or", "ou", "o", "of", "eller", "lub"] {
        let text = format!("0151 19319706 {word} 030 123456");
        assert_eq!(reader.parse(&text), Err(PhoneProblem::Several), "{text}");
        let meant: Vec<String> = reader.meant(&text, None).iter().map(ToString::to_string).collect();
        assert_eq!(meant, ["+4915119319706", "+4930123456"], "{text}");
    }
    let mexico = reader.meant("+52 1 55 1234 5678", None);
    assert_eq!(mexico, [number("+525512345678")]);
    let italy = PhoneReader::new("IT").parse("333 12345678");
    assert_eq!(italy, Err(PhoneProblem::Longer));
}
