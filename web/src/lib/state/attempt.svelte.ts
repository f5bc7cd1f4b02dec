// Something that is asked for by a button: busy while it runs, and the problem where it fails.
import { asApiError, type ApiError } from '$lib/api/problem';

export class Attempt {
  busy = $state(false);
  error = $state.raw<ApiError | undefined>(undefined);

  /** Runs `ask` unless one runs already; says whether it went well. */
  async run(ask: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = undefined;
    try {
      await ask();
      return true;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
