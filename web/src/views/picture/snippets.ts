/** What programs need to know of an image, and of the server that has it. */
export interface Stored {
  /** The image's address. */
  url: string;
  bucket: string;
  key: string;
  region: string;
  /** Requests must be signed, or carry a token. */
  signed: boolean;
}

/** A word of a shell's command line. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** How to get an item from a program, and how to have its object looked at by Rekognition's API. */
export function snippetsFor({ url, bucket, key, region, signed }: Stored) {
  const { origin } = new URL(url);
  const authorised = signed ? ` --header "Authorization: Bearer $SPOTTER_TOKEN"` : '';
  const image = JSON.stringify({ S3Object: { Bucket: bucket, Name: key } });
  return {
    ...(signed && { token: tokenFrom(origin, region) }),
    curl: `curl --fail-with-body${authorised} ${quoted(url)}
curl --fail-with-body${authorised} --output ${quoted(key.replaceAll(/[^\w.-]/g, '_'))} ${quoted(`${url}/content`)}
curl --fail-with-body${authorised} --request POST ${quoted(`${url}/recognise`)}
`,
    python: signed ? pythonSigned(url) : pythonOpen(url),
    javascript: `const answer = await fetch(${JSON.stringify(url)}${
      signed ? ', {\n  headers: { Authorization: `Bearer ${process.env.SPOTTER_TOKEN}` },\n}' : ''
    });
if (!answer.ok) throw new Error((await answer.json()).detail);
const image = await answer.json();
for (const { Name, Confidence } of image.labels)
  console.log(\`\${Confidence.toFixed(1)} % \${Name}\`);
`,
    boto3: `import boto3

rekognition = boto3.client("rekognition", endpoint_url="${origin}", region_name="${region}")
answer = rekognition.detect_labels(
    Image={"S3Object": {"Bucket": ${JSON.stringify(bucket)}, "Name": ${JSON.stringify(key)}}}
)
for label in answer["Labels"]:
    print(f'{label["Confidence"]:5.1f} % {label["Name"]}')
`,
    cli: `aws rekognition detect-labels --endpoint-url ${quoted(origin)} --region ${quoted(region)} \\
  --image ${quoted(image)}
`,
  };
}

const printLabels = `    image = json.load(answer)
for label in image["labels"]:
    print(f'{label["Confidence"]:5.1f} % {label["Name"]}')
`;

const pythonOpen = (url: string) => `import json
from urllib.request import urlopen

with urlopen(${JSON.stringify(url)}) as answer:
${printLabels}`;

const pythonSigned = (url: string) => `import json
import os
from urllib.request import Request, urlopen

headers = {"Authorization": f'Bearer {os.environ["SPOTTER_TOKEN"]}'}
with urlopen(Request(${JSON.stringify(url)}, headers=headers)) as answer:
${printLabels}`;

/** curl signs with the key of the environment; the secret is on no command line. */
const tokenFrom = (origin: string, region: string) => `export SPOTTER_TOKEN=$(
  printf 'user = "%s:%s"' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" |
    curl --fail-with-body --silent --config - --aws-sigv4 ${quoted(`aws:amz:${region}:spotter`)} \\
      --header 'Content-Type: application/json' --data '{}' ${quoted(`${origin}/api/v1/tokens`)} |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["token"])'
)
`;
