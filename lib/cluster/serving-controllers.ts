import { checkOneOf } from '../private/check-text';
import { readUrl } from '../private/check-url';
import { isPlainObject } from '../private/json';
import { show } from '../private/show';

/** What is declared of KServe in the cluster (https://kserve.github.io/website/). */
export interface KServeFacts {
  /**
   * Its version, such as `0.20`: from 0.16 to 0.21. What a version does not know is an error: canaries of the standard mode
   * come with 0.20.
   */
  readonly version: string;

  /**
   * Whether the Services that KServe makes have no address of their own (`serviceClusterIPNone` in its ConfigMap
   * `inferenceservice-config`): clients inside the cluster then come to the pods' own port.
   *
   * @default false
   */
  readonly headlessServices?: boolean;
}

/** What is declared of Seldon Core 1 in the cluster (https://docs.seldon.io/projects/seldon-core/). */
export interface SeldonFacts {
  /** Its version, such as `1.18`: from 1.15 to 1.19. Seldon Core 2 knows no SeldonDeployment. */
  readonly version: string;
}

/** What is declared of Argo Rollouts in the cluster (https://argo-rollouts.readthedocs.io/). */
export interface ArgoRolloutsFacts {
  /** Its version, such as `1.9`: from 1.6 to 1.9. */
  readonly version: string;

  /**
   * URL of the Prometheus that its controller asks, as the controller reaches it:
   * `http://prometheus-operated.monitoring.svc:9090`. With a scraper of the Prometheus operator, releases are analysed by it.
   *
   * @default - none: stages are judged by who promotes them
   */
  readonly prometheusUrl?: string;

  /**
   * Whether the plugin for the Gateway API is installed: `argoproj-labs/gatewayAPI` among `trafficRouterPlugins` of the
   * ConfigMap `argo-rollouts-config` (https://rollouts-plugin-trafficrouter-gatewayapi.readthedocs.io/), with the right
   * to change HTTPRoutes and GRPCRoutes. Canaries behind routes of the Gateway API need it.
   *
   * @default false
   */
  readonly gatewayApiPlugin?: boolean;
}

/** The first and the last minor number of a controller that manifests can be made for. */
interface Versions {
  readonly title: string;
  readonly major: number;
  readonly oldest: number;
  readonly newest: number;
}

const KSERVE: Versions = { title: 'KServe', major: 0, oldest: 16, newest: 21 };
const ARGO_ROLLOUTS: Versions = { title: 'Argo Rollouts', major: 1, oldest: 6, newest: 9 };
const SELDON: Versions = { title: 'Seldon Core', major: 1, oldest: 15, newest: 19 };

/** The minor number of the version of KServe that is declared. */
export function kserveMinor({ version }: KServeFacts): number {
  return minorIn(KSERVE, version) ?? KSERVE.oldest;
}

/** What is declared of controllers that serve or release models. */
export interface ControllerFacts {
  readonly kserve?: KServeFacts;
  readonly seldon?: SeldonFacts;
  readonly argoRollouts?: ArgoRolloutsFacts;
}

/** Checks what is declared of controllers that serve or release models. */
export function checkServingControllers({ kserve, seldon, argoRollouts }: ControllerFacts): (string | undefined)[] {
  return [
    ...factsProblems('kserve', KSERVE, kserve),
    ...factsProblems('seldon', SELDON, seldon),
    ...factsProblems('argoRollouts', ARGO_ROLLOUTS, argoRollouts),
    isPlainObject(kserve) ? checkOneOf('kserve.headlessServices', kserve.headlessServices, [true, false]) : undefined,
    ...(isPlainObject(argoRollouts)
      ? [
          checkOneOf('argoRollouts.gatewayApiPlugin', argoRollouts.gatewayApiPlugin, [true, false]),
          argoRollouts.prometheusUrl === undefined ? undefined : urlProblem(argoRollouts.prometheusUrl),
        ]
      : []),
  ];
}

function urlProblem(value: unknown): string | undefined {
  const read = readUrl('argoRollouts.prometheusUrl', value, ['http', 'https']);
  return 'problem' in read ? read.problem : undefined;
}

function factsProblems(property: string, versions: Versions, facts: unknown): string[] {
  if (!isPlainObject(facts)) return [];
  const { title, major, oldest, newest } = versions;
  if (minorIn(versions, facts.version) !== undefined) return [];
  return [
    `${property}.version must be a version of ${title} from '${major}.${oldest}' to '${major}.${newest}', got ${show(facts.version)}`,
  ];
}

function minorIn({ major, oldest, newest }: Versions, version: unknown): number | undefined {
  const match = typeof version === 'string' ? /^v?(\d+)\.(\d+)(\.\d+)?(-[a-z0-9.]+)?$/.exec(version) : null;
  const minor = match && Number(match[1]) === major ? Number(match[2]) : NaN;
  return minor >= oldest && minor <= newest ? minor : undefined;
}
