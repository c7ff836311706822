use plan::snapshot::{Access, Role};
use plan::value::role::{parse_access, parse_role, suggest_access, suggest_role};

#[test]
fn roles_are_read_in_many_ways_of_writing_them() {
    let cases = [
        (
            Role::Sales,
            ["Sales", " sales ", "Sales Reps", "sales_rep", "SALES-REP", "Field Sales", "Rep", "Salesperson"],
        ),
        (
            Role::Manager,
            [
                "Manager",
                "manager",
                "Sales Manager",
                "Team Lead",
                "Mgr.",
                "REGIONAL MANAGER",
                "team-leader",
                "Supervisor",
            ],
        ),
        (
            Role::Admin,
            [
                "Admin",
                "admin",
                "Administrator",
                "Account Admin",
                "System Administrator",
                "account_admin",
                "ＡＤＭＩＮ",
                "Super Admin",
            ],
        ),
    ];
    for (role, texts) in cases {
        for text in texts {
            assert_eq!(parse_role(text), Some(role), "{text}");
        }
    }
}

#[test]
fn roles_are_read_in_many_languages() {
    let cases = [
        (
            Role::Sales,
            "Verkäuferin|VERKAUFER|Außendienst|Vertriebsmitarbeiter/in|Commerciale|Représentant commercial|vendedor(a)|\
             Asesor comercial|Representante de vendas|Agente di commercio|Verkoper|Säljare|Selger|Sælger|Myyjä|\
             Przedstawiciel handlowy|Obchodní zástupce|Satış Temsilcisi|Торговый представитель|مندوب مبيعات|销售代表|営業|영업사원",
        ),
        (
            Role::Manager,
            "Vertriebsleiter|Vertriebsleiter:in|VertriebsleiterIn|Leiter Vertrieb (m/w/d)|Chef des ventes|\
             RESPONSABLE COMMERCIAL|Jefe de ventas|Gerente|Gerente de vendas|Capo area|Verkoopleider|Säljchef|Salgsleder|\
             Salgschef|Esimies|Kierownik|Vedoucí prodeje|Satış Müdürü|Руководитель отдела продаж|مدير المبيعات|销售经理|\
             営業マネージャー|팀장",
        ),
        (
            Role::Admin,
            "Administratorin|Administrateur|Administrador de la cuenta|Administradora|Amministratore|Beheerder|\
             Administratör|Ylläpitäjä|Administrator konta|Správce|Sistem Yöneticisi|Администратор|مدير النظام|管理员|管理者|관리자",
        ),
    ];
    for (role, texts) in cases {
        for text in texts.split('|') {
            assert_eq!(parse_role(text), Some(role), "{text}");
        }
    }
}

#[test]
fn roles_of_door_to_door_of_pharma_and_of_the_east_are_read() {
    let cases = [
        (
            Role::Sales,
            "Territory Sales Rep|Territory Rep|Area Sales Executive|Setter|Closer|Appointment Setter|AE|Senior AE|\
             Medical Representative|Medical Rep|Pharmareferent|Pharmareferentin|Délégué médical|Déléguée médicale|\
             Visitador médico|Informatore scientifico|Przedstawiciel medyczny|Медицинский представитель|医药代表|\
             Staf Penjualan|Jurujual|พนักงานขาย|Nhân viên kinh doanh|Nhân viên bán hàng|業務專員",
        ),
        (
            Role::Manager,
            "Manajer Penjualan|Manajer|ผู้จัดการฝ่ายขาย|ผู้จัดการ|หัวหน้าทีมขาย|Trưởng phòng kinh doanh|Quản lý bán hàng|\
             業務經理|业务经理|Director vânzări",
        ),
        (Role::Admin, "ผู้ดูแลระบบ|Quản trị viên|Administrator Sistem"),
    ];
    for (role, texts) in cases {
        for text in texts.split('|') {
            assert_eq!(parse_role(text), Some(role), "{text}");
        }
    }
}

#[test]
fn a_role_is_read_where_its_umlauts_are_spelt_out() {
    for (text, role) in [
        ("Verkaeufer/in", Role::Sales),
        ("VERKAEUFERIN", Role::Sales),
        ("Aussendienst", Role::Sales),
        ("Fuehrungskraft", Role::Manager),
        ("Saelger", Role::Sales),
        ("Koerende saelger", Role::Sales),
    ] {
        assert_eq!(parse_role(text), Some(role), "{text}");
    }
}

#[test]
fn grade_number_place_and_plural_leave_a_role_the_same() {
    for (text, role) in [
        ("Sr. Sales Manager", Role::Manager),
        ("Sales Rep II", Role::Sales),
        ("Senior Sales Representative 3", Role::Sales),
        ("SalesRep", Role::Sales),
        ("Junior Vertriebsmitarbeiter", Role::Sales),
        ("Sales Managers", Role::Manager),
        ("Manager, Sales", Role::Manager),
        ("Regional Sales Managers", Role::Manager),
        ("AccountAdmin", Role::Admin),
        ("ROLE_ADMIN", Role::Admin),
    ] {
        assert_eq!(parse_role(text), Some(role), "{text}");
    }
}

