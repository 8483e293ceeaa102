import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

import './dialog.css';

interface DialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  /** The row of buttons at its end. */
  buttons?: ReactNode;
  /** It stays until its purpose is fulfilled; `onClose` is not called then. */
  stays?: boolean;
}

/** A modal dialog: keeps the focus, closes by Escape and by a press outside. */
export function Dialog({ title, open, onClose, children, buttons, stays = false }: DialogProps) {
  return (
    <ModalOverlay
      className="dialog-ground"
      isOpen={open}
      onOpenChange={(is) => !is && onClose()}
      isDismissable={!stays}
      isKeyboardDismissDisabled={stays}
    >
      <Modal className="dialog">
        <AriaDialog className="dialog-body">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
          {buttons && <div className="dialog-buttons">{buttons}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
