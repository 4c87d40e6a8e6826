import { CertManagerCertificate } from '../../../../imports/cert-manager.io';
import type { RoutePlan } from '../../plan/route-plan';
import { objectOf, type RenderedObject } from './rendered-object';

/** A Certificate of cert-manager, for dialects that it does not look at. */
export function certificate(plan: RoutePlan): RenderedObject[] {
  const { issuer, secretName = '', hosts = [] } = plan.tls ?? {};
  if (!issuer) return [];
  return [
    objectOf(CertManagerCertificate, { id: 'Certificate', name: secretName }, () => ({
      dnsNames: hosts,
      issuerRef: { group: 'cert-manager.io', ...issuer },
      secretName,
    })),
  ];
}
