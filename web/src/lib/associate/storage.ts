// What the phone keeps: its log and the last it heard of the engine, in the browser's database.
import type { Entry } from './entry';
import type { LogStore } from './log';

const NAME = 'realtail-associate';
const LOG = 'log';
const KEPT = 'kept';

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const log = request.result.createObjectStore(LOG, { keyPath: 'seq' });
      log.createIndex('draft', 'draft', { unique: true });
      request.result.createObjectStore(KEPT);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser refuses its database'));
  });
  return opening;
}

async function within<T>(store: string, mode: IDBTransactionMode, work: (store: IDBObjectStore) => { readonly result: T; readonly error: DOMException | null }): Promise<T> {
  const db = await open();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: 'strict' });
    const request = work(transaction.objectStore(store));
    // Only when the transaction is complete is it on the disk.
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error ?? new Error('the browser kept nothing'));
  });
}

export const browserLog: LogStore = {
  async add(entry) {
    try {
      await within(LOG, 'readwrite', (store) => store.add(entry));
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'ConstraintError') return false;
      throw error;
    }
  },
  async put(entry) {
    await within(LOG, 'readwrite', (store) => store.put(entry));
  },
  async putAll(entries) {
    await within(LOG, 'readwrite', (store) => entries.map((entry): IDBRequest => store.put(entry)).at(-1) ?? store.count());
  },
  all: () => within(LOG, 'readonly', (store) => store.getAll() as IDBRequest<Entry[]>),
  async drop(throughSeq) {
    await within(LOG, 'readwrite', (store) => store.delete(IDBKeyRange.upperBound(throughSeq)));
  }
};

/** Anything by its name; structured as it is. */
export async function keep(name: string, value: unknown): Promise<void> {
  await within(KEPT, 'readwrite', (store) => store.put(value, name));
}

export async function kept<T>(name: string): Promise<T | undefined> {
  return (await within(KEPT, 'readonly', (store) => store.get(name))) as T | undefined;
}

export async function forget(name: string): Promise<void> {
  await within(KEPT, 'readwrite', (store) => store.delete(name));
}

/** Runs `work` in one window of this phone at a time; in the others it is left out. */
export async function alone(on: string, work: () => Promise<void>): Promise<boolean> {
  if (!('locks' in navigator)) {
    await work();
    return true;
  }
  return navigator.locks.request(`realtail-associate-${on}`, { ifAvailable: true }, async (lock) => {
    if (lock === null) return false;
    await work();
    return true;
  });
}
