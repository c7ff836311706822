//! What the name of a sheet says of it: whether people stand on it, those who are gone, or something else.

/// What a name that says people has ahead of the others: about what four times the rows have.
const PEOPLE: i32 = 4;

/// What a name that says something else has behind them.
const EXPLAINED: i32 = -25;

/// What a name that says others than the people of today has behind them: more than any number of rows has ahead.
const ELSEWHERE: i32 = -25;

/// Parts of names of sheets that explain a table, list its choices or count it.
const EXPLAINS: &str = "\
    instruction, readme, read me, how to, help, guide, legend, example, sample, list, lookup, dropdown, \
    drop-down, option, setting, config, summary, pivot, chart, dashboard, total, note, anleitung, hinweis, \
    hilfe, übersicht, auswahl, mode d'emploi, aide, instruccion, resumen, ayuda";

/// Words for people who have left, and for tables that were put away.
const GONE: &str = "\
    left, leaver, leavers, former, ex, inactive, nonactive, terminated, terminations, termination, \
    deactivated, disabled, suspended, departed, departures, resigned, retired, offboarded, offboarding, \
    exits, exit, alumni, archive, archived, archives, old, obsolete, outdated, deleted, removed, backup, \
    history, historical, previous, past, unsubscribed, bounced, ausgeschieden, ausgeschiedene, ausgetreten, \
    ausgetretene, austritte, ehemalige, ehemaliger, inaktiv, inaktive, deaktiviert, gekündigt, gesperrt, \
    gelöscht, archiv, archiviert, alt, anciens, ancien, partis, sortis, sortie, sorties, départs, inactifs, \
    inactif, bajas, baja, inactivos, inactivo, antiguos, archivo, archivados, exempleados, desligados, \
    demitidos, inativos, inativo, arquivo, antigos, cessati, cessato, inattivi, inattivo, archivio, usciti, \
    inactief, vertrokken, uitdienst, oud, archief, slutade, sluttede, sluttet, fratrådte, arkiv, nieaktywni, \
    zwolnieni, byli, archiwum, neaktivní, bývalí, archív, ayrılanlar, pasif, arşiv, уволенные, бывшие, \
    неактивные, архив, звільнені, архів, 退職者, 離職者, 离职, 离职人员, 已离职, 存档, 归档, アーカイブ, 퇴사자, 퇴직자";

/// Words for others than the people of a company.
const STRANGERS: &str = "\
    customers, customer, clients, client, leads, lead, prospects, prospect, vendors, vendor, suppliers, \
    supplier, candidates, candidate, applicants, applicant, recruiting, visitors, guests, dependents, \
    beneficiaries, kunden, kunde, kundenliste, interessenten, lieferanten, bewerber, gäste, fournisseurs, \
    candidats, clientes, proveedores, candidatos, fornecedores, clienti, fornitori, candidati, klanten, \
    leveranciers, sollicitanten, kunder, leverantörer, kandidater, klienci, dostawcy, kandydaci, zákazníci, \
    dodavatelé, uchazeči, müşteriler, tedarikçiler, adaylar, клиенты, поставщики, кандидаты, клієнти, 客户, \
    客戶, 供应商, 候选人, 顧客, 取引先, 応募者, 고객, 지원자";

/// Words for the people of a company.
const PEOPLE_WORDS: &str = "\
    active, current, employees, employee, staff, people, team, users, user, members, workers, personnel, \
    headcount, roster, crew, reps, salesforce, colleagues, mitarbeiter, mitarbeitende, mitarbeiterinnen, \
    mitarbeiterliste, personal, belegschaft, beschäftigte, angestellte, aktiv, aktive, benutzer, nutzer, \
    kollegen, aussendienst, außendienst, vertrieb, employés, salariés, collaborateurs, effectif, effectifs, \
    équipe, actifs, utilisateurs, empleados, plantilla, equipo, activos, usuarios, trabajadores, \
    funcionários, colaboradores, equipe, ativos, usuários, dipendenti, collaboratori, organico, attivi, \
    utenti, medewerkers, personeel, collega's, actief, gebruikers, anställda, ansatte, medarbejdere, \
    medarbeidere, aktiva, pracownicy, aktywni, zespół, zaměstnanci, aktivní, çalışanlar, personel, aktif, \
    сотрудники, работники, персонал, активные, співробітники, працівники, 従業員, 社員, 社員一覧, スタッフ, 员工, 員工, 在职, \
    人员, 人員, 직원, 사원, 재직자";

/// Words that turn the next into its opposite.
const NOT: &str = "\
    not, no, non, nicht, niet, ikke, inte, nie, ne, не, ei";

/// How much the name of a sheet speaks for it or against it.
pub(super) fn said_by(name: &str) -> i32 {
    let name = name.to_lowercase();
    let words = name.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let is_in = |list: &str, word: &str| list.split(", ").any(|listed| listed == word);
    let is_denied =
        |pair: &[&str]| matches!(pair, [not, word] if is_in(NOT, not) && is_in(PEOPLE_WORDS, word));
    let has = |list: &str| words.iter().any(|word| is_in(list, word));
    if has(GONE) || has(STRANGERS) || words.windows(2).any(is_denied) {
        return ELSEWHERE;
    }
    let is_people = has(PEOPLE_WORDS);
    // “Staff list” is no list of choices.
    let explains = EXPLAINS.split(", ").any(|part| name.contains(part) && !(is_people && part == "list"));
    match (explains, is_people) {
        (true, _) => EXPLAINED,
        (false, true) => PEOPLE,
        (false, false) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{ELSEWHERE, EXPLAINED, PEOPLE, said_by};

    #[test]
    fn names_of_sheets_say_who_stands_on_them() {
        for name in ["Active", "Mitarbeiter", "Current staff", "Staff list", "Sales team", "在职"] {
            assert_eq!(said_by(name), PEOPLE, "{name}");
        }
        for name in [
            "Left",
            "Leavers",
            "Former employees",
            "Ex-employees",
            "Not active",
            "Inactive",
            "Archiv 2023",
            "Kunden",
            "Employees (archived)",
            "Candidates",
            "离职",
        ] {
            assert_eq!(said_by(name), ELSEWHERE, "{name}");
        }
        for name in ["How to use this", "Lists", "Team summary", "Roles (drop-down)"] {
            assert_eq!(said_by(name), EXPLAINED, "{name}");
        }
        for name in ["Sheet1", "Tabelle1", "Altona", "Leftfield", "2024"] {
            assert_eq!(said_by(name), 0, "{name}");
        }
    }
}
