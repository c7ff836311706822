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
            let encoding = origin.encoding.as_deref().map_or("UTF-8", encoding);
            format!("Text in {encoding}, separated by {}, {header}", separator(origin.delimiter))
        }
    };
    match origin.blank_rows {
        0 => format!("{what}."),
        blank => format!("{what}. {} left out.", plural(blank, "blank row is", "blank rows are")),
    }
}

/// The encodings that files of people have, as WHATWG names them and as people read them; the likely ones first.
pub const ENCODINGS: [(&str, &str, &str); 17] = [
    ("UTF-8", "UTF-8", ""),
    ("windows-1252", "Windows-1252", "Western Europe"),
    ("windows-1250", "Windows-1250", "Central Europe"),
    ("windows-1251", "Windows-1251", "Cyrillic"),
    ("windows-1254", "Windows-1254", "Turkish"),
    ("ISO-8859-15", "ISO-8859-15", "Western Europe"),
    ("ISO-8859-2", "ISO-8859-2", "Central Europe"),
    ("macintosh", "Mac Roman", "old Macs"),
    ("IBM850", "DOS 850", "Western Europe"),
    ("IBM437", "DOS 437", "United States"),
    ("IBM852", "DOS 852", "Central Europe"),
    ("UTF-16LE", "UTF-16 LE", "“Unicode text” of Excel"),
    ("UTF-16BE", "UTF-16 BE", ""),
    ("Shift_JIS", "Shift JIS", "Japanese"),
    ("GBK", "GBK and GB18030", "simplified Chinese"),
    ("Big5", "Big5", "traditional Chinese"),
    ("EUC-KR", "EUC-KR", "Korean"),
];

/// The name of an encoding as people read it.
pub fn encoding(name: &str) -> &str {
    let known = ENCODINGS.iter().find(|known| known.0.eq_ignore_ascii_case(name));
    known.map_or_else(|| encoding_name(name), |known| known.1)
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
