import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';

import { answer, client, type ImageItem, type Schemas } from '../../api/client';
import { texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { wordsOf } from '../../api/words-of';

interface EraseDialogProps {
  item: ImageItem;
  onClose: () => void;
  onErased: (receipt: Schemas['EraseReceipt']) => void;
}

/** Asks before a picture is erased. */
export function EraseDialog({ item, onClose, onErased }: EraseDialogProps) {
  const queries = useQueryClient();
  const erase = useMutation({
    mutationFn: () => answer(client.DELETE('/api/v1/images/{id}', { params: { path: { id: item.id } } })),
    onSuccess: (receipt) => {
      onErased(receipt);
      void queries.invalidateQueries({ queryKey: ['images'] });
    },
  });
  return (
    <Dialog
      title={texts.picture.eraseTitle}
      open
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{texts.shell.cancel}</Button>
          <Button kind="danger" isDisabled={erase.isPending} onPress={() => erase.mutate()}>
            <Trash2 aria-hidden />
            {texts.picture.erase}
          </Button>
        </>
      }
    >
      <p>
        <strong>{item.fileName || item.imageId}</strong>
      </p>
      <p>{texts.picture.eraseWarning}</p>
      {erase.isError && <Notice kind="problem">{wordsOf(erase.error)}</Notice>}
    </Dialog>
  );
}
