/** How to get an item from a program; `url` is the image's address. */
export const snippetsFor = (url: string, key: string) =>
  ({
    curl: `curl --fail-with-body '${url}'
curl --fail-with-body --output '${key.replaceAll(/[^\w.-]/g, '_')}' '${url}/content'
curl --fail-with-body --request POST '${url}/recognise'
`,
    python: `import json
from urllib.request import urlopen

with urlopen("${url}") as answer:
    image = json.load(answer)
for label in image["labels"]:
    print(f'{label["Confidence"]:5.1f} % {label["Name"]}')
`,
    javascript: `const answer = await fetch('${url}');
if (!answer.ok) throw new Error((await answer.json()).detail);
const image = await answer.json();
for (const { Name, Confidence } of image.labels)
  console.log(\`\${Confidence.toFixed(1)} % \${Name}\`);
`,
  }) as const;
