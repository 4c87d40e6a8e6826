import { branchesOf } from '../../../plan/branches';
import { type Controller, plainPath } from './controller';

/** A program of which nothing is known but the API. */
export const other: Controller = {
  ingresses: (plan) => [
    {
      id: 'Default',
      name: plan.name,
      annotations: {},
      isMain: true,
      isServed: true,
      paths: () => branchesOf(plan).map(plainPath),
    },
  ],
  problems: () => [],
  warnings: () => [],
  lateProblems: () => [],
};
