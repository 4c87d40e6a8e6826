import { fill, fillZero, type Change } from '../fields/fields';

/** https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/storage/v1/defaults.go */
export const storageClass: Change = (object) =>
  fill(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });

export const csiDriver: Change = (spec) =>
  fill(spec, {
    attachRequired: true,
    podInfoOnMount: false,
    storageCapacity: false,
    fsGroupPolicy: 'ReadWriteOnceWithFSType',
    volumeLifecycleModes: ['Persistent'],
    requiresRepublish: false,
    seLinuxMount: false,
  });

export const persistentVolume: Change = (spec) =>
  fill(fillZero(spec, { persistentVolumeReclaimPolicy: 'Retain' }), { volumeMode: 'Filesystem' });
