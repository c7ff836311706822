//! Lists of people in every encoding that programs write, short and long, are read letter for letter.

use encoding_rs::{Encoding, WINDOWS_1258};
use plan::mapping::Reading;
use plan::read::workbook::InProcess;
use plan::read::{ENCODINGS, Limits, read};
use plan::sheet::Sheet;
use unicode_normalization::UnicodeNormalization;

/// An encoding and lists that people in its countries write; the header first.
pub const LISTS: &[(&str, &[&str])] = &[
    (
        "windows-1252",
        &[
            "Vorname,Nachname,Straße",
            "Jürgen,Müller,Hauptstraße 5",
            "Käthe,Weiß,Mühlgasse 7",
            "Jörg,Schäfer,Lößweg 1",
        ],
    ),
    (
        "windows-1252",
        &["Prénom,Nom,Téléphone", "François,Lefèvre,1", "Hélène,Bélanger,2", "Noël,D’Aubigné,3"],
    ),
    ("windows-1252", &["Nombre,Teléfono,Compañía", "José,García,1", "Begoña,Muñoz,2", "Iván,Jiménez,3"]),
    (
        "windows-1252",
        &[
            "Nome,Função,Endereço",
            "João,Gestão,São Paulo",
            "Conceição,Ação,Avenida Brasília",
            "Luís,Simões,Praça",
        ],
    ),
    ("windows-1252", &["Namn,Ort", "Åsa Öberg,Malmö", "Björn Sjöström,Göteborg", "Märta Ström,Växjö"]),
    ("windows-1252", &["Navn,By", "Søren Kjær,København", "Åse Bjørnsen,Tromsø"]),
    ("windows-1252", &["Nafn,Staður", "Guðrún Jónsdóttir,Akureyri", "Þór Sigurðsson,Reykjavík"]),
    (
        "windows-1250",
        &[
            "Imię,Nazwisko,Stanowisko",
            "Łukasz,Żółć,Sprzedaż",
            "Małgorzata,Wąsik,Kierownik",
            "Świętosław,Źrebiec,Łódź",
        ],
    ),
    (
        "windows-1250",
        &["Jméno,Příjmení,Město", "Jiří,Dvořák,Plzeň", "Kateřina,Němcová,Děčín", "Zdeněk,Růžička,Třebíč"],
    ),
    ("windows-1250", &["Vezetéknév,Keresztnév", "Győrfi,Erzsébet", "Szűcs,Jenő", "Kovács,Győző"]),
    ("windows-1250", &["Ime,Prezime", "Željko,Šimić", "Ana,Čović", "Đurđica,Kovačević"]),
    ("windows-1250", &["Prenume,Nume", "Ştefan,Bălan", "Mădălina,Ţăranu", "Ioniţă,Văcărescu"]),
    (
        "windows-1254",
        &["Adı,Soyadı,Şehir", "Şahin,Yılmaz,İstanbul", "Çağla,Öztürk,Diyarbakır", "Gülşen,Doğan,Eskişehir"],
    ),
    ("windows-1251", &["Имя,Фамилия,Телефон", "Иван,Петров,1", "Анна,Кузнецова,2", "Сергей,Соловьёв,3"]),
    ("windows-1251", &["Ім'я,Прізвище", "Олексій,Шевченко", "Їжакевич,Євген", "Наталія,Ґудзь"]),
    ("KOI8-R", &["Имя,Фамилия,Телефон", "Иван,Петров,1", "Анна,Кузнецова,2", "Сергей,Соловьёв,3"]),
    ("IBM866", &["Имя,Фамилия,Телефон", "Иван,Петров,1", "Анна,Кузнецова,2", "Сергей,Соловьёв,3"]),
    ("ISO-8859-5", &["Имя,Фамилия,Телефон", "Иван,Петров,1", "Анна,Кузнецова,2", "Сергей,Соловьёв,3"]),
    ("x-mac-cyrillic", &["Имя,Фамилия,Телефон", "Иван,Петров,1", "Анна,Кузнецова,2", "Сергей,Соловьёв,3"]),
    ("windows-1253", &["Όνομα,Επώνυμο", "Ελένη,Παπαδοπούλου", "Γιώργος,Κωνσταντίνου"]),
    ("windows-1257", &["Vardas,Pavardė", "Žydrūnas,Šukys", "Ąžuolas,Kučinskas", "Rūta,Žukauskaitė"]),
    ("windows-1255", &["שם פרטי,שם משפחה", "דוד,כהן", "שרה,לוי"]),
    ("windows-1256", &["الاسم,الهاتف", "محمد,1", "فاطمة,2"]),
    (
        "ISO-8859-2",
        &[
            "Imię,Nazwisko,Stanowisko",
            "Łukasz,Żółć,Sprzedaż",
            "Małgorzata,Wąsik,Kierownik",
            "Świętosław,Źrebiec,Łódź",
        ],
    ),
    (
        "ISO-8859-2",
        &["Jméno,Příjmení,Město", "Jiří,Dvořák,Plzeň", "Tomáš,Žák,Ostrava", "Zdeněk,Růžička,Třebíč"],
    ),
    ("ISO-8859-15", &["Prénom,Sœur", "Œnone,Cœurderoy", "François,Lefèvre"]),
    (
        "macintosh",
        &[
            "Vorname,Nachname,Straße",
            "Jürgen,Müller,Hauptstraße 5",
            "Käthe,Weiß,Mühlgasse 7",
            "Jörg,Schäfer,Lößweg 1",
        ],
    ),
    ("macintosh", &["Prénom,Nom,Téléphone", "François,Lefèvre,1", "Hélène,Bélanger,2"]),
    ("macintosh", &["Nombre,Teléfono,Compañía", "José,García,1", "Begoña,Muñoz,2", "Iván,Jiménez,3"]),
    ("macintosh", &["Namn,Ort", "Åsa Öberg,Malmö", "Björn Sjöström,Göteborg"]),
    (
        "Shift_JIS",
        &["氏名,電話番号,部署", "田中 太郎,1,営業部", "鈴木 花子,2,営業部", "ワタナベ ケン,3,東京支店"],
    ),
    (
        "EUC-JP",
        &["氏名,電話番号,部署", "田中 太郎,1,営業部", "鈴木 花子,2,営業部", "わたなべ けん,3,東京支店"],
    ),
    ("GBK", &["姓名,电话,部门", "王小明,1,销售部", "李娜,2,市场部", "张伟,3,北京分公司"]),
    ("EUC-KR", &["이름,전화번호,부서", "김민준,1,영업부", "이서연,2,영업부", "박지훈,3,서울지점"]),
    ("Big5", &["姓名,電話,部門", "陳志明,1,業務部", "林淑芬,2,業務部", "黃建宏,3,台北分公司"]),
    (
        "IBM850",
        &[
            "Vorname,Nachname,Straße",
            "Jürgen,Müller,Hauptstraße 5",
            "Käthe,Weiß,Mühlgasse 7",
            "Jörg,Schäfer,Lößweg 1",
        ],
    ),
    ("IBM850", &["Prénom,Nom,Téléphone", "François,Lefèvre,1", "Hélène,Bélanger,2"]),
    ("IBM850", &["Nombre,Teléfono,Compañía", "José,García,1", "Begoña,Muñoz,2", "Iván,Jiménez,3"]),
    ("IBM437", &["Nombre,Teléfono", "José,García,1", "Begoña,Muñoz,2", "Iván,Jiménez,3"]),
    (
        "IBM852",
        &[
            "Imię,Nazwisko,Stanowisko",
            "Łukasz,Żółć,Sprzedaż",
            "Małgorzata,Wąsik,Kierownik",
            "Świętosław,Źrebiec,Łódź",
        ],
    ),
    (
        "IBM852",
        &["Jméno,Příjmení,Město", "Jiří,Dvořák,Plzeň", "Kateřina,Němcová,Děčín", "Zdeněk,Růžička,Třebíč"],
    ),
    ("windows-874", &["ชื่อ,นามสกุล,โทรศัพท์", "สมชาย,ใจดี,1", "มานี,รักเรียน,2", "วิชัย,ศรีสุข,3"]),
    ("windows-874", &["First Name,Last Name", "ธนพล,เจริญสุข", "หญิง,แก้วมณี", "ประยุทธ์,ทองคำ"]),
    ("windows-1258", &["Họ,Tên,Số điện thoại", "Nguyễn,Văn Hùng,1", "Trần,Thị Bích,2", "Phạm,Đức Anh,3"]),
    ("windows-1258", &["Vorname,Nachname", "Nguyễn,Đức", "Lê,Thị Hương"]),
    (
        "ISO-2022-JP",
        &["氏名,電話番号,部署", "田中 太郎,1,営業部", "鈴木 花子,2,営業部", "ワタナベ ケン,3,東京支店"],
    ),
    (
        "ISO-8859-15",
        &[
            "First Name,Last Name,Email,Phone,Role",
            "Chloé,Œuvrard,g@x.example,1,Sales",
            "Zoë,Lefèvre,i@x.example,2,Sales",
        ],
    ),
    ("ISO-8859-15", &["Etunimi,Sukunimi", "Žarko,Šimek", "Päivi,Mäkelä"]),
    (
        "Shift_JIS",
        &[
            "氏名,フリガナ,部署",
            "田中 一郎,ﾀﾅｶ ｲﾁﾛｳ,営業部",
            "鈴木 花子,ｽｽﾞｷ ﾊﾅｺ,営業部",
            "渡辺 健,ﾜﾀﾅﾍﾞ ｹﾝ,東京支店",
        ],
    ),
    ("Shift_JIS", &["First Name,Last Name", "ｲﾁﾛｳ,ﾀﾅｶ", "ﾊﾅｺ,ｽｽﾞｷ"]),
    (
        "EUC-JP",
        &[
            "氏名,フリガナ,部署",
            "田中 一郎,ﾀﾅｶ ｲﾁﾛｳ,営業部",
            "鈴木 花子,ｽｽﾞｷ ﾊﾅｺ,営業部",
            "渡辺 健,ﾜﾀﾅﾍﾞ ｹﾝ,東京支店",
        ],
    ),
    ("EUC-JP", &["First Name,Last Name", "ｲﾁﾛｳ,ﾀﾅｶ", "ﾊﾅｺ,ｽｽﾞｷ"]),
    ("ISO-8859-6", &["First Name,Last Name", "محمد,علي", "سارة,يوسف"]),
    ("ISO-8859-4", &["First Name,Last Name", "Jānis,Bērziņš", "Līga,Kalniņa"]),
    ("ISO-8859-7", &["First Name,Last Name", "ΑΝΝΑ,ΡΗΓΑΣ", "ΝΙΚΟΣ,ΠΑΠΑΣ"]),
    ("windows-1253", &["First Name,Last Name", "ΑΝΝΑ,ΡΗΓΑΣ", "ΝΙΚΟΣ,ΠΑΠΑΣ"]),
    ("IBM857", &["Ad,Soyad", "Ayşe,Yılmaz", "Can,Işık"]),
    ("IBM857", &["First Name,Last Name", "Şahin,Çelik", "Gülşen,Doğan", "İbrahim,Öztürk"]),
    ("IBM737", &["Όνομα,Επώνυμο,Κινητό", "Γιώργος,Παππάς,1", "Ελένη,Ιωάννου,2"]),
    ("x-mac-ce", &["Jméno,Příjmení", "Jiří,Dvořák", "Žaneta,Růžičková"]),
    ("x-mac-ce", &["Imię,Nazwisko", "Łukasz,Wójcik", "Paweł,Święcicki"]),
    ("x-mac-ce", &["First Name,Last Name", "Győrfi,Erzsébet", "Szűcs,Jenő"]),
    ("IBM855", &["Имя,Фамилия,Телефон", "Иван,Петров,1", "Анна,Кузнецова,2", "Сергей,Соловьёв,3"]),
    ("IBM855", &["First Name,Last Name", "Ольга,Смирнова", "Димитър,Георгиев"]),
    ("ISO-8859-3", &["Ad,Soyad,Şehir", "Ayşe,Yılmaz,İstanbul", "Can,Işık,Eskişehir", "Gülşen,Doğan,Muğla"]),
    ("ISO-8859-3", &["Isem,Kunjom", "Ġorġ,Żahra", "Ħanna,Għaxaq", "Ċensa,Buħaġiar"]),
    ("GBK", &["名字,姓", "伟,王", "芳,李", "大一,众的"]),
    ("GBK", &["First Name,Team", "用户反馈,系统维护", "保证质量,程序开发", "客户服务,财务报表"]),
    ("EUC-JP", &["First Name,Team", "おはよう,こちらは設計", "ありがとう,さくら組", "たけし,ひまわり班"]),
    ("UTF-16LE", &["Имя,Фамилия", "Иван,Петров", "Анна,Кузнецова"]),
    ("UTF-16LE", &["नाम,शहर", "अमित शर्मा,दिल्ली", "प्रिया वर्मा,मुंबई"]),
    ("UTF-16BE", &["નામ,શહેર", "અમિત પટેલ,સુરત"]),
    ("UTF-16BE", &["姓名,电话", "王小明,1", "李娜,2"]),
    ("UTF-16LE", &["Vorname,Nachname", "Jürgen,Müller"]),
];

