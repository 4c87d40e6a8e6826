import { warn } from '../core/warnings';
import { TELL_OF_CLIENTS } from '../server/connect';
import type { Release } from './release';

/** Whoever is handed the Service's name goes past the weights. */
export function warnOfClients(release: Release): void {
  let isTold = false;
  TELL_OF_CLIENTS.attach(release, () => {
    if (isTold) return;
    isTold = true;
    warn(
      release,
      `servers that connectTo(...) hands its URL to go to Service '${release._serviceName}' past the route, and reach the stable version alone until the release is over; hand them the route's address, or split by replicas`,
    );
  });
}
