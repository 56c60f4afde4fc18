#!/usr/bin/env python3
"""Train a small neural network on 1,797 handwritten digits; write metrics, a report and the weights.

Needs Python 3.9+ and nothing else; uses the GPU when torch is installed and sees one.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import math
import random
import sys
import time
from pathlib import Path
from typing import NoReturn

from network import PIXELS, Matrix, Network, create_network
from report import Result, evaluate, write_outputs

HERE = Path(__file__).resolve().parent
TEST_SAMPLES = 360  # a fifth of the 1,797 images
SPLIT_SEED = 0  # fixed, so that runs with different --seed are judged on the same images
BATCH = 8
RATE = 0.2  # SGD step at the first epoch, falling linearly to a tenth at the last
FULL = {'epochs': 12, 'hidden': 32}
FAST = {'epochs': 3, 'hidden': 16}


class Failure(Exception):
    """A problem the user can act on, told in one sentence."""


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # argparse prints the whole usage text first; one sentence reads better in a job log.
        self.exit(2, f'train.py: {message} (see --help)\n')


def whole_number(low: int, high: int):
    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(f'expected a whole number from {low} to {high}, got {text!r}')
        return int(text)

    return parse


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = Parser(prog='train.py', description='Train a digit classifier.', allow_abbrev=False)
    parser.add_argument('--epochs', type=whole_number(1, 1000), metavar='N', help='passes over the training images')
    parser.add_argument('--seed', type=whole_number(0, 2**32 - 1), default=1, metavar='N', help='default %(default)s')
    parser.add_argument('--fast', action='store_true', help='smaller network, 3 epochs: under a second')
    data = HERE / 'digits.csv.gz'
    parser.add_argument('--data', type=Path, default=data, metavar='FILE', help='gzipped CSV: 64 pixels and a label a row')
    parser.add_argument('--metric-out', type=Path, default=Path('outputs'), metavar='DIR', help='default %(default)s')
    return parser.parse_args(arguments)


def load_digits(path: Path) -> tuple[Matrix, list[int]]:
    """Images (N x 64, pixels scaled from 0..16 to 0..1) and labels (N, 0..9)."""
    try:
        with gzip.open(path, 'rt', encoding='ascii', newline='') as file:
            rows = [[int(value) for value in row] for row in csv.reader(file)]
    except FileNotFoundError:
        raise Failure(f'the data file {path} does not exist') from None
    except (OSError, EOFError, ValueError) as problem:
        raise Failure(f'the data file {path} cannot be read: {problem}') from None
    if len(rows) <= TEST_SAMPLES or any(len(row) != PIXELS + 1 or not 0 <= row[-1] <= 9 for row in rows):
        raise Failure(f'the data file {path} must hold over {TEST_SAMPLES} rows of {PIXELS} pixels and a label 0 to 9')
    return [[value / 16 for value in row[:PIXELS]] for row in rows], [row[-1] for row in rows]


def train_epoch(network: Network, images: Matrix, labels: list[int], order: list[int], rate: float) -> float:
    """One pass over the images in the given order; returns the mean cross-entropy (nats)."""
    total = 0.0
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        total += network.train_batch([images[i] for i in batch], [labels[i] for i in batch], rate)
    return total / len(order)


def run(options: argparse.Namespace) -> None:
    size = FAST if options.fast else FULL
    epochs: int = options.epochs or size['epochs']
    # Before training, so that a folder that cannot be written costs no GPU time.
    try:
        options.metric_out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Failure(f'the output folder {options.metric_out} cannot be created: {problem.strerror}') from None

    images, labels = load_digits(options.data)
    order = list(range(len(images)))
    random.Random(SPLIT_SEED).shuffle(order)
    test, train = order[:TEST_SAMPLES], order[TEST_SAMPLES:]
    test_images, test_labels = [images[i] for i in test], [labels[i] for i in test]

    network = create_network(size['hidden'], options.seed)
    print(
        f'digits: {len(train)} training and {len(test)} held-out images, 64-{size["hidden"]}-10 network, '
        f'{epochs} epochs, seed {options.seed}, device {network.device}',
        flush=True,
    )

    shuffler = random.Random(options.seed)
    losses: list[float] = []
    train_seconds = 0.0  # the training steps alone, not the evaluation between them
    for epoch in range(1, epochs + 1):
        shuffler.shuffle(train)
        started = time.perf_counter()
        rate = RATE * (1 - 0.9 * (epoch - 1) / max(1, epochs - 1))
        losses.append(train_epoch(network, images, labels, train, rate))
        seconds = time.perf_counter() - started
        train_seconds += seconds
        if not math.isfinite(losses[-1]):
            raise Failure(f'training diverged: the loss of epoch {epoch} is not a finite number')
        accuracy = evaluate(network, test_images, test_labels).accuracy
        print(
            f'epoch {epoch:>{len(str(epochs))}}/{epochs}  loss {losses[-1]:.4f}  '
            f'held-out accuracy {accuracy:6.2%}  {seconds:.2f} s',
            flush=True,
        )

    result = Result(
        device=network.device,
        seed=options.seed,
        losses=losses,
        train_seconds=train_seconds,
        train=evaluate(network, [images[i] for i in train], [labels[i] for i in train]),
        test=evaluate(network, test_images, test_labels),
        weights=network.weights(),
    )
    try:
        write_outputs(options.metric_out, result)
    except OSError as problem:
        raise Failure(f'the outputs cannot be written to {options.metric_out}: {problem.strerror}') from None
    print(f'done: {result.test.accuracy:.2%} of {len(test)} held-out digits correct, wrote {options.metric_out}/')


def main(arguments: list[str] | None = None) -> int:
    try:
        run(parse_arguments(arguments))
    except Failure as failure:
        print(f'train.py: {failure}', file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
