use serde::{Deserialize, Serialize};

/// XP to seven significant digits, which is more than a page shows. Written as an array, since there are thousands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "(u16, u16, f32)", into = "(u16, u16, f32)")]
pub(super) struct Figure {
    /// Days since [`EPOCH`](super::daily_xp).
    pub day: u16,
    /// Index of the name.
    pub name: u16,
    pub xp: f32,
}

impl From<(u16, u16, f32)> for Figure {
    fn from((day, name, xp): (u16, u16, f32)) -> Self {
        Self { day, name, xp }
    }
}

impl From<Figure> for (u16, u16, f32) {
    fn from(Figure { day, name, xp }: Figure) -> Self {
        (day, name, xp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_takes_eight_bytes() {
        assert_eq!(size_of::<Figure>(), 8);
    }
}
