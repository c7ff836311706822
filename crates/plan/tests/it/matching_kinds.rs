//! Kinds of wrong matches that invite the wrong person or the wrong mailbox, each in many languages.

use plan::field::Field;
use plan::mapping::{Column, MappingFile};
use plan::matching::match_columns;
use plan::sheet::Sheet;

fn columns(header: &[&str], rows: &[Vec<String>]) -> Vec<Column> {
    match_columns(&Sheet::from_cells(header, rows), &MappingFile::default(), None).unwrap().columns
}

fn fields(header: &[&str], rows: &[Vec<String>]) -> Vec<Option<Field>> {
    columns(header, rows).into_iter().map(|column| column.field).collect()
}

const PEOPLE: [(&str, &str); 4] = [("Ana", "Ruiz"), ("Bo", "Lund"), ("Cyril", "Novak"), ("Dora", "Marsh")];

/// Each person's address at work and at home, and a phone for each.
fn emails(domain: &str) -> Vec<String> {
    PEOPLE.map(|(first, last)| format!("{first}.{last}@{domain}").to_lowercase()).to_vec()
}

fn phones(last_digits: u32) -> Vec<String> {
    (0..4).map(|at| format!("+49 151 193197{:02}", last_digits + at)).collect()
}

/// Rows with first and last name, and then these columns.
fn rows(columns: &[Vec<String>]) -> Vec<Vec<String>> {
    let row = |(at, (first, last)): (usize, &(&str, &str))| {
        let own = columns.iter().map(|column| column[at].clone());
        [(*first).to_owned(), (*last).to_owned()].into_iter().chain(own).collect()
    };
    PEOPLE.iter().enumerate().map(row).collect()
}

/// What two columns behind first and last name feed, in both orders.
fn fields_of_pair(one: &str, two: &str, cells: [Vec<String>; 2]) -> [[Option<Field>; 2]; 2] {
    let [own, other] = cells;
    let there = fields(&["First Name", "Last Name", one, two], &rows(&[own.clone(), other.clone()]));
    let back = fields(&["First Name", "Last Name", two, one], &rows(&[other, own]));
    [[there[2], there[3]], [back[3], back[2]]]
}

#[test]
fn an_address_at_work_is_taken_before_a_private_one_however_both_are_shortened() {
    for (work, private) in [
        ("Mail geschäftl.", "Mail privat"),
        ("E-Mail gesch.", "E-Mail priv."),
        ("E-Mail (dienstl.)", "E-Mail (privat)"),
        ("E-Mail geschaeftlich", "E-Mail privat"),
        ("Email corp", "Email personal"),
        ("Email corp.", "Email pers."),
        ("Corporate email", "Private email"),
        ("Prof. email", "Personal email"),
        ("Mail pro", "Mail perso"),
        ("E-mail profess.", "E-mail pers."),
        ("Courriel (bureau)", "Courriel (domicile)"),
        ("Correo corp.", "Correo pers."),
        ("Correo trab.", "Correo part."),
        ("Correo laboral", "Correo particular"),
        ("E-mail corporativo", "E-mail pessoal"),
        ("E-mail inst.", "E-mail pess."),
        ("E-mail az.", "E-mail pers."),
        ("Email lav.", "Email priv."),
        ("E-mail zak.", "E-mail priv."),
        ("E-post arb.", "E-post priv."),
        ("E-post jobb", "E-post privat"),
        ("E-mail arbejde", "E-mail privat"),
        ("Sähköposti (työ)", "Sähköposti (henk.)"),
        ("E-mail służb.", "E-mail pryw."),
        ("E-mail prac.", "E-mail soukr."),
        ("E-mail munkah.", "E-mail magán"),
        ("E-mail serv.", "E-mail pers."),
        ("E-posta (kurum)", "E-posta (kişisel)"),
        ("Email εργ.", "Email προσ."),
        ("Почта раб.", "Почта личн."),
        ("Пошта роб.", "Пошта особ."),
        ("Имейл служ.", "Имейл личен"),
        ("البريد الإلكتروني للعمل", "البريد الإلكتروني الشخصي"),
        ("メールアドレス（業務）", "メールアドレス（私用）"),
        ("办公邮箱", "个人邮箱"),
        ("이메일 (직장)", "이메일 (개인)"),
        ("Email address (login)", "Email address (alternate)"),
    ] {
        let found = fields_of_pair(work, private, [emails("acme.example"), emails("gmail.com")]);
        assert_eq!(found, [[Some(Field::Email), None]; 2], "{work} | {private}");
    }
}

