import { isTypo } from './typo';

/** Protocols, and the same over TLS. */
const PROTOCOL = /^(http|ws|grpc|ftp|ldap|amqp|mqtt|smtp|imap|redis)s?$/i;

/**
 * Whether a name that somebody chose is another one misspelt, and no further member of a family: a typo, and not of those
 * that make another word. Words of up to four letters have too many others one letter away (UID and GID, NODE_IP and
 * NODE_ID, MODEL_A and MODEL_B); of longer ones the first letter is seldom missed.
 */
export function isSlip(name: string, other: string): boolean {
  // Things that are numbered through are meant to read alike.
  if (name.replace(/\d+/g, '') === other.replace(/\d+/g, '') || !isTypo(name, other)) return false;
  const [words, others] = [wordsOf(name), wordsOf(other)];
  // What is between the words is wrong.
  if (words.length !== others.length) return true;
  return words.every((word, index) => word === others[index] || isMisspelt(word, others[index]));
}

function wordsOf(name: string): string[] {
  return name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/);
}

function isMisspelt(word: string, other: string): boolean {
  const longer = Math.max(word.length, other.length);
  if (PROTOCOL.test(word) && PROTOCOL.test(other)) return false;
  if (longer >= 4 && (isSwapped(word, other) || doublesAnother(word, other))) return true;
  return longer >= 5 && word[0] === other[0];
}

/** The same letters in another order: that of two neighbours, since it is a typo. */
function isSwapped(word: string, other: string): boolean {
  const letters = (text: string): string => Array.from(text).sort().join('');
  return letters(word) === letters(other);
}

/** Whether all that differs is which letters are doubled: `htp` or `htpp` for `http`. */
function doublesAnother(word: string, other: string): boolean {
  const single = (text: string): string => text.replace(/(.)\1+/g, '$1');
  return single(word) === single(other);
}
