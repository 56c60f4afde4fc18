"""The classifier: 64 pixels -> hidden layer (ReLU) -> 10 digits (softmax), trained with minibatch SGD.

Two backends share one interface. Both start from the same seeded weights, see the same minibatches and
compute in 64-bit floats, so they agree up to rounding; only the speed differs.
"""

from __future__ import annotations

import math
import random
from operator import mul
from typing import Any, Protocol

Vector = list[float]
Matrix = list[Vector]

PIXELS = 64
CLASSES = 10


class Network(Protocol):
    """What the training loop needs from a backend."""

    device: str

    def train_batch(self, images: Matrix, labels: list[int], rate: float) -> float:
        """One SGD step on B images (B x 64); returns the summed cross-entropy (nats) before the step."""

    def predict(self, images: Matrix) -> Matrix:
        """Class probabilities (B x 10) for B images (B x 64)."""

    def weights(self) -> list[Any]:
        """[W1 (H x 64), b1 (H), W2 (10 x H), b2 (10)] as plain lists."""


def initial_weights(hidden: int, seed: int) -> list[Any]:
    """He-initialised [W1, b1, W2, b2], equal for every backend."""
    rng = random.Random(seed)

    def matrix(rows: int, columns: int) -> Matrix:
        scale = math.sqrt(2 / columns)
        return [[rng.gauss(0, scale) for _ in range(columns)] for _ in range(rows)]

    return [matrix(hidden, PIXELS), [0.0] * hidden, matrix(CLASSES, hidden), [0.0] * CLASSES]


def softmax(logits: Vector) -> Vector:
    """Probabilities of one image; the maximum is subtracted so that exp() cannot overflow."""
    top = max(logits)
    powers = [math.exp(z - top) for z in logits]
    total = sum(powers)
    return [p / total for p in powers]


class PythonNetwork:
    """Standard library alone, one core."""

    device = 'CPU (pure Python)'

    def __init__(self, weights: list[Any]) -> None:
        self.w1, self.b1, self.w2, self.b2 = weights

    def _forward(self, image: Vector) -> tuple[Vector, Vector]:
        """Hidden activations (H) and class probabilities (10) of one image."""
        hidden = [max(0.0, sum(map(mul, row, image)) + b) for row, b in zip(self.w1, self.b1)]
        logits = [sum(map(mul, row, hidden)) + b for row, b in zip(self.w2, self.b2)]
        return hidden, softmax(logits)

    def train_batch(self, images: Matrix, labels: list[int], rate: float) -> float:
        # All gradients come from the weights at the start of the step, so forward every image first.
        passes = [self._forward(image) for image in images]
        columns = list(zip(*self.w2))  # H x 10: what each hidden unit feeds
        step = rate / len(images)
        loss = 0.0
        for image, label, (hidden, probabilities) in zip(images, labels, passes):
            loss -= math.log(max(probabilities[label], 1e-300))
            errors = probabilities  # gradient of the loss by the logits: p - onehot(label)
            errors[label] -= 1.0
            for k, error in enumerate(errors):
                scale = step * error
                self.w2[k] = [w - scale * h for w, h in zip(self.w2[k], hidden)]
                self.b2[k] -= scale
            for j, active in enumerate(hidden):
                if active > 0:  # a silent ReLU passes no gradient
                    scale = step * sum(map(mul, columns[j], errors))
                    self.w1[j] = [w - scale * x for w, x in zip(self.w1[j], image)]
                    self.b1[j] -= scale
        return loss

    def predict(self, images: Matrix) -> Matrix:
        return [self._forward(image)[1] for image in images]

    def weights(self) -> list[Any]:
        return [self.w1, self.b1, self.w2, self.b2]


class TorchNetwork:
    """The same network on a torch device; autograd takes the place of the hand-written gradients."""

    def __init__(self, torch: Any, weights: list[Any], device: str = 'cuda') -> None:
        self.torch = torch
        self.where = device
        self.device = torch.cuda.get_device_name() if device == 'cuda' else f'torch {device}'
        self.parameters = [self._tensor(w).requires_grad_() for w in weights]

    def _tensor(self, values: Any) -> Any:
        return self.torch.tensor(values, dtype=self.torch.float64, device=self.where)

    def _logits(self, images: Matrix) -> Any:
        w1, b1, w2, b2 = self.parameters
        return self.torch.relu(self._tensor(images) @ w1.T + b1) @ w2.T + b2

    def train_batch(self, images: Matrix, labels: list[int], rate: float) -> float:
        targets = self.torch.tensor(labels, device=self.where)
        loss = self.torch.nn.functional.cross_entropy(self._logits(images), targets)
        gradients = self.torch.autograd.grad(loss, self.parameters)
        with self.torch.no_grad():
            for parameter, gradient in zip(self.parameters, gradients):
                parameter -= rate * gradient
        return loss.item() * len(images)

    def predict(self, images: Matrix) -> Matrix:
        with self.torch.no_grad():
            return self.torch.softmax(self._logits(images), dim=1).tolist()

    def weights(self) -> list[Any]:
        return [parameter.tolist() for parameter in self.parameters]


def create_network(hidden: int, seed: int) -> Network:
    """The GPU when torch sees one, else pure Python."""
    weights = initial_weights(hidden, seed)
    try:
        import torch
    except ImportError:
        return PythonNetwork(weights)
    return TorchNetwork(torch, weights) if torch.cuda.is_available() else PythonNetwork(weights)
