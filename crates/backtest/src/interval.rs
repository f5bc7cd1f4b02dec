//! Intervals: what several seeds say of one number.

/// The middle of some numbers; none where there are none.
pub fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let count = numbers.len();
    (count > 0).then(|| (numbers[(count - 1) / 2] + numbers[count / 2]) / 2.0)
}

/// Mean and half of the 95 % interval of one number per seed, by Student's t.
pub fn interval(numbers: &[f64]) -> (f64, f64) {
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    if numbers.len() < 2 {
        return (mean, f64::NAN);
    }
    let variance = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let t = [12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26]
        .get(numbers.len() - 2)
        .copied()
        .unwrap_or(2.0);
    (mean, t * (variance / count).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_and_medians_are_those_of_the_tables() {
        let (mean, half) = interval(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(mean, 3.0);
        assert!((half - 2.78 * (2.5f64 / 5.0).sqrt()).abs() < 1e-12);
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0]), Some(2.5));
        assert_eq!(median(vec![]), None);
    }
}
