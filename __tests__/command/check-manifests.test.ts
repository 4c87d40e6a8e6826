import { checkManifests } from '../../lib/command';

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { ports: [{ port: 80 }] },
};

test('finds in plain objects what the command finds in files', () => {
  const findings = checkManifests([service, service]);
  expect(findings).toContainEqual(
    expect.objectContaining({
      rule: 'unique-objects',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'Service', name: 'web', namespaceName: 'shop' },
      origin: { index: expect.any(Number) },
    }),
  );
  expect(checkManifests([service, service], { disable: ['unique-objects'] }).map(({ rule }) => rule)).not.toContain(
    'unique-objects',
  );
  expect(checkManifests([])).toEqual([]);
});

test('fails for facts of a cluster that are none', () => {
  const cluster = { kubernetesVersion: '2', dnsNamespace: 'dns' } as object;
  expect(() => checkManifests([], { cluster })).toThrow(
    '2 problems:\n' +
      "  cluster has an unknown key 'dnsNamespace'; did you mean 'dnsNamespaceName'?\n" +
      "  cluster.kubernetesVersion must be a version of Kubernetes from '1.28' to '1.37', got '2'",
  );
});

test('fails for what is no Kubernetes object, and for rules that do not exist', () => {
  expect(() => checkManifests([{ kind: 'Service' }, [service]])).toThrow(
    '2 problems:\n' +
      '  objects[0].apiVersion must be a text that is not empty, got nothing\n' +
      '  objects[1] must be a Kubernetes object, got [an object (apiVersion, kind, metadata, spec)]',
  );
  expect(() => checkManifests([], { disable: ['unique-object'] })).toThrow(
    "there is no rule 'unique-object' to disable",
  );
});
