import type { RuleDescription } from './engine';

/** What the command itself finds: in how files are written, not in what they say of a cluster. */
export const OWN_RULES = [
  {
    id: 'repeated-key',
    title: 'a key stands once in an object',
    severity: 'error',
    reason:
      'kubectl takes the last of equal keys and drops the others without a word, so a part of what is written has no effect. YAML forbids it, and kustomize refuses it.',
    sources: ['https://yaml.org/spec/1.2.2/#3213-node-comparison'],
    example: {
      failing: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata:\n  LEVEL: info\n  LEVEL: debug\n',
      mended: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata:\n  LEVEL: debug\n',
    },
  },
  {
    id: 'custom-resource-field',
    title: 'a custom resource has only fields of its schema',
    severity: 'error',
    reason:
      'The API server removes fields that the schema of a custom resource does not have; kubectl has it refuse the object instead. Checked for kinds that --schemas has.',
    sources: [
      'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning',
    ],
  },
  {
    id: 'custom-resource-value',
    title: 'the values of a custom resource fit its schema',
    severity: 'error',
    reason:
      'The API server refuses a custom resource that its schema does not accept. Checked for kinds that --schemas has.',
    sources: [
      'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation',
    ],
  },
  {
    id: 'acknowledgement-unknown-rule',
    title: 'an acknowledgement names a rule that exists',
    severity: 'error',
    reason: 'With a rule that does not exist, an acknowledgement does nothing.',
  },
  {
    id: 'acknowledgement-without-reason',
    title: 'an acknowledgement says why',
    severity: 'error',
    reason: 'Whoever reads it later must be able to judge whether it still holds. Without a reason it does nothing.',
  },
  {
    id: 'acknowledgement-expired',
    title: 'an acknowledgement has not expired',
    severity: 'error',
    reason: 'From the day after `until` an acknowledgement does nothing: what it was for is a finding again.',
  },
  {
    id: 'acknowledgement-unused',
    title: 'an acknowledgement is for something that is found',
    severity: 'warning',
    reason: 'What is no longer found needs no acknowledgement; it would hide the next one of its kind.',
  },
] as const satisfies readonly RuleDescription[];

/** Id of a rule of the command itself. */
export type OwnRuleId = (typeof OWN_RULES)[number]['id'];
