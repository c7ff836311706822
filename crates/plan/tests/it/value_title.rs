//! Titles and remarks around full names.

use plan::value::full_name::NameReader;
use plan::value::name::{normalise, split_full_name};

/// Splits one name of a column that holds these as well.
fn split_beside(others: &[&str], name: &str) -> (String, String) {
    let reader = NameReader::new(None, None, others.iter().copied().chain([name]));
    let name = normalise(name);
    let (first, last) = reader.split(&name);
    (first.into_owned(), last.into_owned())
}

fn assert_split(cases: &[(&str, &str, &str)]) {
    for (full, first, last) in cases {
        assert_eq!(split_beside(&[], full), ((*first).to_owned(), (*last).to_owned()), "{full}");
    }
}

#[test]
fn titles_before_a_name_are_left_out() {
    assert_split(&[
        ("Dr. Ana Ruiz", "Ana", "Ruiz"),
        ("Dr Ana Ruiz", "Ana", "Ruiz"),
        ("Dr.Ana Ruiz", "Ana", "Ruiz"),
        ("DR. ANA RUIZ", "ANA", "RUIZ"),
        ("Prof. Dr. Hans Müller", "Hans", "Müller"),
        ("Prof.Dr.Hans Müller", "Hans", "Müller"),
        ("Dr. med. dent. Eva Kern", "Eva", "Kern"),
        ("Dr. rer. nat. Eva Kern", "Eva", "Kern"),
        ("Dr.-Ing. Eva Kern", "Eva", "Kern"),
        ("Dipl.-Ing. (FH) Eva Kern", "Eva", "Kern"),
        ("Herr Dr. Jan van den Berg", "Jan", "van den Berg"),
        ("Frau Eva Kern", "Eva", "Kern"),
        ("Mr. John Smith", "John", "Smith"),
        ("Mrs Jane Smith", "Jane", "Smith"),
        ("MR JOHN SMITH", "JOHN", "SMITH"),
        ("Mme Claire Petit", "Claire", "Petit"),
        ("Mlle. Claire Petit", "Claire", "Petit"),
        ("Sr. Juan Pérez", "Juan", "Pérez"),
        ("Sra. María de la Cruz", "María", "de la Cruz"),
        ("Dña. Marta Gil", "Marta", "Gil"),
        ("Dra. Ana Souza", "Ana", "Souza"),
        ("Eng. Rui Costa", "Rui", "Costa"),
        ("Sig. Mario Rossi", "Mario", "Rossi"),
        ("Sig.ra Anna Rossi", "Anna", "Rossi"),
        ("Dott.ssa Anna Rossi", "Anna", "Rossi"),
        ("Dhr. Piet de Vries", "Piet", "de Vries"),
        ("Mevr. Anke Bos", "Anke", "Bos"),
        ("Fru Karin Berg", "Karin", "Berg"),
        ("Hr. Lars Holm", "Lars", "Holm"),
        ("mgr inż. Anna Nowak", "Anna", "Nowak"),
        ("Pani Anna Nowak", "Anna", "Nowak"),
        ("dr hab. n. med. Jan Kowal", "Jan", "Kowal"),
        ("Ing. Jan Novák, Ph.D.", "Jan", "Novák"),
        ("Mgr. et Mgr. Eva Malá", "Eva", "Malá"),
        ("MUDr. Eva Malá, CSc.", "Eva", "Malá"),
        ("dr. Kovács János", "Kovács", "János"),
        ("Sayın Ayşe Kaya", "Ayşe", "Kaya"),
        ("Κος Γιώργος Παππάς", "Γιώργος", "Παππάς"),
        ("г-н Иван Петров", "Иван", "Петров"),
        ("д-р Анна Петрова", "Анна", "Петрова"),
        ("د. أحمد علي", "أحمد", "علي"),
        ("ד\"ר דנה כהן", "דנה", "כהן"),
        ("श्री राज कुमार", "राज", "कुमार"),
        ("Bapak Budi Santoso", "Budi", "Santoso"),
        ("Ruiz, Dr. Ana", "Ana", "Ruiz"),
        ("Dr. Ruiz, Ana", "Ana", "Ruiz"),
        ("Ruiz Dr., Ana", "Ana", "Ruiz"),
        ("Berg, Prof. Jan van den", "Jan", "van den Berg"),
    ]);
}

