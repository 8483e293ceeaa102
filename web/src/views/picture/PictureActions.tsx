import { ArrowLeft, ChevronLeft, ChevronRight, RefreshCw, Trash2 } from 'lucide-react';
import { Link } from 'react-router';

import { texts } from '../../texts';
import { Button } from '../../ui/Button';

interface PictureActionsProps {
  library: string;
  newer?: string;
  older?: string;
  recognising: boolean;
  onRecognise: () => void;
  onErase: () => void;
}

/** Beside a picture's name: the ways from here, and what can be done to it. */
export function PictureActions(props: PictureActionsProps) {
  return (
    <div className="picture-actions">
      <Link className="button button-quiet" to={props.library}>
        <ArrowLeft aria-hidden />
        <span>{texts.picture.back}</span>
      </Link>
      <Way to={props.newer} name={texts.picture.newer} icon={ChevronLeft} />
      <Way to={props.older} name={texts.picture.older} icon={ChevronRight} />
      <Button isDisabled={props.recognising} onPress={props.onRecognise}>
        <RefreshCw aria-hidden />
        <span>{texts.picture.recognise}</span>
      </Button>
      <Button kind="danger" onPress={props.onErase}>
        <Trash2 aria-hidden />
        <span>{texts.picture.erase}</span>
      </Button>
    </div>
  );
}

function Way({ to, name, icon: Icon }: { to?: string; name: string; icon: typeof ChevronLeft }) {
  if (to === undefined)
    return (
      <Button isDisabled aria-label={name}>
        <Icon aria-hidden />
      </Button>
    );
  return (
    <Link className="button" to={to} replace aria-label={name} title={name}>
      <Icon aria-hidden />
    </Link>
  );
}
