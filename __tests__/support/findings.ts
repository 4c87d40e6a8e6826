import { Manifests } from 'cdk8s-model-serving/testing';
import { manifestOf } from '../../lib/manifests/manifest';
import { ManifestSet } from '../../lib/manifests/manifest-set';
import type { JsonObject } from '../../lib/private/json';
import { NO_CONTEXT, type RuleContext } from '../../lib/rules/context';
import type { Rule } from '../../lib/rules/rule';
import { runRules } from '../../lib/rules/run-rules';
import { sentenceOf } from '../../lib/synth/finding-text';

/** Objects as an app would hand them over; the construct's path is the place among them. */
export const setOf = (objects: readonly object[], pathOf = (index: number) => `app/${index}`) =>
  new ManifestSet(objects.map((object, index) => manifestOf(object as JsonObject, { constructPath: pathOf(index) })));

/** The objects of a YAML text. */
export const setOfYaml = (...documents: string[]) => setOf(Manifests.fromYaml(documents.join('\n---\n')).all);

/** What one rule says of a set, as the author of an app reads it. */
export const texts = (rule: Rule, set: ManifestSet, context: RuleContext = NO_CONTEXT) =>
  runRules(set, context, [rule]).map(sentenceOf);
