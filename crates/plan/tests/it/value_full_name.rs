//! Full names of columns: particles, capitals, two last names, and the scripts of East Asia.

use plan::mapping::NameOrder;
use plan::value::full_name::NameReader;
use plan::value::name::{normalise, split_full_name};

fn assert_split(cases: &[(&str, &str, &str)]) {
    assert_read(NameReader::new(None, None, std::iter::empty()), cases);
}

fn assert_read(reader: NameReader, cases: &[(&str, &str, &str)]) {
    for (full, first, last) in cases {
        let normal = normalise(full);
        let split = reader.split(&normal);
        assert_eq!((&*split.0, &*split.1), (*first, *last), "{full}");
    }
}

#[test]
fn capitals_are_the_family_name_with_their_particles() {
    assert_split(&[
        ("LE GALL Anne-Marie", "Anne-Marie", "LE GALL"),
        ("Anne-Marie LE GALL", "Anne-Marie", "LE GALL"),
        ("DE LA TOUR Guy", "Guy", "DE LA TOUR"),
        ("Guy DE LA TOUR", "Guy", "DE LA TOUR"),
        ("DE SMET Lies", "Lies", "DE SMET"),
        ("MC KAY Iris", "Iris", "MC KAY"),
        ("BEN ALI Karim", "Karim", "BEN ALI"),
        ("VAN DEN BERG Jan", "Jan", "VAN DEN BERG"),
        ("ORTEGA Y GASSET José", "José", "ORTEGA Y GASSET"),
        ("Martin LUC", "Martin", "LUC"),
        ("de VRIES Jan", "Jan", "de VRIES"),
        ("van den BERG Jan", "Jan", "van den BERG"),
        ("Jan van den BERG", "Jan", "van den BERG"),
        ("Ben ALLEN", "Ben", "ALLEN"),
        ("Ron McDONALD", "Ron", "McDONALD"),
        ("McDONALD Ron", "Ron", "McDONALD"),
        ("d'ARTAGNAN Charles", "Charles", "d'ARTAGNAN"),
        ("O'NEIL-SMITH Sam", "Sam", "O'NEIL-SMITH"),
    ]);
}

#[test]
fn capitals_that_are_initials_are_no_family_name() {
    assert_split(&[
        ("JR Smith", "JR", "Smith"),
        ("AJ Lee", "AJ", "Lee"),
        ("J.R.R. Tolkien", "J.R.R.", "Tolkien"),
        ("DAVID LI", "DAVID", "LI"),
        ("JO ANN SMITH", "JO ANN", "SMITH"),
        ("SMITH J.", "J.", "SMITH"),
        ("SMITH John III", "John", "SMITH III"),
        ("John A SMITH", "John A", "SMITH"),
    ]);
    // Two letters are a name where the column writes family names so.
    let column = ["DUPONT Jean", "MARTIN Luc", "PETIT Anne", "LI Wei", "Anna NG"];
    let reader = NameReader::new(None, None, column.into_iter());
    assert_read(reader, &[("LI Wei", "Wei", "LI"), ("Anna NG", "Anna", "NG"), ("DUPONT JP", "JP", "DUPONT")]);
}

