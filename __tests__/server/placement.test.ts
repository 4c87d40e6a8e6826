import { type Placement, TaintEffect, UnsatisfiableSpread } from '../../lib';
import { declare, failureOf, podSpecOf } from '../support/declare';

const failureWith = (placement: object) => failureOf(() => declare({ placement }));

describe('a toleration names a key', () => {
  test.each([
    [{}, 'nothing'],
    [{ operator: 'Exists' }, 'nothing'],
    [{ key: '' }, "''"],
    [{ key: 'bad key!!', effect: TaintEffect.NO_EXECUTE }, "'bad key!!'"],
    [{ key: 5 }, '5'],
  ])('%p does not: it would be for every taint', (toleration, shown) => {
    expect(failureWith({ tolerations: [toleration] })).toMatch(
      `placement.tolerations[0].key must be '[prefix/]name' with a name of at most 63 letters, digits, '-', '_' and '.', got ${shown}`,
    );
  });

  test('and a value that a taint can have, where it has one', () => {
    expect(failureWith({ tolerations: [{ key: 'a', value: 'b c' }] })).toContain(
      "placement.tolerations[0].value must be at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got 'b c'",
    );
    expect(podSpecOf({ placement: { tolerations: [{ key: 'a' }, { key: 'b', value: '' }] } }).tolerations).toEqual([
      { key: 'a', operator: 'Exists' },
      { key: 'b', operator: 'Equal', value: '' },
    ]);
  });
});

describe('spread constraints', () => {
  const zone = { topologyKey: 'topology.kubernetes.io/zone' };

  test.each(['bad key!!', '', undefined])('are over a label of nodes, not %p', (topologyKey) => {
    expect(failureWith({ spread: [{ topologyKey }] })).toContain(
      "placement.spread[0].topologyKey must be '[prefix/]name'",
    );
  });

  test.each<[NonNullable<Placement['spread']>]>([
    [[zone, zone]],
    [[zone, { ...zone, maxSkew: 2, whenUnsatisfiable: UnsatisfiableSpread.SCHEDULE_ANYWAY }]],
  ])('differ in topology or in what happens otherwise, as the API server wants it', (spread) => {
    expect(failureWith({ spread })).toContain(
      "placement.spread[1] must differ from the others in topologyKey or whenUnsatisfiable, got 'topology.kubernetes.io/zone' with 'ScheduleAnyway' again",
    );
  });

  test('of one topology may be a wish and a demand', () => {
    const spread = [zone, { ...zone, maxSkew: 3, whenUnsatisfiable: UnsatisfiableSpread.DO_NOT_SCHEDULE }];
    expect(podSpecOf({ placement: { spread } }).topologySpreadConstraints).toHaveLength(2);
  });
});
