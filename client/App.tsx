import { useEffect } from 'preact/hooks'
import { LocationProvider, Route, Router, useLocation } from 'preact-iso'
import type { Session } from '#server/access/contract.ts'
import { getSession, signInPath } from './api.ts'
import { Frame } from './ui/Frame.tsx'
import { lazyPage } from './ui/LazyPage.tsx'
import { Loaded } from './ui/Loaded.tsx'
import { SessionContext } from './ui/session.ts'
import { useLanguage } from './ui/use-language.ts'

const SignInPage = lazyPage(() => import('./access/SignInPage.tsx').then((file) => file.SignInPage))
const SetupPage = lazyPage(() => import('./access/SetupPage.tsx').then((file) => file.SetupPage))
const AcceptInvitationPage = lazyPage(() =>
  import('./access/AcceptInvitationPage.tsx').then((file) => file.AcceptInvitationPage),
)
const ForgotPasswordPage = lazyPage(() =>
  import('./access/ForgotPasswordPage.tsx').then((file) => file.ForgotPasswordPage),
)
const ResetPasswordPage = lazyPage(() =>
  import('./access/ResetPasswordPage.tsx').then((file) => file.ResetPasswordPage),
)
const SignInLinkPage = lazyPage(() =>
  import('./access/SignInLinkPage.tsx').then((file) => file.SignInLinkPage),
)
const SingleSignOnPage = lazyPage(() =>
  import('./access/SingleSignOnPage.tsx').then((file) => file.SingleSignOnPage),
)
const EmailChangePage = lazyPage(() =>
  import('./access/EmailChangePage.tsx').then((file) => file.EmailChangePage),
)
const AccountPage = lazyPage(() => import('./access/AccountPage.tsx').then((file) => file.AccountPage))
const MembersPage = lazyPage(() => import('./access/MembersPage.tsx').then((file) => file.MembersPage))
const OutboxPage = lazyPage(() => import('./access/OutboxPage.tsx').then((file) => file.OutboxPage))
const AuditLogPage = lazyPage(() => import('./audit-log/AuditLogPage.tsx').then((file) => file.AuditLogPage))
const ProgrammeLogPage = lazyPage(() =>
  import('./audit-log/AuditLogPage.tsx').then((file) => file.ProgrammeLogPage),
)
const HandoverPage = lazyPage(() => import('./handover/HandoverPage.tsx').then((file) => file.HandoverPage))
const SettingsPage = lazyPage(() =>
  import('./organisations/SettingsPage.tsx').then((file) => file.SettingsPage),
)
const UnitsPage = lazyPage(() => import('./organisations/UnitsPage.tsx').then((file) => file.UnitsPage))
const HomePage = lazyPage(() => import('./home/HomePage.tsx').then((file) => file.HomePage))
const ScansPage = lazyPage(() => import('./scans/ScansPage.tsx').then((file) => file.ScansPage))
const LaunchPage = lazyPage(() => import('./scans/LaunchPage.tsx').then((file) => file.LaunchPage))
const ScanPage = lazyPage(() => import('./scans/ScanPage.tsx').then((file) => file.ScanPage))
const SlipsPage = lazyPage(() => import('./scans/SlipsPage.tsx').then((file) => file.SlipsPage))
const PaperAnswersPage = lazyPage(() =>
  import('./paper-answers/PaperAnswersPage.tsx').then((file) => file.PaperAnswersPage),
)
const PaperFormPage = lazyPage(() =>
  import('./paper-answers/PaperFormPage.tsx').then((file) => file.PaperFormPage),
)
const ResultsPage = lazyPage(() => import('./results/ResultsPage.tsx').then((file) => file.ResultsPage))
const ResultsIndexPage = lazyPage(() =>
  import('./results/ResultsIndexPage.tsx').then((file) => file.ResultsIndexPage),
)
const ModerationPage = lazyPage(() =>
  import('./comments/ModerationPage.tsx').then((file) => file.ModerationPage),
)
const CommentsPage = lazyPage(() => import('./comments/CommentsPage.tsx').then((file) => file.CommentsPage))
const MethodPage = lazyPage(() => import('./results/MethodPage.tsx').then((file) => file.MethodPage))
const FiguresPage = lazyPage(() => import('./programme/FiguresPage.tsx').then((file) => file.FiguresPage))
const OrganisationsPage = lazyPage(() =>
  import('./programme/OrganisationsPage.tsx').then((file) => file.OrganisationsPage),
)
const OrganisationPage = lazyPage(() =>
  import('./programme/OrganisationPage.tsx').then((file) => file.OrganisationPage),
)
const GrantedResultsPage = lazyPage(() =>
  import('./programme/GrantedResultsPage.tsx').then((file) => file.GrantedResultsPage),
)
const RegionsPage = lazyPage(() => import('./programme/RegionsPage.tsx').then((file) => file.RegionsPage))
const OfficesPage = lazyPage(() => import('./programme/OfficesPage.tsx').then((file) => file.OfficesPage))
const OfficeInvitationPage = lazyPage(() =>
  import('./programme/OfficeInvitationPage.tsx').then((file) => file.OfficeInvitationPage),
)
const RegionPage = lazyPage(() => import('./programme/RegionPage.tsx').then((file) => file.RegionPage))
const RegionOrganisationPage = lazyPage(() =>
  import('./programme/RegionOrganisationPage.tsx').then((file) => file.RegionOrganisationPage),
)
const SharingPage = lazyPage(() => import('./programme/SharingPage.tsx').then((file) => file.SharingPage))
const PlansPage = lazyPage(() => import('./plans/PlansPage.tsx').then((file) => file.PlansPage))
const PlanPage = lazyPage(() => import('./plans/PlanPage.tsx').then((file) => file.PlanPage))
const ActionPage = lazyPage(() => import('./plans/ActionPage.tsx').then((file) => file.ActionPage))
const OwnActionPage = lazyPage(() => import('./plans/OwnActionPage.tsx').then((file) => file.OwnActionPage))
const FollowUpPage = lazyPage(() => import('./follow-ups/FollowUpPage.tsx').then((file) => file.FollowUpPage))
const PrivacyPage = lazyPage(() => import('./privacy/PrivacyPage.tsx').then((file) => file.PrivacyPage))
const OwnStatementPage = lazyPage(() =>
  import('./privacy/DocumentPages.tsx').then((file) => file.OwnStatementPage),
)
const DpiaPage = lazyPage(() => import('./privacy/DocumentPages.tsx').then((file) => file.DpiaPage))
const StatementPage = lazyPage(() => import('./privacy/DocumentPages.tsx').then((file) => file.StatementPage))
const HelpPage = lazyPage(() => import('./help/HelpPage.tsx').then((file) => file.HelpPage))
const ApiPage = lazyPage(() => import('./help/ApiPage.tsx').then((file) => file.ApiPage))
const NotFoundPage = lazyPage(() => import('./NotFoundPage.tsx').then((file) => file.NotFoundPage))