#[test]
fn particles_of_many_languages_begin_a_family_name() {
    assert_split(&[
        ("Ugo Dalla Chiesa", "Ugo", "Dalla Chiesa"),
        ("Sara Lo Presti", "Sara", "Lo Presti"),
        ("Anna Dello Russo", "Anna", "Dello Russo"),
        ("Anna degli Esposti", "Anna", "degli Esposti"),
        ("Anna in 't Veld", "Anna", "in 't Veld"),
        ("Anna in ’t Veld", "Anna", "in ’t Veld"),
        ("Jan van 't Hof", "Jan", "van 't Hof"),
        ("Piet op den Camp", "Piet", "op den Camp"),
        ("Jan aan de Stegge", "Jan", "aan de Stegge"),
        ("Els 's Gravesande", "Els", "'s Gravesande"),
        ("Jan v.d. Berg", "Jan", "v.d. Berg"),
        ("Anna Maria von und zu Stein", "Anna Maria", "von und zu Stein"),
        ("Karl auf der Heide", "Karl", "auf der Heide"),
        ("Tom Mc Donald", "Tom", "Mc Donald"),
        ("Tom Mac Donald", "Tom", "Mac Donald"),
        ("José Ortega y Gasset", "José", "Ortega y Gasset"),
        ("João Costa e Silva", "João", "Costa e Silva"),
        ("Siti binti Osman", "Siti", "binti Osman"),
        ("Nur Aisyah binte Ismail", "Nur Aisyah", "binte Ismail"),
        ("Raj a/l Kumar", "Raj", "a/l Kumar"),
        ("عبد الله بن سعود", "عبد الله", "بن سعود"),
        ("فاطمة بنت محمد", "فاطمة", "بنت محمد"),
    ]);
    // What is a particle before another one only is a name elsewhere.
    assert_split(&[("Kim In Soo", "Kim In", "Soo"), ("Mac Miller", "Mac", "Miller")]);
    let header = NameReader::new(None, Some(NameOrder::LastFirst), std::iter::empty());
    assert_read(
        header,
        &[
            ("Dalla Chiesa Ugo", "Ugo", "Dalla Chiesa"),
            ("Lo Presti Sara", "Sara", "Lo Presti"),
            ("Della Valle Rosa", "Rosa", "Della Valle"),
            ("in 't Veld Anna", "Anna", "in 't Veld"),
            ("van 't Hof Jan", "Jan", "van 't Hof"),
            ("Mc Donald Tom", "Tom", "Mc Donald"),
            ("Lo Mei Ling", "Mei Ling", "Lo"),
        ],
    );
}

#[test]
fn a_name_that_begins_with_a_particle_begins_with_the_family_name() {
    assert_split(&[
        ("van der Berg Jan", "Jan", "van der Berg"),
        ("de Vries Jan", "Jan", "de Vries"),
        ("de la Cruz María José", "María José", "de la Cruz"),
        ("Di Stefano Mario", "Mario", "Di Stefano"),
        ("De La Cruz Maria", "Maria", "De La Cruz"),
        ("Van Der Berg Jan", "Jan", "Van Der Berg"),
        ("van Gogh", "", "van Gogh"),
        ("van den Berg", "", "van den Berg"),
        // These may be somebody's first name.
        ("Van Morrison", "Van", "Morrison"),
        ("Ben van den Berg", "Ben", "van den Berg"),
        ("Al Pacino Junior", "Al", "Pacino Junior"),
        ("De Andre Thomas", "De Andre", "Thomas"),
        ("Van Anthony Lewis", "Van Anthony", "Lewis"),
        ("van morrison", "van", "morrison"),
    ]);
}

#[test]
fn a_suffix_behind_the_first_name_belongs_to_the_last() {
    for (full, first, last) in [
        ("Jones, Bill Jr.", "Bill", "Jones Jr."),
        ("Jones Jr., Bill", "Bill", "Jones Jr."),
        ("Adams, Henry III", "Henry", "Adams III"),
        ("Jr., Tom Fox", "Tom", "Fox, Jr."),
    ] {
        let split = split_full_name(full);
        assert_eq!((&*split.0, &*split.1), (first, last), "{full}");
    }
}

#[test]
fn a_header_of_last_names_takes_two_of_them() {
    let header =
        |header: &'static str, order| NameReader::new(None, Some(order), std::iter::empty()).under(header);
    assert_read(
        header("Nombre y apellidos", NameOrder::FirstLast),
        &[
            ("María José García López", "María José", "García López"),
            ("Juan Pérez Gómez", "Juan", "Pérez Gómez"),
            ("Juan Carlos de la Torre Ruiz", "Juan Carlos", "de la Torre Ruiz"),
            ("Ana Belén de la Fuente Ruiz", "Ana Belén", "de la Fuente Ruiz"),
            ("Ana de la Fuente Ruiz", "Ana", "de la Fuente Ruiz"),
            ("María del Carmen García Pérez", "María del Carmen", "García Pérez"),
            ("María del Carmen García", "María del Carmen", "García"),
            ("Juan Carlos Ruiz", "Juan Carlos", "Ruiz"),
            ("Ana Martín Ruiz", "Ana", "Martín Ruiz"),
            ("José Ruiz", "José", "Ruiz"),
            ("Cher", "Cher", ""),
        ],
    );
    assert_read(
        header("Apellidos y nombre", NameOrder::LastFirst),
        &[
            ("García López María José", "María José", "García López"),
            ("Pérez Gómez Juan", "Juan", "Pérez Gómez"),
            ("De la Fuente Ruiz Ana", "Ana", "De la Fuente Ruiz"),
            ("Hernández López Juan Carlos", "Juan Carlos", "Hernández López"),
            ("García Juan Carlos", "Juan Carlos", "García"),
            ("Ruiz Martín Ana", "Ana", "Ruiz Martín"),
            ("García López, María José", "María José", "García López"),
            ("Ruiz Ana", "Ana", "Ruiz"),
            ("", "", ""),
        ],
    );
    assert_read(
        header("Nome e sobrenomes", NameOrder::FirstLast),
        &[
            ("João Pedro da Silva Santos", "João Pedro", "da Silva Santos"),
            ("Ana Souza Lima Junior", "Ana", "Souza Lima Junior"),
        ],
    );
    for one in ["Nombre y apellido", "Nome completo"] {
        assert_read(
            header(one, NameOrder::FirstLast),
            &[("Ana Lucía Torres Vega", "Ana Lucía Torres", "Vega")],
        );
    }
}

