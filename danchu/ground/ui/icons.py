"""Line icons drawn inside the page: no request, the colour of the text beside them."""

from functools import lru_cache

from markupsafe import Markup

# Shapes from Lucide (https://lucide.dev), ISC licence, parts MIT (Feather): see static/ui/ICONS.txt
SHAPES = {
    "alert": (
        '<circle cx="12" cy="12" r="10"/>'
        '<line x1="12" x2="12" y1="8" y2="12"/>'
        '<line x1="12" x2="12.01" y1="16" y2="16"/>'
    ),
    "ask": (
        '<path d="M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 '
        '2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719"/>'
        '<path d="M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3"/>'
        '<path d="M12 17h.01"/>'
    ),
    "back": '<path d="m12 19-7-7 7-7"/><path d="M19 12H5"/>',
    "check": '<path d="M20 6 9 17l-5-5"/>',
    "clip": (
        '<path d="m16 6-8.414 8.586a2 2 0 0 0 2.829 2.829l8.414-8.586a4 4 0 1 0-5.657-5.657l-8.379 '
        '8.551a6 6 0 1 0 8.485 8.485l8.379-8.551"/>'
    ),
    "clock": '<circle cx="12" cy="12" r="10"/><path d="M12 6v6h4"/>',
    "close": '<path d="M18 6 6 18"/><path d="m6 6 12 12"/>',
    "copy": (
        '<rect width="14" height="14" x="8" y="8" rx="2" ry="2"/>'
        '<path d="M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"/>'
    ),
    "day": (
        '<path d="M8 2v3"/>'
        '<path d="M16 2v3"/>'
        '<rect x="3" y="3" width="18" height="18" rx="2"/>'
        '<path d="M3 9h18"/>'
        '<path d="M8 13h.01"/>'
        '<path d="M12 13h.01"/>'
        '<path d="M16 13h.01"/>'
        '<path d="M8 17h.01"/>'
        '<path d="M12 17h.01"/>'
        '<path d="M16 17h.01"/>'
    ),
    "down": '<path d="m6 9 6 6 6-6"/>',
    "download": (
        '<path d="M12 15V3"/><path d="M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4"/><path d="m7 10 5 5 5-5"/>'
    ),
    "edit": (
        '<path d="M13 21h8"/>'
        '<path d="m15 5 4 4"/>'
        '<path d="M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 '
        '0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z"/>'
    ),
    "eye": (
        '<path d="M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 '
        '10.75 0 0 1-19.876 0"/>'
        '<circle cx="12" cy="12" r="3"/>'
    ),
    "feed": (
        '<path d="M4 11a9 9 0 0 1 9 9"/><path d="M4 4a16 16 0 0 1 16 16"/><circle cx="5" cy="19" r="1"/>'
    ),
    "file": (
        '<path d="M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 '
        '0 0 1 20 8v12a2 2 0 0 1-2 2z"/>'
        '<path d="M14 2v5a1 1 0 0 0 1 1h5"/>'
        '<path d="M10 9H8"/>'
        '<path d="M16 13H8"/>'
        '<path d="M16 17H8"/>'
    ),
    "globe": (
        '<circle cx="12" cy="12" r="10"/>'
        '<path d="M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20"/>'
        '<path d="M2 12h20"/>'
    ),
    "half": (
        '<path d="M10.1 2.18a9.93 9.93 0 0 1 3.8 0"/>'
        '<path d="M17.6 3.71a9.95 9.95 0 0 1 2.69 2.7"/>'
        '<path d="M21.82 10.1a9.93 9.93 0 0 1 0 3.8"/>'
        '<path d="M20.29 17.6a9.95 9.95 0 0 1-2.7 2.69"/>'
        '<path d="M13.9 21.82a9.94 9.94 0 0 1-3.8 0"/>'
        '<path d="M6.4 20.29a9.95 9.95 0 0 1-2.69-2.7"/>'
        '<path d="M2.18 13.9a9.93 9.93 0 0 1 0-3.8"/>'
        '<path d="M3.71 6.4a9.95 9.95 0 0 1 2.7-2.69"/>'
        '<circle cx="12" cy="12" r="1"/>'
    ),
    "hide": (
        '<path d="M10.733 5.076a10.744 10.744 0 0 1 11.205 6.575 1 1 0 0 1 0 .696 10.747 10.747 0 0 '
        '1-1.444 2.49"/>'
        '<path d="M14.084 14.158a3 3 0 0 1-4.242-4.242"/>'
        '<path d="M17.479 17.499a10.75 10.75 0 0 1-15.417-5.151 1 1 0 0 1 0-.696 10.75 10.75 0 0 1 '
        '4.446-5.143"/>'
        '<path d="m2 2 20 20"/>'
    ),
    "hourglass": (
        '<path d="M5 22h14"/>'
        '<path d="M5 2h14"/>'
        '<path d="M17 22v-4.172a2 2 0 0 0-.586-1.414L12 12l-4.414 4.414A2 2 0 0 0 7 17.828V22"/>'
        '<path d="M7 2v4.172a2 2 0 0 0 .586 1.414L12 12l4.414-4.414A2 2 0 0 0 17 6.172V2"/>'
    ),
    "info": '<circle cx="12" cy="12" r="10"/><path d="M12 16v-4"/><path d="M12 8h.01"/>',
    "keyboard": (
        '<path d="M10 8h.01"/>'
        '<path d="M12 12h.01"/>'
        '<path d="M14 8h.01"/>'
        '<path d="M16 12h.01"/>'
        '<path d="M18 8h.01"/>'
        '<path d="M6 8h.01"/>'
        '<path d="M7 16h10"/>'
        '<path d="M8 12h.01"/>'
        '<rect width="20" height="16" x="2" y="4" rx="2"/>'
    ),
    "link": (
        '<path d="M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71"/>'
        '<path d="M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71"/>'
    ),
    "lock": ('<rect width="18" height="11" x="3" y="11" rx="2" ry="2"/><path d="M7 11V7a5 5 0 0 1 10 0v4"/>'),
    "mail": (
        '<path d="m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7"/><rect x="2" y="4" width="20" height="16" rx="2"/>'
    ),
    "menu": '<path d="M4 5h16"/><path d="M4 12h16"/><path d="M4 19h16"/>',
    "merge": (
        '<path d="m8 6 4-4 4 4"/><path d="M12 2v10.3a4 4 0 0 1-1.172 2.872L4 22"/><path d="m20 22-5-5"/>'
    ),
    "next": '<path d="m9 18 6-6-6-6"/>',
    "no": '<circle cx="12" cy="12" r="10"/><path d="m15 9-6 6"/><path d="m9 9 6 6"/>',
    "office": (
        '<path d="M10 18v-7"/>'
        '<path d="M11.119 2.205a2 2 0 0 1 1.762 0l7.84 3.846A.5.5 0 0 1 20.5 7h-17a.5.5 0 0 '
        '1-.22-.949z"/>'
        '<path d="M14 18v-7"/>'
        '<path d="M18 18v-7"/>'
        '<path d="M3 22h18"/>'
        '<path d="M6 18v-7"/>'
    ),
    "ok": '<circle cx="12" cy="12" r="1"/><circle cx="12" cy="12" r="10"/>',
    "pass": '<path d="m15 14 5-5-5-5"/><path d="M4 20v-7a4 4 0 0 1 4-4h12"/>',
    "pause": (
        '<circle cx="12" cy="12" r="10"/>'
        '<line x1="10" x2="10" y1="15" y2="9"/>'
        '<line x1="14" x2="14" y1="15" y2="9"/>'
    ),
    "people": (
        '<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/>'
        '<path d="M16 3.128a4 4 0 0 1 0 7.744"/>'
        '<path d="M22 21v-2a4 4 0 0 0-3-3.87"/>'
        '<circle cx="9" cy="7" r="4"/>'
    ),
    "person": '<circle cx="12" cy="8" r="5"/><path d="M20 21a8 8 0 0 0-16 0"/>',
    "phone": (
        '<path d="M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 '
        "2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 "
        '0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384"/>'
    ),
    "photo": (
        '<rect width="18" height="18" x="3" y="3" rx="2" ry="2"/>'
        '<circle cx="9" cy="9" r="2"/>'
        '<path d="m21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21"/>'
    ),
    "pin": (
        '<path d="M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 '
        '10a8 8 0 0 1 16 0"/>'
        '<circle cx="12" cy="10" r="3"/>'
    ),
    "plus": '<path d="M5 12h14"/><path d="M12 5v14"/>',
    "print": (
        '<path d="M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2"/>'
        '<path d="M6 9V3a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v6"/>'
        '<rect x="6" y="14" width="12" height="8" rx="1"/>'
    ),
    "right": '<path d="M5 12h14"/><path d="m12 5 7 7-7 7"/>',
    "search": '<path d="m21 21-4.34-4.34"/><circle cx="11" cy="11" r="8"/>',
    "star": (
        '<path d="M11.525 2.295a.53.53 0 0 1 .95 0l2.31 4.679a2.123 2.123 0 0 0 1.595 '
        "1.16l5.166.756a.53.53 0 0 1 .294.904l-3.736 3.638a2.123 2.123 0 0 0-.611 1.878l.882 "
        "5.14a.53.53 0 0 1-.771.56l-4.618-2.428a2.122 2.122 0 0 0-1.973 0L6.396 21.01a.53.53 0 0 "
        "1-.77-.56l.881-5.139a2.122 2.122 0 0 0-.611-1.879L2.16 9.795a.53.53 0 0 1 "
        '.294-.906l5.165-.755a2.122 2.122 0 0 0 1.597-1.16z"/>'
    ),
    "undo": ('<path d="M9 14 4 9l5-5"/><path d="M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11"/>'),
    "warn": (
        '<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"/>'
        '<path d="M12 9v4"/>'
        '<path d="M12 17h.01"/>'
    ),
    "yes": '<circle cx="12" cy="12" r="10"/><path d="m16 9-5.5 5.5L8 12"/>',
}


@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> Markup:
    """Draw one icon; with a label it is read out, without one it is decoration."""
    named = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" viewBox="0 0 24 24" width="20" height="20" {}>{}</svg>').format(
        named, Markup(SHAPES[name])
    )
