//! Which letters the languages write, for telling encodings apart.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, IBM866, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5, ISO_8859_6,
    ISO_8859_7, ISO_8859_15, KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
    X_MAC_CYRILLIC,
};

use super::charset::{Charset, IBM437, IBM737, IBM850, IBM852, IBM855, IBM857, MAC_CE};

/// An encoding that text may be in.
pub(super) struct Candidate {
    pub encoding: Charset,
    /// How likely it is before anything is known, as a logarithm next to the likeliest.
    pub prior: f64,
    pub script: Script,
}

/// What is written in an encoding.
pub(super) enum Script {
    /// Letters.
    Letters(&'static [Language]),
    /// Signs of two bytes, of which these are frequent in lists of people.
    Signs(&'static Encoding, &'static str),
}

/// A language that writes letters.
pub(super) struct Language {
    /// How much rarer it is than the others, as a logarithm.
    pub rarer: f64,
    /// Its letters outside ASCII, the most frequent first.
    pub letters: &'static str,
    /// What many of its names and headers hold, in lower case.
    pub fragments: &'static [&'static str],
}

const fn of(letters: &'static str, fragments: &'static [&'static str]) -> Language {
    Language { rarer: 0.0, letters, fragments }
}

/// A language of few people, or of few letters that many others have as well.
const fn rare(rarer: f64, letters: &'static str) -> Language {
    Language { rarer, letters, fragments: &[] }
}

/// German, French, Spanish, Portuguese, Italian, Swedish and Finnish, Danish and Norwegian, Icelandic, Dutch; what is left
/// of Slavic names.
const WESTERN: &[Language] = &[
    of("üöäßé", &["üller", "jürg", "gün", "jörg", "schä", "straße", "größ", "köln", "mün", "für", "äger"]),
    of(
        "éèçêàôëâîïûœùæÿ",
        &["ière", "ième", "ème", "ère", "çois", "prén", "tél", "rené", "élè", "née", "rés", "ené", "œu"],
    ),
    of("áóíéñúüªº", &["ción", "cía", "ría", "ñez", "ñoz", "ínez", "énez", "ález", "tín", "fono", "josé"]),
    of("ãçáéíóêâúôàºõ", &["ão", "ção", "ões", "ães", "õe", "ência", "ício", "ções"]),
    of("àèòùìé", &["ità", "niccolò"]),
    of("öäåé", &["ström", "sjö", "göte", "björn", "mäki", "öm"]),
    of("øåæéö", &["søren", "jør", "køb", "bjør", "kjær", "lykk"]),
    rare(-2.0, "áóíúðþýéöæ"),
    of("ëéïöüèóáç", &["zoë", "daniël", "michaël"]),
    rare(-1.0, "šžé"),
];

/// Polish; Czech; Slovak; Hungarian; Croatian, Slovenian and Serbian; Romanian; German.
const CENTRAL: &[Language] = &[
    of("łóąęśżćńź", &["sław", "ław", "ński", "łuk", "nazw", "imię"]),
    of("áíéřěčžýšůúďťňó", &["ová", "ří", "jmé", "řej"]),
    of("áíčšéžýľúťóňäďôĺŕ", &["ová"]),
    of("áéöóőíüúű", &["vezeték", "kereszt", "szűcs", "lás", "sző", "győ", "erdő", "ernő", "enő"]),
    rare(-1.0, "čšžćđ"),
    of("ăîşâţ", &["şte", "escu", "ăli", "mădă"]),
    of("üöäßé", &[]),
];

/// Turkish; German.
const TURKISH: &[Language] = &[of("ışüğçöİâîû", &["ılma", "oğlu", "soyad", "adı"]), of("üöäß", &[])];

/// Maltese; Turkish; Esperanto.
const SOUTHERN: &[Language] = &[
    of("ħżġċàòèù", &["isem", "kunjom"]),
    of("ışüğçöİâîû", &["ılma", "oğlu", "soyad", "adı"]),
    rare(-2.0, "ĉĝŭŝĵĥ"),
];

/// Lithuanian; Latvian; Estonian.
const BALTIC: &[Language] = &[of("ėšųžįčąūę", &["vardė"]), of("āīēšņļžūķģčō", &[]), rare(-2.0, "õäöüšž")];

/// Russian; Ukrainian; Bulgarian; Serbian.
const CYRILLIC: &[Language] = &[
    of("оаеинртслвкмдпуяьйгзбыхчшжюцщэёфъ", &["имя", "фамилия", "телефон", "почта"]),
    of("оаніивртекслудпмзяьбгйчхжцїюшєщґф", &["прізвище", "телефон"]),
    of("аоиентрсвлкдпмзгбуъчщцйхшжюяьф", &["телефон"]),
    of("аоиенрстјкувдмплзгбчшцњљхћжђфџ", &[]),
];

const GREEK: &[Language] = &[of("αοιετσνηυρπκμλςωγδχθφβξζψάόίέήύώϊ", &[])];
const HEBREW: &[Language] = &[of("יוהלאתרבמשנדעחקפגזסטכםןצךףץ", &[])];
const ARABIC: &[Language] = &[of("ايلمنرتبوسدعةفحقكهجشزخطضصغثذءئظؤأإآى", &[])];

const THAI: &[Language] = &[of(
    "านรอกเงมยลวดสท่้ตัีิปคบหะำไจพชุขูใ์ึแธโผศณซถภฉฟ็ญฐษๆฝฤฆฒฮฌฎฏ",
    &["ชื่อ", "นามสกุล", "โทร", "อีเมล", "ใจ", "ศรี", "วงศ์", "สุข"],
)];

/// Vietnamese: letters, and the tones that stand behind them.
const VIETNAMESE: &[Language] = &[of(
    "đươâôê\u{323}\u{301}\u{300}\u{309}\u{303}ăàáóíúùéè",
    &[
        "nguyê\u{303}n",
        "trâ\u{300}n",
        "pha\u{323}m",
        "thi\u{323}",
        "hoàng",
        "huy\u{300}nh",
        "ho\u{323}",
        "tên",
        "sô\u{301}",
    ],
)];

const JAPANESE: &str = "のァアィイウエオカガキギクグケコゴサザシジスズセタダチッツテデトドナニネノハバパヒビピフブプベペホボポマミムメモャヤュユョヨラリルレロワンー\
    あいうえおかがきくけこさしすせそたちつてとなにねのはひふへほまみむめもやゆよらりるれろわをん\
    田中山本佐藤鈴木高橋伊渡辺村小林加吉松井上石清水野原川島池森阿部前後長谷近遠斎坂大和三一二郎子美介太真由香恵智健浩明裕雄久保正義隆幸\
    氏名姓電話番号部署役職会社住所携帯営業東京都市区県社員担当者課長社番備考地域";
const CHINESE: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾\
    伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂玉兰红梅建国华文志小晓海波宇鹏飞鑫丹婷雪\
    姓名电话手机号码邮箱电子部门职位角色公司地址备注销售经理管理员北京上海广州深圳区域团队员工编号";
const TRADITIONAL: &str = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋\
    志明俊傑建宏文雄淑芬美玲雅婷怡君家豪惠娟秀英麗華子偉心宗翰\
    姓名電話手機號碼郵件電子部門職稱角色公司地址備註銷售業務經理管理員台北新竹高中南區域團隊員工編號信箱";
const KOREAN: &str = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구나민진지수현영준서연윤호은혜경미희철동훈재승\
    상기태석원선아인용병규숙순옥도예빈우성이름전화번호메일부서직급역할회사주소비고영업담당자관리팀사원대리과장부차휴폰";

macro_rules! letters {
    ($encoding:expr, $prior:literal, $languages:ident) => {
        Candidate { encoding: $encoding, prior: $prior, script: Script::Letters($languages) }
    };
}

macro_rules! signs {
    ($encoding:ident, $prior:literal, $frequent:ident) => {
        Candidate {
            encoding: Charset::Web($encoding),
            prior: $prior,
            script: Script::Signs($encoding, $frequent),
        }
    };
}

pub(super) static CANDIDATES: [Candidate; 35] = [
    letters!(Charset::Web(WINDOWS_1252), 0.0, WESTERN),
    letters!(Charset::Web(WINDOWS_1250), -1.5, CENTRAL),
    letters!(Charset::Web(WINDOWS_1254), -0.5, TURKISH),
    letters!(Charset::Web(WINDOWS_1251), -0.5, CYRILLIC),
    letters!(Charset::Web(WINDOWS_1257), -3.5, BALTIC),
    letters!(Charset::Web(WINDOWS_1253), -1.0, GREEK),
    letters!(Charset::Web(WINDOWS_1255), -1.0, HEBREW),
    letters!(Charset::Web(WINDOWS_1256), -1.0, ARABIC),
    letters!(Charset::Web(WINDOWS_874), -1.0, THAI),
    letters!(Charset::Web(WINDOWS_1258), -3.5, VIETNAMESE),
    letters!(Charset::Web(MACINTOSH), -2.0, WESTERN),
    letters!(Charset::Web(ISO_8859_15), -3.0, WESTERN),
    letters!(Charset::Web(ISO_8859_2), -3.0, CENTRAL),
    letters!(Charset::Web(ISO_8859_5), -3.0, CYRILLIC),
    letters!(Charset::Web(ISO_8859_7), -2.0, GREEK),
    letters!(Charset::Web(ISO_8859_6), -2.5, ARABIC),
    letters!(Charset::Web(ISO_8859_3), -4.5, SOUTHERN),
    letters!(Charset::Web(ISO_8859_4), -4.5, BALTIC),
    letters!(Charset::Web(KOI8_R), -2.0, CYRILLIC),
    letters!(Charset::Web(KOI8_U), -2.5, CYRILLIC),
    letters!(Charset::Web(X_MAC_CYRILLIC), -3.0, CYRILLIC),
    letters!(Charset::Web(IBM866), -2.5, CYRILLIC),
    letters!(Charset::Page(&IBM437), -3.5, WESTERN),
    letters!(Charset::Page(&IBM850), -3.0, WESTERN),
    letters!(Charset::Page(&IBM852), -3.5, CENTRAL),
    letters!(Charset::Page(&IBM855), -3.5, CYRILLIC),
    letters!(Charset::Page(&IBM857), -3.5, TURKISH),
    letters!(Charset::Page(&IBM737), -3.0, GREEK),
    letters!(Charset::Page(&MAC_CE), -4.0, CENTRAL),
    signs!(SHIFT_JIS, -0.5, JAPANESE),
    signs!(GBK, -0.5, CHINESE),
    signs!(EUC_KR, -0.5, KOREAN),
    signs!(BIG5, -0.5, TRADITIONAL),
    signs!(EUC_JP, -1.5, JAPANESE),
    // As Big5, for signs that only the other list has.
    signs!(GBK, -2.0, TRADITIONAL),
];

#[cfg(test)]
mod tests {
    use super::CANDIDATES;
    use crate::read::ENCODINGS;

    #[test]
    fn whatever_is_found_can_be_chosen() {
        for candidate in &CANDIDATES {
            let label = candidate.encoding.name();
            assert!(ENCODINGS.iter().any(|known| known.label == label), "{label}");
        }
    }
}
