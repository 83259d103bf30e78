"""Both languages: what the look says is gathered, translated, compiled."""

from django.utils.translation import gettext, override

from danchu.ground.ui import messages


def test_the_words_of_templates_and_code_are_gathered():
    found = {words for words, _context in messages._gathered(messages.CATALOGUE) if isinstance(words, str)}
    found |= {words[0] for words, _context in messages._gathered(messages.CATALOGUE) if not isinstance(words, str)}
    assert {"Đến nội dung chính", "Còn %(n)s ngày làm việc", "Bước %(step)s trên %(steps)s"} <= found


def test_the_compiled_words_are_those_of_the_translators(tmp_path):
    copy = tmp_path / "django.po"
    copy.write_bytes(messages.CATALOGUE.read_bytes())
    made = messages.compile_catalogue(copy).read_bytes()
    assert made == messages.CATALOGUE.with_suffix(".mo").read_bytes()


def test_gathering_again_keeps_the_english_already_written(tmp_path, monkeypatch):
    copy = tmp_path / "django.po"
    copy.write_bytes(messages.CATALOGUE.read_bytes())
    monkeypatch.setattr(messages, "CATALOGUE", copy)
    monkeypatch.setattr(messages, "catalogues", lambda: [copy])  # nobody else's is written while others read it
    assert messages.messages([]) == 0
    assert "Skip to main content" in copy.read_text("utf-8")


def test_a_visitor_who_chose_english_reads_english():
    with override("en"):
        assert gettext("Đến nội dung chính") == "Skip to main content"
    with override("vi"):
        assert gettext("Đến nội dung chính") == "Đến nội dung chính"
