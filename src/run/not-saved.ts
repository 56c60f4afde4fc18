import { UserError } from '../model/errors.ts';

/** The name under which a step saves which process it is, see `survivor.ts`. */
export const MAIN_STATE = 'main';

/** Post could not end what was started, so nothing is; `more`: nothing after what was. */
export const notSaved = (why: string, more = false): UserError =>
  new UserError(
    `The state of this step could not be saved (${why}), so nothing ${more ? 'more ' : ''}was started: it could not be ended safely.`,
    'Make the file of the state writable, or free the disk of the runner.',
    { class: 'infra' },
  );
