//! Whether a text is the name of a company: it has a legal form, such as “Ltd” and “Inc.”.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Legal forms, and what else only companies have, behind a name: in lower case, without dots and blanks.
const FORMS: &str = "\
    llc ltd limited inc incorporated corp corporation plc llp lllp pllc coltd &co &sons &son &associates \
    &partners andsons andassociates andpartners pty ptyltd proprietarylimited pte pteltd pvt pvtltd sdnbhd bhd \
    gmbh ggmbh gmbh&co gmbh&cokg &cokg mbh kgaa ohg gbr partg &sohne undsohne &sohn \
    sarl sasu eurl &cie etcie &fils etfils ycia ehijos yhijos sadecv sapidecv srldecv ltda eireli lda ecia \
    &filhos efilhos srl srls sapa &figli efigli &zonen enzonen aps oyj spzoo sro spolsro kft zrt nyrt bvba oy \
    eood ood ltdsti koll ооо оао зао пао тов еоод оод";

/// Legal forms that are parts of names as well: only in capitals or with dots.
const SHORT_FORMS: &str = "\
    sa sl slu sau slp sas snc sca scs scp sc spa ag kg ug ev ab as asa a/s i/s ou sia uab bv nv vof co cv \
    se ad dd doo kd bt zs vos spj spk sk as ао";

/// What stands before a name: `ООО «Луна»`.
const BEFORE: &[&str] = &["ооо", "оао", "зао", "пао", "ао", "тов", "pt", "cv", "uab", "sia", "oü", "sc"];

/// What stands on either side of a name without a blank.
const WIDE: &[&str] = &[
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "(株)",
    "（株）",
    "㈱",
    "(有)",
    "（有）",
    "㈲",
    "有限公司",
    "公司",
    "주식회사",
    "유한회사",
    "(주)",
    "（주）",
    "㈜",
];

static IS_FORM: LazyLock<FxHashSet<&str>> = LazyLock::new(|| FORMS.split_whitespace().collect());
static IS_SHORT_FORM: LazyLock<FxHashSet<&str>> = LazyLock::new(|| SHORT_FORMS.split_whitespace().collect());

/// The most words that a legal form is written in: `Sp. z o. o.`.
const MOST_WORDS: usize = 4;

/// Whether a trimmed cell is the name of a company.
pub(super) fn is_company(cell: &str) -> bool {
    if WIDE.iter().any(|form| cell.starts_with(form) || cell.ends_with(form)) {
        return true;
    }
    let words = cell.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let Some((first, rest)) = words.split_first().filter(|(_, rest)| !rest.is_empty()) else { return false };
    let is_upper = |text: &str| !text.chars().any(char::is_lowercase);
    BEFORE.contains(&first.to_lowercase().as_str()) && is_upper(first) && !is_upper(cell)
        || (0..rest.len().min(MOST_WORDS)).any(|back| {
            let form = rest.get(rest.len() - back - 1..).unwrap_or_default().concat();
            let plain = plain(&form);
            let stands_out = is_upper(&form) && !is_upper(cell) || form.matches('.').count() >= 2;
            IS_FORM.contains(plain.as_str()) || stands_out && IS_SHORT_FORM.contains(plain.as_str())
        })
}

/// In lower case, without dots and without what stands above letters.
fn plain(form: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    let letters = form.nfkd().filter(|letter| *letter != '.' && !is_combining_mark(*letter));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::is_company;

    #[test]
    fn names_of_companies_are_told_from_names_of_people() {
        for name in [
            "Hogan Tools Ltd",
            "Ward Sales LLC",
            "Ward Sales, Inc.",
            "Daly & Sons",
            "Sonne GmbH",
            "Nord GmbH & Co. KG",
            "Soto SL",
            "Soto, S.L.",
            "Vega y Cía",
            "Dupin SARL",
            "Dupin S.A.",
            "Rossi S.r.l.",
            "Lampa s.r.o.",
            "Lampa spol. s r.o.",
            "Lis Sp. z o.o.",
            "Berg AB",
            "Meri Oy",
            "Kovács Kft.",
            "Sol Ltda",
            "株式会社月",
            "月株式会社",
            "（株）星",
            "ООО Луна",
            "ООО «Заря»",
            "月亮有限公司",
            "(주)달",
        ] {
            assert!(is_company(name), "{name}");
        }
        for name in [
            "Ana Ruiz",
            "Bob Lee",
            "Lovelace, Ada",
            "Wei Ou",
            "Maria Sá",
            "ANNA SA",
            "Ann Co",
            "Smith A.",
            "Ab",
            "Ltd",
            "山田 太郎",
            "Иван Петров",
            "",
            "Tia Spa",
        ] {
            assert!(!is_company(name), "{name}");
        }
    }
}
