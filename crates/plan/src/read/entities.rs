//! Letters that a web page left behind as it writes them: `Jos&eacute;` is `José`, and `O&#39;Neil` is `O'Neil`.

/// The names of U+00A0 to U+00FF, in their order.
#[rustfmt::skip]
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not",
    "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1",
    "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml",
    "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH",
    "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc",
    "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig",
    "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde",
    "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml",
    "yacute", "thorn", "yuml",
];

/// Others that lists of people have.
#[rustfmt::skip]
const OTHERS: &[(&str, char)] = &[
    ("quot", '"'), ("amp", '&'), ("apos", '\''), ("lt", '<'), ("gt", '>'), ("OElig", 'Œ'), ("oelig", 'œ'),
    ("Scaron", 'Š'), ("scaron", 'š'), ("Yuml", 'Ÿ'), ("ndash", '–'), ("mdash", '—'), ("lsquo", '‘'),
    ("rsquo", '’'), ("sbquo", '‚'), ("ldquo", '“'), ("rdquo", '”'), ("bdquo", '„'), ("hellip", '…'),
    ("euro", '€'), ("trade", '™'),
];

/// No name and no number of a letter is longer.
const LONGEST: usize = 10;

/// The text with its entities as the letters they stand for; `None` where it has none.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut any = false;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let name = behind.split_once(';').filter(|(name, _)| name.len() <= LONGEST);
        let found = name.and_then(|(name, behind)| Some((letter(name)?, behind)));
        any |= found.is_some();
        let (letter, behind) = found.unwrap_or(('&', behind));
        out.push(letter);
        rest = behind;
    }
    out.push_str(rest);
    any.then_some(out)
}

fn letter(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|letter| !letter.is_control());
    }
    let latin = LATIN.iter().position(|known| *known == name);
    let latin = latin.and_then(|at| char::from_u32(0xa0 + at as u32));
    latin.or_else(|| OTHERS.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter))
}
