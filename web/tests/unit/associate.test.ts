// The associates' app without a browser: the signed log, its merging, the lease, the clock.
import { beforeEach, expect, test } from 'vitest';
import { better, deedTime, skewOf } from '$lib/associate/clock';
import { isGenuine, newDevice, numberOf, onceKey, signingKey, type Draft, type Entry } from '$lib/associate/entry';
import { cutTo, LASTS_MS, left, missing, sellsUntil, wearsThin, type Lease } from '$lib/associate/lease';
import { cannot, claim, didUnits, fulfilmentOf, picked } from '$lib/associate/doing';
import { DeviceLog, freshDevice, type LogStore } from '$lib/associate/log';
import { heldBack, judged, merge, type Answered, type Send } from '$lib/associate/merge';

function memory(): LogStore & { entries: Map<number, Entry> } {
  const entries = new Map<number, Entry>();
  return {
    entries,
    add: async (entry) => {
      if (entries.has(entry.seq) || [...entries.values()].some(({ draft }) => draft === entry.draft)) return false;
      entries.set(entry.seq, structuredClone(entry));
      return true;
    },
    put: async (entry) => void entries.set(entry.seq, structuredClone(entry)),
    putAll: async (all) => all.forEach((entry) => entries.set(entry.seq, structuredClone(entry))),
    all: async () => structuredClone([...entries.values()].sort((a, b) => a.seq - b.seq)),
    drop: async (through) => [...entries.keys()].filter((seq) => seq <= through).forEach((seq) => entries.delete(seq))
  };
}

/** An engine as far as a log can tell: one answer for a key, one effect for a number. */
function engine() {
  const answers = new Map<string, { body: string; answer: Answered }>();
  const effects: string[] = [];
  const told: { refuse: Map<string, Answered>; loseNext: 'request' | 'answer' | undefined; reachable: boolean } = {
    refuse: new Map(),
    loseNext: undefined,
    reachable: true
  };
  const send: Send = async (entry, key) => {
    const lose = told.loseNext;
    told.loseNext = undefined;
    if (!told.reachable || lose === 'request') throw new TypeError('no network');
    const refused = told.refuse.get(entry.about);
    const known = answers.get(key);
    if (known !== undefined && known.body !== entry.asked.body) return { status: 422, body: { title: 'That key came with another body' } };
    if (known === undefined && refused === undefined) {
      effects.push(key);
      answers.set(key, { body: entry.asked.body, answer: { status: 201, body: { done: key } } });
    }
    if (lose === 'answer') throw new TypeError('the connection broke');
    return refused ?? answers.get(key)?.answer ?? { status: 500 };
  };
  return { send, effects, told };
}

let log: DeviceLog;
let store: ReturnType<typeof memory>;

beforeEach(async () => {
  store = memory();
  log = new DeviceLog(store, freshDevice('S1'), await signingKey('secret'));
});

let drafts = 0;
function sale(change: Partial<Draft> & { item?: string; quantity?: number; hold?: string } = {}): Draft {
  const { item = '1001', quantity = 1, hold, ...rest } = change;
  return {
    kind: 'sale', about: `sale ${(drafts += 1)}`, draft: `draft ${drafts}`,
    make: ({ number, at }) => ({
      title: `Sold ${item}`,
      asked: { method: 'POST', path: '/v1/sales', body: JSON.stringify({ sale: number, sold_at: at, ...(hold === undefined ? {} : { hold }), lines: [{ item, quantity }] }) }
    }),
    ...rest
  };
}

async function states(): Promise<string> {
  return (await store.all()).map(({ seq, state }) => `${seq} ${state}`).join(', ');
}

test('numbers follow each other without a gap, and no other device has them', async () => {
  const entries = [await log.append(sale(), undefined), await log.append(sale(), undefined), await log.append(sale(), undefined)];
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(entries.map(onceKey)).toEqual([1, 2, 3].map((n) => `${log.device.device}:${n}`));
  expect(numberOf('S1-abc', 42)).toBe('S1-abc-00042');
  const names = new Set(Array.from({ length: 500 }, () => newDevice('S1')));
  expect(names.size).toBe(500);
});

