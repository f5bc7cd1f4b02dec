//! Which taxes a line bears, and how much.

use super::goods::{Class, LabelNo, Labels};
use super::position::Position;
use super::share::part;
use super::shopper::Shopper;
use super::spread::{by_weight, over_rows};
use super::versions::Versions;
use realtail_kernel::{Instant, Word};
use realtail_vocabulary::{AppliedTax, Destination, Tax, TaxPlace};
use smallvec::SmallVec;

/// A million parts are all.
const ALL_PPM: i64 = 1_000_000;

/// A tax that is raised at a place.
pub(crate) struct Here<'a> {
    tax: &'a Tax,
    /// For which goods, where it is not for all.
    category: Option<LabelNo>,
    /// The first of its kind among all that are raised there.
    kind: usize,
    /// How closely the place is said.
    place: u32,
}

/// The taxes that are raised where a basket is bought or goes to.
pub(crate) fn here<'a>(shopper: &Shopper<'a>, labels: &Labels) -> SmallVec<[Here<'a>; 8]> {
    let mut here: SmallVec<[Here<'a>; 8]> = SmallVec::new();
    for versions in shopper.rules.taxes.values() {
        let Some(tax) = at(versions, shopper.at) else { continue };
        let Some(place) = place(tax, shopper) else { continue };
        let category = match &tax.category {
            // Goods of a category that has no number are none that anybody knows of.
            Some(category) => match labels.find(category.as_str()) {
                Some(number) => Some(number),
                None => continue,
            },
            None => None,
        };
        let kind = here.iter().position(|known| known.tax.kind == tax.kind).unwrap_or(here.len());
        here.push(Here { tax, category, kind, place });
    }
    here
}

/// What a tax was at `at`: what began to count last, of what was set since it was taken away last. Where nothing was known
/// yet, what has been said of that time since.
pub(crate) fn at(versions: &Versions<Tax>, at: Instant) -> Option<&Tax> {
    let from = |since: Instant, tax: &Tax| tax.valid_from.unwrap_or(since);
    let counts =
        |since: Instant, tax: &Tax| from(since, tax) <= at && tax.valid_until.is_none_or(|until| at < until);
    let last = match versions.known(at) {
        Some(known) => known
            .filter(|(since, tax)| counts(*since, tax))
            .max_by_key(|(since, tax)| from(*since, tax).max(*since)),
        None => {
            let told = versions.all().filter_map(|(since, tax)| Some((since, tax?)));
            told.filter(|(since, tax)| counts(*since, tax)).max_by_key(|(since, tax)| from(*since, tax))
        }
    };
    last.map(|(_, tax)| tax)
}

/// Whether a tax is raised there, and how closely its place is said: a site before a region before a place of the world.
fn place(tax: &Tax, shopper: &Shopper<'_>) -> Option<u32> {
    if tax.places.is_empty() && tax.sites.is_empty() && tax.regions.is_empty() {
        return Some(0);
    }
    match (&shopper.basket.ship_to, &shopper.basket.site) {
        (Some(to), _) => tax.places.iter().filter_map(|place| closeness(place, to)).max(),
        (None, Some(site)) if tax.sites.contains(site) => Some(u32::MAX),
        (None, Some(_)) if !tax.regions.is_empty() && shopper.is_at(&[], &tax.regions) => Some(u32::MAX - 1),
        (None, _) => None,
    }
}

fn closeness(place: &TaxPlace, to: &Destination) -> Option<u32> {
    let country = String::from(place.country);
    let plain = |word: &Word| {
        let word = word.as_str().to_uppercase();
        word.strip_prefix(&country).and_then(|w| w.strip_prefix('-')).map(str::to_owned).unwrap_or(word)
    };
    if place.country != to.country {
        return None;
    }
    if let Some(region) = &place.region
        && to.region.as_ref().map(plain) != Some(plain(region))
    {
        return None;
    }
    if let Some(prefix) = &place.postal_prefix
        && !to.postal_code.as_ref().is_some_and(|code| code.as_str().starts_with(prefix.as_str()))
    {
        return None;
    }
    let postal = place.postal_prefix.as_ref().map_or(0, |prefix| prefix.as_str().len() as u32);
    Some(1 + u32::from(place.region.is_some()) + 2 * postal)
}

/// How closely a tax is said for goods: for their own tax category, for a category, the narrower the closer, or for all.
fn category(here: &Here<'_>, class: &Class) -> Option<usize> {
    let Some(wanted) = here.category else { return Some(0) };
    if class.tax_category == Some(wanted) {
        return Some(usize::MAX);
    }
    class.categories.iter().rposition(|category| *category == wanted).map(|n| n + 1)
}

/// The taxes that goods bear: of each kind the one that is said most closely for them.
fn borne(here: &[Here<'_>], class: &Class) -> SmallVec<[usize; 2]> {
    let mut best: SmallVec<[(usize, (usize, u32)); 2]> = SmallVec::new();
    for (n, one) in here.iter().enumerate() {
        let Some(category) = category(one, class) else { continue };
        let close = (category, one.place);
        match best.iter_mut().find(|(known, _)| here[*known].kind == one.kind) {
            Some(known) if close > known.1 || (close == known.1 && one.tax.tax < here[known.0].tax.tax) => {
                *known = (n, close);
            }
            Some(_) => (),
            None => best.push((n, close)),
        }
    }
    let mut taxes: SmallVec<[usize; 2]> = SmallVec::new();
    best.iter().for_each(|(n, _)| taxes.push(*n));
    taxes.sort_unstable();
    taxes
}

/// What a line bears: the amount of each tax, in the order in which they were found.
pub(crate) type Borne = Vec<AppliedTax>;

/// Taxes by their places, and the lines that bear just those.
type Bearing = (SmallVec<[usize; 2]>, SmallVec<[usize; 32]>);

/// The taxes of lines of which the goods cost so much. Each tax is rounded once for all lines that bear the same taxes.
pub(crate) fn raise(here: &[Here<'_>], goods: &[i64], positions: &[Position<'_>]) -> Vec<Borne> {
    let mut borne_by: Vec<Borne> = Vec::with_capacity(goods.len());
    borne_by.resize_with(goods.len(), Borne::new);
    if here.is_empty() {
        return borne_by;
    }
    let mut sets: SmallVec<[Bearing; 2]> = SmallVec::new();
    for position in positions {
        let taxes = borne(here, &position.class);
        let set = sets.iter().position(|(known, _)| *known == taxes).unwrap_or_else(|| {
            sets.push((taxes, SmallVec::new()));
            sets.len() - 1
        });
        sets[set].1.extend(position.first..position.end);
    }
    for (taxes, lines) in &sets {
        lines.iter().for_each(|line| borne_by[*line].reserve_exact(taxes.len()));
        raise_on(here, taxes, lines, goods, &mut borne_by);
    }
    borne_by
}

/// The taxes of lines that bear the same ones.
fn raise_on(here: &[Here<'_>], taxes: &[usize], lines: &[usize], goods: &[i64], borne_by: &mut [Borne]) {
    let amounts: SmallVec<[i64; 32]> = lines.iter().map(|line| goods[*line]).collect();
    let rate = |n: &usize| i64::from(here[*n].tax.rate_ppm);
    let of_kind = |inclusive: bool| {
        taxes
            .iter()
            .copied()
            .filter(move |n| here[*n].tax.inclusive == inclusive)
            .collect::<SmallVec<[usize; 2]>>()
    };
    let mut add = |line: usize, n: usize, amount: i64| {
        let Tax { tax, rate_ppm, inclusive, .. } = here[n].tax;
        borne_by[lines[line]].push(AppliedTax {
            tax: tax.clone(),
            rate_ppm: *rate_ppm,
            amount,
            inclusive: *inclusive,
        });
    };
    let inside = of_kind(true);
    let mut net = amounts.clone();
    if !inside.is_empty() {
        let gross: i64 = amounts.iter().sum();
        let rates: SmallVec<[i64; 2]> = inside.iter().map(rate).collect();
        let all_rates: i64 = rates.iter().sum();
        let tax = gross - part(gross, ALL_PPM, ALL_PPM + all_rates);
        let of_line = by_weight(tax, &amounts);
        let of_tax = by_weight(tax, &rates);
        net.iter_mut().zip(&of_line).for_each(|(net, tax)| *net -= tax);
        let mut table = vec![0; lines.len() * inside.len()];
        over_rows(&of_line, &of_tax, |line, n, amount| table[line * inside.len() + n] = amount);
        for line in 0..lines.len() {
            inside.iter().enumerate().for_each(|(n, tax)| add(line, *tax, table[line * inside.len() + n]));
        }
    }
    for n in of_kind(false) {
        let sum: i64 = net.iter().sum();
        let shares = by_weight(part(sum, rate(&n), ALL_PPM), &net);
        shares.into_iter().enumerate().for_each(|(line, amount)| add(line, n, amount));
    }
}
