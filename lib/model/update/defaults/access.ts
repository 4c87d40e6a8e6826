import { at, chain, each, fill, fillZero, ownField, type Change } from '../fields/fields';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * What the API server fills into a RoleBinding or ClusterRoleBinding: the group of what it refers to.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/rbac/v1/defaults.go
 */
export const binding: Change = chain(
  at(['roleRef'], (reference) => fillZero(reference, { apiGroup: RBAC })),
  (object) =>
    each(object, 'subjects', (subject) =>
      ['User', 'Group'].includes(String(ownField(subject, 'kind'))) ? fillZero(subject, { apiGroup: RBAC }) : subject,
    ),
);

const webhook: Change = chain(
  (object) => fill(object, { failurePolicy: 'Fail', matchPolicy: 'Equivalent', timeoutSeconds: 10 }),
  (object) => fill(object, { namespaceSelector: {}, objectSelector: {} }),
  at(['clientConfig', 'service'], (service) => fill(service, { port: 443 })),
  (object) => each(object, 'rules', (rule) => fill(rule, { scope: '*' })),
);

/** https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/admissionregistration/v1/defaults.go */
export const validatingWebhooks: Change = (object) => each(object, 'webhooks', webhook);

export const mutatingWebhooks: Change = (object) =>
  each(object, 'webhooks', (item) => fill(webhook(item), { reinvocationPolicy: 'Never' }));
