// The key in the address.
import { expect, test } from 'vitest';
import { keyInFragment } from '$lib/state/fragment';

test.each([
  ['#key=abc', { key: 'abc', rest: '' }],
  ['#key=a%2Bb&x=1', { key: 'a+b', rest: '#x=1' }],
  ['#main', undefined],
  ['', undefined],
  ['#key=', undefined]
])('%s', (hash, expected) => expect(keyInFragment(hash)).toEqual(expected));
