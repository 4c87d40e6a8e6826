/**
 * What shows as nothing, or changes how the rest is shown: control characters (line ends and terminal escapes too), marks
 * of direction and of zero width, white space that is no plain space, and halves of characters.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** What CI systems take for a command wherever it stands in a line of a log: `##[group]`, `##vso[task.setvariable]`. */
const COMMAND = /##(?=[a-z]*\[)/gi;

/** The text on one line with everything in it to be seen, an unseen character as `\u202e`, and nothing that a log acts on. */
function visible(text: string): string {
  return text.replace(UNSEEN, escaped).replace(COMMAND, '#\\u0023');
}

/** The visible text, cut where it is longer. */
export function shown(text: string, most: number): string {
  return shortened(visible(shortened(text, most)), most);
}

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** At most so many characters of a text. What is cut ends in an ellipsis. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // Twice as many code units are as many characters at least.
  const characters = Array.from(text.slice(0, 2 * most));
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