test('two windows of one phone write at once: each deed has its own number', async () => {
  const other = new DeviceLog(store, log.device, log.key);
  await Promise.all([1, 2, 3, 4, 5].flatMap(() => [log.append(sale(), undefined), other.append(sale(), undefined)]));
  expect((await store.all()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(await log.firstAltered(await store.all())).toBeUndefined();
});

test('erpnext #12971: the button pressed twice, in two windows too, is one sale', async () => {
  const { send, effects } = engine();
  const draft = sale();
  const other = new DeviceLog(store, log.device, log.key);
  const [first, second, third] = await Promise.all([log.append(draft, undefined), other.append(draft, undefined), log.append(draft, undefined)]);
  expect(first?.seq === second?.seq && second?.seq === third?.seq).toBe(true);
  await merge(log, send);
  await merge(log, send);
  expect(effects.length).toBe(1);
});

test('erpnext #13388: whatever is lost on the way, each sale arrives, and once', async () => {
  const { send, effects, told } = engine();
  for (let n = 0; n < 4; n++) await log.append(sale(), undefined);
  told.reachable = false;
  expect(await merge(log, send)).toMatchObject({ came: 'to a halt', sent: 0 });
  told.reachable = true;
  told.loseNext = 'answer';
  expect(await merge(log, send)).toMatchObject({ came: 'to a halt', sent: 0 });
  expect(effects.length).toBe(1);
  told.loseNext = 'request';
  expect(await merge(log, send)).toMatchObject({ came: 'to a halt' });
  expect(await merge(log, send)).toMatchObject({ came: 'through', sent: 4 });
  expect(effects).toEqual([1, 2, 3, 4].map((seq) => `${log.device.device}:${seq}`));
  expect(await states()).toBe('1 sent, 2 sent, 3 sent, 4 sent');
});

test('the same bytes are sent again', async () => {
  const bodies: string[] = [];
  const entry = await log.append(sale(), undefined);
  const send: Send = async ({ asked }) => (bodies.push(asked.body), bodies.length < 3 ? { status: 503 } : { status: 200 });
  for (let n = 0; n < 3; n++) await merge(log, send);
  expect(new Set(bodies)).toEqual(new Set([entry.asked.body]));
  expect((await store.all())[0]).toMatchObject({ state: 'sent', tries: 3 });
});

test('what is refused is shown, what is about the same thing waits behind it, the rest goes on', async () => {
  const { send, told } = engine();
  told.refuse.set('o1-1', { status: 409, body: { title: 'That step is not legal now', detail: 'it was picked by S1-x' } });
  await log.append(sale({ kind: 'pick', about: 'o1-1' }), undefined);
  await log.append(sale({ kind: 'stage', about: 'o1-1' }), undefined);
  await log.append(sale(), undefined);
  expect(await merge(log, send)).toEqual({ came: 'through', sent: 1, conflicts: 1 });
  expect(await states()).toBe('1 conflict, 2 waiting, 3 sent');
  expect([...heldBack(await store.all())]).toEqual([2]);
  const first = (await store.all())[0] as Entry;
  expect(first.said).toMatchObject({ status: 409, detail: 'it was picked by S1-x' });

  await store.put(judged(first, 'again'));
  told.refuse.clear();
  expect(await merge(log, send)).toMatchObject({ sent: 2 });
  expect(judged((await store.all())[0] as Entry, 'settle').state).toBe('sent');
});

test('a conflict that a person has settled is kept, and lets the rest go', async () => {
  const { send, told } = engine();
  told.refuse.set('o1-1', { status: 404, body: {} });
  await log.append(sale({ about: 'o1-1' }), undefined);
  await merge(log, send);
  await store.put(judged((await store.all())[0] as Entry, 'settle'));
  await log.append(sale({ about: 'o1-2' }), undefined);
  await merge(log, send);
  expect(await states()).toBe('1 settled, 2 sent');
});

test.each([429, 500, 502, 503, 504])('a %i is no answer: it waits', async (status) => {
  await log.append(sale(), undefined);
  expect(await merge(log, async () => ({ status, retryAfterS: 7 }))).toMatchObject({ came: 'to a halt', retryAfterS: 7 });
  expect(await states()).toBe('1 waiting');
});

test('a key that is no good any more stops the merge and loses nothing', async () => {
  await log.append(sale(), undefined);
  expect(await merge(log, async () => ({ status: 401 }))).toMatchObject({ came: 'to the door' });
  expect(await states()).toBe('1 waiting');
});

test('an entry that was changed, or one that was taken out, is not sent', async () => {
  const { send, effects } = engine();
  for (let n = 0; n < 3; n++) await log.append(sale(), undefined);
  const second = (await store.all())[1] as Entry;
  expect(await isGenuine(second, log.key)).toBe(true);
  await store.put({ ...second, asked: { ...second.asked, body: second.asked.body.replace('"quantity":1', '"quantity":9') } });
  await merge(log, send);
  expect(await states()).toBe('1 sent, 2 conflict, 3 conflict');
  expect(effects.length).toBe(1);

  store.entries.delete(2);
  expect((await log.firstAltered(await store.all()))?.seq).toBe(3);
});

test('who somebody is does not stay on the phone once it is in, and the chain stands all the same', async () => {
  const { send } = engine();
  await log.append(sale({ kind: 'order' }), undefined);
  await log.append(sale(), undefined);
  expect((await store.all())[0]?.asked.body).not.toBe('');
  await merge(log, send);
  expect((await store.all()).map(({ asked }) => asked.body === '')).toEqual([true, false]);
  expect(await log.firstAltered(await store.all())).toBeUndefined();
  // A body that is gone before it was sent is a body that was taken out.
  const third = await log.append(sale(), undefined);
  await store.put({ ...third, asked: { ...third.asked, body: '' } });
  expect((await log.firstAltered(await store.all()))?.seq).toBe(3);
});

test('what was sent long ago leaves the log, and the chain goes on', async () => {
  const { send } = engine();
  for (let n = 0; n < 3; n++) await log.append(sale(), undefined, Date.parse('2026-01-01T10:00:00Z'));
  await merge(log, send);
  await log.append(sale(), undefined);
  const base = await log.prune('2026-02-01');
  expect(base.seq).toBe(3);
  await store.drop(base.seq);
  const later = new DeviceLog(store, { ...log.device, base }, log.key);
  expect((await later.append(sale(), undefined)).seq).toBe(5);
  expect(await later.firstAltered(await store.all())).toBeUndefined();
});

const NOON = Date.parse('2026-11-26T12:00:00Z');

test('a clock that is wrong is set right by what the engine answers', () => {
  const late = skewOf(NOON, NOON + 200, 'Thu, 26 Nov 2026 10:00:00 GMT');
  expect(late?.aheadMs).toBeCloseTo(-7_200_000, -4);
  expect(deedTime(NOON, late, undefined).slice(0, 16)).toBe('2026-11-26T10:00');
  expect(skewOf(NOON, NOON, null)).toBeUndefined();
  const rough = { aheadMs: 0, withinMs: 3_000 };
  const fine = { aheadMs: 200, withinMs: 520 };
  expect(better(rough, fine)).toBe(fine);
  expect(better(fine, rough)).toBe(fine);
  // The clock was set in between.
  expect(better(fine, { aheadMs: -3_600_000, withinMs: 3_000 }).aheadMs).toBe(-3_600_000);
});

test('deeds are in the order of their times, even within one millisecond', () => {
  const first = deedTime(NOON, undefined, undefined);
  const second = deedTime(NOON, undefined, first);
  expect(second > first).toBe(true);
  // A clock that was set back by a second does not turn the order round; one that was a day ahead is not followed.
  expect(deedTime(NOON - 1_000, undefined, second) > second).toBe(true);
  expect(deedTime(NOON, undefined, '2026-11-27T12:00:00Z')).toBe('2026-11-26T12:00:00.000Z');
});

const lease: Lease = {
  hold: 'lease-1', site: 'S1', currency: 'EUR',
  taken_at: new Date(NOON).toISOString(),
  expires_at: new Date(NOON + LASTS_MS).toISOString(),
  lines: [{ item: '1001', name: 'Jeans', units: 4, price: 5995 }]
};

test('what is sold without a network never exceeds the lease', async () => {
  const units = async (now = NOON) => left(lease, await store.all(), now).get('1001') ?? 0;
  expect(await units()).toBe(4);
  await log.append(sale({ quantity: 3, hold: 'lease-1' }), undefined);
  expect(await units()).toBe(1);
  expect(missing([{ item: '1001', quantity: 1 }], left(lease, await store.all(), NOON))).toEqual([]);
  expect(missing([{ item: '1001', quantity: 1 }, { item: '1001', quantity: 1 }, { item: '7', quantity: 2 }], left(lease, await store.all(), NOON))).toEqual([
    { item: '1001', quantity: 1 },
    { item: '7', quantity: 2 }
  ]);
  await merge(log, engine().send);
  expect(await units()).toBe(1);
  // What was sold on another lease does not count on this one.
  await log.append(sale({ quantity: 1, hold: 'lease-0' }), undefined);
  expect(await units()).toBe(1);
  expect(await units(sellsUntil(lease))).toBe(0);
});

test('a lease is renewed when half of its time or half of an item is gone', async () => {
  expect(wearsThin(lease, [], NOON)).toBe(false);
  expect(wearsThin(lease, [], NOON + LASTS_MS / 2)).toBe(true);
  await log.append(sale({ quantity: 2, hold: 'lease-1' }), undefined);
  expect(wearsThin(lease, await store.all(), NOON)).toBe(true);
});

test('where the engine has less, less is asked for', () => {
  const wanted = [{ item: '1', quantity: 5 }, { item: '2', quantity: 3 }, { item: '3', quantity: 1 }];
  expect(cutTo(wanted, [{ item: '1', available: 2 }, { item: '2', available: 0 }])).toEqual([{ item: '1', quantity: 2 }, { item: '3', quantity: 1 }]);
});

test('what is done on the floor is written down like a pick: about itself, signed, once', async () => {
  expect(fulfilmentOf('o1-1:pick')).toBe('o1-1');
  expect(fulfilmentOf('replenish-17')).toBe('replenish-17');
  const { send, effects, told } = engine();
  told.reachable = false;
  await log.append(claim('replenish-17'), undefined);
  const brought = await log.append(didUnits('replenish-17', 'replenish', 3, 'Jeans', 'one press'), undefined);
  await log.append(didUnits('replenish-17', 'replenish', 3, 'Jeans', 'one press'), undefined);
  await log.append(cannot('inspect-18', 'not_found'), undefined);
  expect(brought).toMatchObject({ kind: 'replenish', about: 'replenish-17', title: 'Brought 3 × Jeans', asked: { path: '/v1/tasks/replenish-17/done' } });
  expect(JSON.parse(brought.asked.body)).toEqual({ by: log.device.device, quantity: 3 });
  expect(didUnits('inspect-18', 'inspect', 2, 'Milk').make({ device: 'd', number: 'n', at: 'now' }).title).toBe('Looked at 2 × Milk');
  expect(await merge(log, send)).toMatchObject({ came: 'to a halt' });
  told.reachable = true;
  expect(await merge(log, send)).toMatchObject({ came: 'through', sent: 3 });
  expect(effects.length).toBe(3);
  expect(await log.firstAltered(await store.all())).toBeUndefined();
});

test('of a task that is refused, what follows waits; other tasks go on', async () => {
  const { send, told } = engine();
  told.refuse.set('replenish-17', { status: 409, body: { title: 'That step is not legal now' } });
  await log.append(claim('replenish-17'), undefined);
  await log.append(didUnits('replenish-17', 'replenish', 1, 'Jeans'), undefined);
  await log.append(picked('o1-1:pick', [{ line: 1, picked: 1 }]), undefined);
  expect(await merge(log, send)).toEqual({ came: 'through', sent: 1, conflicts: 1 });
  expect(await states()).toBe('1 conflict, 2 waiting, 3 sent');
});
