import { show } from '../private/show';

/** The first minor version that tells containers which pod of the group they are in (`LWS_WORKER_INDEX`). */
const OLDEST = 6;
/** Behind the last minor version of 0 that anybody would know. */
const NEWER = 999;

/** The minor number of a version of the LeaderWorkerSet controller; versions from 1 on are newer than all of version 0. */
export function leaderWorkerSetMinor(version: unknown): number | undefined {
  const [, major, minor] = /^v?(\d{1,3})\.(\d{1,3})(\.\d+)?$/.exec(String(version)) ?? [];
  if (major === undefined) return undefined;
  return Number(major) > 0 ? NEWER : Number(minor);
}

/** What is wrong with a version of the LeaderWorkerSet controller. */
export function leaderWorkerSetProblem(version: unknown): string | undefined {
  if (version === undefined) return undefined;
  const minor = typeof version === 'string' ? leaderWorkerSetMinor(version) : undefined;
  if (minor === undefined)
    return `leaderWorkerSet must be a version of the LeaderWorkerSet controller such as '0.10', got ${show(version)}`;
  return minor < OLDEST
    ? `leaderWorkerSet must be 0.${OLDEST} or later, which tells containers the rank of their pod, got ${show(version)}; update the controller`
    : undefined;
}
