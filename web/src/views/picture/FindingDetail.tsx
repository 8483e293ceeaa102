import { Link } from 'react-router';

import { formatConfidence, texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Confidence } from './Confidence';
import { FaceDetail } from './FaceDetail';
import { Facts } from './Facts';
import type { Finding } from './findings';
import { Swatches } from './Swatches';
import type { Selection } from './useSelection';

interface FindingDetailProps {
  /** The image's. */
  id: string;
  finding: Finding;
  selection: Selection;
}

/** All that is known of one finding. */
export function FindingDetail({ id, finding, selection }: FindingDetailProps) {
  return (
    <div className="finding-detail">
      {finding.layer === 'objects' && <LabelDetail finding={finding} selection={selection} />}
      {finding.layer === 'text' && <TextDetail finding={finding} />}
      {finding.layer === 'faces' && <FaceDetail id={id} face={finding.face} number={finding.number} />}
      {finding.layer === 'celebrities' && <CelebrityDetail finding={finding} />}
      {finding.layer === 'moderation' && <ModerationDetail finding={finding} />}
    </div>
  );
}

type Of<Layer extends Finding['layer']> = Extract<Finding, { layer: Layer }>;
const names = (all: { Name: string }[]) => all.map(({ Name }) => Name).join(', ');

function LabelDetail({ finding, selection }: { finding: Of<'objects'>; selection: Selection }) {
  const { label, places } = finding;
  return (
    <>
      <Facts
        facts={[
          [texts.picture.parents, names(label.Parents)],
          [texts.picture.aliases, names(label.Aliases)],
          [texts.picture.categories, names(label.Categories)],
        ]}
      />
      {places.length > 1 && (
        <ul className="place-list">
          {places.map(({ confidence }, number) => {
            const at = { finding: finding.key, place: number, from: 'list' } as const;
            return (
              <li key={number}>
                <Button
                  kind="quiet"
                  onHoverStart={() => selection.point(at)}
                  onHoverEnd={() => selection.point()}
                  onFocus={() => selection.point(at)}
                  onBlur={() => selection.point()}
                  onPress={() => selection.point(at)}
                >
                  {texts.picture.place(number + 1, places.length)}
                </Button>
                <Confidence value={confidence} />
              </li>
            );
          })}
        </ul>
      )}
      {label.Instances.length === 1 && label.Instances[0]?.DominantColors && (
        <Swatches colours={label.Instances[0].DominantColors} />
      )}
      <More name={label.Name} query={{ label: label.Name }} />
    </>
  );
}

function TextDetail({ finding: { words } }: { finding: Of<'text'> }) {
  if (words.length === 0) return null;
  return (
    <Facts
      facts={[
        [
          texts.picture.words,
          words
            .map(({ DetectedText, Confidence: sure }) => texts.picture.sure(DetectedText, sure))
            .join(', '),
        ],
      ]}
    />
  );
}

function CelebrityDetail({ finding: { celebrity } }: { finding: Of<'celebrities'> }) {
  const { Name, Id, Urls, MatchConfidence, KnownGender } = celebrity;
  const gender = KnownGender && (texts.picture.genders[KnownGender.Type] ?? KnownGender.Type);
  return (
    <>
      <Facts
        facts={[
          [texts.picture.match, formatConfidence(MatchConfidence)],
          [texts.picture.knownGender, gender],
          [
            texts.picture.links,
            Urls.length > 0 && (
              <ul className="plain-list">
                {Urls.map((url) => (
                  <li key={url}>
                    <a href={`https://${url}`} target="_blank" rel="noreferrer">
                      {url}
                    </a>
                  </li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
      <Link to={`/people/${Id}`}>{texts.picture.toPerson(Name)}</Link>
      <More name={Name} query={{ person: Name }} />
    </>
  );
}

function ModerationDetail({ finding: { label } }: { finding: Of<'moderation'> }) {
  return (
    <>
      <Facts
        facts={[
          [texts.picture.parent, label.ParentName],
          [texts.picture.level, String(label.TaxonomyLevel)],
        ]}
      />
      <h3>{texts.picture.evidence}</h3>
      <ul className="plain-list">
        {label.Evidence.map(({ Source, Name, Confidence: sure }) => (
          <li key={`${Source}/${Name}`} className="evidence">
            {texts.picture.evidenceOf(Source, Name)}
            <Confidence value={sure} />
          </li>
        ))}
      </ul>
      <More name={label.Name} query={{ moderation: label.Name }} />
    </>
  );
}

function More({ name, query }: { name: string; query: Record<string, string> }) {
  return <Link to={`/?${new URLSearchParams(query)}`}>{texts.picture.moreWith(name)}</Link>;
}