pub fn encoded(text: &str, label: &str) -> Vec<u8> {
    match label {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        // Vietnamese writes the tone behind its letter.
        "windows-1258" => {
            let code = |letter: char| WINDOWS_1258.encode(letter.encode_utf8(&mut [0; 4])).0.into_owned();
            let is_there = |letter: char| !WINDOWS_1258.encode(letter.encode_utf8(&mut [0; 4])).2;
            let bytes = |letter: char| {
                if is_there(letter) {
                    return code(letter);
                }
                let apart: Vec<char> = letter.nfd().collect();
                let mut marks = apart[1..].to_vec();
                let tone = marks.iter().rposition(|mark| is_there(*mark)).unwrap();
                let tone = marks.remove(tone);
                let base: Vec<char> = std::iter::once(apart[0]).chain(marks).nfc().collect();
                assert_eq!(base.len(), 1, "{letter}");
                [code(base[0]), code(tone)].concat()
            };
            text.chars().flat_map(bytes).collect()
        }
        // What the web does not know.
        _ if Encoding::for_label(label.as_bytes()).is_none() => {
            let letters = high(label);
            let byte = |letter: char| {
                if letter.is_ascii() {
                    letter as u8
                } else {
                    letters.iter().position(|known| *known == letter).unwrap() as u8 + 0x80
                }
            };
            text.chars().map(byte).collect()
        }
        _ => {
            let (bytes, _, missing) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
            assert!(!missing, "{label} cannot write {text}");
            bytes.into_owned()
        }
    }
}

