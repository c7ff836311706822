//! The encodings that text can be in: those of the web, and the code pages of DOS and of old Macs that the web does not
//! know, in which old programs still export.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use super::encodings::encoding_name;

/// An encoding.
#[derive(Clone, Copy, Debug)]
pub(super) enum Charset {
    /// One that the web knows.
    Web(&'static Encoding),
    /// A code page of DOS or of old Macs.
    Page(&'static CodePage),
}

/// A code page: ASCII, and a letter or sign for each of the other bytes, � for one that stands for nothing.
#[derive(Debug)]
pub(super) struct CodePage {
    pub(super) name: &'static str,
    /// How it is called beside its name, in small letters.
    labels: &'static [&'static str],
    /// What the bytes from 0x80 on stand for.
    letters: &'static str,
}

/// The code page of the United States.
#[rustfmt::skip]
pub(super) static IBM437: CodePage = CodePage {
    name: "IBM437",
    labels: &["ibm437", "cp437", "437"],
    letters: "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ\
    áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
    αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
};

/// The code page of Western Europe.
#[rustfmt::skip]
pub(super) static IBM850: CodePage = CodePage {
    name: "IBM850",
    labels: &["ibm850", "cp850", "850"],
    letters: "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
    áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
};

/// The code page of Central Europe.
#[rustfmt::skip]
pub(super) static IBM852: CodePage = CodePage {
    name: "IBM852",
    labels: &["ibm852", "cp852", "852"],
    letters: "\
    ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č\
    áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
    └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀\
    ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
};

/// The code page of the Slavic languages in Cyrillic, which that of Russia took the place of.
#[rustfmt::skip]
pub(super) static IBM855: CodePage = CodePage {
    name: "IBM855",
    labels: &["ibm855", "cp855", "855"],
    letters: "\
    ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪ\
    аАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐\
    └┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀\
    ЯрРсСтТуУжЖвВьЬ№\u{ad}ыЫзЗшШэЭщЩчЧ§■\u{a0}",
};

/// The code page of Turkey.
#[rustfmt::skip]
pub(super) static IBM857: CodePage = CodePage {
    name: "IBM857",
    labels: &["ibm857", "cp857", "857"],
    letters: "\
    ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞş\
    áíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ\u{fffd}ÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµ\u{fffd}×ÚÛÙìÿ¯´\u{ad}±\u{fffd}¾¶§÷¸°¨·¹³²■\u{a0}",
};

/// The code page of Greece.
#[rustfmt::skip]
pub(super) static IBM737: CodePage = CodePage {
    name: "IBM737",
    labels: &["ibm737", "cp737", "737"],
    letters: "\
    ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθ\
    ικλμνξοπρσςτυφχψ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
    ωάέήϊίόύϋώΆΈΉΊΌΎΏ±≥≤ΪΫ÷≈°∙·√ⁿ²■\u{a0}",
};

/// What Macs wrote in Central Europe.
#[rustfmt::skip]
pub(super) static MAC_CE: CodePage = CodePage {
    name: "x-mac-ce",
    labels: &["x-mac-ce", "macce", "maccentraleurope", "mac-centraleurope"],
    letters: "\
    ÄĀāÉĄÖÜáąČäčĆćéŹźĎíďĒēĖóėôöõúĚěü\
    †°Ę£§•¶ß®©™ę¨≠ģĮįĪ≤≥īĶ∂∑łĻļĽľĹĺŅ\
    ņŃ¬√ńŇ∆«»…\u{a0}ňŐÕőŌ–—“”‘’÷◊ōŔŕŘ‹›řŖ\
    ŗŠ‚„šŚśÁŤťÍŽžŪÓÔūŮÚůŰűŲųÝýķŻŁżĢˇ",
};

static CODE_PAGES: [&CodePage; 7] = [&IBM437, &IBM737, &IBM850, &IBM852, &IBM855, &IBM857, &MAC_CE];

impl Charset {
    /// The encoding of a name, in any case; `None` for any other text.
    pub(super) fn for_label(label: &str) -> Option<Self> {
        let small = label.trim().to_ascii_lowercase();
        let page = CODE_PAGES.into_iter().find(|page| page.labels.contains(&small.as_str()));
        page.map(Self::Page).or_else(|| Encoding::for_label(label.as_bytes()).map(Self::Web))
    }

    /// Its name: as WHATWG has it, or as IBM had.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Page(page) => page.name,
        }
    }

    /// Its name as people call it.
    pub(super) fn called(self) -> &'static str {
        encoding_name(self.name())
    }

    /// Some bytes as text; � for what stands for nothing.
    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Web(encoding) if encoding == WINDOWS_1258 => {
                composed(&encoding.decode_without_bom_handling(bytes).0).into()
            }
            Self::Web(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Self::Page(page) => page.decode(bytes).into(),
        }
    }
}

/// A text in which letter and tone are one, as everywhere but in the encoding of Vietnamese.
pub(super) fn composed(text: &str) -> String {
    text.nfc().collect()
}

impl CodePage {
    pub(super) fn decode(&self, bytes: &[u8]) -> String {
        let letters = self.letters.chars().collect::<Vec<_>>();
        let letter = |byte: &u8| match byte.checked_sub(0x80) {
            Some(place) => letters.get(usize::from(place)).copied().unwrap_or('\u{fffd}'),
            None => char::from(*byte),
        };
        bytes.iter().map(letter).collect()
    }

    /// The byte of a letter outside ASCII.
    pub(super) fn byte(&self, letter: char) -> Option<u8> {
        let place = self.letters.chars().position(|known| known == letter && known != '\u{fffd}')?;
        u8::try_from(place + 0x80).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_page_says_each_of_its_bytes_once() {
        for page in CODE_PAGES {
            let known = page.letters.chars().filter(|letter| *letter != '\u{fffd}').collect::<Vec<_>>();
            let different = known.iter().collect::<std::collections::BTreeSet<_>>();
            assert_eq!(page.letters.chars().count(), 128, "{}", page.name);
            assert_eq!(known.len(), different.len(), "{}", page.name);
            assert_eq!(Charset::for_label(page.name).map(Charset::name), Some(page.name));
        }
    }
}
