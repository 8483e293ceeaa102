import { texts } from '../../texts';

const words = texts.keys.short;
const mostActions = 4;
const services: Record<string, string> = {
  s3: 'S3',
  rekognition: 'Rekognition',
  dynamodb: 'DynamoDB',
  sqs: 'SQS',
};

type Statement = Record<string, unknown>;

const listed = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');

/** A policy document in a line: what is allowed, service by service, then what never is. The resources are left out but
 *  where all actions are allowed on some of them. */
export function inShort(document: string): string {
  let statements: Statement[];
  try {
    const { Statement: read } = JSON.parse(document) as { Statement?: Statement | Statement[] };
    statements = Array.isArray(read) ? read : read ? [read] : [];
  } catch {
    return words.unreadable;
  }
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow').map(partOf);
  const denied = statements.filter(({ Effect }) => Effect === 'Deny').map((one) => words.never(partOf(one)));
  return [...(allowed.length > 0 ? allowed : [words.nothing]), ...denied].join(' · ');
}

function partOf(statement: Statement): string {
  const actions =
    'NotAction' in statement
      ? words.allBut(byService(listed(statement['NotAction'])))
      : listed(statement['Action']).includes('*')
        ? everything(statement)
        : byService(listed(statement['Action']));
  return 'Condition' in statement ? `${actions} (${words.conditions})` : actions;
}

const everything = (statement: Statement): string =>
  listed(statement['Resource']).includes('*') ? words.everything : `${words.everything} ${words.limited}`;

function byService(actions: string[]): string {
  const groups = new Map<string, string[]>();
  for (const action of actions) {
    const [service = '', name = ''] = action.split(':');
    groups.set(service, [...(groups.get(service) ?? []), name === '*' ? words.all : name]);
  }
  return Array.from(groups, ([service, names]) => {
    const shown = names.length > mostActions + 1 ? names.slice(0, mostActions) : names;
    const more = names.length - shown.length;
    return words.actions(services[service] ?? service, more > 0 ? [...shown, words.more(more)] : shown);
  }).join(' · ');
}
