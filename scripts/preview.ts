// npm run preview -- report.json [out.html]
import { readFileSync, writeFileSync } from 'node:fs';
import type { RunReport } from '../src/core/outcome.ts';
import { preview } from '../src/kit/preview.ts';

const [report, out = 'preview.html'] = process.argv.slice(2);
if (report === undefined) {
  console.error('preview: name the report, for example `npm run preview -- report.json preview.html`.');
  process.exitCode = 2;
} else {
  writeFileSync(out, await preview(JSON.parse(readFileSync(report, 'utf8')) as RunReport));
  console.log(`Written: ${out}`);
}
