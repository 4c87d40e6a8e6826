import { checkLabelName } from '../private/check-name';
import { checkOneOf } from '../private/check-text';
import { readUrl } from '../private/check-url';
import { under } from '../private/problems';
import { show } from '../private/show';
import { KedaAuthentication } from './keda-authentication';

/** What is declared of KEDA (https://keda.sh), where a cluster has it. */
export interface KedaFacts {
  /**
   * Namespace that KEDA runs in.
   *
   * @default 'keda'
   */
  readonly namespaceName?: string;

  /**
   * URL of the Prometheus that KEDA asks, as KEDA reaches it: `http://prometheus.monitoring.svc:9090`. Metrics of a runtime
   * and ScalingMetric.query need it.
   *
   * @default - not declared
   */
  readonly prometheusUrl?: string;

  /**
   * How KEDA shows that Prometheus who it is.
   *
   * @default - it does not have to
   */
  readonly prometheusAuthentication?: KedaAuthentication;

  /**
   * Label by which series say the namespace of the pod that they come from.
   *
   * @default 'namespace'
   */
  readonly namespaceLabel?: string;

  /**
   * Label by which series say the pod that they come from.
   *
   * @default 'pod'
   */
  readonly podLabel?: string;

  /**
   * Whether KEDA's HTTP add-on is installed as well, in the same namespace (https://keda.sh/http-add-on/): ScalingMetric.httpRequests
   * needs it.
   *
   * @default false
   */
  readonly httpAddOn?: boolean;
}

/** https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels */
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Checks what is declared of KEDA. */
export function checkKeda(keda: KedaFacts = {}): (string | undefined)[] {
  const { namespaceName, prometheusUrl, prometheusAuthentication: authentication, httpAddOn } = keda;
  return [
    checkLabelName('namespaceName', namespaceName),
    prometheusUrl === undefined ? undefined : urlProblem(prometheusUrl),
    ...(authentication === undefined || authentication instanceof KedaAuthentication
      ? (authentication?._problems() ?? []).map((problem) => under('prometheusAuthentication', problem))
      : [
          `prometheusAuthentication must be made by KedaAuthentication.bearerToken(...) or its like, got ${show(authentication)}`,
        ]),
    authentication !== undefined && prometheusUrl === undefined
      ? 'prometheusUrl must be given with prometheusAuthentication, such as http://prometheus.monitoring.svc:9090'
      : undefined,
    ...(['namespaceLabel', 'podLabel'] as const).map((property) => checkSeriesLabel(property, keda[property])),
    checkOneOf('httpAddOn', httpAddOn, [true, false]),
  ].map((problem) => (problem === undefined ? undefined : under('keda', problem)));
}

function urlProblem(value: unknown): string | undefined {
  const read = readUrl('prometheusUrl', value, ['http', 'https']);
  return 'problem' in read ? read.problem : undefined;
}

function checkSeriesLabel(property: string, value: unknown): string | undefined {
  return value === undefined || (typeof value === 'string' && LABEL.test(value))
    ? undefined
    : `${property} must be a label of Prometheus: letters, digits and '_', not beginning with a digit, got ${show(value)}`;
}
