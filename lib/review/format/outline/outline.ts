import type { Review } from '../../data/review';
import { capacitySection } from './capacity';
import { changesSection, findingsSection, notCheckedSection, removalsSection } from './objects-changed';
import { permissionsSection, reachSection, securitySection } from './permissions';
import { modelsSection, restartsSection, staleSection } from './pods';
import { acknowledgedSection, refusedSection } from './refused';
import type { Section } from './section';
import { releasesSection, servicesSection, trafficSection } from './traffic';

const SECTIONS: readonly ((review: Review) => Section[])[] = [
  refusedSection,
  acknowledgedSection,
  releasesSection,
  trafficSection,
  servicesSection,
  restartsSection,
  staleSection,
  modelsSection,
  capacitySection,
  permissionsSection,
  reachSection,
  securitySection,
  removalsSection,
  findingsSection,
  changesSection,
  notCheckedSection,
];

/** What a report says topic by topic, in the order in which it is read. Topics of which there is nothing to say are left out. */
export function outlineOf(review: Review): Section[] {
  return SECTIONS.flatMap((section) => section(review));
}
