//! How far it is.

use realtail_vocabulary::GeoPosition;

/// The mean radius of the earth (IUGG).
const EARTH_M: f64 = 6_371_008.8;

/// A place as a point on a ball of radius one, so that a distance needs no angles: a router asks for hundreds of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot([f64; 3]);

impl From<GeoPosition> for Spot {
    fn from(place: GeoPosition) -> Spot {
        let (lat, lon) = (place.lat.to_radians(), place.lon.to_radians());
        Spot([lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()])
    }
}

impl Spot {
    /// Metres over the ground: the arc over the straight line between the two points.
    pub(crate) fn metres(self, other: Spot) -> u32 {
        let squares = self.0.iter().zip(other.0).map(|(a, b)| (a - b) * (a - b));
        let half_chord = (squares.sum::<f64>().sqrt() / 2.0).min(1.0);
        (2.0 * EARTH_M * half_chord.asin()).round() as u32
    }
}

/// Metres over the ground from one place to another.
pub fn metres(from: GeoPosition, to: GeoPosition) -> u32 {
    Spot::from(from).metres(Spot::from(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_distances() {
        let at = |lat, lon| GeoPosition { lat, lon };
        // from, to, metres by the haversine formula
        for (a, b, metres) in [
            (at(52.52, 13.405), at(48.137, 11.575), 504_339),
            (at(0.0, 179.5), at(0.0, -179.5), 111_195),
            (at(90.0, 0.0), at(-90.0, 120.0), 20_015_114),
            (at(52.52, 13.405), at(52.520_01, 13.405), 1),
            (at(52.52, 13.405), at(52.52, 13.405), 0),
        ] {
            assert_eq!(Spot::from(a).metres(b.into()), metres, "{a:?} {b:?}");
        }
    }
}
