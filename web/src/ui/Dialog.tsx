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
}

/** A modal dialog: keeps the focus, closes by Escape and by a press outside. */
export function Dialog({ title, open, onClose, children, buttons }: DialogProps) {
  return (
    <ModalOverlay
      className="dialog-ground"
      isOpen={open}
      onOpenChange={(is) => !is && onClose()}
      isDismissable
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
