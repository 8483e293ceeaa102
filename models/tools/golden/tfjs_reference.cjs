// TensorFlow.js as the reference for graph models, layers models and the models inside nsfwjs.
// Needs: npm install --prefix DIR @tensorflow/tfjs, and NODE_PATH=DIR/node_modules. See job.py for
// what goes in and out.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const tf = require('@tensorflow/tfjs');

const job = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const file = (ending) => Object.entries(job.files).find(([name]) => name.endsWith(ending))[1];

/** The model.json and a function that gives the bytes of one of its weight files. */
function source() {
  if (Object.keys(job.files).some((name) => name.endsWith('/model.min.js'))) {
    const read = (name) => Buffer.from(require(file(`/${name}.min.js`)), 'base64');
    return { model: require(file('/model.min.js')), read };
  }
  const model = JSON.parse(fs.readFileSync(file('.json'), 'utf8'));
  return { model, read: (name) => fs.readFileSync(file(`/${name}`)) };
}

function artifacts({ model, read }) {
  const groups = model.weightsManifest;
  const data = Buffer.concat(groups.flatMap((group) => group.paths.map(read)));
  return {
    ...model,
    weightSpecs: groups.flatMap((group) => group.weights),
    weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.length),
  };
}

async function main() {
  await tf.setBackend('cpu');
  const loaded = artifacts(source());
  const handler = { load: async () => loaded };
  const raw = fs.readFileSync(job.input);
  const values = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  const input = tf.tensor(values, job.shape);
  const names = Object.keys(job.outputs);
  let results;
  if (loaded.modelTopology.node) {
    const graph = await tf.loadGraphModel(handler);
    results = [graph.execute({ [job.name]: input }, Object.values(job.outputs))].flat();
  } else {
    results = [(await tf.loadLayersModel(handler)).predict(input)].flat();
  }
  const shapes = {};
  names.forEach((name, i) => {
    fs.writeFileSync(path.join(job.result, `${name}.f32`), Buffer.from(results[i].dataSync().buffer));
    shapes[name] = results[i].shape;
  });
  const runtime = `tfjs ${tf.version.tfjs} in Node ${process.versions.node}`;
  fs.writeFileSync(path.join(job.result, 'result.json'), JSON.stringify({ runtime, shapes }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
