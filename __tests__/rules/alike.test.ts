import { UNDECLARED } from '../../lib/cluster/cluster-facts';
import { titleOf } from '../../lib/manifests/object-ref';
import { NO_CONTEXT, type RuleContext } from '../../lib/rules/context';
import { inPods } from '../../lib/rules/in-pods';
import { RULES } from '../../lib/rules/registry';
import { runRules } from '../../lib/rules/run-rules';
import { setOfYaml } from '../support/findings';

const EXAMPLES = RULES.flatMap(({ id, example }) => (example ? [{ id, ...example }] : []));

/** The examples are of the namespaces vision and llm; the same of another one, where everything may have the same names. */
const elsewhere = (yaml: string) => yaml.replaceAll(/\b(vision|llm)\b/g, 'before');

/** Where a rule finds something in the examples' namespace. */
function placesOf(rule: string, yaml: string, kubernetesMinor: number | undefined): string[] {
  const context: RuleContext = { ...NO_CONTEXT, cluster: { ...UNDECLARED, kubernetesMinor } };
  return runRules(setOfYaml(yaml), context)
    .filter((finding) => finding.rule === rule && finding.object.namespaceName !== 'before')
    .map(({ object, at }) => `${titleOf(object)} ${at ?? ''}`);
}

describe('rules ask once of all objects that are alike', () => {
  // Of hosts and node ports, which are the cluster's, more may be found than of one namespace alone.
  test.each(EXAMPLES)(
    '$id: what fails is found behind the same in order',
    ({ id, failing, mended, kubernetesMinor }) => {
      const found = placesOf(id, [elsewhere(mended), failing].join('\n---\n'), kubernetesMinor);
      expect(found).toEqual(expect.arrayContaining(placesOf(id, failing, kubernetesMinor)));
    },
  );

  test.each(EXAMPLES)('$id: what fails twice is found twice', ({ id, failing, kubernetesMinor }) => {
    const found = placesOf(id, [elsewhere(failing), failing].join('\n---\n'), kubernetesMinor);
    expect(found).toEqual(expect.arrayContaining(placesOf(id, failing, kubernetesMinor)));
  });

  const pod = (name: string, restartPolicy: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: vision }
spec: { restartPolicy: ${restartPolicy}, containers: [{ name: ${name}, image: 'registry.example/${name}:1' }] }`;

  test('findings come in the order of the set, and say of each what it is called', () => {
    const set = setOfYaml(
      pod('a', 'Never'),
      pod('b', 'Always'),
      pod('c', 'Never'),
      pod('d', 'OnFailure'),
      pod('e', 'Always'),
    );
    const found = inPods(set, ({ manifest, podSpec }) =>
      podSpec.restartPolicy === 'OnFailure'
        ? []
        : [{ manifest, message: `${manifest.name} says ${String(podSpec.restartPolicy)}` }],
    );
    expect(found.map(({ message }) => message)).toEqual([
      'a says Never',
      'b says Always',
      'c says Never',
      'e says Always',
    ]);
  });

  test('nothing is asked of pods that are like others which are in order', () => {
    const asked: string[] = [];
    inPods(setOfYaml(pod('a', 'Never'), pod('b', 'Always'), pod('c', 'Never'), pod('d', 'Always')), ({ manifest }) => {
      asked.push(manifest.name);
      return [];
    });
    expect(asked).toEqual(['a', 'b']);
  });

  test('each pod is asked whose devices come by claims', () => {
    const asked: string[] = [];
    const claiming = (name: string) =>
      pod(name, 'Always').replace('spec: {', 'spec: { resourceClaims: [{ name: gpu, resourceClaimName: gpu }],');
    inPods(setOfYaml(claiming('a'), claiming('b')), ({ manifest }) => {
      asked.push(manifest.name);
      return [];
    });
    expect(asked).toEqual(['a', 'b']);
  });
});
