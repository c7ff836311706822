use app::pages::wizard::top::{Step, Top};
use app::pages::wizard::upload::page::{Limits, Present, Refused, UploadPage};

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
        keep_days: 90,
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
