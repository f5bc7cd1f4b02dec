// Light, dark, or whatever the system prefers.

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORED_AS = 'realtail.theme';

class Choice {
  theme = $state<Theme>('system');

  start(): void {
    const set = document.documentElement.dataset.theme;
    this.theme = set === 'light' || set === 'dark' ? set : 'system';
  }

  choose(theme: Theme): void {
    this.theme = theme;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try {
      if (theme === 'system') localStorage.removeItem(STORED_AS);
      else localStorage.setItem(STORED_AS, theme);
    } catch {
      // Storage is off: the choice lives as long as the page.
    }
  }

  /** What the page shows now, whoever decided it. */
  get dark(): boolean {
    if (this.theme !== 'system') return this.theme === 'dark';
    return matchMedia('(prefers-color-scheme: dark)').matches;
  }
}

export const theme = new Choice();
