import { type ClusterFacts, UNDECLARED } from '../../lib/cluster/cluster-facts';
import { NO_CONTEXT } from '../../lib/rules/context';
import type { Rule } from '../../lib/rules/rule';
import { runRules } from '../../lib/rules/run-rules';
import { setOfYaml } from './findings';

/** What a rule finds in YAML: the severity and the message. */
export const foundBy =
  (rule: Rule) =>
  (documents: readonly string[], cluster: Partial<ClusterFacts> = {}): string[] =>
    runRules(setOfYaml(...documents), { ...NO_CONTEXT, cluster: { ...UNDECLARED, ...cluster } }, [rule]).map(
      ({ severity, message }) => `${severity}: ${message}`,
    );

/** A NetworkPolicy of a namespace. */
export const policyYaml = (spec: string, name = 'rules', namespace = 'vision'): string =>
  `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}`;

/** A Deployment whose only container has the given fields besides. */
export const deploymentYaml = (name: string, container: string, podSpec = '', namespace = 'vision'): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { ${podSpec}containers: [{ name: main, image: "${name}:1", ${container} }] }`;

/** A Service of such a Deployment. */
export const serviceYaml = (name: string, ports: string, namespace = 'vision'): string =>
  `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [${ports}] }`;

/** A peer: all pods of a namespace. */
export const namespaceYaml = (name: string): string =>
  `{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } } }`;
