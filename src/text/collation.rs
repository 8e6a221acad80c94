//! The order of names: Lithuanian collation, the same in every store.

/// A name's place in the order of names: bytes that compare as the names do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CollationKey(pub Box<[u8]>);

/// The key of a name.
///
/// Letters are ordered as in the Lithuanian alphabet (Ą with A but after it, Č a letter of its own after C,
/// Y with I, Š after S, Ž after Z); case and accents decide only between names that are otherwise equal.
/// Digits stand before letters, spaces and signs before digits.
#[must_use]
pub fn collation_key(name: &str) -> CollationKey {
    let mut primary = Vec::with_capacity(name.len() + 2);
    let mut secondary = Vec::new();
    for letter in name.chars() {
        weigh(letter, &mut primary, &mut secondary);
    }
    primary.push(0);
    primary.extend(secondary);
    CollationKey(primary.into())
}

/// Adds a letter's weight in the alphabet, and the accent and case that decide between equals.
fn weigh(letter: char, primary: &mut Vec<u8>, secondary: &mut Vec<u8>) {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    let capital = u8::from(lower != letter);
    let (weight, accent) = match lower {
        'ą' => (base(b'a'), 1),
        'č' => (base(b'c') + 1, 0),
        'ę' => (base(b'e'), 1),
        'ė' => (base(b'e'), 2),
        'į' => (base(b'i'), 1),
        'y' => (base(b'i'), 2),
        'š' => (base(b's') + 1, 0),
        'ų' => (base(b'u'), 1),
        'ū' => (base(b'u'), 2),
        'ž' => (base(b'z') + 1, 0),
        c if c.is_ascii_lowercase() => (base(c as u8), 0),
        c if c.is_ascii_digit() => (20 + c as u8 - b'0', 0),
        c if c.is_ascii() => (2, 0),
        other => {
            for folded in super::fold(&other.to_string()).bytes() {
                if folded.is_ascii_lowercase() {
                    primary.push(base(folded));
                    secondary.push(8);
                } else {
                    primary.push(2);
                    secondary.push(2);
                }
            }
            return;
        }
    };
    primary.push(weight);
    secondary.push(2 + accent * 2 + capital);
}

/// The weight of an ASCII letter, with a place after it for a letter of its own.
fn base(letter: u8) -> u8 {
    40 + (letter - b'a') * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(names: &[&'static str]) -> Vec<&'static str> {
        let mut names = names.to_vec();
        // Given backwards, so that an order that ties cannot pass by standing still.
        names.reverse();
        names.sort_by_key(|name| collation_key(name));
        names
    }

    #[test]
    fn letters_follow_the_lithuanian_alphabet() {
        let alphabet = [
            "a", "ą", "b", "c", "č", "d", "e", "ę", "ė", "f", "g", "h", "i", "į", "y", "j", "k",
            "l", "m", "n", "o", "p", "r", "s", "š", "t", "u", "ų", "ū", "v", "z", "ž",
        ];
        assert_eq!(sorted(&alphabet), alphabet);
    }

    #[test]
    fn capitals_follow_the_same_alphabet() {
        let alphabet = [
            "A", "Ą", "B", "C", "Č", "D", "E", "Ę", "Ė", "F", "G", "H", "I", "Į", "Y", "J", "K",
            "L", "M", "N", "O", "P", "R", "S", "Š", "T", "U", "Ų", "Ū", "V", "Z", "Ž",
        ];
        assert_eq!(sorted(&alphabet), alphabet);
    }

    #[test]
    fn real_names_stand_as_a_lithuanian_reader_expects() {
        let names = [
            "3D Creative",
            "Alytus",
            "Ąžuolynas",
            "Biržai",
            "Cognitio",
            "Černiauskas",
            "Dansu",
            "Ignitis",
            "Ylakiai",
            "Jonava",
            "Sumani šalis",
            "Suvalkija",
            "Šakiai",
            "Šilutė",
            "Tauragė",
            "Zarasai",
            "Žagarė",
        ];
        assert_eq!(sorted(&names), names);
    }

    #[test]
    fn accents_and_case_decide_between_equals_only() {
        assert_eq!(
            sorted(&["Kelme", "Kelmė", "Kelmės rajonas"]),
            ["Kelme", "Kelmė", "Kelmės rajonas"]
        );
        assert_eq!(
            sorted(&["smart IT", "Smart IT", "Smart it b"]),
            ["smart IT", "Smart IT", "Smart it b"]
        );
        let y_with_i = ["ygla", "ykis", "yra", "irklas"];
        assert_eq!(sorted(&y_with_i), y_with_i);
    }

    #[test]
    fn signs_stand_before_digits_and_digits_before_letters() {
        assert_eq!(sorted(&["„A“", "10 A", "9 A", "A"]), ["„A“", "10 A", "9 A", "A"]);
        assert_eq!(sorted(&["A B", "A1", "AA"]), ["A B", "A1", "AA"]);
    }

    #[test]
    fn letters_of_other_alphabets_stand_by_their_latin_spelling() {
        assert_eq!(sorted(&["Lodz", "Łódź", "Lodža"]), ["Lodz", "Łódź", "Lodža"]);
        assert_eq!(sorted(&["Grosse", "Größe", "Grote"]), ["Grosse", "Größe", "Grote"]);
    }
}
