//! Errors in words.

/// An error with what is behind it, since the first words alone often say only that something went wrong.
pub fn causes(error: &dyn std::error::Error) -> String {
    let further = std::iter::successors(error.source(), |cause| cause.source());
    further.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    struct Said(&'static str, #[source] Option<Box<Said>>);

    #[test]
    fn what_is_behind_it_comes_after_it() {
        let of = |words: &[&'static str]| {
            let error = words.iter().rev().fold(None, |behind, word| Some(Box::new(Said(word, behind))));
            causes(&*error.expect("words"))
        };
        assert_eq!(of(&["client error"]), "client error");
        assert_eq!(of(&["client error", "connect", "refused"]), "client error: connect: refused");
    }
}
