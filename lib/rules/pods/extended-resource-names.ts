import type { PodGroup } from '../../model/selection/pod-groups';
import { inPods } from '../in-pods';
import { resourceMeantBy } from '../../cluster/extended-resources';
import { containersOf } from '../../model/quota/pod-charge';
import { isPlainObject, objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const extendedResourceNames: Rule = {
  id: 'extended-resource-names',
  title: 'accelerators are asked for by names that device plugins offer',
  severity: 'warning',
  check: (set) => [...inPods(set, ofPods), ...set.ofKind('ResourceQuota', '').flatMap(ofQuota)],
};

function ofPods({ manifest, podSpec, at }: PodGroup): Violation[] {
  return containersOf(podSpec).flatMap(({ container }) => {
    const { limits, requests } = objectAt(container, 'resources');
    const names = new Set([limits, requests].flatMap((map) => (isPlainObject(map) ? Object.keys(map) : [])));
    return [...names].flatMap((name) => {
      const meant = resourceMeantBy(name);
      return meant === undefined
        ? []
        : [
            {
              manifest,
              at: `${at}/containers`,
              message: `container ${show(container.name)} asks for ${show(name)}, which no device plugin offers: its pods stay pending`,
              fix: `ask for ${show(meant)}`,
            },
          ];
    });
  });
}

function ofQuota(manifest: Violation['manifest']): Violation[] {
  return Object.keys(objectAt(manifest.json, 'spec', 'hard')).flatMap((key) => {
    const meant = key.startsWith('requests.') ? resourceMeantBy(key.slice('requests.'.length)) : undefined;
    return meant === undefined
      ? []
      : [
          {
            manifest,
            at: '/spec/hard',
            message: `hard[${show(key)}] counts ${show(key.slice('requests.'.length))}, which no device plugin offers: nothing is limited`,
            fix: `use ${show(`requests.${meant}`)}`,
          },
        ];
  });
}
