//! Files that hold two people a row, such as a customer and whoever sells to them: whose columns are taken.

use plan::field::Field;
use plan::mapping::{Column, MappingFile};
use plan::matching::match_columns;
use plan::sheet::Sheet;

fn columns(header: &[&str], rows: &[&[&str]]) -> Vec<Column> {
    let rows = rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect::<Vec<_>>();
    match_columns(&Sheet::from_cells(header, &rows), &MappingFile::default(), None).unwrap().columns
}

/// The columns that feed a field, as `header=field`.
fn fed(header: &[&str], rows: &[&[&str]]) -> Vec<String> {
    let columns = columns(header, rows);
    let fed = columns.iter().filter_map(|column| Some(format!("{}={}", column.header, column.field?.key())));
    fed.collect()
}

/// What a customer has in a row, and what a salesperson has.
const CUSTOMERS: [[&str; 4]; 3] = [
    ["Pat", "Moss", "pat.moss@yahoo.example", "312-555-0199"],
    ["Kim", "Ash", "kim.ash@aol.example", "312-555-0198"],
    ["Lu", "Hart", "lu.hart@aol.example", "312-555-0197"],
];
const REPS: [[&str; 4]; 3] = [
    ["Ana", "Ruiz", "ana.ruiz@sun.example", "312-555-0141"],
    ["Cy", "Fox", "cy.fox@sun.example", "312-555-0142"],
    ["Bob", "Lee", "bob.lee@sun.example", "312-555-0143"],
];

