import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

import './button.css';

interface ButtonProps extends AriaButtonProps {
  /** `plain` by default; `primary` for what a view is for, `danger` for what can't be undone. */
  kind?: 'plain' | 'primary' | 'danger' | 'quiet';
}

export function Button({ kind = 'plain', className, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      className={`button button-${kind} ${typeof className === 'string' ? className : ''}`}
    />
  );
}
