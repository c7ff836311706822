//! Text that came into a file in another form than its own: quotes of a word processor, letters as mails and addresses of
//! web pages write them, bytes of another encoding.

use plan::field::Field;
use plan::finding::Code;
use plan::mapping::Reading;
use plan::read::workbook::InProcess;
use plan::read::{Limits, look};
use plan::sheet::Sheet;

use crate::world::{World, finding};

fn sheet(bytes: &[u8]) -> Sheet {
    look(bytes.to_vec(), &Reading::default(), &Limits::default(), &InProcess).unwrap()
}

fn faults(sheet: &Sheet) -> Vec<(u32, Code, &str)> {
    sheet.faults().iter().map(|fault| (fault.row, fault.code, fault.value.as_str())).collect()
}

#[test]
fn letters_as_programs_write_them_that_keep_to_ascii_are_found_and_repaired() {
    for spoiled in
        ["J=C3=BCrgen", "J%C3%BCrgen", "J\\u00fcrgen", "=?utf-8?q?J=C3=BCrgen?=", "=?utf-8?b?SsO8cmdlbg==?="]
    {
        let text = format!(
            "First Name,Last Name,Email,Phone,Role,Teams,Territory Access\n{spoiled},Ruiz,ana@acme.org,+13125550101,Sales,,Global\n"
        );
        let found = sheet(text.as_bytes());
        assert_eq!(faults(&found), [(0, Code::TextDamaged, spoiled)]);
        let plan = World::new().plan_sheet(found);
        let said = finding(&plan, "text.damaged");
        assert!(said.text.contains("as programs write them"), "{}", said.text);
        let mut world = World::new();
        world.fixes.push(said.fixes[0].fix.clone());
        let plan = world.plan_sheet(sheet(text.as_bytes()));
        assert_eq!(plan.draft().cell(0, Field::FirstName).text, "Jürgen");
        assert!(plan.findings().is_empty());
    }
    let plain = "First Name,Last Name,Email,Note\nAna,Ruiz,j%C3%BCrgen@acme.org,https://acme.org/?q=J%C3%BCrgen\n\
        Bo,Li,bo@acme.org,5% on C:\\users\\new\n";
    assert!(faults(&sheet(plain.as_bytes())).is_empty());
}
