import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ServingValidation, type ServingValidationContext } from '../../lib/command/cdk8s-validation';

type Violation = Parameters<ServingValidationContext['report']['addViolation']>[0];

/** What the cdk8s CLI is told about files with these texts. */
async function reported(texts: { readonly [file: string]: string }, props = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'validation-'));
  try {
    const manifests = Object.entries(texts).map(([file, text]) => {
      fs.writeFileSync(path.join(folder, file), text);
      return path.join(folder, file);
    });
    const violations: Violation[] = [];
    let status: string | undefined;
    await new ServingValidation(props).validate({
      manifests,
      report: {
        addViolation: (violation) => violations.push(violation),
        submit: (given) => {
          status = given;
        },
      },
    });
    return { status, violations };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const config = (level: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { level: ${level} }
`;

test('files without findings succeed', async () => {
  expect(await reported({ 'a.yaml': config('info') })).toEqual({ status: 'success', violations: [] });
});

test('all files are looked at together, and an error fails the synthesis with the place and the way out', async () => {
  const { status, violations } = await reported({ 'a.yaml': config('info'), 'b.yaml': config('debug') });
  expect(status).toBe('failure');
  expect(violations).toEqual([
    {
      ruleName: 'unique-objects',
      recommendation: "ConfigMap 'settings' in namespace 'vision' is made twice",
      fix: 'give one of them another name',
      violatingResources: [
        { resourceName: 'settings', manifestPath: expect.stringMatching(/b\.yaml$/), locations: ['/'] },
      ],
    },
  ]);
});

test('a file that is no YAML fails', async () => {
  const { status, violations } = await reported({ 'a.yaml': 'a: [' });
  expect(status).toBe('failure');
  expect(violations).toHaveLength(1);
});

test('warnings fail where that is asked for', async () => {
  const scaled = `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { pods: "4" } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: vision }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec: { containers: [{ name: main, image: registry.example/agent:1.0.0 }] }
`;
  expect((await reported({ 'a.yaml': scaled })).status).toBe('success');
  expect((await reported({ 'a.yaml': scaled }, { failOn: 'warning' })).status).toBe('failure');
});
