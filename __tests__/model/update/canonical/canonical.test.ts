import { parse } from 'yaml';
import { canonical } from '../../../../lib/model/update/canonical/canonical';

/** What is left of an object's field when it is compared. */
function left(kind: string, spec: string, apiVersion = 'v1'): unknown {
  return canonical({ apiVersion, kind, spec: parse(spec) as unknown }, 'stored').spec;
}

describe('a canonical object', () => {
  it.each([
    ['switches that are no pointers', '{ hostNetwork: false, tty: false, paused: true }', '{ paused: true }'],
    ['numbers that are no pointers', '{ minReadySeconds: 0, weight: 0, replicas: 0 }', '{ replicas: 0 }'],
    ['texts that are no pointers', '{ nodeName: "", storageClassName: "" }', '{ storageClassName: "" }'],
    [
      'objects that are no pointers',
      '{ resources: {}, nodeSelector: {}, affinity: {}, emptyDir: {} }',
      '{ affinity: {}, emptyDir: {} }',
    ],
    [
      'what is empty when nothing is left of it',
      '{ resources: { limits: {} }, template: { metadata: { labels: {} } }, a: 1 }',
      '{ a: 1 }',
    ],
    ['lists without items', '{ args: [], env: null, a: [[], {}] }', '{ a: [[], {}] }'],
    [
      'nothing of a map of texts',
      '{ labels: { a: "", limits: 1024Mi }, data: { sizeLimit: 1024Mi } }',
      '{ labels: { a: "", limits: 1024Mi }, data: { sizeLimit: 1024Mi } }',
    ],
  ])('is without %s', (_, spec, expected) => {
    expect(left('Pod', spec)).toEqual(parse(expected));
  });

  it.each([
    ['Pod', '{ limits: { cpu: 1000m }, sizeLimit: 1024Mi }', '{ limits: { cpu: "1" }, sizeLimit: 1Gi }'],
    [
      'LimitRange',
      '{ limits: [{ max: { memory: 1024Ki }, min: { cpu: 0.5 } }] }',
      '{ limits: [{ max: { memory: 1Mi }, min: { cpu: 500m } }] }',
    ],
    ['ResourceQuota', '{ hard: { pods: 10, requests.cpu: 1000m } }', '{ hard: { pods: "10", requests.cpu: "1" } }'],
    ['Pod', '{ env: [{ name: A, value: 1000m }] }', '{ env: [{ name: A, value: 1000m }] }'],
  ])('of the kind %s spells quantities in one way, and texts as they are: %s', (kind, spec, expected) => {
    expect(left(kind, spec)).toEqual(parse(expected));
  });

  it('selects all pods of a policy with nothing, and those of a peer only with something', () => {
    const policy = '{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }';
    expect(left('NetworkPolicy', policy, 'networking.k8s.io/v1')).toEqual({
      ingress: [{ from: [{ podSelector: {} }] }],
    });
  });

  it('of a custom resource is as it is given, without null', () => {
    const spec = '{ tty: false, limits: { cpu: 1000m }, resources: {}, args: [null, []], a: null }';
    expect(left('Thing', spec, 'a.example/v1')).toEqual(
      parse('{ tty: false, limits: { cpu: 1000m }, resources: {}, args: [null, []] }'),
    );
  });

  it('of a definition keeps the schemas of its kind', () => {
    const spec = '{ versions: [{ schema: { properties: { labels: {}, tty: { default: false } } } }] }';
    expect(left('CustomResourceDefinition', spec, 'apiextensions.k8s.io/v1')).toEqual(parse(spec));
  });

  it('is without what nobody gives', () => {
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'm', uid: 'u', labels: {}, managedFields: [] },
      status: {},
    };
    expect(canonical(object, 'stored')).toEqual({ apiVersion: 'apps', kind: 'Deployment', metadata: { name: 'm' } });
  });
});
