/** What programs need to sign with a key. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  region: string;
  /** The address of this server. */
  endpoint: string;
}

/** Ready to be pasted. The secret is on no command line, where others could see it. */
export const snippetsOf = (key: Credentials) => ({
  environment: `export AWS_ACCESS_KEY_ID='${key.accessKeyId}'
export AWS_SECRET_ACCESS_KEY='${key.secretAccessKey}'
${key.sessionToken === undefined ? '' : `export AWS_SESSION_TOKEN='${key.sessionToken}'\n`}export AWS_DEFAULT_REGION='${key.region}'
export AWS_ENDPOINT_URL_REKOGNITION='${key.endpoint}'
`,
  boto3: `import boto3

rekognition = boto3.client(
    "rekognition",
    endpoint_url="${key.endpoint}",
    region_name="${key.region}",
    aws_access_key_id="${key.accessKeyId}",
    aws_secret_access_key="${key.secretAccessKey}",
${key.sessionToken === undefined ? '' : `    aws_session_token="${key.sessionToken}",\n`})
with open("picture.jpg", "rb") as picture:
    answer = rekognition.detect_labels(Image={"Bytes": picture.read()})
for label in answer["Labels"]:
    print(f'{label["Confidence"]:5.1f} % {label["Name"]}')
`,
  profile: `# ~/.aws/credentials
[spotter]
aws_access_key_id = ${key.accessKeyId}
aws_secret_access_key = ${key.secretAccessKey}
${key.sessionToken === undefined ? '' : `aws_session_token = ${key.sessionToken}\n`}
# ~/.aws/config
[profile spotter]
region = ${key.region}
services = spotter

[services spotter]
rekognition =
  endpoint_url = ${key.endpoint}
`,
  cli: `aws rekognition detect-labels --profile spotter --endpoint-url '${key.endpoint}' --image-bytes fileb://picture.jpg
`,
});
