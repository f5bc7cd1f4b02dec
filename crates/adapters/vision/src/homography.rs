//! From the plane of a bay to the pixels of a picture: the projective map that takes four corners to four corners.
//!
//! Four pairs of points give the eight numbers of the map by a linear system (Hartley and Zisserman, *Multiple View
//! Geometry in Computer Vision*, 2nd edition, 2004, chapter 4). With exactly four pairs there is nothing to fit.

/// A projective map of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Homography([f64; 9]);

impl Homography {
    /// The map that takes a rectangle of this width and height, from its upper left corner clockwise, to `corners`;
    /// none where these span no area.
    pub fn of_rectangle([width, height]: [f64; 2], corners: [[f64; 2]; 4]) -> Option<Homography> {
        let from = [[0.0, 0.0], [width, 0.0], [width, height], [0.0, height]];
        let mut rows = [[0.0; 9]; 8];
        for (n, ([x, y], [u, v])) in from.into_iter().zip(corners).enumerate() {
            rows[n * 2] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
            rows[n * 2 + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
        }
        let h = solve(rows)?;
        Some(Homography([h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7], 1.0]))
    }

    /// Where a point comes to lie.
    pub fn map(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let Homography(h) = self;
        let w = h[6] * x + h[7] * y + h[8];
        [(h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w]
    }

    /// The map back; none where there is none.
    pub fn inverse(&self) -> Option<Homography> {
        let Homography([a, b, c, d, e, f, g, h, i]) = *self;
        let det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
        if det.abs() < 1e-12 {
            return None;
        }
        let adjugate = [
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ];
        Some(Homography(adjugate.map(|value| value / det)))
    }
}

/// Gauss's elimination, the largest pivot first.
fn solve(mut rows: [[f64; 9]; 8]) -> Option<[f64; 8]> {
    for n in 0..8 {
        let pivot = (n..8).max_by(|a, b| rows[*a][n].abs().total_cmp(&rows[*b][n].abs()))?;
        if rows[pivot][n].abs() < 1e-9 {
            return None;
        }
        rows.swap(n, pivot);
        let top = rows[n];
        for row in rows.iter_mut().skip(n + 1) {
            let factor = row[n] / top[n];
            row.iter_mut().zip(top).for_each(|(value, above)| *value -= factor * above);
        }
    }
    let mut found = [0.0; 8];
    for n in (0..8).rev() {
        let known: f64 = (n + 1..8).map(|m| rows[n][m] * found[m]).sum();
        found[n] = (rows[n][8] - known) / rows[n][n];
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_come_to_lie_on_corners_and_back() {
        let corners = [[120.0, 80.0], [910.0, 130.0], [870.0, 700.0], [150.0, 640.0]];
        let onto = Homography::of_rectangle([125.0, 180.0], corners).expect("an area");
        let back = onto.inverse().expect("a way back");
        let near = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]) < 1e-6;
        for (from, to) in [[0.0, 0.0], [125.0, 0.0], [125.0, 180.0], [0.0, 180.0]].into_iter().zip(corners) {
            assert!(near(onto.map(from), to) && near(back.map(to), from));
        }
        // Straight lines stay straight: the diagonals still cross in one point.
        let middle = onto.map([62.5, 90.0]);
        let side = |[ax, ay]: [f64; 2], [bx, by]: [f64; 2]| {
            ((bx - ax) * (middle[1] - ay) - (by - ay) * (middle[0] - ax)).abs()
        };
        assert!(side(corners[0], corners[2]) < 1e-6 && side(corners[1], corners[3]) < 1e-6);
    }

    #[test]
    fn corners_on_a_line_are_no_bay() {
        let line = [[0.0, 0.0], [10.0, 10.0], [20.0, 20.0], [30.0, 30.0]];
        assert_eq!(Homography::of_rectangle([100.0, 100.0], line), None);
    }
}
