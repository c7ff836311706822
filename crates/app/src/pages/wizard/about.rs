//! What to know of a file as a whole: how it was read, and what reading noticed.

use plan::read::encoding_name;
use plan::sheet::{Format, Origin};

use super::text::plural;

/// So many remarks are shown at once; the others open by themselves.
const AT_ONCE: usize = 4;

/// What to know of a file as a whole.
#[derive(Clone, Debug, Default)]
pub struct AboutFile {
    /// How it was read, in one sentence.
    pub read: String,
    /// What reading noticed, the first few.
    pub remarks: Vec<String>,
    /// What else it noticed.
    pub further: Vec<String>,
}

impl AboutFile {
    /// Of a file that was read.
    pub fn of(origin: &Origin) -> Self {
        Self::new(how(origin), origin.warnings.clone())
    }

    /// With a sentence and remarks; one remark more than fit is shown too rather than counted.
    pub fn new(read: String, mut remarks: Vec<String>) -> Self {
        let further = if remarks.len() > AT_ONCE + 1 { remarks.split_off(AT_ONCE) } else { Vec::new() };
        Self { read, remarks, further }
    }

    /// The line that opens the others: `3 more remarks`.
    pub fn more(&self) -> String {
        plural(self.further.len() as u32, "more remark", "more remarks")
    }
}

/// How a file was read, in one sentence or two.
fn how(origin: &Origin) -> String {
    let header = match origin.header_row {
        0 => "no header".to_owned(),
        row => format!("header in row {row}"),
    };
    let what = match (origin.format, &origin.sheet) {
        (Format::Xlsx | Format::Ods, Some(sheet)) => {
            format!("Sheet “{sheet}”, {header}, read as the spreadsheet shows it")
        }
        (Format::Xlsx | Format::Ods, None) => {
            format!("First sheet, {header}, read as the spreadsheet shows it")
        }
        (Format::Csv, _) => {
            let encoding = origin.encoding.as_deref().map_or("UTF-8", encoding_name);
            format!("Text in {encoding}, separated by {}, {header}", separator(origin.delimiter))
        }
    };
    match origin.blank_rows {
        0 => format!("{what}."),
        blank => format!("{what}. {} left out.", plural(blank, "blank row is", "blank rows are")),
    }
}

/// What stands between two cells, in the plural.
fn separator(delimiter: Option<char>) -> String {
    match delimiter {
        Some(',') => "commas".to_owned(),
        Some(';') => "semicolons".to_owned(),
        Some('\t') => "tabs".to_owned(),
        Some('|') => "bars".to_owned(),
        Some(other) => format!("“{other}”"),
        None => "its own separators".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::AboutFile;

    #[test]
    fn one_remark_too_many_is_shown_and_two_are_counted() {
        let remarks = |count: u32| (0..count).map(|number| number.to_string()).collect();
        let five = AboutFile::new(String::new(), remarks(5));
        assert_eq!((five.remarks.len(), five.further.len()), (5, 0));
        let six = AboutFile::new(String::new(), remarks(6));
        assert_eq!((six.remarks.len(), six.more()), (4, "2 more remarks".to_owned()));
    }
}
