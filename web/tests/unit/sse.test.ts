// The stream parser: whatever way the bytes are cut, the same events come out.
import { expect, test } from 'vitest';
import { SseParser } from '$lib/api/sse';

function parse(...parts: string[]): string[] {
  const parser = new SseParser();
  return parts.flatMap((part) => parser.push(part)).map(({ id, event, data }) => `${id}|${event}|${data}`);
}

const TWO = 'id: 7.0\nevent: retail.sale.completed\ndata: {"a":1}\n\nid: 8.0\ndata: x\n\n';

test('events with ids and types', () => {
  expect(parse(TWO)).toEqual(['7.0|retail.sale.completed|{"a":1}', '8.0|message|x']);
});

test('any cut gives the same', () => {
  for (let at = 0; at <= TWO.length; at++) expect(parse(TWO.slice(0, at), TWO.slice(at))).toEqual(parse(TWO));
  expect(parse(...TWO)).toEqual(parse(TWO));
});

test.each([
  ['comments say nothing', ': still here\n\n', []],
  ['lines of data are joined', 'data: a\ndata: b\n\n', ['|message|a\nb']],
  ['one space is taken off, no more', 'data:  a\n\n', ['|message| a']],
  ['a field without a colon', 'data\n\n', ['|message|']],
  ['an id lasts', 'id: 1\ndata: a\n\ndata: b\n\n', ['1|message|a', '1|message|b']],
  ['half an event is none yet', 'data: a\n', []],
  ['unknown fields are passed over', 'colour: red\ndata: a\n\n', ['|message|a']]
])('%s', (_, text, expected) => {
  expect(parse(text)).toEqual(expected);
});

test('CRLF and CR end lines too, also across a cut', () => {
  expect(parse('data: a\r\n\r\n')).toEqual(['|message|a']);
  expect(parse('data: a\r', '\n\r', '\ndata: b\r\n\r\n')).toEqual(['|message|a', '|message|b']);
  expect(parse('data: a\r\rdata: b\r\r:')).toEqual(['|message|a', '|message|b']);
});

test('the server may ask for patience', () => {
  const parser = new SseParser();
  parser.push('retry: 2500\nretry: soon\n\n');
  expect(parser.retryMs).toBe(2500);
});
