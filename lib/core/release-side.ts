import type { ReleaseSide } from '../manifests/release-side';
import { Attachment } from './attachment';

/** On the Deployments of a release that has a plan. */
export const RELEASE_SIDE = new Attachment<ReleaseSide>('release-side');
