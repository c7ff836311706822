//! The messy sample: sixty-one people as a hurried office writes them down, a row that repeats the header, and a total.
//!
//! Each line of the file stands here with what planning has to find at it, so that the sample and the rules cannot drift
//! apart: a test plans the file on top of the example company and compares row by row. What one file on this company
//! cannot show is in [`ELSEWHERE`].

use std::fmt::Write as _;

use plan::finding::Code;

/// Codes that need another account, another actor, another mapping or a fix, and so are in no row of the sample.
pub const ELSEWHERE: [Code; 30] = [
    // Of forms: a file says by its external id whom a row is about, and moves nobody.
    Code::ExternalIdTaken,
    Code::PersonUnknown,
    Code::StatusUnfit,
    // Text has no formats and no hidden rows; the tests of workbooks show these.
    Code::NumberRounded,
    Code::RowHidden,
    // Every needed field has a column here.
    Code::MappingMissing,
    // And first and last names have one each.
    Code::NameSeveral,
    // The example company may buy seats.
    Code::SeatsForbidden,
    // And it has no price.
    Code::SeatsCap,
    // And everything is paid there.
    Code::SeatsOverdue,
    Code::SeatsUnpriced,
    // The sample comes without fixes.
    Code::FixUnmatched,
    // People stand directly under the header here, as in most files.
    Code::RowNote,
    Code::RowExample,
    // No word processor has put its quotes around a cell.
    Code::TextQuoted,
    // Each person says the team, and no heading does.
    Code::RowHeading,
    // No column says the country.
    Code::CountryUnknown,
    // Whoever imports is an Admin, and so an Admin is left.
    Code::AdminLast,
    Code::AuthorityDenied,
    // These tell a Manager what only an Admin may.
    Code::AuthoritySeats,
    Code::AuthorityRole,
    Code::AuthorityPerson,
    Code::AuthorityGroup,
    Code::AuthorityCreate,
    Code::AuthorityPlace,
    Code::AuthorityAccess,
    // Nothing of the example company is archived.
    Code::TeamArchived,
    Code::TerritoryArchived,
    // No two people of the example company hold one phone.
    Code::PersonUnclear,
    // No column says who is still with the company.
    Code::PersonGone,
];

/// The header: not quite that of the template, with one column that is not imported.
const HEADER: &str =
    "First Name,Last Name,E-mail,Mobile,Role,Team,Territory Access,Territory,Employee ID,Notes";

/// A line of the file (several, where a cell holds line breaks) and the codes that planning has to find at it.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The line as it stands in the file.
    pub text: &'static str,
    /// The codes, in the order of [`Code::ALL`].
    pub codes: &'static [Code],
}

const fn good(text: &'static str) -> Line {
    Line { text, codes: &[] }
}

const fn bad(text: &'static str, codes: &'static [Code]) -> Line {
    Line { text, codes }
}

/// The text of the file.
pub fn text() -> String {
    let mut text = format!("{HEADER}\r\n");
    for line in &LINES {
        // Writing to a text cannot fail.
        let _ = write!(text, "{}\r\n", line.text);
    }
    text
}

/// A row whose note is a whole letter: a quoted cell over more lines than anybody means.
const PASTED: &str = "Keisha,Robinson,keisha.robinson@northwind.example,616-555-0107,Manager,Field Sales,Limited,Mid-Atlantic,10640,\"\
    Hello all,\n\nthe stops of the first week:\n\nMonday\n 9:00 Annapolis\n11:00 Bowie\n14:00 Laurel\n\nTuesday\n \
    9:00 Dover\n11:00 Smyrna\n14:00 Milford\n\nWednesday\n 9:00 Trenton\n11:00 Camden\n14:00 Vineland\n\nRegards,\nMarcus\n\nSent \
    from my phone\"";

