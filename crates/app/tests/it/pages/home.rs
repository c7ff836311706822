//! Samples of the page that opens after signing in.

use app::pages::home::HomePage;
use app::pages::home::people::People;
use app::pages::home::wants::{of_admin, of_manager};
use app::pages::imports::Seats;
use app::pages::layout::{Menu, Shell};
use jiff::civil::date;
use plan::snapshot::Role;
use store::invitations::Attention;
use store::statuses::Standing;

use super::samples::{imports, shell};

fn people() -> People {
    let day = |year, month, day, [active, invited, suspended]: [u32; 3]| Standing {
        day: date(year, month, day),
        active,
        invited,
        suspended,
    };
    let days = [
        day(2024, 11, 4, [6, 0, 0]),
        day(2025, 4, 14, [6, 11, 0]),
        day(2025, 4, 22, [15, 2, 0]),
        day(2025, 7, 1, [17, 0, 0]),
        day(2025, 8, 29, [16, 0, 1]),
        day(2025, 10, 6, [16, 14, 1]),
        day(2025, 10, 13, [25, 5, 1]),
        day(2025, 11, 24, [29, 12, 2]),
        day(2025, 12, 15, [40, 1, 2]),
        day(2026, 1, 19, [39, 10, 3]),
        day(2026, 2, 3, [46, 12, 4]),
    ];
    People::of(&days, date(2025, 3, 5), date(2026, 3, 5))
}

fn home() -> HomePage {
    let imports = imports();
    let number = Attention { lapsed: 3, failed: 2, late: 7, held: 12 };
    HomePage {
        shell: shell(Menu::Home),
        seats: Some(Seats::new(58, 90)),
        wants: of_admin(number, 4, "They still hold 3 seats, which cost $90.00 a month.".to_owned()),
        unfinished: imports.unfinished,
        more: 2,
        people: Some(people()),
        history: imports.history.into_iter().take(5).collect(),
    }
}

fn first_day() -> HomePage {
    let seats = Some(Seats::new(1, 25));
    HomePage { seats, wants: vec![], unfinished: vec![], more: 0, people: None, history: vec![], ..home() }
}

fn of_a_manager() -> HomePage {
    let shell = Shell::new("Northwind Field Sales", "Jean-Luc", "Moreau", Role::Manager).at(Menu::Home);
    let wants = of_manager(Attention { lapsed: 1, failed: 0, late: 2, held: 4 });
    HomePage { shell, seats: None, wants, people: None, more: 0, ..home() }
}

/// The name of each sample with its page.
pub fn all() -> Vec<(&'static str, String)> {
    use askama::Template as _;
    let well = HomePage { wants: vec![], unfinished: vec![], more: 0, ..home() };
    [
        ("home", home()),
        ("home-first-day", first_day()),
        ("home-well", well),
        ("home-of-a-manager", of_a_manager()),
    ]
    .map(|(name, page)| (name, page.render().unwrap()))
    .into()
}
