const numbers = new Intl.NumberFormat('en');

export const settings = {
  title: 'Settings',
  appearance: 'Appearance',
  service: 'Service',
  ready: 'Ready: the models are loaded and tested.',
  notReady: (reason: string) => `Not ready: ${reason === '' ? 'no reason is given' : reason}.`,
  images: 'Pictures',
  statuses: {
    queued: 'Queued',
    recognising: 'Being recognised',
    done: 'Recognised',
    rejected: 'Rejected',
    failed: 'Failed',
    erased: 'Erased',
  },
  queue: 'Events in the queue',
  depths: { waiting: 'Waiting', inFlight: 'With a worker', dead: 'Given up' },
  faces: 'Faces',
  keepsFaces:
    'Face vectors of pictures are kept: faces can be searched, grouped and named. Erasing a picture erases its vectors.',
  keepsNoFaces:
    'Face vectors of pictures are not kept: faces are found and compared with people, then forgotten. They can’t be grouped.',
  limits: 'What is taken',
  limit: {
    bytes: 'A picture, at most',
    side: 'Its sides, at most',
    pixels: 'Its pixels, at most',
    files: 'Pictures in one form, at most',
    wait: 'Waiting for a result, at most',
    formats: 'Formats',
  },
  mebibytes: (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MiB`,
  sidePx: (value: number) => `${numbers.format(value)} px`,
  pixels: (value: number) => `${numbers.format(value / 1e6)} megapixels`,
  seconds: (value: number) => `${numbers.format(value)} s`,
  formats: (types: readonly string[]) =>
    types.map((type) => type.replace('image/', '').toUpperCase()).join(', '),
  models: 'Models',
  modelsAbout: 'What recognises, under which licence. The hash is of the model’s file.',
  noModels: 'No model is loaded.',
  model: {
    name: 'Model',
    slot: 'Used for',
    pack: 'Pack',
    licence: 'Licence',
    hash: 'SHA-256',
  },
  noHash: 'none',
  developers: 'For programs',
  description: 'Description of the API (OpenAPI)',
};
