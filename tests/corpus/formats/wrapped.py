"""Exports with other text around them, as they arrive: an e-mail with a text and a file, and a text that a browser saved as a page."""

from __future__ import annotations

import base64

RIS = "TY  - JOUR\nAU  - Hay, Ada\nTI  - Müll & Eulen\nDO  - 10.5555/mail.1\nAB  - Eulen rufen: “hu”.\nER  - \n"
NBIB = "PMID- 31000001\nTI  - Owls on roofs.\nFAU - Pen, Otto\nDP  - 2020 Mar\nAB  - Owls hoot at p < 0.05.\n"
MAIL = f"""From: Ada Hay <ada@barn.example>
To: Otto Pen <otto@barn.example>
Subject: =?utf-8?q?Eulen?=
Date: Sun, 29 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_1"

--=_1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Dear Otto,

here are they.

{NBIB.replace("=", "=3D").replace("roofs.", "ro=" + chr(10) + "ofs.")}
--=20
Ada Hay
Barn University

--=_1
Content-Type: application/octet-stream; name="owls.ris"
Content-Disposition: attachment; filename="owls.ris"
Content-Transfer-Encoding: base64

{base64.encodebytes(RIS.encode()).decode()}
--=_1--
"""
SHOWN = (
    '<html><head></head><body><pre style="word-wrap: break-word; white-space: pre-wrap;">'
    + NBIB.replace("&", "&amp;").replace("<", "&lt;")
    + "</pre></body></html>"
)
FILES = {"mail": MAIL, "shown-text": SHOWN}
