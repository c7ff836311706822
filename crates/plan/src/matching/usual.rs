//! Whether a cell reads like the name of a column: what tells a header row from the rows around it.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::fold::fold;
use super::words::aliases;

/// Names of columns that feed no field and stand in many a list of people all the same.
const OTHERS: &str = "\
    id status active enabled country city street address zip zipcode postalcode state company department \
    division location office manager managername supervisor title jobtitle position gender sex birthday \
    birthdate dateofbirth age language notes note comment comments description startdate hiredate enddate \
    created createdat createdon updated updatedat lastlogin lastmodified website fax salary costcenter \
    middlename salutation land ort stadt strasse plz firma abteilung standort anrede titel geschlecht \
    geburtsdatum eintrittsdatum bemerkung bemerkungen notiz notizen pays ville rue codepostal entreprise \
    societe service poste statut remarques pais ciudad calle codigopostal empresa departamento cargo \
    estado notas cidade endereco paese citta indirizzo azienda reparto stato note stad straat postcode \
    bedrijf afdeling opmerkingen miasto ulica firma dzial stanowisko uwagi mesto ulice poznamka sehir \
    ulke sirket departman город адрес компания отдел должность примечание 部署 会社 会社名 住所 備考 公司 部门 职位 地址 备注 \
    部門 職稱 公司名稱 회사 부서 직책 주소 비고";

static OTHERS_BY_NAME: LazyLock<FxHashSet<&str>> = LazyLock::new(|| OTHERS.split(' ').collect());

/// Whether a cell, without what stands in brackets behind it, is a word for a field or another usual column name.
pub(crate) fn is_column_name(cell: &str) -> bool {
    let name = cell.split(['(', '[']).next().unwrap_or_default();
    if name.len() > 60 {
        return false;
    }
    let compact = fold(name).concat();
    !compact.is_empty() && (!aliases(&compact).is_empty() || OTHERS_BY_NAME.contains(compact.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_told_from_what_stands_in_them() {
        for name in [
            "E-Mail*",
            "Name [displayName] Required",
            "Straße",
            "Prénom",
            "Hire Date",
            "氏名",
            "Role (optional)",
        ] {
            assert!(is_column_name(name), "{name}");
        }
        for value in
            ["Ada", "ada@x.example", "Staff list 2026", "version:v1.0", "+49 151 1234567", "", "(none)"]
        {
            assert!(!is_column_name(value), "{value}");
        }
    }
}
