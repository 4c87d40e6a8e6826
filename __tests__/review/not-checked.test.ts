import { parseAllDocuments } from 'yaml';
import { reviewManifests } from '../../lib/review';

const read = (yaml: string): object[] => parseAllDocuments(yaml).map((document) => document.toJS() as object);
const deployment = (container: string, pod = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { ${pod}containers: [{ name: main, image: 'registry.example/iris:1', ports: [{ containerPort: 8000 }]${container} }] }`;
const probe = ', readinessProbe: { tcpSocket: { port: 8000 } }';
const notChecked = (before: string, after: string): string =>
  reviewManifests(read(before), read(after)).notChecked.join('\n');

const USERS =
  "whether programs start with other users, groups and rights to write: Deployment 'iris' in namespace 'vision'";
const READY =
  "whether pods answer as soon as they start, having no readiness probe: Deployment 'iris' in namespace 'vision'";

describe('whoever runs a program otherwise is told that nobody tried', () => {
  test.each([
    ['another user', deployment(probe, 'securityContext: { runAsUser: 10001 }, ')],
    ['another group of files', deployment(probe, 'securityContext: { fsGroup: 10001 }, ')],
    ['a root that is read only', deployment(`${probe}, securityContext: { readOnlyRootFilesystem: true }`)],
    ['a user of the container', deployment(`${probe}, securityContext: { runAsUser: 10001 }`)],
  ])('%s', (_what, after) => {
    expect(notChecked(deployment(probe), after)).toContain(USERS);
    expect(notChecked(after, after.replace('iris:1', 'iris:2'))).not.toContain(USERS);
  });
});

describe('pods that are ready as soon as they start', () => {
  const image = (text: string): string => text.replace('iris:1', 'iris:2');

  test('without a readiness probe are named', () => {
    expect(notChecked(deployment(''), image(deployment('')))).toContain(READY);
    expect(notChecked('', deployment(''))).toContain(READY);
  });

  test('with one, without ports and those that do not change are not', () => {
    const silent = deployment('').replace(', ports: [{ containerPort: 8000 }]', '');
    expect(notChecked(deployment(probe), image(deployment(probe)))).not.toContain('readiness');
    expect(notChecked(silent, image(silent))).not.toContain('readiness');
    expect(notChecked(deployment(''), deployment(''))).not.toContain('readiness');
  });
});