#[test]
fn words_that_could_be_several_roles_are_none() {
    for text in [
        "",
        "User",
        "Superhero",
        "Staff",
        "Account Manager",
        "Key Account Managers",
        "Owner",
        "Manger",
        "Sales Admin",
        "Office Administrator",
        "Senior Sales Admin",
        "Director",
        "1",
        "II",
        "Senior",
        "Sr. Account Manager",
        "Direktor",
        "Directeur commercial",
        "Менеджер",
        "客户经理",
        "Yönetici",
        "Sales Director",
        "Administration",
        "Mitarbeiter",
        "Sales / Manager",
        "Admin or Manager",
    ] {
        assert_eq!(parse_role(text), None, "{text}");
    }
}

#[test]
fn an_unclear_title_is_no_typing_error_of_a_clear_one() {
    for text in ["Account Manager", "Acount Manager", "Director", "Administration", "Gestor", "Lead"] {
        assert_eq!(suggest_role(text), None, "{text}");
    }
}

#[test]
fn a_question_mark_and_a_list_leave_a_role_open() {
    for (text, meant) in [
        ("Admin?", Some(Role::Admin)),
        ("Manager ?", Some(Role::Manager)),
        ("Admin (?)", Some(Role::Admin)),
        ("¿Vendedor?", Some(Role::Sales)),
        ("管理者？", Some(Role::Admin)),
        ("Manger?", Some(Role::Manager)),
        ("User?", None),
        ("Sales,Manager", None),
        ("Sales, Manager", None),
        ("Manager,Sales", None),
        ("Sales, Rep, Manager", None),
        ("Sales\nManager", None),
        ("營業、經理", None),
        ("Sales, Manager?", None),
        ("?", None),
    ] {
        assert_eq!((parse_role(text), suggest_role(text)), (None, meant), "{text}");
    }
    for (text, meant) in [("Global?", Access::Global), ("Limited ?", Access::Limited)] {
        assert_eq!((parse_access(text), suggest_access(text)), (None, Some(meant)), "{text}");
    }
    // The title of one person, turned, and the same role said twice.
    for (text, role) in
        [("Manager, Sales", Role::Manager), ("Lead, Sales", Role::Manager), ("Sales, Rep", Role::Sales)]
    {
        assert_eq!(parse_role(text), Some(role), "{text}");
    }
}

#[test]
fn typing_errors_suggest_the_role() {
    for (text, role) in [
        ("Manger", Some(Role::Manager)),
        ("Mangaer", Some(Role::Manager)),
        ("Salse", Some(Role::Sales)),
        ("Adimn", Some(Role::Admin)),
        ("Adminstrator", Some(Role::Admin)),
        ("Sales Representitive", Some(Role::Sales)),
        ("Vertriebsleitr", Some(Role::Manager)),
        ("Sr. Sales Manger", Some(Role::Manager)),
        ("Admistrateur", Some(Role::Admin)),
        ("Superhero", None),
        ("User", None),
        ("xyz", None),
        ("", None),
    ] {
        assert_eq!(suggest_role(text), role, "{text}");
    }
}

#[test]
fn access_is_read_in_many_ways_of_writing_it() {
    for text in ["Global", "GLOBAL", "All", "Every record", "full_access", "Unrestricted"] {
        assert_eq!(parse_access(text), Some(Access::Global), "{text}");
    }
    for text in ["Limited", "limited", "Restricted", "Territories only", "own territories"] {
        assert_eq!(parse_access(text), Some(Access::Limited), "{text}");
    }
    for text in
        ["Uneingeschränkt", "Accès complet", "todos", "Onbeperkt", "Pełny dostęp", "Все", "全部", "すべて"]
    {
        assert_eq!(parse_access(text), Some(Access::Global), "{text}");
    }
    for text in
        ["Eingeschränkt", "LIMITE", "restringido", "Beperkt", "Ograniczony", "Ограниченный", "受限", "制限"]
    {
        assert_eq!(parse_access(text), Some(Access::Limited), "{text}");
    }
    for text in ["", "None", "yes", "Limitted"] {
        assert_eq!(parse_access(text), None, "{text}");
    }
    assert_eq!(suggest_access("Limitted"), Some(Access::Limited));
    assert_eq!(suggest_access("Gobal"), Some(Access::Global));
    assert_eq!(suggest_access("yes"), None);
}

#[test]
fn whoever_learns_is_no_manager_and_one_role_said_twice_is_that_role() {
    for text in ["Manager Trainee", "Sales Mgr Trainee", "Trainee Manager"] {
        assert_eq!(parse_role(text), None, "{text}");
    }
    for text in ["Sales Trainee", "SDR/BDR", "Closer/Setter", "Sales Rep / Sales", "Търговски представител"]
    {
        assert_eq!(parse_role(text), Some(Role::Sales), "{text}");
    }
    for text in ["Komercijalist", "Müügiesindaja", "Pardavimų vadybininkas", "विक्रय प्रतिनिधि"]
    {
        assert_eq!(parse_role(text), Some(Role::Sales), "{text}");
    }
    for text in [
        "Regionalleiter Süd",
        "Area Manager West",
        "Gruppledare",
        "Διευθυντής",
        "מנהל",
        "مدير",
        "Vadovas",
        "Мениджър",
    ] {
        assert_eq!(parse_role(text), Some(Role::Manager), "{text}");
    }
    for text in ["Sales/Manager", "Sales North", "Directeur régional", "SDR/Owner", "Nord / Süd"] {
        assert_eq!(parse_role(text), None, "{text}");
    }
}
