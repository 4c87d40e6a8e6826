/**
 * Needs modules that nothing has used before.
 *
 * @jest-environment node
 */
import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ConfigMapKeyRef, FileMount, ModelServer, ServingApp, TenantNamespace } from '../lib';
import { Match } from '../lib/testing';
import { manifestsFrom, MINIMAL } from './support/declare';

const SELECTOR = { 'app.kubernetes.io/instance': 'iris', 'app.kubernetes.io/name': 'iris' };

test('constructs of cdk8s-plus work against our servers, inside a tenant', () => {
  const app = new ServingApp();
  const tenant = new TenantNamespace(app, 'vision');
  const iris = new ModelServer(tenant, 'iris', MINIMAL);

  new kplus.NetworkPolicy(tenant, 'policy', {
    selector: iris,
    ingress: { rules: [{ peer: iris, ports: [kplus.NetworkPolicyPort.tcp(8000)] }] },
  });
  const service = new kplus.Service(tenant, 'service', { selector: iris, ports: [{ port: 80, targetPort: 8000 }] });
  new kplus.Ingress(tenant, 'ingress', {
    rules: [{ host: 'iris.example.com', backend: kplus.IngressBackend.fromService(service) }],
  });
  const role = new kplus.Role(tenant, 'role');
  role.allowRead(kplus.ApiResource.PODS);

  const manifests = manifestsFrom(app);
  manifests.has('NetworkPolicy', {
    spec: {
      podSelector: { matchLabels: SELECTOR },
      ingress: [{ from: Match.arrayWith([{ podSelector: { matchLabels: SELECTOR } }]), ports: [{ port: 8000 }] }],
    },
  });
  manifests.has('Service', { metadata: { name: Match.pattern(/^vision-service/) }, spec: { selector: SELECTOR } });
  manifests.has('Ingress', { spec: { rules: [{ host: 'iris.example.com' }] } });
  for (const { kind, metadata } of manifests) if (kind !== 'Namespace') expect(metadata.namespace).toBe('vision');
});

test('our servers work inside a chart of cdk8s-plus constructs, and take its ConfigMaps, Secrets and accounts', () => {
  const app = new ServingApp();
  const chart = new Chart(app, 'plain', { namespace: 'plain' });
  const settings = new kplus.ConfigMap(chart, 'settings', { data: { level: 'info' } });
  const imported = kplus.ConfigMap.fromConfigMapName(chart, 'imported', 'elsewhere');
  const account = new kplus.ServiceAccount(chart, 'account');
  new ModelServer(chart, 'iris', {
    ...MINIMAL,
    serviceAccount: account,
    envFromConfigMaps: { LEVEL: ConfigMapKeyRef.of(settings, 'level') },
    files: [FileMount.configMap('/etc/elsewhere', imported)],
  });
  const { template } = manifestsFrom(app, { externalNamespaces: ['plain'] }).get('Deployment').spec;
  expect(template.spec.serviceAccountName).toBe(account.name);
  // Only what this app makes can be watched for changes.
  expect(Object.keys(template.metadata.annotations)).toEqual([`checksum/${settings.name}`]);
});

test('an app that does not use cdk8s-plus never loads it', () => {
  jest.isolateModules(() => {
    jest.doMock('cdk8s-plus-28', () => {
      throw new Error('loaded');
    });
    const lib = jest.requireActual<typeof import('../lib')>('../lib');
    const app = new lib.ServingApp();
    new lib.ModelServer(new lib.TenantNamespace(app, 'vision'), 'iris', {
      image: lib.ContainerImage.of('iris:1'),
      runtime: lib.ServingRuntime.bentoMl(),
      resources: { cpu: '1', memory: '1Gi' },
    });
    expect(app.synthYaml()).toContain('kind: Deployment');
  });
});
