// A key that comes with the address.

/** `#key=SECRET` of an address, and what is left of the fragment without it. */
export function keyInFragment(hash: string): { key: string; rest: string } | undefined {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const key = parts.get('key');
  if (!key) return undefined;
  parts.delete('key');
  const rest = parts.toString();
  return { key, rest: rest === '' ? '' : `#${rest}` };
}
