// A conversation with the shop's assistant, and with the person who takes over, as one story.

/** Where a fact in an answer comes from. */
export type Source =
  | { kind: 'tool'; tool: string; arguments: Record<string, unknown>; ids: string[] }
  | { kind: 'text'; text: string; section: string };

export interface Turn {
  by: 'customer' | 'assistant';
  at: string;
  text: string;
  kind?: string;
  about?: string;
  language?: string;
  sources?: Source[];
}
export interface Said { by: 'customer' | 'service'; at: string; text?: string }
export interface Case { case: string; state: 'open' | 'claimed' | 'closed'; said: Said[] }
export interface Conversation { conversation: string; expires_at: string; turns: Turn[]; case?: Case }

/** One thing that was said, as it is shown. */
export interface Line {
  key: string;
  by: 'customer' | 'assistant' | 'service';
  at: string;
  text: string;
  sources: string[];
  language?: string;
}

const TOOLS: Record<string, string> = {
  order_status: 'your order',
  list_orders: 'your orders',
  returnable_lines: 'the rules for returns',
  begin_return: 'the return that was started',
  stores: 'our stores',
  store_hours: 'our opening hours',
  availability: 'stock just now',
  search_items: 'our catalogue',
  item: 'our catalogue',
  price: 'our prices just now',
  points: 'your points',
  gift_cards: 'your gift cards'
};

/** A source in words; each is named once. */
export function sourceWords(sources: readonly Source[]): string[] {
  const named = sources.map((source) => (source.kind === 'text' ? `our page “${capital(source.text.replace(/-/g, ' '))}”` : (TOOLS[source.tool] ?? source.tool.replace(/_/g, ' '))));
  return [...new Set(named)];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** All that was said, in the order of its time. What went to a person stands in the case, so it is told from there. */
export function linesOf({ turns, case: open }: Pick<Conversation, 'turns' | 'case'>): Line[] {
  const passed = (at: number) => turns[at + 1]?.kind === 'passed_on' && open !== undefined;
  const shown = turns.filter((turn, at) => turn.kind !== 'passed_on' && !(turn.by === 'customer' && passed(at)));
  const own = shown.map((turn, at): Line => ({
    key: `turn-${at}`,
    by: turn.by,
    at: turn.at,
    text: turn.text,
    sources: sourceWords(turn.sources ?? []),
    ...(turn.language === undefined ? {} : { language: turn.language })
  }));
  const written = (open?.said ?? []).map((said, at): Line => ({ key: `said-${at}`, by: said.by, at: said.at, text: said.text ?? 'This is not kept any more.', sources: [] }));
  return [...own, ...written].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** What may be answered with one press. */
export function choicesOf({ turns, case: open }: Pick<Conversation, 'turns' | 'case'>): string[] {
  const last = turns.at(-1);
  if (last === undefined || last.by !== 'assistant' || (open !== undefined && open.state !== 'closed')) return [];
  if (last.language !== undefined && last.language !== 'en') return [];
  if (last.kind === 'asked' && last.about === 'confirmation') return ['Yes', 'No'];
  return last.kind === 'unknown' ? ['Yes, a person please'] : [];
}

/** How the case stands, honestly: whether somebody has it, and that an answer takes its time. */
export function caseWords({ state, said }: Case): string {
  const answered = said.at(-1)?.by === 'service';
  if (state === 'closed') return 'This is closed. Write again and the assistant answers.';
  if (answered) return 'A person of our service team has answered. What you write goes to them.';
  if (state === 'claimed') return 'A person of our service team has taken this and will answer here. What you write goes to them.';
  return 'A person of our service team will answer here, as soon as somebody is free. What you write goes to them. You can leave this page and come back.';
}
