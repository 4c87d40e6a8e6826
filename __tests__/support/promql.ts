import { parser } from '@prometheus-io/lezer-promql';

/** What Prometheus' own grammar makes of a query. */
export interface ReadQuery {
  /** Parts that are no PromQL. */
  readonly errors: readonly string[];
  /** Names of all metrics that it asks for. */
  readonly metrics: readonly string[];
  /** Its selectors, as they are written: `up{namespace="vision"}`. */
  readonly selectors: readonly string[];
}

export function readQuery(query: string): ReadQuery {
  const [errors, metrics, selectors]: [string[], string[], string[]] = [[], [], []];
  parser.parse(query).iterate({
    enter(node) {
      const text = query.slice(node.from, node.to);
      if (node.type.isError) errors.push(`${text || 'nothing'} at ${node.from}`);
      if (node.name !== 'VectorSelector') return;
      selectors.push(text);
      const name = node.node.getChild('Identifier');
      if (name) metrics.push(query.slice(name.from, name.to));
    },
  });
  return { errors, metrics: [...new Set(metrics)], selectors };
}
