import type { ReleaseStagePods, StagedRelease } from '../manifests/release-side';
import { Problems } from '../private/problems';
import { testPod } from './pod-request';
import type { SmokeTest } from './smoke-test';

/**
 * A release as quotas see it: data, worked out when somebody looks at it.
 *
 * @param presentOf what the plan calls the present stage
 */
export function stagedRelease(
  subject: string,
  verify: SmokeTest | undefined,
  stagesOf: () => ReleaseStagePods[],
  presentOf: (plan: readonly ReleaseStagePods[]) => string,
): StagedRelease {
  let made: readonly ReleaseStagePods[] | undefined;
  const stages = (): readonly ReleaseStagePods[] => (made ??= stagesOf());
  return {
    subject,
    get stages() {
      return stages();
    },
    get reached() {
      const present = presentOf(stages());
      return stages().findIndex(({ stageName }) => stageName === present) + 1;
    },
    ...(verify && { testPod: testPod(verify._plan(new Problems('')).resources) }),
  };
}
