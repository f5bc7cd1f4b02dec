//! Which departments of the Complete Journey keep no stock.

/// What is measured at a pump, made to order, or is no thing at all: money, services, supplies of the store itself.
/// Found by looking at what each department sold.
pub(super) const NOT_STOCKED_DEPARTMENTS: &[&str] = &[
    "AUTOMOTIVE",      // a greeting card shop's coupons
    "CHARITABLE CONT", // donations
    "CHEF SHOPPE",     // cut to order in the store
    "CNTRL/STORE SUP", // supplies, gift card activations
    "COUPON",          // coupons of the store and of manufacturers
    "ELECT &PLUMBING", // donations
    "FUEL",            // thousandths of a gallon
    "GM MERCH EXP",    // by weight, without a number
    "MISCELLANEOUS",   // fuel again, gift cards, key rings, and what has no name
    "PROD-WHS SALES",  // tickets
    "RESTAURANT",      // served
    "SALAD BAR",       // by weight, made in the store
];

/// The same, where the department is one that keeps stock.
pub(super) const NOT_STOCKED_CATEGORIES: &[&str] =
    &["COUPON", "COUPON/MISC ITEMS", "COUPONS/STORE & MFG", "LONG DISTANCE CALLING CARDS"];

/// Whether stock is kept of a product.
pub(super) fn stocked(department: &str, category: Option<&str>) -> bool {
    !NOT_STOCKED_DEPARTMENTS.contains(&department)
        && !category.is_some_and(|category| NOT_STOCKED_CATEGORIES.contains(&category))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fuel_and_coupons_are_not_stocked() {
        for (department, category, expected) in [
            ("GROCERY", Some("BEERS/ALES"), true),
            ("GROCERY", None, true),
            ("FUEL", Some("FUEL"), false),
            ("COUPON", None, false),
            ("MEAT", Some("COUPON"), false),
            ("DRUG GM", Some("LONG DISTANCE CALLING CARDS"), false),
        ] {
            assert_eq!(stocked(department, category), expected, "{department} {category:?}");
        }
    }
}
