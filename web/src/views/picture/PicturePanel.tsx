import { useState } from 'react';
import { Switch, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';

import type { ImageItem } from '../../api/client';
import { texts } from '../../texts';
import { CopyButton } from '../../ui/CopyButton';
import { FindingLists } from './FindingLists';
import { textOf, type Finding } from './findings';
import { JsonPanel } from './JsonPanel';
import type { Looks } from './PictureView';
import { Properties } from './Properties';
import { Threshold } from './Threshold';
import { Timeline } from './Timeline';
import type { LiveStage } from './useImage';
import type { Selection } from './useSelection';
import './panel.css';

interface PicturePanelProps {
  item: ImageItem;
  live: LiveStage[];
  /** Those that reach the threshold, and how many don't. */
  findings: Finding[];
  hidden: number;
  looks: Looks;
  onLooks: (change: Partial<Looks>) => void;
  selection: Selection;
}

const tabs = ['findings', 'properties', 'timeline', 'json'] as const;

/** Beside the picture: its findings, and what else is known. */
export function PicturePanel(props: PicturePanelProps) {
  const { item, live, findings, selection, looks, onLooks } = props;
  const [tab, setTab] = useState<string>('findings');
  // One who picks a box wants to see what it is.
  const [picked, setPicked] = useState(selection.picked);
  if (picked !== selection.picked) {
    setPicked(selection.picked);
    if (selection.picked !== undefined) setTab('findings');
  }
  return (
    <Tabs className="panel" selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
      <TabList className="panel-tabs" aria-label={texts.picture.tabs.label}>
        {tabs.map((name) => (
          <Tab key={name} id={name} className="panel-tab">
            {texts.picture.tabs[name]}
          </Tab>
        ))}
      </TabList>
      <TabPanel id="findings" className="panel-body">
        <Threshold
          value={looks.threshold}
          onChange={(threshold) => onLooks({ threshold })}
          hidden={props.hidden}
        />
        {findings.length === 0 && item.status === 'done' && (
          <p>{props.hidden > 0 ? texts.picture.nothingAbove : texts.picture.nothingFound}</p>
        )}
        <FindingLists
          id={item.id}
          findings={findings}
          selection={selection}
          actions={{
            text: <CopyButton text={textOf(findings)} label={texts.picture.copyText} />,
            faces: (
              <Switch
                className="switch"
                isSelected={looks.landmarks}
                onChange={(landmarks) => onLooks({ landmarks })}
              >
                <span className="switch-track" aria-hidden />
                {texts.picture.landmarks}
              </Switch>
            ),
          }}
        />
      </TabPanel>
      <TabPanel id="properties" className="panel-body">
        <Properties item={item} />
      </TabPanel>
      <TabPanel id="timeline" className="panel-body">
        <Timeline item={item} live={live} />
      </TabPanel>
      <TabPanel id="json" className="panel-body">
        <JsonPanel item={item} />
      </TabPanel>
    </Tabs>
  );
}
