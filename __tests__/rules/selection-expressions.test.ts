import { oneDisruptionBudget } from '../../lib/rules/selection/one-disruption-budget';
import { ownPods } from '../../lib/rules/selection/own-pods';
import { setOfYaml, texts } from '../support/findings';

const budget = (name: string, selector: string): string => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name}, namespace: a }
spec: { maxUnavailable: 1, selector: ${selector} }`;
const deployment = (name: string, selector: string, labels: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: a }
spec: { selector: ${selector}, template: { metadata: { labels: ${labels} }, spec: { containers: [] } } }`;

const IRIS = deployment('iris', '{ matchLabels: { app: iris } }', '{ app: iris, tier: api }');
const PLAIN = '{ matchLabels: { app: iris } }';

describe('two budgets of the same pods', () => {
  test.each([
    '{ matchLabels: { app: iris } }',
    '{ matchExpressions: [{ key: app, operator: In, values: [iris, rose] }] }',
    '{ matchExpressions: [{ key: app, operator: Exists }] }',
    '{ matchExpressions: [{ key: canary, operator: DoesNotExist }] }',
    '{ matchLabels: { app: iris }, matchExpressions: [{ key: tier, operator: NotIn, values: [web] }] }',
  ])('are found by %s', (selector) => {
    expect(texts(oneDisruptionBudget, setOfYaml(IRIS, budget('one', PLAIN), budget('two', selector)))).toEqual([
      expect.stringContaining("selects the pods of 'app/0' that 'app/1' selects already"),
    ]);
  });

  test.each([
    '{ matchExpressions: [{ key: app, operator: In, values: [rose] }] }',
    '{ matchExpressions: [{ key: app, operator: DoesNotExist }] }',
    '{ matchLabels: { app: iris }, matchExpressions: [{ key: tier, operator: In, values: [web] }] }',
  ])('are none by %s', (selector) => {
    expect(texts(oneDisruptionBudget, setOfYaml(IRIS, budget('one', PLAIN), budget('two', selector)))).toEqual([]);
  });
});

describe('workloads that select by expressions', () => {
  test.each([
    [
      '{ matchExpressions: [{ key: app, operator: In, values: [iris, rose] }] }',
      "its selector app in (iris,rose) matches the pods of 'app/0' as well",
    ],
    [
      '{ matchLabels: { app: iris }, matchExpressions: [{ key: web, operator: DoesNotExist }] }',
      "its selector app=iris,!web matches the pods of 'app/0' as well",
    ],
  ])('find the pods of another by %s', (selector, text) => {
    expect(texts(ownPods, setOfYaml(IRIS, deployment('rose', selector, '{ app: rose }')))).toEqual([
      expect.stringContaining(text),
    ]);
  });

  test('are told apart by them', () => {
    const selector = '{ matchLabels: { app: iris }, matchExpressions: [{ key: tier, operator: In, values: [web] }] }';
    const other = deployment('web', selector, '{ app: iris, tier: web }');
    const first = IRIS.replace(
      'selector: { matchLabels: { app: iris } }',
      'selector: { matchLabels: { app: iris, tier: api } }',
    );
    expect(texts(ownPods, setOfYaml(first, other))).toEqual([]);
  });
});
