// The stream that comes back: it resumes after the last event, waits longer each time, and says so.
import { expect, test } from 'vitest';
import { backOffMs, openStream, type StreamState } from '$lib/api/stream';

type Reply = string | number | 'gone';

/** Plays the replies one after the other and tells what was asked and seen. */
async function play(...replies: Reply[]) {
  const asked: (string | null)[] = [];
  const seen: string[] = [];
  const states: string[] = [];
  await new Promise<void>((done) => {
    const close = openStream({
      url: '/v1/events',
      key: () => 'k',
      onEvents: (events) => seen.push(...events.map(({ data }) => data)),
      onState: (state: StreamState) => {
        states.push(state.state);
        if (state.state === 'closed') done();
      },
      sleep: async () => {},
      send: async (_, init) => {
        asked.push(new Headers(init?.headers).get('last-event-id'));
        const reply = replies.shift();
        if (reply === undefined) {
          close();
          throw new Error('closed');
        }
        if (reply === 'gone') throw new TypeError('failed to fetch');
        return typeof reply === 'number' ? new Response('{"title":"no"}', { status: reply }) : new Response(reply);
      }
    });
  });
  return { asked, seen, states };
}

test('it goes on after the last event it saw', async () => {
  const { asked, seen } = await play('id: 5.0\ndata: a\n\n', 'gone', 'id: 6.0\ndata: b\n\n');
  expect(seen).toEqual(['a', 'b']);
  expect(asked).toEqual([null, '5.0', '5.0', '6.0']);
});

test('each break is seen', async () => {
  const { states } = await play(503, 'data: a\n\n');
  expect(states).toEqual(['connecting', 'waiting', 'connecting', 'open', 'waiting', 'connecting', 'closed']);
});

test('the wait doubles up to a limit', () => {
  expect([1, 2, 3, 4, 5, 9].map((attempt) => backOffMs(attempt, 0))).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  expect(backOffMs(1, 1)).toBe(400);
});
