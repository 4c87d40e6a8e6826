import { Attachment } from './attachment';
import type { TrafficBackend } from './traffic-target';

/**
 * On a release that splits by route: the Service of its canary, whatever share of the requests it has at the moment. For
 * gateways on which a split is an object of its own that must stay as long as the release does.
 */
export const CANARY_BACKEND = new Attachment<() => TrafficBackend>('canary-backend');
