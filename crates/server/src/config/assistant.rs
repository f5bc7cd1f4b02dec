//! Settings of the service assistant: what it understands by, what it answers from, and who may speak in its place.

use super::{Config, Known};
use anyhow::bail;
use realtail_assistant::speaker::endpoint::Settings;
use std::path::PathBuf;
use std::time::Duration;

/// What there is to set.
pub(super) const KNOWN: &[Known] = &[
    Known {
        name: "embeddings",
        default: "",
        about: "folder of the unpacked package wordllama 0.4.0.post1; the service assistant needs it, and is off without",
    },
    Known {
        name: "assistant.texts",
        default: "",
        about: "folder with the retailer's own texts, one .md file each; texts that come with the assistant where empty",
    },
    Known {
        name: URL,
        default: "",
        about: "start of the addresses of an OpenAI-compatible endpoint that speaks for the assistant; empty is none",
    },
    Known { name: MODEL, default: "", about: "the model that speaks" },
    Known { name: KEY, default: "", about: "its secret key; in the variable rather than in a file" },
    Known { name: KEY_FILE, default: "", about: "a file that holds its secret key, instead" },
    Known {
        name: "assistant.speaker.timeout_ms",
        default: "8000",
        about: "how long it may take for an answer before the assistant answers by itself",
    },
];

const URL: &str = "assistant.speaker.url";
const MODEL: &str = "assistant.speaker.model";
/// Its value is shown to nobody.
pub(super) const KEY: &str = "assistant.speaker.key";
const KEY_FILE: &str = "assistant.speaker.key_file";

impl Config {
    fn folder(&self, name: &str) -> Option<PathBuf> {
        Some(PathBuf::from(self.text(name))).filter(|folder| !folder.as_os_str().is_empty())
    }

    /// Where the word vectors are, if anywhere.
    pub fn embeddings(&self) -> Option<PathBuf> {
        self.folder("embeddings")
    }

    /// Where the retailer's own texts are, if anywhere.
    pub fn texts(&self) -> Option<PathBuf> {
        self.folder("assistant.texts")
    }

    /// Who speaks for the assistant, if anybody.
    pub fn speaker(&self) -> anyhow::Result<Option<Settings>> {
        let url = self.text(URL);
        if url.is_empty() {
            return Ok(None);
        }
        let timeout_ms: u64 = self.parsed("assistant.speaker.timeout_ms")?;
        if !(100..=60_000).contains(&timeout_ms) {
            bail!("assistant.speaker.timeout_ms is 100 to 60000");
        }
        if self.text(MODEL).is_empty() {
            bail!("{URL} is set and {MODEL} is not: name the model that is to speak");
        }
        Ok(Some(Settings {
            url: url.to_owned(),
            model: self.text(MODEL).to_owned(),
            key: self.secret(KEY, KEY_FILE)?,
            timeout: Duration::from_millis(timeout_ms),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Flags, read};

    #[test]
    fn a_speaker_needs_a_model_and_shows_its_key_to_nobody() {
        let settings = |set: &[&str]| {
            let set = set.iter().map(|s| (*s).to_owned()).collect();
            read(&Flags { set, ..Flags::default() })?.speaker()
        };
        let url = "assistant.speaker.url=https://api.example/v1";
        assert!(settings(&[]).expect("good settings").is_none());
        let refused = settings(&[url]).expect_err("no model").to_string();
        assert!(refused.contains("assistant.speaker.model is not"), "{refused}");
        let whole = [url, "assistant.speaker.model=m", "assistant.speaker.key=sk-secret"];
        let speaker = settings(&whole).expect("good settings").expect("a speaker");
        assert_eq!(speaker.key, "sk-secret");
        assert!(!format!("{speaker:?}").contains("sk-secret"));
        assert!(settings(&[whole[0], whole[1], "assistant.speaker.timeout_ms=1"]).is_err());
    }
}
