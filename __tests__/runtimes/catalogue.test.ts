import { Duration } from 'cdk8s';
import {
  Accelerator,
  CidrPeer,
  ClusterProfile,
  ModelServer,
  ServerVolume,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from '../../lib';
import { checkDefinition } from '../../lib/runtimes/check-definition';
import type { RuntimeContext } from '../../lib/runtimes/runtime-facts';
import { manifestsFrom, MINIMAL } from '../support/declare';
import { CATALOGUE, type CatalogueRow } from '../support/runtime-catalogue';
import { expectConsistent, make } from '../support/runtimes';
import { strictSchemaErrors } from '../support/strict-schemas';

const CONTEXTS: readonly RuntimeContext[] = [
  { accelerators: 0 },
  { accelerators: 1, shutdownSeconds: 0 },
  { accelerators: 4, shutdownSeconds: 77, startupSeconds: 3600 },
];
const weightsAt = (mountPath: string): ServerVolume =>
  ServerVolume.emptyDir({ name: 'weights', mountPath, sizeLimit: '20Gi' });
const VERSIONS = ['1.28', '1.30', '1.34', '1.36'];

const runtimeOf = ({ name, least }: CatalogueRow): ServingRuntime => make(name, least);

/** The manifests of a server with the runtime in a tenant that enforces `restricted`, as every tenant does. */
function served(row: CatalogueRow, props: object = {}, kubernetesVersion = '1.34') {
  const app = new ServingApp({ cluster: ClusterProfile.of({ kubernetesVersion }) });
  // Several devices for one model only where the runtime splits it.
  const four = runtimeOf(row)._facts({ accelerators: 4 });
  const count = four.writablePaths?.some(({ path, sizeLimit }) => path === '/dev/shm' && sizeLimit === '4Gi') ? 4 : 1;
  const resources = { cpu: '4', memory: '32Gi', accelerator: Accelerator.nvidia(count) };
  const scope = new TenantNamespace(app, 'vision');
  const volumes = row.weights === undefined ? [] : [weightsAt(row.weights)];
  const server = new ModelServer(scope, 'half', { ...MINIMAL, runtime: runtimeOf(row), resources, volumes, ...props });
  if (row.least.model === 'org/model') server.connectTo(CidrPeer.internet(), { ports: [443] });
  const manifests = manifestsFrom(app);
  return { app, manifests, pod: manifests.get('Deployment').spec.template.spec };
}

describe.each(CATALOGUE)('$name', (row) => {
  const { _description: description } = runtimeOf(row);

  test.each(CONTEXTS)('is a definition like those of others, with facts that agree: %p', (context) => {
    expect(description.problems).toEqual([]);
    expect(checkDefinition(description.definition!(context))).toEqual([]);
    const facts = description.facts(context);
    expect(facts.problems).toEqual([]);
    expectConsistent(facts);
    expect(facts.sigterm?.kind).toBe(row.sigterm);
  });

  test('binds every address and every port that probes, Service and scraper ask, and never the loopback', () => {
    const { ports, args = [], env = {}, command = [] } = description.facts(CONTEXTS[2]);
    const words = [...command, ...args, ...Object.values(env)].join(' ');
    expect(words).not.toMatch(/\b127\.|localhost|\[?::1\b/);
    if (row.unsaid === undefined) expect(words).toContain('0.0.0.0');
    const isSaid = ports.every(({ port }) => new RegExp(`\\b${port}\\b`).test(words));
    expect(isSaid).toBe(row.unsaid === undefined || row.unsaid === 'it takes no host');
  });

  test('moves as a whole with its port: container, Service, probes and what binds it', () => {
    const moved = make(row.name, { ...row.least, port: 9876 });
    const { pod, manifests } = served(row, { runtime: moved });
    const [container] = pod.containers;
    expect(container.ports[0]).toEqual({ containerPort: 9876, name: 'http', protocol: 'TCP' });
    expect(manifests.get('Service').spec.ports[0].targetPort).toBe('http');
    for (const probe of [container.startupProbe, container.readinessProbe, container.livenessProbe])
      expect(container.ports.map(({ name }: { name: string }) => name)).toContain(
        (probe.httpGet ?? probe.tcpSocket).port,
      );
  });

  test.each(VERSIONS)('is let in by Pod Security restricted and by strict schemas of Kubernetes %s', (version) => {
    const { app, manifests, pod } = served(row, {}, version);
    for (const manifest of manifests.all)
      expect(strictSchemaErrors(manifest.apiVersion, manifest.kind, manifest) ?? []).toEqual([]);
    expect(pod.securityContext.runAsNonRoot).toBe(true);
    expect(pod.containers[0].securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
    });
    expect(app.warnings.filter((warning) => !/cuts off running requests|no spare/.test(warning))).toEqual([]);
  });

  test('leaves as its reaction to SIGTERM asks: time before it, or within the grace period', () => {
    const { pod } = served(row, { drain: { delay: Duration.seconds(10), shutdown: Duration.seconds(25) } });
    const { sleep } = pod.containers[0].lifecycle.preStop;
    expect(sleep.seconds).toBe(row.sigterm === 'abort' ? 35 : 10);
    expect(pod.terminationGracePeriodSeconds).toBe(40);
  });

  test('writes to volumes with a size alone, and shares memory within the limit', () => {
    for (const volume of served(row).pod.volumes) expect(volume.emptyDir.sizeLimit).toMatch(/^\d+[MG]i$/);
  });

  test('says nowhere in plain sight what it takes as a secret', () => {
    const { secrets = [], env = {}, args = [] } = description.facts(CONTEXTS[2]);
    for (const { variable, argument } of secrets) {
      expect(env).not.toHaveProperty(variable);
      const at = args.indexOf(argument ?? '');
      if (at >= 0) expect(args[at + 1]).toMatch(/^\$\(\w+\)$/);
    }
  });
});

test('every runtime that is made by a definition is in the catalogue', () => {
  const first = ['http', 'grpc', 'fastApi', 'flaskGunicorn', 'streamlit', 'bentoMl', 'mlem', 'describe'];
  const factories = Object.getOwnPropertyNames(ServingRuntime).filter(
    (name) => typeof (ServingRuntime as never)[name] === 'function',
  );
  expect(factories.filter((name) => !first.includes(name)).sort()).toEqual(CATALOGUE.map(({ name }) => name).sort());
});
