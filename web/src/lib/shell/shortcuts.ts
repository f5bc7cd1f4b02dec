// Keys for those who never touch the mouse: `g` and a letter jumps, `/` searches, `?` helps.
import { ROOMS } from './rooms';

export interface Moves {
  go(path: string): void;
  help(): void;
}

const WITHIN_MS = 1_200;

export function shortcuts({ go, help }: Moves): (event: KeyboardEvent) => void {
  let jumpUntil = 0;
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target) || document.querySelector('dialog[open]')) return;
    if (event.key === '/') {
      const search = document.querySelector<HTMLInputElement>('input[type="search"]');
      if (search === null) return go('/stock?focus=search');
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === '?') {
      event.preventDefault();
      help();
    } else if (event.key === 'g') {
      jumpUntil = Date.now() + WITHIN_MS;
    } else if (Date.now() < jumpUntil) {
      jumpUntil = 0;
      const room = ROOMS.find(({ letter }) => letter === event.key);
      if (room) go(room.path);
    }
  };
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
