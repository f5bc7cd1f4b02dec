//! Fill rate against stock as a plot.

use super::items::FIRST_DAY;
use super::sweep::Point;
use crate::forecast::panel::DAYS;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 440.0;
const MARGIN: f64 = 60.0;
const COLOURS: [&str; 5] = ["#b3261e", "#8a6d00", "#0b57d0", "#188038", "#5b8def"];
/// The least fill that is shown.
const FILL_MIN: f64 = 0.75;

/// One line a rule: stock in money to the right, fill upwards.
pub fn curves(curves: &[Vec<Point>]) -> String {
    let days = (DAYS - FIRST_DAY) as f64;
    let money = |point: &Point| point.all().stock_cent_days / days / 100.0;
    let most = curves.iter().flatten().map(money).fold(1.0, f64::max);
    let x = |money: f64| MARGIN + (WIDTH - 2.0 * MARGIN) * money / most;
    let y = |fill: f64| HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * (fill - FILL_MIN) / (1.0 - FILL_MIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<title>Fill rate against average stock</title>\n"
    );
    let mut line = |text: String| svg += &(text + "\n");
    for part in 0..=5 {
        let (fill, at) = (FILL_MIN + (1.0 - FILL_MIN) * f64::from(part) / 5.0, most * f64::from(part) / 5.0);
        let (left, right, below) = (MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN);
        line(format!("<path d=\"M{left} {:.1}H{right}\" stroke=\"#ddd\"/>", y(fill)));
        line(format!(
            "<text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{:.0} %</text>",
            left - 6.0,
            y(fill) + 4.0,
            100.0 * fill
        ));
        line(format!(
            "<text x=\"{:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{at:.0}</text>",
            x(at),
            below + 18.0
        ));
    }
    line(format!(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">average stock, at sales prices, in dollars</text>",
        WIDTH / 2.0,
        HEIGHT - 16.0
    ));
    line(format!("<text x=\"{MARGIN}\" y=\"{}\">units sold over units asked for</text>", MARGIN - 16.0));
    for (at, (curve, colour)) in curves.iter().zip(COLOURS).enumerate() {
        let shown = curve.iter().filter(|point| point.all().fill() >= FILL_MIN);
        let places: Vec<String> =
            shown.map(|point| format!("{:.1},{:.1}", x(money(point)), y(point.all().fill()))).collect();
        line(format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            places.join(" ")
        ));
        let name = curve.first().map_or("", |point| point.rule.name());
        let below = HEIGHT - MARGIN - 94.0 + 18.0 * at as f64;
        line(format!("<text x=\"{}\" y=\"{below}\" fill=\"{colour}\">{name}</text>", WIDTH - MARGIN - 170.0));
    }
    svg + "</svg>\n"
}
