"""Evaluation and the three files of a run: metrics.json, report.md, model.json."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from network import CLASSES, Matrix, Network


@dataclass(frozen=True)
class Evaluation:
    """How a network did on a set of labelled images."""

    confusion: list[list[int]]  # 10 x 10 counts: row is the true digit, column the predicted one
    loss: float  # mean cross-entropy, nats

    @property
    def samples(self) -> int:
        return sum(map(sum, self.confusion))

    @property
    def correct(self) -> int:
        return sum(self.confusion[k][k] for k in range(CLASSES))

    @property
    def accuracy(self) -> float:
        return self.correct / self.samples

    def recall(self, digit: int) -> float:
        """Share of the images of this digit that were recognised."""
        return self.confusion[digit][digit] / max(1, sum(self.confusion[digit]))

    def precision(self, digit: int) -> float:
        """Share of the answers "this digit" that were right."""
        return self.confusion[digit][digit] / max(1, sum(row[digit] for row in self.confusion))


@dataclass(frozen=True)
class Result:
    """One finished run."""

    device: str
    seed: int
    losses: list[float]  # mean training loss of each epoch, nats
    train_seconds: float
    train: Evaluation
    test: Evaluation
    weights: list[Any]  # [W1 (H x 64), b1 (H), W2 (10 x H), b2 (10)]


def evaluate(network: Network, images: Matrix, labels: list[int]) -> Evaluation:
    confusion = [[0] * CLASSES for _ in range(CLASSES)]
    loss = 0.0
    for probabilities, label in zip(network.predict(images), labels):
        confusion[label][probabilities.index(max(probabilities))] += 1
        loss -= math.log(max(probabilities[label], 1e-300))
    return Evaluation(confusion, loss / len(labels))


def metrics(result: Result) -> dict[str, float]:
    """Flat numbers: shares in 0..1, losses in nats, times in seconds."""
    epochs = len(result.losses)
    w1, b1, w2, b2 = result.weights
    return {
        'accuracy': round(result.test.accuracy, 4),
        'loss': round(result.test.loss, 4),
        'worst_digit_recall': round(min(map(result.test.recall, range(CLASSES))), 4),
        'train_accuracy': round(result.train.accuracy, 4),
        'train_loss': round(result.train.loss, 4),
        'train_seconds': round(result.train_seconds, 3),
        'samples_per_second': round(epochs * result.train.samples / result.train_seconds),
        'epochs': epochs,
        'train_samples': result.train.samples,
        'test_samples': result.test.samples,
        'parameters': sum(map(len, w1)) + len(b1) + sum(map(len, w2)) + len(b2),
        'seed': result.seed,
    }


def wilson(correct: int, samples: int) -> tuple[float, float]:
    """95 % Wilson interval of a share; unlike mean +- 2 sigma it stays sensible near 100 %."""
    z, share = 1.96, correct / samples
    centre = (share + z * z / (2 * samples)) / (1 + z * z / samples)
    half = z * math.sqrt(share * (1 - share) / samples + z * z / (4 * samples**2)) / (1 + z * z / samples)
    return centre - half, min(1.0, centre + half)


def sparkline(values: list[float]) -> str:
    """One character an epoch, at most 40, the height on a log scale because losses fall by factors."""
    values = values[:: math.ceil(len(values) / 40)]
    logs = [math.log(max(value, 1e-12)) for value in values]
    low, span = min(logs), (max(logs) - min(logs)) or 1.0
    return ''.join('▁▂▃▄▅▆▇█'[round(7 * (value - low) / span)] for value in logs)


def observations(result: Result) -> list[str]:
    """Two sentences, each computed from the counts."""
    test = result.test
    wrong = [(test.confusion[a][b], a, b) for a in range(CLASSES) for b in range(CLASSES) if a != b]
    count, true, read = max(wrong, key=lambda entry: entry[0])
    hardest = min(range(CLASSES), key=test.recall)
    seen = sum(test.confusion[hardest])
    if count == 0:
        first = f'All {test.samples} held-out digits were read correctly.'
    else:
        first = (
            f'**{hardest} is the hardest digit**: {test.confusion[hardest][hardest]} of {seen} recognised '
            f'({test.recall(hardest):.1%}). The most frequent mistake reads {true} as {read} '
            f'({count} of {test.samples - test.correct} mistakes).'
        )
    gap = 100 * (result.train.accuracy - test.accuracy)
    second = (
        f'**Train against held out**: {result.train.accuracy:.1%} against {test.accuracy:.1%}, a gap of {gap:+.1f} '
        f'points; the loss is {result.train.loss:.3f} against {test.loss:.3f}.'
    )
    return [first, second]


def report(result: Result) -> str:
    """The run as a short Markdown page."""
    test, numbers = result.test, metrics(result)
    low, high = wilson(test.correct, test.samples)
    lines = [
        f'# Handwritten digits: {test.accuracy:.1%} correct',
        '',
        f'{test.correct} of {test.samples} held-out images recognised (95 % interval {low:.1%} to {high:.1%}) '
        f'after {numbers["epochs"]} epochs in {result.train_seconds:.1f} s on {result.device}.',
        '',
        f'Training loss, first epoch to last: {result.losses[0]:.3f} `{sparkline(result.losses)}` {result.losses[-1]:.3f}',
        '',
        '## What the numbers say',
        '',
        *(f'- {sentence}' for sentence in observations(result)),
        '',
        '## Digit by digit',
        '',
        'Each row is a true digit, each column what the network read; `·` is zero.',
        '',
        '| true | ' + ' | '.join(map(str, range(CLASSES))) + ' | recall | precision |',
        '| :-: ' + '| --: ' * (CLASSES + 2) + '|',
    ]
    for digit, row in enumerate(test.confusion):
        cells = [f'**{n}**' if k == digit else str(n or '·') for k, n in enumerate(row)]
        lines.append(
            f'| **{digit}** | {" | ".join(cells)} | {test.recall(digit):.1%} | {test.precision(digit):.1%} |'
        )
    lines += [
        '',
        f'{numbers["parameters"]:,} weights, {numbers["train_samples"]:,} training images, '
        f'{numbers["samples_per_second"]:,} images a second, seed {result.seed}.',
    ]
    return '\n'.join(lines) + '\n'


def rounded(values: Any) -> Any:
    """Nested lists with four decimals: enough to predict with, a quarter of the size."""
    return [rounded(value) for value in values] if isinstance(values, list) else round(values, 4)


def write_outputs(folder: Path, result: Result) -> None:
    model = dict(zip(('w1', 'b1', 'w2', 'b2'), rounded(result.weights)))
    model = {'input': '64 pixels, row by row, divided by 16', 'activation': 'relu, softmax', **model}
    contents = {
        'metrics.json': json.dumps(metrics(result), indent=2) + '\n',
        'report.md': report(result),
        'model.json': json.dumps(model, separators=(',', ':')) + '\n',
    }
    for name, text in contents.items():
        (folder / name).write_text(text, encoding='utf-8')
