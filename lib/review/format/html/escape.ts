import type { Phrase } from '../phrase';
import { piecesOf } from '../quoted';
import { shown } from '../visible';

/** Names and sentences are cut here. */
const LONGEST = { name: 400, sentence: 2000 };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML or SVG, in an element or between quotation marks; unseen characters are shown as escapes. */
export function text(of: string, longest = LONGEST.sentence): string {
  return shown(of, longest).replace(/[&<>"']/g, (found) => ENTITIES[found] ?? '');
}

/** A phrase: our words as they are, names set apart. */
export function phrase(of: Phrase): string {
  return of
    .map((part) => {
      if ('words' in part) return text(part.words);
      return 'name' in part ? code(part.name) : sentence(part.sentence);
    })
    .join('');
}

/** A sentence; what is quoted in it is set apart. */
export function sentence(of: string): string {
  return piecesOf(shown(of, LONGEST.sentence))
    .map((piece) => (piece.isQuoted ? code(piece.text) : text(piece.text)))
    .join('');
}

function code(of: string): string {
  return `<code>${text(of, LONGEST.name)}</code>`;
}
