use app::pages::layout::Shell;
use app::pages::wizard::top::{Step, Top};
use app::pages::wizard::upload::page::{Limits, Own, Present, Refused, UploadPage};
use plan::snapshot::Role;

use super::{shell, top};

pub fn upload_new() -> UploadPage {
    UploadPage {
        shell: shell(),
        top: Top { step: Step::Upload, import: None, saved: "Nothing kept yet".into(), finished: false },
        limits: Limits {
            size: "50 MB".into(),
            bytes: 50_000_000,
            rows: "200,000".into(),
            columns: "500".into(),
        },
        people: "64 people".into(),
        own: None,
        keep_days: "90 days".into(),
        refused: None,
        present: None,
    }
}

pub fn upload_refused() -> UploadPage {
    let refused = Refused {
        file: "team list (final).xlsx".into(),
        text: "The workbook is protected with a password. Open it, save it without the password, and drop it again.".into(),
        code: "workbook.encrypted".into(),
    };
    UploadPage { refused: Some(refused), ..upload_new() }
}

pub fn upload_again() -> UploadPage {
    let present =
        Present { import: 7, file: "HR_export_2026-03.xlsx".into(), size: "247 rows, 11 columns".into() };
    UploadPage { top: top(Step::Upload, "Saved 14:21"), present: Some(present), ..upload_new() }
}

/// A Manager who may import.
pub fn upload_of_a_manager() -> UploadPage {
    let shell = Shell::new("Northwind Field Sales", "Jean-Luc", "Moreau", Role::Manager);
    let own = Own { groups: "Midwest, Great Lakes and Prairie".into(), every_territory: false };
    UploadPage { shell, own: Some(own), people: "14 people".into(), ..upload_new() }
}

/// One with Global access.
pub fn upload_of_a_global_manager() -> UploadPage {
    let own = Own { groups: "Midwest".into(), every_territory: true };
    UploadPage { own: Some(own), ..upload_of_a_manager() }
}

/// The same without a team.
pub fn upload_of_nobody() -> UploadPage {
    let own = Own { groups: String::new(), every_territory: false };
    UploadPage { own: Some(own), people: "0 people".into(), ..upload_of_a_manager() }
}
