from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from extractors.errors import MissingToolError
from extractors.images.sheet import Sheet
from extractors.ocr.alternatives import hocr_alternatives
from extractors.ocr.choose import get_engine
from extractors.ocr.engines import OcrEngine, OcrWord, PixelBox, with_alternatives
from normalizers.text.alternative import Alternative
from tests.extractors.pictures import blank, write

HOCR = """
 <div class='ocr_page' id='page_1'>
  <span class='ocrx_word' id='word_1_1' title='bbox 51 57 99 78; x_wconf 80'>b&amp;
   <span class='ocrx_cinfo' id='lstm_choices_1_1_1'>
    <span class='ocrx_cinfo' id='choice_1_1_1' title='x_confs 90.5'> </span></span>
   <span class='ocrx_cinfo' id='lstm_choices_1_1_2'>
    <span class='ocrx_cinfo' id='choice_1_1_2' title='x_confs 90'>h</span>
    <span class='ocrx_cinfo' id='choice_1_1_3' title='x_confs 60'>b</span></span>
   <span class='ocrx_cinfo' id='lstm_choices_1_1_3'>
    <span class='ocrx_cinfo' id='choice_1_1_4' title='x_confs 80'>&amp;</span>
    <span class='ocrx_cinfo' id='choice_1_1_5' title='x_confs 20'>ộ</span></span>
  </span>
 </div>
 <div class='ocr_page' id='page_2'>
  <span class='ocrx_word' id='word_1_1' title='bbox 1 1 9 9; x_wconf 98'><strong>sure</strong>
   <span class='ocrx_cinfo' id='lstm_choices_2_1_1'>
    <span class='ocrx_cinfo' id='choice_2_1_1' title='x_confs 90'>s</span>
    <span class='ocrx_cinfo' id='choice_2_1_2' title='x_confs 80'>5</span></span>
  </span>
 </div>
"""


def test_hocr_tells_alternatives_of_doubted_words() -> None:
    first, second = hocr_alternatives(HOCR)
    assert first == (
        1,
        "b&",
        (Alternative(0, 1, "h", 1.0), Alternative(1, 2, "ộ", 0.25)),
    )
    assert second == (2, "sure", ())


def test_words_that_do_not_answer_stay_as_they_are() -> None:
    words = [OcrWord("Kế", PixelBox(0, 0, 9, 9), 0.8, (1, 1, 1))]
    seen = (Alternative(1, 2, "ề", 0.5),)
    assert with_alternatives(words, [("Kế", seen)])[0].alternatives == seen
    assert with_alternatives(words, [("Kê", seen)]) == words
    assert with_alternatives(words, []) == words


@pytest.mark.ocr
@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_engines_tell_alternatives_of_blurred_words(name: str) -> None:
    try:
        engine: OcrEngine = get_engine(name)
    except MissingToolError:
        pytest.skip(f"{name} is not installed")
    page = write(blank(), "Tổ trưởng chuyên môn kiểm tra hồ sơ, sổ sách", 100, 100, 24)
    soft = Image.fromarray(page).filter(ImageFilter.GaussianBlur(2.2))
    (words,) = engine.read(Sheet(np.asarray(soft), 200), psm=6)
    nearly = [(word, a) for word in words for a in word.alternatives]
    assert nearly
    for word, a in nearly:
        assert 0 <= a.start < a.end <= len(word.text)
        assert a.text != word.text[a.start : a.end]
        assert 0 <= a.share <= 1
