"""What a form says where it has no words of its own."""

from django import forms
from django.utils.translation import override


def test_an_empty_box_is_told_what_to_do_in_either_language():
    class Asked(forms.Form):
        text = forms.CharField()
        day = forms.DateField()
        one = forms.ChoiceField(choices=[("a", "A")])

    for language, words in (("vi", "xin điền vào"), ("en", "please fill it in")):
        with override(language):
            assert all(words in said[0] for said in Asked({}).errors.values())