/// A header for each word that says whose it is, with the rows of whom it names.
fn fed_by(
    header: &[&str],
    of_row: impl Fn([&'static str; 4], [&'static str; 4]) -> Vec<String>,
) -> Vec<String> {
    let rows = CUSTOMERS.into_iter().zip(REPS).map(|(customer, rep)| of_row(customer, rep));
    let rows = rows.collect::<Vec<_>>();
    let rows = rows.iter().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>()).collect::<Vec<_>>();
    fed(header, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn full(person: [&str; 4]) -> String {
    format!("{} {}", person[0], person[1])
}

#[test]
fn a_list_that_is_of_customers_by_its_headers_feeds_nothing() {
    for header in [
        ["Customer Name", "Customer Email", "Customer Phone"],
        ["Client Name", "Client E-mail", "Client Cell"],
        ["Lead Name", "Lead Email", "Lead Phone"],
        ["Homeowner Name", "Homeowner Email", "Homeowner Phone"],
        ["Patient Name", "Patient Email", "Patient Phone"],
        ["Prospect Name", "Prospect Email", "Prospect Phone"],
        ["Kundenname", "Kunden-E-Mail", "Kundentelefon"],
        ["Nom client", "Email client", "Tél. client"],
        ["Nombre del cliente", "Correo del cliente", "Teléfono cliente"],
        ["Nome do cliente", "E-mail do cliente", "Telefone do cliente"],
        ["Nome cliente", "Email cliente", "Telefono cliente"],
        ["Naam klant", "E-mail klant", "Telefoon klant"],
        ["Kundens namn", "Kundens e-post", "Kundens telefon"],
        ["Asiakkaan nimi", "Asiakkaan sähköposti", "Asiakkaan puhelin"],
        ["Imię i nazwisko klienta", "E-mail klienta", "Telefon klienta"],
        ["Jméno zákazníka", "E-mail zákazníka", "Telefon zákazníka"],
        ["Müşteri Adı", "Müşteri E-posta", "Müşteri Telefonu"],
        ["ФИО клиента", "Email клиента", "Телефон клиента"],
        ["顧客氏名", "顧客メール", "顧客電話"],
        ["客户姓名", "客户邮箱", "客户电话"],
        ["고객 이름", "고객 이메일", "고객 전화번호"],
    ] {
        let fed = fed_by(&header, |one, _| vec![full(one), one[2].to_owned(), one[3].to_owned()]);
        assert_eq!(fed, Vec::<String>::new(), "{header:?}");
    }
    let columns = columns(
        &["Customer Name", "Customer Email"],
        &[&["Pat Moss", "pat.moss@yahoo.example"], &["Kim Ash", "kim.ash@aol.example"]],
    );
    assert_eq!(columns[1].candidates.first().map(|one| one.field), Some(Field::Email), "it is offered");
    assert_eq!(
        columns[1].why,
        "It may be e-mail, but of customers or others, not of the people who are to be added. Choose it if it is theirs."
    );
}

#[test]
fn beside_the_columns_of_a_rep_those_of_a_customer_are_left_alone() {
    for [customer, email, phone, rep, rep_email, rep_phone] in [
        ["Customer Name", "Customer Email", "Customer Phone", "Sales Rep", "Rep Email", "Rep Phone"],
        ["Client Name", "Client Email", "Client Cell", "User Name and Surname", "User Email", "User Phone"],
        ["Lead Name", "Lead Email", "Lead Phone", "Salesperson", "Salesperson Email", "Salesperson Cell"],
        [
            "Kundenname",
            "Kunden-E-Mail",
            "Kundentelefon",
            "Mitarbeiter",
            "E-Mail Mitarbeiter",
            "Mobil Mitarbeiter",
        ],
        ["Nom client", "Email client", "Tél. client", "Vendeur", "Email vendeur", "Portable vendeur"],
        [
            "Contact client",
            "Email client",
            "Tél. client",
            "Commercial",
            "Email commercial",
            "Mobile commercial",
        ],
        ["Cliente", "Correo cliente", "Teléfono cliente", "Vendedor", "Correo vendedor", "Móvil vendedor"],
    ] {
        let header = [customer, email, phone, rep, rep_email, rep_phone];
        let fed = fed_by(&header, |one, rep| {
            let cells = [one[2], one[3]].map(str::to_owned);
            let own = [rep[2], rep[3]].map(str::to_owned);
            [full(one)].into_iter().chain(cells).chain([full(rep)]).chain(own).collect()
        });
        let own = [format!("{rep}=full_name"), format!("{rep_email}=email"), format!("{rep_phone}=phone")];
        assert_eq!(fed, own, "{header:?}");
    }
}

#[test]
fn nobody_is_made_up_of_a_customer_and_a_rep() {
    let header =
        ["Customer First Name", "Customer Last Name", "Customer Email", "Customer Phone", "Salesperson Cell"];
    let fed = fed_by(&header, |one, rep| one.into_iter().chain([rep[3]]).map(str::to_owned).collect());
    assert_eq!(fed, ["Salesperson Cell=phone"]);
    // The e-mail is that of the lead, and the only name that may be taken is that of the rep.
    let header = ["Lead Name", "Email", "Phone", "Sales Rep"];
    let fed = fed_by(&header, |one, rep| {
        [full(one), one[2].to_owned(), one[3].to_owned(), full(rep)].into_iter().collect()
    });
    assert_eq!(fed, ["Email=email", "Phone=phone"]);
    // Where the rep has an e-mail as well, the one that says of nobody whose it is is the customer's, and so is the phone.
    let header = ["Customer Name", "Email", "Phone", "Sales Rep", "Sales Rep Email"];
    let fed = fed_by(&header, |one, rep| {
        [full(one), one[2].to_owned(), one[3].to_owned(), full(rep), rep[2].to_owned()].into_iter().collect()
    });
    assert_eq!(fed, ["Sales Rep=full_name", "Sales Rep Email=email"]);
    let header = ["Lead Name", "Email", "Phone", "Sales Rep"];
    // Here the e-mail is the rep's.
    let fed = fed_by(&header, |one, rep| {
        [full(one), rep[2].to_owned(), rep[3].to_owned(), full(rep)].into_iter().collect()
    });
    assert_eq!(fed, ["Email=email", "Phone=phone", "Sales Rep=full_name"]);
}

#[test]
fn a_hand_made_list_of_clients_keeps_their_name_beside_a_plain_email() {
    for name in ["Client Name", "Lead Name", "Customer Name"] {
        let fed =
            fed_by(&[name, "Email", "Phone"], |one, _| vec![full(one), one[2].to_owned(), one[3].to_owned()]);
        assert_eq!(fed, [format!("{name}=full_name"), "Email=email".into(), "Phone=phone".into()]);
    }
}

#[test]
fn of_columns_that_may_be_anybodys_only_addresses_with_the_names_of_the_row_are_taken() {
    for email in [
        "Customer Email",
        "Client Email",
        "Lead Email",
        "Kunden-E-Mail",
        "Email client",
        "Broker Email",
        "Office Email",
        "Account Email",
        "E-Mail Büro",
    ] {
        let header = ["First Name", "Last Name", email];
        let own = fed_by(&header, |_, rep| rep[..3].iter().map(|&cell| cell.to_owned()).collect());
        assert_eq!(own, ["First Name=first_name", "Last Name=last_name", &format!("{email}=email")]);
        let others = fed_by(&header, |one, rep| [rep[0], rep[1], one[2]].map(str::to_owned).to_vec());
        assert_eq!(others, ["First Name=first_name", "Last Name=last_name"], "{email}");
    }
    for phone in
        ["Customer Phone", "Client Phone", "Lead Phone", "Kundentelefon", "Tel. client", "Broker Phone"]
    {
        let header = ["First Name", "Last Name", "Email", phone];
        let fed = fed_by(&header, |_, rep| rep.map(str::to_owned).to_vec());
        assert_eq!(fed, ["First Name=first_name", "Last Name=last_name", "Email=email"], "{phone}");
    }
    // A broker may be who the list is of, and with whose name the e-mail is taken is whose phone is.
    let fed = fed_by(&["Broker Name", "Broker Email", "Broker Phone"], |_, rep| {
        vec![full(rep), rep[2].to_owned(), rep[3].to_owned()]
    });
    assert_eq!(fed, ["Broker Name=full_name", "Broker Email=email", "Broker Phone=phone"]);
    let header = ["First Name", "Last Name", "Client Email", "Client Phone"];
    let fed = fed_by(&header, |_, rep| rep.map(str::to_owned).to_vec());
    assert_eq!(fed.len(), 4);
}

#[test]
fn of_two_equal_emails_the_one_with_the_names_is_taken_and_the_phone_goes_with_it() {
    let header = ["Main Contact", "Contact Email", "Contact Phone", "Rep", "Rep Email", "Rep Phone"];
    let fed = fed_by(&header, |one, rep| {
        vec![full(one), one[2].into(), one[3].into(), full(rep), rep[2].into(), rep[3].into()]
    });
    assert_eq!(fed, ["Rep=full_name", "Rep Email=email", "Rep Phone=phone"]);
    // With nothing of either name nobody can tell.
    let header = ["Rep", "Contact Email", "Rep Email"];
    let fed = fed_by(&header, |one, rep| vec![full(rep), "a7@x.example".into(), one[2].into()]);
    assert_eq!(fed, ["Rep=full_name"]);
}

#[test]
fn one_who_serves_customers_is_no_customer() {
    for whose in ["Customer Service Rep", "Lead Technician", "Client Advisor", "Kunden-Mitarbeiter"] {
        let header = [format!("{whose} Email"), format!("{whose} Phone")];
        let header = header.each_ref().map(String::as_str);
        let fed = fed_by(&header, |_, rep| vec![rep[2].into(), rep[3].into()]);
        assert!(fed.len() == 2 || whose == "Customer Service Rep", "{whose}: {fed:?}");
    }
}

#[test]
fn what_somebody_had_before_is_never_taken_and_what_they_have_now_is() {
    let of = |one: &str, two: &str| {
        let header = ["Name", one, two];
        fed(&header, &[&["Ana Ruiz", "Hawks", "Owls"], &["Bob Lee", "Owls", "Hawks"]])
    };
    for (old, new, field) in [
        ("Old Team", "New Team", "teams"),
        ("Previous Team", "Current Team", "teams"),
        ("Old Territory", "New Territory", "territories"),
        ("Prior Territory", "Territory", "territories"),
        ("Altes Team", "Neues Team", "teams"),
        ("Ancienne équipe", "Nouvelle équipe", "teams"),
        ("Equipo anterior", "Equipo nuevo", "teams"),
        ("Equipe antiga", "Equipe nova", "teams"),
        ("Vecchio team", "Nuovo team", "teams"),
        ("Oud team", "Nieuw team", "teams"),
        ("Gammalt team", "Nytt team", "teams"),
        ("Stary zespół", "Nowy zespół", "teams"),
        ("Eski ekip", "Yeni ekip", "teams"),
        ("Старая команда", "Новая команда", "teams"),
    ] {
        let taken = ["Name=full_name".to_owned(), format!("{new}={field}")];
        assert_eq!(of(old, new), taken, "{old}, {new}");
        assert_eq!(of(new, old), taken, "{new}, {old}");
    }
    for contact in
        ["Old Email", "Previous E-mail", "Alte E-Mail", "Ancien email", "Old Phone", "Previous Mobile"]
    {
        let header = ["First Name", "Last Name", contact];
        let fed = fed_by(&header, |_, rep| {
            let cell = if contact.contains("ail") { rep[2] } else { rep[3] };
            [rep[0], rep[1], cell].map(str::to_owned).to_vec()
        });
        assert_eq!(fed, ["First Name=first_name", "Last Name=last_name"], "{contact}");
    }
    let fed = fed_by(&["Email", "New Email"], |one, rep| vec![rep[2].to_owned(), one[2].to_owned()]);
    assert_eq!(fed, ["Email=email"], "nothing says that the other is an old one");
    let header = ["Name", "Old Email", "New Email", "Old Phone", "New Phone"];
    let fed =
        fed_by(&header, |one, rep| [&full(rep), rep[2], one[2], rep[3], one[3]].map(str::to_owned).to_vec());
    assert_eq!(fed, ["Name=full_name", "New Email=email", "New Phone=phone"]);
}

#[test]
fn the_name_of_a_company_is_nobodys() {
    let companies = ["Hogan Tools Ltd", "Ward Sales LLC", "Daly & Sons", "Smile Dental"];
    let with = |name: &str, cells: [&str; 4]| {
        let rows = cells.map(|cell| [cell, "312 555 0120", "Sales"]);
        let rows = rows.each_ref().map(<[&str; 3]>::as_slice);
        fed(&[name, "Mobile", "Role"], &rows)
    };
    for header in [
        "Business name",
        "Company Name",
        "Nome da empresa",
        "Nombre de la empresa",
        "Nombre comercial",
        "Nom de l'entreprise",
        "Nome azienda",
        "Naam bedrijf",
        "Företagets namn",
        "Nazwa firmy",
        "会社名",
    ] {
        assert_eq!(
            with(header, ["Vega", "Soto", "Sol Mar", "Lis"]),
            ["Mobile=phone", "Role=role"],
            "{header}"
        );
    }
    // Whatever the header says, most companies can be told by their legal form.
    for cells in [
        companies,
        ["Sonne GmbH", "Nord AG", "Kurz", "Lang"],
        ["Soto SL", "Vega y Cía", "Sol", "Mar"],
        ["株式会社月", "株式会社星", "有限会社海", "山"],
    ] {
        assert_eq!(with("Name", cells), ["Mobile=phone", "Role=role"], "{cells:?}");
    }
    let of_businesses = fed_by(&["Business Name", "Business Email", "Business Phone"], |one, _| {
        vec![full(one), one[2].to_owned(), one[3].to_owned()]
    });
    assert!(!of_businesses.contains(&"Business Name=full_name".to_owned()), "{of_businesses:?}");
    let people = ["Ana Ruiz", "Bob Stone", "Cy Fox", "Di Orr"];
    assert_eq!(with("Name", people), ["Name=full_name", "Mobile=phone", "Role=role"]);
    let both = fed(&["名 First Name", "姓 Last Name"], &[&["Ana", "Ruiz"], &["Bob", "Stone"]]);
    assert_eq!(both.len(), 2, "a word that says it again takes nothing away: {both:?}");
    let header = ["Business name", "Rep", "Contractor", "Email"];
    let fed = fed(&header[..2], &[&["Ward Sales LLC", "Tia Ward"], &["Diaz Inc", "Moe Diaz"]]);
    assert_eq!(fed, ["Rep=full_name"]);
    let fed = columns(&header[2..], &[&["Hank Roe", "hank.roe@x.example"], &["Tia Ward", "tia@x.example"]]);
    assert_eq!(fed[0].field, Some(Field::FullName), "a contractor is a person");
}

#[test]
fn the_id_of_a_customer_is_an_id_only_in_a_list_of_customers() {
    for id in [
        "Customer ID",
        "Customer No",
        "Client ID",
        "Lead ID",
        "Kunden-Nr.",
        "Kundennummer",
        "Numéro client",
        "Nº cliente",
        "Klantnummer",
    ] {
        let of = |header: &[&str]| {
            fed_by(header, |_, rep| {
                let number = rep[3].replace('-', "");
                let cells = rep.into_iter().chain([number.as_str(), "Sales"]);
                cells.take(header.len()).map(str::to_owned).collect()
            })
        };
        let of_staff = of(&["First Name", "Last Name", "Email", "Phone", id, "Role"]);
        assert!(!of_staff.contains(&format!("{id}=external_id")), "{id}: {of_staff:?}");
        let of_customers = of(&["First Name", "Last Name", "Email", "Phone", id]);
        assert!(of_customers.contains(&format!("{id}=external_id")), "{id}: {of_customers:?}");
    }
}

#[test]
fn the_id_of_an_office_and_the_number_of_a_state_are_no_ids_of_people() {
    let of = |header: &str, cells: [&str; 3]| {
        let rows = cells.map(|cell| ["Ana", "Ara", cell]);
        fed(&["First Name", "Last Name", header], &rows.each_ref().map(<[&str; 3]>::as_slice)).len() == 3
    };
    assert!(!of("Office ID", ["2117", "2250", "2117"]));
    assert!(!of("Personnummer", ["850101-1234", "860202-2345", "870303-3456"]));
    assert!(!of("Personnr", ["01018012345", "02028112345", "03038212345"]));
    assert!(!of("ID Number", ["8001015009087", "8505055009088", "9012125009089"]));
    assert!(!of("ID", ["850101-1234", "860202-2345", "870303-3456"]));
    assert!(of("ID Number", ["4711", "4899", "5012"]));
    assert!(
        of("Employee ID", ["8001015009087", "8505055009088", "9012125009089"]),
        "its header says whose it is"
    );
}
