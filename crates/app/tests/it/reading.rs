//! Reading the original of an import another way.

use app::pipeline::reading::Dropped;
use app::pipeline::{Error, Pipeline};
use plan::field::Field;
use plan::mapping::{MappingFile, Reading};
use rust_xlsxwriter::Workbook;
use store::ImportId;

use super::support::world::{Company, company, pipeline, shared_db};

/// A workbook with the people of two offices.
fn offices() -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, first) in [("Chicago", "Ana"), ("Boston", "Ben")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        let header = ["First Name", "Last Name", "Email", "Phone", "Role"];
        let person = [first, "Ruiz", "a.ruiz@o.example", "+12125550101", "Sales"];
        for (row, cells) in [(0, header), (1, person)] {
            for (column, cell) in (0..).zip(cells) {
                sheet.write(row, column, cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

async fn upload(pipeline: &Pipeline, company: &Company) -> ImportId {
    pipeline.upload(company.account, company.actor(), "offices.xlsx", offices()).await.unwrap()
}

fn sheet(name: &str) -> Reading {
    Reading { sheet: Some(name.to_owned()), ..Reading::default() }
}

#[tokio::test]
async fn another_sheet_is_looked_at_and_nothing_is_kept() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company).await;
    let inputs = pipeline.inputs(company.account, import).await.unwrap();
    let look = pipeline.look(company.account, &inputs, &sheet("Boston")).await.unwrap();
    assert_eq!(look.sheet.unwrap().cell(0, 0), "Ben");
    let kept = pipeline.sheet(company.account, import).await.unwrap();
    assert_eq!((kept.cell(0, 0), kept.origin().sheet.as_deref()), ("Ana", Some("Chicago")));
    assert_eq!(pipeline.inputs(company.account, import).await.unwrap().import, inputs.import);
}

#[tokio::test]
async fn a_sheet_that_is_not_there_is_refused_and_a_wrong_header_leaves_the_first_rows_to_choose_from() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company).await;
    let inputs = pipeline.inputs(company.account, import).await.unwrap();
    let nowhere = pipeline.look(company.account, &inputs, &sheet("Denver")).await.unwrap();
    assert!(nowhere.sheet.is_err() && nowhere.origin.is_none());
    let reading = Reading { header_row: Some(2), ..sheet("Boston") };
    let look = pipeline.look(company.account, &inputs, &reading).await.unwrap();
    assert_eq!(look.sheet.unwrap_err().code, "file.no_rows");
    assert_eq!(look.origin.unwrap().sheet.as_deref(), Some("Boston"));
    let refused = pipeline.set_reading(company.account, import, &reading).await.unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused}");
    assert_eq!(pipeline.inputs(company.account, import).await.unwrap().import, inputs.import);
}

#[tokio::test]
async fn what_holds_for_the_new_sheet_goes_along() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company).await;
    let columns = [(4, None)].into();
    let constants = [(Field::Role, "Manager".to_owned())].into();
    let wish = MappingFile { columns, constants, ..MappingFile::default() };
    pipeline.set_mapping(company.account, import, &wish).await.unwrap();
    // Both sheets have the same header.
    let dropped = pipeline.set_reading(company.account, import, &sheet("Boston")).await.unwrap();
    assert_eq!(dropped, Dropped::default());
    let kept = pipeline.inputs(company.account, import).await.unwrap().import.mapping;
    assert_eq!(kept, MappingFile { read: sheet("Boston"), ..wish });
    assert_eq!(pipeline.sheet(company.account, import).await.unwrap().cell(0, 0), "Ben");
}
