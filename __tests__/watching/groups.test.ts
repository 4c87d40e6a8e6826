import {
  Accelerator,
  ClaimAccessMode,
  ClusterProfile,
  ContainerImage,
  MetricsScraper,
  ModelServerGroup,
  ModelSource,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from '../../lib';
import { Manifests } from '../../lib/testing';

function rulesOfGroup(): { readonly alert: string; readonly expr: string }[] {
  const app = new ServingApp({
    cluster: ClusterProfile.of({
      leaderWorkerSet: '0.10',
      scraper: MetricsScraper.prometheusOperator({ namespaceName: 'monitoring' }),
      alerts: {},
    }),
  });
  new ModelServerGroup(new TenantNamespace(app, 'language'), 'llama', {
    image: ContainerImage.of('vllm/vllm-openai:v0.33.0'),
    runtime: ServingRuntime.vllm({}),
    source: ModelSource.claim({ name: 'llama', accessMode: ClaimAccessMode.READ_ONLY_MANY }),
    group: { size: 2 },
    resources: { cpu: '32', memory: '512Gi', accelerator: Accelerator.nvidia(8) },
  });
  const { spec } = Manifests.fromApp(app).get('PrometheusRule', 'llama') as unknown as {
    spec: { groups: { rules: { alert: string; expr: string }[] }[] };
  };
  return spec.groups.flatMap(({ rules }) => rules);
}

describe('alerts of groups', () => {
  const rules = rulesOfGroup();
  const exprOf = (alert: string) => rules.find((rule) => rule.alert === alert)?.expr ?? '';

  test('look at the StatefulSet of the leaders: there is no Deployment', () => {
    expect(rules.filter(({ expr }) => expr.includes('kube_deployment'))).toEqual([]);
    expect(exprOf('ModelServerNothingReady')).toContain(
      'kube_statefulset_status_replicas_ready{namespace="language",statefulset="llama"}) == 0',
    );
  });

  test.each([
    ['llama-0', true],
    ['llama-0-1', true],
    ['llama-chat-0', false],
    ['other-llama-0', false],
  ])('count restarts of pod %s: %s', (pod, isCounted) => {
    const [, pattern] = /pod=~"([^"]+)"/.exec(rules.map(({ expr }) => expr).join('\n')) ?? [];
    expect(new RegExp(`^(?:${pattern})$`).test(pod)).toBe(isCounted);
  });
});
