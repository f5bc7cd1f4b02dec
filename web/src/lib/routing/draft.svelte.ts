// The rules one is working on: they stay while one tries an order or replays a day with them.
import type { RoutingRules } from '$lib/api/types';
import { blankRules, bodyOf, formOf, type RulesForm } from './form';

class Draft {
  form = $state<RulesForm | undefined>(undefined);
  /** The name of the rules it began as; nothing for new ones. */
  of = $state<string | undefined>(undefined);

  begin(currency: string, rules?: RoutingRules) {
    this.form = rules ? formOf(rules, currency) : blankRules(currency);
    this.of = rules?.name;
  }

  end() {
    this.form = undefined;
    this.of = undefined;
  }

  get name(): string {
    return this.form?.name.trim() || 'new rules';
  }

  /** As the interface takes them, to be tried. */
  body() {
    return this.form && bodyOf(this.form);
  }
}

export const draft = new Draft();
