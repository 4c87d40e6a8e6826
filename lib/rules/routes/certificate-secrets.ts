import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { textOr } from '../../model/routing/text';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import type { Rule } from '../rule';

export const certificateSecrets: Rule = {
  id: 'certificate-secrets',
  title: 'no two routes ask cert-manager for a certificate in one Secret',
  severity: 'error',
  reason:
    'cert-manager makes one certificate for a Secret: of two objects that ask for the same one, the second is refused or both write it in turn, and the hosts of one go without.',
  sources: ['https://cert-manager.io/docs/usage/ingress/', 'https://cert-manager.io/docs/usage/certificate/'],
  example: {
    failing: `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: iris, namespace: vision }
spec: { secretName: tls, dnsNames: [iris.example], issuerRef: { name: letsencrypt } }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: rose, namespace: vision }
spec: { secretName: tls, dnsNames: [rose.example], issuerRef: { name: letsencrypt } }`,
    mended: `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: iris, namespace: vision }
spec: { secretName: tls-iris, dnsNames: [iris.example], issuerRef: { name: letsencrypt } }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: rose, namespace: vision }
spec: { secretName: tls-rose, dnsNames: [rose.example], issuerRef: { name: letsencrypt } }`,
  },
  check(set) {
    const owners = new Map<string, Manifest>();
    return asked(set).flatMap(([manifest, secretName]) => {
      const key = `${manifest.namespaceName ?? ''}/${secretName}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? manifest);
      // Two of one kind and name are told as such.
      if (!owner || owner === manifest || titleOf(owner) === titleOf(manifest)) return [];
      return [
        {
          manifest,
          message: `asks cert-manager for a certificate in the Secret '${secretName}', as does ${titleOf(owner)}`,
          fix: 'give each a Secret of its own, or let one of them name the Secret without asking for a certificate',
          others: [owner],
        },
      ];
    });
  },
};

function asked(set: ManifestSet): (readonly [Manifest, string])[] {
  const byAnnotation = [...set.ofKind('Ingress', 'networking.k8s.io'), ...set.ofKind('Gateway', GATEWAY_API)]
    .filter(hasIssuer)
    .flatMap((manifest) => secretsOf(manifest.json).map((name) => [manifest, name] as const));
  const certificates = set
    .ofKind('Certificate', 'cert-manager.io')
    .map((manifest) => [manifest, textOr(objectAt(manifest.json, 'spec').secretName, '')] as const);
  return [...byAnnotation, ...certificates].filter(([, name]) => name !== '');
}

const GATEWAY_API = 'gateway.networking.k8s.io';

function hasIssuer({ json }: Manifest): boolean {
  const annotations = objectAt(json, 'metadata', 'annotations');
  return ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer'].some((name) => annotations[name] !== undefined);
}

/** Of an Ingress, those of its TLS; of a Gateway, those of its listeners. */
function secretsOf(json: JsonObject): string[] {
  const { tls, listeners } = objectAt(json, 'spec');
  const ofListeners = objectsIn(listeners).flatMap((listener) =>
    objectsIn(objectAt(listener, 'tls').certificateRefs).map(({ name }) => textOr(name, '')),
  );
  return [...new Set([...objectsIn(tls).map(({ secretName }) => textOr(secretName, '')), ...ofListeners])];
}
