// What a shopper may agree to, each in plain words: the words are kept with the answer.

export interface Consent { purpose: string; channel: string; given: boolean; wording: string }

export interface Question { purpose: string; channel: string; title: string; words: string; wording: string }

export const QUESTIONS: Question[] = [
  { purpose: 'offers', channel: 'push', title: 'Tell me of offers', words: 'We may send a notice to this phone when something that you looked at is on offer, a few times a week at most.', wording: 'offers-push-1' },
  { purpose: 'personalisation', channel: 'push', title: 'Remember what I look at', words: 'We may remember which items you look at, so that notices are about those and about nothing else.', wording: 'personalisation-push-1' },
  { purpose: 'personalisation', channel: 'onsite', title: 'Suggest what I may need', words: 'We may use what you look at and buy here to suggest your next basket and things that are new to you, and to put what you buy first in what you find.', wording: 'personalisation-onsite-1' },
  { purpose: 'location', channel: 'push', title: 'Know when I am near', words: 'While this app is open, it may tell us where you are, so that notices come when the store is near. We keep no list of places.', wording: 'location-push-1' },
  { purpose: 'measurement', channel: 'onsite', title: 'Count advertisements', words: 'We may count which sponsored items you saw and bought. Brands get sums of many people, never you.', wording: 'measurement-onsite-1' },
  { purpose: 'offers', channel: 'onsite', title: 'Sponsored items in results', words: 'Brands may pay for a place in what you find. It is always marked as sponsored.', wording: 'offers-onsite-1' }
];

export function answered(questions: Question[], yes: (question: Question) => boolean): Consent[] {
  return questions.map((question) => ({ purpose: question.purpose, channel: question.channel, given: yes(question), wording: question.wording }));
}
