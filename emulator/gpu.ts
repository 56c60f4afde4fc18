// The `gpu` program of the local GPU cloud.
import { main } from './client/main.ts';

void main(process.argv.slice(2));
