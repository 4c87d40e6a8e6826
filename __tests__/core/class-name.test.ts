import { App, Chart } from 'cdk8s';
import { classNameOf } from '../../lib/core/class-name';

const fqn = (name: string): { readonly value: object } => ({ value: { fqn: `cdk8s-model-serving.${name}` } });

test('a class is called as jsii knows it, whatever a bundler makes of its name', () => {
  class oN extends Chart {}
  Object.defineProperty(oN, Symbol.for('jsii.rtti'), fqn('TenantNamespace'));
  expect(classNameOf(new oN(new App(), 'vision'))).toBe('TenantNamespace');
});

test('a class of the app is called by its own name, not by that of the class that it extends', () => {
  class Team extends Chart {}
  expect(classNameOf(new Team(new App(), 'vision'))).toBe('Team');
  expect(classNameOf(new Chart(new App(), 'vision'))).toBe('Chart');
});
