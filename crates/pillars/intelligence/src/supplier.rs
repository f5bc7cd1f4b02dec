//! How suppliers take and deliver orders, and what may be spent on them.

mod basket;
mod cycle;
mod set_budget;
mod set_terms;
mod spend;

pub use basket::{Basket, BasketLine};
pub use cycle::Cycle;
pub use spend::{Fit, Spent};

use crate::machine::Intelligence;
use realtail_kernel::{Label, Rejection, Word};
use realtail_vocabulary::{Budget, IntelligenceEvent, SupplierTerms};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What may be asked about suppliers and money.
#[derive(Clone, Debug)]
pub enum SupplierCommand {
    /// Say how a supplier takes and delivers orders.
    SetTerms(Box<SupplierTerms>),
    /// Nothing is known of that any more.
    RemoveTerms(Label),
    /// Say what may be spent a week.
    SetBudget(Box<Budget>),
    /// It bounds nothing any more.
    RemoveBudget(Word),
}

/// Suppliers' terms, and budgets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Suppliers {
    terms: BTreeMap<Label, SupplierTerms>,
    budgets: BTreeMap<Word, Budget>,
}

impl Suppliers {
    /// How a supplier takes and delivers orders, as far as it was said.
    pub fn terms(&self, supplier: &str) -> Option<&SupplierTerms> {
        self.terms.get(supplier)
    }

    /// All terms, by supplier.
    pub fn all_terms(&self) -> impl Iterator<Item = &SupplierTerms> {
        self.terms.values()
    }

    /// What may be spent a week.
    pub fn budget(&self, budget: &str) -> Option<&Budget> {
        self.budgets.get(budget)
    }

    /// All budgets, by name.
    pub fn budgets(&self) -> impl Iterator<Item = &Budget> {
        self.budgets.values()
    }

    pub(crate) fn set_terms(&mut self, terms: &SupplierTerms) {
        self.terms.insert(terms.supplier.clone(), terms.clone());
    }

    pub(crate) fn remove_terms(&mut self, supplier: &Label) {
        self.terms.remove(supplier);
    }

    pub(crate) fn set_budget(&mut self, budget: &Budget) {
        self.budgets.insert(budget.budget.clone(), budget.clone());
    }

    pub(crate) fn remove_budget(&mut self, budget: &Word) {
        self.budgets.remove(budget);
    }
}

pub(crate) fn decide(
    state: &Intelligence,
    command: &SupplierCommand,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let suppliers = state.suppliers();
    match command {
        SupplierCommand::SetTerms(terms) => set_terms::decide(suppliers, terms),
        SupplierCommand::RemoveTerms(supplier) if suppliers.terms(supplier.as_str()).is_some() => {
            Ok(vec![IntelligenceEvent::SupplierTermsRemoved { supplier: supplier.clone() }])
        }
        SupplierCommand::RemoveTerms(supplier) => Err(Rejection::unknown("terms of supplier", supplier)),
        SupplierCommand::SetBudget(budget) => set_budget::decide(suppliers, budget),
        SupplierCommand::RemoveBudget(budget) if suppliers.budget(budget.as_str()).is_some() => {
            Ok(vec![IntelligenceEvent::BudgetRemoved { budget: budget.clone() }])
        }
        SupplierCommand::RemoveBudget(budget) => Err(Rejection::unknown("budget", budget)),
    }
}
