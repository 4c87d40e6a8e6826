import type { Review } from '../../data/review';
import { name, sentence, words } from '../phrase';
import { callOf } from './objects';
import { list, type Section, table } from './section';

/** Who may do what they could not, or can no more. */
export function permissionsSection({ permissions }: Review): Section[] {
  return table(
    'permissions',
    'Permissions',
    'open',
    ['Change', 'Who', 'May', 'Where', 'Through'],
    permissions.map(({ subject, kind, namespaceName, what, isEscalation, through }) => ({
      tone: isEscalation && kind === 'gained' ? 'bad' : kind === 'gained' ? 'warn' : 'removed',
      cells: [
        words(isEscalation ? `${kind}, an escalation` : kind),
        name(subject),
        name(what),
        namespaceName === undefined ? words('whole cluster') : name(namespaceName),
        name(callOf(through)),
      ],
    })),
  );
}

/** Who can reach whom that could not, or can no more. */
export function reachSection({ reach }: Review): Section[] {
  return table(
    'reach',
    'Network reach',
    'open',
    ['Change', 'Who', 'Reaches', 'Ports', 'What happens'],
    reach.map(({ kind, from, to, ports, isWide, message }) => ({
      tone: isWide ? 'bad' : kind === 'opened' ? 'warn' : 'removed',
      cells: [words(kind), name(from), name(to), ports === undefined ? words('all') : name(ports), sentence(message)],
    })),
  );
}

/** Pods that may do more than before, or are reachable from outside. */
export function securitySection({ security }: Review): Section[] {
  return list(
    'security',
    'Pod security and exposure',
    'open',
    security.map(({ object, kind, message }) => ({
      tone: 'warn',
      text: [
        ...name(callOf(object)),
        ...words(kind === 'exposure' ? ' is exposed: ' : ' may do more: '),
        ...sentence(message),
      ],
      details: [],
    })),
  );
}
