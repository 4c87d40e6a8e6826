/**
 * What the API's types say of fields, by their names: which values are the same as none, and which are quantities.
 *
 * Source: the field types (pointer or not) of https://github.com/kubernetes/api/tree/v0.36.2
 */

/** Maps of text to text: whatever is in them is kept as it is. */
export const TEXT_MAPS: ReadonlySet<string> = new Set([
  'annotations',
  'binaryData',
  'data',
  'labels',
  'matchLabels',
  'nodeSelector',
  'parameters',
  'volumeAttributes',
]);

/** Maps of resource names to quantities. */
export const QUANTITY_MAPS: ReadonlySet<string> = new Set([
  'allocatable',
  'capacity',
  'default',
  'defaultRequest',
  'hard',
  'limits',
  'max',
  'maxLimitRequestRatio',
  'min',
  'podFixed',
  'requests',
]);

/** Single quantities. */
export const QUANTITIES: ReadonlySet<string> = new Set(['averageValue', 'divisor', 'sizeLimit', 'tolerance']);

/** Objects that are no pointers: an empty one is the same as none. */
export const VALUE_OBJECTS: ReadonlySet<string> = new Set([
  ...TEXT_MAPS,
  ...QUANTITY_MAPS,
  'jobTemplate',
  'metadata',
  'metric',
  'resources',
  'spec',
  'status',
  'strategy',
  'target',
  'template',
  'updateStrategy',
]);

/** Switches that are no pointers: `false` is the same as none. */
export const VALUE_SWITCHES: ReadonlySet<string> = new Set([
  'globalDefault',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'paused',
  'publishNotReadyAddresses',
  'readOnly',
  'stdin',
  'stdinOnce',
  'tty',
  'unschedulable',
]);

/** Numbers that are no pointers: `0` is the same as none. */
export const VALUE_NUMBERS: ReadonlySet<string> = new Set([
  'containerPort',
  'healthCheckNodePort',
  'hostPort',
  'initialDelaySeconds',
  'maxReplicas',
  'maxSkew',
  'minReadySeconds',
  'nodePort',
  'seconds',
  'weight',
]);

/** Texts that are pointers: an empty one differs from none. */
export const POINTER_TEXTS: ReadonlySet<string> = new Set([
  'appProtocol',
  'completionMode',
  'hostnameOverride',
  'ingressClassName',
  'loadBalancerClass',
  'localhostProfile',
  'managedBy',
  'preemptionPolicy',
  'resourceClaimName',
  'resourceClaimTemplateName',
  'runtimeClassName',
  'service',
  'storageClassName',
  'timeZone',
  'volumeAttributesClassName',
]);
