"""OpenVINO for .xml files, which no other runtime reads: here it only vouches for itself."""

import job
import openvino

task, tensor = job.read()
config = {"INFERENCE_PRECISION_HINT": "f32"}
compiled = openvino.Core().compile_model(task["model"], "CPU", config)
results = compiled([tensor])
job.write(
    task,
    f"openvino {openvino.__version__.split('-')[0]} itself",
    {name: results[compiled.output(key)] for name, key in task["outputs"].items()},
)
