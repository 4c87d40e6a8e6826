import { type JsonObject, objectAt } from '../../private/json';
import type { ManifestSet, ResolvedObject } from '../../manifests/manifest-set';
import { objectsIn, of } from '../../model/routing/service-references';
import { textOr } from '../../model/routing/text';
import type { Rule } from '../rule';

/**
 * cert-manager makes one certificate for a Secret: of two objects that ask for the same one, the second is refused or both
 * write it in turn, and the hosts of one go without (https://cert-manager.io/docs/usage/ingress/,
 * https://cert-manager.io/docs/usage/certificate/).
 */
export const certificateSecrets: Rule = {
  id: 'certificate-secrets',
  title: 'no two routes ask cert-manager for a certificate in one Secret',
  check(set) {
    const owners = new Map<string, ResolvedObject>();
    return asked(set).flatMap(([object, secretName]) => {
      const key = `${object.namespaceName ?? ''}/${secretName}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? object);
      // Two of one kind and name are told as such.
      if (owner === undefined || owner === object || (owner.kind === object.kind && owner.name === object.name))
        return [];
      return [
        `'${object.path}': asks cert-manager for a certificate in the Secret '${secretName}', as does '${owner.path}'; give each a Secret of its own, or let one of them name the Secret with RouteTls.secret(...)`,
      ];
    });
  },
};

function asked(set: ManifestSet): (readonly [ResolvedObject, string])[] {
  const byAnnotation = [...of(set, 'Ingress', 'networking.k8s.io'), ...of(set, 'Gateway', 'gateway.networking.k8s.io')]
    .filter(hasIssuer)
    .flatMap((object) => secretsOf(object.manifest).map((name) => [object, name] as const));
  const certificates = of(set, 'Certificate', 'cert-manager.io').map(
    (object) => [object, textOr(objectAt(object.manifest, 'spec').secretName, '')] as const,
  );
  return [...byAnnotation, ...certificates].filter(([, name]) => name !== '');
}

function hasIssuer({ manifest }: ResolvedObject): boolean {
  const annotations = objectAt(manifest, 'metadata', 'annotations');
  return ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer'].some((name) => annotations[name] !== undefined);
}

/** Of an Ingress, those of its TLS; of a Gateway, those of its listeners. */
function secretsOf(manifest: JsonObject): string[] {
  const { tls, listeners } = objectAt(manifest, 'spec');
  const ofListeners = objectsIn(listeners).flatMap((listener) =>
    objectsIn(objectAt(listener, 'tls').certificateRefs).map(({ name }) => textOr(name, '')),
  );
  return [...new Set([...objectsIn(tls).map(({ secretName }) => textOr(secretName, '')), ...ofListeners])];
}
