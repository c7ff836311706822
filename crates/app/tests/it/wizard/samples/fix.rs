use app::pages::ui::Bar;
use app::pages::wizard::fix::last::{Again, LastTime};
use app::pages::wizard::fix::page::{
    CauseLine, Cell, Done, Editor, FixPage, GridColumn, GridRow, Input, Made, Mark, Offer, Paging, Press,
    Reason, TabLine, Tally, Turn, Way, Ways,
};
use app::pages::wizard::fix::replace::{Panel, Preview, Sample, turn};
use app::pages::wizard::fix::view::{Spot, Tab, View};
use app::pages::wizard::text::{marked, marked_words};
use app::pages::wizard::top::Step;
use plan::field::Field;

use super::{shell, top};

const FIELDS: [(Field, &str); 8] = [
    (Field::FirstName, "Given Name"),
    (Field::LastName, "Surname"),
    (Field::Email, "Work E-mail"),
    (Field::Phone, "Mobile"),
    (Field::Role, "Job Title"),
    (Field::Teams, "Dept"),
    (Field::Territories, "Region"),
    (Field::ExternalId, "Emp ID"),
];

/// Number and cells; after a bar how the cell stands: `!1` an error of the first cause, `?` a warning, `+` fixed.
const ROWS: &str = "\
3;Aaliyah;Brooks;aaliyah.brooks@northwind.example;(312) 555-0117;Sales;Midwest;Nort East|!1;10482
8;Mateo;Fuentes;m.fuentes@northwind.example;(414) 555-0162;Merchandiser|!2;Midwest;Great Lakes;10511
11;Chidi;Okonkwo;chidi.okonkwo@northwnd.example|!4;(614) 555-0181;Sales;Key Accounts;Ohio Valley;10527
19;Hannah;Weiß;h.weiss@northwnd.example|!4;(312) 555-0133;Manager;Northeast;Nort East|!1;10540
24;Ravi;Subramaniam;r.subramaniam@northwind.example;(206) 555-01|!3;Sales;Pacific;Puget Sound;10553
31;Siobhán;Gallagher;s.gallagher@northwind.example;(617) 555-0121;Merchandiser|!2;Northeast;North East|+;10566
37;Oluwaseun;Adeyemi;o.adeyemi@northwnd.example|!4;(503) 555-0149;Sales;Pacific;Cascades;10570
42;Linh;Phạm;linh.pham@northwind.example;(425) 555-0159;Sales;Pacific;Puget Sound;10574
43;Linh;Phạm;linh.pham@northwind.example|!5;(425) 555-0159;Sales;Pacific;Cascades;10575
56;Zofia;Wiśniewska;z.wisniewska@northwind.example;(312) 555-0170;Sales;Midwest|+;Nort East|!1;10588
61;Dwayne;Carter;d.carter@northwind.example;312-555-01O2|!3;Sales;Midwest;|?;10593
68;Noor;Al-Hassan;noor.alhassan@northwnd.example|!4;(313) 555-0137;Sales;Midwest;Great Lakes;10601
74;Ingrid;Solheim;i.solheim@northwind.example;(312) 555-0101;Admin;;Great Lakes|!7;00917
80;José María;Etxeberria;jm.etxeberria@northwind.example;(971) 555-0115;Merchandiser|!2;Pacific;Cascades;10612
85;Fatoumata;Diallo;f.diallo@northwind.example;(617) 555-0188;Sales;Northeast;Nort East|!1;10618
92;Grace;Achieng;grace.achieng@northwnd.example|!4;(513) 555-0140;Sales;Key Accounts;Ohio Valley;10627
97;Tomasz;Kowalczyk;t.kowalczyk@northwind.example;(312) 555-0188;Sales;Midwest;Nort East|!1;10633
103;Keisha;Robinson;k.robinson@northwind.example;(616) 555-7|!3;Manager;Midwest|+;Great Lakes;10640
110;Anders;Lindqvist;a.lindqvist@northwind.example;(218) 555-0166;Merchandiser|!2;Midwest;Great Lakes;10648
118;Mei-Ling;Chou;ml.chou@northwind.example;(206) 555-0174;Sales;Pacific;Nort East|!1;10655";

fn press(act: &'static str, words: &str) -> Press {
    Press { act, of: "email.invalid:email:".into(), label: words.into(), row: None, words: words.into() }
}

fn cause(id: &str, title: &str, rows: &str, bad: bool) -> CauseLine {
    CauseLine {
        key: id.into(),
        id: id.into(),
        title: title.into(),
        rows: rows.into(),
        bad,
        href: View::default().of(id).href(7),
        open: None,
        here: false,
        turn: None,
        sure: None,
        more: "Other ways",
        skip: bad.then(|| press("skip", &format!("Skip {rows}"))),
    }
}

