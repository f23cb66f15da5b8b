"""What a page may load and do: nothing but what the site itself holds.

Content Security Policy Level 3. No script stands in a page; styles may, since drawings and the
form set some. ``frame-ancestors`` cannot stand in a page and comes with the server's header.
"""

from __future__ import annotations

DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)
POLICY = "; ".join(DIRECTIVES)
