//! How likely words are under an encoding of two bytes a sign: which signs are frequent, looked up once.

use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK};
use rustc_hash::FxHashSet;

use super::guess::DAMAGED;
use super::words::Words;

/// Likelihoods, as logarithms.
const FREQUENT: f64 = -5.3;
const COMMON: f64 = -9.2;
const RARE: f64 = -12.7;
const BESIDE_ASCII: f64 = -3.0;
/// Hangul beside a sign of China, which hardly a name or word of Korea has both of.
const MIXED: f64 = -4.6;
/// Kana of half the width: one of them, what the frequent ones count more, one where it cannot stand, and that a list has
/// any.
const HALF_KANA: f64 = -4.6;
const FREQUENT_HALF_KANA: f64 = 1.6;
const ODD_HALF_KANA: f64 = -6.0;
const ANY_HALF_KANA: f64 = -2.0;

/// Signs that hardly anybody writes, so many and so large a share of all: the text is in another encoding.
const FEW_ODD: u32 = 3;
const ODD_PERCENT: u32 = 15;

/// An encoding and the signs that are frequent in lists of people.
pub(super) struct SignsOf {
    encoding: &'static Encoding,
    frequent: FxHashSet<char>,
    /// What kana count: every encoding of two bytes has them, and only Japanese writes them.
    kana: f64,
}

impl SignsOf {
    pub(super) fn new(encoding: &'static Encoding, frequent: &str) -> Self {
        let frequent = frequent.chars().filter(|letter| !letter.is_ascii()).collect::<FxHashSet<_>>();
        let kana = if frequent.iter().copied().any(is_kana) { FREQUENT } else { COMMON };
        Self { encoding, frequent, kana }
    }

    /// How likely words are; anything up to `floor` once it cannot be more.
    pub(super) fn score(&self, words: &Words<'_>, floor: f64) -> f64 {
        let (mut score, mut half) = (0.0, false);
        let mut known: FxHashSet<String> = FxHashSet::default();
        for word in words {
            score += match self.encoding.decode_without_bom_handling_and_without_replacement(word.bytes) {
                None => damaged(word.bytes),
                // Only now is it known which bars are a part of a sign.
                Some(text) if text.contains('|') => {
                    let parts = text.split('|').filter(|part| !part.is_ascii());
                    parts
                        .filter(|part| known.insert((*part).to_owned()))
                        .map(|part| self.text(part, &mut half))
                        .sum()
                }
                Some(text) => self.text(&text, &mut half),
            };
            // No word adds to it.
            if score <= floor {
                return floor;
            }
        }
        score
    }

    /// Whether words hold so many signs that hardly anybody writes that the text must be in another encoding.
    pub(super) fn is_odd(&self, words: &Words<'_>) -> bool {
        let (mut all, mut odd) = (0_u32, 0_u32);
        for word in words {
            let text = self.encoding.decode_without_bom_handling(word.bytes).0;
            for sign in text.chars().filter(|sign| !sign.is_ascii()) {
                all += 1;
                odd += u32::from(match sign {
                    '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => true,
                    _ => (is_han(sign) || is_hangul(sign)) && self.sign(sign) < COMMON,
                });
            }
        }
        odd > FEW_ODD && odd * 100 > all * ODD_PERCENT
    }

