import type { Texts } from '../catalogue.ts';
import type { en } from '../en/index.ts';
import { activity } from './activity.ts';
import { checks } from './checks.ts';
import { common } from './common.ts';
import { conflicts } from './conflicts.ts';
import { files } from './files.ts';
import { held } from './held.ts';
import { home } from './home.ts';
import { ignore } from './ignore.ts';
import { problems } from './problems.ts';
import { reasons } from './reasons.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { trash } from './trash.ts';

/** All texts in German. */
export const de: Texts<typeof en> = {
  checks,
  common,
  activity,
  conflicts,
  files,
  held,
  home,
  ignore,
  problems,
  reasons,
  settings,
  setup,
  trash,
};
