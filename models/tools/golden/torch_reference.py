"""PyTorch as the reference for EfficientNet-Lite. Needs: torch, efficientnet-lite-pytorch."""

from importlib import metadata

import job
import torch
from efficientnet_lite_pytorch import EfficientNet

task, tensor = job.read()
network = EfficientNet.from_name(f"efficientnet-{task['options']['variant']}")
network.load_state_dict(torch.load(task["model"], map_location="cpu", weights_only=True))
network.eval()
with torch.no_grad():
    scores = network(torch.from_numpy(tensor)).softmax(1).numpy()
job.write(
    task,
    f"torch {torch.__version__.split('+')[0]}, "
    f"efficientnet-lite-pytorch {metadata.version('efficientnet-lite-pytorch')}",
    {"scores": scores},
)
