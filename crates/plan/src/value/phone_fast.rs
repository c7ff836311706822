//! A short way for the most common numbers: ten digits of the North American numbering plan, and mobile phones of some
//! countries.

/// The area codes of +1 in which every number with a seventh digit from the end of 2 to 9 is valid, and none is a
/// number of a service. A test holds the list against the metadata of the library.
const AREAS: &str = "\
    201 202 203 204 205 206 207 208 209 210 212 213 214 215 216 217 218 219 220 223 224 225 226 227 228 229 \
    231 234 235 236 239 240 248 249 250 251 252 253 254 256 257 260 262 263 267 269 270 272 273 274 276 279 \
    281 283 289 301 302 303 304 305 306 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 324 325 \
    326 327 329 330 331 332 334 336 337 339 341 343 346 347 350 351 352 353 354 360 361 363 364 365 367 368 \
    369 380 382 385 386 401 402 403 404 405 406 407 408 409 410 412 413 414 415 416 417 418 419 423 424 425 \
    428 430 431 432 434 435 437 438 440 442 443 445 447 448 450 458 463 464 468 469 470 472 474 475 478 479 \
    480 484 501 502 503 504 505 506 507 508 509 510 512 513 514 515 516 517 518 519 520 \
    530 531 534 539 540 541 548 551 557 559 561 562 563 564 567 570 571 572 573 \
    574 575 579 580 581 582 584 585 586 587 601 602 603 604 605 606 607 608 609 610 612 613 614 \
    615 616 617 618 619 620 623 626 628 629 630 631 636 639 640 641 645 646 647 650 651 656 657 658 \
    659 660 661 662 667 669 672 678 680 681 682 683 686 689 701 702 703 704 705 706 707 708 709 712 713 714 \
    715 716 717 718 719 720 724 725 726 727 728 730 731 732 734 737 738 740 742 743 747 748 753 754 757 760 \
    762 763 765 769 770 771 772 773 774 775 778 779 780 781 782 785 786 787 801 802 803 804 805 806 807 \
    808 809 810 812 813 814 815 816 817 818 819 820 821 825 826 828 829 830 831 832 835 838 839 840 843 \
    845 847 848 849 850 854 856 857 858 859 860 862 863 864 865 867 870 872 873 878 879 \
    901 902 903 904 905 906 907 908 909 910 912 913 914 915 916 917 918 919 920 925 928 929 930 931 934 936 \
    937 938 939 940 941 942 943 945 947 948 949 951 952 954 956 959 970 971 972 973 975 978 979 980 984 985 \
    986 989";

static WHOLE_AREAS: [bool; 1000] = table(AREAS);

/// The mobile phones of a country.
struct Mobiles {
    /// The code of the country.
    code: &'static [u8],
    /// How many digits its numbers have behind the code.
    length: usize,
    /// By three digits whether every number that begins with them is one.
    whole: [bool; 1000],
}

/// Numbers that begin with one of these behind the code of their country, and have so many digits, are all valid, and all of
/// them mobile phones. A test holds the list against the metadata of the library.
static MOBILES: [Mobiles; 13] = [
    mobiles(
        "44",
        10,
        "71 72 73 74 75 771 772 773 774 775 776 777 778 779 78 792 793 794 795 796 797 798 799",
    ),
    mobiles("49", 11, "150 151 152 155 156 157 158 159 160 162 163 17"),
    mobiles("49", 10, "160 162 163 17"),
    mobiles(
        "33",
        9,
        "60 61 62 630 631 632 633 634 635 636 637 638 64 65 66 67 68 695 698 699 73 74 75 76 77 78 79",
    ),
    mobiles("39", 10, "31 32 33 34 35 36 37 38 39"),
    mobiles("34", 9, "6 71 72 73 74"),
    mobiles("31", 9, "61 62 63 64 65 68"),
    mobiles("32", 9, "45 46 47 48 49"),
    mobiles("41", 9, "75 76 77 78 79"),
    mobiles(
        "61",
        9,
        "40 41 42 43 440 444 447 448 449 450 451 452 454 455 456 457 458 459 46 470 472 473 474 475 476 477 478 480 481 482 \
         484 485 486 487 488 489 490 491 492 493 494 497 498 499",
    ),
    mobiles("91", 10, "9"),
    mobiles(
        "81",
        10,
        "701 702 703 704 705 706 707 708 709 801 802 803 804 805 806 807 808 809 901 902 903 904 905 906 907 908 909",
    ),
    mobiles(
        "55",
        11,
        "119 129 139 149 159 169 179 189 199 219 229 249 279 289 319 329 339 349 359 379 389 419 429 439 449 459 469 479 489 \
         499 519 539 549 559 619 629 639 649 659 669 679 689 699 719 739 749 759 779 799 819 829 839 849 859 869 879 889 899 \
         919 929 939 949 959 969 979 989 999",
    ),
];

