"""The network: a strip of a machine-readable zone in, symbols along it out."""
import torch
from torch import nn

from alphabet import CLASS_COUNT

#: Pixels along the strip that one step of the output stands for.
STEP_PX = 4

#: Added to the deviation of a strip's pixels (0…255), so that an even strip is not blown up to noise.
EVEN = 4.0


def convolution(inputs: int, outputs: int, size, stride=1, padding=0) -> nn.Sequential:
    """A convolution, normalised over the batch, with a rectifier."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, padding, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """Two convolutions around which their input is added again."""

    def __init__(self, channels: int, size: tuple[int, int]):
        super().__init__()
        padding = (size[0] // 2, size[1] // 2)
        self.first = convolution(channels, channels, size, padding=padding)
        self.second = nn.Sequential(
            nn.Conv2d(channels, channels, size, padding=padding, bias=False), nn.BatchNorm2d(channels)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(x + self.second(self.first(x)))


class Reader(nn.Module):
    """
    Float (batch, 1, 32, width), grey 0…255 → log probabilities (batch, width / 4, 38): the blank, then the alphabet.

    Convolutions only, 0.43 million weights. A step sees 52 pixels, less than three characters: too few to learn what
    zones usually say, so that it reads what stands there.
    """

    def __init__(self):
        super().__init__()
        self.picture = nn.Sequential(
            convolution(1, 24, 3, padding=1),
            convolution(24, 24, 3, stride=2, padding=1),
            convolution(24, 48, 3, padding=1),
            convolution(48, 96, 3, stride=2, padding=1),
            Residual(96, (3, 3)),
        )
        self.row = nn.Sequential(
            convolution(96, 128, (8, 1)),
            Residual(128, (1, 3)),
            nn.Conv2d(128, CLASS_COUNT, 1),
        )

    def forward(self, strips: torch.Tensor) -> torch.Tensor:
        mean = strips.mean(dim=(2, 3), keepdim=True)
        away = strips - mean
        deviation = (away * away).mean(dim=(2, 3), keepdim=True).sqrt()
        seen = self.row(self.picture(away / (deviation + EVEN)))
        return torch.log_softmax(seen.squeeze(2).transpose(1, 2).float(), dim=2)
