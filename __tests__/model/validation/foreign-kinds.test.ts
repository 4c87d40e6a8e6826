import { parse } from 'yaml';
import { ignoredFields, serverWarnings } from '../../../lib/model/validation';
import { isPlainObject, type JsonObject } from '../../../lib/private/json';

const POD = `{ hostUsers: false, containers: [{ name: a, image: a, resources: { limits: { memory: 500m } },
  env: [{ name: A, value: '1' }, { name: A, value: '2' }], lifecycle: { preStop: { sleep: { seconds: 0 } } } }] }`;
const TEMPLATE = `{ selector: {}, template: { metadata: {}, spec: ${POD} } }`;
const CLAIM = '{ volumeAttributesClassName: fast, resources: { requests: { storage: 500m } } }';

/** Objects of Kubernetes' own kinds of which something is said. */
const OWN = [
  ...['Deployment', 'DaemonSet', 'ReplicaSet'].map(
    (kind) => `{ apiVersion: apps/v1, kind: ${kind}, spec: ${TEMPLATE} }`,
  ),
  `{ apiVersion: apps/v1, kind: StatefulSet, spec: { volumeClaimTemplates: [{ spec: ${CLAIM} }], template: { spec: ${POD} } } }`,
  `{ apiVersion: batch/v1, kind: Job, spec: { managedBy: a.example/b, successPolicy: {}, template: { spec: ${POD} } } }`,
  `{ apiVersion: batch/v1, kind: CronJob, spec: { jobTemplate: { spec: { template: { spec: ${POD} } } } } }`,
  `{ apiVersion: v1, kind: Pod, spec: ${POD} }`,
  `{ apiVersion: v1, kind: ReplicationController, spec: ${TEMPLATE} }`,
  `{ apiVersion: v1, kind: PodTemplate, template: { spec: ${POD} } }`,
  `{ apiVersion: v1, kind: PersistentVolumeClaim, spec: ${CLAIM} }`,
  '{ apiVersion: v1, kind: Service, spec: { trafficDistribution: PreferClose } }',
  '{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, spec: { behavior: { scaleUp: { tolerance: 0.1 } } } }',
];

const said = (object: JsonObject): unknown[] => [...ignoredFields(object, { minor: 28 }), ...serverWarnings(object)];

describe.each(OWN)('%s', (yaml) => {
  const object = parse(yaml) as unknown;
  if (!isPlainObject(object)) throw new Error(`no object: ${yaml}`);

  test('is remarked upon', () => {
    expect(said(object)).not.toEqual([]);
  });

  test.each(['example.com/v1', 'apps.kruise.io/v1beta1', 'batch.volcano.sh/v1alpha1', 'serving.knative.dev/v1'])(
    'is not, as a kind of %s, which has fields of its own',
    (apiVersion) => {
      expect(said({ ...object, apiVersion })).toEqual([]);
    },
  );
});
