import { checkManifests } from '../../../lib/command/check-manifests';
import { existingBackends } from '../../../lib/rules/routes/existing-backends';
import { scalerTarget } from '../../../lib/rules/scaling/scaler-target';
import { podSecurity } from '../../../lib/rules/pods/pod-security';
import { reviewed } from '../../support/reviewed';
import { setOfYaml, texts } from '../../support/findings';

const KSERVE = `
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: iris, namespace: vision, annotations: { serving.kserve.io/autoscalerClass: none } }
spec:
  predictor:
    minReplicas: 2
    containers:
      - { name: kserve-container, image: 'iris:1', ports: [{ name: http, containerPort: 8000 }], resources: { requests: { cpu: 2, memory: 4Gi }, limits: { cpu: 2, memory: 4Gi } } }`;
const SELDON = `
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: iris, namespace: vision }
spec:
  predictors:
    - name: default
      graph: { name: classifier, type: MODEL }
      componentSpecs:
        - spec:
            securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: RuntimeDefault } }
            containers:
              - name: classifier
                image: iris:1
                securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }`;
const NAMESPACE = (level = 'privileged') => `
apiVersion: v1
kind: Namespace
metadata: { name: vision, labels: { pod-security.kubernetes.io/enforce: ${level} } }`;
const ingress = (name: string, port: number) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: nginx
  rules: [{ host: models.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${name}, port: { number: ${port} } } } }] } }]`;

describe("rules see what operators make of anybody's YAML", () => {
  test.each([
    ['iris-predictor', 80],
    ['iris-default', 8000],
  ])('a route to %s leads to a Service that exists', (name, port) => {
    const yaml = [NAMESPACE(), name === 'iris-predictor' ? KSERVE : SELDON, ingress(name, port)];
    expect(texts(existingBackends, setOfYaml(...yaml))).toEqual([]);
  });

  test('a port that it does not have, and a name that no operator makes, are told', () => {
    const port = texts(existingBackends, setOfYaml(NAMESPACE(), KSERVE, ingress('iris-predictor', 8000)));
    expect(port.join()).toContain("must be a port of the Service 'iris-predictor', which has 80 (http), got 8000");
    const name = texts(existingBackends, setOfYaml(NAMESPACE(), KSERVE, ingress('iris', 80)));
    expect(name.join()).toContain('which has iris-predictor');
  });

  test("the executor of Seldon is refused in a namespace that enforces 'restricted', and let in at 'baseline'", () => {
    expect(texts(podSecurity, setOfYaml(NAMESPACE('baseline'), SELDON))).toEqual([]);
    expect(texts(podSecurity, setOfYaml(NAMESPACE('restricted'), SELDON)).join()).toContain(
      "containers[1].securityContext.capabilities.drop must hold 'ALL'",
    );
  });

  test('an autoscaler of somebody else is for the Deployment that KServe makes', () => {
    const scaler = (name: string) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: own, namespace: vision }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} } }`;
    expect(texts(scalerTarget, setOfYaml(KSERVE, scaler('iris-predictor')))).toEqual([]);
    expect(texts(scalerTarget, setOfYaml(KSERVE, scaler('iris')))).toHaveLength(1);
  });

  test('a quota that the pods do not fit is told at the object that makes them', () => {
    const quota = `
apiVersion: v1
kind: ResourceQuota
metadata: { name: budget, namespace: vision }
spec: { hard: { requests.cpu: 3, requests.memory: 40Gi } }`;
    const findings = checkManifests([NAMESPACE(), KSERVE, quota].map((text) => setOfYaml(text).manifests[0].json));
    expect(findings.map(({ rule }) => rule)).toContain('quota-fit');
  });
});

test('a review finds pods that a change of the custom resource replaces, and knows who takes the requests', () => {
  const before = [NAMESPACE(), KSERVE, ingress('iris-predictor', 80)].join('\n---\n');
  const after = before.replace("image: 'iris:1'", "image: 'iris:2'").replace('minReplicas: 2', 'minReplicas: 3');
  const found = reviewed(before, after);
  expect(found.restarts.map(({ object }) => `${object.kind} ${object.name}`)).toEqual(['Deployment iris-predictor']);
  expect(found.capacity).toContainEqual(expect.objectContaining({ key: 'requests.cpu', before: '4', after: '6' }));
  expect(found.refusals).toEqual([]);
});

describe('what KServe refuses of a change is told before it is applied', () => {
  const refusals = (before: string, after: string) =>
    reviewed([NAMESPACE(), before].join('\n---\n'), [NAMESPACE(), after].join('\n---\n')).refusals;
  const inMode = (mode: string) => KSERVE.replace('autoscalerClass: none', `deploymentMode: ${mode}`);
  const model = (name: string, uri: string) => `
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: iris, namespace: vision }
spec: { predictor: { name: ${name}, model: { modelFormat: { name: sklearn }, storageUri: '${uri}' } } }`;

  test('another mode, whatever it was called', () => {
    const [refusal] = refusals(inMode('Standard'), inMode('Knative'));
    expect(refusal).toMatchObject({ object: { kind: 'InferenceService' }, immutable: true });
    expect(refusals(inMode('RawDeployment'), inMode('Standard'))).toEqual([]);
  });

  test('another name of the predictor without another model', () => {
    expect(refusals(model('v1', 's3://iris/1'), model('v2', 's3://iris/1'))).toMatchObject([
      { at: '/spec/predictor/name', immutable: true },
    ]);
    expect(refusals(model('v1', 's3://iris/1'), model('v2', 's3://iris/2'))).toEqual([]);
  });
});
