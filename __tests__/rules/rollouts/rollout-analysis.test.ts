import { NO_CONTEXT } from '../../../lib/rules/context';
import { rolloutAnalysis } from '../../../lib/rules/rollouts/rollout-analysis';
import { runRules } from '../../../lib/rules/run-rules';
import { setOfYaml } from '../../support/findings';

const rollout = (strategy: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  strategy: { ${strategy} }
  template: { metadata: { labels: { app: iris } }, spec: { containers: [{ name: main, image: x }] } }
---`;
const PROVIDER = 'provider: { prometheus: { address: a, query: q } }';
const template = (metrics: string, args = '', kind = 'AnalysisTemplate', name = 'errors') => `
apiVersion: argoproj.io/v1alpha1
kind: ${kind}
metadata: { name: ${name} ${kind === 'AnalysisTemplate' ? ', namespace: vision' : ''} }
spec: { args: [${args}], metrics: [${metrics}] }
---`;
const found = (...yaml: string[]) =>
  runRules(setOfYaml(yaml.join('')), NO_CONTEXT, [rolloutAnalysis]).map(({ at, message }) => `${at ?? ''}: ${message}`);
const ONCE = `{ name: errors, ${PROVIDER} }`;
const NAMES = 'templates: [{ templateName: errors }]';
const STEP = `canary: { steps: [{ setWeight: 10 }, { analysis: { ${NAMES} } }] }`;
const AT = '/spec/strategy/canary/steps/1/analysis';

describe('a template', () => {
  test.each<[string, string, string]>([
    [
      'measures something',
      '',
      '/spec/metrics: an analysis must measure something, got no metrics and no templates: the controller ends it with an error',
    ],
    [
      'has metrics of different names',
      `${ONCE}, ${ONCE}`,
      "/spec/metrics/1/name: metrics must have names of their own, got 'errors' twice",
    ],
    [
      'asks one provider',
      '{ name: errors, provider: { prometheus: {}, web: {} } }',
      "/spec/metrics/0/provider: metric 'errors' must have one provider, got prometheus and web",
    ],
    ['asks somebody', '{ name: errors }', "/spec/metrics/0/provider: metric 'errors' must have one provider, got none"],
    [
      'measures again after a time',
      `{ name: errors, count: 3, ${PROVIDER} }`,
      "/spec/metrics/0/count: metric 'errors' must say an interval to be measured 3 times",
    ],
    [
      'counts in digits as well',
      `{ name: errors, count: '3', ${PROVIDER} }`,
      "/spec/metrics/0/count: metric 'errors' must say an interval to be measured 3 times",
    ],
    [
      'measures as often as it may fail',
      `{ name: errors, count: 2, interval: 1m, failureLimit: 3, ${PROVIDER} }`,
      "/spec/metrics/0/count: count of metric 'errors' must be at least failureLimit and consecutiveSuccessLimit together, got 2 for 3 and 0",
    ],
    [
      'and as often as it may say nothing',
      `{ name: errors, count: 2, interval: 1m, inconclusiveLimit: 3, ${PROVIDER} }`,
      "/spec/metrics/0/count: count of metric 'errors' must be at least inconclusiveLimit, got 2 for 3",
    ],
    [
      'can come to a verdict',
      `{ name: errors, failureLimit: -1, ${PROVIDER} }`,
      "/spec/metrics/0/failureLimit: metric 'errors' can neither fail nor succeed: failureLimit is -1 and consecutiveSuccessLimit 0",
    ],
    [
      'has times of Go',
      `{ name: errors, interval: 1d, ${PROVIDER} }`,
      "/spec/metrics/0/interval: interval of metric 'errors' must be a time such as 30s, 5m or 1h, got '1d'",
    ],
    [
      'names its arguments',
      "{ name: errors, provider: { prometheus: { query: 'x{{args.who}}' } } }",
      '/spec/metrics: metrics must name arguments of the template, got args.who and args service',
    ],
  ])('%s', (_what, metrics, expected) => {
    expect(found(template(metrics, '{ name: service }'))).toEqual([expected]);
    expect(found(template(metrics, '{ name: service }', 'ClusterAnalysisTemplate'))).toEqual([expected]);
  });

  test.each([
    ONCE,
    `{ name: errors, interval: 1m, ${PROVIDER} }`,
    `{ name: errors, interval: 90s, count: 5, failureLimit: 2, consecutiveSuccessLimit: 3, ${PROVIDER} }`,
    `{ name: errors, count: '{{args.service}}', ${PROVIDER} }`,
    `{ name: errors, failureLimit: -1, consecutiveSuccessLimit: 3, ${PROVIDER} }`,
  ])('may have %s', (metrics) => {
    expect(found(template(metrics, '{ name: service }'))).toEqual([]);
  });
});

describe('an analysis', () => {
  test('names a template that is there', () => {
    expect(found(rollout(STEP), template(ONCE, '', 'AnalysisTemplate', 'latency'))).toEqual([
      `${AT}/templates/0: an analysis must name a template that exists, got AnalysisTemplate 'errors' where there is latency`,
    ]);
    expect(found(rollout(STEP))).toEqual([]);
    expect(found(rollout(STEP), template(ONCE))).toEqual([]);
  });

  test('tells those of the cluster from those of the namespace', () => {
    const ofCluster = STEP.replace('templateName: errors', 'templateName: errors, clusterScope: true');
    const cluster = template(ONCE, '', 'ClusterAnalysisTemplate');
    expect(found(rollout(ofCluster), cluster)).toEqual([]);
    expect(found(rollout(ofCluster), cluster.replace('errors', 'rose'))).toEqual([
      expect.stringContaining("ClusterAnalysisTemplate 'errors'"),
    ]);
    expect(found(rollout(STEP), cluster, template(ONCE, '', 'AnalysisTemplate', 'other'))).toEqual([
      expect.stringContaining("AnalysisTemplate 'errors'"),
    ]);
  });

  test.each<[string, string, boolean]>([
    ['without a value', '{ name: service }', true],
    ['with one', '{ name: service, value: iris }', false],
    ['with one from a Secret', '{ name: service, valueFrom: { secretKeyRef: { name: a, key: b } } }', false],
  ])('gives the arguments of its template that are %s', (_what, args, needed) => {
    const missing = `${AT}/args: an analysis must give every argument that has no value, AnalysisTemplate 'errors' in namespace 'vision' lacks service`;
    expect(found(rollout(STEP), template(ONCE, args))).toEqual(needed ? [missing] : []);
    const given = STEP.replace(NAMES, `${NAMES}, args: [{ name: service, value: iris }]`);
    expect(found(rollout(given), template(ONCE, args))).toEqual([]);
  });

  test.each<[string, string, boolean]>([
    ['between steps', STEP, true],
    ['before a promotion', `blueGreen: { activeService: a, prePromotionAnalysis: { ${NAMES} } }`, true],
    ['after a promotion', `blueGreen: { activeService: a, postPromotionAnalysis: { ${NAMES} } }`, true],
    ['in the background', `canary: { analysis: { ${NAMES} } }`, false],
    [
      'of an experiment',
      'canary: { steps: [{ experiment: { templates: [], analyses: [{ name: a, templateName: errors }] } }] }',
      false,
    ],
  ])('%s comes to an end: %s', (_what, strategy, needed) => {
    const endless = template(`{ name: errors, interval: 1m, ${PROVIDER} }`);
    expect(found(rollout(strategy), endless).some((text) => text.includes('must come to an end'))).toBe(needed);
    expect(found(rollout(strategy), template(`{ name: errors, interval: 1m, count: 3, ${PROVIDER} }`))).toEqual([]);
  });

  test('has metrics of different names over all its templates', () => {
    const two = STEP.replace('[{ templateName: errors }]', '[{ templateName: errors }, { templateName: more }]');
    expect(found(rollout(two), template(ONCE), template(ONCE, '', 'AnalysisTemplate', 'more'))).toEqual([
      expect.stringContaining('metrics of one analysis must have names of their own, got errors in'),
    ]);
  });
});
