/** What happens to a part of the picture. */
export type TopologyChange = 'added' | 'changed' | 'removed' | 'unchanged';

/** What a change touches and what stands right beside it: from the gateway to the pods. */
export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
}

/** One thing that requests pass, or that says who may. */
export interface TopologyNode {
  /** Tells it from the others; not shown. */
  readonly id: string;
  readonly kind: 'gateway' | 'host' | 'service' | 'workload' | 'namespace' | 'policy';
  /** What it is called: `models.example.com/iris` of a host, `Service iris`, `Deployment iris-canary`. */
  readonly label: string;
  readonly change: TopologyChange;
  /** A second, shorter line: the version of a workload, that it restarts or that its change is refused. */
  readonly detail?: string;
  /** The namespace that it lives in; it is drawn inside. */
  readonly namespaceName?: string;
}

/** Requests that go from one to the next, or may. */
export interface TopologyEdge {
  readonly from: string;
  readonly to: string;
  /** `90 % → 70 %`, `TCP 8080`. */
  readonly label?: string;
  readonly change: TopologyChange;
}
