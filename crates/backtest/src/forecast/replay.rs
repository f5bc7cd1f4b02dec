//! The year told to the model as it happened: sale by sale, and each day's end.

use super::calendar::{feast, weekday};
use super::panel::{CLOSED, Panel, Sale};
use super::plan::Plan;
use realtail_learn::demand::{self, Day, Demand, Skies};

/// Demand that knows the series of the panel and some products more, and no sale yet.
pub fn opened(panel: &Panel, products: &[u32]) -> Demand {
    let mut demand = Demand::default();
    let known = panel.series.iter().map(|series| series.product).chain(products.iter().copied());
    for product in known {
        demand.know(product, panel.families[&product]);
    }
    for series in &panel.series {
        if let Some(store) = series.store {
            demand.follow(series.product, store);
        }
    }
    demand
}

/// Tells it of all days before `end`, and calls `pause` before each of them.
pub fn replay(
    panel: &Panel,
    plan: &Plan,
    end: usize,
    demand: &mut Demand,
    mut pause: impl FnMut(usize, &Demand),
) {
    // Where the stores lie, and so their weather, the data does not say.
    let skies = Skies::default();
    let mut sales = panel.sales.iter().peekable();
    for day in 0..end {
        pause(day, demand);
        let promotions = plan.on(day);
        while let Some(sale) = sales.next_if(|sale| usize::from(sale.day) == day) {
            let state = promotions.state(sale.product, sale.store);
            demand.sell(&told(sale, state), panel.families[&sale.product]);
        }
        let day = Day { number: day as u16, weekday: weekday(day), open: day != CLOSED, feast: feast(day) };
        demand.close(&day, promotions, &skies, |_, _| 1.0);
    }
    pause(end, demand);
}

fn told(sale: &Sale, state: u8) -> demand::Sale {
    demand::Sale {
        item: sale.product,
        place: sale.store,
        units: sale.units as f32,
        paid: sale.cents as f32,
        full: sale.full_cents as f32,
        state,
        sky: 0,
    }
}
