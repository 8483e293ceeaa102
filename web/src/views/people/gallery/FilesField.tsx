import { X } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';

import { formatBytes, texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import './files-field.css';

const words = texts.people.add;

interface FilesFieldProps {
  files: File[];
  onFiles: (files: File[]) => void;
}

/** Chosen photographs, each can be left out again. */
export function FilesField({ files, onFiles }: FilesFieldProps) {
  return (
    <fieldset className="files-field">
      <legend>{words.photographs}</legend>
      <span className="soft">{words.photographsHelp}</span>
      <div className="files-field-row">
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={['image/*']}
          onSelect={(list) => onFiles([...files, ...Array.from(list ?? [])])}
        >
          <Button>{words.choose}</Button>
        </FileTrigger>
        <span className="soft" role="status">
          {words.chosen(files.length)}
        </span>
      </div>
      <ul>
        {files.map((file, at) => (
          <li key={`${file.name} ${file.lastModified} ${file.size}`}>
            <span>{file.name}</span>
            <span className="soft">{formatBytes(file.size)}</span>
            <Button
              kind="quiet"
              aria-label={words.leaveOut(file.name)}
              onPress={() => onFiles(files.filter((_, other) => other !== at))}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
