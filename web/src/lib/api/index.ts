// The client that all rooms share, bound to this browser's key and connection.
import { connection } from '$lib/state/connection.svelte';
import { session } from '$lib/state/session.svelte';
import { makeClient } from './client';

export const api = makeClient({
  key: () => session.key,
  refused: () => (session.refused = true),
  answered: (reached) => connection.answered(reached)
});
