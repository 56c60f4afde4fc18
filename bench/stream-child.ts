// One side of the streaming benchmark: `pipe FILE` spawns cat and pipes it; `ours FILE` runs it through gpu/stream.ts.
import { spawn } from 'node:child_process';
import { stream } from '../src/gpu/stream.ts';

const [how, file = ''] = process.argv.slice(2);
const done = new Promise<void>((resolve) => {
  if (how === 'pipe') {
    const child = spawn('cat', [file], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.pipe(process.stdout, { end: false });
    child.on('close', () => resolve());
    return;
  }
  const nothing = (): void => undefined;
  const wish = {
    skip: { stdout: 0, stderr: 0 },
    onStart: nothing,
    onPhase: nothing,
    onPod: nothing,
    onJob: nothing,
    onSample: nothing,
    onExit: nothing,
    onOutput: nothing,
  };
  const { stdout, stderr } = process;
  const options = {
    bin: 'cat',
    args: [file],
    cwd: '.',
    env: process.env,
    nonce: '0123456789abcdef',
    wrapped: true,
    command: '',
    sinks: { stdout, stderr },
  };
  void stream(options, wish).done.then(() => resolve());
});
await done;
process.stderr.write(String(process.resourceUsage().maxRSS));
