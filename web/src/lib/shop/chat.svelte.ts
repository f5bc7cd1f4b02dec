// The conversation of this browser: opened with the first message, kept for the tab, and asked again while a person has it.
import { ApiError } from '$lib/api/problem';
import { ask } from './client';
import type { Conversation, Turn } from './talk';

const STORED_AS = 'realtail.shop.chat';
const BEAT_MS = 3_000;
const PATHS = { all: '/v1/assistant/conversations', one: '/v1/assistant/conversations/{conversation}', say: '/v1/assistant/conversations/{conversation}/messages', settle: '/v1/assistant/conversations/{conversation}/settle' };

export class Chat {
  now = $state.raw<Conversation | undefined>(undefined);
  /** What was sent and not answered yet. */
  sending = $state('');
  error = $state.raw<unknown>(undefined);
  /** What was not sent, to be tried again under the same key, so that nothing is done twice. */
  #failed: { text: string; key: string } | undefined;
  /** One conversation, however quickly somebody begins to write. */
  #meeting: Promise<void> | undefined;

  /** To be made while a component is set up. */
  constructor() {
    $effect(() => {
      void this.meet();
      const timer = setInterval(() => {
        const open = this.now?.case !== undefined && this.now.case.state !== 'closed';
        if (open && !document.hidden && this.sending === '') void this.#read().catch(() => undefined);
      }, BEAT_MS);
      return () => clearInterval(timer);
    });
  }

  /** The conversation that goes on, or a new one, where a case that is open is met again. */
  async meet(): Promise<void> {
    this.error = undefined;
    try {
      await this.#met();
    } catch (thrown) {
      this.error = thrown;
    }
  }

  #met(): Promise<void> {
    this.#meeting ??= this.#resumeOrOpen().finally(() => (this.#meeting = undefined));
    return this.#meeting;
  }

  async #resumeOrOpen(): Promise<void> {
    if (!(await this.#resume())) await this.#open();
  }

  async say(text: string, key: string = crypto.randomUUID()): Promise<void> {
    const said = text.trim();
    if (said === '' || this.sending !== '') return;
    this.sending = said;
    this.error = undefined;
    try {
      await this.#send(said, key);
      await this.#read();
      this.#failed = undefined;
    } catch (thrown) {
      this.error = thrown;
      this.#failed = { text: said, key };
    } finally {
      this.sending = '';
    }
  }

  /** No person has to answer any more: the assistant does again. */
  async settle(): Promise<void> {
    this.error = undefined;
    try {
      this.now = await ask<Conversation>('POST', PATHS.settle, { path: { conversation: this.now?.conversation } });
    } catch (thrown) {
      this.error = thrown;
    }
  }

  /** Once more what was not sent, or what was not there. */
  async again(): Promise<void> {
    const failed = this.#failed;
    if (failed === undefined || this.now === undefined) await this.meet();
    if (failed !== undefined && this.error === undefined) await this.say(failed.text, failed.key);
  }

  async #send(text: string, key: string): Promise<void> {
    if (this.now === undefined) await this.#met();
    try {
      await this.#post(text, key);
    } catch (error) {
      // Nobody spoke for half an hour, or the shop was started anew.
      if (!(error instanceof ApiError && error.status === 404)) throw error;
      await this.#open();
      await this.#post(text, key);
    }
  }

  #post(text: string, key: string): Promise<Turn> {
    return ask<Turn>('POST', PATHS.say, { path: { conversation: this.now?.conversation }, body: { text }, key });
  }

  async #open(): Promise<void> {
    this.now = await ask<Conversation>('POST', PATHS.all, { body: {} });
    keep(this.now.conversation);
  }

  async #read(): Promise<void> {
    const conversation = this.now?.conversation;
    if (conversation !== undefined) this.now = await ask<Conversation>('GET', PATHS.one, { path: { conversation } });
  }

  async #resume(): Promise<boolean> {
    const conversation = kept();
    if (conversation === null) return false;
    try {
      this.now = await ask<Conversation>('GET', PATHS.one, { path: { conversation } });
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return false;
      throw error;
    }
  }
}

function kept(): string | null {
  try {
    return sessionStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}

function keep(conversation: string): void {
  try {
    sessionStorage.setItem(STORED_AS, conversation);
  } catch {
    // Then it is of this page alone.
  }
}
