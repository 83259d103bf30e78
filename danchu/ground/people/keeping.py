"""What is kept and for how long: leaving, and forgetting the traces of signing in."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.db import transaction

from danchu.ground.people.models import Identity, Person, SignInAttempt, SignInCode, Stay, UrgentLetter

TRACES_STAY = timedelta(weeks=1)


class OfficialsDoNotLeave(Exception):
    """An official's account is ended by `danchu official end`: their acts must keep a name."""


@transaction.atomic
def leave(person: Person, now: datetime) -> None:
    """Forget who a citizen is. The row stays, empty: what they sent keeps an author nobody can name."""
    if person.is_official:
        raise OfficialsDoNotLeave
    Identity.objects.filter(person=person).delete()
    Authenticator.objects.filter(user=person).delete()
    Stay.objects.filter(person=person).delete()  # on every device
    person.name, person.email, person.phone, person.verified_by = "", None, None, ""
    person.is_active, person.left_at, person.last_login = False, now, None
    person.set_unusable_password()
    person.save()


def forget(now: datetime) -> int:
    """Delete expired codes and traces older than a week; how many rows went. The clock calls it daily."""
    rows = [
        SignInCode.objects.filter(expires_at__lt=now),
        UrgentLetter.objects.filter(expires_at__lt=now),
        SignInAttempt.objects.filter(at__lt=now - TRACES_STAY),
        AccessAttempt.objects.filter(attempt_time__lt=now - TRACES_STAY),
        Stay.objects.filter(expire_date__lt=now),
    ]
    return sum(r.delete()[0] for r in rows)
