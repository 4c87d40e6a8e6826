import { itAccepts, itRefuses } from '../cases';

const d = 'Deployment/shop/pricing: spec.template.spec';
const c = `${d}.containers[0]`;

describe('volumes', () => {
  itAccepts([
    'pod.volumes.0.emptyDir = { medium: Memory }',
    'pod.volumes.1 = { name: config, configMap: { name: config, defaultMode: 0444, items: [{ key: a, path: b/c, mode: 0400 }] } }',
    'pod.volumes.1 = { name: cache, ephemeral: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } } } }',
    'pod.volumes.1 = { name: bucket, csi: { driver: gcs.csi.example } }',
    'pod.volumes.1 = { name: token, projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: 600 } }] } }',
    'pod.volumes.1 = { name: info, downwardAPI: { items: [{ path: cpu, resourceFieldRef: { containerName: server, resource: limits.cpu } }] } }',
    'pod.volumes.1 = { name: model, persistentVolumeClaim: { claimName: model, readOnly: true } }',
    'pod.volumes.1 = { name: all, projected: { sources: [{ secret: { name: a } }, { downwardAPI: { items: [{ path: labels, fieldRef: { fieldPath: metadata.labels } }] } }] } }',
  ]);
  itRefuses([
    [
      'pod.volumes.1 = { name: a, csi: { driver: "a b" } }',
      `${d}.volumes[1].csi.driver must be a DNS-1123 subdomain, got "a b"`,
    ],
    ['pod.volumes.1 = { name: a, ephemeral: {} }', `${d}.volumes[1].ephemeral.volumeClaimTemplate is required`],
    [
      'pod.volumes.1 = { name: a, ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: 1Gi } } } } } }',
      `${d}.volumes[1].ephemeral.volumeClaimTemplate.spec.accessModes must hold a mode`,
    ],
    [
      'pod.volumes.1 = { name: a, projected: { sources: [{ serviceAccountToken: { path: /token, expirationSeconds: 60 } }] } }',
      `${d}.volumes[1].projected.sources[0].serviceAccountToken.path must be a relative path without .., got "/token"`,
      `${d}.volumes[1].projected.sources[0].serviceAccountToken.expirationSeconds must be a whole number from 600 to 4294967296, got 60`,
    ],
    [
      'pod.volumes.1 = { name: a, downwardAPI: { items: [{ path: labels }] } }',
      `${d}.volumes[1].downwardAPI.items[0] must have a fieldRef or a resourceFieldRef, one of them`,
    ],
    [
      'pod.volumes.1 = { name: a, downwardAPI: { items: [{ path: ip, fieldRef: { fieldPath: status.podIP } }] } }',
      `${d}.volumes[1].downwardAPI.items[0].fieldRef.fieldPath must be a field of the pod, got "status.podIP"`,
    ],
    ['pod.volumes.1 = { name: A, emptyDir: {} }', `${d}.volumes[1].name must be a DNS-1123 label, got "A"`],
    ['pod.volumes.1 = { name: tmp, emptyDir: {} }', `${d} has two volumes named "tmp"`],
    [
      'pod.volumes.1 = { name: both, emptyDir: {}, configMap: { name: a } }',
      `${d}.volumes[1] must have one source, got ["emptyDir","configMap"]`,
    ],
    ['pod.volumes.1 = { name: none }', `${d}.volumes[1] must have one source, got []`],
    [
      'pod.volumes.0.emptyDir.sizeLimit = -1',
      `${d}.volumes[0].emptyDir.sizeLimit must be a quantity of 0 or more, got -1`,
    ],
    [
      'pod.volumes.0.emptyDir.medium = Disk',
      `${d}.volumes[0].emptyDir.medium must be absent, Memory or HugePages, got "Disk"`,
    ],
    [
      'pod.volumes.1 = { name: a, configMap: { name: A } }',
      `${d}.volumes[1].configMap.name must be a DNS-1123 subdomain, got "A"`,
    ],
    [
      'pod.volumes.1 = { name: a, secret: { defaultMode: 0400 } }',
      `${d}.volumes[1].secret.secretName must be a DNS-1123 subdomain, got nothing`,
    ],
    [
      'pod.volumes.1 = { name: a, secret: { secretName: a, defaultMode: 512 } }',
      `${d}.volumes[1].secret.defaultMode must be a whole number from 0 to 511, got 512`,
    ],
    [
      'pod.volumes.1 = { name: a, persistentVolumeClaim: { claimName: a_b } }',
      `${d}.volumes[1].persistentVolumeClaim.claimName must be a DNS-1123 subdomain, got "a_b"`,
    ],
    [
      'pod.volumes.1 = { name: a, configMap: { name: a, items: [{ key: a, path: /b }] } }',
      `${d}.volumes[1].configMap.items[0].path must be a relative path without .., got "/b"`,
    ],
    [
      'pod.volumes.1 = { name: a, configMap: { name: a, items: [{ key: a, path: b }, { key: c, path: b }] } }',
      `${d}.volumes[1].configMap.items writes "b" twice`,
    ],
    [
      'pod.volumes.1 = { name: a, projected: { sources: [{ secret: { name: a }, configMap: { name: a } }] } }',
      `${d}.volumes[1].projected.sources[0] must have one source, got ["secret","configMap"]`,
    ],
    [
      'Namespace metadata.labels =\npod.volumes.1 = { name: a, hostPath: { path: /a/../b } }',
      `${d}.volumes[1].hostPath.path must be a path without .., got "/a/../b"`,
    ],
  ]);
});

describe('mounts', () => {
  itAccepts([
    'container.volumeMounts.1 = { name: tmp, mountPath: /cache, subPath: cache }',
    'container.volumeMounts.1 = { name: tmp, mountPath: /tmp/inner }',
  ]);
  itRefuses([
    ['container.volumeMounts.0.name = temp', `${c}.volumeMounts[0] names no volume of the pod: "temp"`],
    ['container.volumeMounts.1 = { name: tmp, mountPath: /tmp }', `${c}.volumeMounts mounts two volumes at /tmp`],
    ['container.volumeMounts.1 = { name: tmp, mountPath: /tmp/ }', `${c}.volumeMounts mounts two volumes at /tmp`],
    [
      'container.volumeMounts.1 = { name: tmp, mountPath: cache }',
      `${c}.volumeMounts[1].mountPath must be an absolute path without a colon, got "cache"`,
    ],
    [
      'container.volumeMounts.1 = { name: tmp, mountPath: "/c:/d" }',
      `${c}.volumeMounts[1].mountPath must be an absolute path without a colon, got "/c:/d"`,
    ],
    [
      'container.volumeMounts.1 = { name: tmp, mountPath: /a, subPath: ../b }',
      `${c}.volumeMounts[1].subPath must be a relative path without .., got "../b"`,
    ],
    [
      'container.volumeMounts.1 = { name: tmp, mountPath: /a, subPath: a, subPathExpr: b }',
      `${c}.volumeMounts[1] must have subPath or subPathExpr, not both`,
    ],
  ]);
});
