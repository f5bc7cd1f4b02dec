// Cases of loss in words: who they are about, how rare it is, and how often they were right.
import type { LossCase, LossPrecision, Shrunk } from '../api/types';
import { count } from '../format';

const KINDS: Record<LossCase['subject']['kind'], string> = {
  operator: 'Operator', till: 'Till', customer: 'Customer', payment_token: 'Means of payment',
  device: 'Device', address: 'Address', place: 'Item'
};

/** Who or what a case is about. */
export function subjectOf({ subject }: Pick<LossCase, 'subject'>): { kind: string; name: string } {
  const kind = KINDS[subject.kind];
  switch (subject.kind) {
    case 'operator': return { kind, name: subject.operator };
    case 'till': return { kind, name: subject.till };
    case 'customer': return { kind, name: subject.customer };
    case 'payment_token': return { kind, name: subject.token };
    case 'device': return { kind, name: subject.device };
    case 'address': return { kind, name: subject.address };
    case 'place': return { kind, name: subject.zone == null ? subject.item : `${subject.item} in ${subject.zone}` };
  }
}

/** A surprise of 3 is one in a thousand. */
export function rarity(surprise: number): string {
  if (surprise >= 6) return '1 in more than a million';
  return `1 in ${count(Math.max(1, Math.round(10 ** surprise)))}`;
}

/** A count that fades: no more digits than it is worth. */
export function faded(value: number): string {
  return value >= 10 ? count(value) : value.toFixed(1);
}

function share(right: number, wrong: number): string | undefined {
  return right + wrong === 0 ? undefined : `${Math.round((right / (right + wrong)) * 100)} %`;
}

/** How often marked cases were right, beside those that the plain rule would have opened too. */
export function precisionOf({ right, wrong, plain_right, plain_wrong }: LossPrecision): string {
  const ours = share(right, wrong);
  if (ours === undefined) return 'Nobody has marked a case yet: what is marked tells how often they are right.';
  const plain = share(plain_right, plain_wrong);
  const beside = plain === undefined ? 'the plain rule, three times what peers come to, would have opened none of them' : `of the ${plain_right + plain_wrong} that the plain rule, three times what peers come to, would have opened too, ${plain}`;
  return `${ours} of ${right + wrong} marked cases were right; ${beside}.`;
}

const CAUSES: Record<Shrunk['cause'], string> = {
  waste: 'Waste', theft: 'Theft, written off', till: 'Unscanned at tills', sweep: 'Swept at once',
  receiving: 'Short deliveries', steady: 'Steady, unexplained'
};

export function causeOf(cause: Shrunk['cause']): string {
  return CAUSES[cause];
}
