//! What a planogram and a look may say.

use super::{item_of, places_of};
use realtail_kernel::Rejection;
use realtail_vocabulary::{Bay, BayPlace, BayShelf, BayView, ShelfLook};

const WIDTH_CM_MAX: u16 = 2_000;
const HEIGHT_CM_MAX: u16 = 1_000;
const SHELVES_MAX: usize = 20;
const PLACES_MAX: usize = 100;
const FACINGS_MAX: u16 = 100;
const VIEWS_MAX: usize = 8;
const SEEN_MAX: usize = SHELVES_MAX * PLACES_MAX;

fn within(field: &'static str, value: u16, max: u16) -> Result<(), Rejection> {
    if (1..=max).contains(&value) {
        Ok(())
    } else {
        Err(Rejection::invalid(field, format!("say 1 to {max}")))
    }
}

/// Refuses a bay that nobody can build.
pub(super) fn bay(bay: &Bay) -> Result<(), Rejection> {
    within("width_cm", bay.width_cm, WIDTH_CM_MAX)?;
    within("height_cm", bay.height_cm, HEIGHT_CM_MAX)?;
    if bay.shelves.is_empty() || bay.shelves.len() > SHELVES_MAX {
        return Err(Rejection::invalid("shelves", format!("a bay has 1 to {SHELVES_MAX}")));
    }
    let mut free_from = 0;
    for (n, shelf) in bay.shelves.iter().enumerate() {
        let end = u32::from(shelf.top_cm) + u32::from(shelf.height_cm);
        if shelf.height_cm == 0 || u32::from(shelf.top_cm) < free_from || end > u32::from(bay.height_cm) {
            let problem = format!(
                "shelf {} reaches from {} to {end} cm; shelves stand one below the other within {} cm",
                n + 1,
                shelf.top_cm,
                bay.height_cm
            );
            return Err(Rejection::invalid("shelves", problem));
        }
        free_from = end;
        places(bay, n + 1, shelf)?;
    }
    for place in bay.shelves.iter().flat_map(|shelf| &shelf.places) {
        let sum =
            |of: fn(&BayPlace) -> u16| places_of(bay, &place.item).map(|p| u32::from(of(p))).sum::<u32>();
        if sum(|place| place.low_at_facings) >= sum(|place| place.facings) {
            let problem = format!("{} would be missing with all facings full; say fewer", place.item);
            return Err(Rejection::invalid("low_at_facings", problem));
        }
    }
    views(&bay.views)
}

fn places(bay: &Bay, number: usize, shelf: &BayShelf) -> Result<(), Rejection> {
    if shelf.places.len() > PLACES_MAX {
        return Err(Rejection::invalid("places", format!("a shelf has at most {PLACES_MAX}")));
    }
    let mut free_from = 0;
    for place in &shelf.places {
        within("facings", place.facings, FACINGS_MAX)?;
        within("facing_width_cm", place.facing_width_cm, WIDTH_CM_MAX)?;
        let end = u32::from(place.left_cm) + u32::from(place.facings) * u32::from(place.facing_width_cm);
        if u32::from(place.left_cm) < free_from || end > u32::from(bay.width_cm) {
            let problem = format!(
                "{} on shelf {number} reaches from {} to {end} cm; places stand one beside the other within {} cm",
                place.item, place.left_cm, bay.width_cm
            );
            return Err(Rejection::invalid("places", problem));
        }
        free_from = end;
    }
    Ok(())
}

fn views(views: &[BayView]) -> Result<(), Rejection> {
    if views.len() > VIEWS_MAX {
        return Err(Rejection::invalid("views", format!("a bay has at most {VIEWS_MAX}")));
    }
    for (n, view) in views.iter().enumerate() {
        if views[..n].iter().any(|other| other.camera == view.camera) {
            return Err(Rejection::invalid("views", format!("camera {} stands twice", view.camera)));
        }
        let is_near = |value: &i32| (-1_000_000..=2_000_000).contains(value);
        if !view.corners_ppm.iter().flatten().all(is_near) || !is_convex(&view.corners_ppm) {
            let problem = "say the upper left, upper right, lower right and lower left corner, each at most one picture outside";
            return Err(Rejection::invalid("views.corners_ppm", problem));
        }
    }
    Ok(())
}

/// Whether one goes round the corners by turning right each time, and never back.
fn is_convex(corners: &[[i32; 2]; 4]) -> bool {
    let corner = |n: usize| corners[n % 4].map(i64::from);
    (0..4).all(|n| {
        let ([x0, y0], [x1, y1], [x2, y2]) = (corner(n), corner(n + 1), corner(n + 2));
        (x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1) > 0
    })
}

/// Refuses a look that tells of places which the bay does not have.
pub(super) fn look(bay: &Bay, look: &ShelfLook) -> Result<(), Rejection> {
    if look.places.is_empty() || look.places.len() > SEEN_MAX {
        return Err(Rejection::invalid("places", format!("tell of 1 to {SEEN_MAX}")));
    }
    for (n, place) in look.places.iter().enumerate() {
        if item_of(bay, place).is_none() {
            let problem = "say the item, or the shelf and the place, as the planogram has them";
            return Err(Rejection::invalid(format!("places[{n}]"), problem));
        }
        if place.confidence_ppm > 1_000_000 {
            return Err(Rejection::invalid(format!("places[{n}].confidence_ppm"), "say at most 1000000"));
        }
        if place.facings_seen > FACINGS_MAX * 20 || place.facings_empty > FACINGS_MAX * 20 {
            return Err(Rejection::invalid(format!("places[{n}]"), "no item has so many facings in a bay"));
        }
        if place.empty.len() > usize::from(FACINGS_MAX) {
            return Err(Rejection::invalid(format!("places[{n}].empty"), "no place has so many facings"));
        }
    }
    Ok(())
}
