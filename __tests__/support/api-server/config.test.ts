import { itAccepts, itRefuses } from './cases';

const map = (rest: string): string =>
  `+ { apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: shop }, ${rest} }`;
const secret = (rest: string): string =>
  `+ { apiVersion: v1, kind: Secret, metadata: { name: a, namespace: shop }, ${rest} }`;
const claim = (spec: string): string =>
  `+ { apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: a, namespace: shop }, spec: { ${spec} } }`;
const large = 'x'.repeat(1024 * 1024);

describe('config maps', () => {
  itAccepts([
    map('data: { a.b_c-D: e }'),
    map('binaryData: { a: AAE= }, immutable: true'),
    map(`data: { a: ${large} }`),
  ]);
  itRefuses([
    [map('data: { a/b: c }'), 'ConfigMap/shop/a: data key must be a key of letters, digits, -, _ and ., got "a/b"'],
    [map('data: { "..a": c }'), 'ConfigMap/shop/a: data key must be a key of letters, digits, -, _ and ., got "..a"'],
    [map('data: { a: 1 }'), 'ConfigMap/shop/a: data.a must be string'],
    [map('data: { a: b }, binaryData: { a: AAE= }'), 'ConfigMap/shop/a: data and binaryData both hold "a"'],
    [map('binaryData: { a: "not base64" }'), 'ConfigMap/shop/a: binaryData.a must match format "byte"'],
    [map(`data: { a: ${large}, b: x }`), 'ConfigMap/shop/a: must hold at most 1048576 bytes, got 1048577'],
  ]);
});

describe('secrets', () => {
  itAccepts([
    secret('stringData: { a: b }'),
    secret('type: kubernetes.io/tls, data: { tls.crt: AAE=, tls.key: AAE= }'),
    secret(`type: kubernetes.io/dockerconfigjson, stringData: { .dockerconfigjson: '{"auths":{}}' }`),
    secret('type: kubernetes.io/dockerconfigjson, data: { .dockerconfigjson: e30= }'),
  ]);
  itRefuses([
    [
      secret('type: kubernetes.io/tls, data: { tls.crt: AAE= }'),
      'Secret/shop/a: of the type kubernetes.io/tls must hold "tls.key"',
    ],
    [
      secret('type: kubernetes.io/dockerconfigjson, stringData: { .dockerconfigjson: a }'),
      'Secret/shop/a: of the type kubernetes.io/dockerconfigjson must hold JSON',
    ],
    [
      secret('type: kubernetes.io/dockerconfigjson, data: { .dockerconfigjson: AAE= }'),
      'Secret/shop/a: of the type kubernetes.io/dockerconfigjson must hold JSON',
    ],
  ]);
});

describe('claims', () => {
  const good = 'accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } }';
  const at = 'PersistentVolumeClaim/shop/a';
  itAccepts([claim(good), claim(`${good}, storageClassName: "", volumeMode: Block`)]);
  itRefuses([
    [claim('resources: { requests: { storage: 10Gi } }'), `${at}: spec.accessModes must hold a mode`],
    [
      claim('accessModes: [ReadWriteOncePod, ReadOnlyMany], resources: { requests: { storage: 10Gi } }'),
      `${at}: spec.accessModes must hold ReadWriteOncePod alone`,
    ],
    [
      claim('accessModes: [ReadWriteOnce], resources: { requests: { storage: 0 } }'),
      `${at}: spec.resources.requests.storage must be a quantity above 0, got 0`,
    ],
    [
      claim('accessModes: [ReadWriteOnce]'),
      `${at}: spec.resources.requests.storage must be a quantity above 0, got nothing`,
    ],
    [claim(`${good}, storageClassName: A`), `${at}: spec.storageClassName must be a DNS-1123 subdomain, got "A"`],
  ]);
});
