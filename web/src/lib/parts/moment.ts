// One thing that happened, as a timeline shows it.

export interface Moment {
  id: string;
  at: string;
  what: string;
  tone?: string;
  by?: string;
  text?: string;
  href?: string;
}
