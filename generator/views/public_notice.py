"""公示稿: a notice that puts the lists up for comment, with the lists as its 附件."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.model.catalogue import Catalogue
from generator.views.general_forms import with_names, wording_of
from generator.views.imprint import Imprint
from generator.views.listings import Listing, Section

SLUG = "public-notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """附件: the lists of one kind."""

    title: str
    sections: tuple[Section, ...]

    @property
    def count(self) -> int:
        """How many entries it lists."""
        return sum(len(section.rows) for section in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicNotice:
    """公示稿. ``[[…]]`` in its texts are blanks: dates, the address, the publisher."""

    title: str
    heading: str
    texts: tuple[str, ...]
    signed: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    imprint: Imprint


def public_notice(catalogue: Catalogue, whole: Listing) -> PublicNotice:
    """Return the notice. ``whole`` is the list of all entries, and the notice is cited as that list."""
    wording, imprint = wording_of(SLUG), whole.imprint
    by_kind = groupby(
        whole.sections, key=lambda section: catalogue.entries[section.rows[0].id].kind.title
    )
    attachments = tuple(
        Attachment(title=f"{title}清单", sections=tuple(sections)) for title, sections in by_kind
    )
    names = {
        "{catalogue}": catalogue.settings.title,
        "{edition}": imprint.edition,
        "{notice}": imprint.notice,
    }
    return PublicNotice(
        title=f"{wording['title']}：{catalogue.settings.title}",
        heading=with_names(wording["heading"], names),
        texts=tuple(with_names(text, names) for text in wording["letter"]),
        signed=tuple(wording["signed"]),
        attachments=attachments,
        imprint=imprint,
    )
