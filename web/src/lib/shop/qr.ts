// A QR code of up to twenty capital letters, digits and signs: version 1, level M, enough for a pickup code.

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const SIZE = 21;
const DATA_BYTES = 16;
const CHECK_BYTES = 10;
export const LETTERS_MAX = 20;

/** Rows of dark and light; nothing where the text does not fit. */
export function qr(text: string): boolean[][] | undefined {
  const upper = text.toUpperCase();
  if (upper.length === 0 || upper.length > LETTERS_MAX || [...upper].some((letter) => !LETTERS.includes(letter))) return undefined;
  const data = bytesOf(upper);
  return drawn([...data, ...checkOf(data)]);
}

function bytesOf(text: string): number[] {
  let bits = '0010' + text.length.toString(2).padStart(9, '0');
  for (let at = 0; at < text.length; at += 2) {
    const first = LETTERS.indexOf(text[at] as string);
    const second = text[at + 1];
    bits += second === undefined ? first.toString(2).padStart(6, '0') : (first * 45 + LETTERS.indexOf(second)).toString(2).padStart(11, '0');
  }
  bits += '0'.repeat(Math.min(4, DATA_BYTES * 8 - bits.length));
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  const bytes = bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? [];
  for (let n = 0; bytes.length < DATA_BYTES; n++) bytes.push(n % 2 === 0 ? 0xec : 0x11);
  return bytes;
}

/** Reed-Solomon over GF(256) with the polynomial 0x11d. */
function checkOf(data: number[]): number[] {
  let generator = [1];
  for (let n = 0, root = 1; n < CHECK_BYTES; n++, root = times(root, 2)) {
    const next = [...generator, 0];
    generator.forEach((factor, at) => (next[at + 1] = (next[at + 1] as number) ^ times(factor, root)));
    generator = next;
  }
  const rest = [...data, ...Array<number>(CHECK_BYTES).fill(0)];
  data.forEach((_, at) => {
    const lead = rest[at] as number;
    generator.forEach((factor, n) => (rest[at + n] = (rest[at + n] as number) ^ times(factor, lead)));
  });
  return rest.slice(data.length);
}

function times(a: number, b: number): number {
  let product = 0;
  for (let [left, right] = [a, b]; right > 0; right >>= 1) {
    if (right & 1) product ^= left;
    left = left & 0x80 ? (left << 1) ^ 0x11d : left << 1;
  }
  return product;
}

function drawn(bytes: number[]): boolean[][] {
  const dark = Array.from({ length: SIZE }, () => Array<boolean>(SIZE).fill(false));
  const fixed = Array.from({ length: SIZE }, () => Array<boolean>(SIZE).fill(false));
  const set = (row: number, column: number, on: boolean) => {
    (dark[row] as boolean[])[column] = on;
    (fixed[row] as boolean[])[column] = true;
  };
  for (const [top, left] of [[0, 0], [0, SIZE - 7], [SIZE - 7, 0]] as const) finder(set, top, left);
  for (let n = 8; n < SIZE - 8; n++) (set(6, n, n % 2 === 0), set(n, 6, n % 2 === 0));
  format(set);
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  let at = 0;
  for (let right = SIZE - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let n = 0; n < SIZE; n++) {
      const row = up ? SIZE - 1 - n : n;
      for (const column of [right, right - 1]) {
        // Mask 0: every other field of a chessboard.
        if (!fixed[row]?.[column]) (dark[row] as boolean[])[column] = (bits[at++] === '1') !== ((row + column) % 2 === 0);
      }
    }
  }
  return dark;
}

type Set_ = (row: number, column: number, on: boolean) => void;

function finder(set: Set_, top: number, left: number): void {
  for (let row = -1; row <= 7; row++) {
    for (let column = -1; column <= 7; column++) {
      if (top + row < 0 || top + row >= SIZE || left + column < 0 || left + column >= SIZE) continue;
      const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
      set(top + row, left + column, ring !== 2 && ring <= 3);
    }
  }
}

/** Level M with mask 0, checked and masked as the standard has it: 101010000010010. */
function format(set: Set_): void {
  const bits = '101010000010010';
  const bit = (n: number) => bits[n] === '1';
  for (let n = 0; n < 6; n++) (set(8, n, bit(n)), set(n, 8, bit(14 - n)));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let n = 0; n < 7; n++) set(SIZE - 1 - n, 8, bit(n));
  for (let n = 0; n < 8; n++) set(8, SIZE - 8 + n, bit(7 + n));
  set(SIZE - 8, 8, true);
}
