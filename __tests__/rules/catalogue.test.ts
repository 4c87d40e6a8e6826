import { UNDECLARED } from '../../lib/cluster/cluster-facts';
import { NO_CONTEXT, type RuleContext } from '../../lib/rules/context';
import { RULES } from '../../lib/rules/registry';
import { runRules } from '../../lib/rules/run-rules';
import { setOfYaml } from '../support/findings';
import { subjects } from '../support/rules-page';

/** Files beside the rules of a subject are folders: each file is a rule, named by its id. */
test('every rule is a file named by its id, and every file is a rule that runs', () => {
  expect([...subjects().keys()].sort()).toEqual(RULES.map(({ id }) => id).sort());
});

test.each(RULES)(
  'the rule $id has an id in kebab-case, a title, a reason and sources',
  ({ id, title, reason, sources }) => {
    expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    expect(title).toMatch(/^\S.{10,120}[^.]$/);
    expect(reason).toMatch(/^[A-Za-z0-9`].{20,}\.$/s);
    expect(sources.length).toBeGreaterThan(0);
  },
);

const contextOf = (kubernetesMinor?: number): RuleContext => ({
  ...NO_CONTEXT,
  cluster: { ...UNDECLARED, kubernetesMinor },
});

const EXAMPLES = RULES.flatMap(({ id, example }) => (example ? [{ id, ...example }] : []));

test.each(EXAMPLES)('$id: what fails is found, by this rule alone', ({ id, failing, kubernetesMinor }) => {
  const found = runRules(setOfYaml(failing), contextOf(kubernetesMinor));
  expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set([id]));
});

test.each(EXAMPLES)('$id: what passes is found by no rule', ({ mended, kubernetesMinor }) => {
  expect(runRules(setOfYaml(mended), contextOf(kubernetesMinor))).toEqual([]);
});

/** Of tenants and weights of releases, which constructs know; tested with them. */
const WITHOUT_EXAMPLE = ['tenant-namespace', 'tenant-exposure', 'tenant-registries', 'canary-is-routed'];

test('every rule about manifests alone has an example', () => {
  expect(RULES.filter(({ example }) => !example).map(({ id }) => id)).toEqual(WITHOUT_EXAMPLE);
});