/// What the bytes from 0x80 on stand for in a code page; � for what stands for nothing.
fn high(label: &str) -> Vec<char> {
    let wanted = Reading { encoding: Some(label.into()), ..Reading::default() };
    let letter = |byte: u8| {
        let sheet = read(vec![b'N', b'\n', b'"', byte, b'"'], &wanted, &Limits::default(), &InProcess);
        sheet.map_or('\u{fffd}', |sheet| sheet.cell(0, 0).chars().next().unwrap())
    };
    (0x80..=0xff).map(letter).collect()
}

pub fn sheet(bytes: Vec<u8>, reading: &Reading) -> Sheet {
    read(bytes, reading, &Limits::default(), &InProcess).unwrap()
}

pub fn everything(sheet: &Sheet) -> String {
    let rows = (0..sheet.len() as u32).map(|row| sheet.cells(row).collect::<Vec<_>>().join(","));
    std::iter::once(sheet.header().join(",")).chain(rows).collect::<Vec<_>>().join("\n")
}

/// What of a list is not read as it was written.
pub fn wrong(label: &str, text: &str) -> Option<String> {
    let reading = Reading { header_row: Some(1), ..Reading::default() };
    let sheet = sheet(encoded(text, label), &reading);
    let found = sheet.origin().encoding.clone().unwrap();
    (everything(&sheet) != text)
        .then(|| format!("{label} as {found}: {}", everything(&sheet).replace('\n', " / ")))
}

