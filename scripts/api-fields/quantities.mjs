import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Amounts of devices: kubernetes-models has no types of `resource.k8s.io`. */
const OF_DEVICES = [
  'CapacityRequestPolicy.default',
  'CapacityRequestPolicy.validValues',
  'CapacityRequestPolicyRange.max',
  'CapacityRequestPolicyRange.min',
  'CapacityRequestPolicyRange.step',
  'CapacityRequirements.requests',
  'Counter.value',
  'DeviceCapacity.value',
  'DeviceRequestAllocationResult.consumedCapacity',
];

const FIELD = /"(\w+)"\??: (?:[^;{]*Quantity|\{\s*\[key: string\]: \w*Quantity;\s*\}|Array<\w*Quantity>);/g;

/** The fields that hold quantities, as `Type.field`: the client calls them texts, where a number is allowed too. */
export function quantityFields(folder) {
  const fields = new Set(OF_DEVICES);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.d.ts')) continue;
    const text = readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8');
    if (!text.includes('Quantity')) continue;
    for (const [, type, body] of text.matchAll(/interface I(\w+) \{([\s\S]*?)\n\}/g)) {
      for (const [, field] of body.matchAll(FIELD)) fields.add(`${type}.${field}`);
    }
  }
  return fields;
}
