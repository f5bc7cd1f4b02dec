// Whether the engine answers; when it does not, asks again until it does, and then tells the rooms to reload.
import { backOffMs } from '$lib/api/stream';

class Connection {
  down = $state(false);
  retryAt = $state(0);
  /** Grows each time the engine is back. */
  epoch = $state(0);
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  answered(reached: boolean): void {
    if (reached && this.down) this.#recover();
    else if (!reached && !this.down) {
      this.down = true;
      this.#attempt = 0;
      this.#plan();
    }
  }

  async retryNow(): Promise<void> {
    clearTimeout(this.#timer);
    if (await alive()) this.#recover();
    else this.#plan();
  }

  #plan(): void {
    this.#attempt += 1;
    const pause = Math.min(5_000, backOffMs(this.#attempt));
    this.retryAt = Date.now() + pause;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.retryNow(), pause);
  }

  #recover(): void {
    clearTimeout(this.#timer);
    if (!this.down) return;
    this.down = false;
    this.epoch += 1;
  }
}

async function alive(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

export const connection = new Connection();
