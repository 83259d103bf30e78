"""An earlier portal comes over: words, pictures, days, old addresses; twice is once; what is refused is named."""

import pytest
from django.test import Client
from django.utils import timezone

from danchu.ground.documents.books import Unreadable
from danchu.mechanisms.news.commands import news
from danchu.mechanisms.news.importing import bring_over
from danchu.mechanisms.news.models import Article
from danchu.mechanisms.news.tests.conftest import picture

HEAD = ('<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel>')
POST = """<item><wp:post_id>{number}</wp:post_id><title>{title}</title>
<link>{link}</link><dc:creator>Ban biên tập</dc:creator>
<content:encoded><![CDATA[{html}]]></content:encoded><excerpt:encoded><![CDATA[Tóm tắt]]></excerpt:encoded>
<wp:post_date>{on}</wp:post_date><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
<category domain="category">Y tế</category><category domain="post_tag">trẻ em</category></item>"""


def post(title="Tiêm chủng", link="https://cu.vn/2021/05/tiem-chung/", html="Một\n\nHai", on="2021-05-03 07:00:00",
         status="publish", kind="post", number=7):
    return POST.format(title=title, link=link, html=html, on=on, status=status, kind=kind, number=number)


def export(tmp_path, *items):
    place = tmp_path / "cu.xml"
    place.write_text(f"{HEAD}{''.join(items)}</channel></rss>", "utf-8")
    return place


def brought(place, cast, **more):
    return bring_over(place, body=cast.body, now=timezone.now(), **{"pictures": None, "dry_run": False, **more})


def test_a_wordpress_export_comes_over_once_with_its_pictures_days_and_old_addresses(cast, tmp_path):
    folder = tmp_path / "uploads" / "2021" / "05"
    folder.mkdir(parents=True)
    (folder / "cho.jpg").write_bytes(picture().read())
    html = ('Một\n\n<img src="https://cu.vn/wp-content/uploads/2021/05/cho-300x200.jpg" alt="Chợ">\n\n'
            '<img src="https://cu.vn/wp-content/uploads/mat.jpg"><script>alert(1)</script>')
    place = export(tmp_path, post(html=html), post(title="Nháp", link="https://cu.vn/nhap", status="draft"),
                   post(title="", link="https://cu.vn/trong"), post(link="https://cu.vn/xau", on="hôm qua"))
    look = brought(place, cast, pictures=tmp_path / "uploads", dry_run=True)
    assert (look.new, len(look.refused)) == (1, 3) and not Article.objects.exists()
    report = brought(place, cast, pictures=tmp_path / "uploads")
    assert (report.new, report.pictures, len(report.refused), len(report.remarks)) == (1, 1, 3, 1)
    a = Article.objects.get()
    assert f"{timezone.localtime(a.published_at):%Y-%m-%d %H:%M}" == "2021-05-03 07:00"
    assert a.text.html.startswith("<p>Một</p>") and "/tep/" in a.text.html and "script" not in a.text.html
    assert a.category.name == "Y tế" and [t.name for t in a.tags.all()] == ["trẻ em"]
    assert Client().get("/2021/05/tiem-chung/").url == f"/tin-tuc/{a.code}/"
    src = a.text.html.split('src="')[1].split('"')[0]
    assert Client().get(src).status_code == 200
    again = brought(place, cast, pictures=tmp_path / "uploads")
    assert (again.new, again.known) == (0, 1) and Article.objects.count() == 1


def test_a_table_with_a_folder_of_pages_comes_over(cast, tmp_path, capsys):
    (tmp_path / "mot.html").write_text("<h1>Chào</h1><p>Lời</p>", "utf-8")
    (tmp_path / "bai.csv").write_text("tiêu đề,ngày,tệp,địa chỉ cũ\nBài một,03/05/2021,mot.html,https://cu.vn/mot\n"
                                      "Bài hai,03/05/2021,../../etc/passwd,https://cu.vn/hai\n", "utf-8")
    assert news(["import", str(tmp_path / "bai.csv"), "--body", cast.body.code]) == 1
    assert "Đã nhận 1 bài" in capsys.readouterr().out
    assert Article.objects.get().text.html == "<h2>Chào</h2><p>Lời</p>"


@pytest.mark.parametrize("bomb", ['<!DOCTYPE x [<!ENTITY a "aaaa">]><rss>&a;</rss>', "<rss><channel><item>", ""])
def test_a_file_that_is_no_export_is_told(cast, tmp_path, bomb):
    place = tmp_path / "cu.xml"
    place.write_text(bomb, "utf-8")
    with pytest.raises(Unreadable):
        brought(place, cast)


def test_links_with_a_query_lead_to_the_article_too(cast, tmp_path):
    place = export(tmp_path, post(link="https://cu.vn/Default.aspx?tabid=3&amp;id=5", number=12))
    brought(place, cast)
    a = Article.objects.get()
    for old in ("/Default.aspx?tabid=3&id=5", "/?p=12"):
        answer = Client().get(old)
        assert (answer.status_code, answer["location"]) == (301, f"/tin-tuc/{a.code}/"), old
    assert Client().get("/Default.aspx?tabid=3&id=6").status_code == 404
    assert Client().get("/?p=13").status_code == Client().get("/?p=x").status_code == 200


def test_a_file_that_breaks_off_is_gone_on_with_once_it_is_whole(cast, tmp_path):
    posts = [post(title=f"Bài {n}", link=f"https://cu.vn/{n}", number=n) for n in range(1, 5)]
    whole = export(tmp_path, *posts).read_text("utf-8")
    place = tmp_path / "cu.xml"
    place.write_text(whole.replace("Bài 4", "Bài <4"), "utf-8")
    with pytest.raises(Unreadable):
        brought(place, cast)
    place.write_text(whole, "utf-8")
    report = brought(place, cast)
    assert report.new + report.known == Article.objects.count() == 4


def test_every_refused_item_stands_in_the_table_asked_for(cast, tmp_path, capsys):
    place = export(tmp_path, *(post(title=f"=Nháp {n}", status="draft") for n in range(501)))
    told = tmp_path / "bao-cao.csv"
    assert news(["import", str(place), "--body", cast.body.code, "--report", str(told)]) == 1
    assert "--report" in capsys.readouterr().err
    lines = told.read_text("utf-8-sig").splitlines()
    assert len(lines) == 502 and "Nháp 500" in lines[-1]
