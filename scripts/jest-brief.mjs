// Under mutation each property is tried for a moment only: what it then misses counts against the score, never for it.
import fc from 'fast-check';

fc.configureGlobal({ interruptAfterTimeLimit: 50, markInterruptAsFailure: false });
