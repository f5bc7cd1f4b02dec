//! Words without case and accents, and how near two of them are.

/// Lower case, without accents; `ß` is `ss`.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ı' => folded.push('i'),
            'ñ' | 'ń' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            'ś' | 'ş' | 'š' => folded.push('s'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'ğ' => folded.push('g'),
            'ł' => folded.push('l'),
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            '\u{300}'..='\u{36f}' => {}
            '’' => folded.push('\''),
            other => folded.push(other),
        }
    }
    folded
}

/// The folded words of a text: runs of letters and digits.
pub(crate) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(String::from)
        .collect()
}

/// The parts of a message that end in a full stop, a question or an exclamation mark, or a line.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let ends = |c: char| matches!(c, '.' | '?' | '!' | '\n' | ';' | '¿' | '¡');
    text.split(ends).map(str::trim).filter(|part| part.chars().any(char::is_alphabetic)).collect()
}

/// The same word but for a slip of the finger; two slips in a long word.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let length = one.chars().count().min(other.chars().count());
    let slips = match length {
        0..=3 => return false,
        4 => return swapped(one, other),
        5..=7 => 1,
        _ => 2,
    };
    distance(one, other) <= slips
}

/// Two neighbours changed places, and nothing else.
fn swapped(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other) && distance(one, other) == 1
}

/// Letters put in, left out, changed or swapped with their neighbour (Damerau, 1964; the restricted form).
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let changed = rows[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

/// A fact of a tool as it may stand in an answer: on one line, and not longer than a fact is.
pub(crate) fn plain(fact: &str) -> String {
    const LETTERS_MAX: usize = 160;
    let line: String = fact.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LETTERS_MAX).collect();
    line.trim().to_owned()
}

/// FNV-1a over 64 bits: the same everywhere.
pub(crate) fn hash(parts: &[&str]) -> u64 {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0xff])) {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_and_accents() {
        for (text, folded) in [
            ("Größe: 42!", "grosse 42"),
            ("¿Dónde está?", "donde esta"),
            ("SİPARİŞİM", "siparisim"),
            ("Żółty", "zolty"),
        ] {
            assert_eq!(words(text).join(" "), folded);
        }
    }

    #[test]
    fn slips_of_the_finger_are_forgiven_in_long_words_only() {
        for (one, other, same) in [
            ("jacket", "jaket", true),
            ("jacket", "jakcet", true),
            ("jacket", "racked", false),
            ("cat", "car", false),
            ("town", "twon", true),
            ("town", "torn", false),
            ("boots", "books", true),
            ("merino", "marino", true),
            ("sweatshirt", "swetshrt", true),
        ] {
            assert_eq!(alike(one, other), same, "{one} {other}");
        }
    }
}
