//! What came back, or was cancelled, is not a sale that anything led to.

use crate::machine::Media;
use realtail_kernel::Reference;
use realtail_vocabulary::{MediaEvent, TakenOutLine};

pub(crate) fn take_out(media: &Media, sale: &Reference, out: &[TakenOutLine]) -> Vec<MediaEvent> {
    let Some(sold) = media.touches.sold(sale) else { return Vec::new() };
    let mut lines: Vec<TakenOutLine> = Vec::new();
    for TakenOutLine { line, units } in out {
        let before: i64 = lines.iter().filter(|taken| taken.line == *line).map(|taken| taken.units).sum();
        let Some((attributed, gone)) = sold.lines.iter().find(|(known, _)| known.line == *line) else {
            continue;
        };
        let units = (*units).min(attributed.units - gone - before);
        if units > 0 {
            lines.push(TakenOutLine { line: *line, units });
        }
    }
    if lines.is_empty() {
        return Vec::new();
    }
    vec![MediaEvent::TakenOut { sale: sale.clone(), lines }]
}
