// Types that SvelteKit looks for.
declare global {
  namespace App {}
}
export {};
