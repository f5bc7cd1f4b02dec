// Which currency a retailer's money is in.

/** What stands for no currency, or for one of several: such money is written as a plain number. */
export const NO_CURRENCY = 'XXX';

/** The one currency among these; none where they differ, for then nobody knows which is meant. */
export function onlyCurrency(currencies: readonly string[]): string {
  const named = new Set(currencies.filter((one) => one !== NO_CURRENCY));
  return named.size === 1 ? ([...named][0] ?? NO_CURRENCY) : NO_CURRENCY;
}
