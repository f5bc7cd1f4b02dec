//! Joins the pillars.