/// Every line after the header.
#[rustfmt::skip]
pub const LINES: [Line; 63] = [
    // New people as they should be, in the many ways of writing the same.
    good("Chidi,Okonkwo,chidi.okonkwo@northwind.example,(614) 555-0181,Sales,Key Accounts,Limited,Ohio Valley,10527,"),
    good("Mateo,Fuentes,M.Fuentes@Northwind.Example,414-555-0162,Sales Rep,Midwest,Limited,Great Lakes,10511,starts Monday"),
    good("Zofia,Wiśniewska,z.wisniewska@northwind.example,+1 312 555 0170,sales,midwest,limited,great lakes,10588,"),
    good("  Ravi ,  Subramaniam,ravi.s@northwind.example,206.555.0174,Sales Representative,Pacific,Limited,Puget Sound; Cascades,10553,"),
    good("José María,Etxeberria,jm.etxeberria@northwind.example,971 555 0115,Rep,Pacific,Territory only,Cascades,10612,\"shirt: L, shoes: 44\""),
    good("Mei-Ling,Chou,ml.chou@northwind.example,(206) 555-0175,SALES,\"Pacific;Key Accounts\",Limited,Puget Sound,10655,"),
    good("Dwayne,Carter,d.carter@northwind.example,312-555-0102,Team Lead,Midwest,All,,10593,"),
    good("Siobhán,Gallagher,siobhan.gallagher@northwind.example,617-555-0166,Sales,Field Sales,Limited,North East,10566,"),
    bad("Anders,Lindqvist,a.lindqvist@northwnd.example,414-555-0166,Sales,Midwest,Limited,Prairie|Great Lakes,10648,", &[Code::EmailSuspect]),
    bad(PASTED, &[Code::CellLong]),
    bad("Fatoumata,Diallo,f.diallo@northwind.example,617-555-0188,Sales,Field Sales,,North East,N/A,access to follow", &[Code::ValuePlaceholder]),
    bad("Adaeze,Obi,adaeze.obi@northwind.example,313-555-0109,Sales,Midwest > Inside Sales,Limited,Central,10661,", &[Code::ExternalIdDuplicate]),
    bad("Lars,Holm,lars.holm@northwind.example,612-555-0118,Sales,Midwest,Limited,Prairie,10662,needs a 6\" ladder", &[Code::QuoteStray]),
    bad("Marisol,Quintero,marisol.q@northwind.example,503-555-0113,Sales,Pacific,Limited,West > Coast,10661,", &[Code::ExternalIdDuplicate]),
    // People the company has: the same, changed, gone.
    good("Beth,Alderman,beth.alderman@northwind.example,(414) 555-0102,Sales,Midwest,Limited,Great Lakes,10131,"),
    good("Carlos,Medina,carlos.medina@northwind.example,(414) 555-0119,Sales,Midwest,Limited,Prairie;Great Lakes,10134,second patch"),
    good("Mai,Nguyễn,mai.nguyen@northwind.example,(206) 555-0129,Manager,Pacific,Limited,Puget Sound,10396,promoted"),
    good("Grace,Achieng,grace.achieng@northwind.example,(614) 555-0140,Sales,Key Accounts,Limited,Ohio Valley,10227,gave up Mid-Atlantic"),
    bad("Luis,Ortega,luis.ortega@northwind.example,(312) 555-0133,Sales,Midwest,Limited,Prairie,10188,back in May", &[Code::PersonSuspended]),
    bad("Paulina,Vargas,paula.vega@northwind.example,(503) 555-0172,Sales,Pacific,Limited,Cascades,10191,", &[Code::NameShift]),
    bad("Oscar,Lund,oscar.lund@northwind.example,(none),Sales,Midwest,Limited,Prairie,10184,lost the phone", &[Code::ValueNeeded]),
    bad("Ingrid,Solheim,i.solheim@northwind.example,(312) 555-0101,Manager,,,,00917,", &[Code::AccessEmpty, Code::AdminDemoted]),
    bad("Dana,Mitchell,dana.mitchell@northwind.example,(312) 555-0199,,,,,00901,new phone", &[Code::SelfProtected]),
    bad("Tomasz,Kowalczyk,,,Sales,,Limited,Great Lakes,10333,", &[Code::PersonDuplicate]),
    bad("Tomasz,Kowalczyk,t.kowalczyk@northwind.example,,Sales,,Limited,Great Lakes,,", &[Code::PersonDuplicate]),
    // Names.
    bad(",Haruki,t.haruki@northwind.example,206-555-0107,Sales,Pacific,Limited,Puget Sound,10701,", &[Code::FirstNameMissing]),
    bad("Cher,,cher@northwind.example,206-555-0108,Sales,Pacific,Limited,Puget Sound,10702,", &[Code::LastNameMissing]),
    bad("Wolfgang,Wolfeschlegelsteinhausenbergerdorff-welche-vor-alters-waren-gewissenhafte-schaefer-deren-schafe-wohl-gepflegt,wolf@northwind.example,312-555-0109,Sales,#N/A,Limited,Great Lakes,10703,", &[Code::CellError, Code::NameLong]),
    bad("Hea\u{7}ther,Vance,heather.vance@northwind.example,312-555-0110,Sales,Midwest,Limited,Great Lakes,10704,", &[Code::CellControl]),
    // Addresses.
    bad("Noor,Al-Hassan,noor.alhassan(at)northwind.example,313-555-0137,Sales,Midwest,Limited,Great Lakes,10705,", &[Code::EmailInvalid]),
    bad("Linh,Phạm,linh.pham@@northwind.example,425-555-0159,Sales,Pacific,Limited,Cascades,10706,", &[Code::EmailInvalid]),
    bad("Craig,Novak,,312-555-0111,Sales,Midwest,Limited,Great Lakes,,no mail yet", &[Code::EmailMissing]),
    bad("Jana,Weber,j.weber@northwind.example,312-555-0112,Sales,Midwest,Limited,Great Lakes,10708,", &[Code::EmailDuplicate]),
    bad("Jonas,Weber,J.Weber@northwind.example,312-555-0113,Sales,Midwest,Limited,Great Lakes,10709,", &[Code::EmailDuplicate]),
    bad("Prita,Ramanathan,priya.raman@northwind.example,513-555-0114,Sales,Key Accounts,Limited,Ohio Valley,10710,", &[Code::EmailTaken]),
    bad("Sam,Whitfield,sam.whitfield@harborsolar.example,503-555-0116,Sales,Pacific,Limited,Cascades,10711,", &[Code::EmailElsewhere]),
    // Phones.
    bad("Gary,Thompson,gary.thompson@northwind.example,312-555-01O2,Sales,Midwest,Limited,Great Lakes,10712,", &[Code::PhoneInvalid]),
    bad("Kelly,Marsh,kelly.marsh@northwind.example,(616) 555-7,Sales,Midwest,Limited,Great Lakes,1.07E+04,", &[Code::PhoneInvalid, Code::ExternalIdShortened]),
    bad("Ruth,Adler,ruth.adler@northwind.example,,Sales,Field Sales,Limited,North East,10714,", &[Code::PhoneMissing]),
    bad("Emma,Clarke,emma.clarke@northwind.example,44 20 7946 0958,Sales,Field Sales,Limited,North East,10715,London", &[Code::PhoneCountry, Code::PhoneLandline]),
    bad("Nina,Costa,nina.costa@northwind.example,617-555-0118,Sales,Field Sales,Limited,North East,10716,", &[Code::PhoneDuplicate]),
    bad("Nico,Costa,nico.costa@northwind.example,(617) 555-0118,Sales,Field Sales,Limited,North East,10717,same phone", &[Code::PhoneDuplicate]),
    bad("Vincent,Oduya,vincent.oduya@northwind.example,(971) 555-0143,Sales,Pacific,Limited,Cascades,10718,has Ana's phone", &[Code::PhoneTaken]),
    bad("Tina,Falk,tina.falk@northwind.example,503 555 0190,Sales,Pacific,Limited,Cascades,10719,", &[Code::PhoneElsewhere]),
    // Roles.
    bad("Hugo,Brandt,hugo.brandt@northwind.example,414-555-0121,Merchandiser,Midwest,Limited,Great Lakes,10720,", &[Code::RoleUnknown]),
    bad("Elsie,Grant,elsie.grant@northwind.example,414-555-0122,Manger,Midwest,Limited,Great Lakes,10721,", &[Code::RoleUnknown]),
    bad("Ola,Berg,ola.berg@northwind.example,414-555-0123,,Midwest,Limited,Great Lakes,10722,", &[Code::RoleMissing]),
    bad("Renata,Silva,renata.silva@northwind.example,414-555-0124,Admin,Midwest,Limited,Great Lakes,10723,", &[Code::AdminTeams, Code::AdminTerritories, Code::AdminLimited]),
    // Teams, territories and access.
    bad("Bodil,Krogh,bodil.krogh@northwind.example,07911 123456,Sales,Mid West,Limited,Great Lakes,10724,United Kingdom", &[Code::PhoneAbroad, Code::TeamUnknown]),
    bad("Cyrus,Rahimi,cyrus.rahimi@northwind.example,414-555-0127,Sales,Inside Sales,Limited,Central,10725,", &[Code::TeamAmbiguous]),
    bad("Delia,Frost,delia.frost@northwind.example,617-555-0128,Sales,Field Sales,Limited,Nort East,10726,", &[Code::TerritoryUnknown]),
    bad("Esteban,Mora,esteban.mora@northwind.example,617-555-0129,Sales,Field Sales,Limited,Nort East,10727,", &[Code::TerritoryUnknown]),
    bad("Freya,Dahl,freya.dahl@northwind.example,503-555-0131,Sales,Pacific,Limited,Coast,10728,", &[Code::TerritoryAmbiguous]),
    bad("Goran,Ilic,goran.ilic@northwind.example,503-555-0132,Sales,Pacific,Regional,Cascades,10729,", &[Code::AccessUnknown]),
    bad("Hilda,Roth,hilda.roth@northwind.example,503-555-0134,Manager,Pacific,Global,Cascades,10730,", &[Code::AccessGlobal]),
    bad("Ivo,Marek,ivo.marek@northwind.example,503-555-0135,Sales,Pacific,,,10731,", &[Code::AccessAssumed]),
    // Ids.
    bad("Thea,Hoffmann,thea.hoffmann@northwind.example,(414) 555-0195,Sales,Midwest,Limited,Great Lakes,944,", &[Code::EmailTaken, Code::PhoneTaken, Code::ExternalIdLength, Code::ExternalIdZeros]),
    bad("Kira,Sand,kira.sand@northwind.example,312-555-0137,Sales,Midwest,Limited,,A-very-long-id-that-somebody-pasted-from-a-system-which-writes-a-whole-sentence-where-other-systems-write-a-number,", &[Code::ExternalIdLong]),
    // What a file does on the way: a page break that repeats the header, cells too many and too few, quotes.
    bad("First Name,Last Name,E-mail,Mobile,Role,Team,Territory Access,Territory,Employee ID,Notes", &[Code::HeaderRepeated]),
    bad("Lena,Fox,lena.fox@northwind.example,312-555-0138,Sales,Midwest,Limited,Great Lakes,10732,tall, needs XL,", &[Code::RowLong]),
    bad("Milo,Hart,milo.hart@northwind.example,312-555-0139,Sales,Midwest,Limited,Great Lakes", &[Code::RowShort]),
    // What another program did to the letters, and the count that somebody put below.
    bad("JosÃ©,Villa,jose.villa@northwind.example,312-555-0141,Sales,Midwest,Limited,Great Lakes,10733,", &[Code::TextDamaged]),
    bad("Total,,,,,,,,62,", &[Code::RowTotal]),
];
