import { readFileSync } from 'node:fs';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';

export const reportSchema: unknown = JSON.parse(
  readFileSync(new URL('../../schema/run-report.schema.json', import.meta.url), 'utf8'),
);

const validate = new Ajv2020({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  formats: { 'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ },
}).compile(reportSchema as AnySchema);

/** What is wrong with a run report by its schema; empty where nothing is. */
export function faultsOf(report: unknown): readonly string[] {
  return validate(report)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
