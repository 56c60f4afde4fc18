// The local GPU cloud as a library: tests, the demo and the benchmarks start one, order faults, and read its books.
import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hold, order, setPrice } from './control/admin.ts';
import { books, type Books } from './control/books.ts';
import type { Fault } from './control/faults.ts';
import { standardInventory, type Gpu } from './control/inventory.ts';
import { endPod } from './control/pods.ts';
import { makeServer } from './control/server.ts';
import { jobIsAlive, type CloudEvent, type Settings, type World } from './control/types.ts';
import { signalGroup } from './control/workload.ts';
import { readProfile, RICHEST } from './profiles.ts';
import { makeDirectory } from './orgs/directory.ts';
import type { Directory, Tier } from './orgs/types.ts';

export type { Books } from './control/books.ts';
export type { Fault, FaultKind } from './control/faults.ts';
export type { Gpu } from './control/inventory.ts';
export type { CloudEvent, Settings, Trace } from './control/types.ts';

export interface CloudOptions extends Partial<Settings> {
  /** Plan of the seeded org; Team where nothing is said. */
  tier?: Tier;
  /** Sessions of its pool; what the plan has (Team: 10) where nothing is said. */
  sessions?: number;
  port?: number;
  /** Organizations and their books are kept here from one start to the next. */
  stateFile?: string;
  inventory?: Gpu[];
  /** Free GPUs by type; unlimited where nothing is said. */
  stock?: Record<string, number>;
}

export interface Cloud {
  readonly url: string;
  readonly installUrl: string;
  /** The secret of `/admin/*`. */
  readonly adminToken: string;
  /** Service token of the seeded Team org "my-team". */
  readonly token: string;
  /** Its slug. */
  readonly org: string;
  readonly orgs: Directory;
  /** May be changed while the cloud runs. */
  readonly settings: Settings;
  /** All that happened so far, oldest first. */
  readonly events: readonly CloudEvent[];
  order(fault: Fault): void;
  clearFaults(): void;
  books(): Books;
  /** People take so many sessions of a pool; returns what lets go of them. */
  holdSessions(count: number, poolId?: string): () => void;
  setPrice(gpuType: string, usdPerHour: number): void;
  /** Resolves as soon as an event matches, one that already happened included. */
  until(match: (event: CloudEvent) => boolean): Promise<CloudEvent>;
  close(): Promise<void>;
}

const DEFAULTS: Settings = {
  provisionMs: 20,
  keepAliveMinutes: 5,
  timeScale: 1,
  graceMs: 300,
  profile: RICHEST,
  trace: 'busy',
  traceSpeed: 1,
  mig: false,
};

/** Ends the workloads of each open cloud with the process. */
const atExit = new Set<() => void>();
process.once('exit', () => {
  for (const end of atExit) end();
});

export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { tier, sessions, port, stateFile, inventory, stock, ...settings } = options;
  const random = (): number => randomInt(2 ** 47) / 2 ** 47;
  const started = Date.now();
  const watchers = new Set<(event: CloudEvent) => void>();
  const root = mkdtempSync(join(tmpdir(), 'gpu-cloud-'));
  for (const folder of ['pods', 'jobs']) mkdirSync(join(root, folder));
  const orgs = makeDirectory({
    ...(tier === undefined ? {} : { tier }),
    ...(sessions === undefined ? {} : { sessions }),
    now: () => new Date(),
    random,
  });
  const state = stateFile === undefined ? undefined : readState(stateFile);
  if (state !== undefined) orgs.load(state);
  const { token, org } = orgs.seed();
  // A file that cannot be written is told now, and not when there is something to lose.
  if (stateFile !== undefined) writeState(stateFile, orgs.save());
  const world: World = {
    settings: { ...DEFAULTS, ...settings },
    root,
    url: '',
    adminToken: `gpu_admin_${randomBytes(16).toString('hex')}`,
    sockets: new Set(),
    orgs,
    inventory: (inventory ?? standardInventory()).map((gpu) => ({ ...gpu, stock: stock?.[gpu.gpuType] ?? gpu.stock })),
    pods: new Map(),
    jobs: new Map(),
    held: new Map(),
    peak: new Map(),
    faults: [],
    events: [],
    refusals: 0,
    daemonDown: false,
    closing: false,
    random,
    note(kind, details) {
      const event: CloudEvent = { at: new Date().toISOString(), ms: Date.now() - started, ...details, kind };
      world.events.push(event);
      for (const watch of watchers) watch(event);
    },
  };
  // A profile that cannot be read is reported at the start.
  readProfile(world.settings.profile);
  const server = makeServer(world);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port ?? 0, '127.0.0.1', resolve);
  });
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const killAll = (): void => {
    for (const job of world.jobs.values()) if (jobIsAlive(job)) signalGroup(job.pid, 'SIGKILL');
  };
  atExit.add(killAll);

  return {
    url: world.url,
    installUrl: `${world.url}/install.sh`,
    adminToken: world.adminToken,
    token,
    org,
    orgs,
    settings: world.settings,
    events: world.events,
    order: (fault) => order(world, fault),
    clearFaults: () => void world.faults.splice(0),
    books: () => books(world),
    holdSessions: (count, poolId = org) => hold(world, count, poolId),
    setPrice: (gpuType, usdPerHour) => setPrice(world, gpuType, usdPerHour),
    until: (match) =>
      new Promise((resolve) => {
        const past = world.events.find(match);
        if (past) {
          resolve(past);
          return;
        }
        const watch = (event: CloudEvent): void => {
          if (!match(event)) return;
          watchers.delete(watch);
          resolve(event);
        };
        watchers.add(watch);
      }),
    async close() {
      if (world.closing) return;
      world.closing = true;
      atExit.delete(killAll);
      for (const pod of world.pods.values()) endPod(world, pod, 'cloud closed', { by: 'stop' });
      for (const job of world.jobs.values()) {
        if (!jobIsAlive(job)) continue;
        job.abort.abort({ by: 'stop' });
        signalGroup(job.pid, 'SIGKILL');
      }
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      for (const socket of world.sockets) socket.destroy();
      await Promise.allSettled([...world.jobs.values()].map((job) => job.done));
      await closed;
      if (stateFile !== undefined) writeState(stateFile, orgs.save());
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function readState(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(`The state file ${file} is not JSON; remove it to start anew.`);
  }
}

function writeState(file: string, state: unknown): void {
  writeFileSync(`${file}.partial`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.partial`, file);
}
