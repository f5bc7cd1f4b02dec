// One ticking second for all countdowns and ages on the page.

class Clock {
  now = $state(Date.now());
  #users = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Ticks while somebody looks; give the returned function back when done. */
  watch(): () => void {
    this.#users += 1;
    this.#timer ??= setInterval(() => (this.now = Date.now()), 1_000);
    return () => {
      this.#users -= 1;
      if (this.#users > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }
}

export const clock = new Clock();