#[test]
fn degrees_behind_a_name_are_left_out() {
    assert_split(&[
        ("Ana Ruiz, MBA", "Ana", "Ruiz"),
        ("Ana Ruiz MBA", "Ana", "Ruiz"),
        ("Ana Ruiz, PhD, PMP", "Ana", "Ruiz"),
        ("Ruiz, Ana, MBA", "Ana", "Ruiz"),
        ("Müller, Hans, Dr.", "Hans", "Müller"),
        ("Eva Malá, DiS.", "Eva", "Malá"),
        ("Budi Santoso, S.Kom", "Budi", "Santoso"),
        ("山田太郎様", "太郎", "山田"),
        ("김민준님", "민준", "김"),
        ("王小明先生", "小明", "王"),
    ]);
}

#[test]
fn remarks_around_a_name_are_left_out() {
    assert_split(&[
        ("Shaun (Sales)", "Shaun", ""),
        ("Shaun Day (Sales)", "Shaun", "Day"),
        ("Shaun Day [extern]", "Shaun", "Day"),
        ("Day, Shaun (EXT)", "Shaun", "Day"),
        ("[EXT] Shaun Day", "Shaun", "Day"),
        ("Shaun Day (Sales", "Shaun", "Day"),
        ("Ada Lovelace (1042)", "Ada", "Lovelace"),
        ("Shaun Day - Sales", "Shaun", "Day"),
        ("Shaun Day | Manager", "Shaun", "Day"),
        ("山田 太郎（ヤマダ タロウ）", "太郎", "山田"),
        ("Dr. Shaun Day (Sales), MBA", "Shaun", "Day"),
        // In the middle it is a name that somebody goes by.
        ("Robert (Bob) Day", "Robert (Bob)", "Day"),
        ("(n/a)", "(n/a)", ""),
    ]);
}

#[test]
fn remarks_behind_a_dash_signs_numbers_and_names_of_before_are_left_out() {
    assert_split(&[
        ("Dora Voss - terminated", "Dora", "Voss"),
        ("Emil Horn – ausgeschieden", "Emil", "Horn"),
        ("Emil Horn – Ausgeschieden", "Emil", "Horn"),
        ("Gina Kopp - on leave", "Gina", "Kopp"),
        ("Lea Pohl - Team Nord", "Lea", "Pohl"),
        ("Pohl, Lea - Team Nord", "Lea", "Pohl"),
        ("Nik Ritter 😀", "Nik", "Ritter"),
        ("Paul Tietz ✓", "Paul", "Tietz"),
        ("Otto Senn *", "Otto", "Senn"),
        ("Maria Lopez*", "Maria", "Lopez"),
        ("Lopez*, Maria", "Maria", "Lopez"),
        ("Amy Chen¹", "Amy", "Chen"),
        ("Quin Uhl 2", "Quin", "Uhl"),
        ("Jan Nuss † 2023", "Jan", "Nuss"),
        ("† Ida Moos", "Ida", "Moos"),
        ("Max Quandt jun.", "Max", "Quandt jun."),
        ("Karl-Heinz Meier sen.", "Karl-Heinz", "Meier sen."),
        ("Rita Veit geb. Haas", "Rita", "Veit"),
        ("Veit geb. Haas, Rita", "Rita", "Veit"),
        ("Rita Veit (geb. Haas)", "Rita", "Veit"),
        ("Anne Petit née Roy", "Anne", "Petit"),
        ("Anna Nowak z d. Kowal", "Anna", "Nowak"),
        ("Eva Malá roz. Nová", "Eva", "Malá"),
        ("Anna Rossi nata Bianchi", "Anna", "Rossi"),
        // These are names.
        ("Anna Müller - Schmidt", "Anna Müller -", "Schmidt"),
        ("Ana Maria - Gómez Ruiz", "Ana Maria - Gómez", "Ruiz"),
        ("Kim Jun", "Kim", "Jun"),
        ("Uhl 2", "Uhl", "2"),
        ("Ana ?", "Ana", "?"),
    ]);
}

