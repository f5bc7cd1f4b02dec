// Everything is drawn in the browser; the engine serves static files.
export const ssr = false;
export const prerender = false;