#[test]
fn a_phone_at_work_is_taken_before_a_private_one_however_both_are_shortened() {
    for (work, private) in [
        ("Mobil geschäftl.", "Mobil privat"),
        ("Mobil dienstl.", "Tel. privat"),
        ("Handy gesch.", "Handy priv."),
        ("Tel. dienstl.", "Tel. priv."),
        ("Mobile (corp)", "Mobile (pers)"),
        ("Work cell", "Personal cell"),
        ("Tél. pro", "Tél. perso"),
        ("Móvil emp.", "Móvil pers."),
        ("Celular corp.", "Celular part."),
        ("Telemóvel trab.", "Telemóvel pess."),
        ("Cell. az.", "Cell. pers."),
        ("Mobiel zak.", "Mobiel privé"),
        ("Mobil arb.", "Mobil priv."),
        ("Tel. służb.", "Tel. pryw."),
        ("Mobil prac.", "Mobil soukr."),
        ("Моб. раб.", "Моб. личн."),
        ("携帯電話（業務）", "携帯電話（私用）"),
    ] {
        let found = fields_of_pair(work, private, [phones(10), phones(50)]);
        assert_eq!(found, [[Some(Field::Phone), None]; 2], "{work} | {private}");
    }
}

#[test]
fn a_second_choice_never_beats_a_column_that_is_only_half_understood() {
    for (work, private) in [
        ("Email @acme", "Private email"),
        ("Email DL", "Alternate Email"),
        ("Zentralmail E-Mail", "E-Mail privat"),
    ] {
        // The domain tells which are the company's.
        let found = fields_of_pair(work, private, [emails("acme.example"), emails("gmail.com")]);
        assert_eq!(found, [[Some(Field::Email), None]; 2], "{work} | {private}");
        let found = fields_of_pair(work, private, [emails("gmx.de"), emails("gmail.com")]);
        assert_eq!(found, [[None, None]; 2], "{work} | {private}: nothing tells");
    }
    let found = fields_of_pair("Mobil XQ", "Tel. privat", [phones(10), phones(50)]);
    assert_eq!(found, [[None, None]; 2]);
    let header = ["First Name", "Last Name", "Mobil XQ", "Tel. privat"];
    let why = &columns(&header, &rows(&[phones(10), phones(50)]))[2].why;
    assert_eq!(why, "“Mobil XQ” and “Tel. privat” fit phone equally well. Choose one.");
    assert_eq!(fields(&header[..3], &rows(&[phones(10)]))[2], None, "whose it is nobody knows");
    let alone = fields(&["First Name", "Last Name", "Private email"], &rows(&[emails("gmail.com")]));
    assert_eq!(alone[2], Some(Field::Email), "a second choice is better than none");
}

#[test]
fn addresses_under_a_header_to_sign_in_with_are_the_email_before_any_second_choice() {
    for login in [
        "Username",
        "User Name",
        "User ID",
        "Login",
        "Login ID",
        "Sign-in name",
        "Account",
        "UPN",
        "Benutzername",
        "Anmeldename",
        "Identifiant",
        "Nom d'utilisateur",
        "Usuario",
        "Nombre de usuario",
        "Nome de usuário",
        "Nome utente",
        "Gebruikersnaam",
        "Användarnamn",
        "Brukernavn",
        "Käyttäjätunnus",
        "Nazwa użytkownika",
        "Uživatelské jméno",
        "Korisničko ime",
        "Felhasználónév",
        "Nume de utilizator",
        "Kullanıcı adı",
        "Όνομα χρήστη",
        "Логин",
        "Имя пользователя",
        "اسم المستخدم",
        "ユーザー名",
        "ログインID",
        "用户名",
        "사용자 이름",
    ] {
        let own = emails("acme.example");
        let alone = columns(&["First Name", "Last Name", login], &rows(std::slice::from_ref(&own)));
        assert_eq!(alone[2].field, Some(Field::Email), "{login}: {}", alone[2].why);
        let found = fields_of_pair(login, "Alternate email address", [own.clone(), emails("gmail.com")]);
        assert_eq!(found, [[Some(Field::Email), None]; 2], "{login}");
        let found = fields(&["First Name", "Last Name", login, "Email"], &rows(&[own.clone(), own]));
        assert_eq!(found[3], Some(Field::Email), "{login}");
    }
    let numbered = ["u17", "u42", "u108", "u211"].map(|login| format!("{login}@acme.example")).to_vec();
    let found = fields_of_pair("Username", "Private email", [numbered, emails("gmail.com")]);
    assert_eq!(found, [[Some(Field::Email), None]; 2], "with nothing of the names in them");
    let names = ["aruiz", "blund", "cnovak", "dmarsh"].map(str::to_owned).to_vec();
    let found = fields(&["First Name", "Last Name", "Username"], &rows(&[names]));
    assert_eq!(found[2], Some(Field::ExternalId), "a username is an id");
}

