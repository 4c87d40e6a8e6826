import { pod, refused } from './refused';

const requestOf = (memory: string, limit: string, name = 'memory') =>
  refused(pod({ container: `resources: { requests: { ${name}: ${memory} }, limits: { ${name}: ${limit} } }` }));

describe('bytes beside others in thousandths of a byte', () => {
  test.each(['memory', 'ephemeral-storage'])('are told what m means: %s', (name) => {
    expect(requestOf('1Gi', '512m', name)).toEqual([
      `/spec/containers/0/resources/requests/${name} must not be above the limit '512m' ('m' means thousandths, write 'Mi' for mebibytes), got '1Gi'`,
    ]);
  });

  test('are not in other units, and not of cores', () => {
    expect(requestOf('1Gi', '512Mi')).toEqual([expect.stringMatching(/the limit '512Mi', got '1Gi'$/)]);
    expect(requestOf('1', '500m', 'cpu')).toEqual([expect.stringMatching(/the limit '500m', got 1$/)]);
  });
});
