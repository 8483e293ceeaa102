"""Google's TFLite interpreter as the reference for .tflite files. Needs: ai-edge-litert."""

from importlib import metadata

import job
from ai_edge_litert.interpreter import Interpreter

task, tensor = job.read()
interpreter = Interpreter(model_path=task["model"])
index = interpreter.get_input_details()[0]["index"]
interpreter.resize_tensor_input(index, tensor.shape)
interpreter.allocate_tensors()
interpreter.set_tensor(index, tensor)
interpreter.invoke()
found = {output["name"]: output["index"] for output in interpreter.get_output_details()}
job.write(
    task,
    f"ai-edge-litert {metadata.version('ai-edge-litert')}",
    {name: interpreter.get_tensor(found[key]) for name, key in task["outputs"].items()},
)
