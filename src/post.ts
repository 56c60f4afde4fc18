import { endRun } from './cleanup.ts';
import type { Clock } from './core/clock.ts';
import type { CliFacts } from './core/driver.ts';
import { sentenceOf } from './core/errors.ts';
import { childEnv } from './gpu/environment.ts';
import { endOrphans } from './gpu/orphans.ts';
import { openGpu } from './gpu/gpu.ts';
import type { Host } from './hosts/host.ts';
import { LEDGER_STATE, readLedger } from './ledger.ts';
import { gpuCaller, switchBack } from './org.ts';
import { readToken } from './token.ts';

export interface PostWorld {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
}

/** All post steps of a cancelled job share about 285 s (Runner.Listener/JobDispatcher.cs); this is our part (ms). */
const POST_MS = 60_000;
const CALL_MS = 10_000;
/** A submission that was on its way when its client was ended may still arrive: about four seconds of looking. */
const LOOKS = 10;

/**
 * What runs after the step, however that ended: ends what it left alive, verifies it, puts the former organization back.
 * Never fails: it only warns, loudly when a paid run may still be alive. Idempotent.
 */
export async function runPost({ host, env, clock }: PostWorld): Promise<void> {
  try {
    const ledger = readLedger(host.state(LEDGER_STATE));
    const token = readToken(host, env).value;
    if (ledger === undefined) return;
    const until = clock.elapsed() + POST_MS;
    const gpuEnv = childEnv(env, token);
    const facts: CliFacts = {
      bin: ledger.bin,
      version: '',
      way: ledger.way,
      outputFlag: '--output',
      runFlags: new Set(),
      json: ledger.json,
      caveat: '',
    };
    if (ledger.stage === 'started' && !ledger.handedOn) {
      const gpu = openGpu({
        facts,
        cwd: ledger.cwd,
        env: gpuEnv,
        sinks: host.foreign,
        saturation: undefined,
        wrapped: true,
        command: '',
        debug: (line) => host.debug(line),
      });
      ledger.keepPod = false;
      const orphans = await endOrphans(ledger.nonces, clock);
      if (orphans > 0)
        host.info(`Ended ${orphans === 1 ? 'a gpu client' : `${orphans} gpu clients`} that outlived the step.`);
      const { cleanup, leftover, left } = await endRun(gpu, ledger, {
        clock,
        deadlineMs: POST_MS - 5_000,
        callMs: CALL_MS,
        looks: LOOKS,
      });
      host.setOutput('cleanup', cleanup);
      if (cleanup === 'unconfirmed') host.warning(leftover, { title: 'A paid run may still be alive' });
      else host.info(`Clean-up after the step: ${cleanup}${left === '' ? '' : ` (${left})`}.`);
    }
    if (ledger.orgBefore !== null && clock.elapsed() < until) {
      const back = await switchBack(gpuCaller(ledger.bin, ledger.cwd, gpuEnv), ledger.orgBefore);
      if (!back)
        host.warning(
          `GPU CLI did not switch back to ${ledger.orgBefore || 'the personal account'}; run \`gpu org switch ${ledger.orgBefore}\`.`,
        );
    }
  } catch (error) {
    host.warning(
      `The clean-up after the step failed (${sentenceOf(error)}); look at \`gpu status\` and end what lives with \`gpu stop -y\`.`,
    );
  }
}
