// npm run preview -- report.json [-o out.html] [--comment]
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { RunReport } from '../src/model/outcome.ts';
import { preview } from '../src/kit/preview.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', short: 'o' }, comment: { type: 'boolean', default: false } },
});
const [report] = positionals;
const out = values.out ?? positionals[1] ?? 'preview.html';
if (report === undefined) {
  console.error('preview: name the report, for example `npm run preview -- report.json -o preview.html`.');
  process.exitCode = 2;
} else {
  const read = JSON.parse(readFileSync(report, 'utf8')) as RunReport;
  writeFileSync(out, await preview(read, { view: values.comment ? 'comment' : 'summary' }));
  console.log(`Written: ${out}`);
}
