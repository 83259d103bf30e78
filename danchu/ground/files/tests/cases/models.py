"""Who may read what is attached to these cases."""


def may_read_attachment(request, attachment):
    return attachment.audience == "public" or request.headers.get("X-Code") == attachment.subject
