import type { Manifest } from '../../manifests/manifest';
import { objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { TenantPolicy } from '../context';
import type { Rule, Violation } from '../rule';

const EXPOSED = ['NodePort', 'LoadBalancer'];

export const tenantExposure: Rule = {
  id: 'tenant-exposure',
  title: 'Services in a tenant are exposed only as the tenant allows',
  severity: 'error',
  reason:
    "A Service that everyone who reaches the nodes can reach goes past the tenant's network policies; external addresses take over traffic of whoever they belong to (CVE-2020-8554). Known of the namespaces of a TenantNamespace.",
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types',
    'https://github.com/kubernetes/kubernetes/issues/97076',
  ],
  check(set, { tenants }) {
    if (tenants.size === 0) return [];
    return set.ofKind('Service', '').flatMap((service) => {
      const tenant = tenants.get(service.namespaceName ?? '');
      return tenant ? violationsOf(service, tenant) : [];
    });
  },
};

function violationsOf(manifest: Manifest, { exposure }: TenantPolicy): Violation[] {
  const { type, externalIPs } = objectAt(manifest.json, 'spec');
  if (Array.isArray(externalIPs) && externalIPs.length > 0) {
    return [
      {
        manifest,
        at: '/spec/externalIPs',
        message: `/spec/externalIPs must not be set in a tenant, got ${show(externalIPs)}: it takes over traffic of whoever the addresses belong to (CVE-2020-8554)`,
        fix: 'use a LoadBalancer',
      },
    ];
  }
  if (!EXPOSED.some((each) => each === type) || exposure.some((each) => each === type)) return [];
  return [
    {
      manifest,
      at: '/spec/type',
      message: `/spec/type must not be ${show(type)} in a tenant whose exposure does not name it`,
      fix: 'add it there where everyone who reaches the nodes may reach the pods',
    },
  ];
}
