import { itAccepts, itRefuses } from './cases';

const d = 'Deployment/shop/pricing';
const config = '+ { apiVersion: v1, kind: ConfigMap, metadata: { name: config, namespace: shop }, data: { a: b } }';
const env = (source: string): string => `container.env.1 = { name: A, valueFrom: { ${source} } }`;

describe('identity', () => {
  itAccepts(['+ { apiVersion: v1, kind: ConfigMap, metadata: { name: pricing, namespace: shop }, data: { a: b } }']);
  itRefuses([
    ['copy ServiceAccount pricing', 'ServiceAccount/shop/pricing: is in the set twice'],
    ['+ { apiVersion: v1, kind: Namespace, metadata: { name: shop } }', 'Namespace/-/shop: is in the set twice'],
  ]);
});

describe('namespaces', () => {
  const elsewhere = 'copy ServiceAccount other\nServiceAccount metadata.namespace = store';
  itAccepts(['copy ServiceAccount other\nServiceAccount metadata.namespace = kube-system']);
  itRefuses([
    [elsewhere, 'ServiceAccount/store/other: is in a namespace that nobody makes: store'],
    [
      `${elsewhere}\n+ { apiVersion: v1, kind: Namespace, metadata: { name: store } }`,
      'ServiceAccount/store/other: comes before its namespace store',
    ],
  ]);
  itAccepts([elsewhere], { externalNamespaces: true });
  itAccepts([elsewhere], { externalNamespaces: ['store'] });
  itRefuses([[elsewhere, 'ServiceAccount/store/other: is in a namespace that nobody makes: store']], {
    externalNamespaces: ['stores'],
  });
});

describe('service accounts', () => {
  itAccepts(['pod.serviceAccountName =', 'pod.serviceAccountName = default']);
  itRefuses([['pod.serviceAccountName = other', `${d}: runs as a ServiceAccount that nobody makes: other`]]);
  itAccepts(['pod.serviceAccountName = other'], { externalServiceAccounts: true });
  itAccepts(['pod.serviceAccountName = other'], { externalServiceAccounts: ['other'] });
});

describe('references to configuration', () => {
  itAccepts([
    env('configMapKeyRef: { name: config, key: a }'),
    `${config}\n${env('configMapKeyRef: { name: config, key: a }')}`,
    `${config}\n${env('configMapKeyRef: { name: config, key: z, optional: true }')}`,
    'pod.volumes.1 = { name: model, persistentVolumeClaim: { claimName: model } }',
    'pod.imagePullSecrets = [{ name: registry }]',
  ]);
  itRefuses([
    [
      `${config}\n${env('configMapKeyRef: { name: config, key: z }')}`,
      `${d}: refers to the key "z", which ConfigMap/shop/config does not hold`,
    ],
    [
      `${config}\npod.volumes.1 = { name: a, configMap: { name: config, items: [{ key: z, path: z }] } }`,
      `${d}: refers to the key "z", which ConfigMap/shop/config does not hold`,
    ],
    [
      `${config}\npod.volumes.1 = { name: a, projected: { sources: [{ configMap: { name: config, items: [{ key: z, path: z }] } }] } }`,
      `${d}: refers to the key "z", which ConfigMap/shop/config does not hold`,
    ],
    [
      `${config}\nConfigMap metadata.namespace = default\ncontainer.envFrom = [{ configMapRef: { name: config } }]`,
      `${d}: refers to ConfigMap/default/config, which is in another namespace`,
    ],
  ]);
  describe('in a closed world', () => {
    itAccepts([`${config}\ncontainer.envFrom = [{ configMapRef: { name: config } }]`], { closedWorld: true });
    itRefuses(
      [
        [
          'container.envFrom = [{ configMapRef: { name: config } }]',
          `${d}: refers to a ConfigMap that nobody makes: config`,
        ],
        [env('secretKeyRef: { name: token, key: a }'), `${d}: refers to a Secret that nobody makes: token`],
        ['pod.imagePullSecrets = [{ name: registry }]', `${d}: refers to a Secret that nobody makes: registry`],
        [
          'pod.volumes.1 = { name: model, persistentVolumeClaim: { claimName: model } }',
          `${d}: refers to a PersistentVolumeClaim that nobody makes: model`,
        ],
      ],
      { closedWorld: true },
    );
  });
});
