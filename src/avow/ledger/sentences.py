"""What the verbs of the main job say on the public ledger; an app's own sentence goes before these.

A plain table of codes: the ledger still knows no app above it. The reference stands beside the
sentence on the page, so it is not repeated here.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from avow.kernel.words import Words

SENTENCES: Mapping[str, Words] = {
    "application.answer": _("The applicant answered a question about the application."),
    "application.ask": _("The applicant was asked about the application."),
    "application.close": _("Every coalition has answered the application."),
    "application.due_moved": _("The day on which the applicant must be told was moved."),
    "application.pass": _("The application went to the Champions of its coalitions."),
    "application.refuse": _("The application was found not eligible."),
    "application.released": _("The applicant was told the outcome."),
    "application.screen": _("The secretariat began to look at the application."),
    "application.sealed": _("A decision was written, under seal until the applicant is told."),
    "application.submit": _("An application was handed in."),
    "application.withdraw": _("The application was withdrawn by the applicant."),
    "case.accept": _("The coalition accepted."),
    "case.answer": _("The applicant answered the coalition's question."),
    "case.ask": _("The coalition asked the applicant a question."),
    "case.close": _("The coalition need not answer any more."),
    "case.forward": _("The Champions voted for it; the Core Group is consulted."),
    "case.object": _("The Core Group objected."),
    "case.opened": _("The coalition's Champions were asked to answer."),
    "case.overrule": _("The objection was answered: accepted."),
    "case.reject": _("The Champions voted against it."),
    "case.sealed": _("An answer was written, under seal until the applicant is told."),
    "case.uphold": _("The objection was answered: declined."),
    "case.settle_against": _("The secretariat declined in place of Champions who may not decide."),
    "case.settle_for": _("The secretariat agreed in place of Champions who may not decide."),
    "catalogue.add": _("An example was added to the catalogue."),
    "catalogue.change": _("An example of the catalogue was edited."),
    "catalogue.restore": _("An example of the catalogue was brought back."),
    "catalogue.retire": _("An example of the catalogue was retired."),
    "catalogue.take_file": _(
        "An example of the catalogue took the forum's own text again."
    ),
    "commitment.amend": _("An amendment of the commitment was begun."),
    "commitment.answer": _("The makers answered a question about the commitment."),
    "commitment.ask": _("The makers were asked about the commitment."),
    "commitment.complete": _("The commitment was completed."),
    "commitment.create": _("A commitment was begun."),
    "commitment.decline": _("The commitment or its amendment was declined."),
    "commitment.drop": _("The amendment of the commitment was dropped."),
    "commitment.end": _("The commitment ended."),
    "commitment.open": _("The commitment went to the Champions of its coalitions."),
    "commitment.partner_confirmed": _("A partner agreed to be named."),
    "commitment.partner_refused": _("A partner did not agree to be named."),
    "commitment.publish": _("The commitment was published."),
    "commitment.resubmit": _("An amendment of the commitment was handed in."),
    "commitment.submit": _("A commitment was handed in."),
    "commitment.withdraw": _("The commitment was withdrawn by its makers."),
    "forum.load": _("The forum's pack was loaded."),
    "interest.apply": _("An expression of interest became an application."),
    "interest.confirm": _("An expression of interest was confirmed."),
    "interest.invite": _("Somebody who had expressed interest was invited to apply."),
    "interest.lapse": _("An expression of interest lapsed."),
    "interest.letter": _("A letter of intent was handed in."),
    "invitation.revoked": _("An invitation was taken back."),
    "organisation.created": _("An organisation was added."),
    "organisation.edited": _("An organisation changed its profile."),
    "organisation.merged": _("Two entries of the same organisation were merged."),
    "representative.changed": _("A representative's role changed."),
    "representative.invited": _("An organisation invited a representative."),
    "representative.joined": _("A representative joined an organisation."),
    "representative.removed": _("A representative left an organisation."),
    "role.granted": _("A role in the forum was given."),
    "role.invited": _("Somebody was invited to a role in the forum."),
    "role.revoked": _("A role in the forum was taken back."),
    "role.taken": _("Somebody took up a role in the forum."),
    "seat.chair": _("A Champion became co-chair."),
    "seat.chair_ended": _("A Champion's time as co-chair ended."),
    "seat.ended": _("A Champion's seat ended."),
    "seat.given": _("A Champion's seat was given."),
    "seat.joined": _("An organisation joined a Champion's seat."),
    "seat.taken_over": _("An organisation took over a Champion's seat."),
    "window.extended": _("A window was extended."),
    "window.granted": _("One organisation was given more time."),
}

ROLES: Mapping[str, Words] = {
    "visitor": _("a visitor"),
    "signed_in": _("somebody signed in"),
    "representative": _("a representative"),
    "reader": _("a reader for the organisation"),
    "champion": _("a Champion"),
    "core_group": _("the Core Group"),
    "secretariat": _("the secretariat"),
    "system": _("the platform"),
}
