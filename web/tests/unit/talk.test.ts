// What is shown of a conversation, and what may be answered with one press.
import { expect, test } from 'vitest';
import { caseWords, choicesOf, linesOf, sourceWords, type Case, type Turn } from '../../src/lib/shop/talk';

const at = (second: number) => `2026-11-27T10:00:${String(second).padStart(2, '0')}Z`;
const turns: Turn[] = [
  { by: 'customer', at: at(1), text: 'Where is it?' },
  { by: 'assistant', at: at(2), text: 'Handing over.', kind: 'handed_over', language: 'en' },
  { by: 'customer', at: at(3), text: 'Hello?' },
  { by: 'assistant', at: at(3), text: '', kind: 'passed_on' }
];
const open: Case = { case: 'C-1', state: 'open', said: [{ by: 'customer', at: at(3), text: 'Hello?' }, { by: 'service', at: at(9), text: 'Here I am.' }] };

test('what went to a person is shown once, and in its time', () => {
  const shown = linesOf({ turns, case: open }).map(({ by, text }) => `${by}: ${text}`);
  expect(shown).toEqual(['customer: Where is it?', 'assistant: Handing over.', 'customer: Hello?', 'service: Here I am.']);
});

test('each source is named once, in words', () => {
  expect(sourceWords([
    { kind: 'tool', tool: 'order_status', arguments: { order: 'RT-1' }, ids: ['RT-1'] },
    { kind: 'tool', tool: 'item', arguments: {}, ids: [] },
    { kind: 'tool', tool: 'search_items', arguments: {}, ids: [] },
    { kind: 'text', text: 'payment-help', section: 'declined' }
  ])).toEqual(['your order', 'our catalogue', 'our page “Payment help”']);
});

test.each([
  ['asked', 'confirmation', 'en', ['Yes', 'No']],
  ['asked', 'order', 'en', []],
  ['unknown', undefined, 'en', ['Yes, a person please']],
  ['unknown', undefined, 'de', []],
  ['told', undefined, 'en', []]
])('%s %s in %s offers %j', (kind, about, language, choices) => {
  const last: Turn = { by: 'assistant', at: at(1), text: '…', kind, language, ...(about === undefined ? {} : { about }) };
  expect(choicesOf({ turns: [last] })).toEqual(choices);
  expect(choicesOf({ turns: [last], case: open })).toEqual([]);
});

test('it is told honestly who answers', () => {
  expect(caseWords({ ...open, said: [] })).toContain('will answer here, as soon as somebody is free');
  expect(caseWords(open)).toContain('has answered');
  expect(caseWords({ ...open, state: 'claimed', said: [] })).toContain('has taken this');
  expect(caseWords({ ...open, state: 'closed' })).toContain('closed');
});
