"""Headers of events: the text that is hashed is the canonical one, however fast it is put together."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from foerderung.verfahren.ereignis import ANFANG, Kopf, kanonisches_json, kopf_hash

FELDER = (12, ANFANG, "antrag_einlesen", "KP-2027-0001", "2027-01-15", "2027-01-15T09:30:00Z", "a", "b", "0" * 64)
TEXTE = st.lists(st.text(), min_size=8, max_size=8)


@given(st.integers(), TEXTE)
@example(1, ['"', "\\", "\n\r\t\b\f", "\x00\x1f\x7f", "Größe „x“ 😀", "\u2028\u2029", "</script>", ""])
def test_the_hash_of_a_header_is_that_of_its_canonical_text(nummer: int, texte: list[str]) -> None:
    felder: dict[str, Any] = dict(zip(Kopf.__slots__, (nummer, *texte), strict=True))
    erwartet = sha256(kanonisches_json(felder).encode()).hexdigest()
    assert kopf_hash([nummer, *texte]) == erwartet
    assert Kopf(**felder).sha256() == erwartet


@pytest.mark.parametrize("stelle", range(1, len(FELDER)))
@pytest.mark.parametrize("wert", [b"x", None, 5])
def test_a_field_that_is_no_text_has_no_hash(stelle: int, wert: Any) -> None:
    felder = [*FELDER[:stelle], wert, *FELDER[stelle + 1 :]]
    with pytest.raises(TypeError):
        kopf_hash(felder)
