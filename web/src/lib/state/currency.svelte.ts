// The currency of money that is told without one, as the costs of routing are: that of the price lists.
import { api } from '$lib/api';
import { NO_CURRENCY, onlyCurrency } from '$lib/prices/currency';

class Currency {
  code = $state(NO_CURRENCY);

  async load(): Promise<string> {
    const { lists } = await api.get('/v1/price-lists', { query: { limit: 500 } });
    this.code = onlyCurrency(lists.map(({ currency }) => currency));
    return this.code;
  }
}

export const currency = new Currency();
