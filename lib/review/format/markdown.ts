import type { Review } from '../data/review';
import { type Block, withinBudget } from './markdown/budget';
import { prose } from './markdown/inline';
import { blockOf, entriesOf } from './markdown/section';
import { mermaidOf } from './mermaid';
import { countsOf, deliveryOf, meaningOf, objectsOf, verdictOf } from './outline/head';
import { outlineOf } from './outline/outline';
import { topologyOf } from './topology';

/** GitHub takes comments of up to 65 536 characters; what a bot puts before and after has to find room too. */
const MOST = 60_000;
/** Nodes of the diagram. */
const NODES = 50;

const SIGNS: Readonly<Record<Review['verdict'], string>> = {
  safe: '✅',
  ordered: '⏳',
  attention: '⚠️',
  refused: '⛔',
  outage: '🔥',
};

/**
 * The review as a comment for GitHub and GitLab: at most 60 000 characters, the verdict first. Nothing of a manifest becomes a
 * mention, a reference, a link, an image or HTML: it stands in code spans, or is a plain word.
 */
export function reviewMarkdown(review: Review): string {
  const outline = outlineOf(review);
  const blocks = outline.map(blockOf);
  const [top, rest] = [blocks.filter(({ isFirst }) => isFirst), blocks.filter(({ isFirst }) => !isFirst)];
  const last = outline.at(-1)?.id === 'not-checked' ? rest.splice(-1) : [];
  return withinBudget([headOf(review), ...top, ...diagramOf(review), ...rest, ...last], MOST);
}

function headOf(review: Review): Block {
  const counts = [...countsOf(review), objectsOf(review)].join(' · ');
  return {
    head: `## ${SIGNS[review.verdict]} ${verdictOf(review)}: ${meaningOf(review)}\n\n${counts} · applied by ${deliveryOf(review)}\n\n`,
    foot: '',
    isFirst: true,
    ...entriesOf(review.reasons, (reason) => `- ${prose(reason)}\n`),
  };
}

function diagramOf(review: Review): Block[] {
  const { text, left } = mermaidOf(topologyOf(review), NODES);
  if (text === '') return [];
  const note = left === 0 ? '' : `\n_${left} more not drawn._\n`;
  const head = `\n### What changes on the way of a request\n\n\`\`\`mermaid\n${text}\`\`\`\n${note}`;
  return [{ head, foot: '', isFirst: false, ...entriesOf([], String) }];
}
