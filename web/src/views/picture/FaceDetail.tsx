import { useQuery } from '@tanstack/react-query';
import { UserRoundPlus } from 'lucide-react';
import { useState, type ReactNode } from 'react';

import { answer, client, type Schemas } from '../../api/client';
import { texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Facts } from './Facts';
import { NamePersonDialog } from './NamePersonDialog';

interface FaceDetailProps {
  id: string;
  face: Schemas['FaceDetail'];
  number: number;
}

/** What is told of one face, and the way to the people. */
export function FaceDetail({ id, face, number }: FaceDetailProps) {
  const [naming, setNaming] = useState(false);
  const faces = useQuery({
    queryKey: ['image-faces', id],
    queryFn: () => answer(client.GET('/api/v1/images/{id}/faces', { params: { path: { id } } })),
  });
  const kept = faces.data?.faces.find((one) => one.number === number);
  return (
    <>
      <Facts facts={factsOf(face)} />
      {faces.isSuccess && !kept && <p className="soft">{texts.picture.noVector}</p>}
      {kept && (
        <Button onPress={() => setNaming(true)}>
          <UserRoundPlus aria-hidden />
          {texts.picture.addToPeople}
        </Button>
      )}
      {kept && naming && <NamePersonDialog face={kept.faceId} onClose={() => setNaming(false)} />}
    </>
  );
}

const attributes = Object.keys(texts.picture.attributes) as (keyof typeof texts.picture.attributes)[];

function factsOf(face: Schemas['FaceDetail']): [string, ReactNode][] {
  const { AgeRange, Gender, Emotions, Pose, EyeDirection, Quality } = face;
  const { picture } = texts;
  return [
    [picture.age, AgeRange && picture.ageRange(AgeRange.Low, AgeRange.High)],
    [
      picture.gender,
      Gender && picture.sure(picture.genders[Gender.Value] ?? Gender.Value, Gender.Confidence),
    ],
    [
      picture.emotions,
      Emotions?.map(({ Type, Confidence }) => picture.sure(picture.emotionNames[Type], Confidence)).join(
        ', ',
      ),
    ],
    ...attributes.map((name): [string, ReactNode] => {
      const attribute = face[name];
      const value = attribute?.Value ? picture.yes : picture.no;
      return [picture.attributes[name], attribute && picture.sure(value, attribute.Confidence)];
    }),
    [picture.pose, Pose && picture.poseOf(Pose.Yaw, Pose.Pitch, Pose.Roll)],
    [picture.gaze, EyeDirection && picture.gazeOf(EyeDirection.Yaw, EyeDirection.Pitch)],
    [picture.quality, Quality && picture.qualityOf(Quality.Brightness, Quality.Sharpness)],
  ];
}
