//! Sums of floating-point numbers.

/// Adds up in the order given, so that the same figures always have the same sum.
pub(super) fn sum(figures: impl Iterator<Item = f64>) -> f64 {
    rounded(figures.sum())
}

/// Rounds to six decimals: beyond them is binary rounding error.
fn rounded(sum: f64) -> f64 {
    /// Above this an f64 has fewer than six decimals.
    const MAX_ROUNDED: f64 = 1e9;
    if sum.abs() >= MAX_ROUNDED {
        return sum;
    }
    // Adding zero turns a negative zero into zero.
    (sum * 1e6).round() / 1e6 + 0.0
}
