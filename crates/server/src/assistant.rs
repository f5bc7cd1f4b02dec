//! The service assistant behind the interface's door: its vectors and texts, the shop it asks, and who speaks in its place.

mod answer;
mod tools;

use crate::config::Config;
use answer::told;
use anyhow::Context;
use realtail_api::{Asker, AssistantDoor, AssistantTalk, ShopDesk, ToldAnswer};
use realtail_assistant::speaker::endpoint::{Endpoint, Turn};
use realtail_assistant::speaker::{Speaker, SpeakerFault};
use realtail_assistant::{Assistant, Conversation, Embedder, Texts, Who};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tools::Asked;

/// Makes the assistant ready, or says in one line what it lacks.
pub fn open(config: &Config) -> anyhow::Result<Result<Arc<dyn AssistantDoor>, String>> {
    let missing = |what: String| {
        let how = "./dev fetches the package wordllama 0.4.0.post1 into ~/.cache/realtail; unpack it anywhere and set \
                   embeddings (REALTAIL_EMBEDDINGS) to its folder";
        let why = format!("{what}: {how}");
        tracing::info!("the service assistant is off, {why}");
        Ok(Err(why))
    };
    let Some(embeddings) = config.embeddings() else { return missing("it has no word vectors".to_owned()) };
    if let Some(file) = Embedder::missing(&embeddings) {
        return missing(format!("{} is not there", file.display()));
    }
    let texts = match config.texts() {
        Some(folder) => {
            Texts::open(&folder).with_context(|| format!("read the texts in {}", folder.display()))?
        }
        None => Texts::defaults(),
    };
    anyhow::ensure!(
        !texts.sections().is_empty(),
        "assistant.texts names a folder without a section to answer from"
    );
    let endpoint = config.speaker()?.map(Endpoint::new).transpose();
    let endpoint = endpoint.map_err(|why| anyhow::anyhow!("assistant.speaker: {why}"))?;
    if let Some(endpoint) = &endpoint {
        tracing::info!("the service assistant speaks through the model {}", endpoint.model());
    }
    let door = Door(Arc::new(Ready { embeddings, texts, assistant: OnceLock::new(), endpoint }));
    Ok(Ok(Arc::new(door)))
}

struct Ready {
    embeddings: PathBuf,
    texts: Texts,
    /// Made for the first who asks: many a process never has one.
    assistant: OnceLock<Result<Assistant, String>>,
    endpoint: Option<Endpoint>,
}

impl Ready {
    fn assistant(&self) -> Result<&Assistant, String> {
        let made = self.assistant.get_or_init(|| {
            let embedder = Embedder::open(&self.embeddings).map_err(|fault| {
                let why =
                    format!("its word vectors in {} cannot be read: {fault}", self.embeddings.display());
                tracing::error!("the service assistant is off: {why}");
                why
            })?;
            Ok(Assistant::new(embedder, self.texts.clone()))
        });
        made.as_ref().map_err(Clone::clone)
    }
}

struct Door(Arc<Ready>);

impl AssistantDoor for Door {
    fn begin(&self) -> Result<Box<dyn AssistantTalk>, String> {
        self.0.assistant()?;
        Ok(Box::new(Talking { ready: self.0.clone(), conversation: Conversation::default() }))
    }
}

struct Talking {
    ready: Arc<Ready>,
    conversation: Conversation,
}

impl AssistantTalk for Talking {
    fn reply(&mut self, shop: &ShopDesk, asker: &Asker, message: &str) -> ToldAnswer {
        let who = match asker {
            Asker::Nobody => Who::Nobody,
            Asker::Customer(customer) => Who::SignedIn(customer.clone()),
            Asker::Contact(contact) => Who::Proven { contact: contact.clone() },
        };
        let Ok(assistant) = self.ready.assistant() else { return answer::gone() };
        let mut tools = Asked { shop, asker };
        let conversation = &mut self.conversation;
        let speaker =
            self.ready.endpoint.as_ref().and_then(|endpoint| Some((endpoint.turn()?, endpoint.model())));
        told(match speaker {
            None => assistant.reply(conversation, &mut tools, &who, message),
            Some((turn, model)) => {
                assistant.reply_through(&mut Heard(turn), model, conversation, &mut tools, &who, message)
            }
        })
    }
}

/// Says in the server's own log that the endpoint failed; nothing of what was asked, and no key.
struct Heard<'a>(Turn<'a>);

impl Speaker for Heard<'_> {
    fn complete(&mut self, request: &Value) -> Result<Value, SpeakerFault> {
        self.0.complete(request).inspect_err(|fault| {
            tracing::warn!("the assistant's speaker failed, the assistant answers by itself: {fault}");
        })
    }
}