const fn mobiles(code: &'static str, length: usize, starts: &str) -> Mobiles {
    Mobiles { code: code.as_bytes(), length, whole: table(starts) }
}

/// By three digits whether they begin with one of the texts of a list, of up to three digits each.
const fn table(starts: &str) -> [bool; 1000] {
    let mut whole = [false; 1000];
    let mut rest = starts.as_bytes();
    let (mut from, mut count) = (0, 1000);
    while let [byte, after @ ..] = rest {
        if *byte == b' ' {
            mark(&mut whole, from, count);
            (from, count) = (0, 1000);
        } else {
            count /= 10;
            from += (*byte - b'0') as usize * count;
        }
        rest = after;
    }
    mark(&mut whole, from, count);
    whole
}

const fn mark(whole: &mut [bool; 1000], from: usize, count: usize) {
    let mut at = from;
    while at < from + count {
        if let Some(slot) = whole.split_at_mut(at).1.first_mut() {
            *slot = true;
        }
        at += 1;
    }
}

/// Whether a table says yes to the first three of some digits.
fn begins_in(whole: &[bool; 1000], digits: &[u8]) -> bool {
    let first = digits.iter().take(3).fold(0, |sum, digit| sum * 10 + usize::from(digit.wrapping_sub(b'0')));
    whole.get(first).copied().unwrap_or(false)
}

/// Whether ten digits are surely a valid number of +1. `false` says nothing: ask the library.
pub(super) fn is_plain_nanp(digits: &[u8]) -> bool {
    let [_, _, _, exchange, ..] = digits else {
        return false;
    };
    digits.len() == 10 && *exchange >= b'2' && begins_in(&WHOLE_AREAS, digits)
}

/// Whether digits behind a `+` are surely the valid number of a mobile phone. `false` says nothing: ask the library.
pub(super) fn is_plain_mobile(digits: &[u8]) -> bool {
    MOBILES.iter().any(|country| {
        digits
            .strip_prefix(country.code)
            .is_some_and(|national| national.len() == country.length && begins_in(&country.whole, national))
    })
}

#[cfg(test)]
mod tests {
    use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType};

    use super::*;

    /// Whether the library reads digits behind a `+` as this very number, of a mobile phone.
    fn is_mobile(digits: &str) -> bool {
        let written = format!("+{digits}");
        PHONE_NUMBER_UTIL.parse(&written, None).is_ok_and(|number| {
            PHONE_NUMBER_UTIL.get_number_type(&number) == PhoneNumberType::Mobile
                && PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164) == written
        })
    }

    #[test]
    fn every_number_that_begins_as_a_mobile_phone_is_one_to_the_library() {
        for country in &MOBILES {
            let code = std::str::from_utf8(country.code).unwrap();
            let starts = (0_usize..1000).filter(|start| country.whole[*start]);
            for (start, next) in starts.flat_map(|start| (0..100).map(move |next| (start, next))) {
                let rest = 10_usize.pow(country.length as u32 - 5);
                let last = (start * 104_729 + next * 7919) % rest;
                let digits = format!("{code}{start:03}{next:02}{last:0width$}", width = country.length - 5);
                assert!(is_plain_mobile(digits.as_bytes()) && is_mobile(&digits), "{digits}");
            }
        }
    }
}