/** Pages one opens without an account, or before having one: no menu around them. */
const alone = [
  '/sign-in',
  '/setup',
  '/invitation',
  '/office',
  '/forgot-password',
  '/reset-password',
  '/a',
  '/privacy',
  '/sign-in-link',
  '/email-change',
]
const open = [...alone, '/help', '/help/api']

/** The sign-on of an organisation has an address of its own to come back to. */
const isAlone = (path: string) => alone.includes(path) || path.startsWith('/single-sign-on/')
const isOpen = (path: string) => open.includes(path) || isAlone(path)

export function App() {
  useLanguage()
  return (
    <LocationProvider>
      <Loaded name="session" load={getSession} wholePage>
        {(session, reloadSession) => (
          <SessionContext.Provider value={{ session, reloadSession }}>
            <Pages session={session} />
          </SessionContext.Provider>
        )}
      </Loaded>
    </LocationProvider>
  )
}

function Pages({ session }: { session: Session }) {
  const { path, url, route } = useLocation()
  const mustSignIn = session.state !== 'signed-in' && !isOpen(path)
  const waits = session.state === 'signed-in' && session.secondFactor === 'all-waits'
  const mustSetUp = waits && !isOpen(path) && path !== '/account'

  useEffect(() => {
    if (mustSignIn) route(signInPath(url), true)
    else if (mustSetUp) route('/account', true)
  }, [mustSignIn, mustSetUp, url, route])

  useEffect(() => {
    // another personal link in the same tab differs behind the # only, for which a browser opens nothing
    const follow = () => isAlone(globalThis.location.pathname) && globalThis.location.reload()
    globalThis.addEventListener('hashchange', follow)
    return () => globalThis.removeEventListener('hashchange', follow)
  }, [])

  if (mustSignIn || mustSetUp) return null
  return (
    <Frame alone={isAlone(path)}>
      <Router>
        <Route path="/" component={HomePage} />
        <Route path="/scans" component={ScansPage} />
        <Route path="/scans/:scanId" component={ScanPage} />
        <Route path="/scans/:scanId/launch/:step" component={LaunchPage} />
        <Route path="/scans/:scanId/slips/:groupId" component={SlipsPage} />
        <Route path="/scans/:scanId/paper" component={PaperAnswersPage} />
        <Route path="/scans/:scanId/paper/form" component={PaperFormPage} />
        <Route path="/scans/:scanId/results" component={ResultsPage} />
        <Route path="/scans/:scanId/results/comments" component={CommentsPage} />
        <Route path="/scans/:scanId/comments" component={ModerationPage} />
        <Route path="/scans/:scanId/follow-up" component={FollowUpPage} />
        <Route path="/scans/:scanId/method" component={MethodPage} />
        <Route path="/results" component={ResultsIndexPage} />
        <Route path="/plans" component={PlansPage} />
        <Route path="/plans/:planId" component={PlanPage} />
        <Route path="/plans/:planId/actions/:actionId" component={ActionPage} />
        <Route path="/a" component={OwnActionPage} />
        <Route path="/organisation/units" component={UnitsPage} />
        <Route path="/organisation/members" component={MembersPage} />
        <Route path="/organisation/outbox" component={OutboxPage} />
        <Route path="/organisation/settings" component={SettingsPage} />
        <Route path="/organisation/handover" component={HandoverPage} />
        <Route path="/organisation/log" component={AuditLogPage} />
        <Route path="/programme/log" component={ProgrammeLogPage} />
        <Route path="/organisation/sharing" component={SharingPage} />
        <Route path="/programme" component={OrganisationsPage} />
        <Route path="/programme/organisations/:organisationId" component={OrganisationPage} />
        <Route path="/programme/organisations/:organisationId/scans/:scanId" component={GrantedResultsPage} />
        <Route path="/programme/regions" component={RegionsPage} />
        <Route path="/programme/people" component={OfficesPage} />
        <Route path="/programme/figures" component={FiguresPage} />
        <Route path="/region" component={RegionPage} />
        <Route path="/region/organisations/:organisationId" component={RegionOrganisationPage} />
        <Route path="/office" component={OfficeInvitationPage} />
        <Route path="/account" component={AccountPage} />
        <Route path="/sign-in" component={SignInPage} />
        <Route path="/sign-in-link" component={SignInLinkPage} />
        <Route path="/single-sign-on/:providerId" component={SingleSignOnPage} />
        <Route path="/email-change" component={EmailChangePage} />
        <Route path="/setup" component={SetupPage} />
        <Route path="/invitation" component={AcceptInvitationPage} />
        <Route path="/forgot-password" component={ForgotPasswordPage} />
        <Route path="/reset-password" component={ResetPasswordPage} />
        <Route path="/organisation/privacy" component={PrivacyPage} />
        <Route path="/organisation/privacy/statement" component={OwnStatementPage} />
        <Route path="/organisation/privacy/dpia" component={DpiaPage} />
        <Route path="/privacy" component={StatementPage} />
        <Route path="/help" component={HelpPage} />
        <Route path="/help/api" component={ApiPage} />
        <Route default component={NotFoundPage} />
      </Router>
    </Frame>
  )
}
