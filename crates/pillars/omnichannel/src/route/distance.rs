//! How far it is.

use realtail_vocabulary::GeoPosition;

/// The mean radius of the earth (IUGG).
const EARTH_M: f64 = 6_371_008.8;

/// Metres over the ground, by the haversine formula.
pub(crate) fn metres(a: GeoPosition, b: GeoPosition) -> u32 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let (dlat, dlon) = ((b.lat - a.lat).to_radians() / 2.0, (b.lon - a.lon).to_radians() / 2.0);
    let h = dlat.sin().powi(2) + lat_a.cos() * lat_b.cos() * dlon.sin().powi(2);
    (2.0 * EARTH_M * h.clamp(0.0, 1.0).sqrt().asin()).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_distances() {
        let at = |lat, lon| GeoPosition { lat, lon };
        // from, to, kilometres
        for (a, b, km) in [
            (at(52.52, 13.405), at(48.137, 11.575), 504),
            (at(0.0, 179.5), at(0.0, -179.5), 111),
            (at(90.0, 0.0), at(-90.0, 120.0), 20_015),
            (at(52.52, 13.405), at(52.52, 13.405), 0),
        ] {
            assert_eq!((metres(a, b) + 500) / 1000, km, "{a:?} {b:?}");
        }
    }
}