#[test]
fn lists_are_read_letter_for_letter_in_every_encoding() {
    let wrong = LISTS.iter().filter_map(|(label, list)| wrong(label, &list.join("\n"))).collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_doubted_where_a_list_has_a_few_names() {
    let doubted = LISTS.iter().filter_map(|(label, list)| {
        let sheet = sheet(encoded(&list.join("\n"), label), &Reading::default());
        let warnings = &sheet.origin().warnings;
        (!warnings.is_empty()).then(|| format!("{label}: {warnings:?}"))
    });
    let doubted = doubted.collect::<Vec<_>>();
    assert!(doubted.is_empty(), "{}", doubted.join("\n"));
}

/// Single names, and the encoding each is written in.
#[rustfmt::skip]
const SINGLE: &[(&str, &str)] = &[
    ("windows-1252", "Müller|Björn|José|François|Zoë|Núñez|Øystein|Åsa|Mañana|Señor|Ængus|Göran|Sjöberg|Gonçalves|João|O’Brien|Niño|Strauß|Weiß|Renée|André|Thérèse|Måns|Jørgen|Þór|Ñusta|MÜLLER|JOSÉ|PEÑA|MUÑOZ|GARCÍA|ÅKERLUND|Lefèvre|Hélène|D’Angelo|Nuñez – Soto|Œuvrard|Bäcker"),
    ("windows-1250", "Paweł|Michał|Łukasz|Wójcik|Świątek|Kowalczyk-Żak|Dvořák|Jiří|Černý|Növák|Štěpán|Kovács|Szőke|Ştefan|Đorđe|Žiga|Ľuboš|GRAŻYNA|ŁUKASZ|Piątek|Zając|Krawczyński|Božena|Růžena|Matějka|Nagy Ágnes|Ćwik"),
    ("windows-1254", "Şahin|Yılmaz|Ayşe|Çelik|Gülşah|Işık|Doğan|Özgür|İbrahim|ŞENER|ÇAĞLAR|Uğur|Tuğba|Kılıç"),
    ("windows-1251", "Иванов|Петрова|Щукин|Юлия|Ёлкин|Їжакевич|ИВАНОВ|Георгиев|Ђорђевић"),
    ("KOI8-R", "Иванов|Петрова|ИВАНОВ|Щукин"),
    ("IBM866", "Иванов|Петрова|ИВАНОВ"),
    ("x-mac-cyrillic", "Иванов|Петрова"),
    ("ISO-8859-2", "Świątek|Ľuboš|Štěpán|Žák|Łukasz|Paweł"),
    ("ISO-8859-15", "Müller|Œuvrard|Žak|Renée"),
    ("windows-874", "สมชาย|ใจดี|รักเรียน|ศรีสุข|วิชัย|เจริญสุข"),
    ("windows-1258", "Nguyễn|Trần|Phạm|Hoàng|Đặng|Vũ Đức|Bùi Thị Hương"),
    ("ISO-2022-JP", "田中太郎|鈴木花子|さくら"),
    ("macintosh", "Müller|José|François|Núñez|Björn|Weiß|Åsa|Øystein|Zoë|Hélène|MÜLLER|PEÑA"),
    ("windows-1253", "Παπαδόπουλος|Γιώργος|Ελένη|ΙΩΑΝΝΟΥ|Ήρα|Άννα"),
    ("ISO-8859-7", "Παπαδόπουλος|Άννα"),
    ("windows-1255", "כהן|דוד|לוי"),
    ("windows-1256", "أحمد|علي|محمد"),
    ("windows-1257", "Šarūnas|Žukauskas|Bērziņš|Jānis|Kęstutis|Ozoliņš|Jõgi"),
    ("Shift_JIS", "田中|佐藤|鈴木 一郎"),
    ("EUC-JP", "田中|佐藤|鈴木 一郎"),
    ("GBK", "王|李娜|张伟|欧阳娜娜"),
    ("Big5", "陳|林美玲|王小明"),
    ("EUC-KR", "김철수|이|박지성"),
    ("IBM850", "Müller|José|François"),
    ("IBM437", "Müller|José|Peña"),
    ("IBM852", "Paweł|Dvořák"),
];

/// One name in a list is seldom enough to be sure. What is read wrongly has to be said, but for few.
#[test]
fn a_single_name_is_read_rightly_or_doubted() {
    let (mut silent, mut doubted, mut all) = (Vec::new(), Vec::new(), 0);
    for (label, name) in
        SINGLE.iter().flat_map(|(label, names)| names.split('|').map(move |name| (label, name)))
    {
        let text = format!("Last Name,First Name,E-mail\n{name},Ana,ana@c.example\nStone,Bob,bob@c.example");
        let sheet = sheet(encoded(&text, label), &Reading::default());
        all += 1;
        let origin = sheet.origin();
        if !origin.warnings.is_empty() {
            doubted.push(format!("{label} {name} {:?}", origin.warnings));
        } else if sheet.cell(0, 0) != name {
            silent.push(format!("{label} {name} as {} {:?}", sheet.cell(0, 0), origin.encoding));
        }
    }
    assert!(
        silent.len() * 20 < all,
        "{} of {all}:
{}",
        silent.len(),
        silent.join(
            "
"
        )
    );
    assert!(doubted.len() * 2 < all, "{} of {all} doubted:\n{}", doubted.len(), doubted.join("\n"));
}

#[test]
fn long_lists_are_read_letter_for_letter_in_every_encoding() {
    let wrong = LISTS.iter().filter_map(|(label, list)| {
        let rows = list.iter().skip(1).cycle().take(500).copied().collect::<Vec<_>>().join("\n");
        wrong(label, &format!("{}\n{rows}", list[0]))
    });
    let wrong = wrong.map(|text| text.chars().take(200).collect::<String>()).collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One person under an English header: all that tells are one or two letters.
#[test]
fn a_single_name_is_enough() {
    let names = [
        (
            "windows-1252",
            &[
                "José",
                "Müller",
                "Zoë",
                "François",
                "Köln",
                "García",
                "João",
                "Søren",
                "Åsa",
                "Weiß",
                "O’Brien",
                "Ñuñez",
                "Dušan",
                "Chloé",
                "Núria",
            ][..],
        ),
        ("macintosh", &["José", "Müller", "Zoë", "François", "Jürgen Groß", "García", "Søren", "Mäkelä"]),
        ("windows-1250", &["Łukasz", "Dvořák", "Jiří", "Wałęsa", "Győző", "Čović"]),
        ("windows-1254", &["Yılmaz", "Şahin", "Doğan", "Işık"]),
        ("windows-1251", &["Иван", "Кузнецова", "Алексей"]),
        ("Shift_JIS", &["田中太郎", "鈴木花子", "さくら"]),
        ("GBK", &["王小明", "李娜", "张伟"]),
        ("EUC-KR", &["김민준", "이서연", "박지훈"]),
        ("Big5", &["陳志明", "林淑芬", "黃建宏"]),
    ];
    let wrong = names.iter().flat_map(|(label, names)| {
        names.iter().filter_map(|name| wrong(label, &format!("First Name,E-mail\n{name},ada@x.example")))
    });
    let wrong = wrong.collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_encoding_found_is_named_and_can_be_changed() {
    for (label, text) in [
        ("windows-1252", "Müller"),
        ("macintosh", "Jürgen Groß"),
        ("Shift_JIS", "田中太郎"),
        ("EUC-KR", "김민준"),
    ] {
        let bytes = encoded(&format!("Name\n{text}\n"), label);
        assert_eq!(sheet(bytes.clone(), &Reading::default()).origin().encoding.as_deref(), Some(label));
    }
    // The same bytes as somebody says they are: any label that WHATWG knows.
    let bytes = encoded("Name\nJürgen\n", "macintosh");
    let wanted = Reading { encoding: Some("latin1".into()), ..Reading::default() };
    let found = sheet(bytes, &wanted);
    assert_eq!((found.cell(0, 0), found.origin().encoding.as_deref()), ("JŸrgen", Some("windows-1252")));
}

#[test]
fn a_part_that_many_words_of_a_language_have_tells_where_there_is_only_one_word() {
    let single =
        [("macintosh", "Björn"), ("windows-1250", "Imię"), ("windows-1250", "Bălescu"), ("KOI8-R", "Имя")];
    for (label, word) in single {
        assert_eq!(wrong(label, &format!("Name,{word}\nAda,1\nBo,2")), None);
    }
}

#[test]
fn every_encoding_of_a_list_can_be_chosen_by_the_name_that_it_is_given() {
    let mut labels: Vec<&str> = LISTS.iter().chain(&[]).map(|(label, _)| *label).collect();
    labels.extend(SINGLE.iter().map(|(label, _)| *label));
    for label in labels {
        assert!(ENCODINGS.iter().any(|known| known.label == label), "{label} cannot be chosen");
    }
    for known in ENCODINGS {
        let wanted = Reading { encoding: Some(known.label.to_owned()), ..Reading::default() };
        let bytes = match known.label {
            "UTF-16LE" | "UTF-16BE" => encoded("Name\nAda\n", known.label),
            _ => b"Name\nAda\n".to_vec(),
        };
        let found = sheet(bytes, &wanted);
        let origin = found.origin();
        assert_eq!((found.cell(0, 0), origin.encoding.as_deref()), ("Ada", Some(known.label)));
    }
}

/// The encodings that a doubt names.
fn named(warning: &str) -> Vec<&str> {
    let parts = warning.split("” as ").skip(1);
    parts.map(|part| part.split([',', '.']).next().unwrap()).collect()
}

#[test]
fn a_doubt_names_the_encoding_that_is_right() {
    for (label, name, text) in [
        ("ISO-8859-15", "ISO-8859-15", "Œuvrard"),
        ("ISO-8859-15", "ISO-8859-15", "Žak"),
        ("windows-874", "Windows-874", "มณี"),
        ("windows-1258", "Windows-1258", "Lê Ưng"),
    ] {
        let sheet = sheet(encoded(&format!("Name\n{text}\n"), label), &Reading::default());
        let origin = sheet.origin();
        let offered = origin.warnings.iter().any(|warning| named(warning).contains(&name));
        assert!(
            sheet.cell(0, 0) == text || offered,
            "{label} {text}: {:?} {:?}",
            sheet.cell(0, 0),
            origin.warnings
        );
    }
}

#[test]
fn a_doubt_names_encodings_that_can_be_chosen() {
    // Too little to tell: one letter, in every encoding that has it.
    for label in ["ISO-8859-15", "windows-874", "windows-1258", "windows-1257", "ISO-8859-7", "KOI8-U"] {
        for letter in ["é", "Œ", "ก", "ư", "š", "ώ", "Ж"] {
            let (bytes, _, missing) = Encoding::for_label(label.as_bytes()).unwrap().encode(letter);
            if missing {
                continue;
            }
            let text = [b"Name\n", bytes.as_ref(), b"\n"].concat();
            for warning in &sheet(text, &Reading::default()).origin().warnings {
                for name in named(warning) {
                    assert!(ENCODINGS.iter().any(|known| known.name == name), "{warning}");
                }
            }
        }
    }
}

#[test]
fn an_encoding_that_nobody_reads_is_not_taken_for_another_one_in_silence() {
    // “이름,성,부서”, “민준,김,영업부” and more in Johab; “姓名,電話,部門”, “陳志明,1,業務部” and more in EUC-TW.
    for bytes in [
        &b"\xb7\xa1\x9fq,\xac\xf7,\xa6\x81\xac\xe1\n\xa3\xa5\xba\x85,\x8b\xb1,\xb5w\xb4\xf3\xa6\x81\n\xac\xe1\xb5e,\xb7\xa1,\xb5w\xb4\xf3\xa6\x81\n\xbb\xa1\xd2\x85,\xa4b,\xac\xe1\xb6\x89\xbb\xa1\xb8\xf1\n"[..],
        b"\xcc\xef\xc7\xd8,\xe7\xd9\xe6\xe3,\xdd\xe5\xcf\xdc\n\xdd\xf3\xca\xb5\xcd\xfc,1,\xe4\xc6\xd9\xad\xdd\xe5\n\xce\xaf\xdb\xd6\xcf\xc5,2,\xe4\xc6\xd9\xad\xdd\xe5\n\xe3\xa7\xd0\xfa\xc9\xfb,3,\xc6\xba\xc6\xa1\xc5\xa1\xc4\xfc\xc6\xb3\n",
    ] {
        let sheet = sheet(bytes.to_vec(), &Reading::default());
        let warnings = &sheet.origin().warnings;
        assert!(warnings.iter().any(|warning| warning.contains("Johab or EUC-TW")), "{warnings:?}");
    }
}
