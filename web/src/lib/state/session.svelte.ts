// The API key of this browser: taken from the address once, kept until the person signs out.
import { keyInFragment } from './fragment';

const STORED_AS = 'realtail.key';

class Session {
  key = $state<string | null>(null);
  /** The key was tried and the engine does not know it. */
  refused = $state(false);

  start(): void {
    const given = keyInFragment(location.hash);
    if (given) {
      history.replaceState(history.state, '', location.pathname + location.search + given.rest);
      this.signIn(given.key);
    } else {
      this.key = read();
    }
  }

  signIn(key: string): void {
    this.key = key.trim();
    this.refused = false;
    write(this.key);
  }

  signOut(): void {
    this.key = null;
    this.refused = false;
    write(null);
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}

function write(key: string | null): void {
  try {
    if (key === null) localStorage.removeItem(STORED_AS);
    else localStorage.setItem(STORED_AS, key);
  } catch {
    // Storage is off: the key lives as long as the page.
  }
}

export const session = new Session();
