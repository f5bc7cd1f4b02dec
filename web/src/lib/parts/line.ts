// The path of a sparkline: newest at the right edge, zero at the bottom.

export function linePath(values: readonly number[], slots: number, width: number, height: number): string {
  if (values.length < 2) return '';
  const top = Math.max(1, ...values);
  const step = width / (slots - 1);
  const first = width - (values.length - 1) * step;
  return values
    .map((value, index) => {
      const x = first + index * step;
      const y = height - 1 - (value / top) * (height - 3);
      return `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
