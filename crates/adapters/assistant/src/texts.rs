//! The retailer's own texts: Markdown by section, each with translations and the questions that it answers.

use std::path::Path;

use crate::language::Language;

/// The texts that come with the assistant, for a retailer who has none yet.
const DEFAULTS: [(&str, &str); 10] = [
    ("returns", include_str!("../texts/returns.md")),
    ("shipping", include_str!("../texts/shipping.md")),
    ("pickup", include_str!("../texts/pickup.md")),
    ("privacy", include_str!("../texts/privacy.md")),
    ("payment-help", include_str!("../texts/payment-help.md")),
    ("app-help", include_str!("../texts/app-help.md")),
    ("warranty", include_str!("../texts/warranty.md")),
    ("gift-cards", include_str!("../texts/gift-cards.md")),
    ("loyalty", include_str!("../texts/loyalty.md")),
    ("store-rules", include_str!("../texts/store-rules.md")),
];

/// One section of a text.
#[derive(Clone, Debug)]
pub struct Section {
    /// The text's name: its file without the ending.
    pub text: String,
    /// The section's name, from `{#name}` behind its heading.
    pub section: String,
    /// What it says, in English and as translated; never empty.
    pub bodies: Vec<(Language, String)>,
    /// Questions that it answers.
    pub asked: Vec<(Language, String)>,
}

impl Section {
    /// What it says in a language, or in English where it is not translated.
    pub fn body(&self, language: Language) -> &str {
        let found = self.bodies.iter().find(|(theirs, _)| *theirs == language).or(self.bodies.first());
        found.map_or("", |(_, body)| body)
    }
}

/// All sections of all texts.
#[derive(Clone, Debug)]
pub struct Texts {
    sections: Vec<Section>,
}

impl Texts {
    /// The texts that come with the assistant.
    pub fn defaults() -> Texts {
        Texts { sections: DEFAULTS.iter().flat_map(|(name, markdown)| parse(name, markdown)).collect() }
    }

    /// The `.md` files of a folder, in order of their names.
    pub fn open(folder: &Path) -> std::io::Result<Texts> {
        let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
        let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
        paths.sort();
        let mut sections = Vec::new();
        for path in paths {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            sections.extend(parse(&name, &std::fs::read_to_string(&path)?));
        }
        Ok(Texts { sections })
    }

    /// In the order of the files.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }
}

/// A section starts with `## Heading {#name}`. Below stand its English body, `- [de] …` for each translation, and
/// `<!-- asked de: … | … -->` for questions. A section without a name or a body is left out.
fn parse(text: &str, markdown: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for part in markdown.split("\n## ").skip(1) {
        let (heading, rest) = part.split_once('\n').unwrap_or((part, ""));
        let name =
            heading.split_once("{#").and_then(|(_, name)| name.split_once('}')).map(|(name, _)| name.trim());
        let Some(name) = name else { continue };
        let (mut english, mut bodies, mut asked) = (Vec::new(), Vec::new(), Vec::new());
        for line in rest.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some((language, body)) = line.strip_prefix("- [").and_then(|line| tagged(line, "] ")) {
                bodies.push((language, body.to_owned()));
            } else if let Some((language, questions)) =
                line.strip_prefix("<!-- asked ").and_then(|line| tagged(line.trim_end_matches("-->"), ": "))
            {
                asked.extend(questions.split(" | ").map(|question| (language, question.trim().to_owned())));
            } else if !line.starts_with("<!--") {
                english.push(line);
            }
        }
        if !english.is_empty() {
            bodies.insert(0, (Language::En, english.join(" ")));
            sections.push(Section { text: text.to_owned(), section: name.to_owned(), bodies, asked });
        }
    }
    sections
}

fn tagged<'a>(line: &'a str, separator: &str) -> Option<(Language, &'a str)> {
    let (code, rest) = line.split_once(separator)?;
    Some((Language::of(code)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_section_speaks_every_language() {
        let texts = Texts::defaults();
        assert_eq!(texts.sections().len(), 29);
        for section in texts.sections() {
            for language in Language::ALL {
                let of = |(theirs, _): &&(Language, String)| *theirs == language;
                assert_eq!(section.bodies.iter().filter(of).count(), 1, "{section:?} {language:?}");
                assert!(section.asked.iter().filter(of).count() >= 2, "{section:?} {language:?}");
            }
        }
    }

    #[test]
    fn a_section_without_a_name_or_a_body_is_left_out() {
        let sections = parse(
            "x",
            "# X\n\n## No name\nbody\n\n## Empty {#empty}\n\n## Good {#good}\nOne\ntwo.\n- [de] Eins.\n",
        );
        assert_eq!(sections.len(), 1);
        assert_eq!(sections[0].body(Language::De), "Eins.");
        assert_eq!(sections[0].body(Language::Fr), "One two.");
    }
}
