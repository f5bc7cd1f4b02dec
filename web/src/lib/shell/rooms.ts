// The rooms of the console: where they are, how one jumps there, and their signs.

export const ROOMS = [
  { path: '/', name: 'Live', letter: 'l', icon: 'M2 12h4l3-8 5 16 3-8h5' },
  { path: '/stock', name: 'Stock', letter: 's', icon: 'M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9' },
  { path: '/holds', name: 'Holds', letter: 'h', icon: 'M6 3h12M6 21h12M7 3c0 5 10 8 10 13v5M17 3c0 5-10 8-10 13v5' },
  { path: '/traces', name: 'Traces', letter: 't', icon: 'M4 5h8M8 12h9M13 19h7M4 5v14' },
  { path: '/settings', name: 'Settings', letter: 'a', icon: 'M4 7h9M19 7h1M4 17h1M11 17h9M16 4v6M8 14v6' }
] as const;
