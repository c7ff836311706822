//! What a file is, as the command line and the interface tell it.

use plan::inspect::inspect;
use plan::mapping::MappingFile;
use plan::read::workbook::InProcess;
use plan::read::{Limits, Refusal};
use serde_json::{Value, json};

fn inspected(text: &str) -> Result<Value, Refusal> {
    let found = inspect(text.as_bytes().to_vec(), &MappingFile::default(), &Limits::default(), &InProcess)?;
    Ok(serde_json::to_value(found).unwrap())
}

/// Holds what is relied on against the answer, which may have more: an interface changes only by adding.
fn assert_holds(found: &Value, relied_on: &Value) {
    for (key, value) in relied_on.as_object().unwrap() {
        assert_eq!(&found[key], value, "{key} of {found}");
    }
}

#[test]
fn the_answer_has_the_shape_that_others_rely_on() {
    let found = inspected("First Name;Email;Shoe\n\nAda;ada@example.com;\nBo;;\n").unwrap();
    let file = json!({
        "format": "csv", "encoding": "UTF-8", "delimiter": ";", "sheet": null,
        "quote": "\"", "escape": "doubled", "sheets": [],
        "top": [
            {"number": 1, "cells": ["First Name", "Email", "Shoe"]},
            {"number": 3, "cells": ["Ada", "ada@example.com", ""]},
            {"number": 4, "cells": ["Bo", "", ""]}
        ],
        "header_row": 1, "rows": 2, "blank_rows": 1, "columns": 3, "warnings": []
    });
    assert_holds(&found["file"], &file);
    let column = json!({
        "index": 0, "header": "First Name", "field": "first_name", "confidence": 0.99,
        "why": "Named as in the template.",
        "candidates": found["columns"][0]["candidates"], "samples": ["Ada", "Bo"], "filled": 2
    });
    assert_holds(&found["columns"][0], &column);
    assert_eq!(found["columns"][2]["field"], Value::Null);
    assert_eq!(found["columns"][2]["why"], "No cell is filled.");
    assert_eq!(found["missing"], json!(["last_name", "phone", "role"]));
}

#[test]
fn a_header_without_rows_can_be_looked_at() {
    assert_eq!(inspected("First Name,Email\n").unwrap()["file"]["rows"], 0);
}

#[test]
fn a_refusal_has_a_code_and_a_text() {
    let refused = serde_json::to_value(inspected("").unwrap_err()).unwrap();
    assert_eq!(
        refused,
        json!({"code": "file.empty", "text": "The file is empty. Save the spreadsheet again and use that file."})
    );
}

#[test]
fn phones_without_a_country_code_are_phones_though_no_country_is_known_here() {
    for phones in
        [["(312) 555-0142", "312-555-0143"], ["0151 19319706", "030 901820"], ["3125550142", "15119319706"]]
    {
        let text = format!("Name,Mobile\nAda Lund,{}\nBo Lund,{}\n", phones[0], phones[1]);
        let found = inspected(&text).unwrap();
        let column = &found["columns"][1];
        assert_eq!(column["field"], "phone");
        assert_eq!(
            column["why"],
            "“Mobile” is another word for phone. 100 % of its cells are phone numbers."
        );
        assert_eq!(found["file"]["warnings"], json!([]));
    }
}
