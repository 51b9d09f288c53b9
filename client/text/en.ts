import access from './en/access.json' with { type: 'json' }
import auditLog from './en/audit-log.json' with { type: 'json' }
import comments from './en/comments.json' with { type: 'json' }
import common from './en/common.json' with { type: 'json' }
import errors from './en/errors.json' with { type: 'json' }
import followUps from './en/follow-ups.json' with { type: 'json' }
import handover from './en/handover.json' with { type: 'json' }
import help from './en/help.json' with { type: 'json' }
import home from './en/home.json' with { type: 'json' }
import method from './en/method.json' with { type: 'json' }
import organisations from './en/organisations.json' with { type: 'json' }
import paperAnswers from './en/paper-answers.json' with { type: 'json' }
import plans from './en/plans.json' with { type: 'json' }
import privacy from './en/privacy.json' with { type: 'json' }
import programme from './en/programme.json' with { type: 'json' }
import results from './en/results.json' with { type: 'json' }
import scans from './en/scans.json' with { type: 'json' }
import signOn from './en/sign-on.json' with { type: 'json' }

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
