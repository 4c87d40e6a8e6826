import { itAccepts, itRefuses } from '../changes';

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
      'pod.volumes.1 = { name: a, hostPath: { path: /a, type: Folder } }',
      "Deployment /spec/template/spec/volumes/1/hostPath/type must be one of '', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice', got 'Folder'",
    ],
    [
      'pod.volumes.1 = { name: a, ephemeral: {} }',
      'Deployment /spec/template/spec/volumes/1/ephemeral/volumeClaimTemplate is missing',
    ],
    [
      'pod.volumes.1 = { name: a, projected: { sources: [{ serviceAccountToken: { path: /token, expirationSeconds: 60 } }] } }',
      'Deployment /spec/template/spec/volumes/1/projected/sources/0/serviceAccountToken/expirationSeconds must be from 600 to 4294967296, got 60',
      "Deployment /spec/template/spec/volumes/1/projected/sources/0/serviceAccountToken/path must be a relative path without '..', got '/token'",
    ],
    [
      'pod.volumes.1 = { name: a, downwardAPI: { items: [{ path: labels }] } }',
      'Deployment /spec/template/spec/volumes/1/downwardAPI/items/0 must have one of fieldRef and resourceFieldRef',
    ],
    [
      'pod.volumes.1 = { name: both, emptyDir: {}, configMap: { name: a } }',
      'Deployment /spec/template/spec/volumes/1/configMap must have one source only, there is emptyDir already',
    ],
    [
      'pod.volumes.0.emptyDir.sizeLimit = -1',
      'Deployment /spec/template/spec/volumes/0/emptyDir/sizeLimit must be 0 or more, got -1',
    ],
    [
      'pod.volumes.1 = { name: a, secret: { defaultMode: 0400 } }',
      'Deployment /spec/template/spec/volumes/1/secret/secretName is missing or empty',
    ],
    [
      'pod.volumes.1 = { name: a, configMap: { name: a, items: [{ key: a, path: /b }] } }',
      "Deployment /spec/template/spec/volumes/1/configMap/items/0/path must be a relative path without '..', got '/b'",
    ],
    [
      'pod.volumes.1 = { name: a, projected: { sources: [{ secret: { name: a }, configMap: { name: a } }] } }',
      'Deployment /spec/template/spec/volumes/1/projected/sources/0/configMap must have one source only, there is secret already',
    ],
    [
      'Namespace metadata.labels =\npod.volumes.1 = { name: a, hostPath: { path: /a/../b } }',
      "Deployment /spec/template/spec/volumes/1/hostPath/path must not hold '..', got '/a/../b'",
    ],
  ]);
});

describe('mounts', () => {
  itAccepts([
    'container.volumeMounts.1 = { name: tmp, mountPath: /cache, subPath: cache }',
    'container.volumeMounts.1 = { name: tmp, mountPath: /tmp/inner }',
  ]);
  itRefuses([
    [
      'container.volumeMounts.0.mountPropagation = Bidirectional',
      "Deployment /spec/template/spec/containers/0/volumeMounts/0/mountPropagation can be 'Bidirectional' in a privileged container only",
    ],
    [
      'container.volumeMounts.1 = { name: tmp, mountPath: /a, subPath: ../b }',
      "Deployment /spec/template/spec/containers/0/volumeMounts/1/subPath must be a relative path without '..', got '../b'",
    ],
    [
      'container.volumeMounts.1 = { name: tmp, mountPath: /a, subPath: a, subPathExpr: b }',
      'Deployment /spec/template/spec/containers/0/volumeMounts/1/subPathExpr cannot be set together with subPath',
    ],
  ]);
});
