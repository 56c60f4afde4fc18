#!/usr/bin/env python3
"""Says again what a real program said on an H100, at a pace of its own, and ends as it did: see said.json."""

import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
said = json.loads((HERE / 'said.json').read_text())
start, *rest = said['stdout']
print(start, flush=True)
time.sleep(said['startSeconds'])
for line in rest:
    print(line, flush=True)
    time.sleep(said['workSeconds'] / len(rest))
outputs = HERE / 'outputs'
outputs.mkdir(exist_ok=True)
(outputs / 'metrics.json').write_text(json.dumps(said['metrics']))
for line in said['stderr']:
    print(line, file=sys.stderr, flush=True)
sys.exit(said['code'])
