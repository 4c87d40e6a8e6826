import type { Problem } from '../private/problem';
import { show } from '../private/show';

const MATCHER = /[a-zA-Z_]\w*\s*(?:=~|!~|!=|=)\s*"(?:[^"\\\n]|\\.)*"/;
/** https://prometheus.io/docs/concepts/data_model/ */
const SELECTOR = new RegExp(`^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(${MATCHER.source}(?:,\\s*${MATCHER.source})*)\\})?$`);

/** Series of a runtime, as PromQL selects them: a name, with matchers of the runtime's own labels where not all are meant. */
export interface MetricSelector {
  readonly name: string;
  /** As they are written between the braces; empty for all. */
  readonly matchers: string;
}

/** Reads `name` or `name{label="value"}`; nothing where it is neither. */
export function readSelector(text: unknown): MetricSelector | undefined {
  const found = typeof text === 'string' ? SELECTOR.exec(text) : null;
  return found ? { name: found[1], matchers: found[2] ?? '' } : undefined;
}

/** Checks what is written like a selector. */
export function checkSelector(property: string, text: unknown): Problem {
  return readSelector(text)
    ? undefined
    : `${property} must be a metric as PromQL selects it, such as 'requests_total' or 'requests_total{code=~"5.."}', got ${show(text)}`;
}