    /// What a word counts; whether any has had kana of `half` the width.
    fn text(&self, text: &str, half: &mut bool) -> f64 {
        let mut sum = 0.0;
        if !*half && text.contains(is_half_kana) {
            *half = true;
            sum += ANY_HALF_KANA;
        }
        let mut before = ' ';
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            if letter.is_ascii() != before.is_ascii()
                && (letter.is_ascii_alphabetic() || before.is_ascii_alphabetic())
            {
                sum += BESIDE_ASCII;
            }
            if is_hangul(letter) && is_han(before) || is_han(letter) && is_hangul(before) {
                sum += MIXED;
            }
            sum += if is_half_kana(letter) {
                half_kana(before, letter, letters.peek().copied())
            } else {
                self.sign(letter)
            };
            before = letter;
        }
        sum
    }

    fn sign(&self, letter: char) -> f64 {
        match letter {
            _ if letter.is_ascii() => 0.0,
            _ if self.frequent.contains(&letter) => FREQUENT,
            _ if is_kana(letter) => self.kana,
            _ if is_hangul(letter) && FIRST_LEVELS.contains(&letter) => f64::midpoint(FREQUENT, COMMON),
            '\u{3000}'..='\u{3020}' | '\u{ff01}'..='\u{ff5e}' => FREQUENT - 1.5,
            _ if self.encoding == GBK && EVERYDAY_SIGNS.contains(&letter) => f64::midpoint(FREQUENT, COMMON),
            _ if is_han(letter) && FIRST_LEVELS.contains(&letter) => COMMON,
            _ if is_han(letter) => RARE,
            _ => RARE - 2.0,
        }
    }
}

/// What a word counts that is none.
fn damaged(word: &[u8]) -> f64 {
    DAMAGED * f64::from(word.iter().filter(|byte| !byte.is_ascii()).count() as u32)
}

const fn is_half_kana(letter: char) -> bool {
    matches!(letter, '\u{ff61}'..='\u{ff9f}')
}

/// How likely kana of half the width are: programs of Japan write the reading of a name in them.
fn half_kana(before: char, letter: char, behind: Option<char>) -> f64 {
    let odd = match letter {
        _ if !is_half_kana(before) && !behind.is_some_and(is_half_kana) => true,
        // Marks of a sentence, and the small vowels, which few names have.
        '｡'..='､' | 'ｦ'..='ｫ' => true,
        // What makes a sound another one stands behind it.
        'ﾞ' => !matches!(before, 'ｳ' | 'ｶ'..='ﾄ' | 'ﾊ'..='ﾎ'),
        'ﾟ' => !matches!(before, 'ﾊ'..='ﾎ'),
        'ｬ'..='ｯ' | 'ｰ' | 'ﾝ' => !is_half_kana(before),
        _ => false,
    };
    let frequent = if "ﾝｲｼｶﾀﾞﾏﾄｳｷﾅﾐｺｸﾗﾘｽﾂﾉｻｹﾔﾖｵｱ".contains(letter)
    {
        FREQUENT_HALF_KANA
    } else {
        0.0
    };
    HALF_KANA + if odd { ODD_HALF_KANA } else { frequent }
}

/// The signs that China, Japan and Korea share.
const fn is_han(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}')
}

const fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{ac00}'..='\u{d7a3}')
}

const fn is_kana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}')
}

/// What any text of China is made of. Names and headers alone would leave a note or a department to other languages, whose
/// encodings have signs for nearly all of the same bytes.
const EVERYDAY: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得\
    经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事\
    平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题\
    党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被\
    干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更\
    单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研\
    界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消\
    构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁\
    价严";

static EVERYDAY_SIGNS: LazyLock<FxHashSet<char>> = LazyLock::new(|| EVERYDAY.chars().collect());

/// The signs in the first level of one of the national lists, which hold what is written every day, and the Korean ones.
static FIRST_LEVELS: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    let levels = [(GBK, 0xb0..=0xd7, 0xa1), (BIG5, 0xa4..=0xc6, 0x40), (EUC_JP, 0xb0..=0xcf, 0xa1)];
    let pairs = levels.into_iter().flat_map(|(encoding, first, from)| {
        first.flat_map(move |first| (from..=0xfe).map(move |second| (encoding, [first, second])))
    });
    let korean = (0xb0..=0xc8).flat_map(|first| (0xa1..=0xfe).map(move |second| [first, second]));
    let korean = korean
        .filter_map(|pair| EUC_KR.decode_without_bom_handling_and_without_replacement(&pair)?.chars().next());
    let signs = pairs.filter_map(|(encoding, pair)| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&pair)?;
        text.chars().next()
    });
    let signs = signs.filter(|sign| is_han(*sign));
    signs.chain(korean).collect()
});
