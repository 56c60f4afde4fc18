"""Tests of the digits job: python3 examples/digits/test_train.py"""

from __future__ import annotations

import gzip
import importlib.util
import json
import math
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import train  # noqa: E402
from network import PythonNetwork, TorchNetwork, initial_weights  # noqa: E402

TIMES = {'train_seconds', 'samples_per_second'}


def run(*flags: str) -> subprocess.CompletedProcess[str]:
    # -B leaves no __pycache__ beside the sources.
    command = [sys.executable, '-B', str(HERE / 'train.py'), *flags]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


class FastRun(unittest.TestCase):
    """One --fast run looked at from all sides."""

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.out = Path(folder.name) / 'new' / 'outputs'
        cls.done = run('--fast', '--metric-out', str(cls.out))

    def metrics(self) -> dict[str, float]:
        return json.loads((self.out / 'metrics.json').read_text())

    def test_log(self) -> None:
        self.assertEqual(self.done.returncode, 0, self.done.stderr)
        lines = self.done.stdout.splitlines()
        self.assertIn('device', lines[0])
        self.assertRegex(lines[1], r'^epoch 1/3  loss \d\.\d{4}  held-out accuracy +[\d.]+%  [\d.]+ s$')
        self.assertEqual(len(lines), 5)  # header, three epochs, summary

    def test_accuracy_and_flat_numbers(self) -> None:
        metrics = self.metrics()
        self.assertGreaterEqual(metrics['accuracy'], 0.85)
        for name, value in metrics.items():
            self.assertIsInstance(value, (int, float), name)
        self.assertEqual((metrics['epochs'], metrics['train_samples'], metrics['test_samples']), (3, 1437, 360))

    def test_files(self) -> None:
        self.assertEqual(sorted(p.name for p in self.out.iterdir()), ['metrics.json', 'model.json', 'report.md'])
        report = (self.out / 'report.md').read_text(encoding='utf-8')
        self.assertTrue(report.startswith(f'# Handwritten digits: {self.metrics()["accuracy"]:.1%} correct\n'), report)
        self.assertEqual(report.count('\n- '), 2)

    def test_saved_model_predicts_as_reported(self) -> None:
        model = json.loads((self.out / 'model.json').read_text())
        images, labels = train.load_digits(HERE / 'digits.csv.gz')
        answers = PythonNetwork([model[name] for name in ('w1', 'b1', 'w2', 'b2')]).predict(images)
        right = sum(p.index(max(p)) == label for p, label in zip(answers, labels))
        metrics = self.metrics()
        expected = metrics['accuracy'] * 360 + metrics['train_accuracy'] * 1437
        self.assertAlmostEqual(right, expected, delta=3)  # the saved weights are rounded

    def test_same_seed_same_metrics(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for seed, same in (('1', True), ('2', False)):
                again = run('--fast', '--seed', seed, '--metric-out', folder)
                self.assertEqual(again.returncode, 0, again.stderr)
                metrics = json.loads((Path(folder) / 'metrics.json').read_text())
                for name, value in self.metrics().items():
                    if same and name not in TIMES:
                        self.assertEqual(metrics[name], value, name)
                self.assertEqual(metrics['loss'] == self.metrics()['loss'], same)


class Errors(unittest.TestCase):
    """Every failure is one sentence on stderr and a non-zero exit."""

    def fails(self, code: int, words: str, *flags: str) -> None:
        done = run(*flags)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertRegex(done.stderr, words)
        self.assertEqual(done.stderr.count('\n'), 1, done.stderr)

    def test_bad_flags(self) -> None:
        for value in ('0', '-1', '1.5', 'many', '1001'):
            self.fails(2, 'argument --epochs: expected a whole number from 1 to 1000', f'--epochs={value}')
        self.fails(2, 'argument --seed: expected a whole number', '--seed', 'x')
        self.fails(2, 'unrecognized arguments: --fats', '--fats')

    def test_bad_data(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path, out = Path(folder) / 'data.csv.gz', ('--metric-out', folder)
            self.fails(1, 'does not exist', '--data', str(path), *out)
            path.write_bytes(b'not gzip')
            self.fails(1, 'cannot be read', '--data', str(path), *out)
            path.write_bytes(gzip.compress(b'1,2,3\n' * 500))
            self.fails(1, 'must hold over 360 rows', '--data', str(path), *out)

    def test_output_folder_is_a_file(self) -> None:
        self.fails(1, 'cannot be created', '--metric-out', str(HERE / 'train.py'))


class Gradients(unittest.TestCase):
    """The hand-written backward pass against independent arithmetic."""

    def setUp(self) -> None:
        images, labels = train.load_digits(HERE / 'digits.csv.gz')
        self.images, self.labels = images[:8], labels[:8]

    def loss(self, weights: list) -> float:
        answers = PythonNetwork(weights).predict(self.images)
        return -sum(math.log(p[label]) for p, label in zip(answers, self.labels)) / len(answers)

    def test_against_finite_differences(self) -> None:
        fresh = lambda: initial_weights(6, seed=3)  # noqa: E731
        network = PythonNetwork(fresh())
        network.train_batch(self.images, self.labels, rate=1.0)  # rate 1: the step is minus the gradient
        nudge = 1e-6
        for layer, row, column in ((0, 2, 20), (0, 5, 36), (1, 4, None), (2, 7, 3), (3, 9, None)):
            gradient = 0.0
            for sign in (1, -1):
                weights = fresh()
                place, key = (weights[layer], row) if column is None else (weights[layer][row], column)
                place[key] += sign * nudge
                gradient += sign * self.loss(weights) / (2 * nudge)
            before, after = fresh()[layer][row], network.weights()[layer][row]
            step = before - after if column is None else before[column] - after[column]
            self.assertAlmostEqual(step, gradient, places=6, msg=f'layer {layer}')

    @unittest.skipUnless(importlib.util.find_spec('torch'), 'torch is not installed')
    def test_torch_agrees(self) -> None:
        import torch

        device = 'cuda' if torch.cuda.is_available() else 'cpu'
        plain = PythonNetwork(initial_weights(6, seed=3))
        other = TorchNetwork(torch, initial_weights(6, seed=3), device)
        for _ in range(20):
            losses = [n.train_batch(self.images, self.labels, 0.2) for n in (plain, other)]
            self.assertAlmostEqual(losses[0], losses[1], places=9)
        for ours, theirs in zip(plain.predict(self.images), other.predict(self.images)):
            for a, b in zip(ours, theirs):
                self.assertAlmostEqual(a, b, places=9)


if __name__ == '__main__':
    unittest.main()
