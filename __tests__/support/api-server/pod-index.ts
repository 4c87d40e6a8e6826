import { podsOf, type WorkloadPods } from '../pod-template';
import { selectorMatches, type LabelSelector } from './labels';
import type { Labels, Manifest } from './manifest';
import { isRecord } from './manifest';

/** Finds the pods of a set by selector without looking at each of them. */
export class PodIndex {
  private readonly byNamespace = new Map<string, WorkloadPods[]>();
  private readonly byLabel = new Map<string, WorkloadPods[]>();

  public constructor(pods: readonly WorkloadPods[]) {
    for (const pod of pods) {
      add(this.byNamespace, pod.namespace, pod);
      for (const [key, value] of Object.entries(pod.labels))
        add(this.byLabel, labelKey(pod.namespace, key, value), pod);
    }
  }

  /** The pods of a namespace that a selector selects. An absent selector selects nothing, an empty one everything. */
  public select(namespace: string, selector: LabelSelector | undefined): WorkloadPods[] {
    if (!selector) return [];
    let candidates = this.byNamespace.get(namespace) ?? [];
    for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
      const labelled = this.byLabel.get(labelKey(namespace, key, value)) ?? [];
      if (labelled.length < candidates.length) candidates = labelled;
    }
    return candidates.filter((pod) => selectorMatches(selector, pod.labels));
  }
}

function add(map: Map<string, WorkloadPods[]>, key: string, pod: WorkloadPods): void {
  const pods = map.get(key);
  if (pods) pods.push(pod);
  else map.set(key, [pod]);
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}\n${value}`;
}

/** The selector of a Service, which is a plain map of labels; `undefined` where it selects nothing by itself. */
export function serviceSelector(service: Manifest): LabelSelector | undefined {
  const spec = isRecord(service.spec) ? service.spec : {};
  const matchLabels = spec.selector as Labels | undefined;
  const isEmpty = !matchLabels || Object.keys(matchLabels).length === 0;
  return isEmpty || spec.type === 'ExternalName' ? undefined : { matchLabels };
}

/** The workloads of a set whose pods receive what is sent to a Service. */
export function selectedBy(service: object, manifests: readonly object[]): WorkloadPods[] {
  const manifest = service as Manifest;
  return new PodIndex(podsOf(manifests)).select(manifest.metadata.namespace ?? 'default', serviceSelector(manifest));
}
