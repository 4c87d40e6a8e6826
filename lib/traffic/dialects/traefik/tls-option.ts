import { type TraefikReference, TraefikTlsOption } from '../../../../imports/traefik.io';
import { isWildcard } from '../../plan/host';
import type { RoutePlan } from '../../plan/route-plan';
import { TlsVersion } from '../../route-tls';
import { objectOf, type RenderedObject } from '../shared/rendered-object';

function asked({ tls }: RoutePlan): ('minVersion' | 'clientCaSecretName')[] {
  return (['minVersion', 'clientCaSecretName'] as const).filter((name) => tls?.options[name] !== undefined);
}

/** How a route refers to its TLSOption. */
export function tlsOptionName(plan: RoutePlan): TraefikReference | undefined {
  return asked(plan).length > 0 ? { name: `${plan.name}-tls` } : undefined;
}

/** The TLSOption of a route that asks something of its clients. */
export function tlsOption(plan: RoutePlan): RenderedObject[] {
  const reference = tlsOptionName(plan);
  const { minVersion = TlsVersion.TLS_1_2, clientCaSecretName } = plan.tls?.options ?? {};
  if (!reference) return [];
  return [
    objectOf(TraefikTlsOption, { id: 'TLSOption', name: reference.name }, () => ({
      minVersion,
      clientAuth:
        clientCaSecretName === undefined
          ? undefined
          : { secretNames: [clientCaSecretName], clientAuthType: 'RequireAndVerifyClientCert' },
    })),
  ];
}

/**
 * Traefik picks TLS options by the names in `Host(...)`; for a HostRegexp, which a wildcard becomes, it falls back to its
 * default and asks nobody for a certificate
 * (https://doc.traefik.io/traefik/reference/routing-configuration/http/tls/tls-options/).
 */
export function wildcardTlsOptions(plan: RoutePlan): string[] {
  const wildcards = plan.hosts.filter(isWildcard);
  if (wildcards.length === 0 && plan.hosts.length > 0) return [];
  const got = plan.hosts.length === 0 ? 'anyHost' : wildcards.map((host) => `'${host}'`).join(', ');
  return asked(plan).map(
    (name) =>
      `tls.${name} needs hosts that are named one by one, since Traefik keeps no TLS options for a wildcard, got ${got}; name the hosts, or set them in the TLSOption 'default' of Traefik`,
  );
}
