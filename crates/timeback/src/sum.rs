//! Sums of many figures.

/// Adds up in the order given, so that the same figures always make the same sum.
pub(super) fn sum(figures: impl Iterator<Item = f64>) -> f64 {
    without_noise(figures.sum())
}

/// Many tenths do not add up to tenths in binary: what lies beyond the sixth decimal is noise.
fn without_noise(sum: f64) -> f64 {
    /// From here on an f64 cannot hold six decimals.
    const COARSE: f64 = 1e9;
    if sum.abs() >= COARSE {
        return sum;
    }
    // Adding zero turns a negative zero into zero.
    (sum * 1e6).round() / 1e6 + 0.0
}
