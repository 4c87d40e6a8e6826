import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { childOrEmpty, has, text } from './fields';
import { oneOf } from './names';
import { type Refusals, step } from './refusal';

const PREFIX = 'pod-security.kubernetes.io/';
const VERSION = /^(latest|v1\.(0|[1-9]\d*))$/;

/** Namespaces: the labels that say what pods may do. */
export function namespace(object: JsonObject, out: Refusals): void {
  const labels = childOrEmpty(childOrEmpty(object, 'metadata'), 'labels');
  for (const mode of ['enforce', 'audit', 'warn']) {
    const [level, version] = [`${PREFIX}${mode}`, `${PREFIX}${mode}-version`];
    if (has(labels, level)) {
      out.problem(
        step('/metadata/labels', level),
        oneOf(text(labels, level), ['privileged', 'baseline', 'restricted']),
      );
    }
    if (has(labels, version) && !VERSION.test(text(labels, version))) {
      const got = show(text(labels, version));
      out.invalid(step('/metadata/labels', version), `must be 'latest' or a version such as 'v1.33', got ${got}`);
    }
  }
}