#[test]
fn a_header_that_names_one_field_twice_feeds_it() {
    for (header, field) in [
        ("First name [givenName]", Field::FirstName),
        ("Name [displayName] Required", Field::FullName),
        ("Full Name [displayName]", Field::FullName),
        ("Full name (first and last)", Field::FullName),
        ("First Name / Given Name", Field::FirstName),
        ("First name (given name)", Field::FirstName),
        ("Last Name / Family Name", Field::LastName),
        ("Last name [surname]", Field::LastName),
        ("Last Name (Surname) *", Field::LastName),
        ("Surname | Family name", Field::LastName),
        ("Employee ID (Employee number)", Field::ExternalId),
        ("Personalnummer (Employee ID)", Field::ExternalId),
        ("User name [userPrincipalName] Required", Field::Email),
        ("Email / E-Mail-Adresse", Field::Email),
        ("Mobile phone [mobile]", Field::Phone),
        ("Handy / Mobiltelefon", Field::Phone),
        ("Job title [jobTitle]", Field::Role),
        ("Prénom (First name)", Field::FirstName),
        ("Nom (Last name)", Field::LastName),
        ("Vorname / First name / Prénom", Field::FirstName),
        ("Nombre (First name)", Field::FirstName),
        ("Apellidos (Last name)", Field::LastName),
        ("Nome (First Name)", Field::FirstName),
        ("Cognome - Last Name", Field::LastName),
        ("Voornaam (given name)", Field::FirstName),
        ("Efternamn / Last name", Field::LastName),
        ("Imię (First name)", Field::FirstName),
        ("Příjmení (Surname)", Field::LastName),
        ("Keresztnév (Given name)", Field::FirstName),
        ("Soyadı (Last Name)", Field::LastName),
        ("Имя (First name)", Field::FirstName),
        ("Фамилия / Last name", Field::LastName),
        ("姓 (Family Name)", Field::LastName),
        ("名\nFirst Name", Field::FirstName),
        ("氏名 / Full name", Field::FullName),
        ("이름 (Full name)", Field::FullName),
        ("电子邮件 / Email", Field::Email),
        ("Name (Nachname)", Field::LastName),
        ("First name (preferred name)", Field::FirstName),
    ] {
        assert_eq!(fields(&[header], &[]), [Some(field)], "{header}");
    }
    for header in [
        "First Name / Company",
        "Name (Company name)",
        "First name (manager)",
        "Employee ID (Manager ID)",
        "Email (Manager email)",
        "Last name / Maiden name",
        "Phone (Home phone)",
    ] {
        assert_eq!(fields(&[header], &[]), [None], "{header}");
    }
}

/// Headers of contacts that are not those of the people of the file.
const OF_OTHERS: [&str; 58] = [
    "Guardian's email",
    "Guardian’s Email",
    "Guardians email",
    "Manager's mobile",
    "Supervisor´s phone",
    "Parent's Mobile Phone",
    "Counselor Email",
    "HR contact email",
    "HR Email",
    "Payroll email",
    "Emergency contact's mobile",
    "Approved by",
    "Next of kin phone",
    "Buddy email",
    "E-Mail des Vorgesetzten",
    "E-Mail Führungskraft",
    "Handy Notfallkontakt",
    "Betreuer E-Mail",
    "Email du manager",
    "Mail du responsable",
    "Portable du tuteur",
    "Email N+1",
    "Correo del supervisor",
    "Móvil del cónyuge",
    "E-mail do gestor",
    "Celular do responsável",
    "Email del responsabile",
    "Cellulare del referente",
    "E-mail leidinggevende",
    "Mobiel contactpersoon",
    "Chefens e-post",
    "Anhörigs mobil",
    "E-post nærmeste leder",
    "Pårørende mobil",
    "Leders e-mail",
    "Esihenkilön sähköposti",
    "Huoltajan matkapuhelin",
    "E-mail przełożonego",
    "Telefon opiekuna",
    "E-mail nadřízeného",
    "Mobil zákonného zástupce",
    "Vezető e-mail címe",
    "E-mail șef direct",
    "Yöneticinin e-postası",
    "Amirin cep telefonu",
    "Email προϊσταμένου",
    "Почта руководителя",
    "Телефон опекуна",
    "Пошта керівника",
    "Имейл на ръководителя",
    "بريد المدير",
    "מייל של המנהל",
    "上司メールアドレス",
    "责任人手机",
    "负责人邮箱",
    "상사 이메일",
    "Email atasan",
    "Email quản lý",
];

#[test]
fn what_is_somebody_elses_is_never_taken_whatever_its_cells_hold() {
    let mut taken = Vec::new();
    for header in OF_OTHERS {
        for cells in [emails("acme.example"), phones(10)] {
            let rows = cells.into_iter().map(|cell| vec![cell]).collect::<Vec<_>>();
            taken.extend(fields(&[header], &rows)[0].map(|field| (header, field)));
        }
    }
    assert_eq!(taken, []);
}

