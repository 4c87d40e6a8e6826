import { itAccepts, itRefuses } from './changes';

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
    [
      map('data: { "..a": c }'),
      "ConfigMap /data/..a the key must be letters, digits, '-', '_' and '.', not '.' and not beginning with '..', got '..a'",
    ],
    [
      map('binaryData: { a: "not base64" }'),
      'ConfigMap /binaryData/a must be a text in base64, got one with blanks (encode it, or write it as it is under data)',
    ],
    [map(`data: { a: ${large}, b: x }`), 'ConfigMap  must hold at most 1048576 bytes, got 1048577'],
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
      secret('type: kubernetes.io/dockerconfigjson, stringData: { .dockerconfigjson: a }'),
      'Secret /stringData/.dockerconfigjson must hold JSON',
    ],
    [
      secret('type: kubernetes.io/dockerconfigjson, data: { .dockerconfigjson: AAE= }'),
      'Secret /data/.dockerconfigjson must hold JSON',
    ],
  ]);
});

describe('claims', () => {
  const good = 'accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } }';
  itAccepts([claim(good), claim(`${good}, storageClassName: "", volumeMode: Block`)]);
  itRefuses([
    [
      claim(`${good}, volumeMode: Disk`),
      "PersistentVolumeClaim /spec/volumeMode must be one of 'Block', 'Filesystem', got 'Disk'",
    ],
    [
      '+ { apiVersion: v1, kind: PersistentVolume, metadata: { name: a }, spec: { accessModes: [ReadWriteOnce], capacity: { storage: 1Gi } } }',
      'PersistentVolume /spec must have the source of the volume, such as csi or nfs',
    ],
    [
      claim('accessModes: [ReadWriteOncePod, ReadOnlyMany], resources: { requests: { storage: 10Gi } }'),
      "PersistentVolumeClaim /spec/accessModes must hold 'ReadWriteOncePod' alone",
    ],
  ]);
});
