"""What an editor sends: clean, bounded, told; nothing that runs gets through and no word is lost."""

import re
import time

import pytest

from danchu.ground.text.clean_html import TAGS, TooMuch, clean_html, text_of

MOST = 400_000


def kept(typed: str) -> str:
    return clean_html(typed, most=MOST).html


@pytest.mark.parametrize(("typed", "html"), [
    ("<p>Chào <b>bà con</b></p>", "<p>Chào <strong>bà con</strong></p>"),
    ("<h1>Tin</h1><div>Một</div><div>Hai</div>", "<h2>Tin</h2><p>Một</p><p>Hai</p>"),
    ("<p class=MsoNormal style='mso-margin:0'><span lang=VI><o:p>Xin mời</o:p></span></p><p>&nbsp;</p>",
     "<p>Xin mời</p>"),
    ("<a href='https://a.vn/x'>đọc</a>", '<a href="https://a.vn/x" rel="noopener noreferrer">đọc</a>'),
    ("<p><a href='javascript:alert(1)'>bấm</a></p>", "<p>bấm</p>"),
    ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
    ("<p onclick=x style='color:red'>a</p>", "<p>a</p>"),
    ("<p><img src='https://xa.vn/a.jpg' alt=x>chữ</p>", "<p>chữ</p>"),
    ("<figure><img src='/tep/12/a.jpg'></figure>", '<figure><img alt="" src="/tep/12/a.jpg"></figure>'),
    ("<table><tr><td colspan=2 bgcolor=red>1</td></tr></table>",
     '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>'),
    ("<p class=MsoListParagraphCxSpFirst style='mso-list:l0'><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span>"
     "</span><![endif]>Một</p><p class=MsoListParagraphCxSpLast>·&nbsp;Hai</p>", "<ul><li>Một</li><li>Hai</li></ul>"),
])
def test_html_becomes_a_short_list_of_elements(typed, html):
    assert kept(typed) == html


@pytest.mark.parametrize(("typed", "html"), [
    ("Một\nhai\n\nba", "<p>Một<br>hai</p><p>ba</p>"),
    ("## Lịch\n- thứ hai\n- thứ ba\nhết", "<h2>Lịch</h2><ul><li>thứ hai</li><li>thứ ba</li></ul><p>hết</p>"),
    ("1. một\n2. hai\n- ba", "<ol><li>một</li><li>hai</li></ol><ul><li>ba</li></ul>"),
    ("5 < 6 & **đậm**", "<p>5 &lt; 6 &amp; <strong>đậm</strong></p>"),
    ("![Cổng chợ](/tep/3/cho.jpg)", '<figure><img src="/tep/3/cho.jpg" alt="Cổng chợ"></figure>'),
    ("Xem https://a.vn/x?a=1&b=2.", '<p>Xem <a href="https://a.vn/x?a=1&amp;b=2" rel="noopener noreferrer">'
                                    "https://a.vn/x?a=1&amp;b=2</a>.</p>"),
    ("", ""),
])
def test_plain_words_become_paragraphs_headings_and_lists(typed, html):
    assert kept(typed) == html


@pytest.mark.parametrize("typed", [
    "<p>a<svg/onload=alert(1)>b</p>", "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<p><a href='data:text/html,x'>a</a><base href=//e></p>",
    "<div><iframe srcdoc='<script>x</script>'></iframe>a</div>",
    "<p>a</p><meta http-equiv=refresh content='0;//e'>", "<img src=x onerror=alert(1)>"])
def test_nothing_that_runs_gets_through(typed):
    clean = clean_html(typed, most=MOST)
    assert set(re.findall(r"</?([a-z0-9]+)", clean.html)) <= TAGS
    assert not re.search(r"\son\w+=|javascript|data:", clean.html)


def test_what_was_left_out_is_told():
    pasted = "<p>a<img src='data:image/png;base64,xx'><img src='/tep/1/a.jpg'><script>x</script></p>"
    clean = clean_html(pasted, most=MOST)
    assert (clean.pictures_left_out, clean.scripts_left_out) == (1, True)


def test_cleaning_twice_changes_nothing():
    once = kept("<div><p>a <i>b</i></p><ul><li>c</ul><table><tr><td>d</table><img src='/tep/1/a.jpg'></div>")
    assert kept(once) == once


def test_a_table_of_five_megabytes_from_word_is_cleaned_or_told_and_quickly():
    cell = "<td width=102 style='width:76.5pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;" \
           "padding:0in 5.4pt 0in 5.4pt'><p class=MsoNormal style='mso-line-height-rule:exactly'><span lang=VI " \
           "style='font-size:13.0pt;mso-ansi-language:VI'>Ô {n}<o:p></o:p></span></p></td>"
    rows = "".join(f"<tr style='mso-yfti-irow:{n}'>{cell.format(n=n) * 4}</tr>" for n in range(4_000))
    table = f"<table class=MsoTableGrid>{rows}</table>"
    assert len(table) > 4_500_000
    began = time.process_time()
    clean = clean_html(table, most=1_000_000)
    assert time.process_time() - began < 10
    assert "mso" not in clean.html and clean.html.count("<tr>") == 4_000 and len(clean.html) < 500_000
    with pytest.raises(TooMuch) as told:
        clean_html(table, most=100_000)
    assert told.value.size > told.value.most == 100_000


def test_the_words_of_an_article_without_its_marks():
    assert text_of("<p>Một &amp; hai</p><ul><li>ba</li></ul>") == "Một & hai ba"
