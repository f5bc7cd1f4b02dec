// Which accounts a movement usually runs between, by its reason, and how a form becomes an account.
import type { Account, Reason } from '$lib/api/types';

export type AccountKind = 'site' | 'shipment' | 'supplier' | 'customer' | 'waste' | 'shrink';
export type Condition = 'sellable' | 'damaged' | 'quarantine' | 'inspect';

export interface AccountForm {
  kind: AccountKind;
  site: string;
  zone: string;
  condition: Condition;
  shipment: string;
}

export const KINDS: readonly { value: AccountKind; text: string }[] = [
  { value: 'site', text: 'A site' },
  { value: 'shipment', text: 'A shipment' },
  { value: 'supplier', text: 'Supplier' },
  { value: 'customer', text: 'Customer' },
  { value: 'waste', text: 'Waste' },
  { value: 'shrink', text: 'Shrink' }
];

export const CONDITIONS: readonly Condition[] = ['sellable', 'damaged', 'quarantine', 'inspect'];

export const REASONS: readonly Reason[] = [
  'receipt', 'transfer', 'sale', 'return', 'adjustment', 'damage', 'waste', 'theft', 'put_away', 'pick', 'pack', 'ship'
];

type Ends = [from: AccountKind, to: AccountKind, toCondition?: Condition];

const USUAL: Partial<Record<Reason, Ends>> = {
  receipt: ['supplier', 'site'],
  sale: ['site', 'customer'],
  ship: ['site', 'customer'],
  return: ['customer', 'site', 'inspect'],
  adjustment: ['shrink', 'site'],
  damage: ['site', 'site', 'damaged'],
  waste: ['site', 'waste'],
  theft: ['site', 'shrink']
};

export function emptyAccount(site: string, kind: AccountKind = 'site'): AccountForm {
  return { kind, site, zone: '', condition: 'sellable', shipment: '' };
}

export function usualEnds(reason: Reason, site: string): { from: AccountForm; to: AccountForm } {
  const [from, to, condition] = USUAL[reason] ?? ['site', 'site'];
  // A transfer goes somewhere else; which site that is the person says.
  const target = reason === 'transfer' ? '' : site;
  return { from: emptyAccount(site, from), to: { ...emptyAccount(target, to), condition: condition ?? 'sellable' } };
}

export function toAccount(form: AccountForm): Account {
  if (form.kind === 'shipment') return { shipment: form.shipment.trim() };
  if (form.kind !== 'site') return { outside: form.kind };
  const account: { site: string; zone?: string; condition?: Condition } = { site: form.site.trim() };
  if (form.zone !== '') account.zone = form.zone;
  if (form.condition !== 'sellable') account.condition = form.condition;
  return account;
}