fn errors() -> Vec<CauseLine> {
    vec![
        CauseLine {
            sure: Some(press("suggestion", "Nort East → North East")),
            skip: None,
            ..cause("c1", "No territory “Nort East”", "12 rows", true)
        },
        CauseLine {
            more: "Choose a role",
            ..cause("c2", "Role “Merchandiser” is not known", "8 rows", true)
        },
        CauseLine { more: "One by one", ..cause("c3", "Phone number is not complete", "6 rows", true) },
        CauseLine {
            turn: Some(Turn {
                from: marked_words("@northwind.example", "@northwnd.example"),
                to: marked("@northwnd.example", "@northwind.example"),
            }),
            sure: Some(press("sure", "Use northwind.example in 5 rows")),
            ..cause("c4", "Domain “northwnd.example”", "5 rows", true)
        },
        CauseLine {
            sure: Some(press("sure", "Keep the first of each")),
            more: "Compare",
            skip: None,
            ..cause("c5", "Same e-mail on several rows", "4 rows", true)
        },
        CauseLine { more: "Show who", ..cause("c6", "Phone is held by a suspended person", "2 rows", true) },
        CauseLine {
            sure: Some(press("sure", "Leave it out")),
            skip: None,
            ..cause("c7", "Admin with a territory", "1 row", true)
        },
    ]
}

fn cell(row: u32, field: Field, text: &str) -> Cell {
    let (text, mark, why, cause) = match text.split_once('|') {
        Some((text, "!1")) => (text, Mark::Bad, "No territory “Nort East”", "c1"),
        Some((text, "!2")) => (text, Mark::Bad, "Role “Merchandiser” is not known", "c2"),
        Some((text, "!3")) => (text, Mark::Bad, "Phone number is not complete", "c3"),
        Some((text, "!4")) => (text, Mark::Bad, "Domain “northwnd.example”", "c4"),
        Some((text, "!7")) => (text, Mark::Bad, "Admin with a territory", "c7"),
        Some((text, "?")) => (text, Mark::Warn, "Limited access, but no territory", "w1"),
        Some((text, _)) => (text, Mark::Fixed, "", ""),
        None => (text, Mark::Plain, "", ""),
    };
    let cure = (cause == "c4")
        .then(|| Press { row: Some(row), ..press("cell", &format!("Use {}", text.replace("wnd", "wind"))) });
    Cell {
        key: field.key(),
        label: field.label(),
        text: text.into(),
        mark,
        why: why.into(),
        cause: cause.into(),
        href: View::default().at(Spot { row, field: Some(field) }).href(7),
        cure,
    }
}

fn rows() -> Vec<GridRow> {
    ROWS.lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(';').collect();
            row(cells[0].parse().unwrap(), &cells[1..])
        })
        .collect()
}

fn row(number: u32, cells: &[&str]) -> GridRow {
    GridRow {
        number,
        name: format!("{} {}", cells[0], cells[1]),
        mark: Mark::Plain,
        why: String::new(),
        cause: String::new(),
        href: View::default().at(Spot { row: number, field: None }).href(7),
        cure: None,
        skipped: false,
        cells: FIELDS.iter().zip(cells).map(|((field, _), text)| cell(number, *field, text)).collect(),
        editor: None,
    }
}

fn made(number: i64, text: &str, size: &str) -> Made {
    Made { number, text: text.into(), size: size.into() }
}

fn tally() -> Tally {
    Tally {
        title: "38 rows have an error".into(),
        ready: "204 of 247 ready".into(),
        bar: Bar::new(
            "",
            "183 ready, 21 with a warning, 38 with an error, 5 skipped".into(),
            247,
            &[("fill-good", 183), ("fill-warn", 21), ("fill-bad", 38), ("fill-mute", 5)],
        ),
        errors: 38,
        bad_rows: "38 rows".into(),
        warnings: "21 rows".into(),
        left_out: "38 rows would be left out".into(),
    }
}

pub fn fix_errors() -> FixPage {
    let tabs = [("247", false), ("38", true), ("21", false), ("183", false), ("5", false)];
    FixPage {
        shell: shell(),
        top: top(Step::Fix, "Saved 14:21"),
        import: 7,
        view: View::default(),
        tally: tally(),
        wide: Vec::new(),
        errors: errors(),
        warnings: vec![
            cause("w1", "Limited access, but no territory", "11 rows", false),
            cause("w2", "Number read with +44 put before it", "6 rows", false),
            cause("w3", "First and last name both change", "4 rows", false),
        ],
        further: None,
        made: vec![
            made(3, "Teams “Mid West” → Midwest", "9 rows"),
            made(2, "Total row and 4 blanks skipped", "5 rows"),
            made(1, "Row 31, Territories → North East", "1 cell"),
        ],
        redo: false,
        last: None,
        replace: None,
        open_replace: Some(View::default().replacing("first_name", "").href(7)),
        tabs: Tab::ALL
            .into_iter()
            .zip(tabs)
            .map(|(tab, (count, current))| TabLine {
                tab,
                count: count.into(),
                href: View::default().tab(tab).href(7),
                current,
            })
            .collect(),
        only: None,
        columns: FIELDS
            .iter()
            .map(|(field, header)| GridColumn {
                key: field.key(),
                label: field.label(),
                header: (*header).into(),
            })
            .collect(),
        rows: rows(),
        empty: None,
        paging: Paging {
            text: "Rows 1 to 20 of 38".into(),
            page: "Page 1 of 2".into(),
            before: None,
            after: Some("?page=2".into()),
        },
        done: None,
    }
}

