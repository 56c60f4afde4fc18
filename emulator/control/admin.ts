// Orders from another process: faults, people's sessions, prices, and a look into the books.
import { books } from './books.ts';
import { notePeak } from './sessions.ts';
import { isFault, type Fault } from './faults.ts';
import { Refused, number, text, type Body, type Route } from './request.ts';
import type { World } from './types.ts';

export function order(world: World, fault: Fault): void {
  world.faults.push({ ...fault });
  world.note('ordered', { fault: fault.kind });
}

/** Sessions held by people fill a pool; the answer lets go of them. */
export function hold(world: World, count: number, poolId: string): () => void {
  const add = (change: number): void => {
    world.held.set(poolId, Math.max(0, (world.held.get(poolId) ?? 0) + change));
    notePeak(world, poolId);
    world.note('sessions-held', { poolId, held: world.held.get(poolId) });
  };
  add(count);
  let released = false;
  return () => {
    if (!released) add(-count);
    released = true;
  };
}

export function setPrice(world: World, gpuType: string, usdPerHour: number): void {
  for (const gpu of world.inventory) if (gpu.gpuType === gpuType) gpu.usdPerHour = usdPerHour;
}

const post = (handle: (world: World, body: Body) => unknown): Route => ({
  open: true,
  handle: (world, { body }) => handle(world, body),
});

export const adminRoutes: Record<string, Route> = {
  '/admin/faults': post((world, body) => {
    if (!isFault(body)) {
      throw new Refused({ code: 2, error: 'usage', message: `There is no fault '${text(body, 'kind')}'.` });
    }
    order(world, body);
  }),
  '/admin/faults/clear': post((world) => void world.faults.splice(0)),
  '/admin/books': post(books),
  '/admin/events': post(({ events }) => ({ events })),
  '/admin/hold': post((world, body) => void hold(world, number(body, 'sessions', 1), text(body, 'poolId', 'my-team'))),
  '/admin/price': post((world, body) => setPrice(world, text(body, 'gpuType'), number(body, 'usdPerHour', 0))),
  '/admin/token': post((world, body) => {
    const org = text(body, 'org');
    return { token: world.orgs.createToken(org === '' ? {} : { org }) };
  }),
  '/admin/revoke': post((world, body) => world.orgs.revoke(text(body, 'token'))),
};
