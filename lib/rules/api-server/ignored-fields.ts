import { fieldPath } from '../../manifests/field-path';
import { likenessOf } from '../../model/alike/first-alike';
import { ignoredFields as ignoredFieldsOf } from '../../model/validation';
import { validationContextOf } from '../api-server-says';
import type { Rule } from '../rule';

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
  check(set, { cluster }) {
    const context = validationContextOf(cluster);
    return likenessOf(set)
      .where(set.manifests, ({ json }) => ignoredFieldsOf(json, context).length > 0)
      .flatMap((manifest) =>
        ignoredFieldsOf(manifest.json, context).map(({ at, message, fix, versions }) => ({
          manifest,
          at,
          message: `${fieldPath(at)}: ${message}${versions === undefined ? '' : ` (it is dropped ${versions})`}`,
          ...(fix !== undefined && { fix }),
        })),
      );
  },
};
