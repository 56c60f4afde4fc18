import { expect, test } from '@jest/globals';
import { runWorkflow } from '../support/runner/index.ts';
import { cloudFor, starts } from '../support/scenario.ts';

// The workflow of the product's own page on organizations, with its install step replaced by setup/.
const PAGE = (installUrl: string): string => `
name: Train on GPU
on:
  push:
    branches: [main]
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Install GPU CLI
        uses: gpu-cli/run-action/setup@v1
        with:
          token: \${{ secrets.GPU_SERVICE_TOKEN }}
          install-url: ${installUrl}
      - name: Run training
        env:
          GPU_SERVICE_TOKEN: \${{ secrets.GPU_SERVICE_TOKEN }}
        run: gpu run python3 train.py --fast
      - name: Run again with the exported token
        run: gpu run python3 train.py --fast && gpu stop -y
`;

test('the product page’s own workflow runs with setup/ in place of its install step', async () => {
  const cloud = await cloudFor();
  const result = await runWorkflow(PAGE(cloud.installUrl), {
    workspace: 'examples/digits',
    actions: { 'gpu-cli/run-action@v1': '.' },
    secrets: { GPU_SERVICE_TOKEN: cloud.token },
  });
  try {
    expect(result.conclusion).toBe('success');
    expect(result.log).toContain('held-out digits correct');
    expect(result.log).not.toContain(cloud.token);
    expect(starts(cloud)).toBe(2);
    expect(cloud.books().podsAlive).toBe(0);
  } finally {
    await result.close();
  }
});
