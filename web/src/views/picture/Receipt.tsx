import { useEffect } from 'react';
import { Link } from 'react-router';

import type { Schemas } from '../../api/client';
import { formatTime, texts } from '../../texts';
import { announce } from '../../ui/announce';
import { Page } from '../../ui/Page';

interface ReceiptProps {
  receipt: Schemas['EraseReceipt'];
  /** Where the library, and the next picture, are. */
  library: string;
  next?: string;
}

/** What became of an erased picture in each place where it was. */
export function Receipt({ receipt, library, next }: ReceiptProps) {
  useEffect(() => announce(texts.picture.receipt), []);
  return (
    <Page title={texts.picture.receipt}>
      <p>{texts.picture.receiptWhen(formatTime(receipt.erasedAt))}</p>
      <table className="receipt">
        <thead>
          <tr>
            <th scope="col">{texts.picture.receiptPlace}</th>
            <th scope="col">{texts.picture.receiptOutcome}</th>
          </tr>
        </thead>
        <tbody>
          {receipt.places.map(({ place, outcome }) => (
            <tr key={place}>
              <th scope="row">{place}</th>
              <td>{outcome}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="receipt-ways">
        <Link className="button button-primary" to={library}>
          {texts.picture.toLibrary}
        </Link>
        {next && (
          <Link className="button" to={next}>
            {texts.picture.nextPicture}
          </Link>
        )}
      </p>
    </Page>
  );
}