#[test]
fn addresses_with_nothing_of_the_names_beside_them_are_somebody_elses() {
    let others = ["sam.hill@acme.example", "t.okoye@acme.example", "pat@acme.example", "lee.wu@acme.example"];
    let others = others.map(str::to_owned).to_vec();
    for header in ["Kontaktweg", "Team Polaris email"] {
        let found = fields(&["First Name", "Last Name", header], &rows(std::slice::from_ref(&others)));
        assert_eq!(found[2], None, "{header}");
        let found = fields(&["First Name", "Last Name", header], &rows(&[emails("acme.example")]));
        assert_eq!(found[2], Some(Field::Email), "{header}");
    }
    let found = fields(&["First Name", "Last Name", "Email"], &rows(&[others]));
    assert_eq!(found[2], Some(Field::Email), "its header says so");
}

/// The header of the file in which Microsoft 365 takes many users.
const M365: [&str; 16] = [
    "Username",
    "First name",
    "Last name",
    "Display name",
    "Job title",
    "Department",
    "Office number",
    "Office phone",
    "Mobile phone",
    "Fax",
    "Alternate email address",
    "Address",
    "City",
    "State or province",
    "ZIP or postal code",
    "Country or region",
];

#[test]
fn the_template_of_microsoft_365_is_matched() {
    let row = |first: &str, last: &str, title: &str, phone: &str| {
        let login = format!("{first}@acme.example").to_lowercase();
        let private = format!("{first}@gmail.com").to_lowercase();
        let name = format!("{first} {last}");
        let cells = [
            &login,
            first,
            last,
            &name,
            title,
            "North",
            "123451",
            "123-555-1211",
            phone,
            "123-555-6700",
            &private,
            "1 Main",
            "Chicago",
            "IL",
            "60601",
            "United States",
        ];
        cells.map(str::to_owned).to_vec()
    };
    let rows =
        [row("Ana", "Ruiz", "Sales Rep", "123-555-6641"), row("Bo", "Li", "Sales Manager", "123-555-6642")];
    let found = fields(&M365, &rows);
    let expected = [
        Some(Field::Email),
        Some(Field::FirstName),
        Some(Field::LastName),
        None,
        Some(Field::Role),
        Some(Field::Teams),
        None,
        None,
        Some(Field::Phone),
        None,
        None,
        None,
        None,
        None,
        None,
        Some(Field::Country),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_template_of_entra_is_matched() {
    let header = [
        "Name [displayName] Required",
        "User name [userPrincipalName] Required",
        "Initial password [passwordProfile] Required",
        "Block sign in (Yes/No) [accountEnabled] Required",
        "First name [givenName]",
        "Last name [surname]",
        "Job title [jobTitle]",
        "Department [department]",
        "Usage location [usageLocation]",
        "Street address [streetAddress]",
        "State or province [state]",
        "Country or region [country]",
        "Office [physicalDeliveryOfficeName]",
        "City [city]",
        "ZIP or postal code [postalCode]",
        "Office phone [telephoneNumber]",
        "Mobile phone [mobile]",
    ];
    let cells = "Ana Ruiz,ana@acme.example,pw,No,Ana,Ruiz,Sales Rep,North,US,1 Main,IL,United States,Chicago,Chicago,60601,\
                 +1 312 555 0100,+1 312 555 0101";
    let row = cells.split(',').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let found = fields(&header, &[row]);
    let fed =
        header.iter().zip(found).filter_map(|(header, field)| Some((*header, field?))).collect::<Vec<_>>();
    let expected = [
        ("User name [userPrincipalName] Required", Field::Email),
        ("First name [givenName]", Field::FirstName),
        ("Last name [surname]", Field::LastName),
        ("Job title [jobTitle]", Field::Role),
        ("Department [department]", Field::Teams),
        ("Country or region [country]", Field::Country),
        ("Mobile phone [mobile]", Field::Phone),
    ];
    assert_eq!(fed, expected);
}

#[test]
fn a_column_of_full_names_says_what_is_left_out_of_them() {
    let why = |names: &[&str]| {
        let rows = names.iter().map(|name| vec![(*name).to_owned()]).collect::<Vec<_>>();
        let column = columns(&["Full Name"], &rows).remove(0);
        assert_eq!(column.field, Some(Field::FullName));
        column.why
    };
    assert!(why(&["Dr. Ana Ruiz", "Bo Lund"]).ends_with(" Titles such as “Dr.” are left out."));
    assert!(
        why(&["Shaun Day (Sales)", "Bo Lund"]).ends_with(" Remarks before or behind a name are left out.")
    );
    assert!(
        why(&["Frau Dora Marsh", "Bo Lund [extern]"])
            .ends_with(" Titles such as “Dr.”, and remarks before or behind a name, are left out.")
    );
    assert!(!why(&["Ana Ruiz", "Bo Lund"]).contains("left out"));
}
