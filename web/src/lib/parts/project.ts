// Sites on a flat map: positions to points, a grid to read them by, and a scale.

export interface Placed<T> {
  of: T;
  x: number;
  y: number;
}

export interface Projection {
  x(lon: number): number;
  y(lat: number): number;
  kmPerUnit: number;
  bounds: { south: number; north: number; west: number; east: number };
}

export interface Point {
  lat: number;
  lon: number;
}

const KM_PER_DEGREE = 111.32;
const SMALLEST_SPAN = 0.02;

/** Degrees east shrink with the latitude, so a kilometre is as long both ways in the middle of the map. */
export function projection(points: readonly Point[], width: number, height: number, margin = 34): Projection {
  const lats = points.map(({ lat }) => lat);
  const lons = points.map(({ lon }) => lon);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [midLat, midLon] = [(south + north) / 2, (west + east) / 2];
  const squeeze = Math.max(0.05, Math.cos((midLat * Math.PI) / 180));
  const spanX = Math.max(SMALLEST_SPAN, (east - west) * squeeze);
  const spanY = Math.max(SMALLEST_SPAN, north - south);
  const scale = Math.min((width - 2 * margin) / spanX, (height - 2 * margin) / spanY);
  return {
    x: (lon) => width / 2 + (lon - midLon) * squeeze * scale,
    y: (lat) => height / 2 - (lat - midLat) * scale,
    kmPerUnit: KM_PER_DEGREE / scale,
    bounds: {
      south: midLat - height / 2 / scale,
      north: midLat + height / 2 / scale,
      west: midLon - width / 2 / scale / squeeze,
      east: midLon + width / 2 / scale / squeeze
    }
  };
}

/** Round steps: 1, 2 or 5 times a power of ten, at most `most` of them. */
export function roundSteps(from: number, to: number, most: number): number[] {
  const step = roundUp((to - from) / most);
  const steps: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) steps.push(Number(at.toFixed(6)));
  return steps;
}

export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((one) => one * power >= value * 0.999) ?? 10;
  return factor * power;
}

const LETTER = 6.2;
const LINE = 13;

/** Which names can be written below their points without hiding one another; the first given goes first. */
export function legible<T>(names: readonly { of: T; x: number; y: number; text: string }[]): Set<T> {
  const written: { x: number; y: number; half: number }[] = [];
  const shown = new Set<T>();
  for (const { of, x, y, text } of names) {
    const half = (text.length * LETTER) / 2;
    if (written.some((one) => Math.abs(one.x - x) < one.half + half && Math.abs(one.y - y) < LINE)) continue;
    written.push({ x, y, half });
    shown.add(of);
  }
  return shown;
}
