import { podsWhere } from '../../model/alike/alike-pods';
import { vendorOfClass, vendorOfResource } from '../../cluster/device-names';
import type { Manifest } from '../../manifests/manifest';
import { titleOf } from '../../manifests/object-ref';
import { devicesOf } from '../../model/quota/pod-charge';
import { acceleratorsOf, deviceClaimsIn } from '../../model/scaling/accelerators';
import { objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const quotaCountsClaims: Rule = {
  id: 'quota-counts-claims',
  title: 'a quota that limits accelerators limits those by claim too',
  severity: 'warning',
  check(set) {
    const quotas = set.ofKind('ResourceQuota', '');
    if (quotas.length === 0 || set.ofKind('ResourceClaimTemplate').length + set.ofKind('ResourceClaim').length === 0)
      return [];
    return podsWhere(set, ({ podSpec }) => podSpec.resourceClaims !== undefined).flatMap(
      ({ manifest, namespaceName, podSpec, at }) => {
        const own = quotas.filter((quota) => quota.namespaceName === namespaceName);
        if (own.length === 0) return [];
        const claimed = acceleratorsOf(podSpec, deviceClaimsIn(set, namespaceName)).filter(
          ({ isClaimed }) => isClaimed,
        );
        return [...new Set(claimed.map(({ resource }) => resource))].flatMap((deviceClass) =>
          uncounted(manifest, at, deviceClass, own),
        );
      },
    );
  },
};

function uncounted(manifest: Manifest, at: string, deviceClass: string, quotas: readonly Manifest[]): Violation[] {
  const keysOf = (quota: Manifest): string[] => Object.keys(objectAt(quota.json, 'spec', 'hard'));
  if (quotas.some((quota) => keysOf(quota).includes(devicesOf(deviceClass)))) return [];
  const vendor = vendorOfClass(deviceClass);
  const counts = (key: string): boolean =>
    vendor !== undefined && key.startsWith('requests.') && vendorOfResource(key.slice('requests.'.length)) === vendor;
  const quota = quotas.find((each) => keysOf(each).some(counts));
  const key = quota && keysOf(quota).find(counts);
  if (!quota || key === undefined) return [];
  return [
    {
      manifest,
      at: `${at}/resourceClaims`,
      message: `gets devices of the DeviceClass ${show(deviceClass)} by claims, and ${titleOf(quota)} limits ${show(key)} alone, which does not count them`,
      fix: `count them in the quota by ${show(devicesOf(deviceClass))}`,
      others: [quota],
    },
  ];
}
