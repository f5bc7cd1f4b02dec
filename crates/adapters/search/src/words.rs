//! What counts as a word: letters and digits, whatever their case and accents.

use tantivy::tokenizer::{
    AsciiFoldingFilter, LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer, TokenStream,
};

/// The name of the analyser in the index.
pub(crate) const FOLDED: &str = "folded";
/// Whatever is longer is no word that anybody looks for.
const BYTES_MAX: usize = 60;

/// Splits a text into folded words: `Käse` and `KASE` are one word, and so are `Maß` and `mass`.
pub(crate) fn analyser() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(BYTES_MAX))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

/// The words of a text.
pub(crate) fn words(text: &str) -> Vec<String> {
    let (mut analyser, text) = (analyser(), joined(text));
    let mut stream = analyser.token_stream(&text);
    let mut words = Vec::new();
    while let Some(token) = stream.next() {
        words.push(token.text.clone());
    }
    words
}

/// A label as one folded text, for telling whether two are the same.
pub(crate) fn folded(label: &str) -> String {
    words(label).join(" ")
}

/// A text without accents that stand as letters of their own: a word must not fall apart at them.
pub(crate) fn joined(text: &str) -> String {
    text.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_three_languages() {
        for (text, expected) in [
            ("Käse, Bärenmarke 1,5%", "kase barenmarke 1 5"),
            ("KÄSE", "kase"),
            ("Ka\u{308}se", "kase"),
            ("Maßband", "massband"),
            ("Feijão-preto 1kg", "feijao preto 1kg"),
            ("Açaí", "acai"),
            ("Men's T-Shirt", "men s t shirt"),
            ("  ", ""),
            ("寿司 セット", "寿司 セット"),
            ("👖", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }
}
