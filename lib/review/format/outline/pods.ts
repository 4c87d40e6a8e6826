import type { RolloutForecast } from '../../data/pods';
import type { Review } from '../../data/review';
import { duration } from '../figures';
import { name, type Phrase, sentence, words } from '../phrase';
import { callOf, fieldsOf, toneOf } from './objects';
import { detail, list, type Section, table } from './section';

/** Workloads whose pods are replaced, and how. */
export function restartsSection({ restarts }: Review): Section[] {
  return table(
    'restarts',
    'Pods that are replaced',
    'open',
    ['Workload', 'Pods', 'Waves', 'At most', 'Fewest ready', 'Most pods', 'Why', 'What happens'],
    restarts.map(({ object, causes, rollout, message }) => ({
      tone: rollout !== undefined && rollout.fewestReady <= 0 ? 'bad' : 'changed',
      cells: [name(callOf(object)), ...forecastOf(rollout), fieldsOf(causes), sentence(message)],
    })),
  );
}

function forecastOf(rollout: RolloutForecast | undefined): Phrase[] {
  if (!rollout) return ['', '', '', '', ''].map(() => []);
  const { pods, waves, seconds, fewestReady, mostPods } = rollout;
  return [pods, waves, seconds === undefined ? 'not known' : duration(seconds), fewestReady, mostPods].map((figure) =>
    words(String(figure)),
  );
}

/** Workloads that go on with the configuration that they have read. */
export function staleSection({ staleConfigurations }: Review): Section[] {
  return list(
    'stale',
    'Configuration changes, pods are not replaced',
    'open',
    staleConfigurations.map(({ object, causes, message }) => ({
      tone: 'warn',
      text: name(callOf(object)),
      details: [...detail('what happens', sentence(message)), ...detail('changed', fieldsOf(causes))],
    })),
  );
}

/** What clients get that they did not. */
export function modelsSection({ models }: Review): Section[] {
  return table(
    'models',
    'What clients get',
    'open',
    ['Workload', 'What', 'Before', 'After'],
    models.map(({ object, what, before, after }) => ({
      tone: toneOf(before, after),
      cells: [name(callOf(object)), words(what), name(before), name(after)],
    })),
  );
}
