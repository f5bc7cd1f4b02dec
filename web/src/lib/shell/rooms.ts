// The rooms of the console: where they are, how one jumps there, and their signs.

export const ROOMS = [
  { path: '/', name: 'Live', letter: 'l', icon: 'M2 12h4l3-8 5 16 3-8h5' },
  { path: '/orders', name: 'Orders', letter: 'o', icon: 'M4 7h16l-1 13H5zM8 7a4 4 0 0 1 8 0M9 12h6' },
  { path: '/service', name: 'Service', letter: 'v', icon: 'M4 13a8 8 0 0 1 16 0M4 13v4h3v-5H4zM20 13v4h-3v-5h3zM20 17c0 3-3 4-6 4' },
  { path: '/stock', name: 'Stock', letter: 's', icon: 'M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9' },
  { path: '/holds', name: 'Holds', letter: 'h', icon: 'M6 3h12M6 21h12M7 3c0 5 10 8 10 13v5M17 3c0 5-10 8-10 13v5' },
  { path: '/prices', name: 'Prices', letter: 'p', icon: 'M3 12V4h8l10 10-8 8zM7.5 8.5h.01' },
  { path: '/routing', name: 'Routing', letter: 'r', icon: 'M6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 17h6a3 3 0 0 0 0-6h-4a3 3 0 0 1 0-6h6' },
  { path: '/plan', name: 'Plan', letter: 'n', icon: 'M5 3h14v18H5zM9 8h6M9 12h6M9 16h3' },
  { path: '/forecasts', name: 'Forecasts', letter: 'f', icon: 'M3 17l5-6 4 3 4-7 5 4M3 21h18' },
  { path: '/labour', name: 'Labour', letter: 'b', icon: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21v-2a6 6 0 0 1 12 0v2M18 8v6l3 2' },
  { path: '/loss', name: 'Loss', letter: 'x', icon: 'M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM12 8v5M12 16h.01' },
  { path: '/models', name: 'Models', letter: 'm', icon: 'M4 20V10M10 20V4M16 20v-7M22 20H2' },
  { path: '/policies', name: 'Policies', letter: 'i', icon: 'M5 4v16M5 8h9l-2 3 2 3H5M19 6v14M16 6h6' },
  { path: '/devices', name: 'Devices', letter: 'd', icon: 'M14 14V5a2 2 0 0 0-4 0v9a4 4 0 1 0 4 0zM12 9v8M17 6h3M17 10h3' },
  { path: '/traces', name: 'Traces', letter: 't', icon: 'M4 5h8M8 12h9M13 19h7M4 5v14' },
  { path: '/settings', name: 'Settings', letter: 'a', icon: 'M4 7h9M19 7h1M4 17h1M11 17h9M16 4v6M8 14v6' }
] as const;

/** How many stand in the bar at the bottom of a phone; the rest is one tap further. */
export const IN_BAR = 4;
