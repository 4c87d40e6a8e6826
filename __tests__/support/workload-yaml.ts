/** What a workload of these helpers may say of its own. */
export interface WorkloadParts {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  /** Further fields of its spec. */
  readonly spec?: string;
  /** Further fields of its container. */
  readonly container?: string;
  /** Further fields of its pods. */
  readonly pod?: string;
  /** Labels of its pods. */
  readonly labels?: string;
}

/** A workload of apps/v1 in the namespace `vision`, called `iris`, with one container `main`. */
export function workload(parts: WorkloadParts = {}): string {
  const { kind = 'Deployment', name = 'iris', namespace = 'vision', spec = '', container = '', pod = '' } = parts;
  const { labels = `app: ${name}` } = parts;
  const more = (text: string): string => (text === '' ? '' : `, ${text}`);
  return `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { matchLabels: { ${labels} } }${more(spec)}, template: { metadata: { labels: { ${labels} } }, spec: { containers: [{ name: main, image: registry.example/iris:1.0.0${more(container)} }]${more(pod)} } } }
---`;
}

/** An object of any kind in the namespace `vision`, by its spec. */
export function objectOf(apiVersion: string, kind: string, name: string, spec: string, metadata = ''): string {
  return `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}, namespace: vision${metadata} }
spec: { ${spec} }
---`;
}

/** A namespace. */
export const namespace = (name = 'vision'): string => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name} }
---`;
