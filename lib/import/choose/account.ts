import { checkObjectName } from '../../private/check-name';
import { type JsonObject, objectsIn } from '../../private/json';
import { call, list, literal, word } from '../source/code';
import type { Part } from './part';

/** Account of pods that name none. */
const USUAL = 'default';

/**
 * The account of the pods and the Secrets that images are pulled with, none of which the server makes.
 *
 * @param chart identifier of the chart
 */
export function accountPart(podSpec: JsonObject, server: string, chart: string, isSafe: boolean): Part {
  const given = podSpec.serviceAccountName ?? podSpec.serviceAccount;
  const account = isName(given) ? given : USUAL;
  const secrets = objectsIn(podSpec.imagePullSecrets).map(({ name }) => name);
  const known = secrets.length > 0 && secrets.every(isName) ? secrets : undefined;
  return {
    props: {
      serviceAccount:
        isSafe && account === USUAL
          ? undefined
          : call(
              'ServiceAccount.fromServiceAccountName',
              word(chart),
              literal(`${server}-ServiceAccount`),
              literal(account),
            ),
      imagePullSecrets:
        known &&
        list(
          known.map((name, index) =>
            call('Secret.fromSecretName', word(chart), literal(`${server}-PullSecret${index + 1}`), literal(name)),
          ),
        ),
    },
    pod: { serviceAccountName: account, imagePullSecrets: known?.map((name) => ({ name })) },
  };
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && checkObjectName('name', name) === undefined;
}
