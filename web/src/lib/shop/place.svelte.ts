// Where the shopper is: asked of the browser only after a tap, and kept in this page only. The shop is told of it by those
// alone who agreed that it knows when they are near.
import { ask, maybe } from './client';

class Place {
  at = $state.raw<{ lat: number; lon: number } | undefined>(undefined);
  asking = $state(false);
  problem = $state('');

  find(): void {
    if (!('geolocation' in navigator)) {
      this.problem = 'This browser cannot tell where you are.';
      return;
    }
    this.asking = true;
    this.problem = '';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // A hundred metres are near enough for the nearest store.
        this.at = { lat: Number(coords.latitude.toFixed(3)), lon: Number(coords.longitude.toFixed(3)) };
        this.asking = false;
        void tellIfAgreed(this.at);
      },
      ({ code }) => {
        this.problem = code === 1 ? 'Your browser does not let us know. Stores are listed without distances.' : 'Your place was not found. Try again outside, or go on without.';
        this.asking = false;
      },
      { maximumAge: 300_000, timeout: 10_000 }
    );
  }

  forget(): void {
    this.at = undefined;
  }
}

async function tellIfAgreed(at: { lat: number; lon: number }): Promise<void> {
  try {
    const { consents = [] } = await ask<{ consents?: { purpose: string; given: boolean }[] }>('GET', '/v1/shop/me');
    if (consents.some(({ purpose, given }) => purpose === 'location' && given)) await maybe(ask('POST', '/v1/shop/me/position', { body: at }));
  } catch {
    // Stores are sorted without it.
  }
}

export const place = new Place();
