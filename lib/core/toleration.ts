import { checkWholeNumber } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import { canonical } from '../private/digest';
import { type JsonObject, unlessEmpty } from '../private/json';
import { checkLabelKey, checkLabelValue } from '../private/labels';

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** New pods are not scheduled. */
  NO_SCHEDULE = 'NoSchedule',
  /** New pods are scheduled elsewhere where possible. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** New pods are not scheduled, running ones are evicted. */
  NO_EXECUTE = 'NoExecute',
}

/** A taint that the pods tolerate: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export interface Toleration {
  /** Key of the taint. */
  readonly key: string;

  /**
   * Value of the taint.
   *
   * @default - any value
   */
  readonly value?: string;

  /**
   * Effect of the taint.
   *
   * @default - any effect
   */
  readonly effect?: TaintEffect;

  /**
   * Seconds the pods stay once the taint appears, for TaintEffect.NO_EXECUTE.
   *
   * @default - forever
   */
  readonly tolerationSeconds?: number;
}

/** Tolerations as a pod's spec has them, each once: an accelerator, a tenant and the user may ask for the same one. */
export function renderTolerations(tolerations: readonly Toleration[]): JsonObject[] | undefined {
  const rendered = tolerations.map((one) => renderToleration(one));
  return unlessEmpty([...new Map(rendered.map((one) => [canonical(one), one])).values()]);
}

function renderToleration({ key, value, effect, tolerationSeconds }: Toleration): JsonObject {
  return { effect, key, operator: value === undefined ? 'Exists' : 'Equal', tolerationSeconds, value };
}

/** Checks tolerations. */
export function checkTolerations(property: string, tolerations: readonly Toleration[] = []): (string | undefined)[] {
  return tolerations.flatMap(({ key, value, effect, tolerationSeconds }, index) => {
    const at = `${property}[${index}]`;
    return [
      // Without a key a toleration is for every taint: pods would stay on nodes that are shut down.
      checkLabelKey(`${at}.key`, key),
      value === undefined ? undefined : checkLabelValue(`${at}.value`, value),
      checkOneOf(`${at}.effect`, effect, Object.values(TaintEffect)),
      checkWholeNumber(`${at}.tolerationSeconds`, tolerationSeconds, 0),
      tolerationSeconds !== undefined && effect !== TaintEffect.NO_EXECUTE
        ? `${at}.tolerationSeconds needs effect TaintEffect.NO_EXECUTE, got ${effect ?? 'any effect'}`
        : undefined,
    ];
  });
}