#[test]
fn a_single_word_behind_a_title_is_a_last_name() {
    assert_split(&[
        ("Dr. Müller", "", "Müller"),
        ("Frau von der Heide", "", "von der Heide"),
        ("Mr. Smith Jr.", "", "Smith Jr."),
        ("山田様", "", "山田"),
        ("王先生", "", "王"),
        ("Dr.", "Dr.", ""),
    ]);
}

#[test]
fn names_that_look_like_titles_stay() {
    assert_split(&[
        ("MS Dhoni", "MS", "Dhoni"),
        ("JR Smith", "JR", "Smith"),
        ("M. Night Shyamalan", "M. Night", "Shyamalan"),
        ("D. Juan García", "D. Juan", "García"),
        ("Ing Chan", "Ing", "Chan"),
        ("Mag Doyle", "Mag", "Doyle"),
        ("Sig Hansen", "Sig", "Hansen"),
        ("Gen Sato", "Gen", "Sato"),
        ("Don Draper", "Don", "Draper"),
        ("Pan Wei", "Pan", "Wei"),
        ("Drake Hall", "Drake", "Hall"),
        ("Miss, Ana", "Ana", "Miss"),
        ("Dr. Phil Kern", "Phil", "Kern"),
        ("Md Rahim", "Md", "Rahim"),
        ("Da Silva, Ana", "Ana", "Da Silva"),
        ("Dos Santos, Ana", "Ana", "Dos Santos"),
        ("Yo-Yo MA", "Yo-Yo", "MA"),
        ("Ruiz, M.A.", "M.A.", "Ruiz"),
        ("Martin King, Jr.", "Martin", "King, Jr."),
        ("Anna-Maria Bär", "Anna-Maria", "Bär"),
        ("Ana Lead", "Ana", "Lead"),
    ]);
}

#[test]
fn no_common_given_name_is_a_title() {
    let list = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/value/given_names.txt"));
    let names = list.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(','));
    let names = names.map(str::trim).filter(|name| name.is_ascii() && !name.is_empty()).collect::<Vec<_>>();
    assert!(names.len() > 500, "{}", names.len());
    let capital = |name: &str| format!("{}{}", name[..1].to_uppercase(), &name[1..]);
    let lost = names.into_iter().map(capital).filter(|name| {
        let full = format!("{name} Lovelace");
        let behind = format!("Ada {name}");
        split_beside(&[], &full).0 != *name || split_beside(&[], &behind).1 != *name
    });
    assert_eq!(lost.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_title_that_may_be_an_initial_counts_beside_others_of_its_language() {
    let beside = |other: &str, name: &str| split_beside(&[other], name);
    assert_eq!(beside("Mme Claire Petit", "M. Jean Petit"), ("Jean".to_owned(), "Petit".to_owned()));
    assert_eq!(beside("Dña. Marta Gil", "D. Juan Gil"), ("Juan".to_owned(), "Gil".to_owned()));
    assert_eq!(beside("Pani Anna Nowak", "Pan Jan Nowak"), ("Jan".to_owned(), "Nowak".to_owned()));
    assert_eq!(beside("Mr. John Day", "M. Night Day"), ("M. Night".to_owned(), "Day".to_owned()));
}

#[test]
fn a_name_that_somebody_types_is_split_as_it_stands() {
    assert_eq!(split_full_name("Dr. Ana Ruiz"), ("Dr. Ana".into(), "Ruiz".into()));
}
