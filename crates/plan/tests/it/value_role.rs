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
fn words_that_could_be_several_roles_are_none() {
    for text in ["", "User", "Superhero", "Staff", "Account Manager", "Owner", "Manger", "Director", "1"] {
        assert_eq!(parse_role(text), None, "{text}");
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
    for text in ["", "None", "yes", "Limitted"] {
        assert_eq!(parse_access(text), None, "{text}");
    }
    assert_eq!(suggest_access("Limitted"), Some(Access::Limited));
    assert_eq!(suggest_access("Gobal"), Some(Access::Global));
    assert_eq!(suggest_access("yes"), None);
}
