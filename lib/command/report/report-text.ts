import type { Format } from './formats';
import { githubReport } from './github';
import { jsonReport } from './json';
import type { Report } from './report';
import { sarifReport } from './sarif';
import { textReport } from './text';

/** A report in one of the formats. Only text has colours. */
export function reportText(format: Format, report: Report, hasColours: boolean): string {
  switch (format) {
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report);
    case 'github':
      return githubReport(report);
    case 'text':
      return textReport(report, hasColours);
  }
}
