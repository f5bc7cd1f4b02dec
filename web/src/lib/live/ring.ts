// The newest few of very many: old ones fall out, nothing grows.

export class Ring<T> {
  readonly #slots: (T | undefined)[];
  #next = 0;
  #size = 0;

  constructor(readonly capacity: number) {
    this.#slots = new Array<T | undefined>(capacity);
  }

  push(value: T): void {
    this.#slots[this.#next] = value;
    this.#next = (this.#next + 1) % this.capacity;
    this.#size = Math.min(this.#size + 1, this.capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** Newest first. */
  newest(limit = this.#size): T[] {
    const found: T[] = [];
    for (let back = 1; back <= Math.min(limit, this.#size); back++) {
      found.push(this.#slots[(this.#next - back + this.capacity) % this.capacity] as T);
    }
    return found;
  }

  clear(): void {
    this.#slots.fill(undefined);
    this.#next = 0;
    this.#size = 0;
  }
}
