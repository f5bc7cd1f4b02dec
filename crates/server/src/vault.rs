//! The vault as the interface asks for it, and what it owes the log after a crash.

use anyhow::Context;
use futures_util::future::BoxFuture;
use realtail_api::VaultFault;
use realtail_kernel::CustomerId;
use realtail_omnichannel::Customers;
use realtail_vault::VaultFault as Fault;
use realtail_vocabulary::Sealed;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// What can be done with the vault of an engine that is not running.
#[derive(clap::Subcommand)]
pub enum Verb {
    /// Wrap everybody's key anew under another master and destroy the one before: copies of the folder that were made
    /// before open nothing any more.
    Rotate {
        /// The data folder; the engine must not be running on it.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
}

#[expect(clippy::print_stdout, reason = "what was done goes to the standard output")]
pub fn run(verb: Verb) -> anyhow::Result<ExitCode> {
    let Verb::Rotate { data } = verb;
    let folder = data.join("vault");
    if !folder.is_dir() {
        anyhow::bail!(
            "there is no vault in {}; give the folder that `realtail serve --data` was given",
            data.display()
        );
    }
    let people = realtail_vault::Vault::rotate(&folder).context("rotate the vault")?;
    println!(
        "{people} keys are wrapped by a new master; keep a copy of it apart from the copies of the keys"
    );
    Ok(ExitCode::SUCCESS)
}

/// The vault in the data folder.
pub struct FolderVault(realtail_vault::Vault);

impl FolderVault {
    /// Opens it beside the log.
    pub fn open(data: &Path, on_fault: impl Fn(&str) + Send + 'static) -> anyhow::Result<Arc<FolderVault>> {
        let vault = realtail_vault::Vault::open(&data.join("vault"), on_fault).context("open the vault")?;
        Ok(Arc::new(FolderVault(vault)))
    }

    /// An erasure is logged before the key is destroyed: where the process died between the two, it is done now.
    pub fn catch_up(&self, customers: &Customers) -> anyhow::Result<()> {
        let mut last = None;
        for erased in customers.all().filter(|customer| customer.erased_at.is_some()) {
            last = Some(self.0.erase(&erased.customer).context("destroy a key")?);
        }
        if let Some(write) = last {
            tokio::runtime::Builder::new_current_thread().build()?.block_on(self.0.durable(write))?;
        }
        let with_data = customers.all().filter(|customer| customer.profile_at.is_some()).count();
        if with_data > 0 && self.0.count() == 0 {
            tracing::warn!(
                "{with_data} customers have sealed data and the vault has no key for any of them: put back the folder `vault` \
                 that belongs to this log, or go on without their names and addresses"
            );
        }
        Ok(())
    }
}

fn fault(fault: Fault) -> VaultFault {
    match fault {
        Fault::Erased => VaultFault::Erased,
        other => VaultFault::Failed(other.to_string()),
    }
}

impl realtail_api::Vault for FolderVault {
    fn seal<'a>(
        &'a self,
        customer: &'a CustomerId,
        plain: &'a [u8],
    ) -> BoxFuture<'a, Result<Sealed, VaultFault>> {
        Box::pin(async move {
            let (sealed, write) = self.0.seal(customer, plain).map_err(fault)?;
            self.0.durable(write).await.map_err(fault)?;
            Ok(sealed)
        })
    }

    fn open(&self, customer: &CustomerId, sealed: &Sealed) -> Result<Option<Vec<u8>>, VaultFault> {
        let plain = self.0.open_sealed(customer, sealed).map_err(fault)?;
        Ok(plain.map(|plain| plain.to_vec()))
    }

    fn erase<'a>(&'a self, customer: &'a CustomerId) -> BoxFuture<'a, Result<(), VaultFault>> {
        Box::pin(async move {
            let write = self.0.erase(customer).map_err(fault)?;
            self.0.durable(write).await.map_err(fault)
        })
    }

    fn hash(&self, kind: &str, text: &str) -> [u8; 16] {
        self.0.hash(kind, text)
    }
}
