import access from './nl/access.json' with { type: 'json' }
import auditLog from './nl/audit-log.json' with { type: 'json' }
import comments from './nl/comments.json' with { type: 'json' }
import common from './nl/common.json' with { type: 'json' }
import errors from './nl/errors.json' with { type: 'json' }
import followUps from './nl/follow-ups.json' with { type: 'json' }
import handover from './nl/handover.json' with { type: 'json' }
import help from './nl/help.json' with { type: 'json' }
import home from './nl/home.json' with { type: 'json' }
import method from './nl/method.json' with { type: 'json' }
import organisations from './nl/organisations.json' with { type: 'json' }
import paperAnswers from './nl/paper-answers.json' with { type: 'json' }
import plans from './nl/plans.json' with { type: 'json' }
import privacy from './nl/privacy.json' with { type: 'json' }
import programme from './nl/programme.json' with { type: 'json' }
import results from './nl/results.json' with { type: 'json' }
import scans from './nl/scans.json' with { type: 'json' }
import signOn from './nl/sign-on.json' with { type: 'json' }

export const words = {
  access,
  auditLog,
  comments,
  common,
  errors,
  followUps,
  handover,
  help,
  home,
  method,
  organisations,
  paperAnswers,
  plans,
  privacy,
  programme,
  results,
  scans,
  signOn,
}