pub fn fix_open() -> FixPage {
    let mut page = fix_errors();
    let offer = |words: &str, icon, key| Offer {
        press: Press { row: Some(11), ..press("cell", words) },
        marked: None,
        icon,
        key: Some(key),
    };
    let fixed = "chidi.okonkwo@northwind.example";
    page.rows[2].editor = Some(Editor {
        key: "email",
        label: "E-mail",
        value: "chidi.okonkwo@northwnd.example".into(),
        original: None,
        input: Input::Text,
        reasons: vec![Reason {
            bad: true,
            title: "Domain “northwnd.example”".into(),
            text: "5 rows say northwnd.example, none of your people do. 231 rows and 61 of your people say northwind.example.".into(),
        }],
        offers: vec![
            Offer { marked: Some(("Use".into(), marked("chidi.okonkwo@northwnd.example", fixed))), ..offer(&format!("Use {fixed}"), "check", "A") },
            offer("Same in all 5 rows", "checks", "Shift A"),
            offer("Fill 2 blank cells below", "arrow-bar-to-down", "F"),
            offer("Skip this row", "player-track-next", "S"),
        ],
        before: 3,
        span: 6,
        replace: Some("?replace=email".into()),
        close: "?".into(),
    });
    page.rows.truncate(6);
    page.errors[3].here = true;
    let ways = Ways {
        text: "None of your territories is called “Nort East”. Choose one, create it, or leave it out."
            .into(),
        others: vec![Way {
            press: press("suggestion", "Leave it out"),
            turn: Some(turn("Nort East, Great Lakes", "Great Lakes")),
        }],
        map: Some((
            "territories",
            "Nort East".into(),
            ["Cascades", "Great Lakes", "North East"].map(String::from).into(),
        )),
        create: Some((
            "territories",
            "Nort East".into(),
            ["Cascades", "Great Lakes"].map(String::from).into(),
        )),
        first: Some("?edit=3.territories".into()),
        replace: Some("?replace=territories&find=Nort+East".into()),
    };
    page.errors[0].open = Some(ways);
    page.errors[0].skip = Some(press("skip", "Skip 12 rows"));
    page.only = Some(("No territory “Nort East”".into(), "?".into()));
    page.done =
        Some(Done {
            text: "Teams “Mid West” is now Midwest in 9 rows".into(), undo: Some(3), bad: false
        });
    page
}

fn again(id: &str, words: &str, rows: &str) -> Again {
    Again { id: id.into(), words: words.into(), rows: rows.into() }
}

pub fn fix_again() -> FixPage {
    let mut page = fix_errors();
    page.last = Some(LastTime {
        title: "Use the 4 fixes of last time".into(),
        fixes: vec![
            again("1", "Territories “Nort East” → North East", "12 rows"),
            again("2", "E-mail @northwnd.example → @northwind.example", "5 rows"),
            again("3", "Role “Merchandiser” → Sales", "8 rows"),
            again("4", "New team Field Marketing, under Midwest", "3 rows"),
        ],
    });
    page
}

pub fn fix_replace() -> FixPage {
    let sample = |row, before, after| Sample { row, turn: turn(before, after) };
    let mut page = fix_errors();
    page.view = page.view.replacing("email", "northwnd");
    page.replace = Some(Panel {
        fields: FIELDS.iter().map(|(field, _)| (field.key(), field.label())).collect(),
        field: "email".into(),
        find: "northwnd".into(),
        with: "northwind".into(),
        whole: false,
        case: true,
        preview: Some(Preview {
            title: "5 cells would change.".into(),
            samples: vec![
                sample(11, "chidi.okonkwo@northwnd.example", "chidi.okonkwo@northwind.example"),
                sample(19, "h.weiss@northwnd.example", "h.weiss@northwind.example"),
                sample(37, "o.adeyemi@northwnd.example", "o.adeyemi@northwind.example"),
            ],
            words: Some("Replace in 5 cells".into()),
        }),
        close: "?".into(),
    });
    page
}

pub fn fix_clean() -> FixPage {
    let mut page = fix_errors();
    page.tally.title = "Nothing left to fix".into();
    page.tally.ready = "242 of 247 ready".into();
    page.tally.errors = 0;
    page.tally.left_out = "All errors are fixed".into();
    page.errors = Vec::new();
    page.rows = Vec::new();
    page.columns = Vec::new();
    page.empty = Some("Nothing left to fix. 242 rows are ready.".into());
    page.paging = Paging { text: "No rows".into(), page: String::new(), before: None, after: None };
    page
}
