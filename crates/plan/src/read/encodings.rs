//! The encodings that text can be read in, to choose from.

/// An encoding to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodingChoice {
    /// Its label, as in [`crate::sheet::Origin`] and a mapping file.
    pub label: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Where or for what it is written; empty where the name says it.
    pub of: &'static str,
}

const fn of(label: &'static str, name: &'static str, of: &'static str) -> EncodingChoice {
    EncodingChoice { label, name, of }
}

/// Every encoding that text is read in, those that files of people have most often first: what is found by itself, and what
/// a doubt names, is among them.
pub const ENCODINGS: [EncodingChoice; 45] = [
    of("UTF-8", "UTF-8", ""),
    of("UTF-16LE", "UTF-16 LE", "“Unicode text” of Excel"),
    of("UTF-16BE", "UTF-16 BE", ""),
    of("windows-1252", "Windows-1252", "Western Europe"),
    of("ISO-8859-15", "ISO-8859-15", "Western Europe"),
    of("macintosh", "Mac Roman", "old Macs"),
    of("IBM850", "DOS 850", "Western Europe"),
    of("IBM437", "DOS 437", "United States"),
    of("windows-1250", "Windows-1250", "Central Europe"),
    of("ISO-8859-2", "ISO-8859-2", "Central Europe"),
    of("IBM852", "DOS 852", "Central Europe"),
    of("x-mac-ce", "Mac Central European", "old Macs"),
    of("ISO-8859-16", "ISO-8859-16", "South-Eastern Europe"),
    of("windows-1251", "Windows-1251", "Cyrillic"),
    of("KOI8-R", "KOI8-R", "Russian"),
    of("KOI8-U", "KOI8-U", "Ukrainian"),
    of("IBM866", "DOS 866", "Cyrillic"),
    of("IBM855", "DOS 855", "Cyrillic"),
    of("ISO-8859-5", "ISO-8859-5", "Cyrillic"),
    of("x-mac-cyrillic", "Mac Cyrillic", "old Macs"),
    of("windows-1254", "Windows-1254", "Turkish"),
    of("IBM857", "DOS 857", "Turkish"),
    of("windows-1253", "Windows-1253", "Greek"),
    of("ISO-8859-7", "ISO-8859-7", "Greek"),
    of("IBM737", "DOS 737", "Greek"),
    of("windows-1257", "Windows-1257", "Baltic"),
    of("ISO-8859-13", "ISO-8859-13", "Baltic"),
    of("ISO-8859-4", "ISO-8859-4", "Baltic"),
    of("ISO-8859-10", "ISO-8859-10", "Nordic"),
    of("ISO-8859-14", "ISO-8859-14", "Celtic"),
    of("ISO-8859-3", "ISO-8859-3", "Southern Europe"),
    of("windows-1255", "Windows-1255", "Hebrew"),
    of("ISO-8859-8", "ISO-8859-8", "Hebrew, as it is seen"),
    of("ISO-8859-8-I", "ISO-8859-8-I", "Hebrew"),
    of("windows-1256", "Windows-1256", "Arabic"),
    of("ISO-8859-6", "ISO-8859-6", "Arabic"),
    of("windows-874", "Windows-874", "Thai"),
    of("windows-1258", "Windows-1258", "Vietnamese"),
    of("Shift_JIS", "Shift JIS", "Japanese"),
    of("EUC-JP", "EUC-JP", "Japanese"),
    of("ISO-2022-JP", "ISO-2022-JP", "Japanese, in mails"),
    of("GBK", "GBK", "simplified Chinese"),
    of("gb18030", "GB18030", "simplified Chinese"),
    of("Big5", "Big5", "traditional Chinese"),
    of("EUC-KR", "EUC-KR", "Korean"),
];

/// An encoding, by its label in [`crate::sheet::Origin`], as people call it: `Mac Roman` for `macintosh`.
pub fn encoding_name(label: &str) -> &str {
    let known = ENCODINGS.iter().find(|known| known.label.eq_ignore_ascii_case(label));
    known.map_or(label, |known| known.name)
}
