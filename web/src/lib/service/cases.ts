// Why a person has to answer, and what the assistant had tried, in words.
import { capital, words } from '$lib/format';

export const REASONS: Record<string, string> = {
  asked: 'Wants to talk to a person',
  complaint: 'Complains',
  damaged: 'Something came damaged, wrong or not at all',
  cancel: 'Wants an order called off',
  unclear: 'Was not understood',
  unknown: 'Asked what nobody had an answer to',
  not_found: 'The order could not be found'
};

interface Call { tool: string; arguments?: unknown; ids: string[] }

/** One asking of the shop: what was asked, with which words, and what was found. */
export function triedWords({ tool, arguments: given, ids }: Call): string {
  const asked = Object.entries((given ?? {}) as Record<string, unknown>).map(([name, value]) => `${words(name)} ${String(value)}`);
  const found = ids.length === 0 ? 'found nothing' : `found ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}`;
  return `${capital(words(tool))}${asked.length === 0 ? '' : ` (${asked.join(', ')})`}: ${found}`;
}
