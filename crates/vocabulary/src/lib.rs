//! Every signal, logged event and action, in the field's own terms.
