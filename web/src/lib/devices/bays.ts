// A bay of shelves as it is drawn: facings in centimetres, and what was seen of each.
import type { Planogram } from '$lib/api/types';

export type Seen = 'full' | 'empty' | 'unknown';

export interface Facing {
  key: string;
  x: number;
  y: number;
  width: number;
  height: number;
  seen: Seen;
}

export interface Place {
  key: string;
  item: string;
  x: number;
  y: number;
  width: number;
}

type Shelf = Planogram['shelves'][number];
type BayPlace = Shelf['places'][number];
type SeenPlace = NonNullable<Planogram['look']>['places'][number];

/** What was told of a place: by its number, or, where only the item was told of, of all its places in the bay. */
function toldOf(bay: Planogram, shelf: number, place: number): SeenPlace | undefined {
  const item = bay.shelves[shelf]?.places[place]?.item;
  return bay.look?.places.find((seen) => (seen.shelf == null ? seen.item === item : seen.shelf === shelf + 1 && seen.place === place + 1));
}

/** What was seen in one facing. Where it was not told which are empty, they are drawn at the right. */
export function seenIn(told: SeenPlace | undefined, facing: number, facings: number): Seen {
  if (told === undefined) return 'unknown';
  const named = told.empty ?? [];
  if (named.length > 0) {
    if (named.includes(facing + 1)) return 'empty';
    return told.facings_seen + told.facings_empty >= facings ? 'full' : 'unknown';
  }
  if (told.facings_empty > 0) return facing >= facings - told.facings_empty ? 'empty' : 'full';
  return facing < told.facings_seen ? 'full' : 'unknown';
}

export function facingsOf(bay: Planogram): Facing[] {
  return bay.shelves.flatMap((shelf, s) =>
    shelf.places.flatMap((place, p) => {
      const told = toldOf(bay, s, p);
      return Array.from({ length: place.facings }, (_, f) => ({
        key: `${s}/${p}/${f}`,
        x: place.left_cm + f * place.facing_width_cm,
        y: shelf.top_cm,
        width: place.facing_width_cm,
        height: shelf.height_cm,
        seen: seenIn(told, f, place.facings)
      }));
    })
  );
}

export function placesOf(bay: Planogram): Place[] {
  const placed = (shelf: Shelf, s: number, place: BayPlace, p: number) => ({
    key: `${s}/${p}`,
    item: place.item,
    x: place.left_cm,
    y: shelf.top_cm + shelf.height_cm,
    width: place.facing_width_cm * place.facings
  });
  return bay.shelves.flatMap((shelf, s) => shelf.places.map((place, p) => placed(shelf, s, place, p)));
}

/** The bay in a sentence, for those who do not see the drawing. */
export function bayWords(bay: Planogram): string {
  const facings = facingsOf(bay);
  const empty = facings.filter(({ seen }) => seen === 'empty').length;
  const unknown = facings.filter(({ seen }) => seen === 'unknown').length;
  if (bay.look == null) return `Bay ${bay.bay}: ${facings.length} facings, not seen yet`;
  return `Bay ${bay.bay}: ${empty} of ${facings.length} facings are empty${unknown > 0 ? `, ${unknown} could not be seen` : ''}`;
}
