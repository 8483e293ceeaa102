import { describe, expect, it } from 'vitest';

import { snippetsOf } from './create/snippets';
import { inShort } from './summary';

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, more = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });

describe('a policy in short', () => {
  it('is everything only on all resources', () => {
    expect(inShort(policy(allow('*')))).toBe('Everything');
    expect(inShort(policy(allow('*', { Resource: 'arn:aws:s3:::a' })))).toBe(
      'Everything on certain resources',
    );
    expect(inShort(policy())).toBe('Nothing');
    expect(inShort(policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }))).toBe(
      'Nothing · never S3: all actions',
    );
  });

  it('names actions by service, the first few of many', () => {
    expect(inShort(policy(allow(['s3:GetObject', 'rekognition:DetectLabels', 's3:ListBucket'])))).toBe(
      'S3: GetObject, ListBucket · Rekognition: DetectLabels',
    );
    expect(inShort(policy(allow('abcdef'.split('').map((letter) => `rekognition:${letter}`))))).toBe(
      'Rekognition: a, b, c, d, 2 more',
    );
  });

  it('hides neither conditions nor exceptions', () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    expect(inShort(policy(allow('*', { Condition })))).toBe('Everything (on conditions)');
    const not = { Effect: 'Allow', NotAction: 'spotter:ManageKeys', Resource: '*' };
    expect(inShort(policy(not))).toBe('all but spotter: ManageKeys');
  });

  it('takes a single statement, and says so of what it can’t read', () => {
    expect(inShort(JSON.stringify({ Statement: allow('s3:GetObject') }))).toBe('S3: GetObject');
    expect(inShort('{')).toMatch(/can’t be shown/);
  });
});

describe('snippets of a new key', () => {
  const key = { accessKeyId: 'AKIA1', secretAccessKey: 's/e+c', region: 'us-east-1', endpoint: 'http://h:1' };

  it('all hold the key, and the address of this server', () => {
    const { environment, boto3, profile } = snippetsOf(key);
    for (const text of [environment, boto3, profile]) {
      expect(text).toContain('AKIA1');
      expect(text).toContain('s/e+c');
      expect(text).toContain('http://h:1');
      expect(text).not.toContain('session_token');
    }
  });

  it('hold the session token of a temporary one', () => {
    const { environment, boto3, profile } = snippetsOf({ ...key, sessionToken: 'tok' });
    expect(environment).toContain("AWS_SESSION_TOKEN='tok'");
    expect(boto3).toContain('aws_session_token="tok"');
    expect(profile).toContain('aws_session_token = tok');
  });
});