#[test]
fn a_family_name_of_east_asia_alone_is_no_first_name() {
    assert_split(&[
        ("高橋", "", "高橋"),
        ("長谷川", "", "長谷川"),
        ("佐々木", "", "佐々木"),
        ("欧阳", "", "欧阳"),
        ("王", "", "王"),
        ("김", "", "김"),
        ("李明", "明", "李"),
        ("高橋健", "健", "高橋"),
        ("欧阳明", "明", "欧阳"),
        ("五十嵐真", "真", "五十嵐"),
    ]);
}

#[test]
fn a_header_of_east_asia_says_nothing_of_latin_names() {
    let reader = NameReader::new(None, Some(NameOrder::LastFirst), std::iter::empty()).under("氏名");
    assert_read(
        reader,
        &[
            ("John Smith", "John", "Smith"),
            ("Smith, John", "John", "Smith"),
            ("SMITH John", "John", "SMITH"),
            ("Tanaka Hiroshi", "Hiroshi", "Tanaka"),
            ("山田 太郎", "太郎", "山田"),
        ],
    );
    let said = NameReader::new(Some(NameOrder::LastFirst), None, std::iter::empty()).under("氏名");
    assert_read(said, &[("Smith John", "John", "Smith")]);
}

#[test]
fn two_people_in_one_cell_are_told_from_one() {
    let column = ["Ana Ruiz", "Kay Dunn", "Bob Lee", "Smith, Ann"];
    let reader = NameReader::new(None, None, column.into_iter());
    for several in [
        "Ana Ruiz & Bob Lee",
        "Ana & Bob Lee",
        "Ana&Bob Lee",
        "Al Fox and Bo Day",
        "AL FOX AND BO DAY",
        "Ira Pell / Lou Ray",
        "Ira Pell/Lou Ray",
        "Ana Ruiz; Bob Lee",
        "Ana Ruiz + Bob Lee",
        "Ana Ruiz und Eva Kern",
        "Jean et Marie Petit",
        "Ana Ruiz y Luis Gil",
        "Ana y Luis Gil",
        "Mr. and Mrs. Cole",
        "Mr & Mrs John Cole",
        "Herr und Frau Meier",
        "Sr. y Sra. Ruiz",
        "Ana Ruiz, Bob Lee",
    ] {
        assert!(reader.names_several(several), "{several}");
    }
    for one in [
        "José Ortega y Gasset",
        "Santiago Ramón y Cajal",
        "Ana García y Martín López",
        "João Costa e Silva",
        "Anna von und zu Stein",
        "Raj a/l Kumar",
        "Ana Ruiz / Sales",
        "Ana Ruiz (Sales & Service)",
        "Mgr. et Mgr. Eva Malá",
        "R&D Team",
        "Mu&ntilde;oz Ana",
        "Ruiz López, Ana María",
        "Sara E Smith",
        "Ana Ruiz",
        "",
    ] {
        assert!(!reader.names_several(one), "{one}");
    }
    let commas = ["Ruiz, Ana", "Lee, Bob", "Fox, Al"];
    let reader = NameReader::new(None, None, commas.into_iter());
    assert!(!reader.names_several("Ana Ruiz, Bob Lee"));
}
