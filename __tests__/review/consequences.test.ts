import { quota } from '../support/quota-yaml';
import { reviewed } from '../support/reviewed';

const server = (replicas: number, more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: iris:1, resources: { requests: { cpu: 1 } } }]${more} }
---`;
const binding = `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: dev, namespace: vision }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects: [{ kind: Group, name: dev }]
---`;

describe('a review', () => {
  it('concludes from capacity, rights and security', () => {
    const { verdict, reasons, topology } = reviewed(
      quota('requests.cpu: 4') + server(2),
      quota('requests.cpu: 4') + server(6, ', hostNetwork: true') + binding,
    );
    expect(verdict).toBe('attention');
    expect(reasons).toEqual(
      expect.arrayContaining([
        expect.stringContaining('less than is asked for at rest'),
        '1 new right may be used to gain others',
        expect.stringContaining("need Pod Security 'privileged'"),
      ]),
    );
    expect(topology?.nodes.map(({ label }) => label)).toEqual(['Deployment iris']);
  });

  it('replaces no pods of a workload that has none, before or after', () => {
    const other = (replicas: number) => server(replicas).replace('iris:1', 'iris:2');
    expect(reviewed(server(0), other(0)).restarts).toEqual([]);
    expect(reviewed(server(0), other(0)).changes).toHaveLength(1);
    expect(reviewed(server(2), other(0)).restarts).toHaveLength(1);
    expect(reviewed(server(2), other(2)).restarts).toHaveLength(1);
  });

  it('says nothing of what stays', () => {
    const all = quota('requests.cpu: 4') + server(2) + binding;
    expect(reviewed(all, all)).toMatchObject({
      verdict: 'safe',
      capacity: [],
      permissions: [],
      reach: [],
      security: [],
      topology: { nodes: [], edges: [] },
    });
  });
});
