import type { ReleaseStagePods, StagedRelease } from '../manifests/release-side';
import { Problems } from '../private/problems';
import { testPod } from './pod-request';
import type { SmokeTest } from './smoke-test';

/** A release as quotas see it: data, worked out when somebody looks at it. */
export function stagedRelease(
  subject: string,
  verify: SmokeTest | undefined,
  stagesOf: () => ReleaseStagePods[],
): StagedRelease {
  let stages: readonly ReleaseStagePods[] | undefined;
  return {
    subject,
    get stages() {
      return (stages ??= stagesOf());
    },
    ...(verify && { testPod: testPod(verify._plan(new Problems('')).resources) }),
  };
}
