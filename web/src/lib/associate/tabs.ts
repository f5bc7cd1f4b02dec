// The parts of the associates' app.

export const TABS = [
  { path: '/associate', name: 'Tasks', icon: 'M9 6h11M9 12h11M9 18h11M4 6l1 1 2-2M4 12l1 1 2-2M4 18l1 1 2-2' },
  { path: '/associate/pick', name: 'Pick', icon: 'M3 5h2l2 11h11l2-8H6M9 20h.01M17 20h.01' },
  { path: '/associate/hand-over', name: 'Hand over', icon: 'M4 7h16l-1 13H5zM8 7a4 4 0 0 1 8 0M9 14l2 2 4-4' },
  { path: '/associate/return', name: 'Return', icon: 'M4 9h11a5 5 0 0 1 0 10H8M8 5L4 9l4 4' },
  { path: '/associate/sell', name: 'Sell', icon: 'M5 4h14v16l-3-2-2 2-2-2-2 2-2-2-3 2zM9 9h6M9 13h6' }
] as const;
