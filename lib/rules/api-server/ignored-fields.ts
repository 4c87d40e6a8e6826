import { fieldPath } from '../../manifests/field-path';
import { keyOf } from '../../manifests/object-ref';
import { likenessOf } from '../../model/alike/first-alike';
import { ignoredFields as ignoredFieldsOf } from '../../model/validation';
import { refusalsOf, validationContextOf } from '../api-server-says';
import type { Rule, Violation } from '../rule';

export const ignoredFields: Rule = {
  id: 'ignored-fields',
  title: 'every field of a built-in kind has an effect',
  severity: 'warning',
  reason:
    'The API server takes much that does nothing: fields whose feature its version has switched off by default, rules of a direction that a NetworkPolicy does not limit, labels that Pod Security does not know, budgets without a selector, hooks that no kubelet carries out, names in roles that no request has. What was meant never happens, and nothing says so.',
  sources: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Ingress]
  egress: [{ ports: [{ port: 443 }] }]`,
    mended: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Ingress, Egress]
  egress: [{ ports: [{ port: 443 }] }]`,
  },
  check(set, context) {
    const known = validationContextOf(context.cluster);
    // What the version does not know at all is refused, not dropped.
    const refused = new Set(
      refusalsOf(set, context)
        .filter(({ reason, violation }) => reason === 'BadRequest' && violation.severity === undefined)
        .map(({ violation }) => placeOf(violation)),
    );
    return likenessOf(set)
      .where(set.manifests, ({ json }) => ignoredFieldsOf(json, known).length > 0)
      .flatMap((manifest) =>
        ignoredFieldsOf(manifest.json, known).map(({ at, message, fix, versions }) => ({
          manifest,
          at,
          message: `${fieldPath(at)}: ${message}${versions === undefined ? '' : ` (it is dropped ${versions})`}`,
          ...(fix !== undefined && { fix }),
        })),
      )
      .filter((violation) => !refused.has(placeOf(violation)));
  },
};

function placeOf({ manifest, at = '' }: Violation): string {
  return `${keyOf(manifest)} ${at}`;
}
