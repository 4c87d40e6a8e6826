import { canonicalKey, countsPods, quotaKeyProblem, unitOf } from '../model/quota/quota-key';
import { checkWholeNumber } from '../private/check-number';
import { sortedMap } from '../private/json';
import { Problems } from '../private/problems';
import { checkBytes, checkCpu, Quantity } from '../private/quantity';
import { show } from '../private/show';
import type { ComputeQuota } from './quota';
import { QuotaAccelerator } from './quota-accelerator';

/** The amounts of one ResourceQuota, put together key by key; no key twice. */
export class HardAmounts {
  /** By canonical key: a key for the same thing is the same key. */
  private readonly amounts = new Map<
    string,
    { readonly key: string; readonly property: string; readonly text: string }
  >();

  /**
   * @param problems where what is wrong is noted
   * @param prefix what stands before each property in messages
   * @param isScoped whether the quota looks at some of the pods only
   */
  public constructor(
    private readonly problems: Problems,
    private readonly prefix: string,
    private readonly isScoped = false,
  ) {}

  /** The amounts by key, in the order of keys. */
  public toMap(): { readonly [key: string]: string } {
    return sortedMap(Object.fromEntries([...this.amounts.values()].map(({ key, text }) => [key, text]))) ?? {};
  }

  /** Sets a key that is measured: a share of CPU, bytes. */
  public measure(property: string, key: string, value: unknown): void {
    if (value === undefined) return;
    if (this.note(checkAmount(`${this.prefix}${property}`, key, value))) this.set(property, key, value as string);
  }

  /** Sets a key that is counted. */
  public count(property: string, key: string, value: unknown): void {
    if (value === undefined) return;
    if (this.note(checkWholeNumber(`${this.prefix}${property}`, value ?? NaN, 0)))
      this.set(property, key, `${value as number}`);
  }

  /** Sets a key that the user wrote. */
  public raw(property: string, key: string, value: unknown): void {
    const at = `${this.prefix}${property}['${key}']`;
    const problem = quotaKeyProblem(key);
    if (!this.note(problem && `${at} ${problem}`)) return;
    if (this.isScoped && !countsPods(key)) this.note(`${at} cannot be counted by PriorityClass; remove it`);
    else if (this.note(checkAmount(at, key, value))) this.set(property, key, value as string);
  }

  /** Sets CPU, memory, accelerators and pods. */
  public compute(quota: ComputeQuota): void {
    for (const resource of ['cpu', 'memory'] as const) {
      // The key of the resource as a whole is what the other two fall back to.
      const [whole, request, limit] = [quota[resource], quota[`${resource}Request`], quota[`${resource}Limit`]];
      this.measure(request === undefined ? resource : `${resource}Request`, `requests.${resource}`, request ?? whole);
      this.measure(limit === undefined ? resource : `${resource}Limit`, `limits.${resource}`, limit ?? whole);
    }
    this.count('gpus', 'requests.nvidia.com/gpu', quota.gpus);
    (quota.accelerators ?? []).forEach((accelerator: unknown, index) => {
      this.accelerator(`accelerators[${index}]`, accelerator);
    });
    this.count('pods', 'pods', quota.pods);
  }

  private accelerator(property: string, accelerator: unknown): void {
    if (!(accelerator instanceof QuotaAccelerator)) {
      this.note(
        `${this.prefix}${property} must be made by QuotaAccelerator.resource(name, n) or its like, got ${show(accelerator)}`,
      );
      return;
    }
    const found = new Problems('').add(accelerator._problems());
    this.problems.addUnder(`${this.prefix}${property}`, found.sentences);
    if (!found.isEmpty) return;
    if (this.isScoped && !countsPods(accelerator.key))
      this.note(`${this.prefix}${property} cannot be counted by PriorityClass: claims have none; remove it`);
    else this.set(property, accelerator.key, String(accelerator.count));
  }

  private set(property: string, key: string, text: string): void {
    const canonical = canonicalKey(key);
    const other = this.amounts.get(canonical);
    if (other)
      this.note(
        `${this.prefix}${property} must not set '${key}', which ${this.prefix}${other.property} sets; remove one of them`,
      );
    else this.amounts.set(canonical, { key, property, text });
  }

  /** Whether there is no problem. */
  private note(problem: string | undefined): boolean {
    this.problems.add(problem);
    return problem === undefined;
  }
}

/** Checks an amount of a quota, which may be nothing at all. */
function checkAmount(property: string, key: string, value: unknown): string | undefined {
  const unit = unitOf(key);
  const amount = Quantity.tryParse(value);
  if (amount?.isZero) return undefined;
  if (unit === 'cpu') return checkCpu(property, value ?? null)?.replace('and above 0', 'or 0');
  if (unit === 'bytes') return checkBytes(property, value ?? null)?.replace('above 0', 'or 0');
  return amount?.isWhole
    ? undefined
    : `${property} must be a whole number as text such as '4', since parts of it do not exist, got ${show(value)}`;
}
