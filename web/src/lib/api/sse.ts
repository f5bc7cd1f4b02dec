// Server-sent events read from a byte stream: text in, whole events out, however the bytes were cut.

export interface ServerEvent {
  id: string;
  event: string;
  data: string;
}

export class SseParser {
  #rest = '';
  #id = '';
  #event = '';
  #data: string[] = [];
  /** How long the server asks us to wait before we come back. */
  retryMs: number | undefined;

  push(text: string): ServerEvent[] {
    const whole: ServerEvent[] = [];
    const buffer = this.#rest + text;
    let start = 0;
    for (;;) {
      const end = lineEnd(buffer, start);
      if (end === -1) break;
      const event = this.#line(buffer.slice(start, end));
      if (event !== undefined) whole.push(event);
      start = end + (buffer[end] === '\r' && buffer[end + 1] === '\n' ? 2 : 1);
    }
    this.#rest = buffer.slice(start);
    return whole;
  }

  #line(line: string): ServerEvent | undefined {
    if (line === '') return this.#dispatch();
    if (line.startsWith(':')) return undefined;
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') this.#data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === 'event') this.#event = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    return undefined;
  }

  #dispatch(): ServerEvent | undefined {
    const data = this.#data;
    const event = this.#event || 'message';
    this.#data = [];
    this.#event = '';
    return data.length === 0 ? undefined : { id: this.#id, event, data: data.join('\n') };
  }
}

/** A lone CR at the very end may be half of a CRLF, so it does not end a line yet. */
function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) return at;
    if (code === 13) return at + 1 < text.length ? at : -1;
  }
  return -1;
}
