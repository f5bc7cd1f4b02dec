//! Card numbers, of which none may come in.

/// The digits that a card number has.
const DIGITS: std::ops::RangeInclusive<usize> = 13..=19;

/// Whether a text holds what may be a card number: 13 to 19 digits, perhaps in groups, whose check digit (Luhn) is right.
/// Meant for tokens and references of payments; a number of an item may look like one too.
pub fn looks_like_a_card_number(text: &str) -> bool {
    let mut digits: Vec<u8> = Vec::new();
    // The end counts as one more character that is no digit.
    for character in text.chars().chain(['.']) {
        match character.to_digit(10) {
            Some(digit) => digits.push(digit as u8),
            None if matches!(character, ' ' | '-') => (),
            None => {
                if is_card_number(&digits) {
                    return true;
                }
                digits.clear();
            }
        }
    }
    false
}

fn is_card_number(digits: &[u8]) -> bool {
    DIGITS.contains(&digits.len()) && digits[0] != 0 && luhn(digits)
}

/// Every second digit from the right counts double, and all together end in zero.
fn luhn(digits: &[u8]) -> bool {
    let double = |digit: u8| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let counted = digits.iter().rev().enumerate();
    let sum: u32 =
        counted.map(|(n, digit)| u32::from(if n % 2 == 1 { double(*digit) } else { *digit })).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_known_by_their_check_digit() {
        let check = |text: &str, expected: bool| {
            assert_eq!(looks_like_a_card_number(text), expected, "{text}");
        };
        check("4242424242424242", true);
        check("4242 4242 4242 4242", true);
        check("5555-5555-5555-4444", true);
        check("378282246310005", true);
        check("6304000000000000000", true);
        check("4222222222222", true);
        check("card: 4000056655665556, please", true);
        check("pm_4242424242424242", true);
        check("4242424242424241", false);
        check("424242424242", false);
        check("42424242424242424242", false);
        check("0000000000000000", false);
        check("pm_1MqLiJLkdIwHu7ixUEgbFdYF", false);
        check("success_token", false);
        check("slow_250", false);
        check("", false);
    }
}
