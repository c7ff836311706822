//! Names in the scripts of China, Japan and Korea, where the family name stands first, with a blank behind it or not.

use crate::mapping::NameOrder;

/// Whether a name is written in these scripts alone.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_ascii()
        && name.chars().all(|letter| is_east_asian(letter) || is_between(letter))
        && name.chars().any(is_east_asian)
}

/// First and last name; one that the name does not have is empty.
pub(super) fn split(name: &str, order: Option<NameOrder>) -> (&str, &str) {
    // Foreign names in Japanese keep their own order and have a dot between.
    if let Some((first, last)) = name.split_once(['・', '·', '＝', '=']) {
        return (first.trim(), last.trim());
    }
    if is_family_name(name) {
        return ("", name);
    }
    let (family, given) = match name.split_once(' ') {
        Some((head, tail)) if order == Some(NameOrder::FirstLast) => (tail, head),
        Some(parts) => parts,
        None => name.split_at_checked(family_length(name)).unwrap_or((name, "")),
    };
    if given.is_empty() { (family, "") } else { (given, family) }
}

/// Whether a name is a family name alone: one letter, or a known one of several.
pub(super) fn is_family_name(name: &str) -> bool {
    let mut letters = name.chars();
    let one = letters.next().is_some_and(|letter| is_east_asian(letter) && !is_kana(letter));
    one && letters.next().is_none() || is_of(OF_TWO, name) || is_of(OF_JAPAN, name)
}

/// Whether a letter is one of Han, Kana or Hangul.
pub(super) const fn is_east_asian(letter: char) -> bool {
    is_han(letter) || is_kana(letter) || matches!(letter, '\u{ac00}'..='\u{d7a3}')
}

const fn is_han(letter: char) -> bool {
    matches!(letter, '々' | '〆' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

const fn is_kana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}')
}

/// What may stand between the parts of a name in these scripts.
const fn is_between(letter: char) -> bool {
    matches!(letter, ' ' | '・' | '·' | '＝' | '=')
}

/// Family names of two letters in China and Korea; every other one there has one.
const OF_TWO: &str = "\
    欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 皇甫 尉迟 公孙 公孫 慕容 令狐 宇文 长孙 夏侯 轩辕 端木 南宫 南宮 \
    西门 独孤 남궁 황보 제갈 사공 선우 서문 독고 동방";

/// Common family names of Japan, which have two letters or three (those of one are met by the rule for China).
const OF_JAPAN: &str = "\
    佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡部 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 \
    斎藤 斉藤 齋藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 \
    村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村 中山 \
    和田 石田 上田 森田 柴田 酒井 工藤 横山 五十嵐 久保田 大久保 小笠原 佐久間 小野寺 宇佐美 波多野 \
    海老原 日下部 長谷部 東海林 二階堂 丸山 今井 杉山 村田 上野 千葉 野口 大野 菊地 \
    菊池 松井 野村 木下 新井 渡邉 杉本 平野 大塚 久保 小島 松尾 岩崎 桜井 樋口 内田";

fn is_of(list: &str, name: &str) -> bool {
    list.split(' ').any(|family| family == name)
}

/// The length in bytes of the family name that a name without blanks begins with; the whole where none can be told.
fn family_length(name: &str) -> usize {
    let letters = name.chars().count();
    let beginning = |list: &'static str| list.split(' ').filter(|family| name.starts_with(family));
    let japanese = beginning(OF_JAPAN).map(str::len).max();
    let of_letters = |count: usize| name.chars().take(count).map(char::len_utf8).sum::<usize>();
    if let Some(length) = japanese.filter(|length| *length < name.len()) {
        return length;
    }
    // Kana behind Han is the given name: 山路はな.
    let han: usize = name.chars().take_while(|letter| is_han(*letter)).map(char::len_utf8).sum();
    if name.chars().any(is_kana) {
        return if han == 0 { name.len() } else { han };
    }
    match letters {
        3.. if beginning(OF_TWO).next().is_some() => of_letters(2),
        // Nobody's given name has three letters in China or Korea: this is Japan, two and two, or a company.
        4 => of_letters(2),
        2 | 3 => of_letters(1),
        _ => name.len(),
    }
}
