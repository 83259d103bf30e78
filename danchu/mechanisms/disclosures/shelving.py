"""Which finished thing is the newest of its body and item. Called by the actions, inside their transaction."""

from danchu.mechanisms.disclosures.models import RUNS, Disclosure, OwnItem, Shelf


def shelve(body: int, item: int, own: int | None = None) -> None:
    """Point the shelf at the newest of what has run its time and was no mistake; at nothing where there is none.

    The shelf is locked first: whoever comes second sees what the first has done. What a unit added to the fourteen
    (`own`) is its own shelf.
    """
    Shelf.objects.get_or_create(body_id=body, item=item)
    shelf: Shelf | OwnItem = (OwnItem.objects.select_for_update().get(pk=own) if own else
                              Shelf.objects.select_for_update().get(body_id=body, item=item))
    over = Disclosure.objects.filter(body_id=body, item=item, own_item=own, mistaken=False).exclude(RUNS)
    newest = over.order_by("-decided_on", "-id").values_list("pk", flat=True).first()
    if newest != shelf.newest_id:
        type(shelf)._default_manager.filter(pk=shelf.pk).update(newest=newest)
